// The alphabet of cause patterns: what a pattern may say of an event, above the columns of a trace.

/** What happened. The order is the numbering in columns; add at the end. */
export const PATTERN_KINDS = [
  "create",
  "run",
  "stop",
  "park",
  "unpark",
  "exit",
  "syscall",
  "syscall_end",
  "range_begin",
  "range_end",
  "log",
  "region_begin",
  "region_end",
  "task_begin",
  "task_end",
  "status",
  "mark",
] as const;
export type PatternKind = (typeof PATTERN_KINDS)[number];
export const kindNumber = (kind: PatternKind): number => PATTERN_KINDS.indexOf(kind);

/**
 * What a goroutine waits for (park, and the unpark that ends it), or why it stopped running (stop). Refined from the
 * runtime's reason and the innermost frames. At most 31: sets of them are bits of one number.
 */
export const PATTERN_CLASSES = [
  "none",
  "lock",
  "rwlock_read",
  "rwlock_write",
  "once",
  "wait_group",
  "cond",
  "semaphore",
  "chan_send",
  "chan_receive",
  "select",
  "forever",
  "sleep",
  "network",
  "gc_assist",
  "gc",
  "system",
  "synctest",
  "preempted",
  "yield",
  "other",
] as const;
export type PatternClass = (typeof PATTERN_CLASSES)[number];
export const classNumber = (name: PatternClass): number => PATTERN_CLASSES.indexOf(name);

/** Names for several classes at once. */
export const CLASS_GROUPS: ReadonlyMap<string, readonly PatternClass[]> = new Map([
  ["chan", ["chan_send", "chan_receive"]],
  ["rwlock", ["rwlock_read", "rwlock_write"]],
  ["mutex", ["lock", "rwlock_read", "rwlock_write"]],
  ["sync", ["lock", "rwlock_read", "rwlock_write", "once", "wait_group", "semaphore"]],
]);

/**
 * Pattern events in columns. Goroutines are ids, -1 = none or the runtime; stacks and texts are the interner's
 * numbers, 0 = none. `text` is the reason (park, stop), the range's, region's or task's name, a log's category, a
 * status's state; `value` is a log's text.
 */
export interface PatternEvents {
  length: number;
  /** Number of the first row in the whole trace. */
  firstSeq: number;
  readonly timeNs: Float64Array;
  readonly kind: Uint8Array;
  readonly cls: Uint8Array;
  /** The goroutine that the event is about. */
  readonly g: Float64Array;
  /** create: the creator; unpark: the waker. */
  readonly by: Float64Array;
  readonly stack: Int32Array;
  readonly text: Int32Array;
  readonly value: Int32Array;
}

/** Empty columns for so many rows. */
export function patternEvents(rows: number): PatternEvents {
  return {
    length: 0,
    firstSeq: 0,
    timeNs: new Float64Array(rows),
    kind: new Uint8Array(rows),
    cls: new Uint8Array(rows),
    g: new Float64Array(rows),
    by: new Float64Array(rows),
    stack: new Int32Array(rows),
    text: new Int32Array(rows),
    value: new Int32Array(rows),
  };
}
