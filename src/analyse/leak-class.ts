/** The class of a goroutine that a tool or the collector calls leaked, by what it waits for and no more. */
import type { FindingClass } from "../model/classes.ts";
import type { FindingCode } from "../model/codes.ts";
import type { StackFrame } from "../model/race-report.ts";
import type { WaitKind } from "./leaks/wait.ts";

export interface LeakClass {
  readonly class: FindingClass;
  readonly code: FindingCode;
}

const BY_WAIT: ReadonlyMap<WaitKind, LeakClass> = new Map([
  ["send", { class: "channel-send", code: "RG2004" }],
  ["nil-send", { class: "channel-send", code: "RG2004" }],
  ["receive", { class: "channel-receive", code: "RG2005" }],
  ["nil-receive", { class: "channel-receive", code: "RG2005" }],
  ["select", { class: "select-orphan", code: "RG2007" }],
  ["select-none", { class: "select-orphan", code: "RG2007" }],
  ["waitgroup", { class: "waitgroup", code: "RG2008" }],
  ["cond", { class: "cond", code: "RG2009" }],
]);

/** Locks have no class of their own here: who holds them is not known. */
export function leakClassOf(kind: WaitKind): LeakClass {
  return BY_WAIT.get(kind) ?? { class: "unclassified", code: "RG2000" };
}

/** The status that a dump would print of a stack of a profile, which has none. */
export function statusOfFrames(frames: readonly StackFrame[]): string {
  const names = frames.map((frame) => frame.function);
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/^runtime\.chansend/)) return "chan send";
  if (has(/^runtime\.chanrecv/)) return "chan receive";
  if (has(/^runtime\.selectgo$/)) return "select";
  if (has(/^runtime\.block$/)) return "select (no cases)";
  return "sync";
}
