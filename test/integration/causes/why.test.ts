// From cause to symptom, end to end: a module with a lock convoy, a late cancel, an AB-BA deadlock, a leak and a race,
// under real go. Each path has to stand with its source lines in findings.json, on the console and in the job summary.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";

const ROOT = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "racegate-why-"));
let findings: readonly Finding[] = [];
let stdout = "";
let summary = "";

beforeAll(() => {
  const module = join(folder, "m");
  cpSync(join(ROOT, "test/fixtures/why"), module, { recursive: true });
  const summaryFile = join(folder, "summary.md");
  writeFileSync(summaryFile, "");
  const keep = ["PATH", "HOME", "GOCACHE", "GOPATH", "GOROOT", "TMPDIR"];
  const env = Object.fromEntries(keep.map((name) => [name, process.env[name]]));
  const args = ["run", "-v", "--out", join(folder, "out"), "./...", "--", "-timeout", "5s"];
  const ended = spawnSync(process.execPath, [join(ROOT, "src/entry/cli.ts"), ...args], {
    cwd: module,
    env: { ...env, GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summaryFile, NO_COLOR: "1" },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  expect(ended.status, ended.stderr).toBe(3);
  stdout = ended.stdout;
  summary = readFileSync(summaryFile, "utf8");
  const document = JSON.parse(
    readFileSync(join(folder, "out/findings.json"), "utf8"),
  ) as FindingsDocument;
  findings = document.findings;
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Path {
  readonly package: string;
  readonly kind: Finding["kind"];
  readonly patterns: readonly string[];
  readonly certainties: readonly string[];
  /** What has to be among the steps in this order, and where. */
  readonly steps: readonly (readonly [what: RegExp, place: string])[];
  /** What has to be among them, wherever: other goroutines do it at the same time. */
  readonly besides?: readonly (readonly [what: RegExp, place: string])[];
}

const PATHS: readonly Path[] = [
  {
    package: "convoy",
    kind: "lock-contention",
    patterns: ["lock-convoy", "slow-holder"],
    certainties: ["direct", "heuristic"],
    steps: [
      [/^goroutine \d+ \(convoy\.TestLedger\.func1\) (?:gets|holds) the lock/, ""],
      [/^with the lock it sleeps/, "convoy/ledger.go:30"],
      [/waits? for it meanwhile/, "convoy/ledger.go"],
      [/^releases it after .*(?: still wait| is next)$/, "convoy/ledger.go:20"],
      [/^TestLedger itself waits .*WaitGroup/, "convoy/ledger_test.go:21"],
    ],
  },
  {
    package: "cancel",
    kind: "test-failure",
    patterns: ["cancel-late"],
    certainties: ["heuristic"],
    steps: [
      [/^T0: goroutine \d+ calls cancel$/, "cancel/server.go:28"],
      [
        /^T1: goroutine \d+ \(cancel\.\(\*Server\)\.drain\) is woken, runs .* later$/,
        "cancel/server.go:39",
      ],
      [/^then it sleeps .* 4 times$/, "cancel/server.go:46"],
      [/^T2: it ends, .* later$/, ""],
      [/^TestStop itself waits/, "cancel/server.go:29"],
      [/^TestStop failed: .*likely, not proved$/, "cancel/server_test.go:16"],
    ],
  },
  {
    package: "writers",
    kind: "test-failure",
    patterns: ["rwmutex-writer-starvation"],
    certainties: ["heuristic"],
    steps: [
      [/^goroutine \d+ \(writers\.TestStarved\.func1\) reads under the lock/, ""],
      [/^with the lock it sleeps/, "writers/counts.go:33"],
      [/^goroutine \d+ waits for it meanwhile/, "writers/counts.go:17"],
      [/^leaves as the last reader after at least .* is next$/, "writers/counts.go:35"],
      [/^TestStarved itself waits .*RWMutex/, "writers/counts.go:17"],
    ],
  },
  {
    package: "upload",
    kind: "test-failure",
    patterns: ["slow-holder"],
    certainties: ["heuristic"],
    steps: [
      [/^with the lock it sleeps/, "upload/upload.go:21"],
      [
        /^goroutine \d+ waits for it meanwhile, .* in region write of task upload \(file=report\.csv\)$/,
        "upload/upload.go:31",
      ],
      [/^releases it after at least/, "upload/upload.go:22"],
      [/^TestUpload itself waits .* in region write of task upload/, "upload/upload.go:31"],
    ],
  },
  {
    package: "abba",
    kind: "deadlock",
    patterns: ["ab-ba-deadlock"],
    certainties: ["proof"],
    steps: [
      [/^goroutine \d+ is started by goroutine \d+$/, "abba/bank_test.go:18"],
      [/Transfer takes b\.accounts and keeps it$/, "abba/bank.go:14"],
      [/Transfer waits for a Mutex, b\.journal .*to the end$/, "abba/bank.go:17"],
    ],
    // These happen beside the path: the test's own goroutine, and when it spoke is known to milliseconds only.
    besides: [
      [/^TestBank has printed "bank_test\.go:17: transferring and auditing" \(to within /, ""],
      [/TestBank waits in WaitGroup\.Wait/, "abba/bank_test.go:26"],
    ],
  },
  {
    package: "leak",
    kind: "goroutine-leak",
    patterns: ["goroutine-leak"],
    certainties: ["direct"],
    steps: [
      [/^goroutine \d+ is started by goroutine \d+$/, "leak/fetch.go:16"],
      [/stops waiting \(select\) after .*: a timer or the network woke it/, "leak/fetch.go:19"],
      [/waits to send to a channel, answers: .*, to the end$/, "leak/fetch.go:17"],
      [/^TestFetchGivesUp ends; goroutine \d+ is left behind$/, ""],
    ],
  },
  {
    package: "race",
    kind: "data-race",
    patterns: ["data-race"],
    certainties: ["proof"],
    steps: [
      [
        /^goroutine \d+ \(the detector's \d+\) is started by goroutine \d+$/,
        "race/counter_test.go:12",
      ],
      [
        /^goroutine \d+ \(the detector's \d+\) is started by goroutine \d+$/,
        "race/counter_test.go:16",
      ],
      [/^goroutine \d+ writes c\.hits$/, "race/counter.go:11"],
      [/ c\.hits, and nothing orders the two accesses$/, "race/counter.go:11"],
      [/^TestCounter fails/, ""],
    ],
  },
];

/** `file:line` of a step, or "". */
function placeOf({ location }: NonNullable<Finding["cause"]>["steps"][number]): string {
  return location === undefined ? "" : `${location.file}:${location.line}`;
}

const unspaced = (text: string): string => text.replace(/\s+/g, "");

describe.each(PATHS)("$package", (path) => {
  const found = (): Finding | undefined =>
    findings.find((f) => f.package === `example.com/why/${path.package}` && f.kind === path.kind);

  test("findings.json has the path from cause to symptom, in order, with lines and certainty", () => {
    const cause = found()?.cause;
    expect(path.patterns).toContain(cause?.pattern);
    expect(path.certainties).toContain(cause?.certainty);
    expect(cause?.clock?.startedAt).toMatch(/^20\d\d-/);
    const steps = cause?.steps ?? [];
    let at = -1;
    for (const [what, place] of path.steps) {
      const next = steps.findIndex(
        (s, i) => i > at && what.test(s.what) && placeOf(s).startsWith(place),
      );
      expect(
        next,
        `${String(what)} at ${place} in ${JSON.stringify(steps, null, 1)}`,
      ).toBeGreaterThan(at);
      at = next;
    }
    for (const [what, place] of path.besides ?? []) {
      expect(
        steps.some((s) => what.test(s.what) && placeOf(s).startsWith(place)),
        `${String(what)} at ${place} in ${JSON.stringify(steps, null, 1)}`,
      ).toBe(true);
    }
  });

  test("the console and the job summary show the same path", () => {
    const text = unspaced(stdout);
    const cause = found()?.cause;
    expect(text).toContain(unspaced(`cause ${cause?.pattern ?? ""} (${cause?.certainty ?? ""}:`));
    const inSummary = unspaced(summary);
    for (const step of cause?.steps ?? []) {
      const shown = unspaced(placeOf(step) + step.what);
      expect(text).toContain(shown);
      expect(inSummary).toContain(shown);
    }
  });
});

test("every step of every cause is said to be proof, direct or heuristic, itself or by its cause", () => {
  const causes = findings.map((f) => f.cause).filter((cause) => cause !== undefined);
  expect(causes.length).toBeGreaterThanOrEqual(PATHS.length);
  for (const { certainty, steps } of causes) {
    for (const step of steps) {
      expect(["proof", "direct", "heuristic"]).toContain(step.certainty ?? certainty);
    }
  }
});

/** `5.48 s`, `320 ms` in nanoseconds. */
function nanoseconds(text: string | undefined): number {
  const [, value = "", unit = ""] = /^([\d.]+) (s|ms|µs)$/.exec(text ?? "") ?? [];
  return Number(value) * (unit === "s" ? 1e9 : unit === "ms" ? 1e6 : 1e3);
}

test("trace, block profile and mutex profile measure the convoy's waits alike, within 2 %", () => {
  const found = findings.find((f) => f.kind === "lock-contention");
  const say = found?.evidence.find((e) => e.say.startsWith("waits for this lock: "))?.say ?? "";
  const number = "([\\d.]+ \\w+)";
  const measured = new RegExp(
    `trace ${number} in \\d+ waits, block profile ${number}, mutex profile ${number} .* is ${number}\\)`,
  ).exec(say);
  const [trace = 0, block = 0, mutex = 0, estimate = 0] = (measured ?? [])
    .slice(1)
    .map(nanoseconds);
  expect(trace, say).toBeGreaterThan(1e9);
  expect(Math.abs(block / trace - 1)).toBeLessThan(0.02);
  expect(Math.abs(mutex / estimate - 1)).toBeLessThan(0.02);
});
