import { describe, expect, it } from "vitest";
import {
  classifyLine,
  StreamRecorder,
  type StreamEvent,
} from "../../../src/collect/stream-recorder.ts";

const event = (fields: Record<string, unknown>): string =>
  JSON.stringify({ Time: "2026-01-01T00:00:00Z", ...fields });
const LIMITS = { headBytes: 2000, tailBytes: 1000 };

function record(
  text: string,
  chunkBytes = 64,
): { kept: string[]; recorder: StreamRecorder; seen: string[] } {
  const seen: string[] = [];
  const recorder = new StreamRecorder((each: StreamEvent) => seen.push(each.action), LIMITS);
  const bytes = Buffer.from(text);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    recorder.push(bytes.subarray(at, at + chunkBytes));
    parts.push(recorder.takePending());
  }
  recorder.end();
  parts.push(recorder.takePending());
  return { kept: Buffer.concat(parts).toString().split("\n").slice(0, -1), recorder, seen };
}

describe("classifyLine", () => {
  it.each([
    [event({ Action: "run", Package: "p/q", Test: "T" }), "run", "p/q", false],
    [event({ Action: "pass", Package: "p/q", Test: "T", Elapsed: 1 }), "pass", "p/q", false],
    [event({ Action: "fail", Package: "p/q", Elapsed: 1 }), "fail", "p/q", true],
    [
      event({ Action: "output", Package: "p", Output: '"Action":"pass","Package":"evil"' }),
      "output",
      "p",
      false,
    ],
    ['{"ImportPath":"p [p.test]","Action":"build-fail"}', "build-fail", undefined, false],
    ["FAIL p [build failed]", "", undefined, false],
    ["{ not an event }", "", undefined, false],
    ["", "", undefined, false],
  ])("%s", (line, action, importPath, endsPackage) => {
    expect(classifyLine(Buffer.from(line))).toMatchObject({
      action,
      package: importPath,
      endsPackage,
    });
  });
});

describe("StreamRecorder", () => {
  it("keeps a small stream byte for byte, whatever the chunks", () => {
    const lines = [
      event({ Action: "start", Package: "p" }),
      "not json",
      event({ Action: "output", Package: "p", Output: "hello\n" }),
      event({ Action: "pass", Package: "p", Elapsed: 0.1 }),
    ];
    for (const chunkBytes of [1, 7, 4096]) {
      expect(record(`${lines.join("\n")}\n`, chunkBytes).kept).toEqual(lines);
    }
  });

  it("cuts the output of the package that floods, and no event and no other package", () => {
    const output = (name: string, index: number): string =>
      event({ Action: "output", Package: name, Test: "T", Output: `line ${index}\n` });
    const structure = (name: string, index: number): string =>
      event({ Action: "run", Package: name, Test: `T${index}` });
    const lines = [output("quiet", 0)];
    for (let index = 0; index < 200; index += 1) {
      lines.push(structure("loud", index), output("loud", index));
    }
    lines.push(output("quiet", 1), event({ Action: "fail", Package: "loud", Elapsed: 1 }));
    const { kept, recorder, seen } = record(`${lines.join("\n")}\n`);
    expect(seen).toHaveLength(lines.length);
    expect(kept.filter((line) => line.includes('"run"'))).toHaveLength(200);
    expect(kept.filter((line) => line.includes('"quiet"'))).toHaveLength(2);
    const loud = kept.filter((line) => line.includes('"output"') && line.includes('"loud"'));
    expect(loud[0]).toBe(output("loud", 0));
    expect(loud.at(-1)).toBe(output("loud", 199));
    expect(recorder.cuts).toHaveLength(1);
    const [cut] = recorder.cuts;
    expect(loud.length - 1 + (cut?.lines ?? 0)).toBe(200);
    const gap = kept.find((line) => line.includes("are cut here"));
    expect(JSON.parse(gap ?? "")).toMatchObject({ Action: "output", Package: "loud" });
    // The tail comes before the package's end, as it was printed.
    expect(kept.indexOf(loud.at(-1) ?? "")).toBeLessThan(kept.length - 1);
    expect(kept.at(-1)).toContain('"fail"');
  });

  it("brings out the tail of a package that never ended", () => {
    const lines = Array.from({ length: 100 }, (_, index) =>
      event({ Action: "output", Package: "p", Output: `line ${index}\n` }),
    );
    const { kept } = record(`${lines.join("\n")}\n`);
    expect(kept.at(-1)).toBe(lines.at(-1));
  });

  it("keeps the beginning of a line that is longer than a line can be, and counts it", () => {
    const long = `{"Action":"pass","Package":"p","Elapsed":"${"x".repeat(3 << 20)}"}`;
    const { recorder } = record(`${long}\n`, 1 << 16);
    expect(recorder).toMatchObject({ longLines: 1, longStructure: true });
    const text = record(`${"y".repeat(3 << 20)}\nend\n`, 1 << 16);
    expect(text.recorder).toMatchObject({ longLines: 1, longStructure: false });
    expect(text.kept.at(-1)).toBe("end");
  });
});

describe("a race report in a flood of output", () => {
  const REPORT = [
    "==================",
    "WARNING: DATA RACE",
    "Write at 0x00c000012345 by goroutine 8:",
    "  example.com/reef.(*Tide).rise()",
    "      /src/reef/tide.go:12 +0x44",
    "==================",
  ];
  const output = (text: string): string =>
    event({ Action: "output", Package: "example.com/reef", Output: `${text}\n` });
  const flood = (lines: number): string[] =>
    Array.from({ length: lines }, (_, n) => output(`wave ${n}`));
  const end = event({ Action: "pass", Package: "example.com/reef" });

  it("is kept whole and in its place, between two gaps", () => {
    const lines = [...flood(400), ...REPORT.map(output), ...flood(4000), end];
    const { kept, recorder } = record(`${lines.join("\n")}\n`);
    const at = kept.indexOf(output("WARNING: DATA RACE"));
    expect(kept.slice(at - 1, at + 5)).toEqual(REPORT.map(output));
    expect(kept.filter((line) => line.includes("are cut here"))).toHaveLength(2);
    expect(recorder.cuts).toMatchObject([{ package: "example.com/reef", reports: 0 }]);
    const [cut] = recorder.cuts;
    const own = kept.filter((line) => !line.includes("are cut here")).length;
    expect((cut?.lines ?? 0) + own).toBe(lines.length);
  });

  it("that was cut is counted, so that nobody calls the run complete", () => {
    const recorder = new StreamRecorder(() => undefined, { ...LIMITS, reportsBytes: 1000 });
    const lines = [...flood(400), ...REPORT.map(output), ...flood(400), ...REPORT.map(output)];
    recorder.push(Buffer.from(`${[...lines, ...flood(400), end].join("\n")}\n`));
    recorder.end();
    expect(recorder.cuts).toMatchObject([{ package: "example.com/reef", reports: 1 }]);
  });
});
