import { describe, expect, it } from "vitest";
import { UserFailure } from "../../../src/model/failure.ts";
import { DEFAULT_HISTORY_SIZE, mergeGorace } from "../../../src/collect/gorace.ts";
import type { Requested } from "../../../src/collect/plan-types.ts";
import { goraceMistake, parseGorace } from "../../../src/util/gorace-options.ts";

const env = (value: string): Requested<string> => ({ value, source: "environment" });
const flag = (value: string): Requested<string> => ({ value, source: "flag" });
const merge = (...texts: Requested<string>[]): string =>
  mergeGorace(texts, { failFast: false }).text;

describe("parseGorace", () => {
  it("cuts at every separator of the runtime and honours both quotes", () => {
    const text = `a=1,b=2:c=3\td="x y:z" e='q"r'\n`;
    expect(parseGorace(text).pairs).toEqual([
      ["a", "1"],
      ["b", "2"],
      ["c", "3"],
      ["d", "x y:z"],
      ["e", 'q"r'],
    ]);
  });

  it.each(["halt_on_error", "a=1 b", 'log_path="open', "a b=1"])("refuses %s", (text) => {
    expect(goraceMistake(text)).toBeDefined();
    expect(parseGorace(text).pairs).toBeUndefined();
  });
});

describe("mergeGorace", () => {
  it("has its own settings without any", () => {
    expect(merge()).toBe(`halt_on_error=0 history_size=${DEFAULT_HISTORY_SIZE} exitcode=66`);
    expect(mergeGorace([], { failFast: true }).text).toContain("halt_on_error=1");
  });

  it("lets a later text win over an earlier one, and says where the last came from", () => {
    const merged = mergeGorace([env("history_size=2 atexit_sleep_ms=0"), flag("history_size=7")], {
      failFast: false,
    });
    expect(merged.text).toContain("history_size=7");
    expect(merged.text).toContain("atexit_sleep_ms=0");
    expect(merged.source).toBe("flag");
  });

  it("names what stays racegate's, and only where it differs", () => {
    const codes = (text: string): number =>
      mergeGorace([env(text)], { failFast: false }).notes.length;
    expect(codes("exitcode=0 log_path=x halt_on_error=1")).toBe(3);
    expect(codes("exitcode=66 halt_on_error=0")).toBe(0);
  });

  it("quotes a value with a separator", () => {
    expect(merge(env('strip_path_prefix="/a b:c"'))).toContain('strip_path_prefix="/a b:c"');
  });

  it.each([
    ["an unknown key, with a hint", "history-size=3", /did you mean "history_size"/],
    ["an unknown key", "colour=1", /has no option "colour"/],
    ["a history that the runtime would clamp", "history_size=9", /from 0 to 7/],
    ["a negative history", "history_size=-1", /from 0 to 7/],
    ["a number that the runtime cannot read", "exitcode=abc", /is not int/],
    ["a boolean that the runtime cannot read", "halt_on_error=maybe", /is not bool/],
    ["what hides races", "report_bugs=0", /hide races/],
    ["a file of suppressions", "suppressions=x", /accepted/],
    ["a file of options", "include=x", /cannot be checked/],
  ])("refuses %s", (_name, text, message) => {
    expect(() => merge(env(text))).toThrow(message);
    expect(() => merge(env(text))).toThrow(UserFailure);
  });
});
