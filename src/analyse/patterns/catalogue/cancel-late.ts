import type { ShippedPattern } from "../pattern.ts";

export const cancelLate: ShippedPattern = {
  id: "cancel-late",
  yaml: String.raw`
name: cancel-late
title: a goroutine ends long after its context was cancelled
why: Whoever waits for it (a WaitGroup, a test's end) waits as well.
fix: Look at ctx.Done() in the loop or the wait that follows, or hand ctx to it.
certainty: direct
raise:
  - somebody waited for the goroutine's end (trace wake)
steps:
  - {id: w, on: park, g: X, class: [select, chan_receive], bind: {S: site}, say: waits}
  - {id: c, on: unpark, g: X, by: K, edge: wake(w),
     stack_has: context.(*cancelCtx).cancel, say: the context is cancelled}
  - {id: r, on: run, g: X, edge: wake(c), say: the goroutine sees it}
  - {id: e, on: exit, g: X, gap: {min: 10ms, from: c}, noise: any, say: and ends}
repeat: {min: 1, key: $S}
cost: {from: c, to: e}
`,
};
