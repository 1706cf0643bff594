import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import type { BlockingClass } from "./blocking-class.ts";
import { bucketWords } from "./words.ts";

/** A channel that is a package-level variable. */
export const global: BlockingClass = {
  id: "global",
  code: "RG2013",
  docs: BLOCKING_CLASS_DOCS.RG2013,
  classify(facts) {
    for (const bucket of facts.channels) {
      const operations = facts.operations(bucket);
      const [first] = operations;
      if (first === undefined || !operations.every(({ key }) => key.startsWith("var "))) continue;
      return {
        certainty: "direct",
        explanation: `${bucketWords(bucket)}: ${first.channel} is a package-level variable, which outlives every test.`,
        blamed: [bucket],
      };
    }
    return undefined;
  },
};
