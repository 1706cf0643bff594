import type { LineEdit } from "./line-edit.ts";

/** Lines of context around a change. */
const CONTEXT = 3;

export interface EditedFile {
  /** As in the edits. */
  readonly path: string;
  /** The name in the patch: relative to the repository root. */
  readonly file: string;
  readonly text: string;
}

/**
 * A unified diff (`git apply` takes it) of the edits, or undefined where a file or a line is not there. It is
 * not checked: only a patch with which the package compiles may be shown.
 */
export function unifiedDiff(
  edits: readonly LineEdit[],
  fileOf: (path: string) => EditedFile | undefined,
): string | undefined {
  const parts: string[] = [];
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const file = fileOf(path);
    const own = edits.filter((edit) => edit.path === path).toSorted((a, b) => a.line - b.line);
    const hunks = file && hunksOf(file.text.split("\n"), own);
    if (file === undefined || hunks === undefined) return undefined;
    parts.push(`--- a/${file.file}\n+++ b/${file.file}\n${hunks}`);
  }
  return parts.length === 0 ? undefined : parts.join("");
}

/** The edited text of one file; undefined where a line is not there. */
export function applyEdits(text: string, edits: readonly LineEdit[]): string | undefined {
  const lines = text.split("\n");
  for (const edit of edits.toSorted((a, b) => b.line - a.line)) {
    if (edit.line < 1 || edit.line > lines.length) return undefined;
    lines.splice(edit.line - 1, 1, ...edit.replacement);
  }
  return lines.join("\n");
}

function hunksOf(lines: readonly string[], edits: readonly LineEdit[]): string | undefined {
  // A text that ends with a line end has one empty piece behind it, which is not a line.
  const count = lines.at(-1) === "" ? lines.length - 1 : lines.length;
  // gofmt ends every file with a line end; a patch of a file without one needs a mark that nobody tests.
  if (count === lines.length) return undefined;
  let shift = 0;
  let out = "";
  for (const group of grouped(edits)) {
    const first = Math.max(1, (group[0]?.line ?? 1) - CONTEXT);
    const last = Math.min(count, (group.at(-1)?.line ?? 1) + CONTEXT);
    const body = new HunkBody();
    let added = 0;
    for (let number = first; number <= last; number++) {
      const text = lines[number - 1];
      if (text === undefined) return undefined;
      const edit = group.find((one) => one.line === number);
      body.line(text, edit?.replacement ?? [text]);
      added += (edit?.replacement.length ?? 1) - 1;
    }
    const oldLength = last - first + 1;
    const header = `@@ -${first},${oldLength} +${first + shift},${oldLength + added} @@`;
    out += `${header}\n${body.text()}\n`;
    shift += added;
  }
  return edits.every(({ line }) => line >= 1 && line <= count) ? out : undefined;
}

/** What a run of changed lines loses comes before what it gets, as diff prints it. */
class HunkBody {
  readonly #lines: string[] = [];
  #removed: string[] = [];
  #added: string[] = [];

  /** A kept line stays context: inserting in front of it is not a change of it. */
  line(before: string, after: readonly string[]): void {
    const kept = after.indexOf(before);
    if (kept < 0) {
      this.#removed.push(`-${before}`);
      this.#added.push(...after.map((text) => `+${text}`));
      return;
    }
    this.#added.push(...after.slice(0, kept).map((text) => `+${text}`));
    this.#flush();
    this.#lines.push(` ${before}`);
    this.#added.push(...after.slice(kept + 1).map((text) => `+${text}`));
  }

  text(): string {
    this.#flush();
    return this.#lines.join("\n");
  }

  #flush(): void {
    this.#lines.push(...this.#removed, ...this.#added);
    this.#removed = [];
    this.#added = [];
  }
}

/** Edits whose contexts touch make one hunk. */
function grouped(edits: readonly LineEdit[]): LineEdit[][] {
  const groups: LineEdit[][] = [];
  for (const edit of edits) {
    const last = groups.at(-1);
    const previous = last?.at(-1);
    if (last !== undefined && previous !== undefined && edit.line - previous.line <= 2 * CONTEXT) {
      last.push(edit);
    } else groups.push([edit]);
  }
  return groups;
}
