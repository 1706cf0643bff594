import type { ShippedPattern } from "../pattern.ts";

export const slowStage: ShippedPattern = {
  id: "slow-stage",
  yaml: String.raw`
name: slow-stage
title: one stage of a pipeline keeps the stages before and behind it waiting
why: The pipeline runs at the pace of this stage, however fast the others are.
fix: Let more goroutines do this stage, or take the slow part out of it.
certainty: heuristic
raise:
  - the stage is running, not waiting, between its receives (trace goroutines)
steps:
  - {id: p, on: park, g: P, class: chan_send, bind: {S: site}, say: the stage before waits to hand over}
  - {id: t, on: unpark, g: P, by: C, edge: wake(p), gap: {min: 500us}, bind: {R: site},
     say: the slow stage takes the value}
  - {id: d, on: unpark, g: D, by: C, class: chan_receive, gap: {max: 1s}, noise: any, bind: {O: site},
     say: "and hands on, later, to the stage behind, which has waited"}
interference:
  - {between: [t, d], on: unpark, by: C, class: chan_send}
repeat: {min: 10, key: [$R, $O]}
cost: {from: p, to: t}
worth: {total: 20ms, share: 0.3}
`,
};
