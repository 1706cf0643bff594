import { describe, expect, test } from "vitest";
import { creationsOf } from "../../../src/analyse/causal/creations.ts";
import { joinRaceThreads, type RaceThread } from "../../../src/analyse/causal/race-join.ts";
import type { RaceReport } from "../../../src/model/race-report.ts";
import { parseRaceLog } from "../../../src/parse/race-log.ts";
import { recorded, recordedReport } from "./recorded.ts";

/** Goids that the program printed for the address of each race. */
function printedGoids(text: string): Map<bigint, Set<number>> {
  const cells = new Map<bigint, Set<number>>();
  for (const [, address, a, b] of text.matchAll(/^cell (0x[0-9a-f]+) (\d+) (\d+)$/gm)) {
    cells.set(BigInt(address ?? "0"), new Set([Number(a), Number(b)]));
  }
  return cells;
}

function threadsOf(reports: readonly RaceReport[]): RaceThread[] {
  return reports.flatMap(({ creations }) =>
    creations.map(({ raceId, frames }) => ({ raceId, creation: frames })),
  );
}

interface Score {
  numbers: number;
  inside: number;
  single: number;
  wrongSingle: number;
}

async function score(name: "pairs-parallel" | "pairs-serial"): Promise<Score> {
  const text = recordedReport(name);
  const reports = parseRaceLog(text, name).value;
  const cells = printedGoids(text);
  const { segments, interner } = await recorded(name);
  const answers = joinRaceThreads(threadsOf(reports), creationsOf(segments, interner));
  const sum = { numbers: 0, inside: 0, single: 0, wrongSingle: 0 };
  for (const { accesses } of reports) {
    for (const { address, goroutine } of accesses) {
      const truth = cells.get(BigInt(address ?? "0"));
      if (truth === undefined || goroutine === undefined || goroutine.main) continue;
      sum.numbers += 1;
      const answer = answers.get(goroutine.raceId) ?? [];
      const right = answer.some((goid) => truth.has(goid));
      if (right) sum.inside += 1;
      if (answer.length === 1) sum.single += 1;
      if (answer.length === 1 && !right) sum.wrongSingle += 1;
    }
  }
  return sum;
}

describe("race reports and traces", () => {
  test("serial creation: every number is inside its candidates", async () => {
    const { numbers, inside, wrongSingle } = await score("pairs-serial");
    expect(numbers).toBe(80);
    expect(inside).toBe(numbers);
    expect(wrongSingle).toBe(0);
  });

  test("four goroutines that create at once: at least 98 % inside", async () => {
    const { numbers, inside, wrongSingle } = await score("pairs-parallel");
    expect(numbers).toBeGreaterThan(300);
    expect(inside / numbers).toBeGreaterThanOrEqual(0.98);
    expect(wrongSingle).toBe(0);
  });

  test("a report of another program gets no answer", async () => {
    const { segments, interner } = await recorded("convoy");
    const threads = threadsOf(parseRaceLog(recordedReport("race"), "race").value);
    expect(threads.length).toBeGreaterThan(3);
    const answers = joinRaceThreads(
      threads.filter((t) => t.creation[0]?.function.startsWith("example.com")),
      creationsOf(segments, interner),
    );
    expect([...answers]).toEqual([]);
  });

  test("equal neighbours stay a set", async () => {
    const { segments, interner } = await recorded("race");
    const threads = threadsOf(parseRaceLog(recordedReport("race"), "race").value);
    const answers = joinRaceThreads(threads, creationsOf(segments, interner));
    const equal = threads.filter((t) => t.creation[0]?.line === 45);
    expect(equal.length).toBeGreaterThan(0);
    for (const t of equal) expect(answers.get(t.raceId)?.length).toBeGreaterThan(1);
  });
});
