// What the runtime printed of itself, where the run asked for it: the scheduler's samples and what package
// initialisation cost. Facts beside the findings; they close no gate.
import type { RunSummary } from "../../model/findings-document.ts";
import { count } from "./words.ts";

export interface RuntimeTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What is not in the rows; empty for nothing. */
  readonly foot: string;
}

const SCHEDULERS_SHOWN = 5;

/** One table for each kind of line that was printed; none where nothing was. */
export function runtimeTables({ runtime }: RunSummary): readonly RuntimeTable[] {
  if (runtime === undefined) return [];
  const { inits, initPackages, schedulers } = runtime;
  const tables: RuntimeTable[] = [];
  if (schedulers.length > 0) {
    const shown = schedulers.slice(0, SCHEDULERS_SHOWN);
    const more = schedulers.length - shown.length;
    tables.push({
      title: "Scheduler (schedtrace)",
      head: [
        "package",
        "samples",
        "idle processors",
        "most in run queues",
        "none idle, some waiting",
      ],
      rows: shown.map((one) => [
        one.package,
        `${one.samples}`,
        `${one.idleMean.toFixed(1)} of ${one.gomaxprocs}`,
        one.runnableMax === 0 ? "0" : `${one.runnableMax} at ${one.runnableMaxAtMs} ms`,
        count(one.saturated, "sample"),
      ]),
      foot: more === 0 ? "" : `${count(more, "more package")} in findings.json`,
    });
  }
  if (inits.length > 0) {
    const more = initPackages - inits.length;
    tables.push({
      title: "Package initialisation (inittrace), the slowest first",
      head: ["package", "longest", "began at", "allocated", "processes"],
      rows: inits.map((one) => [
        one.package,
        `${one.longestMs} ms`,
        `${one.atMs} ms`,
        one.bytes === undefined ? "" : `${one.bytes} bytes`,
        `${one.processes}`,
      ]),
      foot: more === 0 ? "" : `${count(more, "quicker package")} not shown`,
    });
  }
  return tables;
}
