// Patterns that came with a repository, perhaps from a fork: together they may cost so much, and no more.
import type { CompiledPattern } from "../matching/compiled.ts";
import type { LoadedPattern } from "./read-patterns.ts";

/** Each of the named patterns gets its part of `budget`, in units of work (matcher.ts); or its own one where that is less. */
export function withSharedBudget(
  patterns: readonly LoadedPattern[],
  names: ReadonlySet<string>,
  budget: number,
): LoadedPattern[] {
  const part = Math.floor(budget / Math.max(1, names.size));
  const bounded = (pattern: CompiledPattern): CompiledPattern => ({
    ...pattern,
    budget: Math.min(pattern.budget, part),
    others: pattern.others.map(bounded),
  });
  return patterns.map((loaded) =>
    names.has(loaded.pattern.source.name)
      ? { ...loaded, pattern: bounded(loaded.pattern) }
      : loaded,
  );
}
