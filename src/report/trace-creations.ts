// The creation tree of `trace goroutines --tree`.
import type { TraceCreation } from "../model/trace-documents.ts";
import { durationText } from "../util/duration-text.ts";
import { textTable } from "../util/text-table.ts";

const number = true;

/** `limit`: rows; the largest families come first, parents before their children. */
export function creationsText(tree: readonly TraceCreation[], limit: number): string {
  const columns = [
    { title: "count", number },
    { title: "alive", number },
    { title: "execution", number },
    { title: "runnable", number },
    { title: "blocked", number },
    { title: "goroutine, created at" },
  ];
  const rows = tree.slice(0, limit).map((n) => {
    const at = n.createdAt;
    const file = at === undefined ? "" : at.file.slice(at.file.lastIndexOf("/") + 1);
    const site = at === undefined ? "" : `, ${at.function} ${file}:${at.line}`;
    return [
      String(n.goroutines),
      String(n.alive),
      durationText(n.executionNs),
      durationText(n.runnableNs),
      durationText(n.blockedNs),
      `${"  ".repeat(n.depth)}${n.name === "" ? "(no stack)" : n.name}${site}`,
    ];
  });
  const rest = tree.length > limit ? `(${tree.length - limit} more)\n` : "";
  return `${textTable(columns, rows)}${rest}`;
}
