/**
 * Labelled rows from the GoKer runs in the corpora: where goroutines were left blocked is known by file and line. Only
 * patterns whose right answer those labels tell are taken.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CalibrationRow } from "../../../scripts/calibration/rows.ts";
import { findingFacts } from "../../../src/analyse/confidence/of-finding.ts";
import { causeFacts } from "../../../src/analyse/confidence/judge.ts";
import { analyse } from "../../../src/analyse/index.ts";
import type { Artifact, Capture } from "../../../src/model/capture.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { corpusFolder } from "../corpora/corpus-files.ts";
import { engineCauses, sourceOf } from "./match-trace.ts";

const TOLD: ReadonlySet<string> = new Set(["goroutine-leak", "cond-missed-signal"]);
const LINES_OFF_MAX = 2;

/** Causes of deadlocks, by what the corpus calls them. */
const DEADLOCKS: ReadonlyMap<string, string> = new Map([
  ["ab-ba-deadlock", "AB-BA deadlock"],
  ["double-lock", "Double locking"],
  ["rwmutex-recursive", "RWR deadlock"],
]);

interface Label {
  readonly kernel: string;
  readonly subtype: string;
  readonly blockedAtEnd: readonly { readonly frame: string }[] | null;
  readonly evidenceRuns: readonly string[];
  readonly noEvidenceRuns: readonly string[];
}

/** Rows of every run; none where the corpus is absent. */
export async function gokerRows(): Promise<CalibrationRow[]> {
  const folder = corpusFolder("goker");
  if (folder === undefined) return [];
  const rows: CalibrationRow[] = [];
  for (const name of readdirSync(join(folder, "labels")).toSorted()) {
    const label = JSON.parse(readFileSync(join(folder, "labels", name), "utf8")) as Label;
    for (const run of [...label.evidenceRuns, ...label.noEvidenceRuns]) {
      const where = join(folder, "runs", label.kernel, run);
      const evidence = label.evidenceRuns.includes(run);
      rows.push(...(await traceRows(where, label, evidence)));
      rows.push(...(await findingRows(where, label, evidence)));
    }
  }
  return rows;
}

const projectOf = ({ kernel }: Label): string => `goker-${kernel.split("_")[0]}`;

async function traceRows(
  where: string,
  label: Label,
  evidence: boolean,
): Promise<CalibrationRow[]> {
  const trace = join(where, "trace.out");
  if (!existsSync(trace)) return [];
  const found = await engineCauses(trace);
  return causeFacts(found, true).flatMap((fact, i) => {
    if (!TOLD.has(fact.pattern)) return [];
    const places = found[i]!.steps.flatMap(({ at }) => (at === undefined ? [] : [at]));
    const right = evidence && places.some((at) => isBlockedPlace(at, label));
    return [{ ...fact, project: projectOf(label), right }];
  });
}

async function findingRows(
  where: string,
  label: Label,
  evidence: boolean,
): Promise<CalibrationRow[]> {
  const { drafts } = analyse(await parseRun(captureOf(where)));
  return drafts.flatMap((draft) => {
    if (draft.cause === undefined) return [];
    const right = evidence && isRightCause(draft.cause.pattern, draft, label);
    return [{ ...findingFacts(draft.cause, draft), project: projectOf(label), right }];
  });
}

function isRightCause(pattern: string, draft: DraftFinding, label: Label): boolean {
  const deadlock = DEADLOCKS.get(pattern);
  if (deadlock !== undefined) return deadlock === label.subtype;
  return draft.locations.some((at) => isBlockedPlace(at, label));
}

function captureOf(folder: string): Capture {
  const artifacts = ["stdout.json", "trace.out"]
    .filter((name) => existsSync(join(folder, name)))
    .map((name) => {
      const bytes = sourceOf(join(folder, name));
      const artifact: Artifact = { path: name, kind: "text", sizeBytes: bytes.size ?? 0 };
      return { artifact, bytes };
    });
  return { manifest: undefined, artifacts };
}

function isBlockedPlace(
  at: { readonly file: string; readonly line?: number | undefined },
  label: Label,
): boolean {
  return (label.blockedAtEnd ?? []).some(({ frame }) => {
    const [file = "", line] = frame.split(":");
    return (
      at.file.split("/").at(-1) === file && Math.abs((at.line ?? 0) - Number(line)) <= LINES_OFF_MAX
    );
  });
}
