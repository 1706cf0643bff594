// A test that has not ended may be slow and not stuck: somebody who can go on by himself may hold what the others
// wait for, or be about to serve them.
//
// (1) Whoever runs, or sleeps as long as the others wait for a result, may end their wait: slow.
// (2) Lock waiters that have only just begun to wait, or whose line others have passed meanwhile, take turns: slow.
// (3) A sleeper that holds a lock by its source, or that slept in the locks' own code for as long as they wait: slow.
// (4) A sleeper in the locks' own code of which this is not known may hold them: a doubt.
// (5) A wait that a timer ends, as the source shows: with a lock held, or where the tests ran into -timeout, slow, else
//     a doubt.
// (6) Whoever has only just begun to wait when a long run is ended is not stuck: slow.
import { isStandardPackage, parseGoSymbol, shortSymbol } from "../../util/go-symbol.ts";
import type { StackFrame } from "../../model/race-report.ts";
import type { ClassifiedScene } from "../blocking-classes/classify.ts";
import { timerChannel } from "../source/timers.ts";
import { familyOf, programFrames, type Bucket } from "./buckets.ts";
import { isScaffold, subjectOf, type Scene } from "./scenes.ts";
import type { Stuck } from "./stuck.ts";
import { isBlocking, LOCK_KINDS, waitWords } from "./wait.ts";

/** `slow`: nothing shows that it is stuck. `doubt`: it may be only slow, in a sentence. */
export type Slowness = "slow" | { readonly doubt: string } | undefined;

/** Waits this short at the end of a long test are turns, not a standstill. */
const TURN_MAX_NS = 1e9;
const TURN_SHARE = 0.1;

/** Whether a test that still ran may only be slow; undefined where nothing speaks for it. */
export function slownessOf(scene: Scene, found: ClassifiedScene | undefined): Slowness {
  if (scene.peers.some(({ wait }) => wait.kind === "active")) return "slow";
  if (!scene.core.some(({ wait }) => LOCK_KINDS.has(wait.kind))) {
    if (sleepsAsLong(scene.peers, longestWaitNs(scene.core))) return "slow";
    if (scene.process.end !== "asleep" && isShort(scene.core, scene)) return "slow";
    return endsByTime(scene, found);
  }
  if (takesTurns(scene) || holdsInSleep(scene, found)) return "slow";
  return possibleHolder(scene, found);
}

function longestWaitNs(buckets: readonly Bucket[]): number {
  const waits = buckets.flatMap(({ goroutines }) => goroutines.map(({ waitNs }) => waitNs ?? 0));
  return waits.reduce((a, b) => Math.max(a, b), 0);
}

/** One that was awake in between had its chance to end the wait. */
function sleepsAsLong(sleepers: readonly Stuck[], longestNs: number): boolean {
  return sleepers.some(({ waitNs }) => waitNs === undefined || waitNs >= longestNs / 2);
}

function lockBuckets({ core }: Scene): readonly Bucket[] {
  return core.filter(({ wait }) => LOCK_KINDS.has(wait.kind));
}

/** By the trace: nobody has waited for long, or others came past the same line while the slowest waited. */
function takesTurns(scene: Scene): boolean {
  return isShort(lockBuckets(scene), scene);
}

/** Each of these waits is known to have begun shortly before the end. */
function isShort(buckets: readonly Bucket[], { process: { trace } }: Scene): boolean {
  const known = buckets.every(({ goroutines }) =>
    goroutines.every(({ waitNs }) => waitNs !== undefined),
  );
  if (trace === undefined || !known || buckets.length === 0) return false;
  return longestWaitNs(buckets) < Math.min(TURN_MAX_NS, TURN_SHARE * trace.endNs);
}

/** Somebody sleeps, or waits for time, with a lock held as far as the source tells. */
function holdsInSleep({ core, peers }: Scene, found: ClassifiedScene | undefined): boolean {
  const facts = found?.facts;
  const source = facts?.source;
  if (facts === undefined || source === undefined) return false;
  const sleeper = peers.some(({ wait, frames }) => {
    if (isBlocking(wait.kind)) return false;
    const own = frames.findIndex((frame) => source.file(frame.file) !== undefined);
    return own >= 0 && source.locksHeldOnStack(frames.slice(own)).length > 0;
  });
  return (
    sleeper || core.some((one) => waitsForTime(one, found) && (facts.held(one)?.length ?? 0) > 0)
  );
}

/** A timer is among what it waits for, by the source. */
function waitsForTime(bucket: Bucket, found: ClassifiedScene | undefined): boolean {
  const source = found?.facts.source;
  const file = bucket.site === undefined ? undefined : source?.file(bucket.site.file);
  if (found === undefined || source === undefined || file === undefined) return false;
  return found.facts
    .operations(bucket)
    .some((operation) => timerChannel(source.program, file, operation)?.sure === true);
}

function endsByTime(scene: Scene, found: ClassifiedScene | undefined): Slowness {
  if (scene.core.length === 0 || !scene.core.every((one) => waitsForTime(one, found))) {
    return undefined;
  }
  // The timeout says that the test did not end; who waits for time is not stuck.
  if (scene.process.end === "timeout") return "slow";
  return { doubt: "A timer is among what it waits for, so the wait would have ended by itself." };
}

/** Somebody who sleeps in the locks' own code, whether of this test or another. */
function possibleHolder(scene: Scene, found: ClassifiedScene | undefined): Slowness {
  const locks = lockBuckets(scene);
  const code = codeOf(locks);
  const sleepers = [...scene.peers, ...scene.bystanders].filter(
    (one) => isInCode(one, code) && !holdsNothing(one, found),
  );
  const [first] = sleepers;
  if (first === undefined) return undefined;
  const known = sleepers.filter(
    ({ wait, waitNs }) => wait.kind === "active" || waitNs !== undefined,
  );
  const longest = longestWaitNs(locks);
  if (sleepsAsLong(known, longest) || known.some(({ wait }) => wait.kind === "active"))
    return "slow";
  if (known.length > 0 && isPassed(locks, scene, longest)) return "slow";
  const site = programStack(first)[0];
  const who = site === undefined ? "A goroutine" : shortSymbol(site.function);
  return {
    doubt: `${who} ${waitWords(first.wait.kind)} in the same code and may hold the lock: the ${subjectOf(scene)} may only be slow.`,
  };
}

/** Waits at the same line came to an end while the longest of these went on. */
function isPassed(locks: readonly Bucket[], { process }: Scene, longestNs: number): boolean {
  const endNs = process.trace?.endNs ?? 0;
  const sites = new Set(locks.map(({ site }) => `${site?.file ?? ""}\n${site?.line ?? 0}`));
  return process.wakes.some(
    ({ waiting, lastNs }) =>
      endNs - lastNs < longestNs && waiting.some(({ file, line }) => sites.has(`${file}\n${line}`)),
  );
}

/** Its frames that are not the standard library's, innermost first. */
function programStack({ frames }: Stuck): readonly Stuck["frames"][number][] {
  return frames.filter(({ function: name }) => !isStandardPackage(parseGoSymbol(name).package));
}

/** Where a lock may be held that these wait for. */
interface LockCode {
  /** Types and functions of the waiters' stacks. */
  readonly families: ReadonlySet<string>;
  /** Packages of the waiters that stand in plain functions: their lock is a variable of the package. */
  readonly packages: ReadonlySet<string>;
}

function codeOf(locks: readonly Bucket[]): LockCode {
  const packages = new Set<string>();
  const families = new Set<string>();
  for (const lock of locks) {
    const site = lock.site === undefined ? undefined : parseGoSymbol(lock.site.function);
    if (site !== undefined && site.receiver === undefined) packages.add(site.package);
    else for (const family of programFrames(lock).flatMap(unlessScaffold)) families.add(family);
  }
  return { families, packages };
}

function unlessScaffold(frame: StackFrame): readonly string[] {
  return isScaffold(frame.function) ? [] : familyOf(frame);
}

function isInCode(sleeper: Stuck, { families, packages }: LockCode): boolean {
  return programStack(sleeper).some(
    (frame) =>
      packages.has(parseGoSymbol(frame.function).package) ||
      unlessScaffold(frame).some((family) => families.has(family)),
  );
}

/** The source of all of its frames is there, and shows no lock held. */
function holdsNothing(sleeper: Stuck, found: ClassifiedScene | undefined): boolean {
  const source = found?.facts.source;
  const frames = programStack(sleeper);
  if (source === undefined || frames.length === 0) return false;
  if (!frames.every(({ file }) => source.file(file) !== undefined)) return false;
  return source.locksHeldOnStack(frames).length === 0;
}
