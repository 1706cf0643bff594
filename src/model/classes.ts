/**
 * Every class of a finding. They are public: they stand in configuration files and are never reused. Classes of
 * kinds that have none are `unclassified`.
 */
export const CLASSES = [
  "unclassified",
  // data races
  "loop-variable-capture",
  "err-capture",
  "named-result-capture",
  "closure-capture",
  "concurrent-map",
  "slice-header",
  "missing-lock",
  "partial-lock",
  "mixed-atomic",
  "publish-before-write",
  "flag-polling",
  "sleep-sync",
  "waitgroup-add-in-goroutine",
  "parallel-subtest",
  "once-misuse",
  "package-init",
  "test-outlives",
  "channel-close",
  "lock-copy",
  "interface-or-struct-write",
  "global-hook",
  // deadlocks and leaks
  "double-lock",
  "lock-order",
  "rwmutex-recursive",
  "channel-send",
  "channel-receive",
  "select-orphan",
  "waitgroup",
  "cond",
  "mixed-channel-lock",
  "context",
  "timer",
  "global",
  // doubts about the run
  "no-end",
  "never-run",
  "cached-package",
  "lost-race-report",
  "gorace-overridden",
  "repeat-in-one-process",
  "exit-hides-race",
] as const;
export type FindingClass = (typeof CLASSES)[number];
