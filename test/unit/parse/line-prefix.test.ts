import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCrashes } from "../../../src/parse/crash.ts";
import { stripPrefix } from "../../../src/parse/line-prefix.ts";
import { parseRaceLog } from "../../../src/parse/race-log.ts";
import { goldenInputs } from "./golden-inputs.ts";

/** What collectors put before a line: words, brackets, numbers that change from line to line. */
const prefix = fc
  .array(
    fc.oneof(
      fc.constantFrom("stdout", "F", "[pod/a-", "]", "|", ">", "I", "T", "Z", ":", "-", ".", "\t"),
      fc.constant("#"),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(""));

function prefixed(text: string, shape: string): string {
  let number = 7;
  return text
    .split("\n")
    .map((line, index, all) => {
      if (index === all.length - 1 && line === "") return "";
      const start = shape.replaceAll("#", () => String((number = (number * 31 + 11) % 99991)));
      return `${start} ${line}`;
    })
    .join("\n");
}

describe("a collector's prefix", () => {
  it("is told by its shape: digits and widths of blanks may differ", () => {
    expect(stripPrefix("10:20.5  x  y", "9:1.25 ")).toBe("x  y");
    expect(stripPrefix("10:20;5 x", "9:1.25 ")).toBeUndefined();
    expect(stripPrefix(">", "> ")).toBe("");
    expect(stripPrefix("", "> ")).toBeUndefined();
  });

  it("changes nothing in what a race report says", () => {
    // Reports with other lines between them have foreign lines, which do carry the prefix.
    const logs = goldenInputs("race-logs").filter(({ text }) => {
      const { value } = parseRaceLog(text, "x");
      return value.length > 0 && value.every((each) => each.complete && each.foreign.length === 0);
    });
    expect(logs.length).toBeGreaterThan(10);
    fc.assert(
      fc.property(fc.constantFrom(...logs), prefix, ({ name, text }, shape) => {
        if (/logged-by|quote|prefix|carriage/.test(name)) return;
        const plain = parseRaceLog(text, name).value;
        const got = parseRaceLog(prefixed(text, shape), name).value;
        expect(got.map(({ accesses, creations }) => ({ accesses, creations }))).toEqual(
          plain.map(({ accesses, creations }) => ({ accesses, creations })),
        );
      }),
      { numRuns: 600 },
    );
  });

  it("changes nothing in what a fatal error says", () => {
    const [log] = goldenInputs("crash").filter(({ name }) => name === "map-writes.txt");
    const text = log?.text ?? "";
    const plain = parseCrashes(text, "x").value.crashes;
    expect(plain[0]?.kind).toBe("fatal-error");
    fc.assert(
      fc.property(prefix, (shape) => {
        const got = parseCrashes(prefixed(text, shape), "x").value.crashes;
        expect(got.map(({ message, goroutines }) => ({ message, goroutines }))).toEqual(
          plain.map(({ message, goroutines }) => ({ message, goroutines })),
        );
      }),
    );
  });
});
