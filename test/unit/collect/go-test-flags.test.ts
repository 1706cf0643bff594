import { describe, expect, it } from "vitest";
import {
  mergeToolFlags,
  parseGoTestFlags,
  splitGoflags,
  userTimeoutMs,
} from "../../../src/collect/go-test-flags.ts";
import { UserFailure } from "../../../src/model/failure.ts";

const parse = (...tokens: string[]): ReturnType<typeof parseGoTestFlags> =>
  parseGoTestFlags(tokens, "--");

describe("parseGoTestFlags", () => {
  it.each([
    "-exec=x",
    "-json",
    "-o=x",
    "-c",
    "-trace=x",
    "-toolexec=x",
    "-vettool=x",
    "--exec",
    "-test.trace=x",
    "-C=d",
    "-n",
    "-msan",
    "-race=false",
  ])("refuses %s", (token) => {
    expect(() => parse(token, "value")).toThrow(UserFailure);
    expect(() => parse(token, "value")).toThrow(token);
  });

  it("merges -ldflags, -timeout, -count and -cpu in every spelling", () => {
    const flags = parse(
      "-ldflags",
      "-X a.b=c",
      "--ldflags=all=-w",
      "-timeout=5m",
      "-count",
      "3",
      "-test.cpu=1,2",
    );
    expect(flags.passed).toEqual([]);
    expect(flags.ldflags).toEqual(["-X a.b=c", "all=-w"]);
    expect(flags).toMatchObject({ timeout: "5m", count: "3", cpu: "1,2" });
  });

  it("passes the rest with its values, and knows values that look like flags", () => {
    const tokens = ["-run", "-c", "-short", "-tags=a,b", "-mine", "value", "-bench", "."];
    expect(parse(...tokens).passed).toEqual(tokens);
  });

  it("passes what stands behind -args untouched", () => {
    const flags = parse("-short", "-args", "-exec", "x y", "-json");
    expect(flags.passed).toEqual(["-short"]);
    expect(flags.binaryArgs).toEqual(["-exec", "x y", "-json"]);
  });

  it("drops -v and -race, which -json and racegate bring", () => {
    expect(parse("-v", "-race", "-v=true").passed).toEqual([]);
  });

  it("says that a value is missing", () => {
    expect(() => parse("-run")).toThrow(/-run .* needs a value/);
  });
});

describe("the merged values", () => {
  it("keep symbols for every package, whichever pattern wins", () => {
    expect(mergeToolFlags("-s=false", ["-w", "example.com/...=-X a=b", ""])).toEqual([
      "-s=false",
      "-w -s=false",
      "example.com/...=-X a=b -s=false",
      "-s=false",
    ]);
  });

  it.each([
    [undefined, [], 600_000],
    ["0", [], 0],
    ["90s", [], 90_000],
    ["5m", ["-test.timeout=2s"], 2000],
    ["5m", ["-test.timeout", "3s"], 3000],
    ["5m", ["-timeout=2s"], 300_000],
  ])("timeout %s with %j is %i ms", (timeout, binaryArgs, expected) => {
    expect(userTimeoutMs(timeout, binaryArgs)).toBe(expected);
  });

  it("refuse a timeout that is none", () => {
    expect(() => userTimeoutMs("5 minutes", [])).toThrow(UserFailure);
  });

  it("GOFLAGS is split as go does", () => {
    expect(splitGoflags(` -tags=x  '-ldflags=-X a=b c' "-run=^T$" `)).toEqual([
      "-tags=x",
      "-ldflags=-X a=b c",
      "-run=^T$",
    ]);
  });
});
