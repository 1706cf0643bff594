// What processors or threads did, a column each: the state each is in, since when, and how long it was in each state.
// Every moment between a lane's first and last is in exactly one state, so that the states add up to its span.

export const LANE_STATES = [
  "unknown",
  "idle",
  "scheduler",
  "goroutine",
  "gcWorker",
  "syscall",
  "syscallBlocked",
] as const;
export type LaneState = (typeof LANE_STATES)[number];
/** Numbers of the states in the columns. */
export const LANE = {
  unknown: 0,
  /** Processor: nobody has it. Thread: it has neither processor nor goroutine. */
  idle: 1,
  /** With a processor and without a goroutine: looking for work. */
  scheduler: 2,
  goroutine: 3,
  /** Running one of the collector's own workers. */
  gcWorker: 4,
  /** In a syscall, the processor kept. */
  syscall: 5,
  /** Thread: in a syscall whose processor was taken away. */
  syscallBlocked: 6,
} as const;

const FIRST_LANES = 16;
const NONE = -1;

/** Times of one lane. */
export interface LaneTimes {
  readonly firstNs: number;
  readonly spanNs: number;
  readonly ns: Readonly<Record<LaneState, number>>;
  /** How often another goroutine than before began to run. */
  readonly switches: number;
  /** The longest time without work. */
  readonly longestIdle: { readonly fromNs: number; readonly toNs: number } | undefined;
}

/** Lanes by number; they become known when they are first entered. */
export class Lanes {
  #capacity = 0;
  #length = 0;
  #known = new Uint8Array(0);
  #state = new Uint8Array(0);
  #firstNs = new Float64Array(0);
  #sinceNs = new Float64Array(0);
  #sums = new Float64Array(0);
  #goroutine = new Float64Array(0);
  #switches = new Float64Array(0);
  #idleFromNs = new Float64Array(0);
  #idleToNs = new Float64Array(0);

  /** One more than the highest number of a lane. */
  get length(): number {
    return this.#length;
  }

  known(lane: number): boolean {
    return this.#known[lane] === 1;
  }

  state(lane: number): number {
    return this.#state[lane] ?? LANE.unknown;
  }

  /** The lane goes into a state; one that was not known begins here. */
  enter(lane: number, state: number, ns: number): void {
    if (lane < 0) return;
    if (this.known(lane)) this.#book(lane, ns);
    else this.#begin(lane, ns);
    this.#state[lane] = state;
  }

  /** A status says what the lane has been in all along, since `beganNs`. After damage nobody knows since when. */
  assume(lane: number, state: number, ns: number, beganNs: number): void {
    if (lane < 0) return;
    if (!this.known(lane)) this.#begin(lane, beganNs);
    else if (this.#sinceNs[lane] !== this.#firstNs[lane]) {
      this.#state[lane] = LANE.unknown;
      this.#book(lane, ns);
    }
    this.#state[lane] = state;
  }

  /** What began when the state was entered turns out to be another state. */
  rename(lane: number, state: number): void {
    if (this.known(lane)) this.#state[lane] = state;
  }

  /** A goroutine (by id) begins to run. */
  runs(lane: number, goroutine: number): void {
    if (!this.known(lane) || this.#goroutine[lane] === goroutine) return;
    if (this.#goroutine[lane] !== NONE) this.#switches[lane] = (this.#switches[lane] ?? 0) + 1;
    this.#goroutine[lane] = goroutine;
  }

  /** The end of what is read: all lanes are booked up to it. */
  end(ns: number): void {
    for (let lane = 0; lane < this.#length; lane++) if (this.known(lane)) this.#book(lane, ns);
  }

  /** Undefined for a number that was never entered. */
  times(lane: number): LaneTimes | undefined {
    if (!this.known(lane)) return undefined;
    const sum = (state: number): number => this.#sums[lane * LANE_STATES.length + state] ?? 0;
    const firstNs = this.#firstNs[lane] ?? 0;
    const fromNs = this.#idleFromNs[lane] ?? 0;
    const toNs = this.#idleToNs[lane] ?? 0;
    return {
      firstNs,
      spanNs: (this.#sinceNs[lane] ?? 0) - firstNs,
      ns: {
        unknown: sum(LANE.unknown),
        idle: sum(LANE.idle),
        scheduler: sum(LANE.scheduler),
        goroutine: sum(LANE.goroutine),
        gcWorker: sum(LANE.gcWorker),
        syscall: sum(LANE.syscall),
        syscallBlocked: sum(LANE.syscallBlocked),
      },
      switches: this.#switches[lane] ?? 0,
      longestIdle: toNs > fromNs ? { fromNs, toNs } : undefined,
    };
  }

  #begin(lane: number, ns: number): void {
    if (lane >= this.#capacity) this.#grow(lane + 1);
    this.#known[lane] = 1;
    this.#length = Math.max(this.#length, lane + 1);
    this.#firstNs[lane] = ns;
    this.#sinceNs[lane] = ns;
    this.#goroutine[lane] = NONE;
    this.#idleFromNs[lane] = ns;
    this.#idleToNs[lane] = ns;
  }

  #book(lane: number, ns: number): void {
    const sinceNs = this.#sinceNs[lane] ?? ns;
    if (ns <= sinceNs) return;
    const state = this.#state[lane] ?? LANE.unknown;
    const at = lane * LANE_STATES.length + state;
    this.#sums[at] = (this.#sums[at] ?? 0) + ns - sinceNs;
    const longest = (this.#idleToNs[lane] ?? 0) - (this.#idleFromNs[lane] ?? 0);
    if (state === LANE.idle && ns - sinceNs > longest) {
      this.#idleFromNs[lane] = sinceNs;
      this.#idleToNs[lane] = ns;
    }
    this.#sinceNs[lane] = ns;
  }

  #grow(least: number): void {
    const capacity = Math.max(least, this.#capacity * 2, FIRST_LANES);
    const more = (old: Float64Array, each = 1): Float64Array<ArrayBuffer> => {
      const column = new Float64Array(capacity * each);
      column.set(old);
      return column;
    };
    const bytes = (old: Uint8Array): Uint8Array<ArrayBuffer> => {
      const column = new Uint8Array(capacity);
      column.set(old);
      return column;
    };
    this.#known = bytes(this.#known);
    this.#state = bytes(this.#state);
    this.#firstNs = more(this.#firstNs);
    this.#sinceNs = more(this.#sinceNs);
    this.#sums = more(this.#sums, LANE_STATES.length);
    this.#goroutine = more(this.#goroutine);
    this.#switches = more(this.#switches);
    this.#idleFromNs = more(this.#idleFromNs);
    this.#idleToNs = more(this.#idleToNs);
    this.#capacity = capacity;
  }
}
