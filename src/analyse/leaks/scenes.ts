// Who is stuck with whom: the waiting goroutines of one execution of a test, taken apart into what belongs together.
//
// (1) Goroutines that wait for the machine (time, network), for the testing package or for the runtime are left out;
//     those that run or sleep stay as `peers`, since they may still end a wait.
// (2) Of a test that was still running, goroutines are stuck only if the test itself is, or a lock is involved.
// (3) Lock waiters are one scene with the channel waiters that share code with them; other channel waiters are a
//     scene for each piece of code that they share.
// (4) A test's own goroutine that only waits for the others is the scene's `joiner`: its wait is a consequence.
import { parseGoSymbol } from "../../util/go-symbol.ts";
import type { Places } from "../places.ts";
import { bucketsOf, shareFamily, type Bucket } from "./buckets.ts";
import type { Stuck, StuckProcess, StuckTest } from "./stuck.ts";
import { isBlocking, LOCK_KINDS } from "./wait.ts";

export interface Scene {
  readonly process: StuckProcess;
  readonly test: StuckTest | undefined;
  /** The test (or its TestMain) had not come to an end. */
  readonly running: boolean;
  /** Who is stuck. */
  readonly core: readonly Bucket[];
  /** Who waits for them to finish. */
  readonly joiners: readonly Bucket[];
  /** Goroutines of the test that were at work: running, sleeping, reading from the network. */
  readonly peers: readonly Stuck[];
  /** The same of other tests and of what was started outside of tests; only for a test that was running. */
  readonly bystanders: readonly Stuck[];
}

/** Scenes of a process. None where what waits may go on: the process died in the midst of its tests. */
export function scenesOf(process: StuckProcess, places: Places): readonly Scene[] {
  const scenes: Scene[] = [];
  const movers = new Set(process.goroutines.filter((one) => mayGoOn(one, places)));
  for (const [test, goroutines] of byTest(process)) {
    const running = test === undefined ? process.end !== "finished" : !test.ended;
    if (running && process.end === "died") continue;
    const usable = goroutines.filter((one) => isSure(one, process));
    const waiting = usable.filter(({ wait }) => isBlocking(wait.kind));
    const peers = goroutines.filter((one) => movers.has(one));
    const mine = new Set(peers);
    const bystanders = running ? [...movers].filter((one) => !mine.has(one)) : [];
    if (waiting.length === 0) continue;
    if (running && !isHeldUp(waiting, goroutines, test)) continue;
    const parts = partsOf(bucketsOf(waiting, places));
    for (const part of running ? holdingUp(parts) : parts)
      scenes.push({ process, test, running, peers, bystanders, ...part });
  }
  return scenes;
}

/** A trace without its end shows waits that may have ended: only a dump counts then. */
function isSure(one: Stuck, { doubt, trace, end }: StuckProcess): boolean {
  if (one.in !== "trace") return true;
  return trace === undefined || (doubt === undefined && (!cutEnd(end) || one.test?.ended === true));
}

/** Nobody stopped the trace: its last second is lost. */
function cutEnd(end: StuckProcess["end"]): boolean {
  return end === "died" || end === "silent";
}

/** It runs, or time or the network will wake it. A goroutine that accepts connections is idle, not at work. */
function mayGoOn({ wait, frames }: Stuck, places: Places): boolean {
  if (wait.kind === "active" || wait.kind === "sleep") return true;
  if (wait.kind !== "io") return false;
  if (frames.some(({ function: name }) => /\.Accept$|\.accept$/.test(name))) return false;
  return frames.some((frame) => places.of(frame).owner === "own");
}

function byTest(process: StuckProcess): Map<StuckTest | undefined, Stuck[]> {
  const tests = new Map<string, { test: StuckTest | undefined; goroutines: Stuck[] }>();
  for (const one of process.goroutines) {
    // Started before the tests: nobody expects them to end with one.
    if (one.test === undefined && one.outside === undefined && !one.leaked) {
      if (process.end !== "asleep") continue;
    }
    if (one.outside === "init" && process.end !== "asleep") continue;
    const key = one.test?.id ?? "";
    const known = tests.get(key);
    if (known === undefined) tests.set(key, { test: one.test, goroutines: [one] });
    else known.goroutines.push(one);
  }
  return new Map([...tests.values()].map(({ test, goroutines }) => [test, goroutines]));
}

/** The running test cannot go on: its own goroutine is blocked, or locks are. */
function isHeldUp(
  waiting: readonly Stuck[],
  all: readonly Stuck[],
  test: StuckTest | undefined,
): boolean {
  const own = all.find(({ ofTest }) => ofTest);
  const ownWaits = own === undefined || isBlocking(own.wait.kind);
  if (test !== undefined && !ownWaits) return waiting.some(({ wait }) => LOCK_KINDS.has(wait.kind));
  return true;
}

/** Of a test that still ran, the parts that keep it from ending; other goroutines may just be idle. */
function holdingUp(parts: readonly Part[]): readonly Part[] {
  const chosen = (fits: (part: Part) => boolean): readonly Part[] | undefined => {
    const found = parts.filter(fits);
    return found.length === 0 ? undefined : found;
  };
  const some = (part: Part, fits: (bucket: Bucket) => boolean): boolean => part.core.some(fits);
  return (
    chosen((part) => some(part, ({ wait }) => LOCK_KINDS.has(wait.kind))) ??
    chosen((part) => some(part, ({ goroutines }) => goroutines[0].ofTest)) ??
    chosen((part) => some(part, ({ wait }) => wait.kind !== "select")) ??
    parts
  );
}

interface Part {
  readonly core: readonly Bucket[];
  readonly joiners: readonly Bucket[];
}

function partsOf(buckets: readonly Bucket[]): readonly Part[] {
  const joiners = buckets.filter((one) => isJoiner(one, buckets));
  const core = buckets.filter((one) => !joiners.includes(one));
  const locks = core.filter(({ wait }) => LOCK_KINDS.has(wait.kind));
  const groups: Bucket[][] = locks.length === 0 ? [] : [[...locks]];
  for (const bucket of core) {
    if (locks.includes(bucket)) continue;
    const near = groups.filter((group) => group.some((one) => shareFamily(one, bucket)));
    const [first, ...others] = near;
    if (first === undefined) groups.push([bucket]);
    else {
      first.push(bucket, ...others.flat());
      for (const other of others) groups.splice(groups.indexOf(other), 1);
    }
  }
  return groups.map((group) => ({ core: group, joiners }));
}

const MAIN_GOID = "1";

/** The test's own goroutine, or a program's main one, waits for others, and others are stuck. */
function isJoiner(bucket: Bucket, all: readonly Bucket[]): boolean {
  const { wait, goroutines, site } = bucket;
  const [{ ofTest, goid }] = goroutines;
  if ((!ofTest && goid !== MAIN_GOID) || all.length < 2) return false;
  if (wait.kind === "waitgroup") return true;
  // Deeper in the code under test a receive may as well be what the others wait for.
  const inTest = site !== undefined && (isScaffold(site.function) || site.function === "main.main");
  return inTest && (wait.kind === "receive" || wait.kind === "select");
}

/** What did not end: `test`, or `program` where there is none. */
export function subjectOf({ test }: Scene): string {
  return test === undefined ? "program" : "test";
}

/** A test function, a helper named like one, or a literal in them. */
export function isScaffold(symbol: string): boolean {
  const { receiver, names } = parseGoSymbol(symbol);
  return receiver === undefined && /^(?:test|benchmark|example|fuzz)/i.test(names[0] ?? "");
}
