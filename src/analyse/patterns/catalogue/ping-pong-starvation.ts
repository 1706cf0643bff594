import type { ShippedPattern } from "../pattern.ts";

export const pingPongStarvation: ShippedPattern = {
  id: "ping-pong-starvation",
  yaml: String.raw`
name: ping-pong-starvation
title: two goroutines hand values to and fro, and a third that could run does not
why: A wake on a channel runs its goroutine next, before all that wait in the queue.
fix: Give the channel a buffer, send in batches, or use more than one processor.
certainty: direct
raise:
  - GOMAXPROCS is 1, or every processor has such a pair
steps:
  - {id: t, on: unpark, g: T, by: W, say: a third goroutine could run}
  - {id: a, on: unpark, g: C, by: P, class: chan, gap: {max: 1ms}, say: one wakes the other}
  - {id: b, on: park, g: P, class: chan, gap: {max: 100us}, say: and waits}
  - {id: c, on: unpark, g: P, by: C, gap: {max: 100us}, say: is woken by it}
  - {id: d, on: unpark, g: C, by: P, class: chan, gap: {max: 200us}, say: wakes it again}
  - {id: e, on: unpark, g: P, by: C, gap: {max: 200us}, say: and is woken by it again}
  - {id: r, on: run, g: T, gap: {min: 1ms, from: t}, noise: any, say: the third one runs}
interference:
  - {between: [t, r], on: run, g: T}
same: ok
cost: {from: t, to: r}
worth: {total: 1ms, share: 0.05}
`,
};
