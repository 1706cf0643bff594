// One finding for each bug: what is joined, what stays apart, and what names with odd characters do.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analyse, wanted } from "../../../src/analyse/index.ts";
import type { DataSymbol, SourceFile } from "../../../src/model/capture.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import type { ParsedRun, RaceSighting } from "../../../src/model/parsed-run.ts";
import { parseRaceLog } from "../../../src/parse/race-log.ts";
import { capturedRun, manifestOf, runOf } from "./captured-run.ts";

const GOLDEN = join(import.meta.dirname, "../../golden/findings/scopes");

interface Report {
  readonly first: readonly [op: string, line: number, pc: string];
  readonly second: readonly [op: string, line: number, pc: string];
  readonly address?: string;
  readonly pid?: number;
  readonly fn?: string;
}

function sighting({
  first,
  second,
  address = "0x00c000010000",
  pid = 1,
  fn = "F",
}: Report): RaceSighting {
  const frame = ([, line, pc]: Report["first"]): string =>
    `  example.com/m/p.${fn}()\n      /repo/p/p.go:${line} +0x${pc}\n`;
  const text = [
    "==================\nWARNING: DATA RACE\n",
    `${first[0]} at ${address} by goroutine 7:\n${frame(first)}\n`,
    `Previous ${second[0].toLowerCase()} at ${address} by goroutine 8:\n${frame(second)}`,
    "==================\n",
  ].join("");
  const [report] = parseRaceLog(text, `race.${pid}`).value;
  if (report === undefined) throw new Error(`no report in ${text}`);
  return { report, origin: { channel: "race-file", package: "example.com/m/p", pid } };
}

function races(reports: readonly Report[], parts: Partial<ParsedRun> = {}): DraftFinding[] {
  const manifest = manifestOf({ modules: [{ path: "example.com/m", directory: "/repo" }] });
  const { drafts } = analyse(runOf({ manifest, races: reports.map(sighting), ...parts }));
  return drafts.filter((each) => each.kind === "data-race");
}

function sources(lines: Record<number, string>): ReadonlyMap<string, SourceFile> {
  const text = Array.from({ length: 40 }, (_, i) => lines[i + 1] ?? "").join("\n");
  return new Map([["/repo/p/p.go", { path: "/repo/p/p.go", file: "p/p.go", text }]]);
}

describe("joined", () => {
  test("x++ as read/write and as write/write", () => {
    const found = races([
      { first: ["Read", 10, "1a"], second: ["Write", 10, "2b"] },
      { first: ["Write", 10, "2b"], second: ["Write", 10, "2b"] },
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]?.sightings[0]?.count).toBe(2);
  });

  test("the same bug in two processes, at other addresses", () => {
    const found = races([
      { first: ["Read", 10, "1a"], second: ["Write", 12, "2b"], pid: 1 },
      { first: ["Write", 12, "2b"], second: ["Read", 10, "1a"], pid: 2, address: "0x00c000770000" },
    ]);
    expect(found).toHaveLength(1);
  });

  test("one instruction, at other addresses, on a line that names two variables", () => {
    const found = races(
      [
        { first: ["Read", 10, "1a"], second: ["Write", 10, "2b"] },
        { first: ["Write", 10, "2b"], second: ["Write", 10, "2b"], address: "0x00c000990000" },
      ],
      { sources: sources({ 10: "a[i], b[i] = b[i], a[i]" }) },
    );
    expect(found).toHaveLength(1);
  });

  const bothOnOneLine: Report[] = [
    { first: ["Read", 10, "1a"], second: ["Write", 10, "2b"], address: "0x0000007ef428" },
    { first: ["Read", 10, "3c"], second: ["Write", 10, "4d"], address: "0x0000007ef430" },
  ];
  test("two variables of the same lines, which nothing tells apart: one finding names both", () => {
    const swap = { sources: sources({ 10: "a, b = b, a" }) };
    const [both, ...none] = races(bothOnOneLine, swap);
    expect(none).toEqual([]);
    expect(both).toMatchObject({ variables: ["a", "b"], subject: "a, b" });
    expect(both?.title).toBe("data race on `a` and `b` (write/read) in p.F");
    const [one] = races(bothOnOneLine.slice(0, 1), swap);
    expect(one?.title).toBe("data race on `a` or `b` (write/read) in p.F");
    expect(one?.subject).toBe(both?.subject);
  });

  test("one variable on other lines of the same functions, by its name", () => {
    const reports: Report[] = [
      { first: ["Read", 10, "1a"], second: ["Write", 11, "2b"] },
      { first: ["Read", 20, "3c"], second: ["Write", 21, "4d"], address: "0x00c000990000" },
    ];
    const same = sources({ 10: "if n > 0 {", 11: "n = 1", 20: "use(n)", 21: "n++" });
    expect(races(reports, { sources: same })).toHaveLength(1);
    const other = sources({ 10: "if n > 0 {", 11: "n = 1", 20: "use(k)", 21: "k++" });
    expect(races(reports, { sources: other })).toHaveLength(2);
    expect(races(reports)).toHaveLength(2);
  });
});

describe("apart", () => {
  const twoOnOneLine: Report[] = [
    { first: ["Read", 10, "1a"], second: ["Write", 10, "2b"], address: "0x0000007ef428" },
    { first: ["Read", 10, "3c"], second: ["Write", 10, "4d"], address: "0x0000007ef430" },
  ];
  test("two globals on one line, by their symbols", () => {
    const symbol = (name: string, addressHex: string): DataSymbol => ({
      name,
      addressHex,
      sizeBytes: 8,
    });
    const symbols = new Map([
      ["example.com/m/p\n1\n0x0000007ef428", symbol("example.com/m/p.a", "7ef428")],
      ["example.com/m/p\n1\n0x0000007ef430", symbol("example.com/m/p.b", "7ef430")],
    ]);
    const found = races(twoOnOneLine, { symbols });
    expect(found.map((each) => each.variable)).toEqual([
      { name: "a", by: "symbol", address: "0x0000007ef428" },
      { name: "b", by: "symbol", address: "0x0000007ef430" },
    ]);
    expect(found[0]?.title).toBe("data race on `a` (write/read) in p.F");
  });

  test("a child process has other addresses: its symbols are not asked", () => {
    const symbols = new Map([
      [
        "example.com/m/p\n1\n0x0000007ef428",
        { name: "m.wrong", addressHex: "7ef428", sizeBytes: 8 },
      ],
    ]);
    const [own] = twoOnOneLine.map(sighting);
    const child = { ...own!, origin: { ...own!.origin, childPid: 99 } };
    const { drafts } = analyse(runOf({ races: [child], symbols }));
    expect(drafts[0]?.variable).toBeUndefined();
  });

  test("other functions", () => {
    const report: Report = { first: ["Read", 10, "1a"], second: ["Write", 10, "2b"] };
    expect(races([report, { ...report, fn: "G" }])).toHaveLength(2);
  });
});

test("a million characters of a name do no harm, and hostile names stay what they are", () => {
  const names = ["%0A::error::x", "<script>", "a`b", "..", "T\u202Eest", "x".repeat(9000)];
  for (const fn of names) {
    const found = races([{ first: ["Read", 10, "1a"], second: ["Write", 11, "2b"], fn }]);
    expect(found).toHaveLength(1);
    expect(found[0]?.title).not.toContain("\n");
  }
});

test("10,000 reports are grouped in linear time", () => {
  const reports = Array.from({ length: 10_000 }, (_, i): Report => ({
    first: ["Read", 10, (i % 97).toString(16)],
    second: ["Write", 11, (i % 89).toString(16)],
    address: `0x00c${i.toString(16).padStart(9, "0")}`,
    fn: `F${i % 500}`,
  }));
  const before = performance.now();
  expect(races(reports).length).toBeGreaterThanOrEqual(500);
  expect(performance.now() - before).toBeLessThan(10_000);
});

test("wanted: globals by process, own sources of both sides and of the go statement", async () => {
  const run = await capturedRun(GOLDEN, "scopes", { withoutSources: true });
  const need = wanted(run);
  const late = need.symbols.find((each) => each.package === "example.com/scopes/late");
  expect(late?.addresses).toHaveLength(1);
  expect(late?.addresses[0]).toMatch(/^0x0000007/);
  // A heap address names no global, a child's addresses are another program's.
  const owners = need.symbols.map((each) => each.package);
  expect(owners).not.toContain("example.com/scopes/helper");
  expect(owners).not.toContain("example.com/scopes/child");
  expect(need.sources).toContain("/repo/scopes/helper/helper.go");
  expect(need.sources).toContain("/repo/scopes/child/tool/main.go");
  expect(need.sources).toContain("/repo/scopes/plain/plain_test.go");
  expect(need.sources.filter((path) => !path.startsWith("/repo/"))).toEqual([]);
});

test("a finding says what was seen, how sure that is, and whose it is", async () => {
  const { drafts } = analyse(await capturedRun(GOLDEN, "scopes"));
  const of = (name: string) =>
    drafts.find((each) => each.kind === "data-race" && each.package.endsWith(`/${name}`));
  expect(of("late")?.explanation).toContain("go test reports it under TestB");
  expect(of("afterexit")?.explanation).toContain("after the tests have ended");
  expect(of("child")?.explanation).toContain("child process");
  expect(of("testmain")?.explanation).toContain("TestMain");
  for (const { explanation, certainty } of drafts.filter((each) => each.kind === "data-race")) {
    if (certainty === "heuristic") expect(explanation).toMatch(/inferred|Source not available/);
  }
  const [race] = drafts;
  expect(race?.evidence[0]?.text).toContain("WARNING: DATA RACE");
  expect(race?.goroutines.every((each) => each.goid === undefined)).toBe(true);
});
