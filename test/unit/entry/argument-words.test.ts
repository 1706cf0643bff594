import fc from "fast-check";
import { expect, it } from "vitest";
import { argumentWords } from "../../../src/entry/argument-words.ts";

it.each<[string, string[] | undefined]>([
  ["", []],
  ["  \n\t ", []],
  ["-run TestX  -short", ["-run", "TestX", "-short"]],
  [`-run 'Test A/b"c'`, ["-run", `Test A/b"c`]],
  [`-run "Test \\"A\\" \\\\ \\n"`, ["-run", `Test "A" \\ \\n`]],
  [`a\\ b 'c'"d"e`, ["a b", "cde"]],
  [`'' ""`, ["", ""]],
  ["$(id) `id` ;|&>$HOME*", ["$(id)", "`id`", ";|&>$HOME*"]],
  ["'open", undefined],
  ['"open', undefined],
  ["end\\", undefined],
])("%j is %j", (text, words) => {
  expect(argumentWords(text)).toEqual(words);
});

it("any words, quoted, come back", () => {
  const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), (words) => {
      expect(argumentWords(words.map(quoted).join(" "))).toEqual(words);
    }),
  );
});
