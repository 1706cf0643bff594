/** Runs with a trace's end or a dump, made by hand: one idea each, without Go. */
import { analyse } from "../../../../src/analyse/engine.ts";
import type { Crash, DumpGoroutine } from "../../../../src/model/crash.ts";
import type { DraftFinding } from "../../../../src/model/finding.ts";
import type { ParsedRun } from "../../../../src/model/parsed-run.ts";
import type { StackFrame } from "../../../../src/model/race-report.ts";
import type { LiveGoroutine, TraceEnd, TraceTest } from "../../../../src/model/trace-ends.ts";

export const PACKAGE = "example.com/m";
const TEST_FILE = "/src/m/m_test.go";

/** `p.F:12` or `sync.(*Mutex).Lock:46` as a frame; own functions stand in m.go. */
export function frame(text: string): StackFrame {
  const colon = text.lastIndexOf(":");
  const name = text.slice(0, colon);
  const own = name.startsWith("m.");
  const file = own
    ? /^m\.Test/.test(name)
      ? TEST_FILE
      : "/src/m/m.go"
    : `/usr/local/go/src/${name.split(".", 1)[0] ?? ""}/x.go`;
  return {
    function: own ? `example.com/${name}` : name,
    file,
    line: Number(text.slice(colon + 1)),
  };
}

export const TEST: TraceTest = {
  goid: "7",
  entry: frame("m.TestA:5"),
  parent: undefined,
  ended: true,
};
export const RUNNING: TraceTest = { ...TEST, ended: false };

/** A goroutine that TestA started and that waits. */
export function live(
  goid: string,
  reason: string,
  frames: readonly string[],
  more: Partial<LiveGoroutine> = {},
): LiveGoroutine {
  return {
    goid,
    parent: "7",
    state: "waiting",
    reason,
    frames: frames.map(frame),
    creation: [frame("m.TestA:6"), frame("testing.tRunner:1")],
    start: frame(frames.at(-1) ?? "m.F:1"),
    origin: "test",
    test: TEST,
    ofTest: false,
    createdNs: 1e6,
    sinceNs: 2e6,
    ...more,
  };
}

/** The main goroutine behind the tests, as a trace that ended in good order shows it. */
export const MAIN: LiveGoroutine = live("1", "", ["os.(*File).Write:1", "main.main:1"], {
  state: "active",
  origin: "main",
  test: undefined,
  creation: [],
  parent: undefined,
});

export function traceEnd(
  goroutines: readonly LiveGoroutine[],
  more: Partial<TraceEnd> = {},
): TraceEnd {
  return {
    artifact: "run/trace.out",
    package: PACKAGE,
    pid: 10,
    status: "intact",
    doubt: undefined,
    endNs: 100e6,
    goroutines: [MAIN, ...goroutines],
    dropped: 0,
    wakes: [],
    ...more,
  };
}

/** A goroutine of a dump; frames as `function(args):line`. */
export function dumped(
  goid: string,
  status: string,
  frames: readonly string[],
  more: Partial<DumpGoroutine> = {},
): DumpGoroutine {
  return {
    goid,
    status,
    lockedToThread: false,
    annotations: [],
    frames: frames.map((text) => {
      const args = /\((0x[^()]{0,60}|\.\.\.)?\):/.exec(text);
      const plain = args === null ? text : text.replace(args[0], ":");
      return { ...frame(plain), args: args?.[1] ?? "" };
    }),
    createdBy: { frame: frame("m.TestA:6"), goid: "7" },
    truncated: false,
    ...more,
  };
}

/** The test's own goroutine in a dump. */
export function dumpedTest(status: string, frames: readonly string[]): DumpGoroutine {
  return dumped("7", status, [...frames, "testing.tRunner:1"], {
    createdBy: { frame: frame("testing.(*T).Run:1"), goid: "1" },
  });
}

export function timeout(goroutines: readonly DumpGoroutine[], more: Partial<Crash> = {}): Crash {
  return {
    kind: "timeout",
    message: "test timed out after 5s",
    panics: [],
    runningTests: [{ name: "TestA", elapsed: "5s" }],
    timeout: "5s",
    goroutines,
    complete: true,
    at: { source: "stream.jsonl", start: 0, end: 10 },
    text: goroutines.map(({ goid }) => `goroutine ${goid} [x]:`).join("\n\n"),
    ...more,
  };
}

export function runOf(parts: {
  readonly traces?: readonly TraceEnd[];
  readonly crashes?: readonly Crash[];
}): ParsedRun {
  return {
    manifest: undefined,
    tests: { packages: [], buildFailures: [], strayText: "" },
    races: [],
    crashes: (parts.crashes ?? []).map((crash) => ({
      crash,
      origin: { channel: "stream", package: PACKAGE, pid: 10 },
    })),
    dumps: [],
    infrastructure: [],
    traceEnds: parts.traces ?? [],
    processes: [],
    symbols: new Map(),
    sources: new Map(),
    capture: { manifest: undefined, artifacts: [] },
    diagnostics: [],
  };
}

/** Findings about blocked goroutines. */
export function blocking(run: ParsedRun): readonly DraftFinding[] {
  const { drafts, diagnostics } = analyse(run);
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  return drafts.filter(({ kind }) => kind === "deadlock" || kind === "goroutine-leak");
}

/** `kind/class/severity` of each. */
export function kinds(run: ParsedRun): readonly string[] {
  return blocking(run).map((each) => `${each.kind}/${each.class}/${each.severity}`);
}
