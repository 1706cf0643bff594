import type { ShippedPattern } from "../pattern.ts";

export const waitGroupStraggler: ShippedPattern = {
  id: "wait-group-straggler",
  yaml: String.raw`
name: wait-group-straggler
title: all but one goroutine of a group were done long before the last
why: Everybody waits for the slowest part; the processors idle meanwhile.
fix: Split the long part, start it first, or share the work out as it goes.
certainty: direct
raise:
  - trace path shows the last goroutine on the critical path
finder: stragglers
unordered: [l, a]
steps:
  - {id: l, on: [create, park, stop], g: Z, bind: {L: site}, noise: any, say: one of the group is at this}
  - {id: a, on: exit, g: A, noise: any, say: the last of all others of the group ends}
  - {id: z, on: unpark, g: M, by: Z, class: wait_group, gap: {min: 20ms, from: a}, bind: {S: site}, noise: any,
     say: it is done as well and wakes who waits}
interference:
  - {between: [a, z], on: exit}
repeat: {min: 1, key: [$L, $S]}
cost: {from: a, to: z}
worth: {total: 20ms, share: 0.3}
`,
};
