import type { ByteRange } from "./byte-source.ts";

/**
 * `info`: worth knowing. `warning`: the answer may be less exact. `data-loss`: something that was written is
 * not in the result, and a verdict that rests on it is not complete.
 */
export type DiagnosticSeverity = "info" | "warning" | "data-loss";

/** What a stage has to say about its input, counted so that a million equal ones stay one line. */
export interface Diagnostic {
  /** Kebab-case, stable, e.g. `race-report-cut`. */
  readonly code: string;
  readonly severity: DiagnosticSeverity;
  /** One sentence: what happened, why, and what to do where there is something to do. */
  readonly message: string;
  /** The first place it was seen. */
  readonly at?: ByteRange | undefined;
  readonly count: number;
}

/** The result of reading foreign bytes: always a value, never an exception. */
export interface Parsed<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}
