import { GO } from "../../model/trace.ts";

export type StateName = "running" | "runnable" | "waiting" | "syscall" | "unknown";

const NAMES = new Map<number, StateName>([
  [GO.running, "running"],
  [GO.runnable, "runnable"],
  [GO.waiting, "waiting"],
  [GO.syscall, "syscall"],
]);

/** The word of the documents for a GO state. */
export function stateName(state: number): StateName {
  return NAMES.get(state) ?? "unknown";
}
