/** What the pipeline calls of this stage. */
export { mergeBaseline, type MergeOptions } from "./baseline-merge.ts";
export { baselineWords } from "./baseline-words.ts";
export { decide, testsInDoubt } from "./decide.ts";
