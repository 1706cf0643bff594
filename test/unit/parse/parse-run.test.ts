import { describe, expect, it } from "vitest";
import type { Manifest } from "../../../src/model/capture.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { goldenInputs } from "./golden-inputs.ts";
import { captureOf, looseTexts } from "./loose-texts.ts";

const REPORT = goldenInputs("race-logs").find(({ name }) => name === "tabs.log")?.text ?? "";
const PACKAGE = "example.com/shop/cart";

function event(fields: object): string {
  return `${JSON.stringify(fields)}\n`;
}

function stream(lines: string): string {
  const output = lines
    .split(/(?<=\n)/)
    .map((Output) => event({ Action: "output", Package: PACKAGE, Test: "TestAdd", Output }));
  return [
    event({ Action: "start", Package: PACKAGE }),
    event({ Action: "run", Package: PACKAGE, Test: "TestAdd" }),
    ...output,
    event({ Action: "fail", Package: PACKAGE, Test: "TestAdd" }),
    event({ Action: "fail", Package: PACKAGE }),
  ].join("");
}

function manifest(pids: readonly number[]): Manifest {
  const processes = pids.map((pid) => ({
    package: PACKAGE,
    pid,
    directory: `run/${PACKAGE}/${pid}`,
    argv: ["cart.test"],
    cwd: "/",
    startedAt: "2026-01-02T03:04:05Z",
    environment: {},
  }));
  // Only what parse reads; the rest of a manifest is the collector's.
  return { processes } as unknown as Manifest;
}

const RACE_FILE = {
  name: `run/${PACKAGE}/7/race.7`,
  bytes: REPORT,
  artifact: { kind: "race-log", package: PACKAGE, pid: 7 },
} as const;

describe("parseRun", () => {
  it("counts a race once that stands in the detector's file and in the stream", async () => {
    const run = await parseRun(
      captureOf(manifest([7]), [
        { name: "stream.jsonl", bytes: stream(REPORT), artifact: { kind: "stream" } },
        RACE_FILE,
      ]),
    );
    expect(run.races.map(({ origin }) => origin)).toEqual([
      {
        channel: "race-file",
        package: PACKAGE,
        pid: 7,
        childPid: undefined,
        streamTest: "TestAdd",
        runningTests: ["TestAdd"],
        phase: "tests",
      },
    ]);
  });

  it("keeps two equal reports of one channel, and one of another package", async () => {
    const twice = await parseRun(looseTexts({ name: "a", bytes: REPORT + REPORT }));
    expect(twice.races).toHaveLength(2);
    const apart = await parseRun(
      captureOf(manifest([]), [
        { name: "stream.jsonl", bytes: stream(REPORT), artifact: { kind: "stream" } },
        { ...RACE_FILE, artifact: { kind: "race-log", package: "example.com/other" } },
      ]),
    );
    expect(apart.races).toHaveLength(2);
  });

  it("tells a child's race file by its pid", async () => {
    const child = { ...RACE_FILE, name: `run/${PACKAGE}/7/race.99` };
    const run = await parseRun(captureOf(manifest([7]), [child]));
    expect(run.races[0]?.origin).toMatchObject({ channel: "race-file", pid: 7, childPid: 99 });
  });

  it("gives the stream's races the package's process where there is one only", async () => {
    const text = { name: "stream.jsonl", bytes: stream(REPORT), artifact: { kind: "stream" } };
    const one = await parseRun(captureOf(manifest([7]), [text] as never));
    expect(one.races[0]?.origin.pid).toBe(7);
    const two = await parseRun(captureOf(manifest([7, 8]), [text] as never));
    expect(two.races[0]?.origin.pid).toBeUndefined();
  });

  it("reads symbols, sources and processes, and says when one is damaged", async () => {
    const symbol = { name: "example.com/shop/cart.total", addressHex: "5a0", sizeBytes: 8 };
    const addresses = [{ address: "0x0000000005a0", symbol }];
    const source = { path: "/src/cart.go", file: "cart.go", text: "package cart\n" };
    const run = await parseRun(
      captureOf(manifest([7]), [
        {
          name: "symbols.json",
          bytes: JSON.stringify({ processes: [{ package: PACKAGE, pid: 7, addresses }] }),
          artifact: { kind: "symbols" },
        },
        {
          name: "sources.json",
          bytes: JSON.stringify([source]),
          artifact: { kind: "sources" },
        },
        {
          name: `run/${PACKAGE}/9/process.json`,
          bytes: JSON.stringify({ ...manifest([9]).processes[0] }),
          artifact: { kind: "process" },
        },
        { name: "run/x/1/process.json", bytes: '{"pid":', artifact: { kind: "process" } },
      ]),
    );
    expect(run.symbols.get(`${PACKAGE}\n7\n0x0000000005a0`)).toEqual(symbol);
    expect(run.sources.get("/src/cart.go")).toEqual(source);
    expect(run.processes.map(({ pid }) => pid)).toEqual([7, 9]);
    expect(run.diagnostics.map(({ code }) => code)).toEqual(["capture-file-damaged"]);
  });

  it("knows loose files by content; of a trace its end is read, a binary is left alone", async () => {
    const run = await parseRun(
      looseTexts(
        { name: "notes.md", bytes: `Look:\n\n${REPORT}` },
        { name: "out.txt", bytes: stream("nothing\n") },
        { name: "trace", bytes: "go 1.26 trace\0\0\0\0\0\0" },
        { name: "m.test", bytes: "\x7fELF\x02\x01\x01\0\0" },
        { name: "program", bytes: "MZ\0\0\0\0\0\0" },
      ),
    );
    expect(run.races.map(({ origin }) => origin.channel)).toEqual(["text"]);
    expect(run.tests.packages.map(({ importPath }) => importPath)).toEqual([PACKAGE]);
    expect(run.diagnostics.map(({ code }) => code)).toEqual([
      "trace-not-whole",
      "artifact-not-text",
    ]);
    expect(run.traceEnds?.map(({ artifact }) => artifact)).toEqual(["trace"]);
  });

  it("says after-tests only when no test began later", async () => {
    const between = [
      event({ Action: "run", Package: PACKAGE, Test: "TestA" }),
      event({ Action: "pass", Package: PACKAGE, Test: "TestA" }),
    ].join("");
    const report = stream(REPORT)
      .split("\n")
      .filter((line) => line.includes('"output"'));
    const loose = report.join("\n").replaceAll('"Test":"TestAdd",', "");
    const after = event({ Action: "run", Package: PACKAGE, Test: "TestB" });
    const last = await parseRun(looseTexts({ name: "s", bytes: `${between}${loose}\n` }));
    expect(last.races[0]?.origin.phase).toBe("after-tests");
    const middle = await parseRun(looseTexts({ name: "s", bytes: `${between}${loose}\n${after}` }));
    expect(middle.races[0]?.origin.phase).toBe("tests");
    const first = await parseRun(looseTexts({ name: "s", bytes: `${loose}\n${after}` }));
    expect(first.races[0]?.origin.phase).toBe("before-tests");
  });

  it("keeps ten thousand repeated reports and counts the others", async () => {
    const run = await parseRun(looseTexts({ name: "a", bytes: REPORT.repeat(10_050) }));
    expect(run.races).toHaveLength(10_000);
    expect(run.diagnostics).toMatchObject([{ code: "race-reports-repeated", count: 50 }]);
  });
});
