import type { StackFrame } from "./race-report.ts";

export type ProfileKind = "mutex" | "block" | "goroutine" | "goroutine-leak" | "other";

/** What was measured at one stack. */
export interface ProfileSite {
  /** Innermost first. */
  readonly frames: readonly StackFrame[];
  /** Contentions, or goroutines that stand there. */
  readonly count: number;
  /** Of mutex and block profiles: how long goroutines waited in all; else 0. */
  readonly delayNs: number;
}

/** A pprof profile of a test process. Reports can list its sites as they stand: the heaviest comes first. */
export interface Profile {
  /** The profile's artefact. */
  readonly artifact: string;
  readonly package: string | undefined;
  readonly pid: number | undefined;
  readonly kind: ProfileKind;
  /** Heaviest first, equal stacks added up. */
  readonly sites: readonly ProfileSite[];
  /** Sites above the limit: their counts are in the totals. */
  readonly dropped: number;
  readonly total: { readonly count: number; readonly delayNs: number };
}
