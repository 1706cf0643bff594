import type { ShippedPattern } from "../pattern.ts";

export const stwStorm: ShippedPattern = {
  id: "stw-storm",
  yaml: String.raw`
name: stw-storm
title: the world is stopped again and again
why: While the world is stopped nothing runs; reading memory statistics or stacks of all goroutines does it each time.
fix: Call runtime.ReadMemStats, runtime.Stack(all) or GC less often; runtime/metrics does not stop the world.
certainty: direct
raise:
  - the stacks of the stops name one caller
steps:
  - {id: b, on: range_begin, g: S, name: stop-the-world, bind: {C: site}, say: stops the world}
  - {id: e, on: range_end, g: S, name: stop-the-world, noise: any, say: lets it go on}
interference:
  - {between: [b, e], on: range_begin, g: S, name: stop-the-world}
repeat: {min: 100, key: $C, window: 1s}
worth: {total: 5ms, share: 0.05}
`,
};
