import { indentOf, rawLine } from "../classes/words.ts";
import type { Kinship, RaceFacts } from "../classes/race-facts.ts";
import type { Declaration } from "../source/declarations.ts";
import type { GoFile } from "../source/go-file.ts";
import { childOf, within } from "../source/go-node.ts";
import { lineAfter, lineEdits, type LineEdit } from "./line-edit.ts";
import { changes } from "./variable-uses.ts";

/** `v := v` before the go statement: each goroutine gets a variable of its own (before Go 1.22). */
export function loopCopy(
  facts: RaceFacts,
  kin: Kinship,
  file: GoFile,
  variable: Declaration,
): readonly LineEdit[] | undefined {
  const { name } = variable;
  if (!isLeftAlone(file, variable)) return undefined;
  const path = kin.child.user?.file;
  const line = kin.creationLine;
  const text = path === undefined ? undefined : rawLine(facts, path, line);
  if (path === undefined || text === undefined) return undefined;
  return [{ path, line, replacement: [`${indentOf(text)}${name} := ${name}`, text] }];
}

/** `v := v` at the beginning of the loop's body, for what its iterations start at any depth. */
export function loopCopyInBody(
  file: GoFile,
  variable: Declaration,
): readonly LineEdit[] | undefined {
  const { name } = variable;
  const body = childOf(variable.loop?.statement, "body");
  if (body === undefined || body.line === body.endLine) return undefined;
  if (!isLeftAlone(file, variable)) return undefined;
  return lineEdits(file, [lineAfter(file, body.line, `${name} := ${name}`, true)]);
}

/** The loop's body, and what it starts, only reads the variable: a copy then has the same value for all its life. */
function isLeftAlone(file: GoFile, variable: Declaration): boolean {
  const body = childOf(variable.loop?.statement, "body");
  if (body === undefined) return false;
  return file.declarations.usesOf(variable).every((use) => !within(use, body) || !changes(use));
}
