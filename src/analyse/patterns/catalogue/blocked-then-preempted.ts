import type { ShippedPattern } from "../pattern.ts";

export const blockedThenPreempted: ShippedPattern = {
  id: "blocked-then-preempted",
  yaml: String.raw`
name: blocked-then-preempted
title: a goroutine that had waited was preempted soon after it ran, and waited again for a processor
why: What it had waited for (a lock, a message) stays undone while others have the processor.
fix: Do the urgent part first and briefly; keep work that computes for long on few goroutines.
certainty: direct
raise:
  - it held a lock meanwhile (deep mode)
steps:
  - {id: u, on: unpark, g: A, say: woken}
  - {id: r, on: run, g: A, edge: wake(u), say: runs}
  - {id: s, on: stop, g: A, class: preempted, gap: {max: 50ms}, noise: 0, say: preempted}
  - {id: r2, on: run, g: A, gap: {min: 5ms}, noise: 0, say: runs again}
busy: {from: s, to: r2}
cost: {from: s, to: r2}
worth: {total: 10ms, share: 0.05}
`,
};
