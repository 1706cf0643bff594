import type { ShippedPattern } from "../pattern.ts";

export const rwmutexWriterStarvation: ShippedPattern = {
  id: "rwmutex-writer-starvation",
  yaml: String.raw`
name: rwmutex-writer-starvation
title: a writer waits for long until the readers of an RWMutex have gone
why: A waiting writer also blocks every new reader, so that one slow reader stops everybody.
fix: Shorten what readers do under RLock, or copy what they need and read it without the lock.
certainty: direct
raise:
  - more than one reader held the lock meanwhile (deep mode)
steps:
  - {id: w, on: park, g: W, class: rwlock_write, bind: {L: site}, say: the writer waits}
  - {id: r, on: unpark, g: W, by: R, edge: wake(w), gap: {min: 10ms}, stack_has: RUnlock,
     say: the last reader lets go}
repeat: {min: 1, key: $L}
worth: {total: 10ms, share: 0.05}
`,
};
