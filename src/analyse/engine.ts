/**
 * From what was read to what is wrong. In: a ParsedRun. Out: drafts, without state and fingerprint, which only
 * decide knows. Each detector is asked once; one that fails is a diagnostic, never the end of the others.
 */
import type { Diagnostic } from "../model/diagnostic.ts";
import type { DraftFinding } from "../model/finding.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import { createContext } from "./context.ts";
import type { Detector } from "./detectors/detector.ts";
import { DETECTORS } from "./detectors/index.ts";

export interface Analysis {
  readonly drafts: readonly DraftFinding[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs every detector over a run. Deterministic; same input, same output. */
export function analyse(run: ParsedRun, detectors: readonly Detector[] = DETECTORS): Analysis {
  const context = createContext(run);
  const drafts: DraftFinding[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const detector of detectors) {
    try {
      drafts.push(...detector.finish(context));
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
