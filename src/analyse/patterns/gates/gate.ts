// Which rows can begin a match of a pattern: seen from what comes next, so that most rows never reach the matcher.
//
// A gate may let through rows that lead nowhere; it must never hold back one that leads to a match. It counts on a
// goroutine's states following each other as the runtime makes them (after a park an unpark, after an unpark or a stop
// a run); where a segment of a damaged trace breaks that, every row of the first step's kinds is tried.
//
// (1) flagged: the first step says something of its stack, or that the runtime did it.
// (2) pair: a later step is the goroutine's very next state, after at least (or at most) so long.
// (3) marked: the goroutine's very next state has a stack that the second step asks for.
// (4) back: some later step of the goroutine is rare - it comes soon after another, or long after the state before it;
//     the first step is among its last rows then, because noise is limited.
// (5) stays: nothing may follow: the row must be its goroutine's last one.
// (6) alive: the goroutine may not have ended.
// (7) alone: no second event of the kind may come (of any goroutine) within so long.
// (8) all: none of these.
import { PATTERN_CLASSES } from "../../../model/pattern-events.ts";
import { K, STATE_KINDS } from "../events/row-kinds.ts";
import {
  ANY,
  type CompiledPattern,
  type CompiledStep,
  type EventTest,
  RUNTIME,
} from "../matching/compiled.ts";
import type { NumberTest } from "../matching/facts.ts";

/** Bits of kinds and of classes that an event may have. */
export interface Shape {
  readonly kinds: number;
  readonly classes: number;
}
/** How long after the goroutine's state before it, and which state that was. */
export interface Spacing {
  readonly from: number;
  readonly minNs: number;
  readonly maxNs: number;
}
export type Gate =
  | { readonly how: "all" | "stays" | "alive" }
  | { readonly how: "flagged"; readonly stack: readonly NumberTest[]; readonly runtime: boolean }
  | { readonly how: "marked"; readonly next: Shape; readonly stack: readonly NumberTest[] }
  | { readonly how: "pair"; readonly next: Shape & Spacing }
  | {
      readonly how: "back";
      readonly rare: Shape & Spacing;
      /** How many of the goroutine's rows in the alphabet may lie between. */
      readonly rows: number;
    }
  | { readonly how: "alone"; readonly minNs: number };

const bit = (kind: number): number => 1 << kind;
const STATE_BITS = (1 << STATE_KINDS) - 1;
const ALL_CLASSES = 2 ** PATTERN_CLASSES.length - 1;
/** The only state that can follow. */
const AFTER: ReadonlyMap<number, number> = new Map([
  [K.park, bit(K.unpark)],
  [K.unpark, bit(K.run)],
  [K.stop, bit(K.run)],
]);

const kindsOf = (bits: number): number[] =>
  Array.from({ length: STATE_KINDS }, (_, kind) => kind).filter((kind) => (bits & bit(kind)) !== 0);

/** Kinds and classes of a step's alternatives. */
export function shapeOf(step: CompiledStep): Shape {
  return { kinds: step.kinds, classes: step.classes & ALL_CLASSES };
}

/** Whether one of the tests is met by any event of these kinds on the goroutine (ANY: on any goroutine). */
function covers(tests: readonly EventTest[], kinds: number, g: number): boolean {
  return tests.some(
    (t) =>
      (t.kinds & kinds) === kinds &&
      (t.g === g || t.g === ANY) &&
      t.by === ANY &&
      (t.classes & ALL_CLASSES) === ALL_CLASSES &&
      t.text.length === 0 &&
      t.where.length === 0 &&
      [t.value, t.stack, t.stackLacks, t.noStack].every((x) => x === undefined),
  );
}

/** The goroutine variable of all alternatives, ANY for none. */
function subject(step: CompiledStep): number {
  const g = step.tests[0]?.g ?? ANY;
  return step.tests.every((t) => t.g === g) ? g : ANY;
}

/** The pattern's gate. */
export function gateOf(pattern: CompiledPattern): Gate {
  const [first] = pattern.steps;
  const all: Gate = { how: "all" };
  if (first === undefined || (first.kinds & ~STATE_BITS) !== 0) return all;
  if (pattern.others.some(({ steps }) => steps[0]?.id !== first.id)) return all;
  const stack = stacksOf(first);
  if (stack !== undefined) return { how: "flagged", stack, runtime: false };
  if (first.tests.every((t) => t.by === RUNTIME))
    return { how: "flagged", stack: [], runtime: true };
  // The other gates look at later steps.
  if (pattern.others.length > 0) return all;
  const alone = aloneGate(pattern, first);
  const x = subject(first);
  if (x === ANY) return alone ?? all;
  return (
    markedGate(pattern, first, x) ??
    pairGate(pattern, first, x) ??
    backGate(pattern, x) ??
    alone ??
    endGate(pattern, first, x) ??
    all
  );
}

/** What the step's alternatives ask of the stack, where each asks something. */
function stacksOf(step: CompiledStep): readonly NumberTest[] | undefined {
  const stack = step.tests.flatMap((t) => (t.stack === undefined ? [] : [t.stack]));
  return stack.length === step.tests.length ? stack : undefined;
}

/** Whether nothing but the step can be the goroutine's next state after any of these kinds. */
function isOnlyNext(from: number, step: CompiledStep): boolean {
  return kindsOf(from).every((k) => {
    const after = AFTER.get(k);
    return after !== undefined && (after & step.kinds) === after;
  });
}

/** Classes that a step may have which follows another at once: an unpark has that of the wait, a run none of its own. */
function nextClasses(from: Shape, step: CompiledStep): number {
  const same = step.kinds === bit(K.unpark) && from.kinds === bit(K.park);
  return same ? step.classes & from.classes : from.classes;
}

function markedGate(pattern: CompiledPattern, first: CompiledStep, x: number): Gate | undefined {
  const [, second] = pattern.steps;
  if (second === undefined || !second.firstOnly || subject(second) !== x) return undefined;
  const stack = stacksOf(second);
  const from = shapeOf(first);
  if (stack === undefined || !isOnlyNext(from.kinds, second)) return undefined;
  if ((second.kinds & ~STATE_BITS) !== 0) return undefined;
  const classes = nextClasses(from, second);
  return { how: "marked", next: { kinds: second.kinds, classes }, stack };
}

function pairGate(pattern: CompiledPattern, first: CompiledStep, x: number): Gate | undefined {
  const { steps } = pattern;
  const from = shapeOf(first);
  for (const step of steps.slice(1)) {
    const only = isOnlyNext(from.kinds, step);
    const next = step.interference.some((i) => i.after === 0 && covers(i.tests, step.kinds, x));
    const bounded = step.gapMinNs > 0 || step.gapMaxNs !== Infinity;
    if (!only || !next || !bounded || step.gapFrom !== 0 || subject(step) !== x) continue;
    if ((step.kinds & ~STATE_BITS) !== 0) continue;
    const classes = nextClasses(from, step);
    const { gapMinNs: minNs, gapMaxNs: maxNs } = step;
    return { how: "pair", next: { kinds: step.kinds, classes, from: from.kinds, minNs, maxNs } };
  }
  return undefined;
}

function backGate(pattern: CompiledPattern, x: number): Gate | undefined {
  let rows = 0;
  let soon: Gate | undefined;
  for (const [j, step] of pattern.steps.entries()) {
    if (j === 0) continue;
    rows += 1 + step.noiseMax;
    if (!Number.isFinite(rows)) break;
    if (subject(step) !== x || (step.kinds & ~STATE_BITS) !== 0) continue;
    const long = longAfter(pattern, j, x);
    if (long !== undefined) return { how: "back", rare: long, rows };
    const rare = soonAfter(pattern, j, x);
    if (rare !== undefined) soon ??= { how: "back", rare, rows };
  }
  return soon;
}

/** The step follows the one before it without anything between them, after a least time. */
function longAfter(pattern: CompiledPattern, j: number, x: number): (Shape & Spacing) | undefined {
  const step = pattern.steps[j];
  const before = pattern.steps[j - 1];
  if (step === undefined || before === undefined || subject(before) !== x) return undefined;
  if (step.gapMinNs <= 0 || step.gapFrom !== j - 1 || step.noiseMax !== 0) return undefined;
  const next = kindsOf(before.kinds).every((k) => {
    const after = AFTER.get(k) ?? 0;
    return after !== 0 && (after & step.kinds) === after && (after & pattern.alphabet) === after;
  });
  if (!next || (before.kinds & ~STATE_BITS) !== 0) return undefined;
  const { kinds, classes } = shapeOf(before);
  const { gapMinNs: minNs, gapMaxNs: maxNs } = step;
  return { kinds: step.kinds, classes, from: kinds, minNs, maxNs };
}

/** The step follows some state of the goroutine within a short time. */
function soonAfter(pattern: CompiledPattern, j: number, x: number): (Shape & Spacing) | undefined {
  const step = pattern.steps[j];
  const from = pattern.steps[step?.gapFrom ?? -1];
  if (step === undefined || from === undefined || subject(from) !== x) return undefined;
  const own = step.kinds === bit(K.park) || step.kinds === bit(K.stop);
  if (!own || (from.kinds & ~STATE_BITS) !== 0 || step.gapMaxNs === Infinity) return undefined;
  return { ...shapeOf(step), from: STATE_BITS, minNs: 0, maxNs: step.gapMaxNs };
}

function aloneGate(pattern: CompiledPattern, first: CompiledStep): Gate | undefined {
  const [, second] = pattern.steps;
  if (second === undefined || second.gapFrom !== 0 || second.gapMinNs <= 0) return undefined;
  const blocked = second.interference.some(
    ({ after, tests }) =>
      after === 0 && tests.some((t) => t.g === ANY && covers([t], first.kinds, ANY)),
  );
  return blocked ? { how: "alone", minNs: second.gapMinNs } : undefined;
}

/** Absences that last to the end of the trace. */
function endGate(pattern: CompiledPattern, first: CompiledStep, x: number): Gate | undefined {
  const last = pattern.steps.length - 1;
  const toEnd = (kinds: number): boolean =>
    pattern.absences.some(
      (a) => a.after === last && a.forNs === Infinity && covers(a.tests, kinds, x),
    );
  if (last === 0) {
    const stays = kindsOf(first.kinds).every((k) => {
      const after = AFTER.get(k);
      return after !== undefined && toEnd(after);
    });
    return stays ? { how: "stays" } : undefined;
  }
  const between = pattern.steps[last]?.interference.some(
    (i) => i.after === 0 && covers(i.tests, bit(K.exit), x),
  );
  const alive = first.kinds === bit(K.create) && between === true && toEnd(bit(K.exit));
  return alive ? { how: "alive" } : undefined;
}
