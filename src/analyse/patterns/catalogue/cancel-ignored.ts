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
`,
};
