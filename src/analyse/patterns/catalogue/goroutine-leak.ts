import type { ShippedPattern } from "../pattern.ts";

export const goroutineLeak: ShippedPattern = {
  id: "goroutine-leak",
  yaml: String.raw`
name: goroutine-leak
title: goroutines made in the trace wait to its end
why: They keep their stacks, and whatever they refer to, for as long as the process lives.
fix: Give each a way out - a buffered channel, a context, a close - and wait for it.
certainty: heuristic
raise:
  - the goroutine leak profile lists it (proof)
  - it happens as often as the test runs (-count=10)
steps:
  - {id: made, on: create, g: L, by: P, stack_lacks: ["runtime."], say: the goroutine is made}
  - {id: w, on: park, g: L, class: [chan, select, sync, forever], bind: {S: site}, noise: any,
     stack_lacks: [runtime.gc, testing.], say: waits}
interference:
  - {between: [made, w], on: exit, g: L}
absent: {on: [unpark, exit], g: L, until: end}
within: none
repeat: {min: 1, key: $S}
`,
};
