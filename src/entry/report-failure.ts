import { UserFailure } from "../model/failure.ts";
import { guardRunnerLines } from "../util/escape-runner.ts";

const BUG_EXIT_CODE = 70;

/** Says what went wrong, once, and gives the exit code: the user's mistake, or a bug of racegate's own. */
export function reportFailure(error: unknown, stderr: { write(text: string): unknown }): number {
  if (error instanceof UserFailure) {
    stderr.write(`${guardRunnerLines(`racegate: ${error.message} [${error.code}]`)}\n`);
    return error.exitCode;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(
    `${guardRunnerLines(
      `racegate: a bug in racegate itself [RG9070]. Please report it with the lines below.\n${text}`,
    )}\n`,
  );
  return BUG_EXIT_CODE;
}
