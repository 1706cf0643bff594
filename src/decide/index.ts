/** What the pipeline calls of this stage. */
export { baselineOf } from "./baseline.ts";
export { decide, type DecideInput } from "./decide.ts";
export { failOnMistakes } from "./policy.ts";
export type { RunEnd } from "./verdict.ts";
