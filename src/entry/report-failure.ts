import { UserFailure } from "../model/failure.ts";
import { escapeCommandData, guardRunnerLines } from "../util/escape-runner.ts";
import { escapeForTerminal } from "../util/escape-terminal.ts";

const BUG_EXIT_CODE = 70;

/** Where a front door's words go. */
interface Streams {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stderr: { write(text: string): unknown };
}

/**
 * Says what went wrong, once, and gives the exit code: the user's mistake, or a bug of racegate's own. On
 * GitHub a step that ends like this has a red line: one command of level error. It goes to standard error, which the runner
 * reads too, since standard output may be a document.
 */
export function reportFailure(error: unknown, streams: Streams): number {
  const isUsers = error instanceof UserFailure;
  const headline = isUsers
    ? `racegate: ${error.message} [${error.code}]`
    : "racegate: a bug in racegate itself [RG9070]. Please report it with the lines below.";
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (streams.env["GITHUB_ACTIONS"] === "true") {
    const data = escapeCommandData(escapeForTerminal(headline));
    streams.stderr.write(`::error title=racegate::${data}\n`);
    if (!isUsers) streams.stderr.write(`${guardRunnerLines(stack)}\n`);
  } else {
    const text = isUsers ? headline : `${headline}\n${stack}`;
    streams.stderr.write(`${guardRunnerLines(text)}\n`);
  }
  return isUsers ? error.exitCode : BUG_EXIT_CODE;
}
