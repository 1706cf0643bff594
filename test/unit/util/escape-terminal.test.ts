import { expect, test } from "vitest";
import { escapeForTerminal, inlineForTerminal } from "../../../src/util/escape-terminal.ts";
import { hostileLine, seededRandom } from "./hostile-text.ts";

// C0 but tab and line feed, DEL, C1, bidirectional controls, zero-width characters, line separators.
const FORBIDDEN = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

test.each([
  ["colour", "\u001b[1;31mred\u001b[0m text", "red text"],
  ["cursor and erase", "a\u001b[2J\u001b[10;20Hb", "ab"],
  ["C1 CSI", "a\u009b31mb", "ab"],
  ["title by BEL", "\u001b]0;evil\u0007a", "a"],
  ["hyperlink by ST", "\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\", "click"],
  ["device string", "\u001bPq#0;2;0;0;0\u001b\\a", "a"],
  ["two-byte escape", "\u001bcreset \u001b(Bset", "reset set"],
  ["a string without its end loses only its introducer", "\u001b]0;no end here", "0;no end here"],
  ["a sequence without its end", "a\u001b[", "a"],
  ["a lone escape at the end", "a\u001b", "a"],
  ["bell, backspace, NUL, DEL", "a\u0007b\bc\0d\u007fe", "abcde"],
  ["bidirectional override", "user\u202e\u2066// check\u2069", "user// check"],
  ["zero width", "a\u200bb\u200dc\ufeffd", "abcd"],
  ["lone surrogate", "a\ud800b", "a\ufffdb"],
  ["other scripts stay", "naïve 日本語 עברית 😀 ﷽", "naïve 日本語 עברית 😀 ﷽"],
])("%s", (_name, text, expected) => {
  expect(escapeForTerminal(text)).toBe(expected);
  expect(inlineForTerminal(text)).toBe(expected);
});

test("line breaks of every kind: one kind in text, visible inside a line", () => {
  const text = "a\rb\nc\r\nd\u0085e\u2028f\u2029g\vh\fi\tj";
  expect(escapeForTerminal(text)).toBe("a\nb\nc\nd\ne\nf\ng\nh\ni\tj");
  expect(inlineForTerminal(text)).toBe(String.raw`a\nb\nc\nd\ne\nf\ng\nh\ni j`);
});

test("no control character survives random text, and a second pass changes nothing", () => {
  const random = seededRandom(11);
  for (let n = 0; n < 20_000; n++) {
    const text = hostileLine(random);
    const once = escapeForTerminal(text);
    expect(once).not.toMatch(FORBIDDEN);
    expect(escapeForTerminal(once)).toBe(once);
    expect(inlineForTerminal(text)).not.toMatch(/[\n\t]/);
  }
});

test("time is linear in unfinished sequences", () => {
  for (const text of [
    "\u001b[".repeat(200_000),
    "\u001b]0".repeat(100_000),
    "\u009b0".repeat(200_000),
  ]) {
    const before = performance.now();
    escapeForTerminal(text);
    expect(performance.now() - before).toBeLessThan(3_000);
  }
});
