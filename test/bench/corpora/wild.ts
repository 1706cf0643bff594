// Reports as people pasted them: every function and line that the index holds for a report must be in what
// the parser reads, at the access it belongs to; for crashes, the kind and the goroutines.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RaceReport, StackFrame } from "../../../src/model/race-report.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { corpusFolder, looseCapture } from "./corpus-files.ts";

interface Side {
  op?: string | null;
  g?: number | "main";
  fn?: string;
  at?: string;
  user?: string;
  state?: string;
  unrestored?: boolean;
}
interface Blocked {
  g: number;
  state: string;
  mins?: number;
  fn?: string;
  user?: string;
  at?: string;
}
interface Entry {
  file: string;
  truth: {
    kind: string;
    reports?: number;
    a?: Side | null;
    b?: Side | null;
    created?: { g: number; by?: string; user?: string; at?: string }[];
    g?: number;
    user?: string;
    at?: string;
    after?: string;
    running?: string[];
    blocked?: Blocked[];
    recovered?: boolean;
  };
}

let held = 0;
let wanted = 0;
function check(entry: Entry, what: string, ok: boolean): void {
  wanted += 1;
  if (ok) held += 1;
  else console.log(`  ${entry.file}: ${what}`);
}

/** `pkg.F file.go:12`, `C:/x/file.go:12 (deeper frame)`, `pkg.F… (cut)`: the words and the marks apart. */
function words(text: string | undefined): string[] {
  const plain = (text ?? "").replaceAll(/\([a-z][a-z ]*\)|…|\.\.\.(?=\s|$)/g, " ");
  return plain.split(/\s+/).filter((word) => word !== "");
}

function hasName(frames: readonly StackFrame[], name: string): boolean {
  return frames.some(({ function: fn }) => fn === name || fn === `${name}…` || fn.endsWith(name));
}

function hasPlace(frames: readonly StackFrame[], place: string): boolean {
  return frames.some(({ file, line }) => {
    const at = `${file}:${line}`.replaceAll("\\", "/");
    return at === place || at.endsWith(`/${place}`) || at.endsWith(place);
  });
}

function holds(frames: readonly StackFrame[], text: string | undefined): boolean {
  return words(text).every((word) =>
    /:\d+$/.test(word) ? hasPlace(frames, word) : hasName(frames, word),
  );
}

function checkSide(
  entry: Entry,
  name: string,
  side: Side,
  report: RaceReport,
  index: number,
): void {
  const access = report.accesses[index];
  check(entry, `${name}: access ${index}`, access !== undefined);
  if (access === undefined) return;
  for (const text of [side.fn, side.at, side.user]) {
    if (text !== undefined) check(entry, `${name}: ${text}`, holds(access.frames, text));
  }
  if (typeof side.op === "string") {
    const op = `${access.previous ? "previous " : ""}${access.operation ?? "?"}`;
    check(entry, `${name}: ${side.op} is ${op}`, side.op === op);
  }
  if (side.g !== undefined) {
    const { goroutine } = access;
    const g = goroutine === undefined ? undefined : goroutine.main ? "main" : goroutine.raceId;
    check(entry, `${name}: goroutine ${side.g} is ${g ?? "?"}`, g === side.g);
  }
  if (side.unrestored === true) check(entry, `${name}: unrestored`, !access.restored);
  if (side.state !== undefined) {
    const state = report.creations.find(({ raceId }) => raceId === side.g)?.state;
    check(entry, `${name}: ${side.state}`, state === side.state);
  }
}

function checkRace(entry: Entry, run: ParsedRun): void {
  const { truth } = entry;
  check(
    entry,
    `${truth.reports ?? 1} reports, got ${run.races.length}`,
    run.races.length === (truth.reports ?? 1),
  );
  const report = run.races[0]?.report;
  if (report === undefined) return;
  if (truth.a) checkSide(entry, "a", truth.a, report, 0);
  if (truth.b) checkSide(entry, "b", truth.b, report, 1);
  for (const { g, by, user, at } of truth.created ?? []) {
    const frames = report.creations.find(({ raceId }) => raceId === g)?.frames ?? [];
    for (const text of [by, user, at]) {
      if (text !== undefined) check(entry, `created ${g}: ${text}`, holds(frames, text));
    }
  }
}

const CRASH_KINDS = new Map([
  ["fatal error", "fatal-error"],
  ["panic", "panic"],
  ["test timeout", "timeout"],
]);

function checkCrash(entry: Entry, run: ParsedRun): void {
  const { truth } = entry;
  const kind = CRASH_KINDS.get(truth.kind);
  const crashes = run.crashes.map(({ crash }) => crash);
  if (kind !== undefined) {
    check(
      entry,
      `one ${kind}, got ${crashes.map((c) => c.kind).join()}`,
      crashes.length === 1 && crashes[0]?.kind === kind,
    );
  }
  const goroutines = [...crashes, ...(run.dumps ?? [])].flatMap((each) => each.goroutines);
  const frames = goroutines.flatMap((goroutine) => goroutine.frames);
  if (truth.g !== undefined) {
    check(
      entry,
      `goroutine ${truth.g}`,
      goroutines.some(({ goid }) => goid === String(truth.g)),
    );
  }
  for (const text of [truth.user, truth.at]) {
    if (text !== undefined) check(entry, text, holds(frames, text));
  }
  const running = crashes[0]?.runningTests.map(({ name, elapsed }) => `${name} (${elapsed})`) ?? [];
  for (const test of truth.running ?? []) check(entry, test, running.includes(test));
  if (truth.after !== undefined) check(entry, truth.after, crashes[0]?.timeout === truth.after);
  if (truth.recovered === true) {
    const marks = crashes[0]?.panics.flatMap((panic) => panic.marks) ?? [];
    check(entry, "recovered", marks.includes("recovered"));
  }
  for (const { g, state, mins, fn, user, at } of truth.blocked ?? []) {
    const goroutine = goroutines.find(({ goid }) => goid === String(g));
    check(entry, `goroutine ${g} [${state}]`, goroutine?.status === state);
    if (mins !== undefined) check(entry, `${mins} minutes`, goroutine?.waitMinutes === mins);
    for (const text of [fn, user, at]) {
      if (text !== undefined) check(entry, text, holds(goroutine?.frames ?? [], text));
    }
  }
}

const folder = corpusFolder("wild");
if (folder !== undefined) {
  const index = readFileSync(join(folder, "index.dev.json"), "utf8");
  const entries = JSON.parse(index) as Entry[];
  for (const [what, isRace] of [
    ["data races", true],
    ["crashes and dumps", false],
  ] as const) {
    held = 0;
    wanted = 0;
    const chosen = entries.filter(({ truth }) => (truth.kind === "data race") === isRace);
    for (const entry of chosen) {
      const run = await parseRun(looseCapture(join(folder, entry.file)));
      if (isRace) checkRace(entry, run);
      else checkCrash(entry, run);
    }
    console.log(`wild, ${what}: ${held} of ${wanted} facts in ${chosen.length} texts`);
    if (held < wanted) process.exitCode = 1;
  }
}
