import { indentOf, rawLine } from "../classes/words.ts";
import type { Kinship, RaceFacts } from "../classes/race-facts.ts";
import type { GoFile } from "../source/go-file.ts";
import { childOf, type GoNode } from "../source/go-node.ts";
import { lineAfter, lineEdits, type LineEdit } from "./line-edit.ts";

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

/** `v := v` at the beginning of the loop's body, for what its iterations start at any depth. */
export function loopCopyInBody(
  file: GoFile,
  loop: GoNode,
  name: string,
): readonly LineEdit[] | undefined {
  const body = childOf(loop, "body");
  if (body === undefined || body.line === body.endLine) return undefined;
  return lineEdits(file, [lineAfter(file, body.line, `${name} := ${name}`, true)]);
}
