import type { FindingClass } from "../../model/classes.ts";
import type { RaceClassCode, RaceClassDocs } from "../../model/race-classes.ts";
import type { LineEdit } from "../patches/line-edit.ts";
import type { RaceFacts } from "./race-facts.ts";

/** `proof`: the data show it. `direct`: edges in the data. `heuristic`: likely, not certain. */
export type Certainty = "proof" | "direct" | "heuristic";

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
  readonly id: FindingClass;
  readonly code: RaceClassCode;
  readonly docs: RaceClassDocs;
  readonly classify: (facts: RaceFacts) => Classification | undefined;
}
