// Whether an event is what a test asks for, under the variables bound so far; and the variables it binds.
import { kindNumber, type PatternEvents } from "../../../model/pattern-events.ts";
import {
  ANY,
  type CompiledPattern,
  type CompiledStep,
  type EventTest,
  RUNTIME,
} from "./compiled.ts";
import type { Facts } from "./facts.ts";

const CREATE = kindNumber("create");

/** Values by variable; NaN = unbound. Binding can be taken back. */
export class Bindings {
  readonly values: Float64Array;
  readonly #pattern: CompiledPattern;
  readonly #facts: Facts;
  readonly #trail: number[] = [];
  #restored = false;

  constructor(pattern: CompiledPattern, facts: Facts) {
    this.#pattern = pattern;
    this.#facts = facts;
    this.values = new Float64Array(pattern.variables.length).fill(Number.NaN);
  }

  /** Takes over the values of a match under way; nothing before it can be taken back. */
  restore(values: readonly number[] | Float64Array): void {
    this.values.set(values);
    this.#trail.length = 0;
    this.#restored = true;
  }

  clear(): void {
    this.undo(0);
    if (this.#restored) this.values.fill(Number.NaN);
    this.#restored = false;
  }

  mark(): number {
    return this.#trail.length;
  }

  undo(mark: number): void {
    while (this.#trail.length > mark) this.values[this.#trail.pop() ?? 0] = Number.NaN;
  }

  /** Whether the event is the step's by this alternative; binds variables if so, else none. */
  step(step: CompiledStep, test: EventTest, e: PatternEvents, i: number): boolean {
    if (!this.#fixed(test, e, i)) return false;
    const mark = this.mark();
    const ok =
      this.#goroutine(test.g, e.g[i] ?? -1) &&
      this.#goroutine(test.by, e.by[i] ?? -1) &&
      this.#where(test, e, i) &&
      this.#bind(step, e, i);
    if (!ok) this.undo(mark);
    return ok;
  }

  /** Whether the event passes the test; binds nothing. */
  passes(test: EventTest, e: PatternEvents, i: number): boolean {
    return (
      this.#fixed(test, e, i) &&
      this.#equal(test.g, e.g[i] ?? -1) &&
      this.#equal(test.by, e.by[i] ?? -1) &&
      this.#where(test, e, i)
    );
  }

  /** What does not depend on variables. */
  #fixed(test: EventTest, e: PatternEvents, i: number): boolean {
    if ((test.kinds & (1 << (e.kind[i] ?? 0))) === 0) return false;
    if ((test.classes & (1 << (e.cls[i] ?? 0))) === 0) return false;
    if (test.by === RUNTIME && (e.by[i] ?? -1) >= 0) return false;
    const stack = e.stack[i] ?? 0;
    if (test.noStack !== undefined && test.noStack !== isBare(e, i)) return false;
    for (const text of test.text) if (!text(e.text[i] ?? 0)) return false;
    if (test.value !== undefined && !test.value(e.value[i] ?? 0)) return false;
    if (test.stack !== undefined && !test.stack(stack)) return false;
    return test.stackLacks === undefined || !test.stackLacks(stack);
  }

  #goroutine(variable: number, g: number): boolean {
    if (variable < 0) return true;
    if (g < 0) return false;
    const value = this.values[variable] ?? Number.NaN;
    if (!Number.isNaN(value)) return value === g;
    if (!this.#pattern.sameOk) {
      for (let v = 0; v < this.values.length; v++) {
        if (this.values[v] === g && this.#pattern.variables[v]?.goroutine === true) return false;
      }
    }
    this.values[variable] = g;
    this.#trail.push(variable);
    return true;
  }

  #equal(variable: number, g: number): boolean {
    return variable === ANY || variable === RUNTIME || this.values[variable] === g;
  }

  #unify(variable: number, value: number): boolean {
    const known = this.values[variable] ?? Number.NaN;
    if (!Number.isNaN(known)) return known === value;
    this.values[variable] = value;
    this.#trail.push(variable);
    return true;
  }

  #bind(step: CompiledStep, e: PatternEvents, i: number): boolean {
    for (const b of step.bind) {
      if (!this.#unify(b.variable, this.#facts.attribute(b.attribute, e, i))) return false;
    }
    return true;
  }

  #where(test: EventTest, e: PatternEvents, i: number): boolean {
    for (const c of test.where) {
      const value = this.#facts.attribute(c.attribute, e, i);
      const other = c.variable === ANY ? c.value : this.values[c.variable];
      if ((value === other) !== c.equal) return false;
    }
    return true;
  }
}

/** No stack of its own. A goroutine that the runtime makes has the place where it begins in its stead. */
function isBare(e: PatternEvents, i: number): boolean {
  return e.stack[i] === 0 || (e.kind[i] === CREATE && (e.by[i] ?? -1) < 0);
}
