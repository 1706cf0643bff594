/** What the pipeline calls of this stage. */
export { analyse, type Analysis } from "./engine.ts";
export { wanted, type Wanted } from "./wanted.ts";
