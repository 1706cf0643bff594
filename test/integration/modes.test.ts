/**
 * The modes on a real Go. Mode deep compiles the standard library once more where the build cache has not got it
 * (some 45 s on two cores with Go 1.26), so it runs once, over small packages.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { manifest as manifestSchema, type Manifest } from "../../src/model/capture.ts";
import type { Finding } from "../../src/model/finding.ts";
import { findingsDocument, type FindingsDocument } from "../../src/model/findings-document.ts";
import { ensureTool } from "../../scripts/tools.ts";

const CLI = fileURLToPath(new URL("../../src/entry/cli.ts", import.meta.url));
const FIXTURE = fileURLToPath(new URL("../fixtures/modes", import.meta.url));
const RUN_MS = 480_000;

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "racegate-test-"));
  cpSync(FIXTURE, join(folder, "module"), { recursive: true });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface ModeRun {
  readonly document: FindingsDocument;
  readonly manifest: Manifest;
  readonly capture: string;
  readonly stderr: string;
}

function racegate(out: string, args: readonly string[], env: Record<string, string> = {}): ModeRun {
  const place = join(folder, out);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, "run", "--json", "--out", place, ...args],
    {
      cwd: join(folder, "module"),
      env: { ...process.env, GOFLAGS: "", GORACE: "", GOTOOLCHAIN: "local", ...env },
      encoding: "utf8",
      maxBuffer: 1 << 26,
    },
  );
  const document = findingsDocument.parse(JSON.parse(stdout));
  const [name = ""] = readdirSync(join(place, "captures"));
  const capture = join(place, "captures", name);
  const text = readFileSync(join(capture, "manifest.json"), "utf8");
  return { document, manifest: manifestSchema.parse(JSON.parse(text)), capture, stderr };
}

function kinds({ document }: ModeRun): string[] {
  return document.findings.map(({ kind, class: of, severity }) => `${kind}/${of}/${severity}`);
}

function of(run: ModeRun, kind: Finding["kind"], owner: string): Finding | undefined {
  return run.document.findings.find(
    (each) => each.kind === kind && each.package === `example.com/modes/${owner}`,
  );
}

describe("mode instrumented", () => {
  it(
    "names subtests, lists everybody at the end, and a silent test while it runs",
    () => {
      const run = racegate("instrumented", [
        "--mode=instrumented",
        "--silent-dump=400ms",
        "./tests",
      ]);
      expect(run.manifest.mode).toBe("instrumented");
      expect(kinds(run)).toEqual(["goroutine-leak/channel-send/warning"]);
      expect(run.document.findings[0]?.test).toMatchObject({
        name: "TestTable/second",
        scope: "subtest",
      });
      const dumps = run.manifest.artifacts.filter(({ kind }) => kind === "goroutine-dump");
      const texts = dumps.map(({ path }) => readFileSync(join(run.capture, path), "utf8"));
      expect(texts.map((text) => text.split("\n", 1)[0])).toEqual([
        "racegate: goroutines at the end of the tests",
        'racegate: silent for 400ms: "TestSilent"',
      ]);
      expect(texts[1]).toContain("tests.TestSilent(");
    },
    RUN_MS,
  );

  it(
    "merges the user's own overlay",
    () => {
      const replaced = join(folder, "module", "tests", "added_test.go");
      const text = 'package tests\n\nimport "testing"\n\nfunc TestAdded(t *testing.T) {}\n';
      writeFileSync(join(folder, "added.txt"), text);
      const overlay = join(folder, "own.json");
      writeFileSync(
        overlay,
        JSON.stringify({ Replace: { [replaced]: join(folder, "added.txt") } }),
      );
      const args = ["--mode=instrumented", "./tests", "--", `-overlay=${overlay}`];
      const run = racegate("merged", [...args, "-run=^TestAdded$"]);
      expect(run.manifest.mode).toBe("instrumented");
      const stream = readFileSync(join(run.capture, "stream.jsonl"), "utf8");
      expect(stream).toMatch(/"Action":"pass","Package":"[^"]*","Test":"TestAdded"/);
    },
    RUN_MS,
  );

  it(
    "gives way to the user's overlay of the same file, and says so",
    () => {
      const goroot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
      const file = join(goroot, "src/testing/testing.go");
      const overlay = join(folder, "same.json");
      writeFileSync(overlay, JSON.stringify({ Replace: { [file]: file } }));
      const env = { GOFLAGS: `-overlay=${overlay}` };
      const run = racegate("clash", ["--mode=instrumented", "./locks/held"], env);
      expect(run.manifest.mode).toBe("light");
      expect(run.manifest.notes).toContainEqual({
        code: "mode-fallback",
        message:
          "Mode light in the place of instrumented: your -overlay replaces testing/testing.go, and so would it.",
      });
    },
    RUN_MS,
  );
});

describe("mode deep", () => {
  it(
    "proves who waits for whom, and knows every hold",
    () => {
      const run = racegate("deep", ["--mode=deep", "./locks/...", "--", "-timeout=5s"]);
      expect(run.manifest.mode).toBe("deep");
      expect(run.manifest.pinned.gotraceback.effective).toBe("system");
      const abba = of(run, "deadlock", "locks/abba");
      expect(abba).toMatchObject({ class: "lock-order", certainty: "proof", severity: "error" });
      expect(abba?.explanation).toContain("Every lock and unlock was recorded by address");
      expect(abba?.explanation).toMatch(/goroutine \d+ holds since .* \(abba\.Move, abba\.go:21\)/);
      const readers = of(run, "deadlock", "locks/readers");
      expect(readers).toMatchObject({ class: "rwmutex-recursive", certainty: "proof" });
      expect(run.document.findings.filter((each) => each.package.endsWith("/held"))).toEqual([]);
      expect(holds(run)).toMatch(
        /RWMutex: taken 2 times, held \d+\.?\d* ms in all; 0 waits, 0 ns\n {2}longest: .*\n {4}taken at \S+slowPut /,
      );
    },
    RUN_MS,
  );
});

/** `trace holds` of the package whose locks nobody fights for. */
function holds({ capture, manifest }: ModeRun): string {
  const trace = manifest.artifacts.find(
    ({ kind, package: owner }) => kind === "trace" && owner === "example.com/modes/locks/held",
  );
  const path = join(capture, trace?.path ?? "");
  return execFileSync(process.execPath, [CLI, "trace", "holds", path], { encoding: "utf8" });
}

describe("--debug-panics", () => {
  it(
    "shows under a real Delve which deferred functions ran, and what they raised",
    () => {
      const path = `${dirname(ensureTool("dlv"))}:${process.env["PATH"] ?? ""}`;
      const run = racegate("panics", ["--debug-panics", "./panics"], { PATH: path });
      const [panic] = run.document.findings;
      expect(run.stderr).not.toContain("debug-panics:");
      expect(panic).toMatchObject({
        kind: "panic",
        title: "panic: no room in panics.TestClose.func1.1",
      });
      expect(panic?.explanation).toContain(
        "deferred functions ran in this order: panics.logClose (chain.go:35), then panics.Close.func1 " +
          "(chain.go:26), then panics.logClose (chain.go:35)",
      );
      expect(panic?.explanation).toContain('had recovered "no room" and raised "close: no room"');
      expect(panic?.explanation).toContain('"empty text" by panics.Parse.func1');
      expect(panic?.evidence.at(-1)?.artifact).toMatch(/panics\.json$/);
    },
    RUN_MS,
  );

  it(
    "says in Delve's own words why it could not look",
    () => {
      const why = "could not launch process: fork/exec ./test.binary: operation not permitted";
      const script = `#!/bin/sh\n[ "$1" = version ] && exit 0\necho "${why}" >&2\nexit 1\n`;
      const bin = join(folder, "refusing");
      mkdirSync(bin);
      writeFileSync(join(bin, "dlv"), script, { mode: 0o755 });
      const path = `${bin}:${process.env["PATH"] ?? ""}`;
      const run = racegate("refused", ["--debug-panics", "./panics"], { PATH: path });
      expect(run.document.findings[0]?.explanation).toContain(`Delve ended: ${why}`);
      expect(run.manifest.notes.map(({ code }) => code)).toContain("debug-panics");
    },
    RUN_MS,
  );
});
