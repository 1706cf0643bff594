import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import { madeContexts } from "../source/contexts.ts";
import type { Bucket } from "../leaks/buckets.ts";
import type { BlockingClass } from "./blocking-class.ts";
import type { BlockingFacts } from "./blocking-facts.ts";
import { bucketWords, place } from "./words.ts";

/** A wait that only a cancel would end. */
export const context: BlockingClass = {
  id: "context",
  code: "RG2011",
  docs: BLOCKING_CLASS_DOCS.RG2011,
  classify(facts) {
    for (const bucket of facts.channels) {
      const ofPackage = bucket.frames[bucket.wait.site]?.function.startsWith("context.") === true;
      const done = facts.operations(bucket).find(({ channel }) => /\.Done\(\)$/.test(channel));
      if (!ofPackage && done === undefined) continue;
      const channel = done === undefined ? "a context's end" : done.channel;
      const made = droppedCancel(bucket, facts);
      return {
        certainty: "direct",
        explanation:
          `${bucketWords(bucket)}: it would go on when ${channel} is closed, and nothing cancelled that ` +
          `context.${made === undefined ? "" : ` ${made.words}`}`,
        fix: made?.fix,
        blamed: [bucket],
      };
    }
    return undefined;
  },
};

/** A context of the same file whose cancel function is not called for sure. */
function droppedCancel(
  bucket: Bucket,
  { source }: BlockingFacts,
): { readonly words: string; readonly fix: string } | undefined {
  const { site } = bucket;
  const created = bucket.goroutines[0].creation.find(
    ({ file }) => source?.file(file) !== undefined,
  );
  for (const frame of [created, site]) {
    const file = frame === undefined ? undefined : source?.file(frame.file);
    if (file === undefined || frame === undefined) continue;
    const made = madeContexts(file).find(
      ({ cancelled, line }) => cancelled === "dropped" && line > 0,
    );
    if (made === undefined) continue;
    const at = place(frame.file, made.line);
    return {
      words: `The cancel function of context.${made.by} at ${at} is never called.`,
      fix: `Keep the cancel function at ${at} and \`defer\` it.`,
    };
  }
  return undefined;
}
