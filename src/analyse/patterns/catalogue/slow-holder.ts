import type { ShippedPattern } from "../pattern.ts";

export const slowHolder: ShippedPattern = {
  id: "slow-holder",
  yaml: String.raw`
name: slow-holder
title: a goroutine keeps a lock for long while another waits for it
why: The waiter's whole wait is the holder's time under the lock, from when the wait began.
fix: Do the slow part before taking the lock or after letting go; keep only the shared data under it.
certainty: direct
raise:
  - the mutex profile of the same run names the same unlock
  - what the holder did meanwhile (trace goroutines) is sleep, a system call or waiting
steps:
  - {id: w, on: park, g: W, class: [mutex], bind: {L: site}, say: waits for the lock}
  - {id: h, on: unpark, g: W, by: H, edge: wake(w), gap: {min: 5ms}, bind: {F: site},
     say: the holder lets go}
awake: {g: H, from: w, to: h}
repeat: {min: 1, key: [$L, $F]}
worth: {total: 10ms, share: 0.1}
`,
};
