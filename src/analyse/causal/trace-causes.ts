// Everything that a trace adds to the findings of its process.
import type { TestCauses, TraceCauses } from "../../model/trace-causes.ts";
import type { TimedLine } from "../../model/timed-line.ts";
import type { TraceSummary } from "../../model/trace.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import { cancellationsOf } from "./cancellation.ts";
import { TimeAxis } from "./clock.ts";
import { creationsOf } from "./creations.ts";
import { lifeOf } from "./critical-path.ts";
import { livesOf } from "./lives.ts";
import { holdsOf } from "./lock-holds.ts";
import { lockTimes } from "./lock-profiles.ts";
import { lockClusters } from "./lock-waits.ts";
import { placeLines } from "./placed-lines.ts";
import { joinRaceThreads, type RaceThread } from "./race-join.ts";
import type { ActorIndex, Segments } from "./segments.ts";
import type { TraceFacts } from "./blame.ts";
import { causesOfTest } from "./test-causes.ts";

/** Tests whose paths are walked, in the order of the trace. */
const TESTS_MAX = 500;
/** Locks with the longest waits. */
const LOCKS_MAX = 50;

export interface TraceOwner {
  readonly artifact: string;
  readonly package: string | undefined;
  readonly pid: number | undefined;
}

/** What findings, dumps and race reports ask of a trace. */
export interface Asked {
  /** Goroutines of the race reports of this process. */
  readonly threads: readonly RaceThread[];
  /** Goroutines of findings and dumps. */
  readonly goids: ReadonlySet<number>;
  /** Of the stream, lines of the trace's package. */
  readonly lines: readonly TimedLine[];
}

/** Everything that a trace says of causes. */
export function traceCausesOf(
  owner: TraceOwner,
  trace: {
    readonly segments: Segments;
    readonly interner: TraceInterner;
    readonly summary: TraceSummary;
  },
  { threads, goids, lines }: Asked,
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
  const raceGoids: TraceCauses["raceGoids"] =
    threads.length === 0 ? new Map() : joinRaceThreads(threads, creationsOf(segments, interner));
  const asked = new Set([...goids, ...[...raceGoids.values()].flat()]);
  const { artifact, package: of, pid } = owner;
  const axis = TimeAxis.of(segments.clocks, summary);
  return {
    artifact,
    package: of,
    pid,
    whole,
    startedWallMs: axis?.wallMs(0),
    clockErrorMs: axis?.errorMs,
    tests,
    raceGoids,
    lives: livesOf(segments, interner, asked),
    endNs: segments.endNs,
    looked: undefined,
    printed: axis === undefined ? undefined : placeLines(lines, axis, testStarts(segments)),
    locks: clusters.slice(0, LOCKS_MAX).map(lockTimes),
  };
}

/** When the goroutine of each top-level test was created; not of those that ran more than once. */
export function testStarts({ actors }: Segments): Map<string, number> {
  const starts = new Map<string, number>();
  const twice = new Set<string>();
  for (const { test, created, startNs } of actors) {
    if (test === undefined || test.name === "" || !created) continue;
    if (starts.has(test.name)) twice.add(test.name);
    starts.set(test.name, startNs);
  }
  for (const name of twice) starts.delete(name);
  return starts;
}
