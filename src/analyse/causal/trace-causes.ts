// Everything that a trace adds to the findings of its process.
import type { TestCauses, TraceCauses } from "../../model/trace-causes.ts";
import type { TraceSummary } from "../../model/trace.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import { cancellationsOf } from "./cancellation.ts";
import { wallMsOf } from "./clock.ts";
import { creationsOf } from "./creations.ts";
import { lifeOf } from "./critical-path.ts";
import { holdsOf } from "./lock-holds.ts";
import { lockClusters } from "./lock-waits.ts";
import { joinRaceThreads, type RaceThread } from "./race-join.ts";
import type { ActorIndex, Segments } from "./segments.ts";
import { causesOfTest, type TraceFacts } from "./test-causes.ts";

/** Tests whose paths are walked, in the order of the trace. */
const TESTS_MAX = 500;
/** Locks with the longest waits. */
const LOCKS_MAX = 50;

export interface TraceOwner {
  readonly artifact: string;
  readonly package: string | undefined;
  readonly pid: number | undefined;
}

/** `threads`: the goroutines of the race reports of this process. */
export function traceCausesOf(
  owner: TraceOwner,
  trace: {
    readonly segments: Segments;
    readonly interner: TraceInterner;
    readonly summary: TraceSummary;
  },
  threads: readonly RaceThread[],
): TraceCauses {
  const { segments, interner, summary } = trace;
  const whole = summary.status === "intact" && segments.dropped === 0;
  const { clusters } = lockClusters(segments, interner);
  const facts: TraceFacts = {
    segments,
    interner,
    locks: clusters.slice(0, LOCKS_MAX).map((c) => holdsOf(segments, c)),
    cancellations: cancellationsOf(segments, interner),
    whole,
  };
  const tests: TestCauses[] = [];
  for (const [i, actor] of segments.actors.entries()) {
    if (actor.test === undefined || actor.test.name === "" || tests.length >= TESTS_MAX) continue;
    const root = i as ActorIndex;
    const { fromNs, toNs } = lifeOf(segments, root);
    tests.push({
      test: actor.test.name,
      goid: actor.goid,
      spanNs: toNs - fromNs,
      causes: causesOfTest(facts, root),
    });
  }
  const raceGoids =
    threads.length === 0 ? new Map() : joinRaceThreads(threads, creationsOf(segments, interner));
  const { artifact, package: of, pid } = owner;
  return {
    artifact,
    package: of,
    pid,
    whole,
    startedWallMs: wallMsOf(summary, 0),
    tests,
    raceGoids,
  };
}
