/**
 * The naive matcher: a linear scan with strict adjacency. Each step must be the very next event in the trace, counting
 * only kinds that the pattern names. Everything else (tests of an event, gaps, absences, repeats, worth) is as it is
 * in the engine.
 */
import { Bindings } from "../../../src/analyse/patterns/matching/bindings.ts";
import type { CompiledPattern } from "../../../src/analyse/patterns/matching/compiled.ts";
import type { Facts } from "../../../src/analyse/patterns/matching/facts.ts";
import { type Match, seenAt } from "../../../src/analyse/patterns/matching/match.ts";
import type { PatternEvents } from "../../../src/model/pattern-events.ts";

interface End {
  readonly endNs: number;
  readonly whole: boolean;
}

/** Matches whose steps are neighbours among the pattern's kinds of events. */
export function adjacentMatches(
  pattern: CompiledPattern,
  events: PatternEvents,
  facts: Facts,
  end: End,
): Match[] {
  const rows: number[] = [];
  for (let i = 0; i < events.length; i++) {
    if ((pattern.alphabet & (1 << events.kind[i]!)) !== 0) rows.push(i);
  }
  const bindings = new Bindings(pattern, facts);
  const matches: Match[] = [];
  for (let at = 0; at < rows.length; at++) {
    bindings.clear();
    const path: number[] = [];
    for (const [s, step] of pattern.steps.entries()) {
      const row = rows[at + s];
      if (row === undefined) break;
      const gap = events.timeNs[row]! - events.timeNs[path[step.gapFrom] ?? row]!;
      if (s > 0 && (gap < step.gapMinNs || gap > step.gapMaxNs)) break;
      if (
        !step.tests.some((test) => passes(bindings, () => bindings.step(step, test, events, row)))
      )
        break;
      path.push(row);
    }
    if (path.length < pattern.steps.length) continue;
    if (!absencesHold(pattern, events, bindings, path, end)) continue;
    matches.push({
      pattern,
      steps: path.map((row) => seenAt(events, row)),
      values: bindings.values.slice(),
    });
  }
  return matches;
}

function passes(bindings: Bindings, test: () => boolean): boolean {
  const mark = bindings.mark();
  if (test()) return true;
  bindings.undo(mark);
  return false;
}

function absencesHold(
  pattern: CompiledPattern,
  events: PatternEvents,
  bindings: Bindings,
  path: readonly number[],
  end: End,
): boolean {
  for (const { after, forNs, tests } of pattern.absences) {
    const from = path[after]!;
    const until = events.timeNs[from]! + forNs;
    if (forNs === Infinity ? !end.whole : until > end.endNs) return false;
    for (let i = from + 1; i < events.length && events.timeNs[i]! <= until; i++) {
      if (tests.some((test) => bindings.passes(test, events, i))) return false;
    }
  }
  return true;
}
