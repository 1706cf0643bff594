import { describe, expect, test } from "vitest";
import fc from "fast-check";
import {
  isStandardPackage,
  parseGoSymbol,
  shortSymbol,
  stableName,
  testKindOf,
  withoutTypeArguments,
} from "../../../src/util/go-symbol.ts";

const TABLE: [symbol: string, pkg: string, stable: string, closures: string[], wrapper: boolean][] =
  [
    ["main.main", "main", "main", [], false],
    ["example.com/m/p.Run", "example.com/m/p", "Run", [], false],
    ["example.com/m/p.(*T).Run", "example.com/m/p", "(*T).Run", [], false],
    ["example.com/m/p.T.Run", "example.com/m/p", "T.Run", [], false],
    ["example.com/m/p.TestX.func2.1", "example.com/m/p", "TestX.func", ["func2", "1"], false],
    ["example.com/m/p.TestX.func1.gowrap1", "example.com/m/p", "TestX.func", ["func1"], true],
    ["example.com/m/p.TestX.gowrap2", "example.com/m/p", "TestX", [], true],
    ["example.com/m/p.TestX.func1.deferwrap1", "example.com/m/p", "TestX.func", ["func1"], true],
    ["example.com/m/p.TestX·dwrap·21", "example.com/m/p", "TestX", [], true],
    ["example.com/m/p.TestX.func1·dwrap·2", "example.com/m/p", "TestX.func", ["func1"], true],
    ["example.com/m/p.(*T).Run-fm", "example.com/m/p", "(*T).Run", [], true],
    ["example.com/m/p.(*Box[go.shape.int]).Set", "example.com/m/p", "(*Box).Set", [], false],
    [
      "example.com/m/p.(*Box[...]).Set.func1",
      "example.com/m/p",
      "(*Box).Set.func",
      ["func1"],
      false,
    ],
    ["example.com/m/p.Map[go.shape.struct { x.io/y.F int }]", "example.com/m/p", "Map", [], false],
    [
      "example.com/m/p.Map[x.io/a/b.K,map[string]int].func3",
      "example.com/m/p",
      "Map.func",
      ["func3"],
      false,
    ],
    ["gopkg.in/yaml%2ev3.Unmarshal", "gopkg.in/yaml.v3", "Unmarshal", [], false],
    ["example.com/m/p.init.0", "example.com/m/p", "init.0", [], false],
    ["example.com/m/p.init.0.func1", "example.com/m/p", "init.0.func", ["func1"], false],
    ["example.com/m/p.init", "example.com/m/p", "init", [], false],
    ["example.com/m/p.glob..func1", "example.com/m/p", "glob..func", ["func1"], false],
    ["example.com/m/p.Walk-range1", "example.com/m/p", "Walk.func", ["range"], false],
    // A closure of an inlined function, Go <= 1.26 and Go 1.27.
    ["example.com/m/p.TestX.inner.func1", "example.com/m/p", "inner.func", ["func1"], false],
    ["example.com/m/p.inner.func1", "example.com/m/p", "inner.func", ["func1"], false],
    ["example.com/m/p.TestX.func1.inner.func2", "example.com/m/p", "inner.func", ["func2"], false],
    ["example.com/m/p.TestX.(*T).Go.func1", "example.com/m/p", "(*T).Go.func", ["func1"], false],
    ["example.com/m/p.(*T).Go.func1", "example.com/m/p", "(*T).Go.func", ["func1"], false],
    ["sync/atomic.(*Int64).Add", "sync/atomic", "(*Int64).Add", [], false],
    ["", "", "", [], false],
  ];

describe("parseGoSymbol", () => {
  test.each(TABLE)("%s", (symbol, pkg, stable, closures, wrapper) => {
    const parsed = parseGoSymbol(symbol);
    expect({ pkg: parsed.package, stable: stableName(parsed) }).toEqual({ pkg, stable });
    expect(parsed.closures).toEqual(closures);
    expect(parsed.wrapper).toBe(wrapper);
  });

  test("keeps the functions around an inlined closure, outermost first", () => {
    expect(parseGoSymbol("m/p.TestX.func1.inner.func2").names).toEqual(["TestX", "inner"]);
  });

  test("any text is a value, and the short form never grows", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => {
        const parsed = parseGoSymbol(text);
        expect(typeof stableName(parsed)).toBe("string");
        expect(shortSymbol(text).length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

test("withoutTypeArguments survives unbalanced brackets", () => {
  expect(withoutTypeArguments("a[b[c]d]e")).toBe("ae");
  expect(withoutTypeArguments("a]b[c")).toBe("ab");
});

test("testKindOf follows go test's rule for names", () => {
  expect(testKindOf("TestX")).toBe("test");
  expect(testKindOf("Test")).toBe("test");
  expect(testKindOf("Test_x")).toBe("test");
  expect(testKindOf("TestÄ")).toBe("test");
  expect(testKindOf("Testify")).toBeUndefined();
  expect(testKindOf("Testß")).toBeUndefined();
  expect(testKindOf("TestMain")).toBeUndefined();
  expect(testKindOf("FuzzX")).toBe("fuzz");
  expect(testKindOf("Example")).toBe("example");
  expect(testKindOf("BenchmarkX")).toBe("benchmark");
});

test("isStandardPackage", () => {
  expect(isStandardPackage("internal/runtime/maps")).toBe(true);
  expect(isStandardPackage("example.com/net/http")).toBe(false);
  expect(isStandardPackage("racesurvey/a")).toBe(false);
});
