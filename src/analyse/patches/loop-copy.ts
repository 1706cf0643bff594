import { indentOf, rawLine } from "../classes/words.ts";
import type { Kinship, RaceFacts } from "../classes/race-facts.ts";
import type { LineEdit } from "./line-edit.ts";

/** `v := v` in front of the go statement: each goroutine gets a variable of its own (before Go 1.22). */
export function loopCopy(
  facts: RaceFacts,
  kin: Kinship,
  name: string,
): readonly LineEdit[] | undefined {
  const path = kin.child.user?.file;
  const line = kin.creationLine;
  const text = path === undefined ? undefined : rawLine(facts, path, line);
  if (path === undefined || text === undefined) return undefined;
  return [{ path, line, replacement: [`${indentOf(text)}${name} := ${name}`, text] }];
}
