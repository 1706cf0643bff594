import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { sleepBefore, type Sleep } from "../source/waiting-by-time.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceFacts } from "./race-facts.ts";
import { place } from "./words.ts";

/** The starter sleeps and then uses what its goroutine has made. */
export const sleepSync: RaceClass = {
  id: "sleep-sync",
  code: "RG1012",
  docs: RACE_CLASS_DOCS.RG1012,
  classify(facts) {
    const sleep = sleepInParent(facts);
    if (sleep === undefined) return undefined;
    const path = facts.kin?.parent.user?.file ?? "";
    return {
      certainty: "heuristic",
      explanation:
        `Between the start of the goroutine and this access stands only ` +
        `time.Sleep(${sleep.duration}) at ${place(path, sleep.line)}, which orders nothing.`,
      fix: {
        words:
          "Replace the sleep by a wait for the goroutine's end: close a channel in it and receive from " +
          "it here, or use a sync.WaitGroup.",
      },
    };
  },
};

function sleepInParent(facts: RaceFacts): Sleep | undefined {
  const { kin, common } = facts;
  const memory = kin?.parent.memory;
  if (kin === undefined || common === undefined || memory === undefined) return undefined;
  const sleep = sleepBefore(memory.file, memory);
  return sleep !== undefined && sleep.line > kin.creationLine ? sleep : undefined;
}
