import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import type { Bucket } from "../leaks/buckets.ts";
import type { BlockingClass } from "./blocking-class.ts";
import type { BlockingFacts } from "./blocking-facts.ts";
import { bucketWords } from "./words.ts";

/** `t.C`, `time.After(…)`: what a line receives from or ranges over, if it is a timer's. */
function timerChannel({ site }: Bucket, { source }: BlockingFacts): string | undefined {
  if (site === undefined) return undefined;
  const line = source?.line(site.file, site.line)?.slice(0, 400) ?? "";
  const channel = /(?:<-|\brange )\s?([\w.]{1,200}(?:\([^)]{0,100}\))?)/.exec(line)?.[1];
  return channel !== undefined && TIMER_CHANNEL.test(channel) ? channel : undefined;
}

const TIMER_CHANNEL =
  /(?:^|\.)[A-Za-z_]{0,60}(?:[Tt]imer|[Tt]icker|[Tt]ick)[A-Za-z_]{0,60}\.C$|(?:^|\.)t\.C$|^time\.(?:After|Tick)\(/;

/** A receive from a timer's channel, and nothing else to wake it. */
export const timer: BlockingClass = {
  id: "timer",
  code: "RG2012",
  docs: BLOCKING_CLASS_DOCS.RG2012,
  classify(facts) {
    for (const bucket of facts.channels) {
      if (bucket.wait.kind !== "receive") continue;
      const channel = timerChannel(bucket, facts);
      if (channel === undefined) continue;
      return {
        certainty: "direct",
        explanation:
          `${bucketWords(bucket)}: ${channel} is a timer's channel. A timer that was stopped neither ` +
          "sends nor closes it.",
        blamed: [bucket],
      };
    }
    return undefined;
  },
};
