// The `trace cancel` document as a waterfall for each cancellation: T0 fired, T1 cancelled, T2 ended.
import type { TraceCancelDocument, TraceCancellation } from "../model/trace-cancel-document.ts";
import type { TraceSite } from "../model/trace-documents.ts";
import { lookedLine } from "./text/trace-head.ts";
import { durationText } from "../util/duration-text.ts";
import { inlineForTerminal } from "../util/escape-terminal.ts";
import { waterfallBar } from "../util/waterfall.ts";

const BAR = 40;

/** `limit`: cancellations, and goroutines of each. */
export function traceCancelText(d: TraceCancelDocument, limit: number): string {
  const cut = lookedLine(d);
  if (d.cancellations.length === 0) return `no cancelled context woke a goroutine\n${cut}`;
  const more = d.cancellationsTotal - Math.min(limit, d.cancellations.length);
  const all = d.cancellations.slice(0, limit).map((c) => cancelText(c, limit));
  return `${all.join("\n")}${more > 0 ? `(${more} more)\n` : ""}${cut}`;
}

function cancelText(c: TraceCancellation, limit: number): string {
  const test = c.test === undefined ? "" : ` in ${plain(c.test)}`;
  const what =
    c.kind === "deadline"
      ? "a context's deadline fired"
      : `cancel was called at ${siteText(c.calledAt)}`;
  const lines = [
    `${c.id} ${what}${test}, ${durationText(c.firedNs)} into the trace`,
    `  T0 +${durationText(0)}  ${c.kind === "deadline" ? "the timer fired" : "the call"}, G${c.goroutine}`,
    `  T1 +${durationText(c.cancelledNs - c.firedNs)}  the first goroutine was woken`,
  ];
  if (c.endedNs !== undefined) {
    lines.push(`  T2 +${durationText(c.endedNs - c.firedNs)}  the last of the woken ended`);
  }
  const lastNs = lastOf(c);
  const bar = (w: TraceCancellation["children"][number]): string =>
    waterfallBar({ ranNs: undefined, endedNs: undefined, ...w }, c.firedNs, lastNs, BAR);
  for (const w of c.children.slice(0, limit)) {
    const ran = w.ranNs === undefined ? "did not run" : `ran +${durationText(w.ranNs - c.firedNs)}`;
    const end =
      w.endedNs === undefined ? "did not end" : `ended +${durationText(w.endedNs - c.firedNs)}`;
    const depth = w.depth > 1 ? `, ${w.depth - 1} below` : "";
    lines.push(
      `  ${bar(w)} G${w.goroutine} ${plain(w.name)}, waited at ${siteText(w.at)}${depth}: ` +
        `woken +${durationText(w.wokenNs - c.firedNs)}, ${ran}, ${end}${w.late ? "  LATE" : ""}`,
    );
  }
  const more = c.childrenTotal - Math.min(limit, c.children.length);
  if (more > 0) lines.push(`  (${more} more)`);
  for (const m of c.mayIgnore.slice(0, limit)) {
    const end =
      m.endedNs === undefined
        ? "did not end"
        : `ended ${durationText(m.endedNs - c.firedNs)} later`;
    lines.push(
      `  perhaps ignores it: G${m.goroutine} ${plain(m.name)}, ${plain(m.state)} at ` +
        `${siteText(m.at)}, ${end}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

/** The right border of the bars. */
function lastOf(c: TraceCancellation): number {
  return c.children.reduce(
    (ns, w) => Math.max(ns, w.endedNs ?? w.ranNs ?? w.wokenNs),
    c.cancelledNs,
  );
}

function siteText(site: TraceSite | undefined): string {
  if (site === undefined) return "-";
  return plain(`${site.function} ${site.file.slice(site.file.lastIndexOf("/") + 1)}:${site.line}`);
}

function plain(text: string): string {
  return inlineForTerminal(text);
}
