import type { ShippedPattern } from "../pattern.ts";

export const releasedBeforeExit: ShippedPattern = {
  id: "released-before-exit",
  yaml: String.raw`
name: released-before-exit
title: a connection or file is closed while a goroutine waits on it, and that goroutine goes on for long
why: What it does from here on works on something that is closed already; writes fail, or go nowhere.
fix: Tell the goroutine to end and wait for it (a WaitGroup), then close.
certainty: heuristic
raise:
  - its output says "use of closed network connection" or "file already closed"
steps:
  - {id: w, on: park, g: C, class: network, stack_lacks: [Accept, net/http.], bind: {S: site},
     say: waits on the connection}
  - {id: c, on: unpark, g: C, by: P, edge: wake(w), stack_has: internal/poll.(*FD).Close,
     bind: {R: site}, say: another goroutine closes it}
  - {id: r, on: run, g: C, edge: wake(c), say: the goroutine goes on}
  - {id: e, on: exit, g: C, gap: {min: 10ms, from: c}, noise: any, say: and ends long after}
repeat: {min: 1, key: [$S, $R]}
cost: {from: c, to: e}
`,
};
