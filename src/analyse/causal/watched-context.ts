// Whether a function looks at the context that it takes, by its source: what a trace cannot show. A goroutine that
// polls ctx.Err() leaves nothing in a trace, so one that was not woken by a cancellation is only a candidate until its
// source says that it never looks.
import type { StackFrame } from "../../model/race-report.ts";
import { contextUse } from "../source/contexts.ts";
import { descendants } from "../source/go-node.ts";
import type { GoSource } from "../source/go-source.ts";

export type ContextWatch =
  /** It takes a context and its source does not use it at all. */
  | "never"
  /** It takes a context and neither asks Done nor Err; it hands it on. */
  | "hands-on"
  /** It asks Done or Err somewhere. */
  | "looks"
  /** It takes no context; a literal may use one of the function around it. */
  | "takes-none";

/** Of the function in which the frame stands; undefined where its source is not at hand. */
export function contextWatch(
  source: GoSource | undefined,
  frame: StackFrame | undefined,
): ContextWatch | undefined {
  const file = frame === undefined ? undefined : source?.file(frame.file);
  if (frame === undefined || file === undefined) return undefined;
  const owner = source?.enclosingFunction(frame.file, frame.line, frame.function);
  if (owner === undefined) return undefined;
  const { parameter, doneLines, errLines } = contextUse(file, owner);
  if (doneLines.length > 0 || errLines.length > 0) return "looks";
  if (parameter === undefined) return "takes-none";
  if (parameter === "_" || parameter === "" || owner.body === undefined) return "never";
  for (const node of descendants(owner.body)) {
    if (node.type === "identifier" && node.text === parameter) return "hands-on";
  }
  return "never";
}

/** For a goroutine that a cancellation did not wake. */
export const WATCH_WORDS: Readonly<Record<ContextWatch, string>> = {
  never: "its function takes a context and never uses it",
  "hands-on": "its function takes a context, hands it on, and asks neither Done nor Err itself",
  looks: "its function asks Done or Err somewhere, but not where it waits",
  "takes-none": "its function takes no context",
};
