/** What the pipeline calls of this stage. */
export { baselineOf } from "./baseline.ts";
export { decide } from "./decide.ts";
