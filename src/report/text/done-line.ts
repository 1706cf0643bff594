// The last line of a run, in a fixed form that scripts may read.
import type { FindingsDocument } from "../../model/findings-document.ts";
import { guardRunnerLines } from "../../util/escape-runner.ts";
import { inlineForTerminal } from "../../util/escape-terminal.ts";
import { cutUnits } from "../../util/utf8-cut.ts";
import { headline } from "./headline.ts";
import { count, duration } from "./words.ts";

export interface DoneOptions {
  /** Wall milliseconds of the whole command. */
  readonly durationMs: number;
  /** Where the whole report is: a URL or a path; left out where there is none. */
  readonly reportLink?: string | undefined;
}

const VERDICT_UNITS_MAX = 300;

/**
 * `DONE 12 packages, 340 tests, 1 race (1 new) in 8m12s · gate: closed (exit 3) · FAIL: <verdict> · <report link>`,
 * without a line break: the counts, and the first line's verdict again.
 */
export function renderDoneLine(document: FindingsDocument, options: DoneOptions): string {
  const { run, verdict } = document;
  const { findings, new: fresh } = run.races;
  const { word, text } = headline(document);
  const parts = [
    `DONE ${count(run.packages.planned, "package")}, ${count(run.tests.total, "test")}, ` +
      `${count(findings, "race")} (${fresh} new) in ${duration(options.durationMs)}`,
    `gate: ${verdict.gate} (exit ${verdict.exitCode})`,
    `${word}: ${cutUnits(inlineForTerminal(text), VERDICT_UNITS_MAX)}`,
  ];
  if (options.reportLink !== undefined && options.reportLink !== "") {
    parts.push(inlineForTerminal(options.reportLink));
  }
  return guardRunnerLines(parts.join(" · "));
}
