/**
 * Patches of race findings that may be shown once somebody has compiled them. Analysis cannot run a compiler:
 * `patchCandidates` says what to check, the rim checks it (go vet with -overlay, say) and hands the diffs that
 * passed back as `acceptedPatches`. A finding shows a patch only then.
 */
import type { ParsedRun } from "../model/parsed-run.ts";
import type { ClassifiedRace } from "./classes/classify.ts";
import { applyEdits, unifiedDiff, type EditedFile } from "./classes/patch.ts";
import { createContext } from "./context.ts";
import type { Places } from "./places.ts";
import type { GoSource } from "./source/go-source.ts";

export interface PatchCandidate {
  /** Import path of the package to compile, its tests included. */
  readonly package: string;
  /** The unified diff; it is also what names the candidate. */
  readonly diff: string;
  /** The changed files, whole: `path` as the reports print it, `file` relative to the repository root. */
  readonly files: readonly EditedFile[];
}

/** Every patch that the run's races propose, each once, in the order of the run. */
export function patchCandidates(
  run: ParsedRun,
  source: GoSource | undefined,
): readonly PatchCandidate[] {
  const context = createContext(run, source);
  const candidates = new Map<string, PatchCandidate>();
  for (const group of context.raceGroups) {
    const found = context.raceClassifier.classify(group);
    const candidate = found && candidateOf(found, run, context.places);
    if (candidate !== undefined) candidates.set(candidate.diff, candidate);
  }
  return [...candidates.values()];
}

/** The patch of one classified race; undefined where its class has none, or a file is not at hand. */
export function candidateOf(
  found: ClassifiedRace,
  run: ParsedRun,
  places: Places,
): PatchCandidate | undefined {
  const edits = found.fix.edits ?? [];
  const fileOf = (path: string): EditedFile | undefined => {
    const kept = run.sources.get(path);
    return kept && { path, file: kept.file, text: kept.text };
  };
  const diff = unifiedDiff(edits, fileOf);
  if (diff === undefined) return undefined;
  const files: EditedFile[] = [];
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const file = fileOf(path);
    const own = edits.filter((edit) => edit.path === path);
    const text = file && applyEdits(file.text, own);
    if (file === undefined || text === undefined) return undefined;
    files.push({ ...file, text });
  }
  const [first] = files;
  const owner = first && places.of({ function: "", file: first.path }).package;
  return owner === undefined || owner === "" ? undefined : { package: owner, diff, files };
}
