import type { ByteSource } from "../model/byte-source.ts";
import type {
  Artifact,
  Capture,
  DataSymbol,
  Manifest,
  PatternFile,
  SourceFile,
} from "../model/capture.ts";
import type { ParsedRun, TextOrigin } from "../model/parsed-run.ts";
import type { ReadPanics } from "../model/panic-record.ts";
import type { Profile, ProfileKind } from "../model/profile.ts";
import type { TestRun } from "../model/test-run.ts";
import type { TraceEnd } from "../model/trace-ends.ts";
import { BuildText } from "./build-text.ts";
import { DiagnosticBag } from "../util/diagnostic-bag.ts";
import {
  readPanics,
  readPatternFiles,
  readProcess,
  readSources,
  readSymbols,
} from "./capture-json.ts";
import { artifactOrigin, withProcess } from "./origin.ts";
import { recordLines } from "./log-record.ts";
import { parseProfile } from "./pprof.ts";
import { RECOGNISE_BYTES, recognise, type Content } from "./recognise.ts";
import { reconcile } from "./process-end.ts";
import { readReruns, splitReruns } from "./reruns.ts";
import { Sightings } from "./sightings.ts";
import { parseStream } from "./stream.ts";
import { Kernel } from "./go-trace/kernel.ts";
import { createTextSplitter, pumpSource } from "./text-lines.ts";
import { createTextScanner } from "./text-scanner.ts";
import { readTraceEnd } from "./trace-ends.ts";

/**
 * Reads a whole capture, or loose files, into the model.
 *
 * 1. Each artefact's kind comes from the manifest; without one, from what the bytes are.
 * 2. Texts go through one scanner each, a chunk at a time; the stream of events through its state machine
 *    first and then through a scanner per package.
 * 3. Of a trace only its end is read: the goroutines that were left. Profiles are read; binaries are not.
 * 4. At the end, a race that stands in the detector's file and in the stream is made one.
 */

interface Reading {
  readonly diagnostics: DiagnosticBag;
  readonly sightings: Sightings;
  readonly symbols: Map<string, DataSymbol>;
  readonly sources: Map<string, SourceFile>;
  readonly patterns: PatternFile[];
  readonly processes: ParsedRun["processes"][number][];
  readonly runs: TestRun[];
  /** Of standard error: Go before 1.24 prints build errors there. */
  readonly buildTexts: BuildText[];
  readonly traceEnds: TraceEnd[];
  /** One for all traces of the run, made with the first: most are so small that making it costs more. */
  kernel: Kernel | undefined;
  readonly profiles: Profile[];
  readonly panicRecords: ReadPanics[];
}

/** How an artefact is read. */
type Way =
  | "stream"
  | "text"
  | "race-file"
  | "process"
  | "symbols"
  | "sources"
  | "patterns"
  | "panics"
  | "trace"
  | "profile"
  | "none";

/** Parses everything in a capture that is text. Never throws for what the bytes hold; a read error passes. */
export async function parseRun(capture: Capture): Promise<ParsedRun> {
  const { main, reruns } = splitReruns(capture);
  const run = await parseAttempt(main);
  if (reruns.length === 0) return run;
  const read = await readReruns(reruns, parseAttempt);
  return {
    ...run,
    capture,
    reruns: read.reruns,
    races: [...run.races, ...read.races],
    processes: [...run.processes, ...read.processes],
    diagnostics: [...run.diagnostics, ...read.diagnostics],
  };
}

async function parseAttempt(capture: Capture): Promise<ParsedRun> {
  const diagnostics = new DiagnosticBag();
  const reading: Reading = {
    diagnostics,
    sightings: new Sightings(diagnostics),
    symbols: new Map(),
    sources: new Map(),
    patterns: [],
    processes: [...(capture.manifest?.processes ?? [])],
    runs: [],
    buildTexts: [],
    traceEnds: [],
    kernel: undefined,
    profiles: [],
    panicRecords: [],
  };
  for (const { artifact, bytes } of capture.artifacts) {
    await readArtifact(artifact, bytes, capture.manifest !== undefined, reading);
  }
  const { sightings, processes } = reading;
  const placed = <T extends { readonly origin: TextOrigin }>(sighting: T): T => ({
    ...sighting,
    origin: withProcess(sighting.origin, processes),
  });
  return reconcile({
    manifest: capture.manifest,
    tests: withBuildTexts(joinRuns(reading.runs), reading.buildTexts, capture.manifest),
    races: sightings.races().map(placed),
    crashes: sightings.crashes.map(placed),
    dumps: sightings.dumps.map(placed),
    infrastructure: sightings.infrastructure.map(placed),
    lockReports: sightings.lockReports.map(placed),
    traceEnds: reading.traceEnds,
    profiles: reading.profiles,
    panicRecords: reading.panicRecords,
    schedTraces: sightings.schedTraces.map(placed),
    initTraces: sightings.initTraces.map(placed),
    processes,
    symbols: reading.symbols,
    sources: reading.sources,
    patterns: reading.patterns,
    capture,
    diagnostics: diagnostics.list(),
  });
}

async function readArtifact(
  artifact: Artifact,
  bytes: ByteSource,
  known: boolean,
  reading: Reading,
): Promise<void> {
  const { diagnostics, sightings } = reading;
  const way = known ? wayByKind(artifact) : await wayByContent(artifact, bytes, diagnostics);
  switch (way) {
    case "stream":
      reading.runs.push(await parseStream(bytes, sightings, diagnostics));
      return;
    case "text":
    case "race-file":
      await readTextArtifact(artifact, bytes, artifactOrigin(artifact, way), reading);
      return;
    case "process":
      await readProcess(bytes, reading.processes, diagnostics);
      return;
    case "symbols":
      await readSymbols(bytes, reading.symbols, diagnostics);
      return;
    case "sources":
      await readSources(bytes, reading.sources, diagnostics);
      return;
    case "patterns":
      await readPatternFiles(bytes, reading.patterns, diagnostics);
      return;
    case "panics":
      await readPanics(bytes, reading.panicRecords, diagnostics);
      return;
    case "trace":
      await readTraceArtifact(artifact, bytes, reading);
      return;
    case "profile":
      await readProfileArtifact(artifact, bytes, reading);
      return;
    case "none":
      return;
  }
}

async function readProfileArtifact(
  artifact: Artifact,
  bytes: ByteSource,
  { diagnostics, profiles }: Reading,
): Promise<void> {
  const owner = { package: artifact.package, pid: artifact.pid, kind: profileKindOf(artifact) };
  const profile = await parseProfile(bytes, owner, diagnostics);
  if (profile !== undefined) profiles.push(profile);
}

/** By the artefact's kind, for a loose file by its name; undefined: by what it holds. */
function profileKindOf({ kind, path }: Artifact): ProfileKind | undefined {
  if (kind === "mutex-profile" || /(?:^|[/._-])mutex[^/]*$/.test(path)) return "mutex";
  if (kind === "block-profile" || /(?:^|[/._-])block[^/]*$/.test(path)) return "block";
  if (kind === "goroutine-profile") return "goroutine";
  return kind === "goroutine-leak-profile" ? "goroutine-leak" : undefined;
}

/** A trace that a crash cut short is usual: its diagnostics are no loss of what go test said. */
async function readTraceArtifact(
  artifact: Artifact,
  bytes: ByteSource,
  reading: Reading,
): Promise<void> {
  const { diagnostics, traceEnds } = reading;
  reading.kernel ??= new Kernel();
  const owner = { package: artifact.package, pid: artifact.pid };
  const end = await readTraceEnd(bytes, owner, reading.kernel);
  traceEnds.push(end);
  if (end.doubt === undefined) return;
  const message =
    "Some traces are not whole, so what they do not show is not known to be absent; the first: " +
    `${end.doubt}.`;
  const at = { source: artifact.path, start: 0, end: artifact.sizeBytes };
  diagnostics.add("trace-not-whole", "warning", message, at);
}

async function readTextArtifact(
  artifact: Artifact,
  bytes: ByteSource,
  origin: TextOrigin,
  { diagnostics, sightings, buildTexts }: Reading,
): Promise<void> {
  const source = bytes.name;
  const build = artifact.kind === "stderr" ? new BuildText() : undefined;
  if (build !== undefined) buildTexts.push(build);
  const scanner = createTextScanner<TextOrigin>({
    source,
    diagnostics,
    context: () => origin,
    onRace: (report, from) => {
      sightings.race(report, from);
    },
    onCrash: (crash, from) => {
      sightings.crash(crash, from);
    },
    onDump: (dump, from) => {
      sightings.dump(dump, from);
    },
    onLockReport: (report, from) => {
      sightings.lockReport(report, from);
    },
    onInfrastructure: (code, line, at, from) => {
      sightings.infrastructureLine(code, line, at, from);
    },
  });
  const splitter = createTextSplitter(source, diagnostics, (text, at) => {
    build?.line(text);
    for (const line of recordLines(text) ?? [text]) scanner.line(line, at);
  });
  await pumpSource(bytes, splitter);
  scanner.end();
  sightings.runtimeLines(scanner.runtimeLines, origin);
}

function wayByKind(artifact: Artifact): Way {
  switch (artifact.kind) {
    case "stream":
    case "process":
    case "symbols":
    case "sources":
    case "patterns":
    case "panics":
      return artifact.kind;
    case "race-log":
      return "race-file";
    case "stderr":
    case "text":
    case "goroutine-dump":
      return "text";
    case "trace":
      return "trace";
    case "mutex-profile":
    case "block-profile":
    case "goroutine-profile":
    case "goroutine-leak-profile":
      return "profile";
    case "binary":
      return "none";
  }
}

async function wayByContent(
  artifact: Artifact,
  bytes: ByteSource,
  diagnostics: DiagnosticBag,
): Promise<Way> {
  const content = recognise(await bytes.read(0, RECOGNISE_BYTES));
  const way = WAYS[content];
  if (way === "none" && content !== "empty") {
    diagnostics.add(
      "artifact-not-text",
      "info",
      `Some of the files are not text (${content}): they are not searched for reports.`,
      { source: artifact.path, start: 0, end: artifact.sizeBytes },
    );
  }
  return way;
}

const WAYS: Readonly<Record<Content, Way>> = {
  empty: "none",
  test2json: "stream",
  "race-log": "text",
  "goroutine-dump": "text",
  "go-trace": "trace",
  pprof: "profile",
  executable: "none",
  json: "text",
  text: "text",
  binary: "none",
};

/** Build errors that standard error tells of packages whose events name none. */
function withBuildTexts(
  tests: TestRun,
  texts: readonly BuildText[],
  manifest: Manifest | undefined,
): TestRun {
  const told = new Set(tests.buildFailures.map(({ importPath }) => importPath));
  const untold = tests.packages.filter(
    ({ outcome, failedBuild, importPath }) =>
      outcome === "build-failed" && !told.has(failedBuild ?? importPath),
  );
  const names = new Set(untold.map(({ importPath }) => importPath));
  const seen = new Set(tests.packages.map(({ importPath }) => importPath));
  if (texts.length === 0) return tests;
  const isUnseen = manifest?.packages.some((one) => one.hasTests && !seen.has(one.importPath));
  const found = texts.flatMap((text) => {
    const setup = isUnseen === true ? text.setupFailure() : undefined;
    return [...text.ofPackages(names), ...(setup === undefined ? [] : [setup])];
  });
  if (found.length === 0) return tests;
  return { ...tests, buildFailures: [...tests.buildFailures, ...found] };
}

/** Several streams (shards, repeated commands) are one run with all their packages. */
function joinRuns(runs: readonly TestRun[]): TestRun {
  const [only] = runs;
  if (only !== undefined && runs.length === 1) return only;
  return {
    packages: runs.flatMap((run) => run.packages),
    buildFailures: runs.flatMap((run) => run.buildFailures),
    strayText: runs.map((run) => run.strayText).join(""),
  };
}
