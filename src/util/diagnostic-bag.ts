import type { ByteRange } from "../model/byte-source.ts";
import type { Diagnostic, DiagnosticSeverity } from "../model/diagnostic.ts";

/** Different codes that are kept: more is a defect of the caller, and still bounded. */
const CODES_MAX = 1000;

/** Counts what a stage has to say, one entry per code and message, in the order of first sight. */
export class DiagnosticBag {
  readonly #entries = new Map<string, { diagnostic: Diagnostic; count: number }>();

  add(code: string, severity: DiagnosticSeverity, message: string, at?: ByteRange): void {
    const key = `${code}\n${message}`;
    const known = this.#entries.get(key);
    if (known !== undefined) {
      known.count += 1;
      return;
    }
    if (this.#entries.size >= CODES_MAX) return;
    const diagnostic: Diagnostic = { code, severity, message, at, count: 1 };
    this.#entries.set(key, { diagnostic, count: 1 });
  }

  /** What was added so far. */
  list(): Diagnostic[] {
    return [...this.#entries.values()].map((entry) => ({
      ...entry.diagnostic,
      count: entry.count,
    }));
  }
}
