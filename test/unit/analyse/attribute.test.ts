import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { attribute, attributeAll } from "../../../src/analyse/attribute.ts";
import type { Attribution } from "../../../src/model/finding.ts";
import { capturedRun } from "./captured-run.ts";

const scopes = await capturedRun(
  join(import.meta.dirname, "../../golden/findings/scopes"),
  "scopes",
);
const all = attributeAll(scopes);

/** Attributions of the races that one package's test binary (or its children) reported, as text. */
function of(name: string): string[] {
  return scopes.races
    .filter((each) => each.origin.package === `example.com/scopes/${name}`)
    .map((each) => all.get(each))
    .map((made) => (made === undefined ? "nobody" : describeOf(made)));
}

function describeOf(made: Attribution): string {
  const also = made.alsoPossible === undefined ? "" : ` also ${made.alsoPossible.join("|")}`;
  const reported = made.reported === undefined ? "" : ` reported ${made.reported}`;
  return `${made.scope} ${made.name} by ${made.by}${reported}${also}`;
}

describe("attribution of real reports (Go 1.26)", () => {
  test("a late race belongs to the test that left the goroutine, not to the one blamed", () => {
    expect(of("late")).toEqual(["test TestA by stack reported TestB also TestB"]);
  });
  test("two parallel tests: one is chosen, the other possible, the innocent one neither", () => {
    const made = of("parallel");
    expect(made.length).toBeGreaterThan(0);
    for (const each of made) {
      expect(each).toMatch(/^test Test(Left|Right) by stack also Test(Left|Right)$/);
      expect(each).not.toContain("Innocent");
    }
  });
  test("subtests get their text from the stream, also those that a helper starts", () => {
    expect(of("subtests")).toEqual([
      "subtest TestTable/bad_one by stack",
      "subtest TestHelper/x by stack",
    ]);
  });
  test("TestMain", () => {
    expect(of("testmain")).toEqual(["testmain TestMain by stack"]);
  });
  test("init", () => {
    expect(of("initrace")).toEqual(["init initrace.init.0 by stack"]);
  });
  test("a fuzz seed and an example", () => {
    expect(of("example")).toEqual([
      "fuzz FuzzSum/seed#0 by stack reported FuzzSum/seed#0",
      "example Example by stack",
    ]);
  });
  test("a benchmark", () => {
    expect(of("bench")).toEqual(["benchmark BenchmarkBoth by stack reported BenchmarkBoth"]);
  });
  test("a goroutine that a goroutine started: the other side knows the test", () => {
    for (const each of of("helper")) {
      expect(each).toBe("test TestServer by stack reported TestServer");
    }
  });
  test("generics and method values", () => {
    expect(of("generic")).toEqual(["test TestBox by stack", "test TestMethodValue by stack"]);
  });
  test("a child process whose stacks do not hold the package's tests", () => {
    expect(of("child")).toEqual(["child TestTool by process"]);
  });
  test("after the last test", () => {
    expect(of("afterexit")).toEqual(["after-exit TestLeaves by stack"]);
  });
});

test("without a stream the stacks still say the test", () => {
  const bare = { ...scopes, tests: { packages: [], buildFailures: [], strayText: "" } };
  const names = bare.races
    .filter((each) => each.origin.package?.endsWith("/subtests"))
    .map((each) => attribute(each, bare)?.name);
  expect(names).toEqual(["TestTable", "TestHelper"]);
});
