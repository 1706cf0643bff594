import type { ShippedPattern } from "../pattern.ts";

export const lateWakeup: ShippedPattern = {
  id: "late-wakeup",
  yaml: String.raw`
name: late-wakeup
title: a goroutine was woken and did not run for long
why: The wait is over, but no processor is free, the world is stopped, or the collector takes the time.
fix: See what ran meanwhile (trace perfetto); with GOMAXPROCS 1 one goroutine that computes is enough.
certainty: direct
raise:
  - a stop of the world or a mark phase covers the time
steps:
  - {id: w, on: unpark, g: A, by: B, say: woken}
  - {id: r, on: run, g: A, edge: wake(w), gap: {min: 20ms}, say: runs at last}
busy: {from: w, to: r, turns: true}
worth: {total: 20ms, share: 0.1}
`,
};
