import type { SchedLine } from "../model/sched.ts";

/** Reads the lines of `GODEBUG=schedtrace=N` (runtime/proc.go, schedtrace). Unknown keys are kept. */

const KEYS_MAX = 64;
const QUEUES_MAX = 4096;
const LINE_MAX = 64 * 1024;

/** One line; undefined where it is none. A line that another writer cut yields what is whole in it. */
export function schedLineOf(line: string): SchedLine | undefined {
  if (!line.startsWith("SCHED ") || line.length > LINE_MAX) return undefined;
  const head = /^SCHED ([0-9]{1,15})ms: /.exec(line);
  if (head === null) return undefined;
  const rest = line.slice(head[0].length);
  const values = new Map<string, number>();
  for (const match of rest.matchAll(/(?:^| )([a-z]{1,40})=([0-9]{1,15})(?= |$)/g)) {
    if (values.size < KEYS_MAX) values.set(match[1] ?? "", Number(match[2]));
  }
  // The queues' list has no name before it; another list (schedticks) has one.
  const list = /(?:^| )\[([0-9 ]{0,20000})\]/.exec(rest);
  const queues = (list?.[1] ?? "").split(" ").filter((word) => word !== "");
  return {
    timeMs: Number(head[1]),
    values,
    queues: queues.slice(0, QUEUES_MAX).map(Number),
  };
}
