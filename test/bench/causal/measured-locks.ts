// Runs the tests of test/fixtures/causal/convoy with a trace and both profiles at rate 1, and measures each contended
// lock three times. Shared by the bench and by the test that holds the measures to 2 %.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  lockTimes,
  measureLock,
  type LockMeasures,
} from "../../../src/analyse/causal/lock-profiles.ts";
import { lockClusters } from "../../../src/analyse/causal/lock-waits.ts";
import { SegmentRecorder } from "../../../src/analyse/causal/segment-recorder.ts";
import type { Profile } from "../../../src/model/profile.ts";
import type { TraceLockTimes } from "../../../src/model/trace-causes.ts";
import { TraceInterner } from "../../../src/model/trace-interner.ts";
import { readTrace } from "../../../src/parse/go-trace/reader.ts";
import { parseProfile } from "../../../src/parse/pprof.ts";
import { DiagnosticBag } from "../../../src/util/diagnostic-bag.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures/causal");

export interface MeasuredLock {
  readonly test: string;
  readonly lock: TraceLockTimes;
  readonly measures: LockMeasures;
}

/** Every lock whose waits add up to `waitMinNs` in one of the tests. */
export async function measuredLocks(
  tests: readonly string[],
  gomaxprocs: number,
  waitMinNs: number,
): Promise<MeasuredLock[]> {
  const dir = mkdtempSync(join(tmpdir(), "racegate-locks-"));
  try {
    const binary = join(dir, "convoy.test");
    const build = ["test", "-c", "-trimpath", "-vet=off", "-o", binary, "./convoy"];
    execFileSync("go", build, { cwd: FIXTURES });
    const found: MeasuredLock[] = [];
    for (const test of tests) found.push(...(await measured(binary, dir, { test, gomaxprocs })));
    return found.filter(({ lock }) => lock.waitNs >= waitMinNs);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function measured(
  binary: string,
  dir: string,
  { test, gomaxprocs }: { readonly test: string; readonly gomaxprocs: number },
): Promise<MeasuredLock[]> {
  const path = (name: string): string => join(dir, name);
  const flags = ["run", `^${test}$`, "trace", path("t"), "mutexprofile", path("mutex")];
  const more = [
    "mutexprofilefraction",
    "1",
    "blockprofile",
    path("block"),
    "blockprofilerate",
    "1",
  ];
  const args = [...flags, ...more].map((word, i) => (i % 2 === 0 ? `-test.${word}` : word));
  const ended = spawnSync(binary, args, {
    env: { ...process.env, GOMAXPROCS: String(gomaxprocs) },
    encoding: "utf8",
  });
  if (ended.status !== 0) throw new Error(ended.stdout + ended.stderr);
  const interner = new TraceInterner();
  const recorder = new SegmentRecorder(interner);
  await readTrace(bytesSource(readFileSync(path("t"))), { visitors: [recorder] });
  const { clusters } = lockClusters(recorder.finish(), interner);
  const locks = clusters.map(lockTimes);
  const profiles: Profile[] = [];
  for (const kind of ["mutex", "block"] as const) {
    const owner = { package: undefined, pid: undefined, kind };
    const source = bytesSource(readFileSync(path(kind)), kind);
    const profile = await parseProfile(source, owner, new DiagnosticBag());
    if (profile !== undefined) profiles.push(profile);
  }
  return locks.map((lock) => ({ test, lock, measures: measureLock(lock, locks, profiles) }));
}
