// The waits for each lock by trace, block profile and mutex profile, and their ratios.
//   node test/bench/causal/lock-profiles.ts [--runs 3]
import { parseArgs } from "node:util";
import { durationText } from "../../../src/util/duration-text.ts";
import { measuredLocks } from "./measured-locks.ts";

const { values } = parseArgs({ options: { runs: { type: "string", default: "3" } } });
const TESTS = ["TestConvoy", "TestHeld", "TestTwoInstances", "TestWriterWaitsForReaders"];
const WAIT_MIN_NS = 5e6;

console.log(
  "| test | GOMAXPROCS | lock | waits | trace | block/trace | mutex/trace | mutex/estimate |",
);
console.log("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |");
const ratio = (a: number | undefined, b: number | undefined): string =>
  a === undefined || b === undefined ? "-" : (a / b).toFixed(3);
for (const procs of [1, 2, 4]) {
  for (let run = 0; run < Number(values.runs); run++) {
    for (const { test, lock, measures } of await measuredLocks(TESTS, procs, WAIT_MIN_NS)) {
      const { traceNs, blockNs, mutexNs, mutexEstimateNs } = measures;
      console.log(
        `| ${test} | ${procs} | ${lock.kind} | ${lock.waits} | ${durationText(traceNs)} ` +
          `| ${ratio(blockNs, traceNs)} | ${ratio(mutexNs, traceNs)} | ${ratio(mutexNs, mutexEstimateNs)} |`,
      );
    }
  }
}
