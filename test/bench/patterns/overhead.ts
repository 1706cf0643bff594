// What all shipped patterns cost on top of reading a trace: CPU seconds (user + system) of whole processes.
//   node test/bench/patterns/overhead.ts [--runs 3] TRACE…
// Traces come from test/bench/trace/generator. `read` is an ordered pass whose visitor wants no events, `edges` one
// that gets every park, unpark and run edge, `match` all shipped patterns.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { loadPatterns, PatternEngine } from "../../../src/analyse/patterns/index.ts";
import { openTraceInput } from "../../../src/collect/trace-input.ts";
import { TraceInterner } from "../../../src/model/trace-interner.ts";
import type { TraceVisitor } from "../../../src/model/trace.ts";
import { readTrace } from "../../../src/parse/go-trace/reader.ts";

const { values, positionals } = parseArgs({
  options: { runs: { type: "string", default: "3" }, one: { type: "string" } },
  allowPositionals: true,
});

async function one(mode: string, file: string): Promise<void> {
  const input = await openTraceInput({ location: file, stdin: process.stdin });
  const interner = new TraceInterner();
  const { patterns, facts } = loadPatterns([], true, interner);
  const engine = new PatternEngine(patterns, facts);
  const edges: TraceVisitor = { edges: () => undefined };
  const visitors = mode === "match" ? [engine.visitor] : mode === "edges" ? [edges] : [];
  const summary = await readTrace(input.source, { visitors, interner });
  await input.close();
  const result = engine.result(summary);
  const incomplete = result.patterns.filter((p) => p.incomplete).map((p) => p.pattern);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1e6;
  const found = result.findings.length;
  console.log(
    JSON.stringify({ cpu, mb: maxRSS / 1024, events: summary.events, found, incomplete }),
  );
}

interface Cost {
  readonly cpu: number;
  readonly mb: number;
  readonly events: number;
  readonly found: number;
  readonly incomplete: readonly string[];
}

function cost(mode: string, file: string): Cost {
  const args = [import.meta.filename, "--one", mode, file];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as Cost;
}

function compare(file: string): void {
  if (!existsSync(file)) {
    console.log(`${file}: absent, nothing measured`);
    return;
  }
  const runs = Number(values.runs);
  const medians = ["read", "edges", "match"].map((mode) => {
    const costs = Array.from({ length: runs }, () => cost(mode, file));
    return costs.sort((a, b) => a.cpu - b.cpu)[runs >> 1]!;
  });
  const [read, edges, match] = medians as [Cost, Cost, Cost];
  const over = (base: Cost): string =>
    `${((100 * (match.cpu - base.cpu)) / base.cpu).toFixed(0)} %`;
  console.log(
    `${file}: ${match.events} events; read ${read.cpu.toFixed(2)} s, edges ${edges.cpu.toFixed(2)} s, ` +
      `match ${match.cpu.toFixed(2)} s (${over(read)} over read, ${over(edges)} over edges); ` +
      `${(match.mb - read.mb).toFixed(0)} MB more memory; ${match.found} findings` +
      (match.incomplete.length > 0 ? `; incomplete: ${match.incomplete.join(", ")}` : ""),
  );
}

if (values.one !== undefined) await one(values.one, positionals[0] ?? "");
else if (positionals.length === 0) console.log("no trace given: nothing measured");
else for (const file of positionals) compare(file);
