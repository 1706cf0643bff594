// What held a test up, from its critical path, the locks and the cancelled contexts of the trace.
//
// (1) Lock: the part of the path's time in which the goroutine on the path held a lock that others waited for. From
//     `SHARE_MIN` of the test's span on, and `HELD_MIN_NS`, it is said; with hand-offs in a row it is a convoy.
// (2) Cancel: the part of the path's time in which a goroutine on it had been woken by a cancellation and had not
//     ended yet, `SHARE_MIN` and late. The same for one that never ended, whatever the share.
// (3) A test that had not ended has no path but its own wait. What its goroutines did during the wait stands in: a lock
//     that is handed on among them all the time is a reason to be slow, not a proof. So it is heuristic.
// (4) Below these nothing is said: programs that work share locks and wait for the last of their goroutines.
import type { TestCause } from "../../model/trace-causes.ts";
import { type Blamed, SHARE_MIN, type Stretch, type TraceFacts } from "./blame.ts";
import { cancelCause } from "./cancel-cause.ts";
import { type Charge, lifeOf, walkPath } from "./critical-path.ts";
import { lockCause } from "./lock-cause.ts";
import { type ActorIndex, NO_SEGMENT, type Segments } from "./segments.ts";

const CHARGES_MAX = 500_000;

/** Causes of the test whose own goroutine is `root`, the largest share first. */
export function causesOfTest(facts: TraceFacts, root: ActorIndex): TestCause[] {
  const { segments } = facts;
  const span = lifeOf(segments, root);
  const spanNs = span.toNs - span.fromNs;
  if (spanNs <= 0) return [];
  const path = pathByActor(segments, root);
  const test = { root, spanNs };
  const causes = [
    ...facts.locks.map((holds) => lockCause(facts, holds, path, test)),
    ...facts.cancellations.map((c) => cancelCause(facts, c, path, test)),
  ];
  return causes.filter((c) => c !== undefined).sort((a, b) => b.share - a.share);
}

/** The path's charges by goroutine, the latest first; see (3) for a test that had not ended. */
function pathByActor(segments: Segments, root: ActorIndex): Blamed {
  const span = lifeOf(segments, root);
  const byActor = new Map<ActorIndex, Stretch[]>();
  let count = 0;
  for (const charge of walkPath(segments, span)) {
    const long = charge.toNs - charge.fromNs >= SHARE_MIN * (span.toNs - span.fromNs);
    if (charge.waitEnd === "unfinished" && long) {
      const { fromNs, toNs } = charge;
      const family = familyOf(segments, root);
      return {
        byActor: new Map([...family].map((actor) => [actor, [{ fromNs, toNs }]])),
        unfinished: true,
      };
    }
    if (++count > CHARGES_MAX) break;
    add(byActor, segments.actorOf(charge.segment), charge);
  }
  return { byActor, unfinished: false };
}

/** The goroutine and all that it created, and they. */
function familyOf(segments: Segments, root: ActorIndex): Set<ActorIndex> {
  const family = new Set([root]);
  for (let i = root + 1; i < segments.actors.length; i++) {
    const creator = segments.actors[i]?.creator ?? NO_SEGMENT;
    if (creator !== NO_SEGMENT && family.has(segments.actorOf(creator)))
      family.add(i as ActorIndex);
  }
  return family;
}

function add(byActor: Map<ActorIndex, Stretch[]>, actor: ActorIndex, charge: Charge): void {
  const { fromNs, toNs } = charge;
  const known = byActor.get(actor);
  if (known === undefined) byActor.set(actor, [{ fromNs, toNs }]);
  else known.push({ fromNs, toNs });
}
