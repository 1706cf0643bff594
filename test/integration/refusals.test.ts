// What is refused is refused at once: exit code 2, the door's own words, and nothing on the disk.
import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";

const CLI = fileURLToPath(new URL("../../src/entry/cli.ts", import.meta.url));
const HANG_MS = 120_000;
/** The library compiled with -race once for all tests. */
const GOCACHE = execFileSync("go", ["env", "GOCACHE"], { encoding: "utf8" }).trim();

let home = "";
let module = "";

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "racegate-refusals-"));
  module = join(home, "orchard");
  mkdirSync(module);
  execFileSync("git", ["init", "-q", "-b", "main"], { cwd: module });
  writeFileSync(join(module, "go.mod"), "module example.com/orchard\n\ngo 1.22\n");
  writeFileSync(
    join(module, "orchard_test.go"),
    'package orchard\n\nimport "testing"\n\nfunc TestPick(t *testing.T) {}\n',
  );
});

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
}

function racegate(args: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:RACEGATE_|GITHUB_|GORACE$)/.test(name)),
  );
  const ended = spawnSync(process.execPath, [CLI, ...args], {
    cwd: module,
    env: { ...clean, XDG_CACHE_HOME: join(home, "cache"), GOCACHE, ...env },
    encoding: "utf8",
    timeout: HANG_MS,
  });
  return { status: ended.status, stderr: ended.stderr };
}

function refused(ended: Ended, words: RegExp): void {
  expect(ended.stderr).toMatch(words);
  expect(ended.status).toBe(2);
  expect(readdirSync(home)).toEqual(["orchard"]);
  expect(readdirSync(module).filter((name) => name === ".racegate")).toEqual([]);
}

describe("run and config verify refuse", { timeout: 4 * HANG_MS }, () => {
  it.each([
    ["fail-on: [data-rase]\n", /racegate\.yml:1: fail-on: .*did you mean "data-race"/],
    ["deadline: soon\n", /racegate\.yml:1: deadline: "soon" is not a duration/],
    ["gomaxprocs: 2147483648\n", /gomaxprocs: 2147483648 is not a whole number from 1 to 1024/],
    ["out: ../elsewhere\n", /out: .*outside the repository/],
    ["out: /proc/self\n", /out: .*of the system/],
    ["pass-env: ['*']\n", /pass-env: .*not the name of one variable/],
    ["gcs: my-bucket\n", /gcs: "my-bucket" is not a bucket/],
    [
      "accepted:\n  - fingerprint: ''\n    reason: ''\n    owner: o\n    expires: 2027-01-01\n",
      /blank/,
    ],
  ])("the file %j", (text, words) => {
    writeFileSync(join(module, ".racegate.yml"), text);
    const run = racegate(["run", "./..."]);
    refused(run, words);
    const verify = racegate(["config", "verify"]);
    refused(verify, words);
    expect(verify.stderr).toBe(run.stderr);
  });

  it.each([
    [["--out=/proc/self"], /--out: .*of the system/],
    [["--out=/"], /--out: .*root of all files/],
    [["--out="], /--out: "" is not the path of a directory/],
    [["--out=go.mod"], /--out: .*go\.mod, which is not a directory/],
    [["--gcs=my-bucket"], /--gcs: "my-bucket"/],
    [["--gcs=gs:/my-bucket"], /--gcs: "gs:\/my-bucket"/],
    [["--deadline=99999999999999h"], /--deadline: /],
    [["--gomaxprocs=999999"], /--gomaxprocs: 999999/],
    [["--config=/dev/urandom"], /\/dev\/urandom is not a regular file/],
  ])("the options %j", (options, words) => {
    const run = racegate(["run", ...options]);
    refused(run, words);
    expect(racegate(["config", "verify", ...options]).stderr).toBe(run.stderr);
  });

  it("variables, a mistyped one too", () => {
    refused(racegate(["run"], { RACEGATE_DEADLINE: "soon" }), /RACEGATE_DEADLINE: "soon"/);
    refused(racegate(["run"], { RACEGATE_DEADLIN: "1m" }), /did you mean RACEGATE_DEADLINE/);
  });

  it("flags of go test that go would refuse", () => {
    refused(racegate(["run", "--", "-p", "0"]), /-p=0 \(--\) is refused: "0" is not a positive/);
    refused(racegate(["run", "--", "-timeout=long"]), /-timeout/);
    refused(racegate(["run", "--", "-parallel", "x"]), /-parallel=x/);
  });

  it("what go says of packages, and leave no directory", () => {
    const ended = racegate(["run", "--out=kept/evidence", "./nosuch/..."]);
    expect(ended.stderr).toContain("No packages");
    expect(ended.status).toBe(5);
    expect(readdirSync(module).sort()).toEqual([".git", "go.mod", "orchard_test.go"]);
  });

  it("a flag that only the tests can refuse: exit code 2, and no failed test", () => {
    const ended = racegate(["run", "--out=kept", "--", "-nosuchflag"]);
    expect(ended.status).toBe(2);
    const document = JSON.parse(readFileSync(join(module, "kept", "findings.json"), "utf8")) as {
      findings: { class: string }[];
    };
    expect(document.findings.map((each) => each.class)).toEqual(["flag-refused"]);
  });

  it("a baseline and a configuration that have no end", () => {
    refused(racegate(["run", "--baseline=/dev/urandom"]), /not a regular file/);
    execFileSync("mkfifo", [join(module, "known.json")]);
    refused(racegate(["run", "--baseline=known.json"]), /not a regular file/);
    symlinkSync("/dev/zero", join(module, ".racegate.yml"));
    refused(racegate(["run"]), /not a regular file/);
  });
});
