// What threads buy: wall time, CPU and memory of `trace locks` on one thread and on several.
//   threads.js THREADS FILE
import { openTraceInput } from "../../../src/collect/trace-input.ts";
import { traceLocksCommand } from "../../../src/pipeline-trace.ts";

const [threads = "1", file = ""] = process.argv.slice(2);
const start = performance.now();
const input = await openTraceInput({ location: file, stdin: process.stdin });
let bytes = 0;
const summary = await traceLocksCommand(
  { source: input.source, window: {}, threads: Number(threads) },
  { json: true, limit: 0, channels: true },
  (text) => {
    bytes += text.length;
  },
);
await input.close();
const wall = ((performance.now() - start) / 1e3).toFixed(2);
console.log(`events=${summary.events} document=${bytes} wall=${wall}`);
