import { describe, expect, it } from "vitest";
import { parseGoTestFlags } from "../../../src/collect/go-test-flags.ts";
import { excludedPaths, testNames } from "../../../src/collect/race-excluded.ts";
import { testFilters } from "../../../src/collect/test-filters.ts";
import { UserFailure } from "../../../src/model/failure.ts";

const parse = (...tokens: string[]): ReturnType<typeof parseGoTestFlags> =>
  parseGoTestFlags(tokens, "--");

describe("what would run no test is refused", () => {
  it.each([
    ["-list", "."],
    ["-list=Foo"],
    ["-test.list=Foo"],
    ["-count=0"],
    ["--count", "0"],
    ["-count=0x0"],
    ["-args", "-test.list=."],
    ["-args", "-test.count", "0"],
    ["-args", "--test.count=0"],
  ])("%s %s %s", (...tokens) => {
    expect(() => parse(...tokens)).toThrow(UserFailure);
  });

  it("a package behind --, which go test would take for an argument", () => {
    expect(() => parse("./ledger")).toThrow(/"\.\/ledger" .*before --/);
    expect(() => parse("-run", "TestPay", "example.com/ledger")).toThrow(UserFailure);
    expect(() => parse("-short", "./ledger/...")).toThrow(UserFailure);
  });

  it("but not what belongs to the tests", () => {
    expect(parse("-update", "golden", "more").passed).toEqual(["-update", "golden", "more"]);
    expect(parse("-args", "./ledger", "-list").binaryArgs).toEqual(["./ledger", "-list"]);
    expect(parse("-count=2").count).toBe("2");
  });
});

describe("testFilters", () => {
  const filters = (words: string[], goflags: string[] = []): string[] =>
    testFilters(parse(...words), parseGoTestFlags(goflags, "GOFLAGS"));

  it.each([
    [["-run", "Pay"], ["-run Pay"]],
    [["--run=Pay|Refund"], ["-run Pay|Refund"]],
    [["-test.run=Pay"], ["-run Pay"]],
    [
      ["-short", "-skip", "Slow"],
      ["-skip Slow", "-short"],
    ],
    [["-short=false"], []],
    [["-run="], []],
    [["-run=Pay", "-args", "-test.run=Refund"], ["-run Refund"]],
    [["-args", "-test.run", "Refund"], ["-run Refund"]],
    [["-args", "-run", "mine"], []],
    [["-v", "-count=1", "-timeout=5m"], []],
  ])("%s", (words, expected) => {
    expect(filters(words)).toEqual(expected);
  });

  it("GOFLAGS count, and what stands behind -- wins", () => {
    expect(filters([], ["-short"])).toEqual(["-short"]);
    expect(filters(["-short=0"], ["-short"])).toEqual([]);
  });
});

describe("test files that !race excludes", () => {
  it("are those that go lists without -race and not with it", () => {
    const plain = [
      { ImportPath: "m/a", Dir: "/m/a", TestGoFiles: ["a_test.go", "slow_test.go"] },
      { ImportPath: "m/b", Dir: "/m/b", XTestGoFiles: ["x_test.go"] },
    ];
    const raced = [{ ImportPath: "m/a", Dir: "/m/a", TestGoFiles: ["a_test.go", "race_test.go"] }];
    expect(excludedPaths(plain, raced)).toEqual([
      { package: "m/a", path: "/m/a/slow_test.go" },
      { package: "m/b", path: "/m/b/x_test.go" },
    ]);
  });

  it("their tests are named, what only looks like one is not", () => {
    const text = [
      "//go:build !race",
      "package a",
      "func TestOne(t *testing.T) {}",
      "func  Test_two (t *testing.T) {}",
      "func TestÄrger(t *testing.T) {}",
      "func Testify(t *testing.T) {}",
      "func TestMain(m *testing.M) {}",
      "func FuzzParse(f *testing.F) {}",
      "func ExampleOpen() {}",
      "func (s suite) TestMethod() {}",
      "// func TestInComment(t *testing.T) {}",
      "/*",
      "func TestInBlock(t *testing.T) {}",
      "*/",
      'var quote = "`"',
      "var text = `",
      "func TestInString(t *testing.T) {}",
      "`",
      "func TestLast(t *testing.T) {}",
    ].join("\n");
    const expected = ["TestOne", "Test_two", "TestÄrger", "FuzzParse", "ExampleOpen", "TestLast"];
    expect(testNames(text)).toEqual(expected);
  });

  it("a file of openings without ends takes no time to speak of", () => {
    expect(testNames("/*`'\"".repeat(200_000))).toEqual([]);
    expect(testNames("/".repeat(1_000_000))).toEqual([]);
  });
});
