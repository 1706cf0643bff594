// The `trace match` document as text: each cause with its path of steps.
import type { MatchFinding, MatchStep, TraceMatchDocument } from "../model/pattern-match.ts";
import { durationText } from "../util/duration-text.ts";
import { inlineForTerminal } from "../util/escape-terminal.ts";

const ROOTS_SHOWN = 3;

function who(step: MatchStep): string {
  const own = step.goroutine === undefined ? "" : ` goroutine ${step.goroutine}`;
  if (step.event !== "unpark" && step.event !== "create") return own;
  return `${own} by ${step.by === undefined ? "the runtime" : `goroutine ${step.by}`}`;
}

function stepLine(step: MatchStep): string {
  const at = step.at === undefined ? "" : ` at ${step.at.function} ${step.at.file}:${step.at.line}`;
  const detail = [step.class, step.name, step.value].filter((d) => d !== undefined).join(", ");
  const said = step.say === undefined ? "" : `: ${step.say}`;
  const what = detail === "" ? step.event : `${step.event} (${detail})`;
  const line = inlineForTerminal(`${what}${who(step)}${at}${said}`);
  return `  ${(step.timeNs / 1e6).toFixed(3).padStart(12)} ms ${line}\n`;
}

function findingText(f: MatchFinding): string {
  const times = f.count === 1 ? "once" : `${f.count} times`;
  const cost = `${durationText(f.totalNs)} in all, ${durationText(f.maxNs)} at most`;
  const sure = typeof f.confidence === "number" ? `confidence ${f.confidence}` : f.confidence;
  const after = f.effectOf === undefined ? "" : `  an effect of: ${f.effectOf.join(", ")}\n`;
  const words = (side: "for" | "against"): string =>
    (f.evidence?.[side] ?? [])
      .map((w) => `  speaks ${side} it: ${inlineForTerminal(w)}\n`)
      .join("");
  const raise = f.raise.map((r) => `  would raise it: ${r}\n`).join("");
  return [
    `${f.pattern}: ${f.title} (${times}; ${cost}; ${f.certainty}, ${sure})\n`,
    after,
    pathLines(f),
    ...f.steps.map(stepLine),
    f.why === undefined ? "" : `  why: ${f.why}\n`,
    f.fix === undefined ? "" : `  fix: ${f.fix}\n`,
    words("for"),
    words("against"),
    raise,
  ].join("");
}

/** `on the critical path of TestX: 38.0 ms of 52.0 ms`, by test. */
function pathLines({ criticalPath, totalNs }: MatchFinding): string {
  const lines = (criticalPath?.roots ?? []).slice(0, ROOTS_SHOWN).map(({ test, goroutine, ns }) => {
    const of = inlineForTerminal(test ?? `goroutine ${goroutine}`);
    return `  on the critical path of ${of}: ${durationText(ns)} of ${durationText(totalNs)}\n`;
  });
  const more = (criticalPath?.roots.length ?? 0) - lines.length;
  return `${lines.join("")}${more > 0 ? `  (and of ${more} more)\n` : ""}`;
}

/** The document for people: the first `limit` findings, then what could not be told. */
export function matchText(d: TraceMatchDocument, limit: number): string {
  const parts: string[] = d.notes.map((note) => `note: ${inlineForTerminal(note)}\n`);
  if (d.findings.length === 0) parts.push(`no pattern of ${d.patterns.length} matches\n`);
  parts.push(d.findings.slice(0, limit).map(findingText).join("\n"));
  const more = d.findings.length - limit;
  if (more > 0) parts.push(`(${more} more)\n`);
  for (const p of d.patterns) {
    if (p.unknown > 0) {
      parts.push(`${p.pattern}: ${p.unknown} cannot be told, the trace is not whole\n`);
    }
    if (p.pathUnknown !== undefined) {
      const { matches, why } = p.pathUnknown;
      parts.push(
        `${p.pattern}: ${matches} matches, on a critical path or not is unknown: ${why}\n`,
      );
    }
    if (p.incomplete) parts.push(`${p.pattern}: incomplete, a limit was hit; there may be more\n`);
  }
  return parts.filter((part) => part !== "").join("");
}
