import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import type { BlockingClass } from "./blocking-class.ts";
import { bucketWords } from "./words.ts";

const TIMER_CHANNEL =
  /(?:^|\.)[A-Za-z_]*(?:[Tt]imer|[Tt]icker|[Tt]ick)[A-Za-z_]*\.C$|^time\.(?:After|Tick)\(/;

/** A receive from a timer's channel, and nothing else to wake it. */
export const timer: BlockingClass = {
  id: "timer",
  code: "RG2012",
  docs: BLOCKING_CLASS_DOCS.RG2012,
  classify(facts) {
    for (const bucket of facts.channels) {
      if (bucket.wait.kind !== "receive") continue;
      const from = facts
        .operations(bucket)
        .find(({ channel }) => TIMER_CHANNEL.test(channel) || /^t\.C$/.test(channel));
      if (from === undefined) continue;
      return {
        certainty: "direct",
        explanation:
          `${bucketWords(bucket)}: ${from.channel} is a timer's channel. A timer that was stopped neither ` +
          "sends nor closes it.",
        blamed: [bucket],
      };
    }
    return undefined;
  },
};
