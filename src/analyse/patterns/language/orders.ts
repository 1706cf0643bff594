// `unordered`: the other orders in which the steps of a pattern may come, each as a pattern of its own.
import type { PatternSource } from "../../../model/pattern.ts";
import type { Mistake } from "./event-tests.ts";

/** What is wrong with the pattern's `unordered`; undefined: nothing. */
export function unorderedMistake({ unordered, steps }: PatternSource): Mistake | undefined {
  if (unordered === undefined) return undefined;
  const ids = idsOf(steps);
  for (const [i, id] of unordered.entries()) {
    if (!ids.includes(id)) {
      return { path: ["unordered", i], message: `no step is called "${id}"` };
    }
    if (unordered.indexOf(id) !== i) {
      return { path: ["unordered", i], message: `"${id}" stands there twice` };
    }
  }
  const at = unordered.map((id) => ids.indexOf(id));
  if (Math.max(...at) - Math.min(...at) === at.length - 1) return undefined;
  return { path: ["unordered"], message: "these steps must stand next to each other" };
}

/** The pattern with its unordered steps in every order but the written one. */
export function otherOrders(source: PatternSource): PatternSource[] {
  const { unordered } = source;
  if (unordered === undefined) return [];
  const ids = idsOf(source.steps);
  const steps = source.steps.map((s, i) => ({ ...s, id: ids[i] }));
  const first = Math.min(...unordered.map((id) => ids.indexOf(id)));
  const group = steps.slice(first, first + unordered.length);
  const [, ...others] = permutations(group);
  return others.map((order) => ({
    ...source,
    steps: [...steps.slice(0, first), ...order, ...steps.slice(first + group.length)],
  }));
}

function idsOf(steps: PatternSource["steps"]): string[] {
  return steps.map((s, i) => s.id ?? `s${i + 1}`);
}

/** Every order of the items, the given one first. */
function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) =>
    permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]),
  );
}
