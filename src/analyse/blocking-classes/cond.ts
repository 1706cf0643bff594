import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import type { BlockingClass } from "./blocking-class.ts";
import { bucketsWords } from "./words.ts";

/** Cond.Wait without a later Signal or Broadcast. */
export const cond: BlockingClass = {
  id: "cond",
  code: "RG2009",
  docs: BLOCKING_CLASS_DOCS.RG2009,
  classify(facts) {
    if (facts.conds.length === 0) return undefined;
    return {
      certainty: "direct",
      explanation:
        `${bucketsWords(facts.conds)}, and no Signal or Broadcast woke it: it came before the wait, or not ` +
        "at all.",
      blamed: facts.conds,
    };
  },
};
