// The measured work: a full ordered pass with every park, unpark and run edge, stacks interned.
//   pass.js [--last <seconds>] [--together] FILE...
import { openTraceInput } from "../../../src/collect/trace-input.ts";
import type { TraceVisitor } from "../../../src/model/trace.ts";
import { TraceInterner } from "../../../src/model/trace-interner.ts";
import { Kernel } from "../../../src/parse/go-trace/kernel.ts";
import { readTrace } from "../../../src/parse/go-trace/reader.ts";
import { indexTrace, partOf } from "../../../src/parse/go-trace/trace-index.ts";

const files = process.argv.slice(2);
let lastNs: number | undefined;
if (files[0] === "--last") {
  lastNs = Number(files[1]) * 1e9;
  files.splice(0, 2);
}
let events = 0;
let edges = 0;
let waitedNs = 0;
let stacks = 0;
const kernel = new Kernel();
for (const file of files) {
  const input = await openTraceInput({ location: file, stdin: process.stdin });
  const interner = new TraceInterner();
  const visitor: TraceVisitor = {
    edges: (e) => {
      edges += e.length;
      for (let i = 0; i < e.length; i++) waitedNs += (e.wokenNs[i] ?? 0) - (e.parkNs[i] ?? 0);
    },
  };
  const index = lastNs === undefined ? undefined : await indexTrace(input.source);
  const part = index === undefined ? undefined : partOf(index, { lastNs: lastNs ?? 0 });
  const summary = await readTrace(input.source, { visitors: [visitor], interner, kernel, ...part });
  events += summary.events;
  stacks += interner.stackCount;
  await input.close();
}
const usage = process.resourceUsage();
console.log(
  `events=${events} edges=${edges} waited=${waitedNs} stacks=${stacks} ` +
    `cpu=${((usage.userCPUTime + usage.systemCPUTime) / 1e6).toFixed(3)} rss=${(usage.maxRSS / 1024).toFixed(0)}MB`,
);
