/** What a fit gives. */
export interface Calibration {
  readonly intercept: number;
  /** By FEATURES. */
  readonly weights: readonly number[];
  /** Points of a line that rises with the sigmoid's value: from what it says to what was right. */
  /** What each kind of evidence allows at most, measured where there are labels enough. */
  readonly caps: Readonly<Record<"proof" | "direct" | "heuristic", number>>;
  readonly line: readonly (readonly [said: number, right: number])[];
  readonly patterns: Readonly<
    Record<string, { readonly labels: number; readonly right: number; readonly weight: number }>
  >;
}
