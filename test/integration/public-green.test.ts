// Public suites that are green under plain `go test -race` are green under racegate: the short part of
// test/bench/public/green.ts, which has the others. Modules come from the Go module proxy at fixed versions.
import { expect, test } from "vitest";
import { measure } from "../bench/public/green.ts";
import { GREEN } from "../bench/public/subjects.ts";

const SHORT = GREEN.filter(({ short }) => short === true);
/** One line a package, the verdict, and a few more: what a clean run may print. */
const LINES_BESIDE_PACKAGES = 12;

test("there are some", () => {
  expect(SHORT.length).toBeGreaterThan(4);
});

test.each(SHORT.map((subject) => [subject.module, subject] as const))("%s", (_name, subject) => {
  const row = measure(subject);
  expect({ plain: row.plain, ours: row.ours, errors: row.errors }).toEqual({
    plain: 0,
    ours: 0,
    errors: [],
  });
  expect(row.lines).toBeLessThan(row.packages + LINES_BESIDE_PACKAGES);
});
