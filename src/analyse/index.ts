/** What the pipeline calls of this stage. */
export { analyse, readSource, type RunSource } from "./engine.ts";
export { patchCandidates } from "./patches/candidates.ts";
export { panickedTests } from "./panicked-tests.ts";
export { rerunCandidates, type RerunCandidate } from "./reruns/candidates.ts";
export { judgeReruns } from "./reruns/judge.ts";
export { wanted } from "./wanted.ts";
export { withSchedulerSamples } from "./scheduler-evidence.ts";
