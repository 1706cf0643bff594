// Who waits for whom, goroutine by goroutine, by the addresses that a dump prints.
//
// (1) A wait prints the address of its lock: `lockSlow(0xc000012348)`.
// (2) A function that locked `b.accounts` before prints what it was called with: `(*Bank).Transfer(0xc000012340, …)`.
//     Its lock lies at that address and the offset of the field; the offset is known from a goroutine that waits for
//     the same field, whose own line prints both, or from the sizes of the types.
// (3) Equal addresses are one lock, other ones are two, whatever their names. A package-level variable is one lock
//     without an address. A Once is held by who stands in its doSlow.
// (4) A word with a `?` is not used, nor one of a function that was inlined (`...`), of a generic one, or of a
//     variable that gets another value.
import type { DumpFrame } from "../../model/crash.ts";
import type { StackFrame } from "../../model/race-report.ts";
import { parseGoSymbol } from "../../util/go-symbol.ts";
import {
  lockCallAt,
  type BlockingFacts,
  type HeldOnStack,
} from "../blocking-classes/blocking-facts.ts";
import { programFrames, type Bucket } from "../leaks/buckets.ts";
import type { Stuck } from "../leaks/stuck.ts";
import { LOCK_KINDS } from "../leaks/wait.ts";
import type { GoFunction } from "../source/functions.ts";
import type { GoFile } from "../source/go-file.ts";
import type { GoSource } from "../source/go-source.ts";
import { lockCall, type LockCall, type LockMode } from "../source/lock-calls.ts";
import { argumentWords } from "./argument-words.ts";
import { holdDoubt } from "./hold-doubt.ts";
import { lockPlace, type LockPlace, type ParameterPlace } from "./lock-place.ts";

/** Offset of the Mutex in a sync.Once, Go 1.21 to 1.27: behind its 32-bit word. */
const ONCE_MUTEX = 4n;
const ONCE = "sync.(*Once).doSlow";
/** No struct is larger whose lock anybody would look for. */
const OFFSET_MAX = 1n << 20n;

export interface Waiter {
  readonly goroutine: Stuck;
  readonly bucket: Bucket;
  /** The lock's, from the dump; undefined where the runtime is not sure. */
  readonly address: bigint | undefined;
  readonly variable: string | undefined;
  readonly call: LockCall | undefined;
  readonly holds: readonly Hold[];
}

/** A lock that a goroutine holds, by its stack. */
export interface Hold {
  readonly mode: LockMode;
  /** The frame that took it; of a Once its doSlow. */
  readonly frame: StackFrame;
  /** Undefined for a Once. */
  readonly held: HeldOnStack | undefined;
  readonly call: LockCall | undefined;
  readonly file: GoFile | undefined;
  readonly address: bigint | undefined;
  /** The address rests on what a wait shows, not on sizes of types alone: another one is another lock. */
  readonly measured: boolean;
  readonly variable: string | undefined;
  /** Why it may be unlocked by now. */
  readonly doubt: string | undefined;
}

const cache = new WeakMap<BlockingFacts, ReadonlyMap<Bucket, readonly Waiter[]>>();

/** Everybody of the scene who waits for a lock, with what each holds. */
export function lockWaiters(facts: BlockingFacts): readonly Waiter[] {
  return facts.scene.core
    .filter(({ wait }) => LOCK_KINDS.has(wait.kind))
    .flatMap((bucket) => waitersOf(bucket, facts));
}

/** The goroutines of a bucket of the scene, whatever they wait for, with what each holds. */
export function waitersOf(bucket: Bucket, facts: BlockingFacts): readonly Waiter[] {
  const known = cache.get(facts) ?? allOf(facts);
  cache.set(facts, known);
  return known.get(bucket) ?? [];
}

function allOf(facts: BlockingFacts): ReadonlyMap<Bucket, readonly Waiter[]> {
  const { core, joiners } = facts.scene;
  const offsets = measuredOffsets(
    core.filter(({ wait }) => LOCK_KINDS.has(wait.kind)),
    facts,
  );
  return new Map(
    [...core, ...joiners].map((bucket) => [bucket, waitersIn(bucket, facts, offsets)] as const),
  );
}

function waitersIn(
  bucket: Bucket,
  facts: BlockingFacts,
  offsets: ReadonlyMap<string, bigint | undefined>,
): readonly Waiter[] {
  const call = wantedCall(bucket, facts);
  const place = call && wantedPlace(bucket, call, facts.source);
  const held = withoutRepeats(heldOver(bucket, facts.source));
  return bucket.goroutines.map((goroutine) => ({
    goroutine,
    bucket,
    address:
      LOCK_KINDS.has(goroutine.wait.kind) && goroutine.wait.address !== undefined
        ? BigInt(goroutine.wait.address)
        : undefined,
    variable: place?.kind === "variable" ? place.name : undefined,
    call,
    holds: [
      ...held.map((one) => holdOf(one, stackOf(goroutine, bucket), facts.source, offsets)),
      ...oncesOf(goroutine),
    ],
  }));
}

/** A literal that runs in place holds what the function around it holds: that one says so itself. */
function withoutRepeats(held: readonly HeldOnStack[]): readonly HeldOnStack[] {
  return held.filter(
    (one) =>
      !held.some(
        ({ key, line, depth }) => key === one.key && line === one.line && depth > one.depth,
      ),
  );
}

/** By field: how far from its object the lock lies that somebody waits for; undefined where two waits disagree. */
function measuredOffsets(
  buckets: readonly Bucket[],
  facts: BlockingFacts,
): ReadonlyMap<string, bigint | undefined> {
  const offsets = new Map<string, bigint | undefined>();
  for (const bucket of buckets) {
    const call = wantedCall(bucket, facts);
    const place = call && wantedPlace(bucket, call, facts.source);
    if (place?.kind !== "parameter") continue;
    for (const goroutine of bucket.goroutines) {
      const { address } = goroutine.wait;
      const base = wordAt(framesOf(goroutine)[0], place);
      if (address === undefined || base === undefined) continue;
      const offset = BigInt(address) - base;
      const fits = offset >= 0n && offset < OFFSET_MAX;
      const known = offsets.get(place.field);
      const same = !offsets.has(place.field) || known === offset;
      const sized = place.offset === undefined || BigInt(place.offset) === offset;
      offsets.set(place.field, fits && same && sized ? offset : undefined);
    }
  }
  return offsets;
}

/** The frame that called package sync: perhaps a library's. */
export function askingFrame(bucket: Bucket): StackFrame | undefined {
  return framesOf(bucket.goroutines[0])[0];
}

function wantedCall(bucket: Bucket, { source }: BlockingFacts): LockCall | undefined {
  return lockCallAt(askingFrame(bucket), bucket.wait, source);
}

/** Locks that its calls hold for certain; `depth` as in the facts: 0 is the site's own function. */
function heldOver(bucket: Bucket, source: GoSource | undefined): readonly HeldOnStack[] {
  const frames = framesOf(bucket.goroutines[0]);
  const site = frames.length - programFrames(bucket).length;
  return frames.flatMap(({ file, line, function: symbol }, index) =>
    (source?.locksHeldAt(file, line, symbol) ?? [])
      .filter(({ certain }) => certain)
      .map((held) => ({ ...held, depth: index - site })),
  );
}

function wantedPlace(
  bucket: Bucket,
  call: LockCall,
  source: GoSource | undefined,
): LockPlace | undefined {
  const site = askingFrame(bucket);
  if (site === undefined) return undefined;
  const where = functionOf(site, source);
  return where && lockPlace(where.source.program, where.file, where.owner, call);
}

interface Where {
  readonly source: GoSource;
  readonly file: GoFile;
  readonly owner: GoFunction;
}

function functionOf(frame: StackFrame, source: GoSource | undefined): Where | undefined {
  const file = source?.file(frame.file);
  const owner = source?.enclosingFunction(frame.file, frame.line, frame.function);
  return source === undefined || file === undefined || owner === undefined
    ? undefined
    : { source, file, owner };
}

type Frame = StackFrame | DumpFrame;

/** From the call of package sync outwards, without the runtime's, the testing package's and package sync's. */
function framesOf({ frames, wait }: Stuck): readonly Frame[] {
  return frames
    .slice(Math.max(0, wait.site))
    .filter(
      ({ function: name }) => !/^(?:runtime|testing|sync)$/.test(parseGoSymbol(name).package),
    );
}

/** The word that a parameter had; undefined where the dump is not sure of it. */
function wordAt(frame: Frame | undefined, { index }: ParameterPlace): bigint | undefined {
  if (frame === undefined || !("args" in frame) || frame.function.includes("[")) return undefined;
  const word = argumentWords(frame.args)?.[index];
  return word?.exact === true && word.value !== 0n ? word.value : undefined;
}

interface Stack {
  /** With the runtime's and package sync's. */
  readonly all: readonly Frame[];
  readonly frames: readonly Frame[];
  /** Index of the frame of depth 0. */
  readonly site: number;
}

function stackOf(goroutine: Stuck, bucket: Bucket): Stack {
  const frames = framesOf(goroutine);
  return { all: goroutine.frames, frames, site: frames.length - programFrames(bucket).length };
}

function holdOf(
  held: HeldOnStack,
  { all, frames, site }: Stack,
  source: GoSource | undefined,
  offsets: ReadonlyMap<string, bigint | undefined>,
): Hold {
  const index = held.depth + site;
  const frame = frames[index] ?? { function: "", file: "", line: 0 };
  const where = functionOf(frame, source);
  const call = where && takingCall(where, held);
  const place = where && call && lockPlace(where.source.program, where.file, where.owner, call);
  const hold = { mode: held.mode, frame, held, call, file: where?.file };
  if (where === undefined || call === undefined) {
    const doubt = `${held.text} was not locked by the function itself`;
    return { ...hold, address: undefined, measured: false, variable: undefined, doubt };
  }
  const above = all.slice(0, all.indexOf(frame)).toReversed();
  const doubt = holdDoubt(where.source, { ...where, line: frame.line, above }, call);
  const variable = place?.kind === "variable" ? place.name : undefined;
  if (place?.kind !== "parameter") {
    return { ...hold, address: undefined, measured: false, variable, doubt };
  }
  const base = wordAt(frame, place);
  const measured = offsets.has(place.field);
  const sized = place.offset === undefined ? undefined : BigInt(place.offset);
  const offset = measured ? offsets.get(place.field) : sized;
  const address = base === undefined || offset === undefined ? undefined : base + offset;
  return { ...hold, address, measured, variable, doubt };
}

/** The call in the function itself that took the lock. */
function takingCall({ source, file, owner }: Where, held: HeldOnStack): LockCall | undefined {
  const calls = file.nodes
    .filter(({ line, type }) => line === held.line && type === "call_expression")
    .map((node) => lockCall(source.program, file, node))
    .filter((call) => call?.action === "acquire" && call.key === held.key);
  const [first, ...others] = calls;
  if (first === undefined || others.length > 0 || first.text !== held.text) return undefined;
  return source.enclosingFunction(file.path, first.call.line) === owner ? first : undefined;
}

/** Onces whose function the goroutine runs. */
function oncesOf({ frames, wait }: Stuck): readonly Hold[] {
  return frames.flatMap((frame, index): Hold[] => {
    if (index <= wait.site || frame.function !== ONCE || !("args" in frame)) return [];
    const word = argumentWords(frame.args)?.[0];
    const exact = word?.exact === true && word.value !== 0n;
    return [
      {
        mode: "lock",
        frame,
        held: undefined,
        call: undefined,
        file: undefined,
        address: exact ? word.value + ONCE_MUTEX : undefined,
        measured: exact,
        variable: undefined,
        // Its own Unlock is deferred, and nobody else can name its Mutex.
        doubt: undefined,
      },
    ];
  });
}
