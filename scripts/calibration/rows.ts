/** Labelled findings, one a line: what their confidence rests on, and whether they were right. */
import type { CauseFacts } from "../../src/analyse/confidence/features.ts";

export interface CalibrationRow extends CauseFacts {
  /** Findings of one project are left out together. */
  readonly project: string;
  /** It names the cause and its line. */
  readonly right: boolean;
}

const HEAD = "project,pattern,certainty,count,share,rank,explained,whole,right";
const CERTAINTIES = ["proof", "direct", "heuristic"] as const;

/** Rows → text, sorted, so that the same rows give the same bytes. */
export function rowsText(rows: readonly CalibrationRow[]): string {
  const bit = (value: boolean): string => (value ? "1" : "0");
  const lines = rows.map((r) =>
    [
      r.project,
      r.pattern,
      r.certainty,
      r.count,
      Number(r.share.toPrecision(3)),
      r.rank,
      bit(r.explained),
      bit(r.whole),
      bit(r.right),
    ].join(","),
  );
  return [HEAD, ...lines.toSorted()].join("\n") + "\n";
}

/** @throws Error for a line that is none */
export function readRows(text: string): CalibrationRow[] {
  const [head, ...lines] = text.trimEnd().split("\n");
  if (head !== HEAD) throw new Error("rows of another form");
  return lines.map((line) => {
    const [project, pattern, said, count, share, rank, explained, whole, right] = line.split(",");
    const certainty = CERTAINTIES.find((c) => c === said);
    if (project === undefined || pattern === undefined || certainty === undefined) {
      throw new Error(`not a row: ${line}`);
    }
    return {
      project,
      pattern,
      certainty,
      count: Number(count),
      share: Number(share),
      rank: Number(rank),
      explained: explained === "1",
      whole: whole === "1",
      right: right === "1",
    };
  });
}
