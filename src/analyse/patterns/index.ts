// The pattern engine: patterns in, trace events through, causes out. docs/patterns.md has the language.
import { kindNumber, PATTERN_KINDS } from "../../model/pattern-events.ts";
import type { MatchFinding, PatternState } from "../../model/pattern-match.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import type { TraceSummary, TraceVisitor } from "../../model/trace.ts";
import { SHIPPED } from "./catalogue/index.ts";
import { RowScan } from "./events/row-scan.ts";
import type { Segment } from "./events/segment.ts";
import type { Finder } from "./finders/finder.ts";
import { finderOf, SEARCHED_KINDS } from "./finders/finders.ts";
import { Kinship } from "./finders/kinship.ts";
import { Processors } from "./finders/processors.ts";
import { GateTable } from "./gates/gate-table.ts";
import { isTally, SyscallTally } from "./gates/syscall-tally.ts";
import { listOf } from "./language/event-tests.ts";
import { type LoadedPattern, type LoadedPatterns, readPatterns } from "./language/read-patterns.ts";
import type { CriticalPaths } from "./critical/lost-times.ts";
import { ANY, type CompiledPattern } from "./matching/compiled.ts";
import { LOCK_KINDS } from "./matching/lock-sites.ts";
import { MatchCycles } from "./matching/cycles.ts";
import { Facts } from "./matching/facts.ts";
import { MatchGroups } from "./matching/groups.ts";
import type { Found, Match } from "./matching/match.ts";
import { PatternMatcher } from "./matching/matcher.ts";
import { HB_KINDS } from "./matching/reach.ts";
import { RowRoom, SegmentIndex } from "./matching/segment-index.ts";

export interface PatternText {
  readonly text: string;
  /** How messages name the file. */
  readonly path: string;
}

export interface PatternSet extends LoadedPatterns {
  readonly facts: Facts;
  /** Names of those that came from files. */
  readonly own: ReadonlySet<string>;
}

export interface PatternResult {
  readonly patternEvents: number;
  readonly patterns: readonly PatternState[];
  readonly findings: readonly MatchFinding[];
}

/** Reads the shipped patterns (if wanted) and those of files; later ones replace earlier ones of the same name. */
export function loadPatterns(
  files: readonly PatternText[],
  shipped: boolean,
  interner: TraceInterner,
): PatternSet {
  const facts = new Facts(interner);
  const texts = shipped ? SHIPPED.map((p) => ({ text: p.yaml, path: p.id })) : [];
  const ours = texts.map((f) => readPatterns(f.text, f.path, facts));
  const theirs = files.map((f) => readPatterns(f.text, f.path, facts));
  const read = [...ours, ...theirs];
  const byName = new Map<string, readonly LoadedPattern[]>();
  for (const r of read) {
    // One file may have several forms of a pattern.
    const forms = Map.groupBy(r.patterns, (p) => p.pattern.source.name);
    for (const [name, patterns] of forms) byName.set(name, patterns);
  }
  return {
    facts,
    own: new Set(theirs.flatMap((r) => r.patterns.map((p) => p.pattern.source.name))),
    patterns: [...byName.values()].flat(),
    mistakes: read.flatMap((r) => r.mistakes),
    notes: read.flatMap((r) => r.notes),
  };
}

interface Part {
  readonly loaded: LoadedPattern;
  readonly groups: MatchGroups | MatchCycles;
  readonly matcher: PatternMatcher;
  /** Looks for matches instead of the matcher. */
  readonly finder: Finder | undefined;
  /** Counts instead of matching. */
  readonly tally: SyscallTally | undefined;
}

export interface EngineOptions {
  /** Events looked at at once; bounds memory. */
  readonly rows?: number;
  /** Gets every match that is not only counted, as it is found. */
  readonly onMatch?: (pattern: CompiledPattern, match: Match) => void;
}

/** Matches patterns while a trace is read; give `visitor` to the reader, then ask for the result. */
export class PatternEngine {
  readonly visitor: TraceVisitor;
  readonly #scan: RowScan;
  readonly #parts: readonly Part[];
  readonly #kin = new Kinship();
  readonly #processors = new Processors();
  readonly #room = new RowRoom();

  constructor(patterns: readonly LoadedPattern[], facts: Facts, options: EngineOptions = {}) {
    const shared = { facts, kin: this.#kin, processors: this.#processors };
    this.#parts = patterns.map((loaded) => partOf(loaded, shared, options));
    const counted = new Set(
      this.#parts.flatMap(({ tally, finder }, i) => ((tally ?? finder?.alone) ? [i] : [])),
    );
    const compiled = patterns.map(({ pattern }) => pattern);
    const gates = new GateTable(compiled, counted);
    const syscalls = compiled.some((p, i) => !counted.has(i) && (kindsIn(p) & SYSCALLS) !== 0);
    const locks = compiled.some((p) => p.variables.some((v) => v.attribute === "lock"));
    this.#scan = new RowScan(facts.interner, {
      wanted: { kinds: wantedKinds(compiled), ranges: wantedNames(compiled, RANGE_EVENTS) },
      logs: wantedNames(compiled, LOG_EVENTS),
      gates,
      tallies: this.#parts.flatMap(({ tally }) => tally ?? []),
      syscallRows: syscalls,
      segment: (segment) => {
        if (locks) facts.locks.segment(segment);
        this.#segment(segment, gates);
      },
      rows: options.rows,
    });
    this.visitor = this.#scan;
  }

  #segment(segment: Segment, gates: GateTable): void {
    const index = new SegmentIndex(segment, this.#room);
    if (this.#parts.some(({ finder }) => finder !== undefined)) this.#kin.segment(index);
    this.#processors.segment(index);
    for (const [i, { matcher, finder, tally }] of this.#parts.entries()) {
      if (tally !== undefined) continue;
      (finder ?? matcher).segment(index, gates.anchors(i, segment.regular));
    }
  }

  /** Some pattern asks whether lost time lies on a critical path: then `result` wants `pathsFor`. */
  get needsPaths(): boolean {
    return this.#parts.some(({ loaded }) => loaded.pattern.pathOf !== ANY);
  }

  /** The trace has been read. `pathsFor`: its critical paths, as far as these goroutines are concerned. */
  result(
    summary: TraceSummary,
    pathsFor?: (goids: ReadonlySet<number>) => CriticalPaths,
  ): PatternResult {
    const patternEvents = this.#scan.end();
    const traceNs = Math.max(0, summary.lastEventNs);
    const whole = summary.status === "intact";
    const findings: MatchFinding[] = [];
    const patterns: PatternState[] = [];
    for (const { groups, matcher, tally } of this.#parts) {
      matcher.finish(traceNs, whole);
      if (tally !== undefined && groups instanceof MatchGroups) groups.take(tally.take());
    }
    const paths = this.needsPaths ? pathsFor?.(this.#goroutines()) : undefined;
    for (const { loaded, groups, matcher, finder } of this.#parts) {
      const own = groups.findings(traceNs, paths);
      findings.push(...own);
      const unseen = finder === undefined ? 0 : finder.overflow + this.#kin.overflow;
      const lost = { anchors: matcher.overflow + unseen, groups: groups.overflow };
      patterns.push({
        pattern: loaded.pattern.source.name,
        source: loaded.source,
        matches: groups.matches,
        reported: own.length,
        quiet: groups.quiet,
        unknown: matcher.unknown,
        incomplete: matcher.overBudget || lost.anchors + lost.groups > 0,
        lost,
        ...(groups.pathUnknown === undefined ? {} : { pathUnknown: groups.pathUnknown }),
      });
    }
    findings.sort((a, b) => b.totalNs - a.totalNs || a.firstNs - b.firstNs);
    return { patternEvents, patterns: oneByName(patterns), findings };
  }

  #goroutines(): ReadonlySet<number> {
    return new Set(
      this.#parts.flatMap(({ groups }) =>
        groups instanceof MatchGroups ? groups.goroutines() : [],
      ),
    );
  }
}

interface Shared {
  readonly facts: Facts;
  readonly kin: Kinship;
  readonly processors: Processors;
}

function partOf(loaded: LoadedPattern, shared: Shared, options: EngineOptions): Part {
  const { pattern } = loaded;
  const { facts, kin, processors } = shared;
  const graph = pattern.source.graph !== undefined;
  const groups = graph ? new MatchCycles(pattern, facts) : new MatchGroups(pattern, facts);
  const found = (one: Found): void => {
    if (!holds(one, processors)) return;
    options.onMatch?.(pattern, one.match());
    if (groups instanceof MatchGroups) groups.found(one);
    else groups.add(one.match());
  };
  const matcher = new PatternMatcher(pattern, facts, found);
  const finder = finderOf({ pattern, facts, kin, found });
  // What is counted only keeps no times.
  const tally =
    pattern.pathOf === ANY && isTally(pattern) ? new SyscallTally(pattern, facts) : undefined;
  return { loaded, groups, matcher, finder, tally };
}

function sums(a: PatternState["lost"], b: PatternState["lost"]): PatternState["lost"] {
  const both = Object.entries(a).map(([what, count]) => [what, count + (b[what] ?? 0)] as const);
  return Object.fromEntries(both);
}

/** What `busy` and `awake` ask of a match. */
function holds({ pattern, times, values }: Found, processors: Processors): boolean {
  const { busy, awake } = pattern.source;
  if (busy === undefined && awake === undefined) return true;
  const at = (id: string): number => times[pattern.steps.findIndex((s) => s.id === id)] ?? 0;
  const turns = busy?.turns === true;
  if (busy !== undefined && !processors.busy(at(busy.from), at(busy.to), turns)) return false;
  if (awake === undefined) return true;
  const g = values[pattern.variables.findIndex(({ name }) => name === awake.g)] ?? Number.NaN;
  return processors.awake(g, at(awake.from), at(awake.to));
}

/** The forms of one pattern are told together. */
function oneByName(states: readonly PatternState[]): PatternState[] {
  return [...Map.groupBy(states, ({ pattern }) => pattern).values()].map((forms) =>
    forms.reduce((all, form) => ({
      ...all,
      matches: all.matches + form.matches,
      reported: all.reported + form.reported,
      quiet: all.quiet + form.quiet,
      unknown: all.unknown + form.unknown,
      incomplete: all.incomplete || form.incomplete,
      lost: sums(all.lost, form.lost),
    })),
  );
}

const SYSCALLS = (1 << kindNumber("syscall")) | (1 << kindNumber("syscall_end"));

/** Every kind that a test asks for; what counts as noise is among them. */
function kindsIn(pattern: CompiledPattern): number {
  const { finder, busy, awake } = pattern.source;
  let bits = pattern.alphabet | ((finder ?? busy ?? awake) ? SEARCHED_KINDS : 0);
  for (const s of pattern.steps) {
    bits |= s.kinds;
    if (s.hbFrom >= 0) bits |= HB_KINDS;
    if (s.bind.some(({ attribute }) => attribute === "lock")) bits |= LOCK_KINDS;
    for (const x of s.interference) for (const t of x.tests) bits |= t.kinds;
  }
  for (const a of pattern.absences) for (const t of a.tests) bits |= t.kinds;
  return bits;
}

function wantedKinds(patterns: readonly CompiledPattern[]): Set<number> {
  const bits = patterns.reduce((all, p) => all | kindsIn(p), 0);
  return new Set([...PATTERN_KINDS.keys()].filter((kind) => (bits & (1 << kind)) !== 0));
}

/** Events that are told apart by name: those of the language, and what older names begin with. */
interface NamedEvents {
  readonly on: ReadonlySet<string>;
  readonly v1: RegExp;
}
const RANGE_EVENTS: NamedEvents = { on: new Set(["range_begin", "range_end"]), v1: /^(?:GC|STW)/ };
const LOG_EVENTS: NamedEvents = { on: new Set(["log", "mark"]), v1: /^UserLog/ };

/** The names of ranges or logs, where every pattern that asks for such names them; undefined: any. */
function wantedNames(
  patterns: readonly CompiledPattern[],
  events: NamedEvents,
): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const pattern of patterns) {
    const { steps, interference, absent } = pattern.source;
    const tests = [
      ...steps.flatMap((s) => s.any ?? [s]),
      ...(interference ?? []),
      ...listOf(absent),
    ];
    for (const test of tests) {
      const on = listOf(test.on);
      const v1 = on.some((word) => events.v1.test(word));
      if (!v1 && !on.some((word) => events.on.has(word))) continue;
      const wanted = listOf(test.name);
      if (v1 || wanted.length === 0 || wanted.some((n) => n.endsWith("*"))) return undefined;
      for (const name of wanted) names.add(name);
    }
  }
  return names;
}
