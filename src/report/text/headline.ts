// The answer in one line, in words: what every report begins with.
import type { Finding } from "../../model/finding.ts";
import type { FindingsDocument, RunSummary } from "../../model/findings-document.ts";
import { modulesClause } from "./scope-text.ts";
import { count, countByKind, list } from "./words.ts";

export interface Headline {
  readonly word: "PASS" | "NOTHING" | "FAIL" | "ERROR" | "CANCELLED";
  readonly text: string;
  /** Further reasons of the verdict, where the one line cannot hold them. */
  readonly reasons: readonly string[];
}

/** Says the verdict; exit codes as in the documentation (0 pass, 1 tests, 3 gate, 4 incomplete, 6 build…). */
export function headline(document: FindingsDocument): Headline {
  const head = verdictWords(document);
  const clause = modulesClause(document.scope);
  if (clause === "") return head;
  return { ...head, text: `${head.text}${head.word === "PASS" ? " " : "; "}${clause}` };
}

function verdictWords(document: FindingsDocument): Headline {
  const { verdict, findings, run } = document;
  const other = verdict.reasons.slice(0, 8);
  switch (verdict.exitCode) {
    case 0:
      if (isEmpty(document)) {
        const text = "no race report, crash or test result is in what was read";
        return { word: "NOTHING", text, reasons: [] };
      }
      return { word: "PASS", text: passText(findings, run), reasons: [] };
    case 1:
      return { word: "FAIL", text: `${failedTests(run)}; no finding closes the gate`, reasons: [] };
    case 3:
      return { word: "FAIL", text: gateText(findings, run), reasons: [] };
    case 4:
      return incompleteHead(document, other);
    case 6:
      return {
        word: "ERROR",
        text: foundFirst(findings) + buildText(findings, run),
        reasons: findings.length > 0 ? [] : other,
      };
    case 130:
      return {
        word: "CANCELLED",
        text: `${foundFirst(findings)}the run was cancelled${endedWords(run)}`,
        reasons: [],
      };
    default: {
      const [first, ...rest] = other;
      return { word: "ERROR", text: first ?? `exit code ${verdict.exitCode}`, reasons: rest };
    }
  }
}

/** Nothing was run and nothing was recognised: not the same as a pass. */
function isEmpty({ run, findings }: FindingsDocument): boolean {
  return run.packages.planned === 0 && run.tests.total === 0 && findings.length === 0;
}

/** `12 packages, 340 tests (2 failed, 1 skipped)`. */
export function scopeWords({ run, verdict }: FindingsDocument): string {
  const packages = count(run.packages.planned, "package");
  const details = [
    [run.tests.failed, verdict.exitCode === 0 ? "failed only by races" : "failed"],
    [run.tests.skipped, "skipped"],
    [run.tests.incomplete, "without an end"],
  ] as const;
  const shown = details.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  const tests = count(run.tests.total, "test") + (shown.length > 0 ? ` (${shown.join(", ")})` : "");
  const broken = run.packages.buildFailed > 0 ? `, ${run.packages.buildFailed} did not build` : "";
  return `${packages}${broken}, ${tests}`;
}

/** `go1.26.8 linux/amd64 · GOMAXPROCS=4`: what the answer holds for. */
export function environmentWords(run: RunSummary): string {
  const words: string[] = [];
  const go = [run.go, run.goos !== undefined ? `${run.goos}/${run.goarch ?? "?"}` : undefined];
  const version = go.filter((word) => word !== undefined).join(" ");
  if (version !== "") words.push(version);
  const gomaxprocs = run.gomaxprocs?.effective ?? run.gomaxprocs?.requested;
  if (gomaxprocs !== undefined) words.push(`GOMAXPROCS=${gomaxprocs}`);
  return words.join(" · ");
}

/** A run that broke off may have found enough already: that comes first. */
function foundFirst(findings: readonly Finding[]): string {
  const gating = findings.filter((finding) => finding.gates && finding.state === "new");
  return gating.length === 0 ? "" : `${countByKind(gating, "new")} found; `;
}

/** ` after 3 of 12 packages`; nothing where all had ended. */
function endedWords({ packages }: RunSummary): string {
  const ended = packages.planned - packages.incomplete;
  return packages.incomplete === 0
    ? ""
    : ` after ${ended} of ${count(packages.planned, "package")}`;
}

function passText(findings: readonly Finding[], run: RunSummary): string {
  const fresh = findings.filter(isFresh);
  if (fresh.length > 0) return `${countByKind(fresh, "new")}, but nothing closes the gate`;
  if (run.tests.total === 0 && run.packages.planned > 0) return "no test ran (allow-empty)";
  const known = findings.filter((finding) => finding.kind === "data-race" && isOld(finding));
  return known.length > 0 ? `no new data races, ${known.length} known` : "no data races";
}

function isFresh(finding: Finding): boolean {
  return finding.state === "new" && finding.kind !== "trust" && finding.severity !== "note";
}

function isOld(finding: Finding): boolean {
  return finding.state !== "new" && finding.state !== "fixed";
}

function gateText(findings: readonly Finding[], run: RunSummary): string {
  const gating = findings.filter((finding) => finding.gates);
  const fresh = gating.filter((finding) => finding.state === "new");
  const old = gating.filter((finding) => finding.state !== "new");
  const parts = [
    ...(fresh.length > 0 ? [countByKind(fresh, "new")] : []),
    ...(old.length > 0 ? [countByKind(old, "known")] : []),
  ];
  const subject = parts.length > 0 ? list(parts) : "a finding";
  const verb = gating.length > 1 ? "close" : "closes";
  const known = findings.filter((f) => f.kind === "data-race" && isOld(f) && !f.gates).length;
  const tail = [
    ...(known > 0 ? [`${known} known`] : []),
    ...(run.tests.failed > 0 ? [failedTests(run)] : []),
  ];
  return `${subject} ${verb} the gate${tail.length > 0 ? ` (${tail.join(", ")})` : ""}`;
}

function failedTests(run: RunSummary): string {
  if (run.tests.failed > 0) return `${count(run.tests.failed, "test")} failed`;
  return `${count(Math.max(1, run.packages.failed), "package")} failed`;
}

/** What was found, then how far the run came; where every package has its end, the first reason says what is missing. */
function incompleteHead({ findings, run }: FindingsDocument, reasons: readonly string[]): Headline {
  const found = foundFirst(findings);
  const n = run.packages.incomplete;
  const [first, ...rest] = reasons;
  if (n === 0) {
    const why = first === undefined ? "its answer cannot be trusted" : first;
    return { word: "ERROR", text: `${found}the run is incomplete: ${why}`, reasons: rest };
  }
  const verb = n === 1 ? "has" : "have";
  const ends = `incomplete: ${n} of ${count(run.packages.planned, "package")} ${verb} no end`;
  return { word: "ERROR", text: found + ends, reasons };
}

function buildText(findings: readonly Finding[], run: RunSummary): string {
  const n = run.packages.buildFailed;
  if (n > 0) return `${count(n, "package")} did not build`;
  const infrastructure = findings.find((finding) => finding.kind === "infrastructure");
  return infrastructure?.title ?? "no test could run";
}
