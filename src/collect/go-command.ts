/** Short commands whose whole output is wanted: `go env`, `go list`, `git rev-parse`. */
import { execa } from "execa";
import { UserFailure } from "../model/failure.ts";

/** Output of `go list` of a very large workspace. */
const MAX_OUTPUT = 256 * 1024 * 1024;
/** `go env` may download a toolchain, `go list` modules. */
const TIMEOUT_MS = 600_000;

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  /** undefined when a signal ended it. */
  readonly exitCode: number | undefined;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a program to its end.
 * @returns undefined when the program is not there
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult | undefined> {
  const result = await execa(program, [...args], {
    cwd: options.cwd,
    env: { ...options.env, PWD: options.cwd },
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    maxBuffer: MAX_OUTPUT,
    timeout: TIMEOUT_MS,
    ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
  });
  if (result.failed && result.code === "ENOENT") return undefined;
  return { stdout: result.stdout, stderr: result.stderr, exitCode: result.exitCode };
}

/** `go …`; throws UserFailure RG9003 when there is no go on PATH. */
export async function runGo(
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const result = await runCommand("go", args, options);
  if (result === undefined) {
    throw new UserFailure(
      "RG9003",
      "The go command is not on PATH. Install Go 1.22 or later (https://go.dev/dl), or run in an image that has it.",
    );
  }
  return result;
}
