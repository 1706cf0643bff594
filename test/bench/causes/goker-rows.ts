/**
 * Labelled rows from the GoKer runs in the corpora: where goroutines were left blocked is known by file and line. Only
 * patterns whose right answer those labels tell are taken.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CalibrationRow } from "../../../scripts/calibration/rows.ts";
import { causeFacts } from "../../../src/analyse/confidence/judge.ts";
import type { MatchFinding } from "../../../src/model/pattern-match.ts";
import { corpusFolder } from "../corpora/corpus-files.ts";
import { engineCauses } from "./match-trace.ts";

const TOLD: ReadonlySet<string> = new Set(["goroutine-leak", "cond-missed-signal"]);
const LINES_OFF_MAX = 2;

interface Label {
  readonly kernel: string;
  readonly blockedAtEnd: readonly { readonly frame: string }[] | null;
  readonly evidenceRuns: readonly string[];
  readonly noEvidenceRuns: readonly string[];
}

/** Rows of every run with a trace; none where the corpus is absent. */
export async function gokerRows(): Promise<CalibrationRow[]> {
  const folder = corpusFolder("goker");
  if (folder === undefined) return [];
  const rows: CalibrationRow[] = [];
  for (const name of readdirSync(join(folder, "labels")).toSorted()) {
    const label = JSON.parse(readFileSync(join(folder, "labels", name), "utf8")) as Label;
    for (const run of [...label.evidenceRuns, ...label.noEvidenceRuns]) {
      const trace = join(folder, "runs", label.kernel, run, "trace.out");
      if (!existsSync(trace)) continue;
      const found = await engineCauses(trace);
      const evidence = label.evidenceRuns.includes(run);
      for (const [i, fact] of causeFacts(found, true).entries()) {
        if (!TOLD.has(fact.pattern)) continue;
        const right = evidence && isBlockedPlace(found[i]!, label);
        rows.push({ ...fact, project: `goker-${label.kernel.split("_")[0]}`, right });
      }
    }
  }
  return rows;
}

function isBlockedPlace(finding: MatchFinding, label: Label): boolean {
  const places = (label.blockedAtEnd ?? []).map(({ frame }) => {
    const [file = "", line] = frame.split(":");
    return { file, line: Number(line) };
  });
  return finding.steps.some(({ at }) =>
    places.some(
      ({ file, line }) =>
        at?.file.endsWith(`/${file}`) === true && Math.abs(at.line - line) <= LINES_OFF_MAX,
    ),
  );
}
