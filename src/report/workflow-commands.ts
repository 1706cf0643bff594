// Annotations as workflow commands (`::error file=…,line=…,title=…::message`). The runner keeps ten of each
// level per step and drops the others in silence (`_maxCountPerIssueType` in actions/runner), so we choose:
// whole findings, best first, and the last slot says how many more there are. The headline of a red build is the
// first error, so that no job is red without a red line.
import type { Finding } from "../model/finding.ts";
import type { FindingsDocument } from "../model/findings-document.ts";
import type { Annotation } from "../model/publication.ts";
import { escapeCommandData, escapeCommandProperty } from "../util/escape-runner.ts";
import { escapeForTerminal, inlineForTerminal } from "../util/escape-terminal.ts";
import { cutUnits } from "../util/utf8-cut.ts";
import { failsBuild } from "./text/fails-build.ts";
import { headline } from "./text/headline.ts";
import { rankFindings } from "./text/ranking.ts";

const COMMANDS_PER_LEVEL_MAX = 10;
const MESSAGE_UNITS_MAX = 4_096;
/** Causes that have no line in the source and so no annotation: their fixes stand in the headline. */
const FIXES_MAX = 3;

interface CommandOptions {
  /** How many commands of each level; 0 gives none at all. At most 10 is of use. */
  readonly perLevel?: number | undefined;
  /** Where the rest can be read: `see the summary`, or a link. */
  readonly more?: string | undefined;
  /** A command of level error that stands first, and takes one of its places. */
  readonly headline?: string | undefined;
}

/** The verdict of a build that is not green, as one command of level error; undefined for one that is. */
export function headlineCommand(document: FindingsDocument): string | undefined {
  const { verdict, findings } = document;
  if (verdict.exitCode === 0) return undefined;
  const head = headline(document);
  const placeless = rankFindings(findings).filter(
    (finding) => failsBuild(finding, verdict) && finding.locations.length === 0,
  );
  const lines = [
    `${head.word}: ${head.text}`,
    ...head.reasons,
    ...placeless.slice(0, FIXES_MAX).map((finding) => fixLine(finding, head.text)),
  ];
  const message = lines.map((text) => escapeForTerminal(text)).join("\n");
  return `::error title=racegate::${escapeCommandData(cutUnits(message, MESSAGE_UNITS_MAX))}`;
}

function fixLine({ title, explanation, fix }: Finding, headText: string): string {
  const todo = fix?.words ?? explanation;
  return inlineForTerminal(headText.includes(title) ? todo : `${title}. ${todo}`);
}

/** One command per line, without line breaks; `annotations` come ranked, those of one finding together. */
export function workflowCommands(
  annotations: readonly Annotation[],
  options: CommandOptions = {},
): readonly string[] {
  const most = options.perLevel ?? COMMANDS_PER_LEVEL_MAX;
  const levels = ["error", "warning", "notice"] as const;
  const first = options.headline === undefined ? [] : [options.headline];
  const rest = levels.flatMap((level) => {
    const taken = level === "error" ? first.length : 0;
    const perLevel = Math.min(most, COMMANDS_PER_LEVEL_MAX - taken);
    const ofLevel = annotations.filter((annotation) => annotation.level === level);
    if (perLevel < 1 || ofLevel.length === 0) return [];
    if (ofLevel.length <= perLevel) return ofLevel.map(command);
    const kept = wholeFindings(ofLevel, perLevel - 1);
    const left = ofLevel.length - kept.length;
    const where = options.more ?? "see the summary of this job";
    const more = `::${level} title=racegate::${escapeCommandData(`+${left} more, ${where}`)}`;
    return [...kept.map(command), more];
  });
  return [...first, ...rest];
}

/** From the front, as long as all annotations of a finding fit: none stands without its counterpart. */
function wholeFindings(annotations: readonly Annotation[], max: number): readonly Annotation[] {
  let end = 0;
  for (let at = 0; at < annotations.length; at = end) {
    const { fingerprint } = annotations[at] ?? {};
    let next = at;
    while (next < annotations.length && annotations[next]?.fingerprint === fingerprint) next += 1;
    if (next > max) return annotations.slice(0, at);
    end = next;
  }
  return annotations.slice(0, end);
}

function command(annotation: Annotation): string {
  const properties = [
    `file=${escapeCommandProperty(annotation.file)}`,
    `line=${annotation.line}`,
    `title=${escapeCommandProperty(annotation.title)}`,
  ];
  const message = escapeCommandData(cutUnits(annotation.message, MESSAGE_UNITS_MAX));
  return `::${annotation.level} ${properties.join(",")}::${message}`;
}
