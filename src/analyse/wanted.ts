/**
 * What collect should resolve from the kept binaries and copy from the sources, before a run is analysed for
 * good: the globals under racing addresses, and the own source files that findings point at.
 */
import type { ParsedRun } from "../model/parsed-run.ts";
import type { StackFrame } from "../model/race-report.ts";
import { creationSite } from "./goroutines.ts";
import { createPlaces, type Place, type Places } from "./places.ts";
import { LOCK_KINDS, waitOf } from "./leaks/wait.ts";
import { blameIndex } from "./race-view.ts";
import { loggedFiles, racingFolders } from "./logged-place.ts";

export interface Wanted {
  readonly symbols: readonly {
    readonly package: string;
    readonly pid: number;
    readonly addresses: readonly string[];
  }[];
  /** Paths as the reports print them. */
  readonly sources: readonly string[];
  /**
   * Those of them whose whole package is wanted: what else may unlock a lock that a goroutine waits for, or use the
   * variable of a race, or fail a test without a line. A directory ends in `/`.
   */
  readonly packagesOf: readonly string[];
}

const SOURCES_MAX = 2_000;
const PACKAGES_MAX = 50;
const ADDRESSES_MAX = 10_000;
/** Go puts heap arenas at 0xc000000000 on 64-bit systems: no global lies there. */
const HEAP = /^0x0*c[0-9a-f]{9}$/i;

class SourceSet {
  readonly paths = new Set<string>();
  private readonly places: Places;
  constructor(places: Places) {
    this.places = places;
  }

  add(frame: StackFrame | undefined): void {
    if (frame === undefined || frame.file === "" || this.paths.size >= SOURCES_MAX) return;
    if (this.places.of(frame).owner === "own") this.paths.add(frame.file);
  }

  addStack(frames: readonly StackFrame[]): void {
    for (const frame of frames.slice(0, 50)) this.add(frame);
  }
}

/** Deterministic: in the order of the run. */
export function wanted(run: ParsedRun): Wanted {
  const places = createPlaces(run);
  const sources = new SourceSet(places);
  const symbols = new Map<string, { package: string; pid: number; addresses: Set<string> }>();
  for (const { report, origin } of run.races) {
    for (const access of report.accesses) {
      sources.add(access.frames[blameIndex(access.frames, places)]);
      sources.addStack(access.frames);
    }
    for (const creation of report.creations) sources.add(creationSite(creation.frames, places));
    const { package: owner, pid, childPid } = origin;
    if (owner === undefined || pid === undefined) continue;
    if (childPid !== undefined && childPid !== pid) continue;
    const key = `${owner}\n${pid}`;
    const entry = symbols.get(key) ?? { package: owner, pid, addresses: new Set<string>() };
    symbols.set(key, entry);
    for (const { address } of report.accesses) {
      if (address === undefined || HEAP.test(address)) continue;
      if (entry.addresses.size < ADDRESSES_MAX) entry.addresses.add(address);
    }
  }
  for (const { crash } of run.crashes) {
    for (const goroutine of crash.goroutines.slice(0, 200)) {
      sources.addStack(goroutine.frames);
      sources.add(goroutine.createdBy?.frame);
    }
  }
  for (const { goroutines } of run.traceEnds ?? []) {
    for (const { test, state, frames, creation } of goroutines.slice(0, 2_000)) {
      if (test === undefined || state !== "waiting") continue;
      sources.addStack(frames);
      sources.add(creation[0]);
    }
  }
  for (const frame of causeFrames(run)) sources.add(frame);
  for (const { calledAt, goroutines, steps } of run.cancelDelays ?? []) {
    sources.add(calledAt);
    for (const { frames, creation } of goroutines) sources.addStack([...frames, ...creation]);
    for (const { at } of steps) sources.add(at);
  }
  for (const file of loggedFiles(run)) {
    if (sources.paths.size < SOURCES_MAX) sources.paths.add(file);
  }
  return {
    symbols: [...symbols.values()]
      .filter(({ addresses }) => addresses.size > 0)
      .map((entry) => ({ ...entry, addresses: [...entry.addresses] })),
    sources: [...sources.paths],
    packagesOf: wholePackages(run, places),
  };
}

/** Whose code may hold a lock: a dependency's is read where it lies in the repository (vendor). */
const LOCKING: ReadonlySet<Place["owner"]> = new Set(["own", "dependency"]);

/** One file of each package whose code waits for a lock in a dump, or races in its own code. */
function wholePackages(run: ParsedRun, places: Places): readonly string[] {
  const { crashes, dumps = [], races } = run;
  const files = new Map<string, string>();
  const add = (file: string): void => {
    const folder = file.replace(/[^/\\]*$/, "");
    if (files.size < PACKAGES_MAX && !files.has(folder)) files.set(folder, file);
  };
  const listed = [...crashes.map(({ crash }) => crash), ...dumps];
  for (const { goroutines } of listed) {
    for (const { status, frames } of goroutines.slice(0, 200)) {
      if (!LOCK_KINDS.has(waitOf(status, frames).kind)) continue;
      for (const frame of frames.slice(0, 50)) {
        if (LOCKING.has(places.of(frame).owner)) add(frame.file);
      }
    }
  }
  for (const { report } of races) {
    for (const { frames } of report.accesses) {
      const frame = frames[blameIndex(frames, places)];
      if (frame !== undefined && places.of(frame).owner === "own") add(frame.file);
    }
  }
  for (const folder of racingFolders(run)) add(folder);
  return [...files.values()];
}

/** Profile sites with less delay than this belong to no finding. */
const DELAY_MIN_NS = 1e9;

/** Where causes may point: waits and wakes of packages that failed, and locks that many waited for. */
function* causeFrames(run: ParsedRun): Generator<StackFrame> {
  const failed = new Set(
    run.tests.packages.filter((p) => p.outcome !== "pass").map((p) => p.importPath),
  );
  for (const { package: owner, wakes } of run.traceEnds ?? []) {
    if (owner !== undefined && !failed.has(owner)) continue;
    for (const { waiting, waking } of wakes) yield* [...waiting, ...waking];
  }
  const busy = (run.profiles ?? []).filter(({ sites }) =>
    sites.some(({ delayNs }) => delayNs >= DELAY_MIN_NS),
  );
  const owners = new Set(busy.map((profile) => profile.package));
  for (const { package: owner, wakes } of run.traceEnds ?? []) {
    if (!owners.has(owner)) continue;
    for (const { waiting } of wakes) yield* waiting;
  }
  for (const { sites } of busy) for (const { frames } of sites) yield* frames;
}
