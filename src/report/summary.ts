// The job summary: Markdown that GitHub shows under the job.
import type { FindingsDocument } from "../model/findings-document.ts";
import { markdownReport } from "./text/markdown-report.ts";

/**
 * GitHub drops a step's summary as a whole when it is larger than 1,024 KiB (FileCommandManager.cs of
 * actions/runner), and other tools of the step may have written before us.
 */
const SUMMARY_BYTES_MAX = 900_000;

interface SummaryOptions {
  readonly reportLink?: string | undefined;
  readonly bytesMax?: number | undefined;
}

/** Markdown of at most 900 KB; a shorter form where the full one is larger. */
export function renderSummary(document: FindingsDocument, options: SummaryOptions = {}): string {
  return markdownReport(document, {
    bytesMax: options.bytesMax ?? SUMMARY_BYTES_MAX,
    reportLink: options.reportLink,
  });
}
