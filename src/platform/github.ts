import type { DeliveryResult, Publications } from "../model/publication.ts";
import { capAnnotations } from "./annotation-cap.ts";
import { DeliveryBudget } from "./delivery-budget.ts";
import { text, webAddress } from "./environment-value.ts";
import { writeCheckRun, type CheckOutcome } from "./github-check-run.ts";
import { openChecksApi } from "./github-checks-api.ts";
import { githubContext } from "./github-context.ts";
import { appendJobSummary } from "./github-job-summary.ts";
import { messageOf } from "./one-line.ts";
import type { DeliveryTarget, Platform } from "./platform.ts";

const DEFAULT_BUDGET_MS = 60_000;

type Note = DeliveryResult["notes"][number];

/** GitHub Actions: a check run where the token may write one, else workflow commands; a job summary. */
export const github: Platform = {
  id: "github",
  detect: (env) => env["GITHUB_ACTIONS"] === "true",
  context: githubContext,

  async deliver(publications, target): Promise<DeliveryResult> {
    const notes = await deliverAnnotations(publications, target);
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

/** Never both: a reader who sees a race twice looks for two. */
async function deliverAnnotations(
  publications: Publications,
  target: DeliveryTarget,
): Promise<Note[]> {
  if (target.options.annotations === "none") return [];
  const outcome = await tryCheckRun(publications, target);
  if (outcome.kind === "written") return writtenNotes(outcome);
  for (const command of publications.commands) target.io.stdout.write(`${command}\n`);
  return outcome.note === undefined ? [] : [outcome.note];
}

type Attempt = Extract<CheckOutcome, { kind: "written" }> | { kind: "commands"; note?: Note };

async function tryCheckRun(publications: Publications, target: DeliveryTarget): Promise<Attempt> {
  const { context, io, options } = target;
  const commands = (message: string, level: Note["level"] = "info"): Attempt => ({
    kind: "commands",
    note: { level, message: `No check run, annotations are workflow commands instead: ${message}` },
  });
  if (options.token === undefined || options.token === "") return commands("no token was given.");
  if (io.signal.aborted) return commands("the run was cancelled.");
  const [owner, repo] = context.repository?.split("/") ?? [];
  if (owner === undefined || repo === undefined || context.commit === undefined) {
    return commands("the repository or the commit is not known.");
  }
  const { annotations } = options;
  const publication =
    typeof annotations === "number"
      ? {
          ...publications.check,
          annotations: capAnnotations(publications.check.annotations, annotations),
        }
      : publications.check;
  const budget = new DeliveryBudget(options.deliveryBudgetMs ?? DEFAULT_BUDGET_MS, io.signal);
  const baseUrl = webAddress(text(io.env, "GITHUB_API_URL")) ?? "https://api.github.com";
  try {
    const api = await openChecksApi({
      token: options.token,
      owner,
      repo,
      baseUrl: baseUrl.replace(/\/$/, ""),
    });
    const check = { publication, headSha: context.commit };
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

function writtenNotes(outcome: Extract<CheckOutcome, { kind: "written" }>): Note[] {
  const where = outcome.url === undefined ? "" : `: ${outcome.url}`;
  const notes: Note[] = [
    { level: "info", message: `Check run with ${outcome.annotations} annotations${where}` },
  ];
  if (outcome.missing > 0) {
    const why = outcome.failure === undefined ? "" : ` (${outcome.failure.words})`;
    notes.push({
      level: "warning",
      message: `${outcome.missing} annotations are not in the check run${why}; findings.json has all.`,
    });
  }
  return notes;
}
