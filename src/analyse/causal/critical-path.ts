// The critical path of a goroutine: what had to happen, one after the other, until it was done.
//
// (1) Stand at the end of the root's time and look back: at a goroutine and a moment.
// (2) What it did up to this moment (running, waiting for a processor, in a system call) is charged to it.
// (3) A wait that another goroutine ended at this very moment leads to that goroutine; nothing is charged.
// (4) A wait that the runtime ended (timer, network), or that nobody ended yet, is charged to the one who waits.
// (5) Before its first row a goroutine leads to its creator. Where there is none in the trace (a timer's function,
//     goroutines of before), the walk goes back to the last one that waited for it: that wait lasted until the
//     goroutine came to be, for a reason from outside.
// (6) Until the beginning of the root's time. Every charge begins where the one before it ended: the sum is the span.
//
// As in Perfetto's critical paths of threads, and the walk from the last event in Coz's and wPerf's wait graphs.
import { GO } from "../../model/trace.ts";
import type { StackIndex } from "../../model/trace-interner.ts";
import {
  type ActorIndex,
  NO_SEGMENT,
  NO_STACK,
  type SegmentIndex,
  type Segments,
} from "./segments.ts";

/** How the walk came to a stretch from the one after it. */
export type Arrival =
  /** The same goroutine went on. */
  | "same"
  /** It woke the goroutine of the stretch after it. */
  | "woke"
  /** It created it. */
  | "created"
  /** It waited for something from outside that began the stretch after it. */
  | "waited";

/** A wait's end, where it is charged to the one who waits. */
export type WaitEnd =
  | "runtime"
  /** A goroutine without a history in the trace ended it, e.g. the function of a timer. */
  | "outside"
  | "unfinished";

export interface Charge {
  readonly segment: SegmentIndex;
  readonly fromNs: number;
  readonly toNs: number;
  readonly arrival: Arrival;
  /** Where it woke or created the goroutine of the stretch after it. */
  readonly arrivalStack: StackIndex;
  readonly waitEnd: WaitEnd | undefined;
}

export interface PathSpan {
  readonly actor: ActorIndex;
  readonly fromNs: number;
  readonly toNs: number;
}

/** The root's own life, as far as the trace shows it. */
export function lifeOf(segments: Segments, actor: ActorIndex): PathSpan {
  const known = segments.actors[actor];
  if (known === undefined) return { actor, fromNs: 0, toNs: 0 };
  return { actor, fromNs: known.startNs, toNs: segments.endOf(known.last) };
}

/**
 * The charges, the latest first. They lie end to end: their sum is `toNs - fromNs`.
 * @param crossed gets each wait over which the walk goes on to the one who ended it
 */
export function* walkPath(
  segments: Segments,
  span: PathSpan,
  crossed?: (wait: SegmentIndex) => void,
): Generator<Charge> {
  const walk = new Walk(segments, span, crossed);
  for (;;) {
    const charge = walk.next();
    if (charge === undefined) return;
    yield charge;
  }
}

class Walk {
  readonly #segments: Segments;
  readonly #fromNs: number;
  readonly #crossed: ((wait: SegmentIndex) => void) | undefined;
  readonly #waiting: SegmentIndex[] = [];
  /** The row where the last look into a goroutine's past ended; time only goes back, so does every look. */
  readonly #looked = new Map<ActorIndex, SegmentIndex>();
  #t: number;
  #at: SegmentIndex;
  #owner: ActorIndex;
  #arrival: Arrival = "same";
  #stack = NO_STACK;
  /** The wait at hand lasted until a goroutine came to be that has no creator. */
  #outside = false;

  constructor(
    segments: Segments,
    { actor, fromNs, toNs }: PathSpan,
    crossed: ((wait: SegmentIndex) => void) | undefined,
  ) {
    this.#segments = segments;
    this.#crossed = crossed;
    this.#fromNs = fromNs;
    this.#t = toNs;
    this.#owner = actor;
    this.#at = this.#before(segments.actors[actor]?.last ?? NO_SEGMENT);
  }

  next(): Charge | undefined {
    while (this.#t > this.#fromNs) {
      if (this.#at === NO_SEGMENT) {
        // Only a root that is older than its span could end here.
        if (!this.#toCreator() && !this.#backToWaiter()) return undefined;
      } else if (!this.#toWaker()) return this.#charge();
    }
    return undefined;
  }

  #toCreator(): boolean {
    const owner = this.#segments.actors[this.#owner];
    const creator = this.#before(owner?.creator ?? NO_SEGMENT);
    if (creator === NO_SEGMENT) return false;
    this.#arrive(creator, "created", owner?.creation ?? NO_STACK);
    return true;
  }

  #backToWaiter(): boolean {
    const waiter = this.#waiting.pop();
    if (waiter === undefined) return false;
    const at = this.#before(waiter);
    this.#arrive(at, "waited", NO_STACK);
    this.#owner = this.#segments.actorOf(waiter);
    this.#outside = at === waiter;
    return true;
  }

  #toWaker(): boolean {
    const wait = this.#at;
    const segments = this.#segments;
    if (segments.stateOf(wait) !== GO.waiting || segments.endOf(wait) !== this.#t) return false;
    const waker = segments.wakerOf(wait);
    if (waker === NO_SEGMENT) return false;
    // In a damaged trace a waker may have been waiting itself, or begin later: then nothing is known of it.
    if (segments.stateOf(waker) === GO.waiting || segments.startOf(waker) >= this.#t) return false;
    this.#waiting.push(wait);
    this.#crossed?.(wait);
    this.#arrive(waker, "woke", segments.wakeStackOf(wait));
    return true;
  }

  #charge(): Charge {
    const segments = this.#segments;
    const segment = this.#at;
    const toNs = this.#t;
    const fromNs = Math.max(this.#fromNs, segments.startOf(segment));
    const waits = segments.stateOf(segment) === GO.waiting;
    const charge: Charge = {
      segment,
      fromNs,
      toNs,
      arrival: this.#arrival,
      arrivalStack: this.#stack,
      waitEnd: waits ? this.#waitEnd() : undefined,
    };
    this.#t = fromNs;
    this.#arrive(segments.previousOf(segment), "same", NO_STACK);
    return charge;
  }

  #waitEnd(): WaitEnd {
    if (this.#outside) return "outside";
    const { endNs, actors } = this.#segments;
    const last = actors[this.#segments.actorOf(this.#at)]?.last === this.#at;
    return last && this.#t === endNs ? "unfinished" : "runtime";
  }

  #arrive(at: SegmentIndex, arrival: Arrival, stack: StackIndex): void {
    this.#at = at;
    if (at !== NO_SEGMENT) this.#owner = this.#segments.actorOf(at);
    this.#arrival = arrival;
    this.#stack = stack;
    this.#outside = false;
  }

  /** The row in which the goroutine of `row` was just before now. */
  #before(row: SegmentIndex): SegmentIndex {
    if (row === NO_SEGMENT) return NO_SEGMENT;
    const segments = this.#segments;
    const actor = segments.actorOf(row);
    const looked = this.#looked.get(actor) ?? row;
    const at = segments.before(looked < row ? looked : row, this.#t);
    this.#looked.set(actor, at);
    return at;
  }
}
