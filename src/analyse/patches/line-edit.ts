import type { GoFile } from "../source/go-file.ts";

/** One change of a source line; a patch is made of them, at most one for each line. */
export interface LineEdit {
  /** The file as the stacks print it. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** Replaces the line; an array of lines, without line ends, indentation included. */
  readonly replacement: readonly string[];
}

/** One change inside a text: the UTF-16 units from `start` to `end` become `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text edits of one file as edits of lines; undefined where two of them overlap. Edits of one line become one
 * edit, an edit over several lines leaves the later ones empty.
 */
export function lineEdits(
  file: Pick<GoFile, "path" | "text">,
  edits: readonly TextEdit[],
): readonly LineEdit[] | undefined {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const overlaps = sorted.some((edit, index) => edit.start < (sorted[index - 1]?.end ?? 0));
  if (overlaps) return undefined;
  const made: LineEdit[] = [];
  for (const group of groupedByLine(file.text, sorted)) {
    const [first] = group;
    const from = lineStart(file.text, first?.start ?? 0);
    const to = lineEnd(file.text, group.at(-1)?.end ?? 0);
    let text = "";
    let at = from;
    for (const edit of group) {
      text += file.text.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    text += file.text.slice(at, to);
    const line = lineOf(file.text, from);
    const count = lineOf(file.text, to) - line + 1;
    made.push({ path: file.path, line, replacement: text.split("\n") });
    for (let more = 1; more < count; more++) {
      made.push({ path: file.path, line: line + more, replacement: [] });
    }
  }
  return made;
}

/** A line of its own in front of a line, with that line's indentation. */
export function lineBefore(file: Pick<GoFile, "text">, line: number, text: string): TextEdit {
  const start = offsetOfLine(file.text, line);
  return { start, end: start, text: `${indentAt(file.text, start)}${text}\n` };
}

/** A line of its own behind a line; indented like it, and `deeper` by one more tabulator. */
export function lineAfter(
  file: Pick<GoFile, "text">,
  line: number,
  text: string,
  deeper = false,
): TextEdit {
  const start = offsetOfLine(file.text, line);
  const end = lineEnd(file.text, start);
  return { start: end, end, text: `\n${indentAt(file.text, start)}${deeper ? "\t" : ""}${text}` };
}

/** Takes a line out. */
export function withoutLine(file: Pick<GoFile, "path">, line: number): LineEdit {
  return { path: file.path, line, replacement: [] };
}

/** Edits of which some touch the same line belong together. */
function groupedByLine(text: string, sorted: readonly TextEdit[]): TextEdit[][] {
  const groups: TextEdit[][] = [];
  for (const edit of sorted) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (
      before !== undefined &&
      last !== undefined &&
      !text.slice(before.end, edit.start).includes("\n")
    ) {
      last.push(edit);
    } else groups.push([edit]);
  }
  return groups;
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at < 0 ? text.length : at;
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let left = line - 1; left > 0; left--) {
    const at = text.indexOf("\n", offset);
    if (at < 0) return text.length;
    offset = at + 1;
  }
  return offset;
}

function indentAt(text: string, offset: number): string {
  return /^[\t ]*/.exec(text.slice(offset, offset + 400))?.[0] ?? "";
}
