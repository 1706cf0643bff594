// A pattern as written → a pattern ready for matching, or every mistake with where it is.
//
// (1) Steps in order: each one's tests may use variables bound before it and bind new ones; `bind` adds values.
// (2) `edge` is short for: the same goroutine as the step it names, and no such event of it in between.
// (3) Interference and absence only use what was bound at their first step, so that they can be checked as events
//     come, over the borders of segments.
// (4) Repeat, graph and cost name variables and steps that exist.
import type {
  AbsentSource,
  EventTestSource,
  InterferenceSource,
  PatternSource,
  StepSource,
} from "../../../model/pattern.ts";
import { kindNumber } from "../../../model/pattern-events.ts";
import {
  type Absence,
  ANY,
  type CompiledPattern,
  type CompiledStep,
  type EventTest,
  type Interference,
  type Variable,
} from "../matching/compiled.ts";
import type { Facts } from "../matching/facts.ts";
import { LOCK_CLASSES, LOCK_KINDS } from "../matching/lock-sites.ts";
import { durationNs } from "./durations.ts";
import { eventTests, listOf, type Mistake, type Path, type Scope } from "./event-tests.ts";
import { otherOrders, unorderedMistake } from "./orders.ts";

const NOISE_MAX = 3;
const WITHIN_NS = 10e9;
const BUDGET = 200_000_000;
const VARIABLES_MAX = 30;
const LOCK_LATE =
  "which sites are one lock is known when the trace has been read; use it in repeat and graph";
/** Kinds that never count as noise: they come by themselves. */
const QUIET = ["range_begin", "range_end", "status", "log", "mark"] as const;

export type Compiled =
  { readonly pattern: CompiledPattern } | { readonly mistakes: readonly Mistake[] };

/** Compiles a pattern; its tests ask `facts`, so it belongs to one trace's interner. */
export function compilePattern(source: PatternSource, facts: Facts): Compiled {
  const written = new Compiler(source, facts, []).run();
  if (!("pattern" in written)) return written;
  const { pattern } = written;
  // An order in which something would be used before it is there is none.
  const others = otherOrders(source).flatMap((order) => {
    const compiled = new Compiler(order, facts, pattern.variables).run();
    return "pattern" in compiled ? [{ ...compiled.pattern, source }] : [];
  });
  return { pattern: { ...pattern, others } };
}

class Compiler {
  readonly #source: PatternSource;
  readonly #facts: Facts;
  readonly #mistakes: Mistake[] = [];
  readonly #variables: Variable[];
  /** The first step that binds each variable. */
  readonly #boundAt: number[];
  readonly #ids: string[];

  /** @param variables those of another order of the steps: they keep their numbers */
  constructor(source: PatternSource, facts: Facts, variables: readonly Variable[]) {
    this.#variables = [...variables];
    this.#boundAt = variables.map(() => Infinity);
    this.#source = source;
    this.#facts = facts;
    this.#ids = source.steps.map((s, i) => s.id ?? `s${i + 1}`);
  }

  run(): Compiled {
    const source = this.#source;
    const steps: CompiledStep[] = [];
    for (const [i, step] of source.steps.entries()) steps.push(this.#step(step, i));
    const blocked = this.#interference(steps);
    const complete = steps.map((s, i) => ({ ...s, interference: blocked[i] ?? [] }));
    const absences = listOf(source.absent).map((a, i) => this.#absence(a, i));
    this.#names();
    const unordered = unorderedMistake(source);
    if (unordered !== undefined) this.#mistake(unordered.path, unordered.message);
    const from = this.#stepNumber(source.cost?.from ?? this.#ids[0] ?? "", ["cost", "from"]);
    const to = this.#stepNumber(source.cost?.to ?? this.#ids.at(-1) ?? "", ["cost", "to"]);
    const pathOf = this.#pathOf();
    for (const key of ["busy", "awake"] as const) {
      const span = source[key];
      if (span === undefined) continue;
      this.#stepNumber(span.from, [key, "from"]);
      this.#stepNumber(span.to, [key, "to"]);
    }
    if (this.#variables.length > VARIABLES_MAX) {
      this.#mistake(["steps"], `more than ${VARIABLES_MAX} variables`);
    }
    if (this.#mistakes.length > 0) return { mistakes: this.#mistakes };
    let alphabet = 0;
    for (const s of complete) {
      alphabet |= s.kinds;
      for (const x of s.interference) for (const t of x.tests) alphabet |= t.kinds;
    }
    for (const kind of QUIET) alphabet &= ~(1 << kindNumber(kind));
    const { within } = source;
    const pattern: CompiledPattern = {
      source,
      others: [],
      variables: this.#variables,
      steps: complete,
      absences,
      alphabet,
      withinNs: within === "none" ? Infinity : durationNs(within ?? WITHIN_NS),
      sameOk: source.same === "ok",
      costFrom: from,
      costTo: to,
      pathOf,
      budget: source.budget ?? BUDGET,
    };
    return { pattern };
  }

  #mistake(path: Path, message: string): void {
    const same = this.#mistakes.some((m) => m.message === message && m.path.join() === path.join());
    if (!same) this.#mistakes.push({ path, message });
  }

  #stepNumber(id: string, path: Path): number {
    const at = this.#ids.indexOf(id);
    if (at < 0) this.#mistake(path, `no step is called "${id}"`);
    return Math.max(0, at);
  }

  #earlier(id: string, before: number, path: Path): number {
    const at = this.#stepNumber(id, path);
    if (at < before || this.#ids[at] !== id) return Math.min(at, Math.max(0, before - 1));
    this.#mistake(path, `"${id}" is not an earlier step`);
    return Math.max(0, before - 1);
  }

  /** Looks variables up; with `step` given, goroutines may be bound there. */
  #scope(usable: number, step: number | undefined): Scope {
    const known = (name: string): number => {
      const at = this.#variables.findIndex((v) => v.name === name);
      return at >= 0 && (this.#boundAt[at] ?? 0) <= usable ? at : -1;
    };
    const bound = (name: string, path: Path): number => {
      const at = known(name);
      let where = step === undefined ? "at the step it counts from" : "before this step";
      if (usable === Infinity) where = "by any step";
      if (at < 0) this.#mistake(path, `$${name} is not bound ${where}`);
      if (usable !== Infinity && this.#variables[at]?.attribute === "lock") {
        this.#mistake(path, `$${name} is a lock: ${LOCK_LATE}`);
      }
      return at;
    };
    const goroutine = (name: string, path: Path): number => {
      if (step === undefined) return bound(name, path);
      return this.#declare({ name, attribute: "g", goroutine: true }, step, path);
    };
    return { facts: this.#facts, mistakes: this.#mistakes, bound, goroutine };
  }

  #declare(variable: Variable, step: number, path: Path): number {
    const at = this.#variables.findIndex((v) => v.name === variable.name);
    if (at < 0) {
      this.#boundAt.push(step);
      return this.#variables.push(variable) - 1;
    }
    if (this.#variables[at]?.goroutine !== variable.goroutine) {
      this.#mistake(path, `${variable.name} is both a goroutine and a value`);
    }
    this.#boundAt[at] = Math.min(this.#boundAt[at] ?? step, step);
    return at;
  }

  #step(source: StepSource, i: number): CompiledStep {
    const path = ["steps", i];
    const { say, any, bind, gap, edge, noise } = source;
    const own = eventPart(source);
    const goroutinesBefore = this.#goroutinesBefore(i);
    if (this.#ids.indexOf(this.#ids[i] ?? "") !== i) {
      this.#mistake([...path, "id"], `two steps are called "${this.#ids[i] ?? ""}"`);
    }
    const from = edge === undefined ? undefined : this.#edgeFrom(edge, i);
    const g = from === undefined ? undefined : this.#source.steps[from]?.g;
    const scope = this.#scope(i - 1, i);
    const withG = <T extends { g?: string | undefined }>(t: T): T =>
      t.g === undefined && g !== undefined ? { ...t, g } : t;
    if (any !== undefined && own.on !== undefined) {
      this.#mistake([...path, "any"], "give `on` or `any`, not both");
    }
    const tests =
      any === undefined
        ? eventTests(withG(own), scope, path)
        : any.flatMap((t, n) => eventTests(withG({ ...own, ...t }), scope, [...path, "any", n]));
    const binds = Object.entries(bind ?? {}).map(([name, attribute]) => {
      const goroutine = attribute === "g" || attribute === "by";
      const variable = { name, attribute, goroutine };
      this.#lock(variable, i, tests, [...path, "bind", name]);
      return { variable: this.#declare(variable, i, [...path, "bind", name]), attribute };
    });
    const common = (of: (t: EventTest) => number): number => {
      const first = tests[0] === undefined ? ANY : of(tests[0]);
      return goroutinesBefore.includes(first) && tests.every((t) => of(t) === first) ? first : ANY;
    };
    const limit = noise ?? this.#source.noise ?? NOISE_MAX;
    return {
      id: this.#ids[i] ?? "",
      say,
      tests,
      kinds: tests.reduce((all, t) => all | t.kinds, 0),
      classes: tests.reduce((all, t) => all | t.classes, 0),
      bind: binds,
      gapMinNs: durationNs(gap?.min ?? 0),
      gapMaxNs: gap?.max === undefined ? Infinity : durationNs(gap.max),
      gapFrom: gap?.from === undefined ? i - 1 : this.#earlier(gap.from, i, [...path, "gap"]),
      noiseMax: limit === "any" ? Infinity : limit,
      hbFrom: this.#hbFrom(source, i),
      firstOnly: from !== undefined && from === i - 1,
      knownG: common((t) => t.g),
      knownBy: common((t) => t.by),
      interference: [],
      bound: goroutinesBefore,
    };
  }

  /** What is one lock is known at the end: a step cannot ask whether two are. */
  #lock({ name, attribute }: Variable, i: number, tests: readonly EventTest[], path: Path): void {
    const at = this.#variables.findIndex((v) => v.name === name);
    const again = (this.#boundAt[at] ?? Infinity) < i;
    const before = this.#variables[at]?.attribute;
    if (again && (attribute === "lock" || before === "lock")) {
      this.#mistake(path, `${name} is bound twice: ${LOCK_LATE}`);
    }
    const other = (t: EventTest): boolean =>
      (t.kinds & ~LOCK_KINDS) !== 0 || (t.classes & ~LOCK_CLASSES) !== 0;
    if (attribute === "lock" && tests.some(other)) {
      this.#mistake(path, "a lock is bound at a park or unpark with class mutex or once");
    }
  }

  #goroutinesBefore(step: number): number[] {
    const before = (at: number): boolean => (this.#boundAt[at] ?? Infinity) < step;
    return this.#variables.flatMap((v, at) => (v.goroutine && before(at) ? [at] : []));
  }

  /** The step that must happen before step `i`. */
  #hbFrom({ after }: StepSource, i: number): number {
    if (after === undefined) return ANY;
    const path = ["steps", i, "after"];
    if (i === 0) this.#mistake(path, "nothing comes before the first step");
    return after === "hb" ? i - 1 : this.#earlier(after.slice(3, -1), i, path);
  }

  #edgeFrom(edge: string, step: number): number | undefined {
    const id = edge.slice(edge.indexOf("(") + 1, -1);
    const path = ["steps", step, "edge"];
    const from = this.#earlier(id, step, path);
    const g = this.#source.steps[from]?.g;
    if (g === undefined) this.#mistake(path, `step "${id}" names no goroutine (g)`);
    const own = this.#source.steps[step]?.g;
    if (own !== undefined && own !== g) {
      this.#mistake(path, `an edge from "${id}" is about ${g ?? "its goroutine"}, not ${own}`);
    }
    return from;
  }

  /** By step: what may not lie before it. */
  #interference(steps: readonly CompiledStep[]): Interference[][] {
    const result: Interference[][] = steps.map(() => []);
    for (const [i, { edge }] of this.#source.steps.entries()) {
      if (edge === undefined) continue;
      const after = this.#edgeFrom(edge, i) ?? 0;
      const g = this.#source.steps[after]?.g ?? "";
      const variable = this.#variables.findIndex((v) => v.name === g);
      const tests = [anyEvent(steps[i]?.kinds ?? 0, variable)];
      result[i]?.push({ after, tests, edge: true });
    }
    for (const [n, source] of (this.#source.interference ?? []).entries()) {
      this.#between(source, n, result);
    }
    return result;
  }

  #between(source: InterferenceSource, n: number, result: Interference[][]): void {
    const path = ["interference", n];
    const { between, ...test } = source;
    const [first, last] = between ?? [this.#ids[0] ?? "", this.#ids.at(-1) ?? ""];
    const until = this.#stepNumber(last, [...path, "between"]);
    if (!this.#ids.includes(last)) return;
    const after = this.#earlier(first, until, [...path, "between"]);
    const tests = eventTests(test, this.#scope(after, undefined), path);
    result[until]?.push({ after, tests, edge: false });
  }

  #absence(source: AbsentSource, n: number): Absence {
    const path = Array.isArray(this.#source.absent) ? ["absent", n] : ["absent"];
    const { after: id, within, until, ...test } = source;
    const after =
      id === undefined ? this.#ids.length - 1 : this.#stepNumber(id, [...path, "after"]);
    if ((within === undefined) === (until === undefined)) {
      this.#mistake(path, "give `within: <duration>` or `until: end`");
    }
    return {
      after,
      forNs: within === undefined ? Infinity : durationNs(within),
      tests: eventTests(test, this.#scope(after, undefined), path),
    };
  }

  /** The goroutine that is asked for on a path. */
  #pathOf(): number {
    const { require, graph } = this.#source;
    if (require === undefined) return ANY;
    const path = ["require", "on_critical_path"];
    if (graph !== undefined) this.#mistake(path, "a cycle of waits lies on no path that ends");
    const at = this.#scope(Infinity, undefined).bound(require.on_critical_path, path);
    if (at >= 0 && this.#variables[at]?.goroutine !== true) {
      this.#mistake(path, `$${require.on_critical_path} is not a goroutine`);
    }
    return at;
  }

  /** Variables of repeat and graph must exist. */
  #names(): void {
    const { repeat, graph, awake } = this.#source;
    const scope = this.#scope(Infinity, undefined);
    for (const key of listOf(repeat?.key)) {
      if (!key.startsWith("$")) this.#mistake(["repeat", "key"], `write $${key}`);
      else scope.bound(key.slice(1), ["repeat", "key"]);
    }
    const isLock = (key: string): boolean =>
      this.#variables.some((v) => v.attribute === "lock" && key === `$${v.name}`);
    if (repeat?.window !== undefined && listOf(repeat.key).some(isLock)) {
      this.#mistake(["repeat", "window"], "no window with a lock as key; bind its site");
    }
    for (const name of Object.keys(repeat?.distinct ?? {})) {
      scope.bound(name, ["repeat", "distinct", name]);
    }
    if (awake !== undefined) scope.bound(awake.g, ["awake", "g"]);
    if (graph === undefined) return;
    scope.bound(graph.from, ["graph", "from"]);
    scope.bound(graph.to, ["graph", "to"]);
    if (graph.distinct !== undefined) scope.bound(graph.distinct, ["graph", "distinct"]);
  }
}

/** The fields of a step that say what its event is. */
function eventPart(source: StepSource): EventTestSource {
  const { on, g, by, reason, name, value, where } = source;
  const { class: cls, stack_has, stack_lacks, no_stack } = source;
  const all = {
    on,
    g,
    by,
    class: cls,
    reason,
    name,
    value,
    stack_has,
    stack_lacks,
    no_stack,
    where,
  };
  return Object.fromEntries(Object.entries(all).filter(([, v]) => v !== undefined));
}

function anyEvent(kinds: number, g: number): EventTest {
  return {
    kinds,
    classes: -1,
    g,
    by: ANY,
    text: [],
    value: undefined,
    stack: undefined,
    stackLacks: undefined,
    noStack: undefined,
    where: [],
  };
}
