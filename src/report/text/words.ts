// Small words that every report uses: counts, durations, names of kinds, short names of functions.
import type { Finding, FindingKind } from "../../model/finding.ts";

export { counted as count } from "../../util/counted.ts";

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

/** A duration the way people say it: `0.4s`, `12.3s`, `8m12s`, `1h02m`. */
export function duration(ms: number): string {
  const sec = Math.max(0, ms) / 1000;
  if (sec < 59.95) return `${sec.toFixed(1)}s`;
  const whole = Math.round(sec);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}m${pad2(whole % 60)}s`;
  return `${Math.floor(minutes / 60)}h${pad2(minutes % 60)}m`;
}

function pad2(n: number): string {
  return String(n).padStart(2, "0");
}

const KIND_WORDS: Record<FindingKind, readonly [string, string]> = {
  "data-race": ["data race", "data races"],
  "fatal-error": ["fatal error", "fatal errors"],
  panic: ["panic", "panics"],
  deadlock: ["deadlock", "deadlocks"],
  "goroutine-leak": ["goroutine leak", "goroutine leaks"],
  timeout: ["timeout", "timeouts"],
  "lock-contention": ["contended lock", "contended locks"],
  "cancel-delay": ["late cancellation", "late cancellations"],
  schedule: ["scheduling problem", "scheduling problems"],
  "build-failure": ["build failure", "build failures"],
  "test-failure": ["test failure", "test failures"],
  infrastructure: ["infrastructure failure", "infrastructure failures"],
  trust: ["doubt about the run", "doubts about the run"],
};

/** `2 new data races and 1 panic`, in the order of first appearance; the adjective stands once. */
export function countByKind(findings: readonly Finding[], adjective = ""): string {
  const counts = new Map<FindingKind, number>();
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const words = [...counts].map(([kind, n], index) => {
    const [one, many] = KIND_WORDS[kind];
    const noun = n === 1 ? one : many;
    return adjective !== "" && index === 0 ? `${n} ${adjective} ${noun}` : `${n} ${noun}`;
  });
  return list(words);
}

/** `2 fixed since the baseline: <the first title>; and 1 more`; empty for none. */
export function fixedWords(fixed: readonly Finding[]): string {
  const [first] = fixed;
  if (first === undefined) return "";
  const more = fixed.length === 1 ? "" : `; and ${fixed.length - 1} more in findings.json`;
  return `${fixed.length} fixed since the baseline: ${first.title}${more}`;
}

/** Whose code a finding is in, for people. */
export const CODE_WORDS: Record<Finding["codeClass"], string> = {
  ours: "own code",
  test: "test code",
  dependency: "a dependency's code",
  mixed: "own and foreign code",
  unknown: "code not known",
};

/**
 * The last element of a symbol's path: `example.com/m/cache.(*Cache).Put` → `cache.(*Cache).Put`. Type
 * arguments may hold slashes of their own, so only the part before the first bracket counts.
 */
export function shortFunction(symbol: string): string {
  const bracket = symbol.indexOf("[");
  const head = bracket < 0 ? symbol : symbol.slice(0, bracket);
  return symbol.slice(head.lastIndexOf("/") + 1);
}
