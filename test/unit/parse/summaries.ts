// Short forms of the model for expected files: one line per frame, nothing left out that a reader of the
// input could not see there.
import type { Crash, DumpGoroutine } from "../../../src/model/crash.ts";
import type { ParsedRun, TextOrigin } from "../../../src/model/parsed-run.ts";
import type { BareDump } from "../../../src/parse/crash.ts";
import type { RaceGoroutine, RaceReport, StackFrame } from "../../../src/model/race-report.ts";

function frameLine({ function: name, file, line, pcOffset }: StackFrame): string {
  return `${name} ${file}:${line}${pcOffset === undefined ? "" : ` +${pcOffset}`}`;
}

function who(goroutine: RaceGoroutine | undefined): string {
  if (goroutine === undefined) return "unknown";
  return goroutine.main ? "main" : String(goroutine.raceId);
}

export function raceSummary(report: RaceReport): unknown {
  const accesses = report.accesses.map((access) => ({
    what: `${access.previous ? "previous " : ""}${access.operation ?? "unknown"}`,
    address: access.address,
    goroutine: who(access.goroutine),
    restored: access.restored,
    frames: access.frames.map(frameLine),
  }));
  const creations = report.creations.map((creation) => ({
    goroutine: `${creation.raceId} ${creation.state ?? "unknown"}`,
    restored: creation.restored,
    frames: creation.frames.map(frameLine),
  }));
  const { complete, foreign, at } = report;
  return { complete, bytes: `${at.start}-${at.end}`, accesses, creations, foreign };
}

function goroutineLine(goroutine: DumpGoroutine): unknown {
  const { goid, status, waitMinutes, lockedToThread, annotations, createdBy, truncated } =
    goroutine;
  return {
    header: `${goid} [${status}]`,
    waitMinutes,
    lockedToThread,
    annotations,
    frames: goroutine.frames.map((frame) => `${frameLine(frame)} (${frame.args})`),
    createdBy: createdBy && `${frameLine(createdBy.frame)} in ${createdBy.goid ?? "unknown"}`,
    truncated,
  };
}

export function crashSummary(crash: Crash): unknown {
  const {
    kind,
    message,
    panics,
    runningTests,
    timeout,
    complete,
    at,
    goroutines,
    signal,
    prologue,
  } = crash;
  return {
    kind,
    message,
    panics,
    runningTests,
    timeout,
    signal,
    prologue: prologue?.length === 0 ? undefined : prologue,
    complete,
    bytes: `${at.start}-${at.end}`,
    goroutines: goroutines.map(goroutineLine),
  };
}

/** A list that a tool prints in full; of others only how many there are. */
export function dumpSummary({ goroutines, tool, before }: BareDump): unknown {
  if (tool === undefined) return goroutines.length;
  return { tool, before, goroutines: goroutines.map(goroutineLine) };
}

function originLine(origin: TextOrigin): unknown {
  const { channel, streamTest, runningTests, phase } = origin;
  return { channel, package: origin.package, streamTest, runningTests, phase };
}

export function runSummary(run: ParsedRun): unknown {
  return {
    packages: run.tests.packages.map((each) => ({
      ...each,
      elapsedSec: undefined,
      output: each.output.split("\n").length,
      tests: each.tests.map((test) => ({
        ...test,
        elapsedSec: typeof test.elapsedSec,
        startedAt: test.startedAt !== undefined,
        endedAt: test.endedAt !== undefined,
        output: test.output.split("\n").length,
      })),
    })),
    buildFailures: run.tests.buildFailures,
    strayText: run.tests.strayText,
    races: run.races.map(({ report, origin }) => ({
      origin: originLine(origin),
      report: raceSummary(report),
    })),
    crashes: run.crashes.map(({ crash, origin }) => ({
      origin: originLine(origin),
      crash: crashSummary(crash),
    })),
    dumps: (run.dumps ?? []).length,
    infrastructure: run.infrastructure.map(({ code, line, origin }) => ({
      code,
      line,
      origin: originLine(origin),
    })),
    diagnostics: run.diagnostics,
  };
}
