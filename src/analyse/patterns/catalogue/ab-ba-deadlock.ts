import type { ShippedPattern } from "../pattern.ts";

export const abBaDeadlock: ShippedPattern = {
  id: "ab-ba-deadlock",
  yaml: String.raw`
name: ab-ba-deadlock
title: goroutines wait in a circle, each for a lock that the next one holds
why: None of them can go on.
fix: Take the locks in one order everywhere, or take one lock for both.
certainty: proof
raise: []
steps:
  - {id: held, on: log, name: [racegate.lock, racegate.rlock, racegate.lock.held], g: G, bind: {X: value}, say: holds a lock}
  - {id: wait, on: log, name: [racegate.want, racegate.rwant, racegate.wwant, racegate.lock.wait], g: G, bind: {Y: value}, where: value != $X,
     noise: any, say: waits for another}
interference:
  - {between: [held, wait], on: log, name: [racegate.unlock, racegate.runlock, racegate.lock.free], g: G, where: value == $X}
absent:
  - {on: log, name: [racegate.lock, racegate.rlock, racegate.wlock, racegate.lock.held], g: G, until: end, where: value == $Y}
  - {on: log, name: [racegate.unlock, racegate.runlock, racegate.lock.free], g: G, until: end, where: value == $X}
graph: {from: X, to: Y, distinct: G, cycle: 2}
within: none
`,
};
