// `trace procs`, `threads`, `tasks` and `goroutines --tree`: documents by their schemas, texts as a user reads them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { TaskTree } from "../../../../src/analyse/trace/task-tree.ts";
import { traceGoroutinesDocument } from "../../../../src/model/trace-documents.ts";
import {
  traceProcsDocument,
  traceThreadsDocument,
} from "../../../../src/model/trace-machine-documents.ts";
import { traceTasksDocument } from "../../../../src/model/trace-tasks-document.ts";
import { readTrace } from "../../../../src/parse/go-trace/reader.ts";
import {
  traceCreationsCommand,
  traceProcsCommand,
  traceTasksCommand,
  traceThreadsCommand,
} from "../../../../src/pipeline-trace-views.ts";
import type { TableOptions } from "../../../../src/pipeline-trace.ts";
import { bytesSource } from "../../../oracles/bytes-source.ts";
import { traceFromText } from "../../../oracles/text-trace.ts";

const GOLDEN = join(import.meta.dirname, "../../../golden");
const tasks = traceFromText(
  readFileSync(join(GOLDEN, "trace/tasks-with-children-and-open-regions.trace.txt"), "utf8"),
);
const stolen = traceFromText(
  readFileSync(join(GOLDEN, "trace/processor-stolen-in-a-syscall.trace.txt"), "utf8"),
);
const captured = gunzipSync(readFileSync(join(GOLDEN, "causal/convoy.trace.gz")));

type Run = (
  request: { source: ReturnType<typeof bytesSource>; window: Record<string, number> },
  options: TableOptions,
  write: (text: string) => void,
) => Promise<unknown>;

async function textOf(run: Run, bytes: Uint8Array, json = false): Promise<string> {
  let text = "";
  await run({ source: bytesSource(bytes), window: {} }, { json, limit: 20 }, (t) => (text += t));
  return text;
}

test("documents follow their schemas", async () => {
  for (const bytes of [tasks, stolen, captured, captured.subarray(0, captured.length >> 1)]) {
    traceProcsDocument.parse(JSON.parse(await textOf(traceProcsCommand, bytes, true)));
    traceThreadsDocument.parse(JSON.parse(await textOf(traceThreadsCommand, bytes, true)));
    traceTasksDocument.parse(JSON.parse(await textOf(traceTasksCommand, bytes, true)));
    traceGoroutinesDocument.parse(JSON.parse(await textOf(traceCreationsCommand, bytes, true)));
  }
});

test("procs and threads as tables", async () => {
  expect(await textOf(traceProcsCommand, stolen)).toMatchInlineSnapshot(`
    "processor  goroutines  GC workers  syscalls  scheduler    idle  assist+sweep  switches  longest idle   from
            0      12.9 %       0.0 %    21.5 %      0.0 %  65.6 %         0.0 %         0         61 ns  32 ns
            1       0.0 %       0.0 %     0.0 %     98.9 %   1.1 %         0.0 %         0          1 ns  92 ns
          all       6.5 %       0.0 %    10.8 %     49.5 %  33.3 %         0.0 %         0

    the world was never stopped
    "
  `);
  expect(await textOf(traceThreadsCommand, stolen)).toMatchInlineSnapshot(`
    "thread   span  goroutines  GC workers  syscalls  blocked syscalls  scheduler   idle  switches  longest idle   from
         7  93 ns       12 ns        0 ns     20 ns             40 ns       0 ns  21 ns         0         21 ns  72 ns
         8  93 ns        0 ns        0 ns      0 ns              0 ns      92 ns   1 ns         0          1 ns  92 ns
    "
  `);
});

test("tasks as trees: what is open, what began before, and no escape sequence comes through", async () => {
  expect(await textOf(traceTasksCommand, tasks)).toMatchInlineSnapshot(`
    "tasks  ended   time   mean  longest  task   of
        2      1  15 ns  15 ns    15 ns  item   order
        1      0   0 ns      -     0 ns  order  -

    task 9 (begun before): began before, ended at 42 ns
    task 2 order: not ended, from 10 ns
      region pack: 0 times, 0 ns, 1 not ended
      task 3 item: 15 ns, from 25 ns
        region wrap: once, 5 ns
        log at 31 ns state: done
      task 4 item: not ended, from 55 ns

    regions outside of tasks
    region wrap: once, 6 ns
    "
  `);
});

test("tasks beyond the limit are counted by kind", async () => {
  const tree = new TaskTree(1);
  await readTrace(bytesSource(tasks), { visitors: [tree] });
  const { kinds, tasks: kept, tasksTotal, tasksDropped } = tree.result();
  expect(kept.map((t) => t.id)).toEqual([2]);
  expect({ tasksTotal, tasksDropped }).toEqual({ tasksTotal: 4, tasksDropped: 3 });
  expect(kinds.map((k) => [k.name, k.parentName, k.tasks, k.ended, k.ns])).toEqual([
    ["item", "order", 2, 1, 15],
    ["order", undefined, 1, 0, 0],
  ]);
});

test("the creation tree counts every goroutine once, under the one that created it", async () => {
  const document = traceGoroutinesDocument.parse(
    JSON.parse(await textOf(traceCreationsCommand, captured, true)),
  );
  const { tree = [], goroutinesTotal, groups } = document;
  expect(tree.reduce((n, c) => n + c.goroutines, 0)).toBe(goroutinesTotal);
  const execution = (all: readonly { executionNs: number }[]): number =>
    all.reduce((n, c) => n + c.executionNs, 0);
  expect(execution(tree)).toBe(execution(groups));
  const byId = new Map(tree.map((c) => [c.id, c]));
  for (const c of tree) {
    if (c.parent !== undefined) expect(byId.get(c.parent)?.depth).toBe(c.depth - 1);
  }
  const creators = new Map(document.goroutines.map((g) => [g.id, g]));
  const child = document.goroutines.find((g) => g.createdBy !== undefined && g.name !== "");
  const creator = creators.get(child?.createdBy ?? -1);
  const node = tree.find((c) => c.name === child?.name);
  expect(byId.get(node?.parent ?? -1)?.name).toBe(creator?.name);
  expect(await textOf(traceCreationsCommand, captured)).toMatchInlineSnapshot(`
    "count  alive  execution  runnable  blocked  goroutine, created at
        1      1     536 µs   31.2 µs   167 ms  main.main
        5      0     983 µs    159 µs   166 ms    testing.tRunner, testing.(*T).Run testing.go:2101
        6      0     589 µs    921 µs   331 ms      example.com/causal/convoy.TestConvoy.func1, example.com/causal/convoy.TestConvoy convoy_test.go:35
        6      0    5.97 ms   6.75 ms   115 ms      example.com/causal/convoy.TestHeld.func1, example.com/causal/convoy.TestHeld held_test.go:26
        6      0     415 µs    650 µs   229 ms      example.com/causal/convoy.TestTwoInstances.func1, example.com/causal/convoy.TestTwoInstances held_test.go:53
        4      0     127 µs    328 µs  72.1 ms      example.com/causal/convoy.TestWriterWaitsForReaders.func1, example.com/causal/convoy.TestWriterWaitsForReaders convoy_test.go:68
        1      0     397 µs   28.8 µs  6.15 ms      example.com/causal/convoy.TestRegion.func1, example.com/causal/convoy.TestRegion convoy_test.go:82
        1      1    23.9 µs    143 µs   168 ms    runtime.traceStartReadCPU.func1, testing.(*M).before testing.go:2624
        1      1    14.7 µs    134 µs   168 ms    runtime.(*traceAdvancerState).start.func1, testing.(*M).before testing.go:2624
        1      1    41.6 µs    130 µs   168 ms    runtime/trace.(*traceMultiplexer).startLocked.func1, testing.(*M).before testing.go:2624
        1      1       0 ns      0 ns   168 ms  runtime.forcegchelper
        1      1       0 ns      0 ns   168 ms  runtime.bgsweep
        1      1       0 ns      0 ns   168 ms  runtime.bgscavenge
        1      1       0 ns      0 ns   168 ms  runtime.runFinalizers
    "
  `);
});

test("a window counts from its own first event", async () => {
  let text = "";
  const request = { source: bytesSource(captured), window: { fromNs: 5_000_000 } };
  await traceCreationsCommand(request, { json: true, limit: 5 }, (t) => (text += t));
  const { goroutines } = traceGoroutinesDocument.parse(JSON.parse(text));
  expect(goroutines.length).toBeGreaterThan(0);
  for (const g of goroutines) expect(g.startNs).toBeGreaterThanOrEqual(5_000_000);
});
