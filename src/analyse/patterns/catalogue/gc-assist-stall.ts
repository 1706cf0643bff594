import type { ShippedPattern } from "../pattern.ts";

export const gcAssistStall: ShippedPattern = {
  id: "gc-assist-stall",
  yaml: String.raw`
name: gc-assist-stall
title: a goroutine that allocates has to wait for the collector
why: It allocates faster than the collector marks, and must help before it gets more.
fix: Allocate less on that path, reuse buffers, or raise GOGC or GOMEMLIMIT.
certainty: direct
raise:
  - the goroutine is on the critical path of a test (trace path)
steps:
  - {id: a, on: range_begin, g: A, name: GC mark assist, say: must help the collector}
  - {id: p, on: park, g: A, class: gc_assist, gap: {max: 5ms}, bind: {R: reason},
     say: "and waits, nothing is left to help with"}
  - {id: u, on: unpark, g: A, edge: wake(p), gap: {min: 100us}, say: goes on}
repeat: {min: 5, key: $R}
cost: {from: p, to: u}
worth: {total: 2ms, share: 0.01}
`,
};
