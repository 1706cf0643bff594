/** What the pipeline calls of this stage. */
export {
  analyse,
  readSource,
  type AnalyseOptions,
  type Analysis,
  type RunSource,
} from "./engine.ts";
export { wanted, type Wanted } from "./wanted.ts";
export { patchCandidates, type PatchCandidate } from "./patch-candidates.ts";
