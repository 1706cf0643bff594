/** `fail-on`: which findings close the gate. Findings are marked, never dropped. */
import type { Policy } from "../model/config.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { FailOnRule } from "../model/fail-on.ts";
import { SETTINGS } from "../model/settings.ts";
import { findingState, type Finding } from "../model/finding.ts";

type Judged = Pick<Finding, "kind" | "class" | "severity" | "state" | "codeClass" | "code">;

/** Kinds of the default of `fail-on`. */
const GATING_BY_DEFAULT: ReadonlySet<string> = new Set(
  SETTINGS["fail-on"].fallback.map(({ kind }) => kind),
);
const STATES: ReadonlySet<string> = new Set(findingState.options);

/**
 * Does a rule close the gate for this finding? A note never does, unless the rule names notes. A word that is no
 * state means new findings only, and so does a record without `state`.
 */
export function ruleMatches(rule: FailOnRule, finding: Judged): boolean {
  if (finding.severity === "note" && !namesNotes(rule)) return false;
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

function namesNotes(rule: FailOnRule): boolean {
  return (typeof rule === "string" ? rule : rule.severity) === "note";
}

function wordMatches(word: string, finding: Judged): boolean {
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

/**
 * Says whose word it is that new errors do not close the gate, where that is not the default's: a change of
 * `fail-on` should not pass unseen with what it lets pass.
 */
export function openGateNotes(
  { failOnOrigin }: Pick<Policy, "failOnOrigin">,
  findings: readonly Finding[],
): Diagnostic[] {
  if (failOnOrigin === undefined || failOnOrigin === "default") return [];
  const passed = findings.filter(
    ({ kind, state, severity, gates }) =>
      GATING_BY_DEFAULT.has(kind) && state === "new" && severity === "error" && !gates,
  );
  if (passed.length === 0) return [];
  const kinds = [...new Set(passed.map(({ kind }) => kind))].sort().join(", ");
  const count = passed.length === 1 ? "1 new error does" : `${passed.length} new errors do`;
  return [
    {
      code: "fail-on-lets-pass",
      severity: "info",
      message: `${count} not close the gate (${kinds}), since fail-on says so: ${failOnOrigin}.`,
      count: 1,
    },
  ];
}
