// Traces in text form beside what `go tool trace -d=parsed` (Go 1.26) prints for their bytes; a last line REJECTED where
// Go's reader ends with an error.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ownParsed } from "../../oracles/go-equality.ts";
import { traceFromText } from "../../oracles/text-trace.ts";

const inputs = readdirSync(import.meta.dirname).filter((f) => f.endsWith(".trace.txt"));

test("there are inputs", () => {
  expect(inputs.length).toBeGreaterThanOrEqual(4);
});

test.each(inputs)("%s", async (input) => {
  const path = join(import.meta.dirname, input);
  const expected = readFileSync(path.replace(".trace.txt", ".events.txt"), "utf8");
  const own = await ownParsed(traceFromText(readFileSync(path, "utf8")));
  // The wall clock is printed in local time.
  const utc = (text: string): string => text.replaceAll(/ Wall=\S+/g, " Wall=");
  expect(utc(own.text + (own.accepted ? "" : "REJECTED\n"))).toBe(utc(expected));
});
