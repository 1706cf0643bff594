import type { Verdict } from "../model/findings-document.ts";
import type { Outcome } from "../pipeline-rim.ts";

/** The outputs of action.yml. All of them are set in every case, so that a later step can rely on them. */
export interface ActionOutputs {
  readonly conclusion: Verdict["conclusion"];
  readonly exitCode: number;
  readonly gate: Verdict["gate"];
  /** Undefined where the run did not get so far: an empty output is not `0`. */
  readonly races?: number | undefined;
  readonly newRaces?: number | undefined;
  readonly findingsFile?: string | undefined;
  readonly reportUrl?: string | undefined;
  readonly artifactsDir?: string | undefined;
}

/** The outputs of a run that came to a verdict. */
export function outputsOf({ document, ...outcome }: Outcome): ActionOutputs {
  return {
    conclusion: document.verdict.conclusion,
    exitCode: outcome.exitCode,
    gate: document.verdict.gate,
    races: document.run.races.findings,
    newRaces: document.run.races.new,
    findingsFile: outcome.findingsFile,
    reportUrl: outcome.reportLink,
    artifactsDir: outcome.captureDirectory,
  };
}

/**
 * Workflows paste outputs into shell scripts (`${{ steps.race.outputs.findings-file }}`), where some characters
 * are commands: an output with another character than these is left empty.
 */
const SAFE_PATH = /^[A-Za-z0-9._/:-]*$/;
const SAFE_ADDRESS = /^[A-Za-z0-9._/:?=%-]*$/;

/** Name and value of every output, and a line for each value that was withheld. */
export function actionOutputs(outputs: ActionOutputs): {
  readonly values: ReadonlyMap<string, string>;
  readonly withheld: readonly string[];
} {
  const withheld: string[] = [];
  const guarded = (name: string, value: string | undefined, safe: RegExp): [string, string] => {
    if (value === undefined || safe.test(value)) return [name, value ?? ""];
    withheld.push(
      `Output ${name} is empty: ${JSON.stringify(value)} has characters that a shell could obey.`,
    );
    return [name, ""];
  };
  const values = new Map<string, string>([
    ["conclusion", outputs.conclusion],
    ["exit-code", String(outputs.exitCode)],
    ["gate", outputs.gate],
    ["races", String(outputs.races ?? "")],
    ["new-races", String(outputs.newRaces ?? "")],
    guarded("findings-file", outputs.findingsFile, SAFE_PATH),
    guarded("report-url", outputs.reportUrl, SAFE_ADDRESS),
    guarded("artifacts-dir", outputs.artifactsDir, SAFE_PATH),
  ]);
  return { values, withheld };
}
