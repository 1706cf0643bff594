import { randomBytes } from "node:crypto";

/**
 * A random end for a run's id. What a platform tells of a build does not tell its runs apart: steps of one build
 * share its id, legs of a matrix their job, two commands of one step everything; and objects are named by the id
 * and never overwritten. The manifest keeps the id.
 */
export function runNonce(): string {
  return randomBytes(4).toString("hex");
}
