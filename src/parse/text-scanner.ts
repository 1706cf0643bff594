import type { ByteRange } from "../model/byte-source.ts";
import type { Crash } from "../model/crash.ts";
import type { LockReport } from "../model/lock-report.ts";
import type { InfrastructureSighting } from "../model/parsed-run.ts";
import type { RaceReport } from "../model/race-report.ts";
import type { DiagnosticBag } from "../util/diagnostic-bag.ts";
import { cleanLine } from "./clean-line.ts";
import { createCrashParser, type BareDump } from "./crash.ts";
import { createLockReportParser } from "./go-deadlock.ts";
import { infrastructureCode } from "./infrastructure.ts";
import { createRaceLogParser } from "./race-log.ts";
import { RuntimeLines } from "./runtime-lines.ts";

/** What is looked for in every text: races first, and in what is no race's, crashes and the machine's faults. */

export interface TextScannerOptions<C> {
  readonly source: string;
  /** Asked when something begins: whose text it is at that moment. */
  readonly context: () => C;
  readonly onRace: (report: RaceReport, context: C) => void;
  readonly onCrash: (crash: Crash, context: C) => void;
  readonly onDump: (dump: BareDump, context: C) => void;
  readonly onLockReport: (report: LockReport, context: C) => void;
  readonly onInfrastructure: (
    code: InfrastructureSighting["code"],
    line: string,
    at: ByteRange,
    context: C,
  ) => void;
  readonly diagnostics: DiagnosticBag;
}

export interface TextScanner {
  /** The next line as it was read, and where it stands. */
  line(text: string, at: ByteRange): void;
  end(): void;
  /** What GODEBUG's schedtrace and inittrace printed so far. */
  readonly runtimeLines: RuntimeLines;
}

/** Makes a scanner for one stream of lines. */
export function createTextScanner<C>(options: TextScannerOptions<C>): TextScanner {
  const { source, context, diagnostics } = options;
  const crashes = createCrashParser<C>({
    source,
    context,
    diagnostics,
    onCrash: options.onCrash,
    onDump: options.onDump,
  });
  const locks = createLockReportParser<C>({ context, onLockReport: options.onLockReport });
  const runtimeLines = new RuntimeLines();
  const races = createRaceLogParser<C>({
    source,
    context,
    diagnostics,
    onReport: options.onRace,
    onOther: (line, at) => {
      crashes.line(line, at);
      locks.line(line, at);
      runtimeLines.line(line);
      const code = infrastructureCode(line);
      if (code !== undefined) options.onInfrastructure(code, line, at, context());
    },
  });
  return {
    line: (text, at) => {
      races.line(cleanLine(text), at);
    },
    end: () => {
      races.end();
      crashes.end();
      locks.end();
    },
    runtimeLines,
  };
}
