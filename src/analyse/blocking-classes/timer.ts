import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import type { Bucket } from "../leaks/buckets.ts";
import { timerChannel, type TimerChannel } from "../source/timers.ts";
import type { BlockingClass } from "./blocking-class.ts";
import type { BlockingFacts } from "./blocking-facts.ts";
import { bucketWords } from "./words.ts";

/** What a line receives from or ranges over, if it is a timer's. */
function timerAt(bucket: Bucket, facts: BlockingFacts): TimerChannel | undefined {
  const { source } = facts;
  const file = bucket.site === undefined ? undefined : source?.file(bucket.site.file);
  if (file === undefined || source === undefined) return undefined;
  for (const operation of facts.operations(bucket)) {
    const found = timerChannel(source.program, file, operation);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A receive from a timer's channel, and nothing else to wake it. */
export const timer: BlockingClass = {
  id: "timer",
  code: "RG2012",
  docs: BLOCKING_CLASS_DOCS.RG2012,
  classify(facts) {
    for (const bucket of facts.channels) {
      if (bucket.wait.kind !== "receive") continue;
      const channel = timerAt(bucket, facts);
      if (channel === undefined) continue;
      return {
        certainty: channel.sure ? "direct" : "heuristic",
        explanation:
          `${bucketWords(bucket)}: ${channel.text} is a timer's channel. A timer that was stopped neither ` +
          "sends nor closes it.",
        blamed: [bucket],
      };
    }
    return undefined;
  },
};
