import type { ShippedPattern } from "../pattern.ts";

export const onceInitWait: ShippedPattern = {
  id: "once-init-wait",
  yaml: String.raw`
name: once-init-wait
title: goroutines wait until another has done a sync.Once
why: The first use pays for the initialisation, and everybody else waits for it.
fix: Initialise before the goroutines start, or make what the Once does cheap.
certainty: direct
raise:
  - inittrace or a profile shows what the initialisation does
steps:
  - {id: w, on: park, g: A, class: once, bind: {L: site}, say: waits for the Once}
  - {id: u, on: unpark, g: A, by: B, class: once, edge: wake(w), gap: {min: 1ms}, say: it is done}
repeat: {min: 1, key: $L}
worth: {total: 5ms, share: 0.05}
`,
};
