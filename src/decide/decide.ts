/**
 * From drafts to the document: fingerprint, state (accepted, known, new, fixed), gate, order, verdict. Marks, never
 * deletes. No clock: the policy holds the instant that expiry is judged by.
 */
import type { Baseline, Policy } from "../model/config.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { DraftFinding, Finding } from "../model/finding.ts";
import { FINDINGS_SCHEMA_VERSION, type FindingsDocument } from "../model/findings-document.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import {
  baselineWarnings,
  knownFindings,
  knownReason,
  mayBeKnown,
  type BaselineEntry,
} from "./baseline.ts";
import { fixedFindings } from "./fixed.ts";
import { identify, type Identified } from "./identify.ts";
import type { Match } from "./known-ids.ts";
import { compareFindings } from "./order.ts";
import { closesGate, openGateNotes } from "./policy.ts";
import { nothingTestedReasons, runScopeOf } from "./run-scope.ts";
import { runSummaryOf } from "./run-summary.ts";
import { createAcceptance, type Acceptance } from "./suppressions.ts";
import { incompleteReasons, verdictOf, type RunEnd } from "./verdict.ts";

export interface DecideInput {
  readonly run: ParsedRun;
  readonly drafts: readonly DraftFinding[];
  /** Of analyse; those of parse are in the run. */
  readonly diagnostics?: readonly Diagnostic[] | undefined;
  readonly policy: Policy;
  readonly baseline?: Baseline | undefined;
  /** Where it is not what the manifest says. */
  readonly end?: RunEnd | undefined;
  /** racegate's version; by default the one that wrote the capture. */
  readonly version?: string | undefined;
}

function markOf(
  { draft, fingerprints }: Identified,
  acceptance: Acceptance,
  known: ReadonlyMap<string, Match<BaselineEntry>>,
  policy: Policy,
): Finding {
  const accepted = acceptance.reasonFor(draft, fingerprints);
  const old = mayBeKnown(draft.kind) ? known.get(fingerprints.stable) : undefined;
  const state = accepted !== undefined ? "suppressed" : old !== undefined ? "known" : "new";
  const reason = accepted ?? (old && knownReason(old));
  const marked = { ...draft, state } as const;
  return {
    ...marked,
    fingerprints,
    ...(reason === undefined ? {} : { reason }),
    gates: closesGate(policy.failOn, marked),
  };
}

interface Marked {
  readonly draft: DraftFinding;
  readonly finding: Finding;
}

function marked({ drafts, policy, baseline }: DecideInput): {
  all: readonly Marked[];
  acceptance: Acceptance;
} {
  const identified = identify(drafts);
  const ids = identified.map(({ fingerprints }) => fingerprints.stable);
  const acceptance = createAcceptance(policy, ids);
  const known = knownFindings(baseline, ids);
  const all = identified.map((each) => ({
    draft: each.draft,
    finding: markOf(each, acceptance, known, policy),
  }));
  return { all, acceptance };
}

/** What is told only where no race closes the gate is a part of that race's finding otherwise. */
function settled(all: readonly Marked[]): Marked[] {
  const races = new Set(
    all.flatMap(({ finding: { kind, gates, package: owner } }) =>
      kind === "data-race" && gates ? [owner] : [],
    ),
  );
  return all.filter(({ draft }) => draft.unlessRaceGates !== true || !races.has(draft.package));
}

/** Failed tests of which it matters, and is not proved, whether only their race failed them. */
export function testsInDoubt(input: DecideInput): DraftFinding[] {
  return settled(marked(input).all)
    .map(({ draft }) => draft)
    .filter(({ unlessRaceGates }) => unlessRaceGates === true);
}

/** How it was decided is no part of the document. */
function withoutKey(finding: Finding & { unlessRaceGates?: true | undefined }): Finding {
  const told = { ...finding };
  delete told.unlessRaceGates;
  return told;
}

/** Decides a run. Deterministic: equal input, equal document. */
export function decide(input: DecideInput): FindingsDocument {
  const { run, policy } = input;
  const { all, acceptance } = marked(input);
  const findings = settled(all)
    .map(({ finding }) => withoutKey(finding))
    .sort(compareFindings);
  const fixed = fixedFindings(input.baseline, run, findings);
  const read = [...run.diagnostics, ...(input.diagnostics ?? [])];
  const end = input.end ?? run.manifest?.run;
  const complete = incompleteReasons(run, findings, read, end).length === 0;
  const rules = [
    ...acceptance.warnings(complete),
    ...baselineWarnings(input.baseline),
    ...openGateNotes(policy, findings),
  ];
  const diagnostics = [...read, ...rules];
  const scope = runScopeOf(run, findings);
  const nothingTested = policy.allowEmpty === true ? [] : nothingTestedReasons(run, scope);
  return {
    schemaVersion: FINDINGS_SCHEMA_VERSION,
    tool: { name: "racegate", version: input.version ?? run.manifest?.tool.version ?? "unknown" },
    run: runSummaryOf(run, findings),
    ...(scope === undefined ? {} : { scope }),
    verdict: verdictOf({ run, findings, diagnostics: read, end, nothingTested }),
    // What is not there any more takes no part in the verdict.
    findings: [...findings, ...fixed].sort(compareFindings),
    diagnostics: diagnostics.map(({ code, severity, message, count, at }) => ({
      code,
      severity,
      message,
      count,
      ...(at === undefined ? {} : { at: { ...at } }),
    })),
  };
}
