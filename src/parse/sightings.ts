import { dumpMomentOf } from "./dump-moment.ts";
import type { ByteRange } from "../model/byte-source.ts";
import type { Crash } from "../model/crash.ts";
import type {
  CrashSighting,
  DumpSighting,
  InfrastructureSighting,
  InitTrace,
  LockReportSighting,
  RaceSighting,
  SchedTrace,
  TextOrigin,
} from "../model/parsed-run.ts";
import type { LockReport } from "../model/lock-report.ts";
import type { RaceReport } from "../model/race-report.ts";
import type { DiagnosticBag } from "../util/diagnostic-bag.ts";
import type { BareDump } from "./crash.ts";
import type { RuntimeLines } from "./runtime-lines.ts";

/**
 * Collects what was found in all texts of a run, in bounded memory, and drops what was seen twice.
 *
 * A run with `suppress_equal_stacks=0` may report one race a million times. Up to a number all are kept;
 * above it, only those whose stacks were not seen yet.
 */

const RACES_KEPT = 10_000;
const RACES_MAX = 50_000;
const CRASHES_MAX = 10_000;
const DUMPS_MAX = 1000;
const LOCK_REPORTS_MAX = 1000;
const RUNTIME_TRACES_MAX = 1000;
const INFRASTRUCTURE_MAX = 1000;
const LINE_MAX = 4096;

export class Sightings {
  readonly #diagnostics: DiagnosticBag;
  readonly #races: RaceSighting[] = [];
  readonly #stacks = new Set<string>();
  readonly #infrastructureSeen = new Set<string>();
  readonly crashes: CrashSighting[] = [];
  readonly dumps: DumpSighting[] = [];
  readonly infrastructure: InfrastructureSighting[] = [];
  readonly lockReports: LockReportSighting[] = [];
  readonly schedTraces: SchedTrace[] = [];
  readonly initTraces: InitTrace[] = [];

  constructor(diagnostics: DiagnosticBag) {
    this.#diagnostics = diagnostics;
  }

  /** Each of these says whether the sighting is kept. */
  race(report: RaceReport, origin: TextOrigin): boolean {
    const stacks = stacksOf(report);
    const seen = this.#stacks.has(stacks);
    if ((seen && this.#races.length >= RACES_KEPT) || this.#races.length >= RACES_MAX) {
      this.#diagnostics.add(
        seen ? "race-reports-repeated" : "race-reports-too-many",
        seen ? "info" : "data-loss",
        seen
          ? "Reports with the same stacks as earlier ones were counted and not kept."
          : "There are more race reports than can be kept: the rest is left out.",
        report.at,
      );
      return false;
    }
    this.#stacks.add(stacks);
    this.#races.push({ report, origin });
    return true;
  }

  crash(crash: Crash, origin: TextOrigin): boolean {
    if (this.crashes.length >= CRASHES_MAX) return this.#tooMany("crashes", crash.at);
    this.crashes.push({ crash, origin });
    return true;
  }

  dump(dump: BareDump, origin: TextOrigin): boolean {
    if (this.dumps.length >= DUMPS_MAX) return this.#tooMany("dumps", dump.at);
    const moment = dumpMomentOf(dump.before, origin.channel);
    this.dumps.push({ ...dump, ...(moment === undefined ? {} : { moment }), origin });
    return true;
  }

  lockReport(report: LockReport, origin: TextOrigin): boolean {
    if (this.lockReports.length >= LOCK_REPORTS_MAX) {
      return this.#tooMany("lock-reports", report.at);
    }
    this.lockReports.push({ report, origin });
    return true;
  }

  /** Of a whole text: what the runtime traced in it, if anything. */
  runtimeLines({ sched, init }: RuntimeLines, origin: TextOrigin): void {
    if (sched.lines.length > 0 && this.schedTraces.length < RUNTIME_TRACES_MAX) {
      this.schedTraces.push({ origin, ...sched });
    }
    if (init.lines.length > 0 && this.initTraces.length < RUNTIME_TRACES_MAX) {
      this.initTraces.push({ origin, ...init });
    }
  }

  /** Keeps the first line of each cause, package and channel: the same fault fills logs. */
  infrastructureLine(
    code: InfrastructureSighting["code"],
    line: string,
    at: ByteRange,
    origin: TextOrigin,
  ): boolean {
    // Events of a stream say it better: they know the test.
    if (code === "race-exit" && origin.channel === "stream") return false;
    const key = JSON.stringify([code, origin.package, origin.channel, origin.streamTest]);
    if (this.#infrastructureSeen.has(key)) return false;
    if (this.infrastructure.length >= INFRASTRUCTURE_MAX) return false;
    this.#infrastructureSeen.add(key);
    this.infrastructure.push({ code, line: line.trim().slice(0, LINE_MAX), origin, at });
    return true;
  }

  /**
   * The races, each once. The same report in the detector's file and in a stream is one: the file knows
   * the process, the stream the test under which it was printed.
   */
  races(): RaceSighting[] {
    const fromFiles = new Map<string, number[]>();
    const merged: (RaceSighting | undefined)[] = [...this.#races];
    this.#races.forEach(({ report, origin }, index) => {
      if (origin.channel !== "race-file") return;
      const key = identityOf(report);
      const list = fromFiles.get(key);
      if (list === undefined) fromFiles.set(key, [index]);
      else list.push(index);
    });
    this.#races.forEach(({ report, origin }, index) => {
      if (origin.channel === "race-file") return;
      const list = fromFiles.get(identityOf(report)) ?? [];
      const at = list.findIndex((candidate) =>
        samePackage(merged[candidate]?.origin.package, origin.package),
      );
      const match = list[at];
      const file = match === undefined ? undefined : merged[match];
      if (match === undefined || file === undefined) return;
      list.splice(at, 1);
      const { streamTest, runningTests, phase } = origin;
      merged[match] = {
        report: file.report,
        origin: { ...origin, ...file.origin, streamTest, runningTests, phase },
      };
      merged[index] = undefined;
    });
    return merged.filter((sighting) => sighting !== undefined);
  }

  #tooMany(what: string, at: ByteRange): false {
    this.#diagnostics.add(
      `${what}-too-many`,
      "data-loss",
      `There are more ${what} than can be kept: the rest is left out.`,
      at,
    );
    return false;
  }
}

function samePackage(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

/** Equal for reports of the same stacks, whatever their addresses and goroutines. */
function stacksOf(report: RaceReport): string {
  return report.accesses
    .map(({ frames }) => frames.map(({ function: name, line }) => `${name}:${line}`).join("<"))
    .join("\n");
}

/** Equal for two copies of one report. */
function identityOf(report: RaceReport): string {
  const accesses = report.accesses.map(({ operation, address, goroutine }) =>
    JSON.stringify([operation, address, goroutine]),
  );
  return `${accesses.join("\n")}\n${stacksOf(report)}`;
}
