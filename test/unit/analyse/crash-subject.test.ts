// What tells two crashes of one function apart.
import { expect, test } from "vitest";
import type { CrashClass } from "../../../src/analyse/crash-classes.ts";
import { crashSubject } from "../../../src/analyse/crash-subject.ts";
import type { Places } from "../../../src/analyse/places.ts";
import type { Crash } from "../../../src/model/crash.ts";

const FRAME = { function: "m.F", file: "/repo/f.go", line: 3 };
const INNER = [
  { function: "runtime.fatal", file: "/usr/local/go/src/runtime/panic.go", line: 1 },
  { function: "runtime.mapassign_faststr", file: "/usr/local/go/src/runtime/map.go", line: 1 },
];

function subjectOf(
  kind: Crash["kind"],
  message: string,
  name: CrashClass["class"],
  line?: string,
): string | undefined {
  const crash = { kind, message, panics: [] } as Partial<Crash> as Crash;
  const places = { sourceLine: () => line } as Partial<Places> as Places;
  const known = { class: name } as CrashClass;
  return crashSubject(crash, known, FRAME, [...INNER, FRAME], places);
}

test.each<[Crash["kind"], string, CrashClass["class"], string | undefined, string | undefined]>([
  ["panic", "the loom is empty", "explicit-panic", undefined, "explicit-panic: the loom is empty"],
  ["panic", "order 17 is void", "explicit-panic", undefined, "explicit-panic"],
  ["panic", 'no user "ada"', "explicit-panic", undefined, "explicit-panic"],
  ["panic", "anything", "unclassified", undefined, undefined],
  ["fatal-error", "concurrent map writes", "unclassified", "s.names[k] = v", "names"],
  ["fatal-error", "concurrent map writes", "unclassified", "a[b[k]] = v", undefined],
  ["fatal-error", "concurrent map writes", "unclassified", undefined, undefined],
])("%s: %s (%s) at `%s`", (kind, message, name, line, subject) => {
  expect(subjectOf(kind, message, name, line)).toBe(subject);
});
