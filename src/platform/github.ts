import type { DeliveryResult, Publications } from "../model/publication.ts";
import { counted } from "../util/counted.ts";
import { capAnnotations } from "./annotation-cap.ts";
import { DeliveryBudget } from "./delivery-budget.ts";
import { text } from "./environment-value.ts";
import { writeCheckRun, type CheckOutcome } from "./github-check-run.ts";
import { openChecksApi } from "./github-checks-api.ts";
import { githubContext } from "./github-context.ts";
import { appendJobSummary } from "./github-job-summary.ts";
import { openReviewApi } from "./github-review-api.ts";
import { writeSuggestions, type SuggestionOutcome } from "./github-suggestions.ts";
import { githubTarget } from "./github-target.ts";
import { messageOf } from "./one-line.ts";
import type { DeliveryTarget, Platform } from "./platform.ts";

const DEFAULT_BUDGET_MS = 60_000;
/** A green run without a finding waits for no API: one request, and this long. */
const NOTHING_TO_SAY_MS = 2_000;

type Note = DeliveryResult["notes"][number];

/** GitHub Actions: a check run where the token may write one, else workflow commands; suggestions; a job summary. */
export const github: Platform = {
  id: "github",
  detect: (env) => env["GITHUB_ACTIONS"] === "true",
  context: githubContext,

  async deliver(publications, target): Promise<DeliveryResult> {
    const { options, io } = target;
    const stated = options.deliveryBudgetMs ?? DEFAULT_BUDGET_MS;
    const budget = saysNothing(publications)
      ? new DeliveryBudget(Math.min(stated, NOTHING_TO_SAY_MS), io.signal, 1)
      : new DeliveryBudget(stated, io.signal);
    const notes = await deliverAnnotations(publications, target, budget);
    notes.push(...(await deliverSuggestions(publications, target, budget)));
    if (target.options.summary) {
      const file = text(target.io.env, "GITHUB_STEP_SUMMARY");
      const problem = await appendJobSummary(file, publications.jobSummary);
      if (problem !== undefined) {
        notes.push({ level: "warning", message: `No job summary: ${problem}.` });
      }
    }
    return { notes };
  },
};

/** Green, and without an annotation: nobody waits for the check run, and nobody has to read of it. */
function saysNothing({ check, suggestions }: Publications): boolean {
  return check.conclusion === "success" && check.annotations.length + suggestions.length === 0;
}

/** Never both, since a reader who sees a race twice looks for two; but the log of a red build always says why. */
async function deliverAnnotations(
  publications: Publications,
  target: DeliveryTarget,
  budget: DeliveryBudget,
): Promise<Note[]> {
  if (target.options.annotations === "none") return [];
  const outcome = await tryCheckRun(publications, target, budget);
  const quiet = saysNothing(publications);
  const told = (note: Note): Note =>
    quiet && note.level === "info" ? { ...note, level: "debug" } : note;
  if (outcome.kind === "written") {
    const { headline } = publications;
    if (headline !== undefined) target.io.stdout.write(`${headline}\n`);
    return writtenNotes(outcome).map(told);
  }
  for (const command of publications.commands) target.io.stdout.write(`${command}\n`);
  return outcome.note === undefined ? [] : [told(outcome.note)];
}

type Attempt = Extract<CheckOutcome, { kind: "written" }> | { kind: "commands"; note?: Note };

async function tryCheckRun(
  publications: Publications,
  target: DeliveryTarget,
  budget: DeliveryBudget,
): Promise<Attempt> {
  const { context, options } = target;
  const commands = (message: string, level: Note["level"] = "info"): Attempt => ({
    kind: "commands",
    note: { level, message: `No check run, annotations are workflow commands instead: ${message}` },
  });
  const place = githubTarget(target);
  if (typeof place === "string") return commands(place);
  const { annotations } = options;
  const publication =
    typeof annotations === "number"
      ? {
          ...publications.check,
          annotations: capAnnotations(publications.check.annotations, annotations),
        }
      : publications.check;
  try {
    const api = await openChecksApi(place);
    const check = { publication, headSha: context.commit ?? "" };
    const outcome = await writeCheckRun(api, check, budget);
    if (outcome.kind === "written") return outcome;
    const { failure } = outcome;
    if (failure.kind !== "refused") return commands(`${failure.words}.`, "warning");
    return commands(
      `the token may not write checks (${failure.words}). A job gets the right by ` +
        "`permissions: checks: write`; a fork's pull request never does.",
    );
  } catch (error) {
    return commands(`${messageOf(error)}.`, "warning");
  }
}

/** Patches on the lines of the pull request, where the workflow asks for them. */
async function deliverSuggestions(
  { suggestions }: Publications,
  target: DeliveryTarget,
  budget: DeliveryBudget,
): Promise<Note[]> {
  const { context, options } = target;
  const number = context.pullRequest;
  if (options.suggestions !== true || number === undefined || suggestions.length === 0) return [];
  const none = (message: string, level: Note["level"] = "info"): Note[] => [
    { level, message: `No suggestions on the pull request: ${message}` },
  ];
  const place = githubTarget(target);
  if (typeof place === "string") return none(place);
  try {
    const api = await openReviewApi(place, number);
    const headSha = context.commit ?? "";
    const outcome = await writeSuggestions(api, { suggestions, headSha }, budget);
    if (outcome.kind === "done") return [suggestionNote(outcome)];
    const { failure } = outcome;
    if (failure.kind !== "refused") return none(`${failure.words}.`, "warning");
    return none(
      `the token may not write reviews (${failure.words}). A job gets the right by ` +
        "`permissions: pull-requests: write`; a fork's pull request never does.",
    );
  } catch (error) {
    return none(`${messageOf(error)}.`, "warning");
  }
}

function suggestionNote(outcome: Extract<SuggestionOutcome, { kind: "done" }>): Note {
  const { written, there, outside, url } = outcome;
  const parts = [
    [written, "written"],
    [there, "already there"],
    [outside, "not on lines of the pull request"],
  ] as const;
  const counts = parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  const where = url === undefined ? "" : `: ${url}`;
  return { level: "info", message: `Patches as suggestions: ${counts.join(", ")}${where}` };
}

function writtenNotes(outcome: Extract<CheckOutcome, { kind: "written" }>): Note[] {
  const where = outcome.url === undefined ? "" : `: ${outcome.url}`;
  const notes: Note[] = [
    {
      level: "info",
      message: `Check run with ${counted(outcome.annotations, "annotation")}${where}`,
    },
  ];
  if (outcome.missing > 0) {
    const missing = counted(outcome.missing, "annotation is", "annotations are");
    const why = outcome.failure === undefined ? "" : ` (${outcome.failure.words})`;
    notes.push({
      level: "warning",
      message: `${missing} not in the check run${why}; findings.json has all.`,
    });
  }
  return notes;
}
