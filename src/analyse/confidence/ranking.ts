// Which of several causes comes first: what another one brings about comes after it, whatever it costs.
//
// A trace with one fault shows several patterns. A goroutine in a deadlock has leaked as well; where the world is
// stopped again and again, goroutines wait for a processor too. So each pattern has those that it brings about, and
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
]);
/** Patterns of one wait and the wake that ends it: a woken goroutine that is late there is part of the same story. */
const WAITS: ReadonlySet<string> = new Set([
  "lock-convoy",
  "slow-holder",
  "rwmutex-writer-starvation",
  "once-init-wait",
  "channel-slow-consumer",
  "slow-stage",
]);
/** So many times as often as single long holds: then it is the queue, and some holders lost their processor. */
const CONVOY_TIMES = 10;
/** Fewer are chance. */
const PREEMPTED_TIMES = 5;
/** Of the time without a processor, where those that had just been woken are a part worth telling. */
const PREEMPTED_SHARE = 0.02;

interface Ranked {
  readonly pattern: string;
  readonly totalNs: number;
  readonly firstNs: number;
  readonly count: number;
  readonly steps: readonly {
    readonly at?:
      { readonly function: string; readonly file: string; readonly line: number } | undefined;
  }[];
}

/** Names of the patterns among the findings that bring this one about. */
export function causesOf(finding: Ranked, findings: readonly Ranked[]): string[] {
  const causes = findings.filter((other) => isCauseOf(other, finding)).map((f) => f.pattern);
  return [...new Set(causes)];
}

function isCauseOf(cause: Ranked, effect: Ranked): boolean {
  if (cause === effect) return false;
  if (EFFECTS.get(cause.pattern)?.includes(effect.pattern) === true) return true;
  switch (effect.pattern) {
    case "slow-holder":
      if (cause.pattern === "timer-storm") return isOfTimers(cause, effect);
      return cause.pattern === "lock-convoy" ? isQueueOf(cause, effect) : isAheadOf(cause, effect);
    case "late-wakeup":
      if (cause.pattern === "blocked-then-preempted") {
        return cause.count >= PREEMPTED_TIMES && wakeOf(cause) !== wakeOf(effect);
      }
      return WAITS.has(cause.pattern) && sites(cause).includes(wakeOf(effect));
    case "runnable-starvation":
      return (
        cause.pattern === "blocked-then-preempted" &&
        cause.totalNs >= PREEMPTED_SHARE * effect.totalNs
      );
    default:
      return false;
  }
}

function sites({ steps }: Ranked): string[] {
  return steps.map(({ at }) => (at === undefined ? "" : `${at.file}:${at.line}`));
}

/** Where the first step of a pattern about one wake is. */
const wakeOf = (finding: Ranked): string => sites(finding)[0] ?? "";

/** Those whom the timers started wait for each other. */
function isOfTimers(storm: Ranked, hold: Ranked): boolean {
  const [timer] = storm.steps.map(({ at }) => at?.function);
  return timer !== undefined && hold.steps.every(({ at }) => at?.function === timer);
}

function isQueueOf(convoy: Ranked, hold: Ranked): boolean {
  return wakeOf(convoy) === wakeOf(hold) && convoy.count >= CONVOY_TIMES * hold.count;
}

/**
 * Who waits in a queue for a lock waits for everybody ahead. A holder that had itself to wait for another one is only a
 * link between: it is told behind the one at the head, unless each waits for the other.
 */
function isAheadOf(head: Ranked, link: Ranked): boolean {
  if (head.pattern !== "slow-holder") return false;
  const [headWaits, headHolds] = head.steps.map(({ at }) => at?.function);
  const [linkWaits, linkHolds] = link.steps.map(({ at }) => at?.function);
  return (
    headWaits !== undefined &&
    headWaits === linkHolds &&
    headHolds !== linkHolds &&
    headHolds !== linkWaits
  );
}

/** The findings of one trace, causes before their effects, then by cost. The order of equals is kept. */
export function rankCauses<T extends Ranked>(findings: readonly T[]): T[] {
  const depths = new Map<Ranked, number>();
  const depth = (finding: Ranked): number => {
    const known = depths.get(finding);
    if (known !== undefined) return known;
    depths.set(finding, 0); // a circle ends here
    const causes = findings.filter((other) => isCauseOf(other, finding));
    const own = Math.max(0, ...causes.map((cause) => 1 + depth(cause)));
    depths.set(finding, own);
    return own;
  };
  return findings.toSorted(
    (a, b) => depth(a) - depth(b) || b.totalNs - a.totalNs || a.firstNs - b.firstNs,
  );
}
