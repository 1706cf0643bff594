// Which lock a wait was for, as far as the code's lines tell (`bind: {L: lock}`): lines that ask for a lock and lines
// that release it belong to one lock where a hand-off joins them. What is one lock is known when the trace has been
// read; until then each line is its own. One method that serves many instances makes one lock of them.
import { classNumber, kindNumber, type PatternEvents } from "../../../model/pattern-events.ts";
import { NameSets } from "../../../util/name-sets.ts";
import type { SegmentRows } from "./segment-index.ts";

const PARK = kindNumber("park");
const UNPARK = kindNumber("unpark");
/** Kinds that it has to see. */
export const LOCK_KINDS = (1 << PARK) | (1 << UNPARK);
/** A line of one kind of lock is not that of another. */
const LOCK_NAMES: ReadonlyMap<number, string> = new Map([
  [classNumber("lock"), "Mutex"],
  [classNumber("rwlock_read"), "RWMutex"],
  [classNumber("rwlock_write"), "RWMutex"],
  [classNumber("once"), "Once"],
]);
/** Classes of waits for locks, as bits. */
export const LOCK_CLASSES = [...LOCK_NAMES.keys()].reduce((bits, cls) => bits | (1 << cls), 0);
const SEPARATOR = "\0";

export class LockSites {
  readonly #sets = new NameSets();
  /** Lines at which somebody waited: they name the locks. */
  readonly #waited = new Set<string>();
  /** By set: its lock's name; made when it is asked for. */
  #names: Map<string, string> | undefined;
  /** By goroutine: where it waits. */
  readonly #waits = new Map<number, string>();
  readonly #siteOf: (stack: number) => string;

  /** @param siteOf a stack's own line as text, empty for none */
  constructor(siteOf: (stack: number) => string) {
    this.#siteOf = siteOf;
  }

  /** Takes the hand-offs of a segment. */
  segment(rows: SegmentRows): void {
    const { events } = rows;
    this.#names = undefined;
    for (let row = 0; row < events.length; row++) {
      const kind = events.kind[row] ?? 0;
      if ((LOCK_KINDS & (1 << kind)) === 0) continue;
      if ((LOCK_CLASSES & (1 << (events.cls[row] ?? 0))) === 0) continue;
      rows.need(row);
      this.#take(events, row, kind);
    }
  }

  #take(e: PatternEvents, row: number, kind: number): void {
    const g = e.g[row] ?? -1;
    const line = this.lineOf(e.cls[row] ?? 0, e.stack[row] ?? 0);
    if (kind === PARK) {
      if (line === "") return;
      this.#waited.add(line);
      this.#waits.set(g, line);
      return;
    }
    const wait = this.#waits.get(g);
    this.#waits.delete(g);
    if (wait !== undefined && line !== "") this.#sets.join(wait, line);
  }

  /** The line of a wait or its end: the kind of lock, and where; empty where that is not known. */
  lineOf(cls: number, stack: number): string {
    const site = this.#siteOf(stack);
    return site === "" ? "" : `${LOCK_NAMES.get(cls) ?? ""}${SEPARATOR}${site}`;
  }

  /** The lock of a line: of its lines the first by name at which somebody waited. */
  lockOf(line: string): string {
    const names = (this.#names ??= this.#named());
    return names.get(this.#sets.find(line)) ?? line;
  }

  #named(): Map<string, string> {
    const names = new Map<string, string>();
    for (const line of [...this.#waited].sort()) {
      const root = this.#sets.find(line);
      if (!names.has(root)) names.set(root, line);
    }
    return names;
  }
}

/** Where a line is, for people. */
export function siteOfLine(line: string): string {
  return line.slice(line.indexOf(SEPARATOR) + 1);
}
