/**
 * One `-count=10` run of racegate over the fixture modules: every racy package must have a finding of its
 * class (the directory's name), every twin (`fixed` below it) none of level error. Run it with
 * `node test/bench/truth/live-races.ts [module directory…]`; it needs go and a C compiler.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { recordTruth } from "./truth-file.ts";
import { rate } from "./wilson.ts";

const root = resolve(import.meta.dirname, "../../..");
const given = process.argv.slice(2);
const modules = given.length > 0 ? given : [join(root, "test/fixtures/classes")];

interface Found {
  readonly kind: string;
  readonly class: string;
  readonly severity: string;
  readonly package: string;
}

function findingsOf(module: string): readonly Found[] {
  const out = mkdtempSync(join(tmpdir(), "racegate-live-"));
  try {
    const cli = join(root, "src/entry/cli.ts");
    const argv = [cli, "run", "./...", "--out", out, "--json", "--", "-count=10"];
    const done = spawnSync(process.execPath, argv, {
      cwd: module,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      timeout: 900_000,
    });
    return (JSON.parse(done.stdout) as { findings: Found[] }).findings;
  } finally {
    rmSync(out, { recursive: true });
  }
}

for (const module of modules) {
  const findings = findingsOf(module);
  const names = readdirSync(module, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const of = (name: string) => findings.filter((one) => one.package.endsWith(`/${name}`));
  const found = names.filter((name) => of(name).some(({ severity }) => severity === "error"));
  const right = names.filter((name) => of(name).some((one) => one.class === name));
  const twins = names.filter((name) => existsSync(join(module, name, "fixed")));
  const loud = twins.filter((name) =>
    of(`${name}/fixed`).some(({ severity }) => severity === "error"),
  );
  const key = `live.${resolve(module).split("/").at(-1) ?? "module"}`;
  recordTruth({
    [`${key}.found`]: { hits: found.length, total: names.length },
    [`${key}.class`]: { hits: right.length, total: names.length },
    [`${key}.twins`]: { hits: loud.length, total: twins.length },
  });
  console.log(`live, one -count=10 run of ${resolve(module).split("/").at(-1) ?? module}`);
  console.log(`  bugs found: ${rate(found.length, names.length)}`);
  console.log(`  with their class: ${rate(right.length, names.length)}`);
  console.log(`  twins with an error: ${rate(loud.length, twins.length)}`);
  for (const name of names.filter((one) => !right.includes(one))) {
    console.log(
      `  ${name}: ${
        of(name)
          .map((one) => `${one.kind} ${one.class}`)
          .join(", ") || "nothing"
      }`,
    );
  }
  for (const name of loud) console.log(`  twin ${name}: ${JSON.stringify(of(`${name}/fixed`)[0])}`);
}
