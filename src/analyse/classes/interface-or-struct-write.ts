import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceFacts } from "./race-facts.ts";

/** A value of several words (interface, struct) is assigned while another goroutine reads it. */
export const interfaceOrStructWrite: RaceClass = {
  id: "interface-or-struct-write",
  code: "RG1020",
  docs: RACE_CLASS_DOCS.RG1020,
  classify(facts) {
    const what = kindOf(facts);
    if (what === undefined) return undefined;
    return {
      certainty: "direct",
      explanation:
        `It is ${what}, which takes several machine words: a reader may see half of ` +
        "the old and half of the new value, and crash.",
      fix: {
        words: `Guard ${facts.name} with a lock, or keep it behind an atomic.Pointer (atomic.Value for interfaces) and replace it whole.`,
      },
    };
  },
};

function kindOf(facts: RaceFacts): string | undefined {
  const { common, source } = facts;
  if (common === undefined || source === undefined) return undefined;
  const { first, second } = common;
  if (first.via === "method" && second.via === "method") return undefined;
  for (const { type, file, path } of [first, second]) {
    if (type === undefined || path.at(-1) === "[]") continue;
    if (type === "error" || type === "any" || type.startsWith("interface"))
      return "an interface value";
    const under = source.program.underlying(type, file);
    if (under.startsWith("interface")) return "an interface value";
    if (!type.startsWith("*") && source.program.struct(type, file) !== undefined) {
      return "a struct value";
    }
  }
  return undefined;
}
