// A goroutine's way from a cancellation to its end as a bar of characters.

export interface WaterfallTimes {
  readonly wokenNs: number;
  readonly ranNs: number | undefined;
  /** Undefined: not seen. */
  readonly endedNs: number | undefined;
}

/** `.` until woken, `-` until it ran, `=` until it ended; `firedNs` is the left border, `lastNs` the right one. */
export function waterfallBar(
  { wokenNs, ranNs, endedNs }: WaterfallTimes,
  firedNs: number,
  lastNs: number,
  columns: number,
): string {
  const scale = Math.max(1, (lastNs - firedNs) / columns);
  const column = (ns: number): number => Math.min(columns, Math.round((ns - firedNs) / scale));
  const woken = column(wokenNs);
  const ran = column(ranNs ?? wokenNs);
  const ended = endedNs === undefined ? columns : column(endedNs);
  const text = ".".repeat(woken) + "-".repeat(ran - woken) + "=".repeat(Math.max(0, ended - ran));
  return `|${text.padEnd(columns)}${endedNs === undefined ? ">" : "|"}`;
}
