import type { ShippedPattern } from "../pattern.ts";

export const channelSlowConsumer: ShippedPattern = {
  id: "channel-slow-consumer",
  yaml: String.raw`
name: channel-slow-consumer
title: a sender keeps waiting for one and the same receiver
why: The receiver takes values more slowly than they come, so that the sender runs at its pace.
fix: Receive with more goroutines, do less between two receives, or send less often.
certainty: heuristic
raise:
  - the receiver is running, not waiting, between its receives (trace goroutines)
steps:
  - {id: p, on: park, g: P, class: chan_send, bind: {S: site}, say: the sender waits}
  - {id: c, on: unpark, g: P, by: C, edge: wake(p), gap: {min: 500us}, bind: {R: site},
     say: the receiver takes the value}
repeat: {min: 10, key: [$S, $R, $C]}
worth: {total: 20ms, share: 0.5}
`,
};
