// What every goroutine did when: a row for each stretch of one state, in columns. Rows of a goroutine follow each
// other without a gap, so that the states add up to its life; `previous` leads back through them. A wait knows the
// row of the goroutine that ended it, a goroutine the row of the one that created it: those are the causal edges.
import type { Brand } from "../../model/brand.ts";
import type { ClockSnapshot } from "../../model/trace.ts";
import type { StackIndex, TextIndex } from "../../model/trace-interner.ts";

/** A row of the segments; -1 = none. */
export type SegmentIndex = Brand<number, "SegmentIndex">;
/** A goroutine's number in the whole trace, in the order of first sight; -1 = none. */
export type ActorIndex = Brand<number, "ActorIndex">;

export const NO_SEGMENT = -1 as SegmentIndex;
export const NO_ACTOR = -1 as ActorIndex;
export const NO_STACK = 0 as StackIndex;

/** What the user's annotations say of a stretch: the innermost region, its task, the last line logged in it. */
export interface UserNote {
  readonly region: TextIndex;
  readonly task: TextIndex;
  readonly log: TextIndex;
}

export interface Actor {
  readonly goid: number;
  /** The creator's row at the moment of creation; none where it was there before, or the runtime made it. */
  readonly creator: SegmentIndex;
  /** The stack of the go statement. */
  readonly creation: StackIndex;
  /** What it was started with; none where it was there before. */
  readonly start: StackIndex;
  /** The trace shows its creation. */
  readonly created: boolean;
  readonly startNs: number;
  /** Its outermost function, "" while no stack was seen. */
  name: string;
  /** It is a test's own goroutine; its function where one was seen, or the name that instrumentation gave. */
  test: { name: string } | undefined;
  last: SegmentIndex;
  ended: boolean;
}

const FIRST_ROWS = 4096;

/** Rows in the order of their beginning. Times are whole nanoseconds since the trace's first event. */
export class Segments {
  length = 0;
  readonly actors: Actor[] = [];
  readonly notes: UserNote[] = [];
  /** Of each generation that was read. */
  readonly clocks: ClockSnapshot[] = [];
  /** Rows that did not fit; the trace counts as ended where the first of them began. */
  dropped = 0;
  endNs = 0;
  #actor = new Int32Array(FIRST_ROWS);
  #startNs = new Float64Array(FIRST_ROWS);
  #endNs = new Float64Array(FIRST_ROWS);
  #state = new Uint8Array(FIRST_ROWS);
  #reason = new Uint32Array(FIRST_ROWS);
  #stack = new Uint32Array(FIRST_ROWS);
  #previous = new Int32Array(FIRST_ROWS);
  #waker = new Int32Array(FIRST_ROWS);
  #wakeStack = new Uint32Array(FIRST_ROWS);
  #note = new Uint32Array(FIRST_ROWS);

  /** Opens a row; its end is set by `close`. */
  open(actor: ActorIndex, state: number, startNs: number, previous: SegmentIndex): SegmentIndex {
    const row = this.length;
    if (row === this.#state.length) this.#grow();
    this.length = row + 1;
    this.#actor[row] = actor;
    this.#startNs[row] = startNs;
    this.#endNs[row] = startNs;
    this.#state[row] = state;
    this.#previous[row] = previous;
    this.#waker[row] = NO_SEGMENT;
    return row as SegmentIndex;
  }

  close(row: SegmentIndex, endNs: number): void {
    this.#endNs[row] = endNs;
  }

  say(row: SegmentIndex, reason: TextIndex, stack: StackIndex): void {
    this.#reason[row] = reason;
    this.#stack[row] = stack;
  }

  setState(row: SegmentIndex, state: number): void {
    this.#state[row] = state;
  }

  setStack(row: SegmentIndex, stack: StackIndex): void {
    this.#stack[row] = stack;
  }

  setNote(row: SegmentIndex, note: number): void {
    this.#note[row] = note;
  }

  setWaker(row: SegmentIndex, waker: SegmentIndex, stack: StackIndex): void {
    this.#waker[row] = waker;
    this.#wakeStack[row] = stack;
  }

  actorOf(row: SegmentIndex): ActorIndex {
    return (this.#actor[row] ?? -1) as ActorIndex;
  }
  startOf(row: SegmentIndex): number {
    return this.#startNs[row] ?? 0;
  }
  endOf(row: SegmentIndex): number {
    return this.#endNs[row] ?? 0;
  }
  /** GO state. */
  stateOf(row: SegmentIndex): number {
    return this.#state[row] ?? 0;
  }
  reasonOf(row: SegmentIndex): TextIndex {
    return (this.#reason[row] ?? 0) as TextIndex;
  }
  /** Of a wait or syscall where it stands; of a running row where it ended. */
  stackOf(row: SegmentIndex): StackIndex {
    return (this.#stack[row] ?? 0) as StackIndex;
  }
  previousOf(row: SegmentIndex): SegmentIndex {
    return (this.#previous[row] ?? -1) as SegmentIndex;
  }
  /** Of a wait: what the goroutine that ended it was doing; none: the runtime, or nobody yet. */
  wakerOf(row: SegmentIndex): SegmentIndex {
    return (this.#waker[row] ?? -1) as SegmentIndex;
  }
  wakeStackOf(row: SegmentIndex): StackIndex {
    return (this.#wakeStack[row] ?? 0) as StackIndex;
  }
  noteOf(row: SegmentIndex): UserNote | undefined {
    const note = this.#note[row] ?? 0;
    return note === 0 ? undefined : this.notes[note - 1];
  }

  /** The row in which the goroutine of `row` was just before `timeNs`, looking back from `row`; none: not yet alive. */
  before(row: SegmentIndex, timeNs: number): SegmentIndex {
    let at = row;
    while (at !== NO_SEGMENT && this.startOf(at) >= timeNs) at = this.previousOf(at);
    return at;
  }

  #grow(): void {
    const size = this.#state.length * 2;
    this.#actor = grown(this.#actor, new Int32Array(size));
    this.#startNs = grown(this.#startNs, new Float64Array(size));
    this.#endNs = grown(this.#endNs, new Float64Array(size));
    this.#state = grown(this.#state, new Uint8Array(size));
    this.#reason = grown(this.#reason, new Uint32Array(size));
    this.#stack = grown(this.#stack, new Uint32Array(size));
    this.#previous = grown(this.#previous, new Int32Array(size));
    this.#waker = grown(this.#waker, new Int32Array(size));
    this.#wakeStack = grown(this.#wakeStack, new Uint32Array(size));
    this.#note = grown(this.#note, new Uint32Array(size));
  }
}

function grown<T extends Int32Array | Uint32Array | Float64Array | Uint8Array>(old: T, more: T): T {
  more.set(old);
  return more;
}
