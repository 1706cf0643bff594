import type { InitLine, SchedLine } from "../model/sched.ts";
import { InitTraceReader } from "./inittrace.ts";
import { schedLineOf } from "./schedtrace.ts";

/** The runtime's own trace lines in the text of one process, kept up to a limit. */

const LINES_MAX = 10_000;

interface Kept<T> {
  readonly lines: T[];
  dropped: number;
}

export class RuntimeLines {
  readonly sched: Kept<SchedLine> = { lines: [], dropped: 0 };
  readonly init: Kept<InitLine> = { lines: [], dropped: 0 };
  readonly #init = new InitTraceReader();

  /** The next line; most cost two comparisons. */
  line(line: string): void {
    const begun = this.#init.line(line);
    if (begun !== undefined) keep(this.init, begun);
    else if (line.startsWith("SCHED ")) {
      const sched = schedLineOf(line);
      if (sched !== undefined) keep(this.sched, sched);
    }
  }
}

function keep<T>(kept: Kept<T>, line: T): void {
  if (kept.lines.length < LINES_MAX) kept.lines.push(line);
  else kept.dropped += 1;
}
