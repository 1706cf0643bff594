// The boundary rules hold on the tree, the tool really read the tree, and each rule can fail.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DEPCRUISE = join(ROOT, "node_modules/.bin/depcruise");

/** Fewer modules than this means that the tool did not understand TypeScript and passed nothing. */
const MODULES_MIN = 60;

interface Report {
  summary: { totalCruised: number; violations: { rule: { name: string } }[] };
}

function cruise(cwd: string): Report {
  const result = spawnSync(
    DEPCRUISE,
    ["--config", ".dependency-cruiser.mjs", "--output-type", "json", "src"],
    { cwd, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  return JSON.parse(result.stdout) as Report;
}

/** One deliberate breach each: file to write, its text, the rule that must name it. */
const BREACHES: readonly { rule: string; file: string; text: string }[] = [
  {
    rule: "layer-parse",
    file: "parse/bad.ts",
    text: 'import { a } from "../decide/a.ts";\nexport const b = a;\n',
  },
  {
    rule: "layer-model",
    file: "model/bad.ts",
    text: 'import { a } from "../decide/a.ts";\nexport const b = a;\n',
  },
  {
    rule: "layer-store",
    file: "store/bad.ts",
    text: 'import { a } from "../decide/a.ts";\nexport const b = a;\n',
  },
  {
    rule: "entry-uses-pipeline",
    file: "entry/bad.ts",
    text: 'import { a } from "../decide/a.ts";\nexport const b = a;\n',
  },
  {
    rule: "pipeline-is-neutral",
    file: "pipeline.ts",
    text: 'import { a } from "./store/a.ts";\nexport const b = a;\n',
  },
  {
    rule: "io-free-core",
    file: "report/bad.ts",
    text: 'import { readFileSync } from "node:fs";\nexport const b = readFileSync;\n',
  },
  {
    rule: "only-collect-runs-processes",
    file: "platform/bad.ts",
    text: 'import { spawn } from "node:child_process";\nexport const b = spawn;\n',
  },
  {
    rule: "siblings-are-strangers",
    file: "analyse/detectors/bad.ts",
    text: 'import { a } from "./a.ts";\nexport const b = a;\n',
  },
  {
    rule: "src-is-not-a-test",
    file: "util/bad.ts",
    text: 'import { a } from "../../test/a.ts";\nexport const b = a;\n',
  },
  {
    rule: "no-circular",
    file: "util/bad.ts",
    text: 'import { c } from "./worse.ts";\nexport const b = c;\n',
  },
];

describe("boundaries", () => {
  it("hold on the tree, which was really read", () => {
    const report = cruise(ROOT);
    expect(report.summary.violations.map((v) => v.rule.name)).toEqual([]);
    expect(report.summary.totalCruised).toBeGreaterThan(MODULES_MIN);
  });

  it.each(BREACHES)("are enforced: $rule", ({ rule, file, text }) => {
    const directory = mkdtempSync(join(tmpdir(), "racegate-boundaries-"));
    try {
      for (const name of [".dependency-cruiser.mjs", "tsconfig.json", "package.json"])
        cpSync(join(ROOT, name), join(directory, name));
      symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
      const files: readonly [string, string][] = [
        ["src/decide/a.ts", "export const a = 1;\n"],
        ["src/store/a.ts", "export const a = 1;\n"],
        ["src/analyse/detectors/a.ts", "export const a = 1;\n"],
        [
          "src/util/worse.ts",
          'import type { b } from "./bad.ts";\nexport const c = 1 as unknown as typeof b;\n',
        ],
        ["test/a.ts", "export const a = 1;\n"],
        [`src/${file}`, text],
      ];
      for (const [name, content] of files) {
        mkdirSync(dirname(join(directory, name)), { recursive: true });
        writeFileSync(join(directory, name), content);
      }
      expect(cruise(directory).summary.violations.map((v) => v.rule.name)).toContain(rule);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it("the tool is the one that reads TypeScript", () => {
    const info = execFileSync(DEPCRUISE, ["--info"], { encoding: "utf8" });
    expect(info).toMatch(/✔ typescript/);
  });
});
