// A unified diff taken apart into places: one for each hunk, from its first changed line to its last.

export interface PatchedPlace {
  /** Relative to the repository root. */
  readonly file: string;
  /** 1-based line of the old file. */
  readonly startLine: number;
  /** At least one line each; a pure insertion or deletion takes a neighbouring line with it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const FILE = "+++ b/";
const HUNK = /^@@ -(\d{1,9})(?:,\d{1,9})? \+\d{1,9}(?:,\d{1,9})? @@/;

/** The places of a patch as racegate writes it; none where a line of it is not understood. */
export function patchedPlaces(patch: string): readonly PatchedPlace[] {
  const places: PatchedPlace[] = [];
  let file: string | undefined;
  let hunk: { startLine: number; lines: string[] } | undefined;
  const finish = (): boolean => {
    if (hunk === undefined) return true;
    const place = file === undefined ? undefined : placeOf(file, hunk.startLine, hunk.lines);
    hunk = undefined;
    if (place !== undefined) places.push(place);
    return place !== undefined;
  };
  for (const line of patch.split("\n")) {
    const start = HUNK.exec(line)?.[1];
    const begins = start !== undefined || line.startsWith("--- a/") || line.startsWith(FILE);
    if (begins && !finish()) return [];
    if (start !== undefined) hunk = { startLine: Number(start), lines: [] };
    else if (line.startsWith(FILE)) file = line.slice(FILE.length);
    else if (/^[-+ ]/.test(line)) hunk?.lines.push(line);
    else if (line !== "") return [];
  }
  return finish() ? places : [];
}

function placeOf(
  file: string,
  startLine: number,
  lines: readonly string[],
): PatchedPlace | undefined {
  const isChange = (text: string): boolean => !text.startsWith(" ");
  let first = lines.findIndex(isChange);
  let last = lines.findLastIndex(isChange);
  if (first < 0) return undefined;
  const within = (sign: string): string[] =>
    lines.slice(first, last + 1).flatMap((text) => (text.startsWith(sign) ? [] : [text.slice(1)]));
  if (within("+").length === 0 || within("-").length === 0) {
    // The line behind, since what is put in front of it speaks of it; at the file's end the one before.
    if (last + 1 < lines.length) last += 1;
    else first -= 1;
  }
  if (first < 0) return undefined;
  const skipped = lines.slice(0, first).filter((text) => !text.startsWith("+")).length;
  const [before, after] = [within("+"), within("-")];
  return { file, startLine: startLine + skipped, before, after };
}
