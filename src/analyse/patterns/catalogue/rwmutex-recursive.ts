import type { ShippedPattern } from "../pattern.ts";

export const rwmutexRecursive: ShippedPattern = {
  id: "rwmutex-recursive",
  yaml: String.raw`
name: rwmutex-recursive
title: a goroutine read-locks an RWMutex that it has read-locked already, and a writer waits between
why: A waiting writer lets no new reader in, and the reader that holds the lock is the new reader - both wait for ever.
fix: Read-lock once, and call variants of the inner functions that expect the lock to be held.
certainty: proof
raise: []
steps:
  - {id: held, on: log, name: racegate.rlock, g: G, bind: {X: value}, say: holds the lock for reading}
  - {id: wait, on: log, name: racegate.rwant, g: G, where: value == $X, noise: any,
     say: wants it again}
interference:
  - {between: [held, wait], on: log, name: racegate.runlock, g: G, where: value == $X}
absent:
  - {on: log, name: racegate.rlock, g: G, until: end, where: value == $X}
  - {on: log, name: racegate.runlock, g: G, until: end, where: value == $X}
within: none
`,
};
