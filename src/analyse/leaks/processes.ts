// Traces and dumps of one process are one picture.
//
// (1) A dump belongs to the trace of its process (pid, else package); without either to the one it agrees with.
// (2) Goroutines of both are joined by goid. The dump has the finer status and addresses, the trace the test, the
//     whole creation stack and the exact time; where only one has a goroutine, it stands as it is.
// (3) A dump that was taken after the trace ended may know goroutines that the trace does not: not a contradiction.
import type { CrashSighting, ParsedRun } from "../../model/parsed-run.ts";
import type { TraceEnd } from "../../model/trace-ends.ts";
import { packageUnderTest, parseGoSymbol } from "../../util/go-symbol.ts";
import { stuckOfDump } from "./from-dump.ts";
import {
  allListed,
  endOfListed,
  isOfTrace,
  latestOf,
  stuckOfListed,
  type Listed,
} from "./listed.ts";
import { endedByAlarm, endedInTests, packageOfTrace, stuckOfTrace } from "./from-trace.ts";
import type { ProcessEnd, Stuck, StuckProcess } from "./stuck.ts";

const ASLEEP = /^all goroutines are asleep/;

/** Every process of which a trace or a telling dump is there. */
export function stuckProcesses(run: ParsedRun): readonly StuckProcess[] {
  const crashes = run.crashes.filter(({ crash }) => crash.goroutines.length > 0);
  const used = new Set<CrashSighting>();
  const found: StuckProcess[] = [];
  let listed = allListed(run.dumps ?? []);
  for (const end of run.traceEnds ?? []) {
    const matching = crashes.filter((one) => !used.has(one) && belongs(one, end));
    for (const one of matching) used.add(one);
    const own = listed.filter((one) => isOfTrace(one, end));
    listed = listed.filter((one) => !own.includes(one));
    found.push(processOf({ end, crash: matching.find(isTelling) ?? matching[0], own }, run));
  }
  for (const one of crashes) {
    if (used.has(one) || !isTelling(one)) continue;
    listed = listed.filter(({ dump: { origin } }) => origin.pid !== one.origin.pid);
    found.push(processOf({ end: undefined, crash: one, own: [] }, run));
  }
  for (const own of Map.groupBy(listed, ({ dump }) => dump.origin.pid ?? dump.at.source).values()) {
    found.push(processOf({ end: undefined, crash: undefined, own }, run));
  }
  for (const { goroutines, at, origin, moment } of run.dumps ?? []) {
    if (
      moment !== undefined ||
      !goroutines.some(({ annotations }) => annotations.includes("leaked"))
    )
      continue;
    const owner = origin.package;
    const leaked = stuckOfDump(goroutines, owner).filter((one) => one.leaked);
    found.push({
      package: owner ?? packageOf(leaked),
      pid: origin.pid,
      end: "finished",
      goroutines: leaked,
      dropped: 0,
      wakes: [],
      trace: undefined,
      dump: { at, text: "" },
      locks: undefined,
      doubt: undefined,
      runningTests: [],
    });
  }
  return found;
}

/** Dumps that show where everybody stood. */
function isTelling({ crash }: CrashSighting): boolean {
  return endOfCrash(crash.kind, crash.message) !== "died";
}

function endOfCrash(kind: CrashSighting["crash"]["kind"], message: string): ProcessEnd {
  if (kind === "timeout") return "timeout";
  if (kind === "fatal-error" && ASLEEP.test(message)) return "asleep";
  if (kind === "signal" && /SIGQUIT/.test(message)) return "quit";
  return "died";
}

function belongs({ crash, origin }: CrashSighting, end: TraceEnd): boolean {
  if (origin.pid !== undefined && end.pid !== undefined) return origin.pid === end.pid;
  const owner = packageOfTrace(end);
  if (origin.package !== undefined && owner !== undefined) return origin.package === owner;
  const goids = new Set(end.goroutines.map(({ goid }) => goid));
  return crash.goroutines.some(({ goid }) => goid !== "1" && goids.has(goid));
}

/** What there is of one process. */
interface Remains {
  readonly end: TraceEnd | undefined;
  readonly crash: CrashSighting | undefined;
  readonly own: readonly Listed[];
}

function processOf({ end, crash: sighting, own }: Remains, run: ParsedRun): StuckProcess {
  const crash = sighting?.crash;
  const latest = latestOf(own);
  const owner =
    sighting?.origin.package ??
    (end === undefined ? latest?.dump.origin.package : packageOfTrace(end));
  const traced = end === undefined ? [] : stuckOfTrace(end);
  const telling = sighting !== undefined && isTelling(sighting);
  const seenEnd = endOf(end, crash, latest);
  const listedEnd = latest === undefined || telling ? undefined : endOfListed(latest, seenEnd);
  let dumped: readonly Stuck[] = [];
  if (crash !== undefined && telling) dumped = stuckOfDump(crash.goroutines, owner);
  else if (latest !== undefined && listedEnd !== undefined) {
    dumped = stuckOfListed(latest, owner, end === undefined ? undefined : traced);
  }
  const goroutines = joined(traced, dumped);
  const shown = listedEnd === undefined ? undefined : latest?.dump;
  return {
    package: owner ?? packageOf(goroutines),
    pid: end?.pid ?? sighting?.origin.pid ?? latest?.dump.origin.pid,
    end: listedEnd ?? seenEnd,
    goroutines,
    dropped: end?.dropped ?? 0,
    wakes: end?.wakes ?? [],
    trace: end === undefined ? undefined : { artifact: end.artifact, endNs: end.endNs },
    dump:
      crash !== undefined && telling
        ? { at: crash.at, text: crash.text }
        : shown === undefined
          ? undefined
          : { at: shown.at, text: shown.text ?? "" },
    locks: end?.doubt === undefined ? end?.locks : undefined,
    doubt: doubtOf(end, crash, run),
    runningTests: crash?.runningTests.map(({ name }) => name) ?? [],
  };
}

function endOf(
  end: TraceEnd | undefined,
  crash: CrashSighting["crash"] | undefined,
  latest: Listed | undefined,
): ProcessEnd {
  if (crash !== undefined) return endOfCrash(crash.kind, crash.message);
  if (end !== undefined) return endOfTrace(end);
  return latest?.moment.at === "silent" ? "died" : "finished";
}

function endOfTrace(end: TraceEnd): ProcessEnd {
  if (endedByAlarm(end)) return "timeout";
  return endedInTests(end) ? "died" : "finished";
}

function doubtOf(
  end: TraceEnd | undefined,
  crash: CrashSighting["crash"] | undefined,
  run: ParsedRun,
): string | undefined {
  if (end?.doubt !== undefined) return end.doubt;
  if (crash?.complete === false) return "the dump was cut";
  const killed = run.tests.packages.some(
    ({ importPath, exitStatus }) =>
      importPath === end?.package && exitStatus?.startsWith("signal: ") === true,
  );
  return killed ? "the process was killed, so the end of its trace is lost" : undefined;
}

/** One entry for each goid; a goroutine that moved on between trace and dump is what the dump says. */
function joined(traced: readonly Stuck[], dumped: readonly Stuck[]): readonly Stuck[] {
  if (dumped.length === 0) return traced;
  const byGoid = new Map(dumped.map((one) => [one.goid, one]));
  const both = traced.map((one): Stuck => {
    const other = byGoid.get(one.goid);
    if (other === undefined) return one;
    byGoid.delete(one.goid);
    return {
      ...one,
      frames: other.frames,
      wait: other.wait,
      word: other.word,
      waitNs: other.wait.kind === one.wait.kind ? (one.waitNs ?? other.waitNs) : other.waitNs,
      test: one.test ?? other.test,
      ofTest: one.ofTest || other.ofTest,
      in: "both",
      leaked: other.leaked,
    };
  });
  const tests = new Map(both.map((one) => [one.goid, one]));
  const late = [...byGoid.values()].map((one) => {
    const parent = one.parent === undefined ? undefined : tests.get(one.parent);
    return parent?.test === undefined ? one : { ...one, test: parent.test };
  });
  return [...both, ...late];
}

function packageOf(goroutines: readonly Stuck[]): string {
  for (const { test } of goroutines) {
    if (test?.function !== undefined) {
      return packageUnderTest(parseGoSymbol(test.function).package);
    }
  }
  return "";
}
