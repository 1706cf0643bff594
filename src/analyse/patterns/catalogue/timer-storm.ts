import type { ShippedPattern } from "../pattern.ts";

export const timerStorm: ShippedPattern = {
  id: "timer-storm",
  yaml: String.raw`
name: timer-storm
title: timers start goroutines in floods
why: Each timer's function gets a goroutine of its own; hundreds at once crowd out everything else.
fix: Use one ticker, or time.Timer with a channel and one goroutine that looks at what is due.
certainty: direct
raise:
  - the source shows who arms the timers
steps:
  - {id: t, on: create, g: T, by: runtime, no_stack: true, bind: {F: value},
     say: a timer starts a goroutine}
repeat: {min: 100, key: $F, window: 100ms}
`,
};
