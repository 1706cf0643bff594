import type { ByteSource } from "../model/byte-source.ts";
import type { TextOrigin } from "../model/parsed-run.ts";
import type { TestRun } from "../model/test-run.ts";
import type { DiagnosticBag } from "../util/diagnostic-bag.ts";
import { infrastructureCode } from "./infrastructure.ts";
import type { Sightings } from "./sightings.ts";
import { createTestJsonParser, type TestJsonParser, type TestMoment } from "./test-json.ts";
import { createTextSplitter, pumpSource } from "./text-lines.ts";
import { createTextScanner, type TextScanner } from "./text-scanner.ts";

/**
 * Reads a stream of test events and searches the output of each package for reports. What a line's phase
 * is, is only known when the package has ended: whether a report came after the last test is decided then.
 */

/** A sighting whose phase is not settled yet. */
interface Unsettled {
  readonly origin: Mutable<TextOrigin>;
  readonly moment: TestMoment;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const NOWHERE: TestMoment = {
  package: undefined,
  test: undefined,
  running: [],
  phase: "before-tests",
  startedTests: 0,
  steps: 0,
};

/** Reads the stream to its end and puts what it finds into `sightings`. */
export async function parseStream(
  bytes: ByteSource,
  sightings: Sightings,
  diagnostics: DiagnosticBag,
): Promise<TestRun> {
  const source = bytes.name;
  const unsettled: Unsettled[] = [];
  // Kept only for what the sightings keep: a million repeated reports leave nothing here.
  const settleLater = (at: TestMoment, keep: (origin: TextOrigin) => boolean): void => {
    const origin = originOf(at);
    if (keep(origin)) unsettled.push({ origin, moment: at });
  };
  const scanners = new Map<string | undefined, TextScanner>();
  let moment: () => TestMoment = () => NOWHERE;

  function scannerOf(packagePath: string | undefined): TextScanner {
    const known = scanners.get(packagePath);
    if (known !== undefined) return known;
    const scanner = createTextScanner<TestMoment>({
      source,
      diagnostics,
      context: () => moment(),
      onRace: (report, at) => {
        settleLater(at, (origin) => sightings.race(report, origin));
      },
      onCrash: (crash, at) => {
        settleLater(at, (origin) => sightings.crash(crash, origin));
      },
      onDump: (dump, at) => {
        settleLater(at, (origin) => sightings.dump(dump, origin));
      },
      onLockReport: (report, at) => {
        settleLater(at, (origin) => sightings.lockReport(report, origin));
      },
      onInfrastructure: (code, line, at, when) => {
        settleLater(when, (origin) => sightings.infrastructureLine(code, line, at, origin));
      },
    });
    scanners.set(packagePath, scanner);
    return scanner;
  }

  const events = createTestJsonParser({
    source,
    diagnostics,
    onOutput: (packagePath, text, at, when) => {
      moment = when;
      scannerOf(packagePath).line(text, at);
    },
    onBuildOutput: (text, at) => {
      const code = infrastructureCode(text);
      if (code !== undefined) sightings.infrastructureLine(code, text, at, { channel: "stream" });
    },
    onStray: (text, at) => {
      moment = () => NOWHERE;
      scannerOf(undefined).line(text, at);
    },
  });
  const splitter = createTextSplitter(source, diagnostics, (text, at) => {
    events.line(text, at);
  });
  await pumpSource(bytes, splitter);
  const run = events.end();
  for (const [packagePath, scanner] of scanners) {
    scanner.end();
    sightings.runtimeLines(scanner.runtimeLines, { channel: "stream", package: packagePath });
  }
  for (const { origin, moment: when } of unsettled) settle(origin, when, events);
  return run;
}

function originOf(moment: TestMoment): Mutable<TextOrigin> {
  if (moment.package === undefined) return { channel: "stream" };
  return {
    channel: "stream",
    package: moment.package,
    streamTest: moment.test,
    runningTests: moment.running,
    phase: moment.phase,
  };
}

/** Printed while no test ran, and none began after it: after the tests, not between them. */
function settle(origin: Mutable<TextOrigin>, moment: TestMoment, events: TestJsonParser): void {
  if (moment.package !== undefined && moment.steps < events.steps(moment.package)) {
    origin.wentOn = true;
  }
  if (moment.package === undefined || moment.phase !== "tests" || moment.running.length > 0) return;
  if (moment.startedTests === events.startedTests(moment.package)) origin.phase = "after-tests";
}
