// What the join of a dump with its trace adds to a finding: how far the two agree, and how long, to the microsecond,
// the goroutines that the finding names have waited, and who woke them there before.
import type { CrashSighting } from "../../model/parsed-run.ts";
import type { DraftFinding, Evidence } from "../../model/finding.ts";
import type { GoroutineLife, TraceCauses } from "../../model/trace-causes.ts";
import { durationText } from "../../util/duration-text.ts";
import { siteText } from "../trace/site.ts";
import { joinDump, joinWords, type JoinedGoroutine } from "./dump-join.ts";

const NAMED_MAX = 4;

export interface DumpEvidence {
  readonly evidence: readonly Evidence[];
  /** Something in the two contradicts: the trace is not used for this finding. */
  readonly contradicts: boolean;
}

/** `crash`: the dump of the trace's process. */
export function dumpEvidence(
  draft: DraftFinding,
  { crash }: CrashSighting,
  trace: TraceCauses,
): DumpEvidence {
  const joined = joinDump(crash.goroutines, trace);
  const whole = joinWords(joined);
  if (whole === undefined || joined.every(({ verdict }) => verdict === "absent")) {
    return { evidence: [], contradicts: false };
  }
  const contradiction = joined.find(({ verdict }) => verdict === "contradiction");
  const named = new Set(draft.goroutines.map(({ goid }) => goid));
  const single = joined
    .filter(({ goid, verdict }) => named.has(goid) && verdict === "agree")
    .slice(0, NAMED_MAX)
    .map((one) => waitWords(one, trace.lives.get(Number(one.goid))))
    .filter((text) => text !== undefined);
  const why =
    contradiction === undefined
      ? ""
      : ` (goroutine ${contradiction.goid}: ${contradiction.why ?? ""})`;
  return {
    evidence: [whole + why, ...single].map((say) => ({
      kind: "trace-event",
      artifact: trace.artifact,
      say,
    })),
    contradicts: contradiction !== undefined,
  };
}

/** `goroutine 7 has waited 4.98 s there (sync, bank.go:17), woken 3 times before, last by goroutine 9 at …`. */
function waitWords(
  { goid, ageNs }: JoinedGoroutine,
  life: GoroutineLife | undefined,
): string | undefined {
  const { wait, wakes } = life ?? {};
  if (ageNs === undefined || wait === undefined) return undefined;
  const at = wait.at === undefined ? "" : `, ${siteText(wait.at)}`;
  const by = wakes?.byGoid === undefined ? "the runtime" : `goroutine ${wakes.byGoid}`;
  const where = wakes?.byAt === undefined ? "" : ` at ${siteText(wakes.byAt)}`;
  const before =
    wakes === undefined
      ? "no earlier wake-up here"
      : `woken here ${wakes.count === 1 ? "once" : `${wakes.count} times`} before, ` +
        `last ${durationText(wait.fromNs - wakes.lastNs)} before by ${by}${where}`;
  return (
    `goroutine ${goid} had waited exactly ${durationText(ageNs)} when the trace ended ` +
    `(${wait.reason}${at}); ${before}`
  );
}
