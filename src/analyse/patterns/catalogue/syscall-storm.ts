import type { ShippedPattern } from "../pattern.ts";

export const syscallStorm: ShippedPattern = {
  id: "syscall-storm",
  yaml: String.raw`
name: syscall-storm
title: one line makes system calls in floods
why: Each call leaves Go and comes back; small reads and writes cost more than their bytes.
fix: Put a bufio.Reader or bufio.Writer around the file or connection.
certainty: direct
raise:
  - strace -c of the same run counts the same calls
steps:
  - {id: b, on: syscall, g: A, bind: {S: site}, say: enters the system}
  - {id: e, on: syscall_end, g: A, edge: wake(b), noise: any, say: comes back}
repeat: {min: 1000, key: $S, window: 100ms}
worth: {total: 1ms, share: 0.1}
`,
};
