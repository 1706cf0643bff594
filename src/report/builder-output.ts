// What a Cloud Build step leaves in $BUILDER_OUTPUT/output: one compact JSON document that notifiers, Pub/Sub
// subscribers and parent builds read from results.buildStepOutputs.
import type { Finding } from "../model/finding.ts";
import type { FindingsDocument } from "../model/findings-document.ts";
import { jsonForLogs } from "../util/escape-json.ts";
import { cutUnits, utf8Length } from "../util/utf8-cut.ts";
import { findingFacts } from "./text/finding-facts.ts";
import { largestThatFits } from "./text/fit-ladder.ts";
import { headline } from "./text/headline.ts";
import { rankFindings } from "./text/ranking.ts";
import { notTestedLine } from "./text/scope-text.ts";

/** Cloud Build keeps the first 50 KB of it and cuts the rest, which would leave half a document. */
const BUILDER_OUTPUT_BYTES_MAX = 48_000;
const FINDINGS_MAX = 100;
const TEXT_UNITS_MAX = 200;
const NOT_TESTED_UNITS_MAX = 1_000;

interface BuilderOutputOptions {
  readonly reportLink?: string | undefined;
  readonly bytesMax?: number | undefined;
}

/** JSON under 48 KB: verdict and counts always, as many findings as fit, and how many did not. */
export function renderBuilderOutput(
  document: FindingsDocument,
  options: BuilderOutputOptions = {},
): string {
  const bytesMax = options.bytesMax ?? BUILDER_OUTPUT_BYTES_MAX - 1;
  const ranked = rankFindings(document.findings)
    .filter((finding) => finding.state !== "fixed")
    .slice(0, FINDINGS_MAX);
  const rows = ranked.map((finding) => findingRow(finding, document));
  const build = (n: number) => jsonForLogs(outputOf(document, options, rows.slice(0, n)));
  return build(largestThatFits(rows.length, (n) => utf8Length(build(n)) <= bytesMax));
}

function outputOf(
  document: FindingsDocument,
  options: BuilderOutputOptions,
  findings: readonly object[],
): object {
  const { verdict, run, tool } = document;
  return {
    schemaVersion: document.schemaVersion,
    tool: `${tool.name} ${tool.version}`,
    run: cut(run.id),
    conclusion: verdict.conclusion,
    gate: verdict.gate,
    exitCode: verdict.exitCode,
    complete: verdict.complete,
    headline: cut(headline(document).text),
    reasons: verdict.reasons.slice(0, 5).map(cut),
    packages: run.packages,
    tests: run.tests,
    notTested: cutUnits(notTestedLine(document.scope), NOT_TESTED_UNITS_MAX) || undefined,
    races: run.races,
    report: options.reportLink === undefined ? undefined : cutUnits(options.reportLink, 2_000),
    findings,
    omittedFindings: document.findings.length - findings.length,
  };
}

function findingRow(finding: Finding, document: FindingsDocument): object {
  const facts = findingFacts(finding, document.run);
  return {
    fingerprint: cut(finding.fingerprints.stable),
    code: finding.code,
    kind: finding.kind,
    severity: finding.severity,
    state: finding.state,
    gates: finding.gates,
    title: cut(facts.title),
    package: cut(finding.package),
    where: facts.sites.slice(0, 2).map((site) => cut(site.where)),
    test: facts.test === undefined ? undefined : cut(facts.test),
    seen: facts.seen,
  };
}

function cut(text: string): string {
  return cutUnits(text, TEXT_UNITS_MAX);
}
