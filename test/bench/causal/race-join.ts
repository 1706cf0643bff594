// Race reports ⇄ traces: records test/fixtures/causal/pairs, whose tests print the goroutines that really raced, and
// counts how often they are among the candidates.
//   node test/bench/causal/race-join.ts [--runs 3]
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { creationsOf } from "../../../src/analyse/causal/creations.ts";
import { joinRaceThreads } from "../../../src/analyse/causal/race-join.ts";
import { SegmentRecorder } from "../../../src/analyse/causal/segment-recorder.ts";
import { TraceInterner } from "../../../src/model/trace-interner.ts";
import { readTrace } from "../../../src/parse/go-trace/reader.ts";
import { parseRaceLog } from "../../../src/parse/race-log.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";

const { values } = parseArgs({ options: { runs: { type: "string", default: "3" } } });
const fixtures = join(import.meta.dirname, "../../fixtures/causal");
const dir = mkdtempSync(join(tmpdir(), "racegate-bench-join-"));
const binary = join(dir, "pairs.test");

try {
  const build = ["test", "-c", "-race", "-trimpath", "-vet=off", "-o", binary, "./pairs"];
  execFileSync("go", build, { cwd: fixtures });
  console.log("| test | GOMAXPROCS | numbers | inside | single | wrong single | no answer |");
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const test of ["TestSerial", "TestParallel"]) {
    for (const procs of [1, 2, 4, 8]) {
      const sum = { numbers: 0, inside: 0, single: 0, wrong: 0, silent: 0 };
      for (let run = 0; run < Number(values.runs); run++) await measure(test, procs, sum);
      const { numbers, inside, single, wrong, silent } = sum;
      console.log(
        `| ${test} | ${procs} | ${numbers} | ${inside} (${((100 * inside) / numbers).toFixed(1)} %) ` +
          `| ${single} | ${wrong} | ${silent} |`,
      );
    }
  }
} finally {
  rmSync(dir, { recursive: true });
}

async function measure(
  test: string,
  procs: number,
  sum: { numbers: number; inside: number; single: number; wrong: number; silent: number },
): Promise<void> {
  const path = join(dir, "pairs.trace");
  const { stdout, stderr } = spawnSync(binary, ["-test.run", `^${test}$`, "-test.trace", path], {
    env: {
      ...process.env,
      GOMAXPROCS: String(procs),
      GORACE: "suppress_equal_stacks=0 suppress_equal_addresses=0",
    },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const cells = new Map<bigint, Set<number>>();
  for (const [, address, a, b] of stdout.matchAll(/^cell (0x[0-9a-f]+) (\d+) (\d+)$/gm)) {
    cells.set(BigInt(address ?? "0"), new Set([Number(a), Number(b)]));
  }
  const reports = parseRaceLog(stderr, "stderr").value;
  const interner = new TraceInterner();
  const recorder = new SegmentRecorder(interner);
  await readTrace(bytesSource(readFileSync(path)), { visitors: [recorder] });
  const threads = reports.flatMap(({ creations }) =>
    creations.map(({ raceId, frames }) => ({ raceId, creation: frames })),
  );
  const answers = joinRaceThreads(threads, creationsOf(recorder.finish(), interner));
  for (const { accesses } of reports) {
    for (const { address, goroutine } of accesses) {
      const truth = cells.get(BigInt(address ?? "0"));
      if (truth === undefined || goroutine === undefined || goroutine.main) continue;
      const answer = answers.get(goroutine.raceId) ?? [];
      const right = answer.some((goid) => truth.has(goid));
      sum.numbers += 1;
      if (right) sum.inside += 1;
      if (answer.length === 1) sum.single += 1;
      if (answer.length === 1 && !right) sum.wrong += 1;
      if (answer.length === 0) sum.silent += 1;
    }
  }
}
