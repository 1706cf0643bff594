import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import type { BlockingClass } from "./blocking-class.ts";
import { bucketWords, place } from "./words.ts";

/** A range over a channel that no code closes. */
export const channelClose: BlockingClass = {
  id: "channel-close",
  code: "RG2006",
  docs: BLOCKING_CLASS_DOCS.RG2006,
  classify(facts) {
    for (const bucket of facts.channels) {
      const range = facts.operations(bucket).find(({ operation }) => operation === "range");
      if (range === undefined) continue;
      const all = facts.operationsOn(range, bucket);
      const closes = all.filter(({ operation }) => operation === "close");
      const sends = all.filter(({ operation }) => operation === "send");
      // A range that is stuck although a close exists: the close is on a path that was not taken.
      const certainty = closes.length === 0 ? "direct" : "heuristic";
      const file = bucket.site?.file ?? "";
      const closed =
        closes.length === 0
          ? `no close(${range.channel}) is in the files of its package`
          : `close(${range.channel}) at ${place(file, closes[0]?.line ?? 0)} did not run`;
      const sent = sends.length === 0 ? "" : ` It is sent to at line ${sends[0]?.line ?? 0}.`;
      return {
        certainty,
        explanation: `${bucketWords(bucket)}: the loop ends only when the channel is closed, and ${closed}.${sent}`,
        fix: `\`defer close(${range.channel})\` where its last value is sent.`,
        blamed: [bucket],
      };
    }
    return undefined;
  },
};
