import { expect, test } from "vitest";
import fc from "fast-check";
import { bareLine, candidatesAt, commonExpression } from "../../../src/analyse/expression.ts";

type Side = [text: string, operation: "read" | "write", ...callees: string[]];
function common(a: Side, b: Side): string | undefined {
  const [first, second] = [a, b].map(([text, operation, ...callees]) => ({
    text,
    operation,
    callees,
  }));
  return first === undefined || second === undefined
    ? undefined
    : commonExpression(first, second)?.name;
}

const TABLE: [what: string, a: Side, b: Side, expected: string | undefined][] = [
  ["x++ twice", ["x++", "read"], ["x++", "write"], "x"],
  ["read in a call", ["fmt.Println(counter)", "read"], ["counter = 1", "write"], "counter"],
  ["two on one line", ["a, b = b, a", "read"], ["a, b = b, a", "write"], undefined],
  ["two on one line, both writes", ["a, b = 1, 2", "write"], ["a, b = 1, 2", "write"], undefined],
  [
    "field through different receivers",
    ["s.hits++", "write"],
    ["return srv.hits", "read"],
    "s.hits",
  ],
  ["loop variable", ["for i := 0; i < 3; i++ {", "write"], ["fmt.Println(i)", "read"], "i"],
  ["err redeclared", ["_, err = f()", "write"], ["if err != nil {", "read"], "err"],
  ["if with assignment", ["if err = f(); err != nil {", "write"], ["return err", "read"], "err"],
  ["append", ["out = append(out, v)", "write"], ["out = append(out, v)", "read"], "out"],
  ["struct literal key", ["c = conf{name: n}", "write"], ["use(c.name)", "read"], "c"],
  ["op-assign", ["total += n", "write"], ["total += m", "write"], "total"],
  [
    "comparison is no assignment",
    ["if ready == want {", "read"],
    ["ready = true", "write"],
    "ready",
  ],
  ["index is read, base is written", ["a[i] = v", "write"], ["a[j] = v", "write"], "a"],
  [
    "map write",
    ["m[k] = v", "write", "runtime.mapassign_faststr"],
    ["m[k] = w", "write", "runtime.mapassign_faststr"],
    "m",
  ],
  [
    "map read",
    ["return s.users[id], ok", "read", "runtime.mapaccess2"],
    ["s.users[id] = u", "write", "runtime.mapassign"],
    "s.users",
  ],
  [
    "map delete",
    ["delete(s.users, id)", "write", "runtime.mapdelete"],
    ["for k := range s.users {", "read", "runtime.mapiterinit"],
    "s.users",
  ],
  [
    "close and send",
    ["close(c.done)", "write", "runtime.closechan"],
    ["c.done <- v", "read", "runtime.chansend1"],
    "c.done",
  ],
  [
    "atomic function",
    ["atomic.AddInt64(&c.n, 1)", "write", "sync/atomic.AddInt64"],
    ["return c.n", "read"],
    "c.n",
  ],
  [
    "library method",
    ['buf.WriteString("x")', "write", "bytes.(*Buffer).WriteString"],
    ["buf.Reset()", "write", "bytes.(*Buffer).Reset"],
    "buf",
  ],
  ["text in quotes is nothing", ['log("x = y")', "read"], ["y = 1", "write"], "y"],
  ["pointer against name", ["*n = 1", "write"], ["fmt.Println(count)", "read"], "n"],
  ["nothing in common, two targets", ["p, q = 1, 2", "write"], ["f(z)", "read"], undefined],
];

test.each(TABLE)("%s", (_, a, b, expected) => {
  expect(common(a, b)).toBe(expected);
});

test("both orders name the same field", () => {
  expect(common(["return srv.hits", "read"], ["s.hits++", "write"])).toBe("srv.hits");
});

test("comments and strings go", () => {
  expect(bareLine('x = "a // b" // c')).toBe('x = ""');
  expect(bareLine("x = `a\\` + y")).toBe("x = `` + y");
});

test("any line is a value", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 600 }),
      fc.constantFrom("read", "write"),
      (text, operation) => {
        expect(
          Array.isArray(candidatesAt({ text, operation, callees: ["runtime.mapassign"] })),
        ).toBe(true);
      },
    ),
  );
});
