import type * as z from "zod";

/** One row of the table of settings (model/settings.ts). */
export interface Setting {
  /** Of a value as `.racegate.yml` writes it. */
  readonly schema: z.ZodType;
  /** How a text (an option, a variable, an input) becomes such a value; `none`: only a file can say it. */
  readonly reads: "text" | "whole" | "cap" | "switch" | "words" | "rules" | "none";
  /** What the value must be, in words that end "… is not". */
  readonly wanted: string;
  /** A value that can be used. */
  readonly example: string;
  /** What holds without a word from anyone; a setting without one is off. */
  readonly fallback?: unknown;
  /** Bounds beyond the schema; `off` is also taken where `orOff`. */
  readonly duration?: { readonly mostMs: number; readonly orOff?: true };
  readonly size?: true;
  readonly gorace?: true;
  /** `--no-x` stands for a switch that is on by default. */
  readonly option?: {
    readonly of: "common" | "run";
    readonly syntax: string;
    readonly help: string;
  };
  /** The description in action.yml; absent: no input. */
  readonly input?: string;
  /**
   * It decides, narrows what is tested, sends or writes outside: for the change of a stranger, what the change
   * itself says of it in `.racegate.yml` does not count.
   */
  readonly guarded?: true;
  readonly help: string;
}

/** Where a value comes from; `name` is the option, the input, the variable or the file. */
export type Origin =
  | { readonly by: "default" }
  | { readonly by: "flag" | "input" | "environment"; readonly name: string }
  | { readonly by: "file"; readonly name: string; readonly line?: number | undefined };
