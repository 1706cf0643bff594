import type { FindingClass } from "../../model/classes.ts";
import type { RaceClassCode } from "../../model/race-classes.ts";
import type { RaceReport } from "../../model/race-report.ts";
import { channelClose } from "./channel-close.ts";
import { closureCapture } from "./closure-capture.ts";
import { concurrentMap } from "./concurrent-map.ts";
import { errCapture } from "./err-capture.ts";
import { flagPolling } from "./flag-polling.ts";
import { globalHook } from "./global-hook.ts";
import { interfaceOrStructWrite } from "./interface-or-struct-write.ts";
import { lockCopy } from "./lock-copy.ts";
import { loopVariableCapture } from "./loop-variable-capture.ts";
import { missingLock } from "./missing-lock.ts";
import { mixedAtomic } from "./mixed-atomic.ts";
import { namedResultCapture } from "./named-result-capture.ts";
import { onceMisuse } from "./once-misuse.ts";
import { packageInit } from "./package-init.ts";
import { parallelSubtest } from "./parallel-subtest.ts";
import { partialLock } from "./partial-lock.ts";
import { publishBeforeWrite } from "./publish-before-write.ts";
import type { Classification, RaceClass } from "./race-class.ts";
import { raceFacts, type RaceContext, type RaceFacts } from "./race-facts.ts";
import { sleepSync } from "./sleep-sync.ts";
import { sliceHeader } from "./slice-header.ts";
import { testOutlives } from "./test-outlives.ts";
import { waitGroupAddInGoroutine } from "./waitgroup-add-in-goroutine.ts";

/**
 * The classes of data races, the more specific first: what a stack proves, then how the memory came to be
 * shared, then how it is guarded, then what kind of memory it is, and at last that a lock is missing.
 */
export const RACE_CLASSES: readonly RaceClass[] = [
  packageInit,
  onceMisuse,
  mixedAtomic,
  waitGroupAddInGoroutine,
  channelClose,
  loopVariableCapture,
  namedResultCapture,
  errCapture,
  lockCopy,
  testOutlives,
  parallelSubtest,
  flagPolling,
  sleepSync,
  partialLock,
  concurrentMap,
  publishBeforeWrite,
  globalHook,
  sliceHeader,
  closureCapture,
  interfaceOrStructWrite,
  missingLock,
];

export interface ClassifiedRace extends Classification {
  readonly class: FindingClass;
  readonly code: RaceClassCode;
  readonly facts: RaceFacts;
}

/** The class of a race; undefined where the report has lost a side, or nothing of it is the user's code. */
export function classifyRace(report: RaceReport, context: RaceContext): ClassifiedRace | undefined {
  const facts = raceFacts(report, context);
  if (facts === undefined) return undefined;
  for (const one of RACE_CLASSES) {
    const found = one.classify(facts);
    if (found === undefined) continue;
    const explanation = found.explanation.replace(/^a /, "A "); // a sentence, whatever it begins with
    return { class: one.id, code: one.code, facts, ...found, explanation };
  }
  return undefined;
}
