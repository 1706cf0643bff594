// The finders by name.
import { kindNumber } from "../../../model/pattern-events.ts";
import type { PatternSource } from "../../../model/pattern.ts";
import { FellowCancels } from "./fellow-cancels.ts";
import type { Finder, FinderInput } from "./finder.ts";
import { Overtaken } from "./overtaken.ts";
import { Stragglers } from "./stragglers.ts";
import { Unreached } from "./unreached.ts";

type Name = NonNullable<PatternSource["finder"]>;

const FINDERS: Readonly<Record<Name, new (input: FinderInput) => Finder>> = {
  stragglers: Stragglers,
  "fellow-cancels": FellowCancels,
  unreached: Unreached,
  overtaken: Overtaken,
};

/** Kinds that finders, and the processors' times, look at. */
export const SEARCHED_KINDS = (["create", "run", "stop", "park", "unpark", "exit"] as const)
  .map((kind) => 1 << kindNumber(kind))
  .reduce((all, bit) => all | bit, 0);

/** The pattern's finder; undefined where steps are enough. */
export function finderOf(input: FinderInput): Finder | undefined {
  const { finder } = input.pattern.source;
  return finder === undefined ? undefined : new FINDERS[finder](input);
}
