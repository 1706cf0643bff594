/**
 * A race report for a marked Go source, so that a rule can be asked about code that the detector need not
 * run: a line with a comment "A:write" or "A:read" is the test's own access, "B:write" or "B:read" the one
 * of the goroutine that the line "GO" starts.
 */
import { classifyRace, type ClassifiedRace } from "../../../../src/analyse/classes/classify.ts";
import type { RaceContext } from "../../../../src/analyse/classes/race-facts.ts";
import { openGoSource } from "../../../../src/analyse/source/go-source.ts";
import type { RaceAccess, RaceReport, StackFrame } from "../../../../src/model/race-report.ts";

const PATH = "/m/p/x_test.go";
const RUNNER: readonly StackFrame[] = [
  { function: "testing.tRunner", file: "testing/testing.go", line: 2036 },
];

export async function classifyMarked(
  text: string,
  context: RaceContext & { readonly callees?: Readonly<Record<string, readonly string[]>> } = {},
): Promise<ClassifiedRace | undefined> {
  const source = await openGoSource([{ path: PATH, text, whole: true }]);
  const lines = text.split("\n");
  const find = (mark: string) => lines.findIndex((line) => line.includes(mark)) + 1;
  const frame = (line: number): StackFrame => {
    const literal = lines[line - 1]?.includes("LITERAL") === true;
    const inner = source.enclosingFunction(PATH, line, literal ? "x.func1" : undefined);
    return { function: `m/p.${inner?.name ?? "?"}`, file: PATH, line };
  };
  const access = (side: "A" | "B", raceId: number): RaceAccess => {
    const operation = find(`${side}:write`) > 0 ? "write" : "read";
    const callees = context.callees?.[side] ?? [];
    const above = callees.map((callee) => ({ function: callee, file: "runtime/x.go", line: 1 }));
    const frames = [...above, frame(find(`${side}:${operation}`)), ...(side === "A" ? RUNNER : [])];
    return {
      operation,
      previous: side === "B",
      address: "0x00c000012345",
      goroutine: { main: false, raceId },
      frames,
      restored: true,
    };
  };
  const run: StackFrame = { function: "testing.(*T).Run", file: "testing/testing.go", line: 2101 };
  const report: RaceReport = {
    accesses: [access("A", 7), access("B", 8)],
    creations: [
      { raceId: 7, state: "running", frames: [run], restored: true },
      { raceId: 8, state: "running", frames: [frame(find("GO")), ...RUNNER], restored: true },
    ],
    complete: true,
    at: { source: "x", start: 0, end: 0 },
    text: "",
    foreign: [],
  };
  return classifyRace(report, { source, ...context });
}
