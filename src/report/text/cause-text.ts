// A cause as every report lays it out: one sentence, then numbered steps from cause to symptom, each with its time,
// its place and what happened there. A step that is less or more certain than the cause says so.
import type { CauseStep, Finding } from "../../model/finding.ts";
import { durationText } from "../../util/duration-text.ts";
import { placeOf } from "./finding-facts.ts";

/** What the words mean is said where they stand. */
const CERTAINTY = {
  proof: "proof: the data show it",
  direct: "direct: the data show every link",
  heuristic: "heuristic: likely, not proved",
} as const;

export interface CauseRow {
  readonly number: string;
  /** Since the trace began; "" for a step without a time. */
  readonly time: string;
  /** `store.go:12`; "" where the step has no place. */
  readonly where: string;
  readonly own: boolean;
  readonly what: string;
  /** The source line; "" where it is not available. */
  readonly code: string;
}

export interface CauseText {
  /** `lock-convoy (direct: the data show every link; confidence 0.80)`. */
  readonly head: string;
  readonly summary: string;
  readonly rows: readonly CauseRow[];
  /** What the times count from, and steps left out; "" for nothing to say. */
  readonly foot: string;
}

const STEPS_MAX = 12;

/** A race shown by its two accesses: its steps say no more than these. */
const PLAIN_RACE = "data-race";

/** The cause in its one sentence, with its name and how sure it is; "" where it adds nothing to the finding: steps without
 * a sentence lead to what its explanation says. */
export function shortCause({ cause, explanation }: Pick<Finding, "cause" | "explanation">): string {
  if (cause === undefined || cause.pattern === PLAIN_RACE) return "";
  const { pattern, certainty, confidence, summary = "" } = cause;
  if (summary === "" || explanation.includes(summary)) return "";
  const doubt = certainty === "heuristic" ? "likely, not proved" : "";
  const sure = certainty === "proof" ? "proved" : doubt;
  const doubts = [sure, sureness(certainty, confidence)].filter(Boolean).join(", ");
  return `${pattern}${doubts === "" ? "" : ` (${doubts})`}: ${summary}`;
}

/** The texts of a cause, unescaped; undefined where the finding has none. */
export function causeText({ cause }: Pick<Finding, "cause">): CauseText | undefined {
  if (cause === undefined) return undefined;
  const { pattern, certainty, confidence, steps, summary = "", clock } = cause;
  const shown = steps.slice(0, STEPS_MAX);
  const started = clock?.startedAt === undefined ? "" : ` at ${clock.startedAt}`;
  const dated = shown.some(({ timeNs }) => timeNs !== undefined);
  const more = steps.length - shown.length;
  return {
    head: `${pattern} (${[CERTAINTY[certainty], sureness(certainty, confidence)].filter(Boolean).join("; ")})`,
    summary,
    rows: shown.map((step, index) => rowOf(step, index + 1, certainty)),
    foot: [
      more > 0 ? `${more} more steps in findings.json` : "",
      dated && clock !== undefined ? `times since the trace began${started}` : "",
    ]
      .filter((text) => text !== "")
      .join("; "),
  };
}

/** A proof needs no number; what has none without proof says so. */
function sureness(certainty: keyof typeof CERTAINTY, confidence: number | undefined): string {
  if (confidence !== undefined) return `confidence ${confidence.toFixed(2)}`;
  return certainty === "proof" ? "" : "uncalibrated";
}

function rowOf(
  { what, timeNs, location, certainty }: CauseStep,
  number: number,
  usual: CauseStep["certainty"],
): CauseRow {
  const sure = certainty === undefined || certainty === usual ? "" : ` [${certainty}]`;
  return {
    number: String(number),
    time: timeNs === undefined ? "" : `+${durationText(timeNs)}`,
    where: location === undefined ? "" : placeOf(location),
    own: location?.own ?? false,
    what: what + sure,
    code: tellingCode(location?.code),
  };
}

/** A brace, and the beginning of a literal, say nothing that the step does not. */
function tellingCode(code = ""): string {
  return /^[{}()\s]*$|^(?:go|defer) func\(|^select \{$/.test(code) ? "" : code;
}
