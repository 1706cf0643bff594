import type { ShippedPattern } from "../pattern.ts";

export const cancelIgnored: ShippedPattern = {
  id: "cancel-ignored",
  yaml: String.raw`
name: cancel-ignored
title: a goroutine goes on for more than a second after its context was cancelled
why: Work that nobody waits for any more keeps its memory, its locks and its connections.
fix: Return when ctx.Done() is closed, and hand ctx to whatever the goroutine waits in.
certainty: heuristic
raise:
  - the source shows that the goroutine was made for this context alone
steps:
  - {id: made, on: create, g: X, by: M, say: the goroutine is made}
  - {id: w, on: park, g: X, class: [select, chan_receive], noise: any, say: "waits, for the context too"}
  - {id: c, on: unpark, g: X, by: K, edge: wake(w), stack_has: context.(*cancelCtx).cancel,
     say: the context is cancelled}
  - {id: on, on: park, g: X, gap: {max: 1s}, noise: any, say: and it waits for something else}
absent: {on: exit, g: X, after: c, within: 1s}
within: none
same: ok
cost: {from: c, to: on}
`,
};
