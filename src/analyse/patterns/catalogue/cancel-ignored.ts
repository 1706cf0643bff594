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
  - {id: c, on: unpark, g: X, by: K, class: [select, chan_receive],
     stack_has: context.(*cancelCtx).cancel, say: the context is cancelled}
  - {id: on, on: park, g: X, edge: wake(c), gap: {max: 1s}, noise: any,
     say: and it waits for something else}
absent: {on: exit, g: X, after: c, within: 1s}
within: none
same: ok
cost: {from: c, to: on}
---
name: cancel-ignored
title: a context was cancelled, and its owner has to wait for more than a second for a goroutine that it did not reach
why: Work that nobody waits for any more keeps its memory, its locks and its connections, and here its owner too.
fix: Hand ctx to the goroutine, and return when ctx.Done() is closed; look at ctx.Err() in a loop that computes.
certainty: heuristic
raise:
  - the source shows that the goroutine has the context
finder: unreached
steps:
  - {id: c, on: unpark, g: X, by: K, class: [select, chan_receive],
     stack_has: context.(*cancelCtx).cancel, say: the context is cancelled}
  - {id: on, on: [park, stop], g: I, noise: any, say: a goroutine of the same owner is at something else}
  - {id: e, on: unpark, g: O, by: I, class: [wait_group, chan_receive, select], gap: {min: 1s, from: c}, noise: any,
     say: "and only now ends the owner's wait"}
same: ok
within: none
cost: {from: c, to: e}
`,
};
