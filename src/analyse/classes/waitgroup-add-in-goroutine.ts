import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { waitGroupCalls, type WaitGroupCall } from "../source/wait-groups.ts";
import { addBeforeGo } from "../patches/add-before-go.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceFacts, RaceSide } from "./race-facts.ts";
import { place } from "./words.ts";

/** sync.WaitGroup tells the race detector of Add and Wait by these calls; no other user frame has them. */
function inWaitGroup(side: RaceSide): boolean {
  const top = side.inside[0]?.function;
  if (top === "runtime.raceread" || top === "runtime.racewrite") return true;
  return side.inside.some((frame) => /^sync\.\(\*WaitGroup\)\./.test(frame.function));
}

/** WaitGroup.Add runs in the goroutine that it counts, so Wait may return before it. */
export const waitGroupAddInGoroutine: RaceClass = {
  id: "waitgroup-add-in-goroutine",
  code: "RG1013",
  docs: RACE_CLASS_DOCS.RG1013,
  classify(facts) {
    if (facts.sides.every(inWaitGroup)) {
      return {
        certainty: "direct",
        explanation:
          `The memory is a sync.WaitGroup's own. ` +
          "Add with the counter at zero runs at the same time as Wait, so Wait may return before the " +
          "goroutine is counted.",
        fix: { words: "Call Add before the go statement that starts the goroutine, not in it." },
      };
    }
    const add = lateAdd(facts);
    if (add === undefined) return undefined;
    return {
      certainty: "direct",
      explanation:
        `The goroutine calls ${add.receiver}.Add itself ` +
        `(${place(facts.kin?.child.user?.file ?? "", add.line)}), so ${add.receiver}.Wait can return before ` +
        "the goroutine is counted.",
      fix: {
        words: `Move ${add.receiver}.Add in front of the go statement, or use ${add.receiver}.Go (Go 1.25).`,
        edits: addBeforeGo(facts, add),
      },
    };
  },
};

/** The child counts itself, and the parent's access stands behind Wait on the same WaitGroup. */
function lateAdd(facts: RaceFacts): WaitGroupCall | undefined {
  const { kin, source } = facts;
  const { user } = kin?.parent ?? {};
  const file = user === undefined ? undefined : source?.file(user.file);
  if (kin === undefined || source === undefined || file === undefined || user === undefined) {
    return undefined;
  }
  const calls = waitGroupCalls(source.program, file);
  const lines = kin.child.access.frames.map(({ line }) => line);
  return calls.find(
    (add) =>
      add.addInside &&
      lines.some((line) => within(add, line)) &&
      calls.some(
        (wait) =>
          wait.method === "Wait" &&
          wait.receiver === add.receiver &&
          wait.line < user.line &&
          wait.line > kin.creationLine,
      ),
  );
}

function within(call: WaitGroupCall, line: number): boolean {
  const around = call.goroutine ?? call.function;
  return around !== undefined && around.line <= line && line <= around.endLine;
}
