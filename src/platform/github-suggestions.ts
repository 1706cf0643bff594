import type { Suggestion } from "../model/publication.ts";
import { escapeForTerminal } from "../util/escape-terminal.ts";
import { fencedBlock } from "../util/escape-markdown.ts";
import type { DeliveryBudget } from "./delivery-budget.ts";
import { newSideOf, type DiffLine } from "./diff-lines.ts";
import { failureOf, type GitHubFailure } from "./github-failure.ts";
import { writeOnce } from "./github-request.ts";
import { PAGE_SIZE, type ReviewApi, type ReviewComment } from "./github-review-api.ts";

/** GitHub lists no more files of a pull request than 3,000. */
const PAGES_MAX = 30;
const READ_LIMIT_MS = 15_000;

export type SuggestionOutcome =
  | {
      readonly kind: "done";
      /** Findings whose patch is now, was before, or cannot be on the diff. */
      readonly written: number;
      readonly there: number;
      readonly outside: number;
      readonly url: string | undefined;
    }
  | { readonly kind: "failed"; readonly failure: GitHubFailure };

/**
 * Writes patches as suggestions, in one review:
 * 1. of a finding all parts or none, and only on lines that the pull request's diff shows with the text that was
 *    tested: the checkout of a pull request is the merge with its base, whose lines may be others;
 * 2. none that an earlier run has made: its comments carry the finding's fingerprint.
 */
export async function writeSuggestions(
  api: ReviewApi,
  wanted: { readonly suggestions: readonly Suggestion[]; readonly headSha: string },
  budget: DeliveryBudget,
): Promise<SuggestionOutcome> {
  const findings = byFinding(wanted.suggestions);
  try {
    const diff = await changedLines(api, budget);
    const fitting = findings.filter((parts) => parts.every((part) => isInDiff(part, diff)));
    const outside = findings.length - fitting.length;
    const there = fitting.length === 0 ? new Set<string>() : await markersOf(api, budget);
    const missing = fitting.filter(([first]) => first !== undefined && !there.has(markerOf(first)));
    const known = fitting.length - missing.length;
    const comments = missing.flat().map(commentOf);
    const counts = { written: missing.length, there: known, outside };
    if (comments.length === 0) return { kind: "done", ...counts, url: undefined };
    const body = `racegate proposes ${comments.length === 1 ? "a change" : "changes"} with which the package compiles.`;
    const review = { commit: wanted.headSha, body, comments };
    const [first] = missing.flat();
    const answer = await writeOnce(
      {
        write: (signal) => api.review(review, signal),
        find: async () => {
          const now = await markersOf(api, budget);
          return first !== undefined && now.has(markerOf(first)) ? "" : undefined;
        },
      },
      budget,
    );
    if (!answer.ok) return { kind: "failed", failure: answer.failure };
    return { kind: "done", ...counts, url: answer.value === "" ? undefined : answer.value };
  } catch (error) {
    return { kind: "failed", failure: failureOf(error, Date.now()) };
  }
}

function byFinding(suggestions: readonly Suggestion[]): readonly (readonly Suggestion[])[] {
  const groups = new Map<string, Suggestion[]>();
  for (const one of suggestions) {
    const known = groups.get(one.fingerprint);
    if (known === undefined) groups.set(one.fingerprint, [one]);
    else known.push(one);
  }
  return [...groups.values()];
}

type Diff = ReadonlyMap<string, ReadonlyMap<number, DiffLine>>;

async function changedLines(api: ReviewApi, budget: DeliveryBudget): Promise<Diff> {
  const diff = new Map<string, ReadonlyMap<number, DiffLine>>();
  for (let page = 1; page <= PAGES_MAX; page++) {
    const files = await api.files(page, budget.signal(READ_LIMIT_MS));
    for (const { path, patch } of files) if (patch !== undefined) diff.set(path, newSideOf(patch));
    if (files.length < PAGE_SIZE) break;
  }
  return diff;
}

/** One hunk shows all its lines, as they were tested; and Markdown can say them unchanged. */
function isInDiff({ file, startLine, before, after }: Suggestion, diff: Diff): boolean {
  const lines = diff.get(file);
  const hunk = lines?.get(startLine)?.hunk;
  if (lines === undefined || hunk === undefined || after.length === 0) return false;
  const text = after.join("\n");
  if (escapeForTerminal(text) !== text) return false;
  return before.every((line, index) => {
    const shown = lines.get(startLine + index);
    return shown?.hunk === hunk && shown.text === line;
  });
}

const MARKER = /<!-- racegate:suggestion (rg\d-[0-9a-f]{16}) -->/;

async function markersOf(api: ReviewApi, budget: DeliveryBudget): Promise<ReadonlySet<string>> {
  const markers = new Set<string>();
  for (let page = 1; page <= PAGES_MAX; page++) {
    const bodies = await api.comments(page, budget.signal(READ_LIMIT_MS));
    for (const body of bodies) {
      const marker = MARKER.exec(body)?.[0];
      if (marker !== undefined) markers.add(marker);
    }
    if (bodies.length < PAGE_SIZE) break;
  }
  return markers;
}

function markerOf({ fingerprint }: Suggestion): string {
  return `<!-- racegate:suggestion ${fingerprint} -->`;
}

function commentOf(suggestion: Suggestion): ReviewComment {
  const { file, startLine, before, after, words } = suggestion;
  const line = startLine + before.length - 1;
  const change = fencedBlock(after.join("\n"), "suggestion");
  return {
    path: file,
    line,
    startLine: line === startLine ? undefined : startLine,
    body: `${words}\n\n${change}\n\n${markerOf(suggestion)}`,
  };
}
