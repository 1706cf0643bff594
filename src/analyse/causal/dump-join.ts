// A dump and the trace of one process, goroutine by goroutine: their goids are the same numbers.
//
// (1) The dump is taken after the trace ends, at once (an alarm) or up to a generation later (a signal).
// (2) Both say the same state: they agree, and the time since the trace's last transition is the wait's exact age.
// (3) They say different states: the goroutine went on in between. The trace is stale there; that is no contradiction.
// (4) The dump has a goroutine that the trace does not: absent, created in between, or idle since before the trace.
// (5) Contradictions are what no time in between explains: a goroutine that had ended, one that runs another function,
//     a wait that the dump calls older than the state that the trace shows. Then the two are not of one process.
import type { DumpGoroutine } from "../../model/crash.ts";
import type { GoroutineLife } from "../../model/trace-causes.ts";
import { parseGoSymbol } from "../../util/go-symbol.ts";
import { compareStates } from "./wait-states.ts";

export type DumpVerdict = "agree" | "stale" | "absent" | "contradiction" | "unknown";

export interface JoinedGoroutine {
  readonly goid: string;
  readonly verdict: DumpVerdict;
  /** Of `agree`, in a wait: how long it had waited when the trace ended. */
  readonly ageNs: number | undefined;
  /** Of a contradiction, in words. */
  readonly why: string | undefined;
}

const NS_PER_MINUTE = 6e10;

/** Every goroutine of the dump, in its order. */
export function joinDump(
  goroutines: readonly DumpGoroutine[],
  trace: { readonly lives: ReadonlyMap<number, GoroutineLife>; readonly endNs: number },
): JoinedGoroutine[] {
  return goroutines.map((one) => {
    const life = /^\d{1,15}$/.test(one.goid) ? trace.lives.get(Number(one.goid)) : undefined;
    return { goid: one.goid, ...verdictOf(one, life, trace.endNs) };
  });
}

function verdictOf(
  dumped: DumpGoroutine,
  life: GoroutineLife | undefined,
  endNs: number,
): Omit<JoinedGoroutine, "goid"> {
  const only = (verdict: DumpVerdict, why?: string): Omit<JoinedGoroutine, "goid"> => ({
    verdict,
    ageNs: undefined,
    why,
  });
  if (life === undefined) return only("absent");
  if (life.endedNs !== undefined) return only("contradiction", "the trace saw it end");
  if (isOther(dumped, life)) return only("contradiction", `the trace has ${life.name} there`);
  const reason = life.wait?.reason ?? "";
  const compared = compareStates(dumped.status, { state: life.state, reason });
  if (compared === "unknown") return only("unknown");
  const sinceNs = life.wait?.fromNs ?? life.runs.at(-1)?.fromNs;
  const claimedNs = (dumped.waitMinutes ?? 0) * NS_PER_MINUTE;
  const ageNs = sinceNs === undefined ? undefined : endNs - sinceNs;
  // A dump counts whole minutes up to its own time, which is a minute behind the trace's end at most.
  if (ageNs !== undefined && claimedNs > ageNs + NS_PER_MINUTE) {
    return only("contradiction", "the dump has it waiting since before the trace's last state");
  }
  if (compared === "differ") return only("stale");
  return { verdict: "agree", ageNs: life.wait === undefined ? undefined : ageNs, why: undefined };
}

/** The outermost function of the two is not the same; inlined and cut stacks, and wrappers, prove nothing. */
function isOther(
  { frames, truncated }: DumpGoroutine,
  { name, createdNs }: GoroutineLife,
): boolean {
  const outermost = frames.at(-1)?.function;
  if (truncated || outermost === undefined || name === "" || createdNs === undefined) return false;
  const [a, b] = [parseGoSymbol(outermost), parseGoSymbol(name)];
  if (a.wrapper || b.wrapper || a.package === "runtime" || b.package === "runtime") return false;
  return a.package !== b.package || a.name !== b.name;
}

/** `5 of 6 goroutines agree, 1 has gone on since`; undefined for an empty dump. */
export function joinWords(joined: readonly JoinedGoroutine[]): string | undefined {
  if (joined.length === 0) return undefined;
  const count = (verdict: DumpVerdict): number =>
    joined.filter((one) => one.verdict === verdict).length;
  const parts = [
    `${count("agree")} of ${joined.length} goroutines stand alike in the dump and at the trace's end`,
    words(count("stale"), "went on in between"),
    words(count("absent"), "not in the trace"),
    words(count("unknown"), "in a state that is not known here"),
    words(count("contradiction"), "contradicting: the two may not be of one process"),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function words(count: number, what: string): string {
  return count === 0 ? "" : `${count} ${what}`;
}
