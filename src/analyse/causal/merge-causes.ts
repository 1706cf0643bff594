// What several windows of one trace say, as one: of a trace that does not fit into memory.
//
// (1) A test is what the window says that shows most of it.
// (2) A goroutine's present is the latest window's, its creation the one's that shows it.
// (3) Creations count from the trace's beginning: the race join is the first part's.
// (4) Waits for locks are of parts, so they are not compared with profiles, which are of all.
import type { GoroutineLife, TestCauses, TraceCauses } from "../../model/trace-causes.ts";

export interface Part {
  readonly causes: TraceCauses;
  readonly fromNs: number;
  readonly toNs: number;
}

/** `first`: the part from the trace's beginning. */
export function mergeCauses(first: Part, others: readonly Part[], endNs: number): TraceCauses {
  const parts = [first, ...others].toSorted((a, b) => a.toNs - b.toNs);
  const tests = new Map<number, TestCauses>();
  const lives = new Map<number, GoroutineLife>();
  for (const { causes } of parts) {
    for (const test of causes.tests) {
      const known = tests.get(test.goid);
      if (known === undefined || known.spanNs <= test.spanNs) tests.set(test.goid, test);
    }
    for (const [goid, life] of causes.lives) lives.set(goid, later(lives.get(goid), life));
  }
  return {
    ...first.causes,
    whole: false,
    tests: [...tests.values()],
    lives,
    endNs,
    locks: [],
    looked: parts.map(({ fromNs, toNs }) => ({ fromNs, toNs })),
  };
}

function later(known: GoroutineLife | undefined, life: GoroutineLife): GoroutineLife {
  if (known === undefined) return life;
  const made = life.createdNs === undefined ? known : life;
  return {
    ...life,
    name: made.name,
    createdNs: made.createdNs,
    creatorGoid: made.creatorGoid,
    createdAt: made.createdAt,
    creatorWait: life.creatorWait ?? known.creatorWait,
    test: life.test ?? known.test,
  };
}
