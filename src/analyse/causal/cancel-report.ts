// Cancellations as the document of `trace cancel` has them.
import type { TraceCancellation } from "../../model/trace-cancel-document.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import { ownSite } from "../trace/site.ts";
import type { Cancellation } from "./cancellation.ts";
import type { ActorIndex, Segments } from "./segments.ts";
import { stateName } from "./state-names.ts";
import { testOf } from "./test-roots.ts";

const CHILDREN_SHOWN = 200;

/** One cancellation of the document; `number` counts from 1. */
export function cancelOf(
  segments: Segments,
  interner: TraceInterner,
  c: Cancellation,
  number: number,
): TraceCancellation {
  const first = c.children[0];
  const ends = c.children
    .filter((w) => !w.isTest)
    .map((w) => w.endedNs)
    .filter((ns) => ns !== undefined);
  const test = first === undefined ? undefined : testOf(segments, first.actor);
  return {
    id: `C${number}`,
    kind: c.deadline ? "deadline" : "call",
    ...(test === undefined ? {} : { test }),
    ...who(segments, c.by),
    ...(c.calledAt === undefined ? {} : { calledAt: c.calledAt }),
    firedNs: c.firedNs,
    cancelledNs: first?.wokenNs ?? c.firedNs,
    ...(ends.length === 0 ? {} : { endedNs: ends.reduce((a, b) => Math.max(a, b)) }),
    children: c.children.slice(0, CHILDREN_SHOWN).map((w) => ({
      ...who(segments, w.actor),
      ...(w.at === undefined ? {} : { at: w.at }),
      depth: w.depth,
      wokenNs: w.wokenNs,
      ...(w.ranNs === undefined ? {} : { ranNs: w.ranNs }),
      ...(w.endedNs === undefined ? {} : { endedNs: w.endedNs }),
      late: w.late,
    })),
    childrenTotal: c.children.length,
    certainty: "direct",
    mayIgnore: c.bystanders.map(({ actor, row, endedNs }) => {
      const at = ownSite(interner.frames(segments.stackOf(row)));
      const creation = segments.actors[actor]?.creation;
      const createdAt = creation === undefined ? undefined : ownSite(interner.frames(creation));
      return {
        ...who(segments, actor),
        ...(createdAt === undefined ? {} : { createdAt }),
        state: interner.string(segments.reasonOf(row)) || stateName(segments.stateOf(row)),
        ...(at === undefined ? {} : { at }),
        ...(endedNs === undefined ? {} : { endedNs }),
        certainty: "heuristic",
      };
    }),
  };
}

function who(segments: Segments, actor: ActorIndex): { goroutine: number; name: string } {
  const known = segments.actors[actor];
  return { goroutine: known?.goid ?? -1, name: known?.name ?? "" };
}
