import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCrashes } from "../../../src/parse/crash.ts";
import { infrastructureCode } from "../../../src/parse/infrastructure.ts";
import { parseRaceLog } from "../../../src/parse/race-log.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { recognise } from "../../../src/parse/recognise.ts";
import { goldenInputs } from "./golden-inputs.ts";
import { looseTexts } from "./loose-texts.ts";

const inputs = (["race-logs", "crash", "test2json"] as const).flatMap((area) =>
  goldenInputs(area).filter(({ text }) => text.length < 20_000),
);

/** A golden input with some of its bytes replaced, removed or doubled. */
const mutated = fc
  .tuple(
    fc.constantFrom(...inputs.map(({ text }) => text)),
    fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.uint8Array({ maxLength: 8 })), { maxLength: 12 }),
  )
  .map(([text, edits]) => {
    let bytes: Uint8Array = Buffer.from(text);
    for (const [position, kind, data] of edits) {
      const at = position % (bytes.length + 1);
      const head = bytes.subarray(0, at);
      const tail = bytes.subarray(
        kind === 0 ? at : Math.min(bytes.length, at + 1 + (position % 97)),
      );
      const middle = kind === 3 ? bytes.subarray(Math.max(0, at - 200), at) : data;
      bytes = Buffer.concat([head, middle, tail]);
    }
    return bytes;
  });

const anything = fc.oneof(
  mutated,
  fc.uint8Array({ maxLength: 2000 }),
  fc.string().map((text) => Buffer.from(text)),
);

describe("hostile input", () => {
  it("is a value, never an exception", async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (bytes) => {
        recognise(bytes);
        parseRaceLog(bytes, "x");
        parseCrashes(bytes, "x");
        const run = await parseRun(looseTexts({ name: "x", bytes }));
        for (const { report } of run.races) {
          expect(report.accesses.length).toBeGreaterThan(0);
          expect(report.accesses.length).toBeLessThanOrEqual(2);
          expect(report.creations.length).toBeLessThanOrEqual(2);
          expect(report.at.end).toBeLessThanOrEqual(bytes.length);
          expect(report.at.start).toBeLessThan(report.at.end);
        }
      }),
      { numRuns: 400 },
    );
  });

  // Each of these takes hours where the work grows with the square of the input.
  const floodBytes = 2 * 1024 * 1024;
  const floods = new Map([
    ["separators", "==================\n"],
    ["separators on one line", "="],
    ["warnings", "WARNING: DATA RACE\n"],
    ["access headers", "Previous write at 0x00c000012348 by goroutine 7:\n"],
    ["frames without a report", "  main.main()\n      /m/main.go:1 +0x1\n"],
    [
      "frames and headers",
      "  m.f()\n      /m.go:1 +0x1\n\nPrevious read at 0x01 by goroutine 1:\n",
    ],
    ["open brackets", "[{(<"],
    ["blanks", " "],
    ["colons and digits", ":1"],
    ["carriage returns", "\r"],
    ["escapes", "\x1b["],
    ["unfinished escapes", "\x1b]"],
    ["entities", "&lt;"],
    ["ampersands", "&"],
    ["goroutine headers", "goroutine 1 [running]:\n"],
    ["panics", "panic: a [recovered]\n\tpanic: b\n"],
    ["nested panics", "\tpanic: b [recovered]\n"],
    ["running tests", "panic: test timed out after 1s\nrunning tests:\n\tTestA (1s)\n"],
    ["signals", "SIGQUIT: quit\n"],
    ["goroutine words", "goroutine "],
    ["quotes", '{"'],
    ["events without an end", '{"Action":"output","Package":"p","Output":"x"}\n'],
    ["deep arrays", '{"Action":[[[[[[[[[[['],
    ["fork words", "fork/exec "],
    ["cgo words", 'cgo: C compiler "'],
    ["invalid UTF-8", "\xff"],
    ["NUL", "\0"],
  ]);
  for (const [name, unit] of floods) {
    it(`does not drown in ${name}`, async () => {
      const bytes = Buffer.alloc(floodBytes, unit, "latin1");
      const run = await parseRun(
        looseTexts({ name: "x", bytes }, { name: "y", bytes: Buffer.concat([EVENT, bytes]) }),
      );
      expect(run.races.length).toBeLessThanOrEqual(50_000);
    });
  }

  it("never sees the machine at fault in random words", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 200 }), (line) => {
        expect(infrastructureCode(line)).toBeUndefined();
      }),
    );
  });
});

const EVENT = Buffer.from('{"Action":"start","Package":"p"}\n');
