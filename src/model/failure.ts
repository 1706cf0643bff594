/**
 * The three kinds of failure that are not findings. Damaged input is none of them: it is a value with
 * diagnostics (model/diagnostic.ts).
 */
export type FailureCode =
  | "RG9001" // usage or configuration
  | "RG9002" // no packages
  | "RG9003" // an environment that cannot work: no go, no module
  | "RG9004" // reporting or storing failed; never changes the verdict
  | "RG9070"; // racegate's own bug

/** The user's mistake, or the environment's: the message says what happened, why, and what to do. */
export class UserFailure extends Error {
  readonly code: FailureCode;
  /** The process exit code that goes with it: 2 usage, 5 no packages. */
  readonly exitCode: 2 | 5;
  constructor(code: FailureCode, message: string, exitCode: 2 | 5 = 2) {
    super(message);
    this.name = "UserFailure";
    this.code = code;
    this.exitCode = exitCode;
  }
}
