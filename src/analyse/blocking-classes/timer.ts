import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import type { Bucket } from "../leaks/buckets.ts";
import { childOf } from "../source/go-node.ts";
import { typeOf } from "../source/types.ts";
import type { BlockingClass } from "./blocking-class.ts";
import type { BlockingFacts } from "./blocking-facts.ts";
import { bucketWords } from "./words.ts";

interface TimerChannel {
  readonly text: string;
  /** By its type, not by its name alone. */
  readonly sure: boolean;
}

const TIMER_TYPE = /^\*?time\.(?:Timer|Ticker)$/;

/** `s.retryTimer.C`. */
function isNamedTimer(channel: string): boolean {
  const steps = channel.split(".");
  return steps.at(-1) === "C" && /timer|tick/i.test(steps.at(-2) ?? "");
}

/** What a line receives from or ranges over, if it is a timer's: `t.C`, `time.After(…)`, a parameter of that type. */
function timerChannel(bucket: Bucket, facts: BlockingFacts): TimerChannel | undefined {
  const { source } = facts;
  const file = bucket.site === undefined ? undefined : source?.file(bucket.site.file);
  if (file === undefined || source === undefined) return undefined;
  for (const { operation, node, channel: text } of facts.operations(bucket)) {
    const channel = childOf(node, operation === "range" ? "right" : "operand");
    if (channel === undefined) continue;
    if (typeOf(source.program, file, channel) === "<-chan time.Time") return { text, sure: true };
    if (channel.type !== "selector_expression") continue;
    const owner = typeOf(source.program, file, childOf(channel, "operand"));
    if (owner === undefined ? isNamedTimer(text) : TIMER_TYPE.test(owner)) {
      return { text, sure: owner !== undefined };
    }
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
      const channel = timerChannel(bucket, facts);
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
