// Graph patterns: each match is an edge between two values; a cycle of edges is the finding.
import type { MatchFinding } from "../../../model/pattern-match.ts";
import type { CompiledPattern } from "./compiled.ts";
import type { Facts } from "./facts.ts";
import { describe, matchSteps } from "./groups.ts";
import type { Match } from "./match.ts";

const EDGES_MAX = 100_000;
/** Matches kept of one edge, by different goroutines. */
const MATCHES_MAX = 8;
const CYCLE_MAX = 16;
/** Steps of the search from one node. */
const SEARCH_MAX = 100_000;
const FINDINGS_MAX = 100;

export class MatchCycles {
  readonly #pattern: CompiledPattern;
  readonly #facts: Facts;
  readonly #edges = new Map<number, Map<number, Match[]>>();
  #size = 0;
  /** The trace has been read: it is known what is one lock. */
  #read = false;
  matches = 0;
  overflow = 0;
  /** Edges that are on no cycle long enough. */
  quiet = 0;
  /** No cycle asks for a path. */
  readonly pathUnknown = undefined;

  constructor(pattern: CompiledPattern, facts: Facts) {
    this.#pattern = pattern;
    this.#facts = facts;
  }

  add(match: Match): void {
    this.matches += 1;
    this.#edge(match);
  }

  #edge(match: Match): void {
    const { graph } = this.#pattern.source;
    const from = this.#value(match, graph?.from ?? "");
    const to = this.#value(match, graph?.to ?? "");
    let out = this.#edges.get(from);
    if (out === undefined) this.#edges.set(from, (out = new Map<number, Match[]>()));
    let matches = out.get(to);
    if (matches === undefined) {
      if (this.#size >= EDGES_MAX) {
        this.overflow += 1;
        return;
      }
      this.#size += 1;
      out.set(to, (matches = []));
    }
    const own = this.#owner(match);
    const known = own !== undefined && matches.some((m) => this.#owner(m) === own);
    if (!known && matches.length < MATCHES_MAX) matches.push(match);
  }

  findings(traceNs: number): MatchFinding[] {
    this.#final();
    const result: MatchFinding[] = [];
    const done = new Set<number>();
    for (const start of this.#edges.keys()) {
      if (done.has(start) || result.length >= FINDINGS_MAX) continue;
      const cycle = this.#cycleFrom(start, done);
      if (cycle === undefined) continue;
      result.push(this.#finding(cycle, traceNs));
      for (const m of cycle) done.add(this.#value(m, this.#pattern.source.graph?.from ?? ""));
    }
    this.quiet = Math.max(0, this.#size - result.reduce((n, f) => n + f.count, 0));
    return result;
  }

  /** Lines that have become the same lock are one node. */
  #final(): void {
    if (!this.#pattern.variables.some(({ attribute }) => attribute === "lock")) return;
    const matches = [...this.#edges.values()].flatMap((out) => [...out.values()].flat());
    this.#edges.clear();
    this.#size = 0;
    this.#read = true;
    for (const match of matches) this.#edge(match);
  }

  #value(match: Match, name: string): number {
    const at = this.#pattern.variables.findIndex((v) => v.name === name);
    const value = match.values[at] ?? -1;
    return this.#read ? this.#facts.final(this.#pattern.variables[at]?.attribute, value) : value;
  }

  /** The value that must differ from edge to edge of a cycle. */
  #owner(match: Match): number | undefined {
    const name = this.#pattern.source.graph?.distinct;
    return name === undefined ? undefined : this.#value(match, name);
  }

  /** The first cycle through the node that is long enough, shortest first; depth-first with a bound. */
  #cycleFrom(start: number, done: ReadonlySet<number>): Match[] | undefined {
    const min = this.#pattern.source.graph?.cycle ?? 2;
    let left = SEARCH_MAX;
    for (let length = min; length <= CYCLE_MAX && length <= this.#edges.size; length++) {
      const path: Match[] = [];
      const nodes = new Set([start]);
      const walk = (node: number): boolean => {
        for (const [next, matches] of this.#edges.get(node) ?? []) {
          if (--left < 0) return false;
          const last = path.length === length - 1;
          if (last ? next !== start : nodes.has(next) || done.has(next)) continue;
          for (const match of matches) {
            const owner = this.#owner(match);
            if (owner !== undefined && path.some((m) => this.#owner(m) === owner)) continue;
            path.push(match);
            nodes.add(next);
            if (last || walk(next)) return true;
            path.pop();
            if (next !== start) nodes.delete(next);
          }
        }
        return false;
      };
      if (walk(start)) return path;
      if (left < 0) {
        this.overflow += 1;
        return undefined;
      }
    }
    return undefined;
  }

  #finding(cycle: readonly Match[], traceNs: number): MatchFinding {
    const times = cycle.flatMap((m) => m.steps.map((s) => s.timeNs));
    const firstNs = Math.min(...times);
    const lastNs = Math.max(...times);
    const [first] = cycle;
    const base = { pattern: this.#pattern, steps: [], values: new Float64Array(0) };
    return {
      ...describe(this.#pattern, this.#facts, first ?? base, traceNs, traceNs - lastNs),
      count: cycle.length,
      firstNs,
      lastNs,
      totalNs: Math.max(0, traceNs - lastNs),
      maxNs: Math.max(0, traceNs - lastNs),
      distinct: {},
      steps: cycle.flatMap((m) => matchSteps(this.#facts, m)),
    };
  }
}
