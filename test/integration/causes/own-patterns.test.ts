// The user's own patterns in a real run: they take part in causes, are listed as notes, and stay with the capture.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { manifest as manifestSchema } from "../../../src/model/capture.ts";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";

const ROOT = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "racegate-own-"));
const module = join(folder, "m");

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function copyModule(): void {
  const from = join(ROOT, "test/fixtures/own-patterns");
  cpSync(from, module, { recursive: true });
  cpSync(join(from, "patterns"), join(module, ".racegate/patterns"), { recursive: true });
}

function racegate(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const keep = ["PATH", "HOME", "GOCACHE", "GOPATH", "GOROOT", "TMPDIR"];
  const env = Object.fromEntries(keep.map((name) => [name, process.env[name]]));
  return spawnSync(process.execPath, [join(ROOT, "src/entry/cli.ts"), ...args], {
    cwd: module,
    env: { ...env, NO_COLOR: "1" },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
}

describe("own patterns of a run", () => {
  let found: FindingsDocument;
  let capture = "";
  let stdout = "";

  beforeAll(() => {
    copyModule();
    const ended = racegate(
      "run",
      "-v",
      "--out",
      join(folder, "out"),
      "./...",
      "--",
      "-timeout",
      "3s",
    );
    expect(ended.status, ended.stderr).toBe(1);
    stdout = ended.stdout;
    const [name = ""] = readdirSync(join(folder, "out/captures"));
    capture = join(folder, "out/captures", name);
    found = JSON.parse(readFileSync(join(folder, "out/findings.json"), "utf8")) as FindingsDocument;
  });

  test("one with a shipped name is the cause in its place, and uncalibrated", () => {
    const timeout = found.findings.find(({ kind }) => kind === "timeout");
    expect(timeout?.cause?.pattern).toBe("slow-stage");
    expect(timeout?.cause?.confidence).toBeUndefined();
    expect(timeout?.cause?.summary).toContain("the queue is drained too slowly");
    expect(timeout?.cause?.steps[0]?.what).toMatch(/push waits for room$/);
    expect(timeout?.cause?.steps[0]?.location?.file).toBe("stuck/stuck_test.go");
    expect(stdout).toMatch(/cause +slow-stage \(heuristic: [^)]*uncalibrated\)/);
  });

  test("a match where nothing failed is a note, not a finding", () => {
    const quiet = found.findings.filter((f) => f.package === "example.com/own/quiet");
    expect(quiet).toEqual([]);
    const notes = found.diagnostics.filter(({ code }) => code === "own-pattern-match");
    const words = notes.map(({ message }) => message);
    expect(words.some((w) => /^late-answer matches once, .*quiet_test\.go:15/.test(w))).toBe(true);
    expect(notes.every(({ severity }) => severity === "info")).toBe(true);
    expect(stdout).toContain("Own patterns, looked for in 2 traces: late-answer, slow-stage.");
  });

  test("the capture keeps them, so that analyze says the same where they are gone", () => {
    const text = readFileSync(join(capture, "manifest.json"), "utf8");
    const { artifacts } = manifestSchema.parse(JSON.parse(text));
    const kept = artifacts.find(({ kind }) => kind === "patterns");
    expect(kept?.path).toBe("patterns.json");
    expect(kept?.crc32c).toMatch(/^[\w+/]{6}==$/);
    rmSync(join(module, ".racegate/patterns"), { recursive: true });
    const again = racegate("analyze", "--json", capture);
    expect(again.stdout).toBe(readFileSync(join(folder, "out/findings.json"), "utf8"));
  });

  test("without them the shipped patterns explain what they can, and no note speaks of own ones", () => {
    rmSync(join(capture, "patterns.json"));
    const bare = JSON.parse(racegate("analyze", "--json", capture).stdout) as FindingsDocument;
    const timeout = bare.findings.find(({ kind }) => kind === "timeout");
    expect(timeout?.cause?.summary ?? "").not.toContain("the queue is drained too slowly");
    expect(bare.diagnostics.filter(({ code }) => code.startsWith("own-pattern"))).toEqual([]);
  });
});

test("a broken pattern ends the run with its file and line before any test starts", () => {
  copyModule();
  writeFileSync(
    join(module, ".racegate/patterns/broken.yaml"),
    "name: broken\nsteps:\n  - {on: park, g: A}\n  - {on: unpark, g: A, gap: {max: 10 parsecs}}\n",
  );
  const ended = racegate("run", "--out", join(folder, "none"), "./...");
  expect(ended.status).toBe(2);
  expect(ended.stderr).toContain(".racegate/patterns/broken.yaml:4: ");
  expect(ended.stderr).toContain("nothing was run");
  expect(existsSync(join(folder, "none/captures"))).toBe(false);
});
