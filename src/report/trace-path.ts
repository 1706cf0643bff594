// The `trace path` document as text: for each root what its time went to, and the largest steps in the order of time.
import type {
  TracePathCharge,
  TracePathDocument,
  TracePathRoot,
  TracePathStep,
} from "../model/trace-path-document.ts";
import { lookedLine } from "./text/trace-head.ts";
import { durationText } from "../util/duration-text.ts";
import { inlineForTerminal } from "../util/escape-terminal.ts";
import { textTable } from "../util/text-table.ts";

const STEPS_SHOWN = 12;

/** `limit`: rows of each table. */
export function tracePathText(d: TracePathDocument, limit: number): string {
  if (d.roots.length === 0) return `no such goroutine or test in the trace\n${lookedLine(d)}`;
  const more = d.rootsTotal - d.roots.length;
  const roots = d.roots.map((root) => rootText(root, limit)).join("\n");
  const dropped = lookedLine(d);
  return `${roots}${linesText(d, limit)}${more > 0 ? `(${more} more)\n` : ""}${dropped}`;
}

/** What the tests printed during the paths. */
function linesText({ axis, roots }: TracePathDocument, limit: number): string {
  if (axis?.lines === undefined) return "";
  const errorNs = (axis.linesErrorMs ?? 0) * 1e6;
  const printed = axis.lines.filter(
    ({ what, timeNs }) =>
      what === "output" &&
      roots.some((r) => timeNs >= r.startNs - errorNs && timeNs <= r.endNs + errorNs),
  );
  if (printed.length === 0) return "";
  const error = durationText(errorNs);
  const rows = printed
    .slice(0, 2 * limit)
    .map(({ timeNs, test = "", text }) => [
      `${timeNs < 0 ? "" : "+"}${durationText(timeNs)}`,
      plain(test),
      plain(text),
    ]);
  const more = printed.length - rows.length;
  return (
    `printed meanwhile (to within ${error}; the trace began at ${axis.startedAt}):\n` +
    textTable([{ title: "at", number: true }, { title: "test" }, { title: "line" }], rows) +
    (more > 0 ? `(${more} more lines)\n` : "")
  );
}

function rootText(root: TracePathRoot, limit: number): string {
  const who = root.test === undefined ? "" : ` ${plain(root.test)}`;
  const name = plain(root.name);
  const end = root.ended ? "" : ", not ended";
  const title =
    `critical path of${who} goroutine ${root.goroutine} ${name}: ` +
    `${durationText(root.spanNs)}${end}\n`;
  const rows = root.charges
    .slice(0, limit)
    .map((c) => [
      durationText(c.ns),
      `${((100 * c.ns) / Math.max(1, root.spanNs)).toFixed(1)} %`,
      String(c.count),
      what(c),
      place(c),
      plain(c.name),
      notes(c),
    ]);
  const table = textTable(
    [
      { title: "time", number: true },
      { title: "share", number: true },
      { title: "times", number: true },
      { title: "what" },
      { title: "at" },
      { title: "goroutine" },
      { title: "called" },
    ],
    rows,
  );
  const rest = root.charges.slice(limit).reduce((sum, c) => sum + c.ns, 0);
  const others =
    rest > 0 ? `(${durationText(rest)} in ${root.charges.length - limit} more rows)\n` : "";
  return `${title}${table}${others}${stepsText(root)}`;
}

function stepsText(root: TracePathRoot): string {
  const largest = new Set(
    [...root.steps].sort((a, b) => length(b) - length(a)).slice(0, STEPS_SHOWN),
  );
  const lines: string[] = [];
  let hidden = root.stepsTotal - root.steps.length;
  const flush = (): void => {
    if (hidden > 0) lines.push(`    … ${hidden} shorter step${hidden === 1 ? "" : "s"}`);
    hidden = 0;
  };
  for (const step of root.steps) {
    if (!largest.has(step)) {
      hidden += 1;
      continue;
    }
    flush();
    lines.push(stepLine(step, root.startNs));
  }
  flush();
  return `${lines.join("\n")}\n`;
}

function stepLine(step: TracePathStep, startNs: number): string {
  const from = `+${durationText(step.fromNs - startNs)}`.padStart(10);
  const ledAt = step.ledAt === undefined ? "" : ` at ${siteOf(step.ledAt)}`;
  const led = step.led === "woke" ? `, then woke the next${ledAt}` : "";
  const created = step.led === "created" ? `, then created the next${ledAt}` : "";
  const note = notes(step);
  const called = note === "" ? "" : ` [${note}]`;
  return (
    `${from}  ${durationText(length(step)).padStart(8)}  G${step.goroutine} ${what(step)} ` +
    `${place(step)}${called}${led}${created}`
  );
}

function length(step: TracePathStep): number {
  return step.toNs - step.fromNs;
}

const ENDS = {
  runtime: " (ended by the runtime)",
  outside: " (until the runtime started the goroutine that ended it)",
  unfinished: " (not ended)",
} as const;

function what(c: Pick<TracePathCharge, "state" | "reason" | "waitEnd">): string {
  if (c.state === "waiting") {
    const end = c.waitEnd === undefined ? "" : ENDS[c.waitEnd];
    return `${c.reason === undefined ? "waiting" : plain(c.reason)}${end}`;
  }
  if (c.state === "runnable") return "ready, no processor";
  return c.state === "unknown" ? "not known" : c.state;
}

function place(c: Pick<TracePathCharge, "at">): string {
  return c.at === undefined ? "-" : siteOf(c.at);
}

function siteOf(at: NonNullable<TracePathCharge["at"]>): string {
  return plain(`${at.function} ${at.file.slice(at.file.lastIndexOf("/") + 1)}:${at.line}`);
}

function notes(c: Pick<TracePathCharge, "region" | "task" | "log">): string {
  return [c.task, c.region, c.log]
    .filter((text) => text !== undefined)
    .map(plain)
    .join(" / ");
}

function plain(text: string): string {
  return inlineForTerminal(text);
}
