/** `fail-on`: which findings close the gate. Findings are marked, never dropped. */
import type { FailOnRule } from "../model/fail-on.ts";
import { findingState, type Finding } from "../model/finding.ts";

type Judged = Pick<Finding, "kind" | "class" | "severity" | "state" | "codeClass" | "code">;

const STATES: ReadonlySet<string> = new Set(findingState.options);

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
    (rule.owner === undefined || rule.owner === finding.codeClass) &&
    (rule.code === undefined || rule.code === finding.code) &&
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
