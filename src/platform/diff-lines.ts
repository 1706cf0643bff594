/** A line of the new side of a diff: its text, and which hunk shows it. */
export interface DiffLine {
  readonly text: string;
  readonly hunk: number;
}

const HUNK = /^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@/;

/**
 * The lines of a file that a diff shows on its new side, by number: comments can stand on these and on no others.
 * The text is `patch` of a changed file in GitHub's API: the hunks of a unified diff without the file's head.
 */
export function newSideOf(patch: string): ReadonlyMap<number, DiffLine> {
  const lines = new Map<number, DiffLine>();
  let hunk = 0;
  let next = 0;
  for (const line of patch.split("\n")) {
    const start = HUNK.exec(line)?.[1];
    if (start !== undefined) {
      hunk += 1;
      next = Number(start);
    } else if (hunk > 0 && (line.startsWith(" ") || line.startsWith("+"))) {
      lines.set(next, { text: line.slice(1), hunk });
      next += 1;
    }
  }
  return lines;
}
