// Patterns in a repository may come from a fork: only its own regular files are read, and nothing waits or overflows.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ownPatternFiles, PatternFileRefused } from "../../../src/collect/pattern-files.ts";
import { ownPatterns } from "../../../src/pipeline-own-patterns.ts";
import { UserFailure } from "../../../src/model/failure.ts";

let work = "";
let folder = "";

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "racegate-own-"));
  folder = join(work, "repo/.racegate/patterns");
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(work, "repo/.git"));
});

afterEach(() => {
  rmSync(work, { recursive: true, force: true });
});

test("files are named from the repository's root, wherever it lies", () => {
  writeFileSync(join(folder, "a.yaml"), "a");
  expect(ownPatternFiles(join(work, "repo"))).toEqual([
    { path: ".racegate/patterns/a.yaml", text: "a" },
  ]);
});

test("a link to a file elsewhere is refused by name, not read", () => {
  writeFileSync(join(work, "secret.yaml"), "secret: 1");
  symlinkSync(join(work, "secret.yaml"), join(folder, "a.yaml"));
  expect(() => ownPatternFiles(join(work, "repo"))).toThrow(
    new PatternFileRefused(".racegate/patterns/a.yaml: is a link; put the file itself there"),
  );
});

test("a folder that leads out of the repository is refused", () => {
  mkdirSync(join(work, "elsewhere"));
  writeFileSync(join(work, "elsewhere/a.yaml"), "a");
  rmSync(folder, { recursive: true });
  symlinkSync(join(work, "elsewhere"), folder);
  expect(() => ownPatternFiles(join(work, "repo"))).toThrow(/a link to another place/);
});

test("a pipe that nobody writes to is refused at once", () => {
  execFileSync("mkfifo", [join(folder, "a.yaml")]);
  expect(() => ownPatternFiles(join(work, "repo"))).toThrow(/a\.yaml: is not a file/);
});

test("too large and too many are said, not cut", () => {
  writeFileSync(join(folder, "a.yaml"), "#".repeat((128 << 10) + 1));
  expect(() => ownPatternFiles(join(work, "repo"))).toThrow(/a\.yaml: larger than 128 KiB/);
  writeFileSync(join(folder, "a.yaml"), "");
  for (let n = 0; n < 9; n++) writeFileSync(join(folder, `${n}.yml`), "#".repeat(120 << 10));
  expect(() => ownPatternFiles(join(work, "repo"))).toThrow(/more than 1 MiB in all/);
  for (let n = 0; n < 101; n++) writeFileSync(join(folder, `${n}.yml`), "");
  expect(() => ownPatternFiles(join(work, "repo"))).toThrow(/102 files; at most 100 are read/);
});

const pattern = (name: string): string => `{name: ${name}, steps: [{on: run}]}`;

test("a run refuses mistakes with file and line, all of them", async () => {
  writeFileSync(join(folder, "good.yaml"), pattern("good"));
  writeFileSync(join(folder, "bad.yaml"), "name: bad\nsteps:\n  - {on: parked}\n  - {or: run}\n");
  const refused: unknown = await ownPatterns(join(work, "repo")).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UserFailure);
  const { message, exitCode } = refused as UserFailure;
  expect(exitCode).toBe(2);
  expect(message).toContain("nothing was run.\n  .racegate/patterns/bad.yaml:4: ");
});

test("a run takes a hundred patterns and refuses one more", async () => {
  const all = Array.from({ length: 100 }, (_, n) => pattern(`p${n}`));
  writeFileSync(join(folder, "many.yaml"), `[${all.join(", ")}]`);
  expect(await ownPatterns(join(work, "repo"))).toHaveLength(1);
  writeFileSync(join(folder, "more.yaml"), pattern("one-more"));
  await expect(ownPatterns(join(work, "repo"))).rejects.toThrow(/101 patterns; .* at most 100/);
});

test("two files with a pattern of one name are a mistake: none of them takes the other's place", async () => {
  writeFileSync(join(folder, "a.yaml"), pattern("same"));
  writeFileSync(join(folder, "b.yaml"), pattern("same"));
  await expect(ownPatterns(join(work, "repo"))).rejects.toThrow(
    ".racegate/patterns/b.yaml: same is a pattern of .racegate/patterns/a.yaml as well",
  );
});

test("brackets without end are a mistake, not a fall", async () => {
  writeFileSync(join(folder, "deep.yaml"), "[".repeat(100_000));
  await expect(ownPatterns(join(work, "repo"))).rejects.toThrow(/deep\.yaml:\d+: not valid YAML/);
});
