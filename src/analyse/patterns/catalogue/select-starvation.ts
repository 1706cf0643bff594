import type { ShippedPattern } from "../pattern.ts";

export const selectStarvation: ShippedPattern = {
  id: "select-starvation",
  yaml: String.raw`
name: select-starvation
title: a select serves the others first, again and again, and one sender waits
why: A select in a select, or a case that is always ready, starves the case that comes second.
fix: Ask all cases in one select, or serve the second case after so many of the first.
certainty: heuristic
raise:
  - the source shows a select with a default before the one that serves this sender
steps:
  - {id: w, on: park, g: P, class: [chan_send, select], bind: {S: site}, say: a sender waits}
  - {id: q, on: park, g: Q, class: [chan_send, select], where: site != $S, noise: any,
     say: another one comes later}
  - {id: o, on: unpark, g: Q, by: C, edge: wake(q), noise: any, say: and is served before it}
  - {id: h, on: unpark, g: P, by: C, edge: wake(w), gap: {min: 10ms, from: w}, noise: any,
     bind: {R: site}, say: the first one is served at last}
finder: overtaken
repeat: {min: 1, key: [$S, $R]}
cost: {from: w, to: h}
worth: {total: 50ms, share: 0.3}
`,
};
