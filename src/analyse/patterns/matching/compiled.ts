// A pattern ready for matching: names are numbers, kinds and classes are bits.
import type { PatternAttribute, PatternSource } from "../../../model/pattern.ts";
import type { NumberTest } from "./facts.ts";

/** No variable: any goroutine. */
export const ANY = -1;
/** The runtime, or none. */
export const RUNTIME = -2;

export interface Comparison {
  readonly attribute: PatternAttribute;
  readonly equal: boolean;
  /** A variable's number, or ANY and a value. */
  readonly variable: number;
  readonly value: number;
}

/** What an event must be. */
export interface EventTest {
  /** Bits by kind, and by class. */
  readonly kinds: number;
  readonly classes: number;
  /** A variable's number, or ANY. */
  readonly g: number;
  /** A variable's number, ANY or RUNTIME. */
  readonly by: number;
  /** On the event's text, value and stack numbers. */
  readonly text: readonly NumberTest[];
  readonly value: NumberTest | undefined;
  readonly stack: NumberTest | undefined;
  readonly stackLacks: NumberTest | undefined;
  readonly noStack: boolean | undefined;
  readonly where: readonly Comparison[];
}

export interface CompiledStep {
  readonly id: string;
  readonly say: string | undefined;
  /** Alternatives in order. */
  readonly tests: readonly EventTest[];
  /** All kinds, and all classes, of the alternatives. */
  readonly kinds: number;
  readonly classes: number;
  readonly bind: readonly { readonly variable: number; readonly attribute: PatternAttribute }[];
  readonly gapMinNs: number;
  readonly gapMaxNs: number;
  /** The step that the gap counts from. */
  readonly gapFrom: number;
  readonly noiseMax: number;
  /** Only the first event of these kinds on the goroutine after the step before can be it. */
  readonly firstOnly: boolean;
  /** The step whose event must happen before this one's; ANY for none. */
  readonly hbFrom: number;
  /** The goroutine variable that every alternative's `g` (or `by`) is, bound before the step; ANY for none. */
  readonly knownG: number;
  readonly knownBy: number;
  /** What may not lie between an earlier step and this one. */
  readonly interference: readonly Interference[];
  /** Goroutine variables bound before this step: their events are noise. */
  readonly bound: readonly number[];
}

export interface Interference {
  readonly after: number;
  readonly tests: readonly EventTest[];
  /** What `edge` means: no earlier event of the step's own kinds on its goroutine. */
  readonly edge: boolean;
}

/** What must not happen after a step. */
export interface Absence {
  readonly after: number;
  /** For so long; Infinity: to the end of the trace. */
  readonly forNs: number;
  readonly tests: readonly EventTest[];
}

export interface Variable {
  readonly name: string;
  /** Where its value comes from. */
  readonly attribute: PatternAttribute;
  readonly goroutine: boolean;
}

export interface CompiledPattern {
  readonly source: PatternSource;
  /** The pattern with its unordered steps in other orders; variables are numbered as here. */
  readonly others: readonly CompiledPattern[];
  readonly variables: readonly Variable[];
  readonly steps: readonly CompiledStep[];
  readonly absences: readonly Absence[];
  /** Kinds that count as noise. */
  readonly alphabet: number;
  readonly withinNs: number;
  /** Two variables may be one goroutine. */
  readonly sameOk: boolean;
  readonly costFrom: number;
  readonly costTo: number;
  /** The goroutine whose lost time has to lie on a critical path; ANY for none. */
  readonly pathOf: number;
  readonly budget: number;
}
