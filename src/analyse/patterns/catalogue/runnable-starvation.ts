import type { ShippedPattern } from "../pattern.ts";

export const runnableStarvation: ShippedPattern = {
  id: "runnable-starvation",
  yaml: String.raw`
name: runnable-starvation
title: goroutines that could run wait for a processor again and again
why: There is more work than processors, or a few goroutines that never wait keep them.
fix: Give the process more processors, run fewer goroutines that compute, or let them yield in between.
certainty: direct
raise:
  - schedtrace of the same run shows long run queues
steps:
  - {id: s, on: stop, g: A, say: could run}
  - {id: r, on: run, g: A, gap: {min: 60ms}, edge: wake(s), bind: {P: reason},
     say: gets a processor}
interference:
  - {between: [s, r], on: [stop, unpark], g: A}
repeat: {min: 6, key: $P, distinct: {A: 6}}
worth: {total: 100ms, share: 0.5}
`,
};
