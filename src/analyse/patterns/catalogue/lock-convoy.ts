import type { ShippedPattern } from "../pattern.ts";

export const lockConvoy: ShippedPattern = {
  id: "lock-convoy",
  yaml: String.raw`
name: lock-convoy
title: goroutines queue for one lock, and queue again as soon as they had it
why: Every hand-off costs a park and a wake, so that the lock is busy although nobody does much under it.
fix: Take the lock less often (batch the work), split it, or let go of it before the next piece of work.
certainty: heuristic
raise:
  - the mutex profile of the same run names the same unlock
  - deep mode proves that it is one lock and not several taken at one line
steps:
  - {id: w, on: park, g: W, class: mutex, bind: {L: site}, say: waits for the lock}
  - {id: h, on: unpark, g: W, by: H, edge: wake(w), say: the holder lets go}
  - {id: r, on: run, g: W, edge: wake(h), gap: {max: 50ms}, say: runs with the lock}
  - {id: again, on: park, g: W, class: mutex, where: site == $L, gap: {max: 200us},
     say: and waits for it again}
interference:
  - {between: [h, again], on: park, g: W, class: {not: mutex}}
repeat: {min: 20, key: $L, distinct: {W: 2}}
cost: {from: w, to: r}
worth: {total: 5ms, share: 0.1}
`,
};
