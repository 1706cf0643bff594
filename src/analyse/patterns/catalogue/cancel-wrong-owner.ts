import type { ShippedPattern } from "../pattern.ts";

export const cancelWrongOwner: ShippedPattern = {
  id: "cancel-wrong-owner",
  yaml: String.raw`
name: cancel-wrong-owner
title: a goroutine cancels the context of others that do the same work
why: Whoever made the context decides when its work is over; here one worker ends the work of its fellows.
fix: Hand workers the context, not its cancel function; let them report, and let the owner cancel.
certainty: heuristic
raise:
  - the source shows that the cancel function was handed to the goroutine
steps:
  - {id: w, on: park, g: X, class: [select, chan_receive], bind: {E: entry}, say: works under the context}
  - {id: c, on: unpark, g: X, by: K, edge: wake(w), stack_has: context.(*cancelCtx).cancel,
     stack_lacks: [errgroup, .Go.func, time.goFunc], where: entry == $E,
     say: a goroutine of the same kind cancels it}
repeat: {min: 1, key: $E}
cost: {from: c, to: c}
---
name: cancel-wrong-owner
title: one of the goroutines that were started together cancels the context of the others
why: Whoever made the context decides when its work is over; here one of those who work under it ends the work of all.
fix: Hand goroutines the context, not its cancel function; let them report, and let the owner cancel.
certainty: heuristic
raise:
  - the source shows that the cancel function was handed to the goroutine
finder: fellow-cancels
steps:
  - {id: c, on: unpark, g: X, by: K, class: [select, chan_receive], stack_has: context.(*cancelCtx).cancel,
     stack_lacks: [errgroup, .Go.func, time.goFunc], bind: {E: entry},
     say: "one cancels what another, made by the same goroutine, waits for"}
repeat: {min: 1, key: $E}
cost: {from: c, to: c}
`,
};
