// A deadlock inside of a vendored package: its locks are read where they lie, below vendor/.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";

const ROOT = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "racegate-vendored-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("two turns that wait for each other are proved by the words of the vendored function", () => {
  const module = join(folder, "m");
  cpSync(join(ROOT, "test/fixtures/vendored"), module, { recursive: true });
  const keep = ["PATH", "HOME", "GOCACHE", "GOPATH", "GOROOT", "TMPDIR"];
  const env = Object.fromEntries(keep.map((name) => [name, process.env[name]]));
  const flags = ["--out", join(folder, "out"), "./...", "--", "-timeout", "3s"];
  const ended = spawnSync(process.execPath, [join(ROOT, "src/entry/cli.ts"), "run", ...flags], {
    cwd: module,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  expect(ended.status, ended.stderr).toBe(3);
  const text = readFileSync(join(folder, "out/findings.json"), "utf8");
  const { findings } = JSON.parse(text) as FindingsDocument;
  const found = findings.find(({ kind }) => kind === "deadlock");
  expect(found).toMatchObject({ class: "lock-order", certainty: "proof" });
  expect(found?.explanation).toMatch(
    /waits for the Mutex t\.mu, 0x[0-9a-f]+ \(dep\.\(\*Turn\)\.Do, dep\.go:11\)/,
  );
  const places = (found?.cause?.steps ?? []).map(
    ({ what, location }) => `${location?.file ?? ""} ${what}`,
  );
  expect(places.filter((each) => each.endsWith("takes t.mu and keeps it"))).toEqual([
    "vendor/example.com/dep/dep.go dep.(*Turn).Do takes t.mu and keeps it",
    "vendor/example.com/dep/dep.go dep.(*Turn).Do takes t.mu and keeps it",
  ]);
});
