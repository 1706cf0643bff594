// What a fingerprint survives and what it must not. The texts are written by hand in the grammar of Go 1.26.
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { join } from "node:path";
import { analyse } from "../../../src/analyse/index.ts";
import { fingerprintsOf, type Fingerprints } from "../../../src/decide/fingerprint.ts";
import { parseRaceLog } from "../../../src/parse/race-log.ts";
import { canonicalJson } from "../../../src/util/canonical-json.ts";
import { capturedRun, manifestOf, runOf } from "../analyse/captured-run.ts";
import { decided, GOLDEN } from "./decided.ts";

interface Side {
  readonly operation: "Read" | "Write";
  /** Function and `file:line`, innermost first. */
  readonly frames: readonly (readonly [string, string])[];
  readonly created: readonly (readonly [string, string])[];
}

interface Shape {
  readonly sides: readonly [Side, Side];
  readonly address?: string;
  readonly ids?: readonly [number, number];
  readonly pc?: string;
}

const RUNNER = [["testing.tRunner", "/usr/local/go/src/testing/testing.go:2036"]] as const;

function textOf({ sides, address = "0x00c000012345", ids = [7, 8], pc = "4c" }: Shape): string {
  const stack = (frames: Side["frames"]): string =>
    frames.map(([name, at]) => `  ${name}()\n      ${at} +0x${pc}\n`).join("");
  const [first, second] = sides;
  const previous = second.operation.toLowerCase();
  return [
    "==================\nWARNING: DATA RACE\n",
    `${first.operation} at ${address} by goroutine ${ids[0]}:\n${stack(first.frames)}\n`,
    `Previous ${previous} at ${address} by goroutine ${ids[1]}:\n${stack(second.frames)}\n`,
    `Goroutine ${ids[0]} (running) created at:\n${stack(first.created)}\n`,
    `Goroutine ${ids[1]} (finished) created at:\n${stack(second.created)}`,
    "==================\n",
  ].join("");
}

function fingerprint(shape: Shape): Fingerprints {
  const races = parseRaceLog(textOf(shape), "race.1").value.map((report) => ({
    report,
    origin: { channel: "race-file" as const, package: "example.com/m/p", pid: 1 },
  }));
  const manifest = manifestOf({ modules: [{ path: "example.com/m", directory: "/repo" }] });
  const { drafts } = analyse(runOf({ manifest, races }));
  const [draft] = drafts.filter((each) => each.kind === "data-race");
  if (draft === undefined) throw new Error(`no race in\n${textOf(shape)}`);
  return fingerprintsOf(draft);
}

const FILE = "/repo/p/p.go";
const writer: Side = {
  operation: "Write",
  frames: [["example.com/m/p.(*Server).loop.func1", `${FILE}:20`]],
  created: [["example.com/m/p.(*Server).loop", `${FILE}:18`]],
};
const reader: Side = {
  operation: "Read",
  frames: [
    ["example.com/m/p.Map[go.shape.int]", `${FILE}:40`],
    ["example.com/m/p.TestX", "/repo/p/p_test.go:9"],
    ...RUNNER,
  ],
  created: [["testing.(*T).Run", "/usr/local/go/src/testing/testing.go:2101"]],
};
const base: Shape = { sides: [writer, reader] };
const original = fingerprint(base);

function renamed(side: Side, change: (name: string, at: string) => [string, string]): Side {
  return { ...side, frames: side.frames.map(([name, at]) => change(name, at)) };
}

describe("stable", () => {
  const same: [string, Shape][] = [
    [
      "other addresses, goroutines and offsets",
      { ...base, address: "0x0000007ef3e8", ids: [41, 42], pc: "1f3" },
    ],
    ["the accesses in the other order", { sides: [reader, writer] }],
    ["read/write seen as write/write", { sides: [writer, { ...reader, operation: "Write" }] }],
    [
      "lines moved",
      { sides: [renamed(writer, (n, at) => [n, at.replace(":20", ":220")]), reader] },
    ],
    [
      "a file renamed in its directory",
      { sides: [renamed(writer, (n, at) => [n, at.replace("p.go", "q.go")]), reader] },
    ],
    [
      "the closure got another number",
      { sides: [renamed(writer, (n, at) => [n.replace("func1", "func3"), at]), reader] },
    ],
    [
      "the closure's function was inlined into a caller (Go 1.26)",
      {
        sides: [
          renamed(writer, (n, at) => [n.replace("p.(*Server)", "p.TestX.(*Server)"), at]),
          reader,
        ],
      },
    ],
    ["a nested closure", { sides: [renamed(writer, (n, at) => [`${n}.2`, at]), reader] }],
    ["a goroutine wrapper", { sides: [renamed(writer, (n, at) => [`${n}.gowrap1`, at]), reader] }],
    [
      "another instance of the generic",
      {
        sides: [
          writer,
          renamed(reader, (n, at) => [n.replace("go.shape.int", "go.shape.string"), at]),
        ],
      },
    ],
    [
      "-trimpath",
      { sides: [renamed(writer, (n, at) => [n, at.replace("/repo", "example.com/m")]), reader] },
    ],
    [
      "another caller",
      {
        sides: [
          writer,
          {
            ...reader,
            frames: [
              reader.frames[0]!,
              ["example.com/m/p.TestY", "/repo/p/p_test.go:19"],
              ...RUNNER,
            ],
          },
        ],
      },
    ],
    [
      "a runtime frame above",
      {
        sides: [
          {
            ...writer,
            frames: [
              ["runtime.mapassign", "/usr/local/go/src/internal/runtime/maps/map.go:1"],
              ...writer.frames,
            ],
          },
          reader,
        ],
      },
    ],
  ];
  test.each(same)("the same after: %s", (_, shape) => {
    expect(fingerprint(shape).stable).toBe(original.stable);
  });

  const other: [string, Shape][] = [
    [
      "another function",
      { sides: [renamed(writer, (n, at) => [n.replace("loop", "stop"), at]), reader] },
    ],
    [
      "another receiver",
      { sides: [renamed(writer, (n, at) => [n.replace("Server", "Client"), at]), reader] },
    ],
    [
      "another package",
      {
        sides: [
          renamed(writer, (n, at) => [n.replace("/p.", "/q."), at.replace("/p/", "/q/")]),
          reader,
        ],
      },
    ],
    [
      "the function itself, not its closure",
      { sides: [renamed(writer, (n, at) => [n.replace(".func1", ""), at]), reader] },
    ],
  ];
  test.each(other)("another one for: %s", (_, shape) => {
    expect(fingerprint(shape).stable).not.toBe(original.stable);
  });

  test("scheme rg2 is fixed: these values never change", () => {
    expect(original).toEqual({
      exact: "rg2-d3135001ede2da28",
      stable: "rg2-0b2cd92b64000000",
      family: "rg2-653cf24de179e653",
    });
  });
});

test("exact changes with a line, not with addresses", () => {
  expect(fingerprint({ ...base, address: "0x00c000099999", ids: [1, 2], pc: "9" }).exact).toBe(
    original.exact,
  );
  const moved = renamed(writer, (name, at) => [name, at.replace(":20", ":21")]);
  expect(fingerprint({ sides: [moved, reader] }).exact).not.toBe(original.exact);
});

test("properties: order, addresses, lines and closure numbers never matter to stable", () => {
  const name = fc.stringMatching(/^[A-Z][a-z]{0,6}$/);
  const number = fc.integer({ min: 1, max: 9999 });
  fc.assert(
    fc.property(
      name,
      name,
      number,
      number,
      number,
      fc.boolean(),
      (a, b, line, closure, id, swap) => {
        const side = (fn: string, at: number, n: number): Side => ({
          ...writer,
          frames: [[`example.com/m/p.(*T).${fn}.func${n}`, `${FILE}:${at}`]],
        });
        const one = fingerprint({ sides: [side(a, 1, 1), side(b, 2, 1)] });
        const pair: [Side, Side] = [side(a, line, closure), side(b, line + 1, closure + 1)];
        const two = fingerprint({
          sides: swap ? [pair[1], pair[0]] : pair,
          ids: [id, id + 1],
        });
        expect(two.stable).toBe(one.stable);
        expect(two.stable).toMatch(/^rg2-[0-9a-f]{16}$/);
        const third = fingerprint({ sides: [side(`${a}x`, 1, 1), side(b, 2, 1)] });
        if (`${a}x` !== a) expect(third.stable).not.toBe(one.stable);
      },
    ),
    { numRuns: 60 },
  );
});

test("canonical JSON has one form", () => {
  expect(canonicalJson({ b: 1, a: [true, null, "ü\n"], c: undefined })).toBe(
    '{"a":[true,null,"ü\\n"],"b":1}',
  );
  expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), (record) => {
      const reversed = Object.fromEntries(Object.entries(record).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(record));
      expect(JSON.parse(canonicalJson(record))).toEqual(JSON.parse(JSON.stringify(record)));
    }),
  );
});

test("family: one field, two pairs of functions", async () => {
  const { findings } = await decided(await capturedRun(join(GOLDEN, "scopes"), "scopes"));
  const [one, two] = findings.filter((each) => each.package.endsWith("/generic"));
  expect(one?.fingerprints.family).toBe(two?.fingerprints.family);
  expect(one?.fingerprints.stable).not.toBe(two?.fingerprints.stable);
  const [left, right] = findings.filter((each) => /`p\.(left|right)`/.test(each.title));
  expect(left?.fingerprints.family).not.toBe(right?.fingerprints.family);
});
