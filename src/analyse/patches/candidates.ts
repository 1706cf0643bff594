/**
 * Patches of findings that may be shown once somebody has compiled them. Analysis cannot run a compiler:
 * `patchCandidates` says what to check, the rim checks it (go test -c with -overlay) and hands the diffs that
 * passed back as `acceptedPatches`. A finding shows a patch only then.
 */
import type { DraftFinding } from "../../model/finding.ts";
import type { ParsedRun } from "../../model/parsed-run.ts";
import { createContext, type AnalysisContext } from "../context.ts";
import { storiesOf, type Story } from "../leaks/stories.ts";
import type { GoSource } from "../source/go-source.ts";
import { blockingPatch } from "./blocking-patch.ts";
import type { LineEdit } from "./line-edit.ts";
import { applyEdits, unifiedDiff, type EditedFile } from "./unified-diff.ts";

export interface PatchCandidate {
  /** Import path of the package to compile, its tests included. */
  readonly package: string;
  /** The unified diff; it is also what names the candidate. */
  readonly diff: string;
  /** The changed files, whole: `path` as the reports print it, `file` relative to the repository root. */
  readonly files: readonly EditedFile[];
}

/** Every patch that the run's findings propose, each once: races in the order of the run, then blocked goroutines. */
export function patchCandidates(
  run: ParsedRun,
  source: GoSource | undefined,
): readonly PatchCandidate[] {
  if (source === undefined) return [];
  const context = createContext(run, source);
  const candidates = new Map<string, PatchCandidate>();
  const proposed = [
    ...context.raceGroups.map((group) => context.raceClassifier.classify(group)?.fix.edits),
    ...storiesOf(context).map(editsOfStory),
  ];
  for (const edits of proposed) {
    const candidate = candidateOf(edits, context);
    if (candidate !== undefined) candidates.set(candidate.diff, candidate);
  }
  return [...candidates.values()];
}

/** The edits that would mend a story of blocked goroutines. */
function editsOfStory({ shown }: Story): readonly LineEdit[] | undefined {
  return shown.found === undefined ? undefined : blockingPatch(shown.found);
}

export type ShownPatch = Pick<NonNullable<DraftFinding["fix"]>, "patch" | "trial">;

/** The patch of a race as it may be shown: undefined until somebody has seen it compile. */
export function shownPatch(
  edits: readonly LineEdit[] | undefined,
  context: AnalysisContext,
): ShownPatch | undefined {
  const diff = candidateOf(edits, context)?.diff;
  if (diff === undefined || !context.acceptedPatches.has(diff)) return undefined;
  const trial = context.acceptedPatches.get(diff);
  return { patch: diff, ...(trial === undefined ? {} : { trial }) };
}

/** The same for a story. */
export function shownPatchOfStory(story: Story, context: AnalysisContext): ShownPatch | undefined {
  if (context.acceptedPatches.size === 0) return undefined;
  return shownPatch(editsOfStory(story), context);
}

/** The edits as a patch; undefined where there are none, or a file is not at hand. */
function candidateOf(
  edits: readonly LineEdit[] | undefined,
  { run, places }: AnalysisContext,
): PatchCandidate | undefined {
  if (edits === undefined || edits.length === 0) return undefined;
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
