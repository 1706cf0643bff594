// The document of `trace tasks` as tables and trees.
import type {
  TraceRegion,
  TraceTask,
  TraceTaskKind,
  TraceTasksDocument,
} from "../model/trace-tasks-document.ts";
import { durationText } from "../util/duration-text.ts";
import { inlineForTerminal } from "../util/escape-terminal.ts";
import { textTable } from "../util/text-table.ts";

const number = true;
const LOGS_SHOWN = 5;
const REGIONS_SHOWN = 10;
const CHILDREN_SHOWN = 10;
const DEPTH_SHOWN = 12;

/** `limit`: rows of each table, and trees. */
export function tasksText(d: TraceTasksDocument, limit: number): string {
  const { tasksTotal, background } = d;
  if (tasksTotal === 0 && background.length === 0) return "the trace has no tasks and no regions\n";
  const parts: string[] = [];
  if (d.kinds.length > 0) parts.push(kindsText(d.kinds, limit));
  const byId = new Map(d.tasks.map((t) => [t.id, t]));
  const roots = d.tasks.filter((t) => t.parent === undefined || !byId.has(t.parent));
  const spanNs = (t: TraceTask): number => t.durationNs ?? d.durationNs - (t.startNs ?? 0);
  const longest = roots.toSorted((a, b) => spanNs(b) - spanNs(a) || a.id - b.id);
  const trees = longest.slice(0, limit).map((t) => treeOf(t, byId, "", DEPTH_SHOWN).join("\n"));
  if (trees.length > 0) parts.push(`${trees.join("\n")}\n${more(roots.length, limit, "")}`);
  if (background.length > 0) {
    parts.push(`regions outside of tasks\n${background.slice(0, limit).map(regionLine).join("")}`);
  }
  if (d.tasksDropped > 0) parts.push(`${d.tasksDropped} tasks are counted above and not shown\n`);
  return parts.join("\n");
}

function kindsText(kinds: readonly TraceTaskKind[], limit: number): string {
  const columns = [
    { title: "tasks", number },
    { title: "ended", number },
    { title: "time", number },
    { title: "mean", number },
    { title: "longest", number },
    { title: "task" },
    { title: "of" },
  ];
  const rows = kinds
    .slice(0, limit)
    .map((k) => [
      String(k.tasks),
      String(k.ended),
      durationText(k.ns),
      k.ended === 0 ? "-" : durationText(k.ns / k.ended),
      durationText(k.longestNs),
      nameOf(k.name),
      k.parentName === undefined ? "-" : nameOf(k.parentName),
    ]);
  return `${textTable(columns, rows)}${more(kinds.length, limit, "")}`;
}

function nameOf(name: string): string {
  return name === "" ? "(begun before)" : inlineForTerminal(name);
}

function treeOf(
  t: TraceTask,
  byId: ReadonlyMap<number, TraceTask>,
  indent: string,
  depth: number,
): string[] {
  const inner = `${indent}  `;
  const site = t.at === undefined ? "" : ` ${t.at.function} ${fileOf(t.at)}`;
  const lines = [`${indent}task ${t.id} ${nameOf(t.name)}: ${timeOf(t)}${site}`];
  for (const r of t.regions.slice(0, REGIONS_SHOWN)) {
    lines.push(`${inner}${regionLine(r).trimEnd()}`);
  }
  push(lines, inner, t.regions.length - REGIONS_SHOWN, "regions");
  for (const l of t.logs.slice(0, LOGS_SHOWN)) {
    const category = l.category === "" ? "" : `${inlineForTerminal(l.category)}: `;
    lines.push(`${inner}log at ${durationText(l.ns)} ${category}${inlineForTerminal(l.message)}`);
  }
  push(lines, inner, t.logsTotal - Math.min(LOGS_SHOWN, t.logs.length), "logs");
  const children = t.children.flatMap((id) => byId.get(id) ?? []);
  const shown = depth > 0 ? children.slice(0, CHILDREN_SHOWN) : [];
  for (const child of shown) lines.push(...treeOf(child, byId, inner, depth - 1));
  push(lines, inner, children.length - shown.length, "tasks");
  return lines;
}

function push(lines: string[], indent: string, left: number, what: string): void {
  if (left > 0) lines.push(`${indent}(${left} more ${what})`);
}

function timeOf(t: TraceTask): string {
  const from = t.startNs === undefined ? "began before" : `from ${durationText(t.startNs)}`;
  if (t.durationNs !== undefined) return `${durationText(t.durationNs)}, ${from}`;
  return t.endNs === undefined
    ? `not ended, ${from}`
    : `${from}, ended at ${durationText(t.endNs)}`;
}

function regionLine(r: TraceRegion): string {
  const open = r.open > 0 ? `, ${r.open} not ended` : "";
  const site = r.at === undefined ? "" : ` ${r.at.function} ${fileOf(r.at)}`;
  const longest = r.count > 1 ? `, at most ${durationText(r.longestNs)}` : "";
  const times = `${r.count === 1 ? "once" : `${r.count} times`}, ${durationText(r.ns)}${longest}`;
  return `region ${inlineForTerminal(r.name)}: ${times}${open}${site}\n`;
}

function fileOf(at: { readonly file: string; readonly line: number }): string {
  return `${at.file.slice(at.file.lastIndexOf("/") + 1)}:${at.line}`;
}

function more(all: number, limit: number, what: string): string {
  return all > limit ? `(${all - limit} more${what})\n` : "";
}
