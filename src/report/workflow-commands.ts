// Annotations as workflow commands (`::error file=…,line=…,title=…::message`). The runner keeps ten of each
// level per step and drops the others in silence (`_maxCountPerIssueType` in actions/runner), so we choose:
// whole findings, best first, and the last slot says how many more there are.
import type { Annotation } from "../model/publication.ts";
import { escapeCommandData, escapeCommandProperty } from "../util/escape-runner.ts";
import { cutUnits } from "../util/utf8-cut.ts";

const COMMANDS_PER_LEVEL_MAX = 10;
const MESSAGE_UNITS_MAX = 4_096;

interface CommandOptions {
  /** How many commands of each level; 0 gives none at all. At most 10 is of use. */
  readonly perLevel?: number | undefined;
  /** Where the rest can be read: `see the summary`, or a link. */
  readonly more?: string | undefined;
}

/** One command per line, without line breaks; `annotations` come ranked, those of one finding together. */
export function workflowCommands(
  annotations: readonly Annotation[],
  options: CommandOptions = {},
): readonly string[] {
  const perLevel = options.perLevel ?? COMMANDS_PER_LEVEL_MAX;
  const levels = ["error", "warning", "notice"] as const;
  return levels.flatMap((level) => {
    const ofLevel = annotations.filter((annotation) => annotation.level === level);
    if (perLevel < 1 || ofLevel.length === 0) return [];
    if (ofLevel.length <= perLevel) return ofLevel.map(command);
    const kept = wholeFindings(ofLevel, perLevel - 1);
    const left = ofLevel.length - kept.length;
    const where = options.more ?? "see the summary of this job";
    const more = `::${level} title=racegate::${escapeCommandData(`+${left} more, ${where}`)}`;
    return [...kept.map(command), more];
  });
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
