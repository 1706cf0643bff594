// Whether a goroutine's time lay on the critical path of a test: its own stretches on the path, and the waits over which
// the path went on to the one who ended them.
//
// (1) Roots are the tests of the trace, or the main goroutine where there are none.
// (2) Each root's path is walked once. Kept are the stretches of the goroutines that are asked for, made one where they
//     touch.
// (3) A stretch of time counts for one root: the test that the goroutine belongs to by the chain of creations, else the
//     shortest test on whose path it lies. So a subtest is not counted again for the test around it.
import type { CriticalPaths, LostTimes, PathRoot } from "../patterns/critical/lost-times.ts";
import { overlap, type Stretch } from "./blame.ts";
import { type PathSpan, lifeOf, walkPath } from "./critical-path.ts";
import { chooseRoots } from "./path-report.ts";
import type { ActorIndex, Segments } from "./segments.ts";
import { testRootOf } from "./test-roots.ts";

/** Of all paths together; some seconds. */
const CHARGES_MAX = 20_000_000;

interface RootPath {
  readonly span: PathSpan;
  readonly byActor: ReadonlyMap<ActorIndex, readonly Stretch[]>;
}

/** The critical paths of a trace, for questions about these goroutines. */
export function criticalPathsOf(segments: Segments, goids: ReadonlySet<number>): CriticalPaths {
  const none = (unknown: string): CriticalPaths => ({ unknown, rootsOf: () => [] });
  if (segments.dropped > 0) return none("trace too large for a path");
  const actors = new Map<number, ActorIndex>();
  for (const [i, { goid }] of segments.actors.entries()) {
    if (goids.has(goid)) actors.set(goid, i as ActorIndex);
  }
  const roots = chooseRoots(segments, {});
  if (roots.length === 0) return none("neither a test nor the main goroutine is in the trace");
  const paths = new Map<ActorIndex, RootPath>();
  const wanted = new Set(actors.values());
  let left = CHARGES_MAX;
  for (const root of roots) {
    const walked = walk(segments, root, wanted, left);
    left -= walked.charges;
    if (left < 0) return none("trace too large for a path");
    paths.set(root, walked.path);
  }
  return {
    unknown: undefined,
    rootsOf: (lost) => rootsOf(segments, lost, actors, paths),
  };
}

function walk(
  segments: Segments,
  root: ActorIndex,
  wanted: ReadonlySet<ActorIndex>,
  chargesMax: number,
): { readonly path: RootPath; readonly charges: number } {
  const span = lifeOf(segments, root);
  const byActor = new Map<ActorIndex, Stretch[]>();
  const add = (actor: ActorIndex, fromNs: number, toNs: number): void => {
    if (!wanted.has(actor)) return;
    const known = byActor.get(actor);
    if (known === undefined) byActor.set(actor, [{ fromNs, toNs }]);
    else known.push({ fromNs, toNs });
  };
  let charges = 0;
  const path = walkPath(segments, span, (wait) => {
    const fromNs = Math.max(span.fromNs, segments.startOf(wait));
    add(segments.actorOf(wait), fromNs, segments.endOf(wait));
  });
  for (const { segment, fromNs, toNs } of path) {
    add(segments.actorOf(segment), fromNs, toNs);
    if (++charges > chargesMax) break;
  }
  const joined = [...byActor].map(([actor, stretches]) => [actor, union(stretches)] as const);
  return { path: { span, byActor: new Map(joined) }, charges };
}

/** Without overlaps, in the order of time. */
function union(stretches: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  for (const { fromNs, toNs } of stretches.toSorted((a, b) => a.fromNs - b.fromNs)) {
    const last = out.at(-1);
    if (last === undefined || last.toNs < fromNs) out.push({ fromNs, toNs });
    else out[out.length - 1] = { fromNs: last.fromNs, toNs: Math.max(last.toNs, toNs) };
  }
  return out;
}

function rootsOf(
  segments: Segments,
  lost: LostTimes,
  actors: ReadonlyMap<number, ActorIndex>,
  paths: ReadonlyMap<ActorIndex, RootPath>,
): PathRoot[] {
  const sums = new Map<ActorIndex, number>();
  for (const [i, goid] of lost.goids.entries()) {
    const actor = actors.get(goid);
    if (actor === undefined) continue;
    const toNs = Math.min(lost.toNs[i] ?? 0, segments.endNs);
    const found = rootFor(segments, actor, { fromNs: lost.fromNs[i] ?? 0, toNs }, paths);
    if (found !== undefined) sums.set(found.root, (sums.get(found.root) ?? 0) + found.ns);
  }
  return [...sums]
    .map(([root, ns]) => {
      const known = segments.actors[root];
      const test = known?.test?.name ?? "";
      return { goroutine: known?.goid ?? -1, ...(test === "" ? {} : { test }), ns };
    })
    .sort((a, b) => b.ns - a.ns || a.goroutine - b.goroutine);
}

function rootFor(
  segments: Segments,
  actor: ActorIndex,
  { fromNs, toNs }: Stretch,
  paths: ReadonlyMap<ActorIndex, RootPath>,
): { readonly root: ActorIndex; readonly ns: number } | undefined {
  const on = (root: ActorIndex | undefined): number =>
    root === undefined ? 0 : overlap(paths.get(root)?.byActor.get(actor), fromNs, toNs);
  const own = testRootOf(segments, actor);
  if (own !== undefined && on(own) > 0) return { root: own, ns: on(own) };
  const others = [...paths.keys()].filter((root) => on(root) > 0);
  const lengthOf = (root: ActorIndex): number => {
    const span = paths.get(root)?.span;
    return span === undefined ? Infinity : span.toNs - span.fromNs;
  };
  const [root] = others.sort((a, b) => lengthOf(a) - lengthOf(b));
  return root === undefined ? undefined : { root, ns: on(root) };
}
