import { indentOf, rawLine } from "../classes/words.ts";
import type { RaceFacts } from "../classes/race-facts.ts";
import type { WaitGroupCall } from "../source/wait-groups.ts";
import type { LineEdit } from "./line-edit.ts";

/** `wg.Add(1)` out of the goroutine that it counts, in front of the go statement. */
export function addBeforeGo(facts: RaceFacts, add: WaitGroupCall): readonly LineEdit[] | undefined {
  const path = facts.kin?.child.user?.file;
  const start = facts.kin?.creationLine;
  if (path === undefined || start === undefined || add.goroutine?.line !== start) return undefined;
  const goLine = rawLine(facts, path, start);
  const addLine = rawLine(facts, path, add.line);
  if (goLine === undefined || addLine?.trim() !== add.node.text) return undefined;
  return [
    { path, line: start, replacement: [`${indentOf(goLine)}${add.node.text}`, goLine] },
    { path, line: add.line, replacement: [] },
  ];
}
