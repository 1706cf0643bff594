import type { ShippedPattern } from "../pattern.ts";

export const condMissedSignal: ShippedPattern = {
  id: "cond-missed-signal",
  yaml: String.raw`
name: cond-missed-signal
title: a goroutine waits on a sync.Cond to the end
why: A Signal that comes before the Wait wakes nobody, and no other came.
fix: Check the condition under the lock in a loop around Wait; set it under the lock before Signal.
certainty: heuristic
raise:
  - a dump shows the goroutine still there
  - the goroutine leak profile lists it
steps:
  - {id: w, on: park, g: W, class: cond, bind: {S: site}, say: waits on the Cond}
absent: {on: [unpark, exit], g: W, until: end}
repeat: {min: 1, key: $S}
`,
};
