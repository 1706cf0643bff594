// The last line of a run, in a fixed form that scripts may read.
import type { FindingsDocument } from "../../model/findings-document.ts";
import { guardRunnerLines } from "../../util/escape-runner.ts";
import { inlineForTerminal } from "../../util/escape-terminal.ts";
import { duration } from "./words.ts";

export interface DoneOptions {
  /** Wall milliseconds of the whole command. */
  readonly durationMs: number;
  /** Where the whole report is: a URL or a path; left out where there is none. */
  readonly reportLink?: string | undefined;
}

/**
 * `DONE 12 packages, 340 tests, 2 races (1 new) in 8m12s · gate: closed (exit 3) · <report link>`, without a
 * line break. The nouns never change their number: the line is for scripts too.
 */
export function renderDoneLine(document: FindingsDocument, options: DoneOptions): string {
  const { run, verdict } = document;
  const { findings, new: fresh } = run.races;
  const parts = [
    `DONE ${run.packages.planned} packages, ${run.tests.total} tests, ` +
      `${findings} races (${fresh} new) in ${duration(options.durationMs)}`,
    `gate: ${verdict.gate} (exit ${verdict.exitCode})`,
  ];
  if (options.reportLink !== undefined && options.reportLink !== "") {
    parts.push(inlineForTerminal(options.reportLink));
  }
  return guardRunnerLines(parts.join(" · "));
}
