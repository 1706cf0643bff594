// Matches → findings: those with the same key are one finding, with how often, how long, and its longest match.
import { PATTERN_CLASSES, PATTERN_KINDS } from "../../../model/pattern-events.ts";
import type { MatchFinding, MatchStep } from "../../../model/pattern-match.ts";
import type { StackIndex, TextIndex } from "../../../model/trace-interner.ts";
import { ownSite } from "../../trace/site.ts";
import { durationNs } from "../language/durations.ts";
import { listOf } from "../language/event-tests.ts";
import { type CriticalPaths, LostTimes, type PathRoot } from "../critical/lost-times.ts";
import type { CompiledPattern } from "./compiled.ts";
import type { Facts } from "./facts.ts";
import { type Found, foundOf, type Match, type Seen } from "./match.ts";

const GROUPS_MAX = 10_000;
const DISTINCT_MAX = 10_000;
const WINDOW_MAX = 100_000;
const FRAMES_SHOWN = 32;
/** Matches of one pattern of which it is asked whether they lie on a path. */
const LOST_MAX = 500_000;
const ROOTS_SHOWN = 10;

/** Matches with the same key that were counted, not kept. */
export interface Tallied {
  readonly key: number;
  readonly count: number;
  readonly firstNs: number;
  readonly lastNs: number;
  readonly totalNs: number;
  readonly maxNs: number;
  readonly longest: Match;
  /** Whether so many as `repeat` asks for lay within its window. */
  readonly dense: boolean;
}

interface Group {
  count: number;
  firstNs: number;
  lastNs: number;
  totalNs: number;
  maxNs: number;
  longest: Match;
  readonly distinct: Map<string, Set<number>>;
  /** Times of the last `min` matches, in a ring; whether they once lay within the window. */
  readonly recent: number[];
  dense: boolean;
  /** Where the pattern asks for a path. */
  lost?: LostTimes;
  roots?: readonly PathRoot[];
}

export class MatchGroups {
  readonly #pattern: CompiledPattern;
  readonly #facts: Facts;
  /** By the key variable's value; by several as text. */
  readonly #groups = new Map<number | string, Group>();
  readonly #keys: readonly number[];
  readonly #distinct: readonly (readonly [name: string, variable: number])[];
  /** By stack: its place. */
  readonly #sites: number[] = [];
  readonly #toEnd: boolean;
  matches = 0;
  quiet = 0;
  overflow = 0;
  /** Matches of which it could not be told whether they lie on a path, and why. */
  pathUnknown: { matches: number; why: string } | undefined;
  #lostLeft = LOST_MAX;

  constructor(pattern: CompiledPattern, facts: Facts) {
    this.#pattern = pattern;
    this.#facts = facts;
    this.#toEnd = pattern.absences.some((a) => a.forNs === Infinity);
    const { distinct } = pattern.source.repeat ?? {};
    this.#distinct = Object.keys(distinct ?? {}).map((name) => [name, this.#variable(name)]);
    this.#keys = listOf(pattern.source.repeat?.key).map((key) => this.#variable(key.slice(1)));
  }

  add(match: Match): void {
    this.found(foundOf(match));
  }

  /** Takes a match as it is found; it is made to last only where it is the longest of its group. */
  found(found: Found): void {
    this.matches += 1;
    const key = this.#key(found);
    const { times, steps } = found;
    const startNs = times[0] ?? 0;
    const endNs = times[steps - 1] ?? startNs;
    const cost = this.#cost(found.pattern, times, steps);
    let group = this.#groups.get(key);
    if (group === undefined) {
      if (this.#groups.size >= GROUPS_MAX) {
        this.overflow += 1;
        return;
      }
      group = newGroup(found.match(), startNs, endNs);
      this.#groups.set(key, group);
    }
    group.count += 1;
    if (startNs < group.firstNs) group.firstNs = startNs;
    if (endNs > group.lastNs) group.lastNs = endNs;
    group.totalNs += cost;
    if (cost > group.maxNs) {
      group.maxNs = cost;
      group.longest = found.match();
    }
    this.#repeats(group, found.values, startNs);
    this.#lost(group, found);
  }

  /** Keeps when the goroutine that is asked for lost its time. */
  #lost(group: Group, { pattern, values, times, steps }: Found): void {
    const { pathOf, costFrom, costTo } = pattern;
    if (pathOf < 0) return;
    if (--this.#lostLeft < 0) {
      this.overflow += 1;
      return;
    }
    const fromNs = times[this.#toEnd ? steps - 1 : costFrom] ?? 0;
    const toNs = this.#toEnd ? Infinity : (times[costTo] ?? 0);
    group.lost ??= new LostTimes();
    group.lost.add(values[pathOf] ?? -1, fromNs, toNs);
  }

  /** The goroutines of which `findings` will ask whether they lie on a path. */
  goroutines(): number[] {
    return [...this.#groups.values()].flatMap(({ lost }) => lost?.goids ?? []);
  }

  /** Takes over what was counted elsewhere. */
  take(tallied: readonly Tallied[]): void {
    for (const { key, ...t } of tallied) {
      this.matches += t.count;
      if (this.#groups.size >= GROUPS_MAX) this.overflow += t.count;
      else this.#groups.set(key, { ...t, distinct: new Map(), recent: [] });
    }
  }

  /** What is worth reporting, the most expensive first; `paths` for a pattern that asks for them. */
  findings(traceNs: number, paths?: CriticalPaths): MatchFinding[] {
    const result: MatchFinding[] = [];
    for (const group of this.#final()) {
      if (this.#toEnd) {
        group.totalNs += group.count * traceNs;
        group.maxNs += traceNs;
      }
      if (this.#worth(group, traceNs, paths)) result.push(this.#finding(group, traceNs));
      else this.quiet += 1;
    }
    return result.sort((a, b) => b.totalNs - a.totalNs || a.firstNs - b.firstNs);
  }

  /** The groups; those whose keys have become the same lock are one. */
  #final(): Iterable<Group> {
    const { variables } = this.#pattern;
    if (!variables.some(({ attribute }) => attribute === "lock")) return this.#groups.values();
    const finalOf = (variable: number, value: number): number =>
      this.#facts.final(variables[variable]?.attribute, value);
    const merged = new Map<number | string, Group>();
    for (const [key, group] of this.#groups) {
      for (const [name, variable] of this.#distinct) {
        const values = [...(group.distinct.get(name) ?? [])].map((v) => finalOf(variable, v));
        group.distinct.set(name, new Set(values));
      }
      const { values } = group.longest;
      const own = this.#keys.map((k) => finalOf(k, values[k] ?? Number.NaN)).join(",");
      const at = this.#keys.length === 0 ? key : own;
      const known = merged.get(at);
      if (known === undefined) merged.set(at, group);
      else join(known, group);
    }
    return merged.values();
  }

  #variable(name: string): number {
    return this.#pattern.variables.findIndex((v) => v.name === name);
  }

  #key(found: Found): number | string {
    const [key, ...more] = this.#keys;
    if (key === undefined) return this.#sitesOf(found.match());
    if (more.length === 0) return found.values[key] ?? Number.NaN;
    return this.#keys.map((k) => found.values[k]).join(",");
  }

  /** The places of the steps as they are written, in whatever order they came. */
  #sitesOf({ pattern, steps }: Match): string {
    if (pattern === this.#pattern) return steps.map((s) => this.#site(s)).join(",");
    const ids = pattern.steps.map(({ id }) => id);
    const written = this.#pattern.steps.map(({ id }) => steps[ids.indexOf(id)]);
    return written.map((s) => (s === undefined ? 0 : this.#site(s))).join(",");
  }

  #site({ stack }: Seen): number {
    const known = this.#sites[stack];
    if (known !== undefined) return known;
    const at = ownSite(this.#facts.interner.frames(stack as StackIndex));
    const text = at === undefined ? "" : `${at.function} ${at.file}:${at.line}`;
    return (this.#sites[stack] = this.#facts.interner.textOf(text));
  }

  /** Time lost; where the loss lasts to the trace's end, which is not known yet, less that end. */
  #cost(order: CompiledPattern, times: ArrayLike<number>, steps: number): number {
    const { costFrom, costTo } = order;
    if (this.#toEnd) return -(times[steps - 1] ?? 0);
    return (times[costTo] ?? 0) - (times[costFrom] ?? 0);
  }

  #repeats(group: Group, values: Float64Array, startNs: number): void {
    const { repeat } = this.#pattern.source;
    if (repeat === undefined) return;
    for (const [name, variable] of this.#distinct) {
      let set = group.distinct.get(name);
      if (set === undefined) group.distinct.set(name, (set = new Set()));
      if (set.size < DISTINCT_MAX) set.add(values[variable] ?? -1);
    }
    if (repeat.window === undefined || group.dense) return;
    const size = Math.min(repeat.min, WINDOW_MAX);
    const at = (group.count - 1) % size;
    group.recent[at] = startNs;
    const oldest = group.recent[group.count % size];
    if (group.count >= size && oldest !== undefined) {
      group.dense = startNs - oldest <= durationNs(repeat.window);
    }
  }

  #worth(group: Group, traceNs: number, paths: CriticalPaths | undefined): boolean {
    const { repeat, worth } = this.#pattern.source;
    if (repeat !== undefined) {
      if (group.count < repeat.min || (repeat.window !== undefined && !group.dense)) return false;
      for (const [name, min] of Object.entries(repeat.distinct ?? {})) {
        if ((group.distinct.get(name)?.size ?? 0) < min) return false;
      }
    }
    const ns = this.#pattern.pathOf < 0 ? group.totalNs : this.#onPath(group, paths);
    if (ns === undefined) return false;
    if (worth?.total !== undefined && ns < durationNs(worth.total)) return false;
    return worth?.share === undefined || ns >= worth.share * traceNs;
  }

  /** Lost time on critical paths; undefined where there is none, or where it cannot be told. */
  #onPath(group: Group, paths: CriticalPaths | undefined): number | undefined {
    if (paths?.unknown !== undefined || paths === undefined) {
      const matches = (this.pathUnknown?.matches ?? 0) + group.count;
      this.pathUnknown = { matches, why: paths?.unknown ?? "no paths were walked" };
      return undefined;
    }
    group.roots = paths.rootsOf(group.lost ?? new LostTimes());
    const ns = group.roots.reduce((all, root) => all + root.ns, 0);
    return ns > 0 ? ns : undefined;
  }

  #finding(group: Group, traceNs: number): MatchFinding {
    const { roots } = group;
    const pathNs = (roots ?? []).reduce((all, root) => all + root.ns, 0);
    const path = { ns: pathNs, roots: (roots ?? []).slice(0, ROOTS_SHOWN) };
    const distinct = [...group.distinct].map(([name, set]) => [name, set.size] as const);
    return {
      ...describe(this.#pattern, this.#facts, group.longest, traceNs, group.totalNs),
      count: group.count,
      firstNs: group.firstNs,
      lastNs: group.lastNs,
      totalNs: group.totalNs,
      maxNs: group.maxNs,
      ...(roots === undefined ? {} : { criticalPath: path }),
      distinct: Object.fromEntries(distinct),
      steps: matchSteps(this.#facts, group.longest),
    };
  }
}

function newGroup(match: Match, startNs: number, endNs: number): Group {
  return {
    count: 0,
    firstNs: startNs,
    lastNs: endNs,
    totalNs: 0,
    maxNs: -Infinity,
    longest: match,
    distinct: new Map(),
    recent: [],
    dense: false,
  };
}

/** Adds a group to another one. */
function join(to: Group, from: Group): void {
  to.count += from.count;
  to.firstNs = Math.min(to.firstNs, from.firstNs);
  to.lastNs = Math.max(to.lastNs, from.lastNs);
  to.totalNs += from.totalNs;
  if (from.lost !== undefined) (to.lost ??= new LostTimes()).join(from.lost);
  if (from.maxNs > to.maxNs) [to.maxNs, to.longest] = [from.maxNs, from.longest];
  for (const [name, values] of from.distinct) {
    const known = to.distinct.get(name);
    for (const value of values) known?.add(value);
  }
}

/** What a finding says of its pattern and of the variables of one match. */
export function describe(
  pattern: CompiledPattern,
  facts: Facts,
  match: Match,
  traceNs: number,
  totalNs: number,
): Pick<
  MatchFinding,
  "pattern" | "title" | "certainty" | "confidence" | "share" | "variables" | "why" | "fix" | "raise"
> {
  const { source } = pattern;
  const variables: [string, string | number][] = [];
  for (const [at, v] of pattern.variables.entries()) {
    const value = match.values[at] ?? Number.NaN;
    if (!Number.isNaN(value)) variables.push([v.name, facts.show(v.attribute, value)]);
  }
  return {
    pattern: source.name,
    title: source.title ?? source.name,
    certainty: source.certainty ?? "heuristic",
    confidence: "uncalibrated",
    share: traceNs > 0 ? Number((totalNs / traceNs).toPrecision(3)) : 0,
    variables: Object.fromEntries(variables),
    ...(source.why === undefined ? {} : { why: source.why }),
    ...(source.fix === undefined ? {} : { fix: source.fix }),
    raise: source.raise ?? [],
  };
}

/** The steps of a match, with where in the source each happened. */
export function matchSteps(facts: Facts, match: Match): MatchStep[] {
  return match.steps.map((seen, i) => {
    const step = match.pattern.steps[i];
    const frames = facts.interner.frames(seen.stack as StackIndex);
    const at = ownSite(frames);
    const name = facts.interner.string(seen.text as TextIndex);
    const value = facts.interner.string(seen.value as TextIndex);
    return {
      id: step?.id ?? "",
      event: PATTERN_KINDS[seen.kind] ?? "",
      ...(step?.say === undefined ? {} : { say: step.say }),
      ...(seen.cls === 0 ? {} : { class: PATTERN_CLASSES[seen.cls] ?? "other" }),
      ...(seen.g < 0 ? {} : { goroutine: seen.g }),
      ...(seen.by < 0 ? {} : { by: seen.by }),
      timeNs: seen.timeNs,
      ...(name === "" ? {} : { name }),
      ...(value === "" ? {} : { value }),
      ...(at === undefined ? {} : { at }),
      stack: frames
        .slice(0, FRAMES_SHOWN)
        .map((f) => ({ function: f.func, file: f.file, line: f.line })),
    };
  });
}
