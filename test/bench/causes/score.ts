/** What counts as right: the pattern's name, and a line of its path within two of a planted one. */
import type { MatchFinding } from "../../../src/model/pattern-match.ts";
import type { CauseLabel } from "./labels.ts";
import type { ProgramRun } from "./run-programs.ts";

const LINES_OFF_MAX = 2;

/** The pattern and the site are the planted ones. */
export function isRight(finding: MatchFinding, label: CauseLabel): boolean {
  const file = `/${label.program}_test.go`;
  return (
    finding.pattern === label.pattern &&
    finding.steps.some(
      ({ at }) =>
        at?.file.endsWith(file) === true &&
        label.lines.some((line) => Math.abs(line - at.line) <= LINES_OFF_MAX),
    )
  );
}

/** The lines of the path, for people. */
export function siteOf(finding: MatchFinding, label: CauseLabel): string {
  const lines = finding.steps.flatMap(({ at }) => {
    if (at === undefined) return [];
    const own = at.file.endsWith(`/${label.program}_test.go`);
    return [own ? String(at.line) : `${at.file.slice(at.file.lastIndexOf("/") + 1)}:${at.line}`];
  });
  return ` [${[...new Set(lines)].join(",")}]`;
}

interface Row {
  first: number;
  any: number;
  runs: number;
}

export class Score {
  readonly rows = new Map<string, Row>();
  hits = 0;
  any = 0;
  planted = 0;
  said = 0;
  clean = 0;
  cleanSaid = 0;

  add({ label }: ProgramRun, found: readonly MatchFinding[]): void {
    const [first] = found;
    if (first !== undefined) this.said += 1;
    if (label.pattern === undefined) {
      this.clean += 1;
      if (first !== undefined) this.cleanSaid += 1;
      return;
    }
    const row = this.rows.get(label.pattern) ?? { first: 0, any: 0, runs: 0 };
    this.rows.set(label.pattern, row);
    row.runs += 1;
    this.planted += 1;
    if (found.some((f) => isRight(f, label))) {
      row.any += 1;
      this.any += 1;
    }
    if (first === undefined || !isRight(first, label)) return;
    row.first += 1;
    this.hits += 1;
  }
}
