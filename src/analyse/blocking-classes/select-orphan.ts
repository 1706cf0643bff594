import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import type { BlockingClass } from "./blocking-class.ts";
import { bucketsWords, stacksAlone } from "./words.ts";

/** A select whose other sides are gone. */
export const selectOrphan: BlockingClass = {
  id: "select-orphan",
  code: "RG2007",
  docs: BLOCKING_CLASS_DOCS.RG2007,
  classify(facts) {
    const selects = facts.channels.filter(
      ({ wait }) => wait.kind === "select" || wait.kind === "select-none",
    );
    const [first] = selects;
    if (first === undefined) return undefined;
    const channels = facts.operations(first).map(({ channel }) => channel);
    const none = selects.some(({ wait }) => wait.kind === "select-none");
    return {
      // Without its cases nobody knows whether one of them is a timer's.
      certainty: none ? "proof" : channels.length === 0 ? "heuristic" : "direct",
      explanation:
        `${bucketsWords(selects)}, and none of its cases can fire any more.` +
        (none ? " A select without cases never ends." : "") +
        (channels.length === 0
          ? ` ${stacksAlone(facts.source)}`
          : ` Its cases are ${[...new Set(channels)].slice(0, 5).join(", ")}.`),
      blamed: selects,
    };
  },
};
