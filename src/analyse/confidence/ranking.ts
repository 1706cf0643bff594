// Which of several causes comes first: what another one brings about comes after it, whatever it costs.
//
// A trace with one fault shows several patterns. A goroutine in a deadlock has leaked as well; where the world is
// stopped again and again, goroutines wait for a processor too. So each pattern names those that it brings about, and
// where both are found in one trace the effect is put behind, and told as such. Among the others cost decides.

const NO_PROCESSOR = ["runnable-starvation", "late-wakeup", "blocked-then-preempted"];
const STUCK = ["goroutine-leak", "wait-group-straggler", "slow-holder"];

/** Pattern → the patterns that it brings about. */
const EFFECTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["ab-ba-deadlock", [...STUCK, "cond-missed-signal"]],
  ["double-lock", [...STUCK, "cond-missed-signal"]],
  ["rwmutex-recursive", [...STUCK, "rwmutex-writer-starvation"]],
  ["cond-missed-signal", ["goroutine-leak"]],
  ["cancel-ignored", ["cancel-late", "wait-group-straggler", "goroutine-leak"]],
  ["cancel-late", ["wait-group-straggler"]],
  ["cancel-wrong-owner", ["cancel-late", "wait-group-straggler"]],
  ["slow-stage", ["channel-slow-consumer"]],
  ["select-starvation", ["channel-slow-consumer", "slow-stage"]],
  ["slow-holder", ["wait-group-straggler"]],
  ["once-init-wait", ["wait-group-straggler"]],
  ["stw-storm", NO_PROCESSOR],
  ["gc-assist-stall", NO_PROCESSOR],
  ["timer-storm", NO_PROCESSOR],
  ["ping-pong-starvation", NO_PROCESSOR],
  ["syscall-storm", NO_PROCESSOR],
  ["blocked-then-preempted", ["runnable-starvation"]],
]);

interface Ranked {
  readonly pattern: string;
  readonly totalNs: number;
  readonly firstNs: number;
}

/** Names of the patterns found that bring `pattern` about. */
export function causesAmong(pattern: string, found: ReadonlySet<string>): string[] {
  return [...EFFECTS]
    .filter(([cause, effects]) => found.has(cause) && effects.includes(pattern))
    .map(([cause]) => cause);
}

/** The findings of one trace, causes before their effects, then by cost. The order of equals is kept. */
export function rankCauses<T extends Ranked>(findings: readonly T[]): T[] {
  const found = new Set(findings.map((f) => f.pattern));
  const depth = (pattern: string): number =>
    Math.max(0, ...causesAmong(pattern, found).map((cause) => 1 + depth(cause)));
  const depths = new Map([...found].map((pattern) => [pattern, depth(pattern)]));
  return findings.toSorted(
    (a, b) =>
      (depths.get(a.pattern) ?? 0) - (depths.get(b.pattern) ?? 0) ||
      b.totalNs - a.totalNs ||
      a.firstNs - b.firstNs,
  );
}
