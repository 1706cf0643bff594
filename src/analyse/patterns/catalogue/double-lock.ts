import type { ShippedPattern } from "../pattern.ts";

export const doubleLock: ShippedPattern = {
  id: "double-lock",
  yaml: String.raw`
name: double-lock
title: a goroutine waits for a lock that it holds itself
why: It waits for itself, for ever.
fix: Call a variant of the inner function that expects the lock to be held.
certainty: proof
raise: []
steps:
  - {id: held, on: log, name: [racegate.lock, racegate.lock.held], g: G, bind: {X: value}, say: holds the lock}
  - {id: wait, on: log, name: [racegate.want, racegate.rwant, racegate.lock.wait], g: G, where: value == $X, noise: any,
     say: waits for it}
interference:
  - {between: [held, wait], on: log, name: [racegate.unlock, racegate.lock.free], where: value == $X}
absent: {on: log, name: [racegate.lock, racegate.rlock, racegate.lock.held], g: G, until: end, where: value == $X}
within: none
`,
};
