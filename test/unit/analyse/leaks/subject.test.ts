// What a blocked goroutine waits for, by its source line.
import { expect, test } from "vitest";
import type { Bucket } from "../../../../src/analyse/leaks/buckets.ts";
import { waitSubject } from "../../../../src/analyse/leaks/subject.ts";
import type { WaitKind } from "../../../../src/analyse/leaks/wait.ts";
import type { Places } from "../../../../src/analyse/places.ts";

function subjectOf(...waits: (readonly [WaitKind, string | undefined])[]): string | undefined {
  const places = {
    sourceLine: ({ line }: { line: number }) => waits[line]?.[1],
  } as Pick<Places, "sourceLine"> as Places;
  const buckets = waits.map(([kind], line) => {
    const site = { function: "m.F", file: "f.go", line };
    return { site, siteIndex: 0, wait: { kind, site: 0, address: undefined } };
  });
  return waitSubject(buckets as Bucket[], places);
}

test.each<[WaitKind, string | undefined, string | undefined]>([
  ["receive", "<-s.done", "done"],
  ["receive", "v, ok := <-quit", "quit"],
  ["receive", "for v := range jobs {", "jobs"],
  ["receive", "for v := range jobs() {", undefined],
  ["receive", 'use("<-x", <-y) // <-z', "y"],
  ["send", "results <- f(<-in)", "results"],
  ["send", "s.outs[i] <- 1", "outs"],
  ["mutex", "s.mu.Lock()", "mu"],
  ["rlock", "c.RLock()", "c"],
  ["waitgroup", "defer wg.Wait()", "wg"],
  ["once", "o.once.Do(func() {", "once"],
  ["select", "select {", undefined],
  ["receive", undefined, undefined],
  ["send", "<-only", undefined],
])("%s at `%s`: %s", (kind, line, subject) => {
  expect(subjectOf([kind, line])).toBe(subject);
});

test("of several places all, in one order; one that does not say leaves it unknown", () => {
  expect(subjectOf(["send", "b <- 1"], ["mutex", "a.Lock()"], ["send", "b <- 2"])).toBe("a, b");
  expect(subjectOf(["send", "b <- 1"], ["select", "select {"])).toBeUndefined();
  expect(subjectOf()).toBeUndefined();
});
