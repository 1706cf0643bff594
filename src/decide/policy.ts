/** `fail-on`: which findings close the gate. Findings are marked, never dropped. */
import { CLASSES } from "../model/classes.ts";
import { CODES } from "../model/codes.ts";
import type { FailOnRule } from "../model/config.ts";
import { codeClass, findingKind, findingState, severity, type Finding } from "../model/finding.ts";

type Judged = Pick<Finding, "kind" | "class" | "severity" | "state" | "codeClass" | "code">;

const KINDS: ReadonlySet<string> = new Set(findingKind.options);
const SEVERITIES: ReadonlySet<string> = new Set(severity.options);
const STATES: ReadonlySet<string> = new Set(findingState.options);
const CODE_CLASSES: ReadonlySet<string> = new Set(codeClass.options);
const CLASS_WORDS: ReadonlySet<string> = new Set(CLASSES);
const CODE_WORDS: ReadonlySet<string> = new Set(Object.keys(CODES));

/**
 * Does a rule close the gate for this finding? A word that is no state means new findings only, and so does a
 * record without `state`; `new` alone means new errors and warnings, since a note never fails a build unasked.
 */
export function ruleMatches(rule: FailOnRule, finding: Judged): boolean {
  if (typeof rule === "string") return wordMatches(rule, finding);
  return (
    (rule.kind === undefined || rule.kind === finding.kind) &&
    (rule.class === undefined || rule.class === finding.class) &&
    (rule.severity === undefined || rule.severity === finding.severity) &&
    (rule.code === undefined || rule.code === finding.codeClass) &&
    (rule.state ?? "new") === finding.state
  );
}

function wordMatches(word: string, finding: Judged): boolean {
  if (word === "new") return finding.state === "new" && finding.severity !== "note";
  if (STATES.has(word)) return finding.state === word;
  if (finding.state !== "new") return false;
  return (
    word === finding.kind ||
    word === finding.severity ||
    word === finding.class ||
    word === finding.codeClass ||
    word === finding.code
  );
}

/** True when any rule matches. */
export function closesGate(rules: readonly FailOnRule[], finding: Judged): boolean {
  return rules.some((rule) => ruleMatches(rule, finding));
}

/** Words and classes that match nothing that racegate knows: a typing error would open the gate in silence. */
export function failOnMistakes(rules: readonly FailOnRule[]): string[] {
  const mistakes: string[] = [];
  for (const rule of rules) {
    const word = typeof rule === "string" ? rule : rule.class;
    if (word === undefined) continue;
    const known =
      CLASS_WORDS.has(word) ||
      (typeof rule === "string" &&
        [KINDS, SEVERITIES, STATES, CODE_CLASSES, CODE_WORDS].some((words) => words.has(word)));
    if (known) continue;
    mistakes.push(
      typeof rule === "string"
        ? `"${word}" is no kind, class, severity, state, code class or code of a finding`
        : `"${word}" is no class of a finding`,
    );
  }
  return mistakes;
}
