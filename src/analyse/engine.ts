/**
 * From what was read to what is wrong. In: a ParsedRun. Out: drafts, without state and fingerprint, which only
 * decide knows. Each detector is asked once; one that fails is a diagnostic, never the end of the others.
 */
import type { Diagnostic, Parsed } from "../model/diagnostic.ts";
import type { DraftFinding } from "../model/finding.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import { createContext, type AcceptedPatches } from "./context.ts";
import type { Detector } from "./detectors/detector.ts";
import { DETECTORS } from "./detectors/index.ts";
import { openGoSource, type GoSource } from "./source/go-source.ts";
import { withRerunWords } from "./reruns/words.ts";
import { withTestAttributes } from "./test-attributes.ts";

export interface Analysis {
  readonly drafts: readonly DraftFinding[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface AnalyseOptions {
  readonly detectors?: readonly Detector[] | undefined;
  /** From readSource; without it findings rest on stacks alone. */
  readonly source?: RunSource | undefined;
  /** Diffs of patchCandidates that compile; others are not shown. */
  readonly acceptedPatches?: AcceptedPatches | undefined;
}

/** Runs every detector over a run. Deterministic; same input, same output. */
export function analyse(run: ParsedRun, options: AnalyseOptions = {}): Analysis {
  const { detectors = DETECTORS, source, acceptedPatches } = options;
  const context = createContext(run, source?.value, acceptedPatches);
  const drafts: DraftFinding[] = [];
  const diagnostics: Diagnostic[] = [...(source?.diagnostics ?? [])];
  for (const detector of detectors) {
    try {
      for (const draft of detector.finish(context)) {
        drafts.push(withRerunWords(withTestAttributes(draft, run), run));
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      diagnostics.push({
        code: "detector-failed",
        severity: "data-loss",
        message:
          `The detector ${detector.id} failed (${why}): its findings are missing. ` +
          "This is a fault of racegate.",
        count: 1,
      });
    }
  }
  return { drafts, diagnostics };
}

/** The Go source of a run; `value` is undefined where there is none, or it could not be read. */
export type RunSource = Parsed<GoSource | undefined>;

/** Parses the run's Go files. The grammar is loaded only here, and only where there is a file. */
export async function readSource(run: ParsedRun): Promise<RunSource> {
  if (run.sources.size === 0) return { value: undefined, diagnostics: [] };
  try {
    const texts = [...run.sources].map(([path, { text, whole }]) => ({ path, text, whole }));
    return { value: await openGoSource(texts), diagnostics: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `The Go source could not be read (${why}): findings rest on stacks alone.`;
    return {
      value: undefined,
      diagnostics: [{ code: "source-not-read", severity: "warning", message, count: 1 }],
    };
  }
}
