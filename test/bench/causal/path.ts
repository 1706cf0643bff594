// Critical paths over recorded traces: every goroutine's charges must add up to its span. Reads every *.trace and
// *.trace.gz of a folder (default: ../shared/corpora/traces beside the repository).
//   node test/bench/causal/path.ts [folder]
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { lifeOf, walkPath } from "../../../src/analyse/causal/critical-path.ts";
import { SegmentRecorder } from "../../../src/analyse/causal/segment-recorder.ts";
import type { ActorIndex } from "../../../src/analyse/causal/segments.ts";
import { TraceInterner } from "../../../src/model/trace-interner.ts";
import { readTrace } from "../../../src/parse/go-trace/reader.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";

/** Roots with long paths are many in big traces: a sample of this size is walked. */
const ROOTS_MAX = 400;

const repository = join(import.meta.dirname, "../../..");
const folder = process.argv[2] ?? join(repository, "../shared/corpora/traces");
if (!existsSync(folder)) {
  console.log(`absent: ${folder}; nothing is measured`);
} else {
  let wrong = 0;
  console.log(
    "| trace | status | rows | goroutines | roots walked | charges | sum = span | read s | walk s |",
  );
  console.log("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const name of readdirSync(folder).sort()) {
    if (!/\.trace(\.gz)?$/.test(name)) continue;
    wrong += await measure(name);
  }
  console.log(wrong === 0 ? "every sum is the span" : `${wrong} sums are wrong`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

async function measure(name: string): Promise<number> {
  const file = readFileSync(join(folder, name));
  const bytes = name.endsWith(".gz") ? gunzipSync(file) : file;
  const started = performance.now();
  const recorder = new SegmentRecorder(new TraceInterner());
  const { status } = await readTrace(bytesSource(bytes), { visitors: [recorder] });
  const segments = recorder.finish();
  const read = performance.now();
  const total = segments.actors.length;
  const every = Math.max(1, Math.floor(total / ROOTS_MAX));
  let roots = 0;
  let wrong = 0;
  let charges = 0;
  for (let i = 0; i < total; i += every) {
    const span = lifeOf(segments, i as ActorIndex);
    let sum = 0;
    let expectedEnd = span.toNs;
    for (const c of walkPath(segments, span)) {
      if (c.toNs !== expectedEnd || !Number.isInteger(c.fromNs) || c.fromNs >= c.toNs) wrong += 1;
      expectedEnd = c.fromNs;
      sum += c.toNs - c.fromNs;
      charges += 1;
    }
    roots += 1;
    if (sum !== span.toNs - span.fromNs) wrong += 1;
  }
  const seconds = (ms: number): string => (ms / 1000).toFixed(2);
  console.log(
    `| ${name} | ${status} | ${segments.length} | ${total} | ${roots} | ${charges} | ` +
      `${wrong === 0 ? "all" : `${wrong} WRONG`} | ${seconds(read - started)} | ` +
      `${seconds(performance.now() - read)} |`,
  );
  return wrong;
}
