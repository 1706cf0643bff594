// What is refused of a run beside its settings, before anything is made on the disk.
import { stat } from "node:fs/promises";
import { checkGoTestFlags } from "./collect/go-test-values.ts";
import { UserFailure } from "./model/failure.ts";
import type { Environment, RunInput } from "./pipeline-rim.ts";
import { goraceMistake } from "./util/gorace-options.ts";

/**
 * The directory, the flags of `go test`, and GORACE of the environment.
 * @throws UserFailure RG9001, in the words of the door that was used
 */
export async function checkRunInput(input: RunInput, env: Environment): Promise<void> {
  const isInput = input.given.door === "input";
  const entry = await stat(input.cwd).catch(() => undefined);
  if (entry?.isDirectory() !== true) {
    const where = isInput ? "input working-directory: " : "";
    const what = entry === undefined ? "does not exist" : "is not a directory";
    throw new UserFailure(
      "RG9001",
      `${where}${input.cwd} ${what}. Name the directory of the Go module, from the checkout's root.`,
    );
  }
  checkGoTestFlags(input.goTestFlags, isInput ? "input args" : "--");
  const mistake = goraceMistake(env["GORACE"] ?? "");
  if (mistake !== undefined) throw new UserFailure("RG9001", `GORACE: ${mistake}`);
}
