// Which goroutines are tests: what testing started them with, and what stands under its runner on their stacks.
import type { Frame } from "../../model/trace.ts";
import { parseGoSymbol } from "../../util/go-symbol.ts";
import { type ActorIndex, NO_SEGMENT, type Segments } from "./segments.ts";

const CHAIN_MAX = 10_000;

/** What package testing starts goroutines of tests, benchmarks and fuzz targets with. */
export const TEST_RUNNERS: ReadonlySet<string> = new Set([
  "testing.tRunner",
  "testing.fRunner",
  "testing.(*B).launch",
  "testing.(*B).run1.func1",
  "testing.(*F).Fuzz.func1.1",
]);
const BENCHMARK_LOOP = "testing.(*B).runN";
/** The region that an instrumented package testing puts around each test. */
const TEST_REGION = "racegate.test:";

/** The test's function as `TestA`, or `TestA.func1` for a subtest's closure; undefined where the stack shows none. */
export function testEntryOf(frames: readonly Frame[]): string | undefined {
  const runner = frames.findIndex((f) => TEST_RUNNERS.has(f.func) || f.func === BENCHMARK_LOOP);
  const entry = frames[runner - 1];
  if (runner < 1 || entry === undefined || entry.func.startsWith("testing.")) return undefined;
  const { names, closures } = parseGoSymbol(entry.func);
  return [...names, ...closures].join(".");
}

/** The test's name from the region's; undefined for a region of the user's. */
export function testNameOfRegion(region: string): string | undefined {
  return region.startsWith(TEST_REGION) ? region.slice(TEST_REGION.length) : undefined;
}

/** The test below whose goroutine this one was created, by the chain of creations; undefined where there is none. */
export function testOf(segments: Segments, actor: ActorIndex): string | undefined {
  const root = testRootOf(segments, actor);
  const name = root === undefined ? undefined : segments.actors[root]?.test?.name;
  return name === "" ? undefined : name;
}

/** The test's own goroutine, as `testOf`. */
export function testRootOf(segments: Segments, actor: ActorIndex): ActorIndex | undefined {
  let at: ActorIndex = actor;
  // A creator is older than what it creates, so the chain ends; the bound is for damaged traces.
  for (let steps = 0; steps < CHAIN_MAX; steps++) {
    const known = segments.actors[at];
    if (known === undefined) return undefined;
    if (known.test !== undefined) return at;
    if (known.creator === NO_SEGMENT) return undefined;
    at = segments.actorOf(known.creator);
  }
  return undefined;
}
