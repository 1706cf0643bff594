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
  - {id: a, on: range_begin, g: A, name: GC mark assist, bind: {S: site}, say: must help the collector}
  - {id: e, on: range_end, g: A, name: GC mark assist, gap: {min: 100us}, noise: any, say: goes on}
interference:
  - {between: [a, e], on: range_end, g: A, name: GC mark assist}
repeat: {min: 5, key: $S}
worth: {total: 20ms, share: 0.1}
`,
};
