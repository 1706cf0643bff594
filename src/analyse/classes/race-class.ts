import type { RaceClassCode, RaceClassDocs } from "../../model/race-classes.ts";
import type { RaceFacts } from "./race-facts.ts";

/** `proof`: the data show it. `direct`: edges in the data. `heuristic`: likely, not certain. */
export type Certainty = "proof" | "direct" | "heuristic";

/** One change of a source line; the patch is made of them. */
export interface LineEdit {
  /** The file as the stacks print it. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** Replaces the line; an array of lines, without line ends, indentation included. */
  readonly replacement: readonly string[];
}

export interface Classification {
  readonly certainty: Certainty;
  /** Why it is this class, in terms of the names and lines at hand. */
  readonly explanation: string;
  readonly fix: {
    readonly words: string;
    /** Only where the change is mechanical; it must still be shown to apply and to compile. */
    readonly edits?: readonly LineEdit[] | undefined;
  };
}

/** One pattern of data race: when a race is of this class, why, and what to do. */
export interface RaceClass {
  readonly id: string;
  readonly code: RaceClassCode;
  readonly docs: RaceClassDocs;
  readonly classify: (facts: RaceFacts) => Classification | undefined;
}
