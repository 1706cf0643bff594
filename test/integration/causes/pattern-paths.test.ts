// A pattern of the user's that asks for a critical path, in a real run: what lies beside the path is not said.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";

const ROOT = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "racegate-paths-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("waits on a test's critical path are told, with how much of them; others are not", () => {
  const module = join(folder, "m");
  const from = join(ROOT, "test/fixtures/on-path");
  cpSync(from, module, { recursive: true });
  cpSync(join(from, "patterns"), join(module, ".racegate/patterns"), { recursive: true });
  const keep = ["PATH", "HOME", "GOCACHE", "GOPATH", "GOROOT", "TMPDIR"];
  const env = Object.fromEntries(keep.map((name) => [name, process.env[name]]));
  const args = ["run", "--out", join(folder, "out"), "./..."];
  const ended = spawnSync(process.execPath, [join(ROOT, "src/entry/cli.ts"), ...args], {
    cwd: module,
    env: { ...env, NO_COLOR: "1" },
    encoding: "utf8",
  });
  expect(ended.status, ended.stderr).toBe(0);
  const text = readFileSync(join(folder, "out/findings.json"), "utf8");
  const { diagnostics } = JSON.parse(text) as FindingsDocument;
  const words = diagnostics
    .filter(({ code }) => code === "own-pattern-match")
    .map(({ message }) => message);
  const on = words.find((w) => w.includes("waitOn"));
  expect(on).toMatch(
    / of it on the critical path of TestOn in the trace of example\.com\/onpath\/paths/,
  );
  expect(words.some((w) => w.includes("waitHalf"))).toBe(true);
  expect(words.filter((w) => w.includes("waitOff"))).toEqual([]);
});
