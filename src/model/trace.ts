// What a Go execution trace is to the rest of the program: chunks of ordered events in columns, the tables of a
// generation, and a summary of how much of the file could be read.
import type { Brand } from "./brand.ts";
import type { Diagnostic } from "./diagnostic.ts";

/**
 * A goroutine's place in per-goroutine arrays; -1 = none. It stays the goroutine's own from the event that makes it
 * known to its end, and until the end of the chunk it ended in; later another goroutine may get it.
 */
export type GoroutineSlot = Brand<number, "GoroutineSlot">;
/** A thread's place in the thread table; 0 = no thread. */
export type ThreadSlot = Brand<number, "ThreadSlot">;
/** Stack and string ids count within one generation; 0 = none. */
export type StackId = Brand<number, "StackId">;
export type StringId = Brand<number, "StringId">;

/** Goroutine states, numbered as Go's trace API numbers them. */
export const GO_STATES = [
  "Undetermined",
  "NotExist",
  "Runnable",
  "Running",
  "Waiting",
  "Syscall",
] as const;
export const PROC_STATES = ["Undetermined", "NotExist", "Running", "Idle"] as const;
export const GO = {
  undetermined: 0,
  notExist: 1,
  runnable: 2,
  running: 3,
  waiting: 4,
  syscall: 5,
} as const;
export const PROC = { undetermined: 0, notExist: 1, running: 2, idle: 3 } as const;

/** Row flag: the event contradicted what the file had said so far and was taken at its word. */
export const FLAG_REPAIRED = 1;

/** One call of a stack, the innermost first. */
export interface Frame {
  readonly pc: number;
  readonly func: string;
  readonly file: string;
  readonly line: number;
}

/** The strings and stacks of one generation, decoded when asked for. */
export interface GenerationTables {
  /** The text of a string id; "" for 0, undefined when the table does not hold it. */
  string(id: number): string | undefined;
  /** The frames of a stack id; empty for 0 and for ids that the table does not hold. */
  frames(id: number): readonly Frame[];
  /** Whether the table holds the stack. */
  hasStack(id: number): boolean;
}

/** A near-simultaneous reading of three clocks (Go 1.25 and later). */
export interface ClockSnapshot {
  /** Nanoseconds on the trace's clock. */
  readonly traceNs: bigint;
  readonly monoNs: bigint;
  readonly wallSec: bigint;
  readonly wallNsec: number;
}

/** One generation: about a second of the run, complete in itself. */
export interface TraceGeneration {
  readonly id: number;
  /** No end was found: the run died, or the file was cut. What it holds is real, but not all that happened. */
  readonly open: boolean;
  readonly tables: GenerationTables;
  readonly snapshot: ClockSnapshot | undefined;
  /** Converted from the format of Go 1.11 to 1.21: one generation for the whole trace. */
  readonly converted: boolean;
}

/** 64-bit ids in 32-bit words, `stride` words apart, low word first. */
export interface IdWords {
  readonly words: Uint32Array;
  readonly stride: number;
}

/** The reader's own memory. A visitor may take blocks of it; when that makes it grow, all views of it are dead. */
export interface ChunkMemory {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** A block, not cleared, aligned to 64. @throws where the memory cannot grow */
  readonly alloc: (bytes: number) => number;
  readonly release: (at: number, bytes: number) => void;
}

/**
 * Ordered events, a column each. Read them with the accessors of trace-columns.ts. A chunk is valid only until the
 * visitor returns: the next one uses the same memory.
 */
export interface EventChunk {
  readonly length: number;
  /** Where the columns lie, if WebAssembly can use them there. */
  readonly memory?: ChunkMemory | undefined;
  readonly generation: TraceGeneration;
  /** The trace clock at the first event: what `timeNs` counts from. */
  readonly originNs: bigint;
  /** Nanoseconds since the trace's first event; strictly increasing. */
  readonly timeNs: Float64Array;
  /** Type, state before, state after, flags: one byte each, lowest first. */
  readonly kind: Uint32Array;
  readonly thread: Int32Array;
  readonly proc: Int32Array;
  readonly goroutine: Int32Array;
  /** The goroutine slot or processor id that the event is about. */
  readonly subject: Int32Array;
  readonly stack: Uint32Array;
  /** GoCreate: the new goroutine's stack. UserLog: the value's string id. */
  readonly stack2: Uint32Array;
  readonly text: Uint32Array;
  /** 64-bit payloads, two words a row. */
  readonly value: Uint32Array;
  readonly value2: Uint32Array;
  readonly goroutineIds: IdWords;
  readonly threadIds: IdWords;
}

/**
 * Finished waits of goroutines, in the order in which they ran again: park → unpark → run. Stack and text numbers are
 * the interner's (trace-interner.ts); goroutines are ids, -1 = none. Like a chunk, valid until the visitor returns.
 */
export interface EdgeChunk {
  readonly length: number;
  readonly goroutine: Float64Array;
  readonly parkNs: Float64Array;
  readonly wokenNs: Float64Array;
  readonly ranNs: Float64Array;
  /** The goroutine that woke it; -1 when the runtime did (timers, network, collector). */
  readonly waker: Float64Array;
  readonly reason: Uint32Array;
  readonly parkStack: Uint32Array;
  readonly wakeStack: Uint32Array;
  /** Not 0 when an event of the edge is repaired or lies in a generation without end. */
  readonly doubt: Uint32Array;
}

/** Something that reads a trace in one pass. Several share a pass. */
export interface TraceVisitor {
  /** Event types (EV) it looks at; absent: all. Rows of other types may still come. */
  readonly wants?: readonly number[];
  chunk?(chunk: EventChunk): void;
  /** Waits that ended; comes before the chunk that holds the events of their ends. */
  edges?(edges: EdgeChunk): void;
  /** The generation that the last chunks belonged to is over. */
  generationEnd?(generation: TraceGeneration): void;
}

export type TraceStatus = "intact" | "truncated" | "damaged";

/** The first thing that was wrong with the file. */
export interface TraceFault {
  /** Kebab-case, stable. */
  readonly code: string;
  readonly message: string;
  /** Byte offset in the (decompressed) file at or near which it lies. */
  readonly offset: number;
  readonly generation: number | undefined;
}

export interface GenerationSummary {
  readonly id: number;
  readonly open: boolean;
  readonly startNs: number;
  readonly endNs: number;
  /** Events as Go's reader counts them: what it emits, sync events included. */
  readonly events: number;
  readonly repaired: number;
  readonly bytes: number;
}

/** How much of a trace there was, and what state it was in. */
export interface TraceSummary {
  readonly file: string;
  /** As the header says it: "1.26". Go 1.24 writes 1.23. */
  readonly goVersion: string | undefined;
  readonly status: TraceStatus;
  readonly fault: TraceFault | undefined;
  /** Events as Go's reader counts them (sync events included), plus those that only repair could give. */
  readonly events: number;
  /** Of these, the ones that contradicted what was known and were taken at their word. */
  readonly repaired: number;
  /** Events that lie in a generation without end. */
  readonly openEvents: number;
  readonly syncs: number;
  readonly generations: readonly GenerationSummary[];
  /** GOMAXPROCS as the trace says it, or undefined when it does not. */
  readonly gomaxprocs: number | undefined;
  /** The trace clock at the first event. */
  readonly originNs: bigint;
  /** The last event, in nanoseconds since the first. */
  readonly lastEventNs: number;
  readonly snapshot: ClockSnapshot | undefined;
  readonly bytes: number;
  readonly diagnostics: readonly Diagnostic[];
}
