import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loopVariablesPerIteration } from "../../../../src/analyse/source/captures.ts";
import { plainSymbol } from "../../../../src/analyse/source/functions.ts";
import { openGoSource } from "../../../../src/analyse/source/go-source.ts";
import { describeSource } from "../../../golden/source/describe-source.ts";

const CACHE = `package cache

import "sync"

type Cache struct {
	mu    sync.Mutex
	items map[string]int
	hits  int
}

func New() *Cache {
	c := &Cache{}
	c.items = map[string]int{}
	return c
}

func (c *Cache) Put(k string, v int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[k] = v
}

func (c *Cache) Drop(k string) {
	c.mu.Lock()
	delete(c.items, k)
	c.mu.Unlock()
}

func (c *Cache) Get(k string) int {
	c.hits++
	return c.items[k]
}

func run(c *Cache) { go func() { c.hits++ }(); c.hits = 2 }
`;
const OTHER = `package cache

var Limit int

func Grow(c *Cache) { Limit++; c.hits = Limit }
`;
const FILES = [
  { path: "/m/cache.go", text: CACHE },
  { path: "/m/other.go", text: OTHER },
];

describe("the memory that two lines touch", () => {
  test("a map write under the runtime's name and a map read in another method", async () => {
    const source = await openGoSource(FILES);
    const write = source.accessesAt("/m/cache.go", 20, {
      operation: "write",
      callee: "runtime.mapassign_faststr",
    });
    const read = source.accessesAt("/m/cache.go", 31, {
      operation: "read",
      callee: "runtime.mapaccess1_faststr",
    });
    expect(source.commonAccess(write, read)).toMatchObject({ by: "field", name: "c.items" });
  });

  test("a field through two variables of one type, one in another file", async () => {
    const source = await openGoSource(FILES);
    const a = source.accessesAt("/m/cache.go", 30, { operation: "write" });
    const b = source.accessesAt("/m/other.go", 5, { operation: "write", function: "m/cache.Grow" });
    const common = source.commonAccess(a, b);
    expect(common).toMatchObject({ by: "field", name: "c.hits" });
    expect(common?.first).toMatchObject({ owner: "Cache", field: "hits", via: "increment" });
  });

  test("nothing in common is nothing", async () => {
    const source = await openGoSource(FILES);
    const a = source.accessesAt("/m/cache.go", 20, {
      operation: "write",
      callee: "runtime.mapassign",
    });
    const b = source.accessesAt("/m/other.go", 5, { operation: "read", callee: "x.none" });
    expect(source.commonAccess(a, b)).toBeUndefined();
  });

  test("two functions on one line are told apart by the frame's name", async () => {
    const source = await openGoSource(FILES);
    const at = (symbol: string) =>
      source.expressionAt("/m/cache.go", 34, { operation: "write", function: symbol });
    expect(at("m/cache.run.func1")?.via).toBe("increment");
    expect(at("m/cache.run")?.via).toBe("plain");
    expect(source.enclosingFunction("/m/cache.go", 34, "x.run.func1")?.name).toBe("run.func1");
  });
});

describe("guards", () => {
  test("a field is guarded in three of four places; its maker does not count", async () => {
    const source = await openGoSource(FILES);
    const read = source.expressionAt("/m/cache.go", 31, {
      operation: "read",
      callee: "runtime.mapaccess1",
    });
    expect(read).toBeDefined();
    const [guard] = read === undefined ? [] : source.guardsOf(read);
    expect(guard).toMatchObject({ key: "Cache.mu", guarded: 2, total: 3 });
    expect(guard?.unguarded.map(({ line }) => line)).toEqual([31]);
  });

  test("locks over a stack: what the caller holds counts", async () => {
    const text = `package p
import "sync"
var mu sync.Mutex
func a() { mu.Lock(); b(); mu.Unlock() }
func b() {
	x = 1
}
`;
    const source = await openGoSource([{ path: "p.go", text }]);
    const held = source.locksHeldOnStack([
      { file: "p.go", line: 6, function: "p.b" },
      { file: "p.go", line: 4, function: "p.a" },
    ]);
    expect(held.map(({ key }) => key)).toEqual(["var mu"]);
  });
});

test("the symbol of a frame loses type arguments and wrappers", () => {
  expect(plainSymbol("m/p.F[...].func1")).toBe("m/p.F.func1");
  expect(plainSymbol("m/p.TestX.func1.gowrap2")).toBe("m/p.TestX.func1");
  expect(plainSymbol("m/p.(*T).M-fm")).toBe("m/p.(*T).M");
  expect(plainSymbol("m/p.mk-range1")).toBe("m/p.mk");
  expect(plainSymbol("m/p.init.1.func2")).toBe("m/p.init.func2");
});

test("loop variables are per iteration from go 1.22 on", () => {
  expect(["1.21", "1.22", "1.9", "1.26.1", undefined].map(loopVariablesPerIteration)).toEqual([
    false,
    true,
    false,
    true,
    true,
  ]);
});

describe("what cannot be read", () => {
  test("absent, other and oversized files are undefined, not errors", async () => {
    const source = await openGoSource([
      { path: "big.go", text: "package p\n" + "// x\n".repeat(900_000) },
      { path: "a.c", text: "int main;" },
    ]);
    expect(source.file("big.go")).toBeUndefined();
    expect(source.expressionAt("nowhere.go", 1, { operation: "read" })).toBeUndefined();
    expect(source.locksHeldAt("nowhere.go", 1)).toBeUndefined();
    expect(source.enclosingFunction("a.c", 1)).toBeUndefined();
  });

  test("deep nesting neither hangs nor overflows", async () => {
    const text = `package p\nfunc f() { x = ${"(".repeat(20_000)}1${")".repeat(20_000)} }\n`;
    expect(await describeSource("deep.go", text)).toContain("write variable via plain: x");
    const blocks = `package p\nfunc f() ${"{".repeat(3000)} x++ ${"}".repeat(3000)}\n`;
    expect(await describeSource("blocks.go", blocks)).toContain("function 2-2 f");
  });

  test("any cut and any noise gives an answer", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(CACHE.length),
        fc.string({ unit: "binary", maxLength: 30 }),
        async (cut, noise) => {
          const text = CACHE.slice(0, cut) + noise + CACHE.slice(cut + noise.length);
          expect((await describeSource("cut.go", text)).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});
