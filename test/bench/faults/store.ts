// Prints the fault table of the store: one whole upload per cell, the fault at its k-th request.
//
//     node test/bench/faults/store.ts [fault…]
//
// `ok`: everything is stored, once and with the right CRC32C. `named`: something is not stored, and the report
// says so and why. `BROKEN`: a promise was broken. Ends with N of N and exit code 1 when a cell is broken.
import { runWithFault } from "../../faults/store-run/fault-run.ts";
import { startFakeGcs } from "../../servers/fake-gcs.ts";
import { FAULTS, startFaultProxy, type Fault } from "../../servers/fault-proxy.ts";

const asked = process.argv.slice(2);
const faults = asked.length === 0 ? FAULTS : FAULTS.filter((fault) => asked.includes(fault));

let behind = "";
const proxy = await startFaultProxy(() => behind, { sessions: true });
const server = await startFakeGcs(proxy.port);
behind = server.url;

interface Row {
  readonly fault: Fault;
  readonly cells: readonly string[];
  readonly slowestMs: number;
}

async function rowOf(fault: Fault): Promise<Row> {
  const cells: string[] = [];
  let slowestMs = 0;
  for (let at = 1; ; at += 1) {
    const run = await runWithFault(proxy, server, fault, at);
    if (!run.struck) return { fault, cells, slowestMs };
    const good = run.report.complete ? "ok" : "named";
    cells.push(run.broken.length === 0 ? good : `BROKEN(${run.broken.join("; ")})`);
    slowestMs = Math.max(slowestMs, run.tookMs);
  }
}

const rows: Row[] = [];
for (const fault of faults) {
  const row = await rowOf(fault);
  rows.push(row);
  const slowest = `${Math.round(row.slowestMs)} ms`.padStart(8);
  console.log(`${fault.padEnd(12)}${slowest}  ${row.cells.join(" ")}`);
}
const all = rows.flatMap(({ cells }) => cells);
const stored = all.filter((cell) => cell === "ok").length;
const kept = all.filter((cell) => !cell.startsWith("BROKEN")).length;
console.log(`all stored: ${stored} of ${all.length} · promises kept: ${kept} of ${all.length}`);
await proxy.stop();
await server.stop();
process.exitCode = kept === all.length && all.length > 0 ? 0 : 1;
