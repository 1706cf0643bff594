// The user's own patterns in a run: what they are about, how sure their matches are, and what is said of them.
import type { Diagnostic } from "../model/diagnostic.ts";
import type { MatchFinding, PatternState } from "../model/pattern-match.ts";
import { durationText } from "../util/duration-text.ts";
import { judgeCauses } from "./confidence/judge.ts";
import type { PatternSet } from "./patterns/index.ts";
import { listOf } from "./patterns/language/event-tests.ts";
import { siteText } from "./trace/site.ts";

/** What one trace's patterns gave. */
export interface OwnMatches {
  readonly package: string | undefined;
  readonly findings: readonly MatchFinding[];
  readonly states: readonly PatternState[];
}

/** Matches that are listed; the rest is counted. */
const LISTED_MAX = 20;

/** The causes of one trace, ranked; nobody has measured how often the user's own patterns are right. */
export function judgeWithOwn(
  findings: readonly MatchFinding[],
  whole: boolean,
  own: ReadonlySet<string>,
): MatchFinding[] {
  return judgeCauses(findings, whole).map((finding) =>
    own.has(finding.pattern) ? { ...finding, confidence: "uncalibrated" } : finding,
  );
}

/** Names of own patterns about goroutines that never go on: a cycle, or something that does not come any more. */
export function stuckOwn({ patterns, own }: PatternSet): ReadonlySet<string> {
  const stuck = patterns
    .map(({ pattern }) => pattern.source)
    .filter(({ name }) => own.has(name))
    .filter(({ graph, absent }) => graph !== undefined || listOf(absent).some((a) => a.until));
  return new Set(stuck.map(({ name }) => name));
}

/** Which own patterns were looked for, what they matched, and what could not be told. */
export function ownPatternNotes(
  own: ReadonlySet<string>,
  traces: readonly OwnMatches[],
  tooLarge: number,
): Diagnostic[] {
  if (own.size === 0) return [];
  const names = [...own].sort().join(", ");
  const skipped =
    tooLarge === 0 ? "" : `; ${tooLarge} larger ones are left to racegate trace match`;
  const notes = [
    note(
      "own-patterns",
      "info",
      `Own patterns, looked for in ${traces.length === 1 ? "1 trace" : `${traces.length} traces`}${skipped}: ${names}.`,
    ),
  ];
  const matches = traces.flatMap((trace) => trace.findings.map((finding) => ({ trace, finding })));
  const mine = matches.filter(({ finding }) => own.has(finding.pattern));
  for (const { trace, finding } of mine.slice(0, LISTED_MAX)) {
    notes.push(note("own-pattern-match", "info", matchWords(finding, trace)));
  }
  if (mine.length > LISTED_MAX) {
    const more = `${mine.length - LISTED_MAX} more matches of own patterns; racegate trace match has them.`;
    notes.push(note("own-pattern-match", "info", more));
  }
  for (const trace of traces) notes.push(...trace.states.flatMap((s) => doubts(s, trace, own)));
  return notes;
}

function matchWords(finding: MatchFinding, trace: OwnMatches): string {
  const times = finding.count === 1 ? "once" : `${finding.count} times`;
  const cost = finding.totalNs > 0 ? `, ${durationText(finding.totalNs)} in all` : "";
  const at = finding.steps.find((step) => step.at !== undefined)?.at;
  const place = at === undefined ? "" : `, first step at ${siteText(at)}`;
  const [root] = finding.criticalPath?.roots ?? [];
  const path =
    root === undefined
      ? ""
      : `, ${durationText(root.ns)} of it on the critical path of ${root.test ?? `goroutine ${root.goroutine}`}`;
  return `${finding.pattern} matches ${times}${cost}${path}${inTrace(trace)}${place}: ${finding.title}.`;
}

function doubts(
  { pattern, incomplete, unknown, pathUnknown }: PatternState,
  trace: OwnMatches,
  own: ReadonlySet<string>,
): Diagnostic[] {
  if (!own.has(pattern)) return [];
  const where = inTrace(trace);
  const said: Diagnostic[] = [];
  if (incomplete) {
    const message = `${pattern}: incomplete${where}: its budget or a cap was hit, there may be more.`;
    said.push(note("own-pattern-incomplete", "warning", message));
  }
  if (unknown > 0) {
    const message = `${pattern}: ${unknown} cannot be told${where}, since the trace is not whole.`;
    said.push(note("own-pattern-unknown", "info", message));
  }
  if (pathUnknown !== undefined) {
    const message =
      `${pattern}: ${pathUnknown.matches} matches${where}, on a critical path or not is unknown: ` +
      `${pathUnknown.why}.`;
    said.push(note("own-pattern-unknown", "info", message));
  }
  return said;
}

function inTrace({ package: owner }: OwnMatches): string {
  return owner === undefined ? "" : ` in the trace of ${owner}`;
}

function note(code: string, severity: Diagnostic["severity"], message: string): Diagnostic {
  return { code, severity, message, count: 1 };
}
