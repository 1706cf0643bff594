/** Where Delve is: on PATH, or built once from its pinned version into the user's cache. */
import { access, constants, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { runCommand, type CommandOptions } from "../go-command.ts";
import { noteTemporary } from "../../util/temporary-paths.ts";

export const DELVE = "github.com/go-delve/delve/cmd/dlv";
export const DELVE_VERSION = "v1.27.2";

/** @returns the program, or why there is none */
export async function findDelve(
  options: CommandOptions,
): Promise<{ readonly program: string } | { readonly why: string }> {
  const onPath = await runCommand("dlv", ["version"], options).catch(() => undefined);
  if (onPath?.exitCode === 0) return { program: "dlv" };
  const configured = options.env["RACEGATE_TOOLS"] ?? "";
  const cache = configured === "" ? join(homedir(), ".cache", "racegate-tools") : configured;
  const program = join(cache, `dlv-${DELVE_VERSION}`, "dlv");
  if (await isExecutable(program)) return { program };
  return install(program, options);
}

async function install(
  program: string,
  options: CommandOptions,
): Promise<{ readonly program: string } | { readonly why: string }> {
  const place = dirname(program);
  try {
    await mkdir(dirname(place), { recursive: true });
    const building = noteTemporary(await mkdtemp(`${place}.building-`));
    try {
      const env = { ...options.env, GOBIN: building, GOFLAGS: "-mod=mod", CGO_ENABLED: "0" };
      const args = ["install", `${DELVE}@${DELVE_VERSION}`];
      const result = await runCommand("go", args, { ...options, env });
      if (result?.exitCode !== 0) {
        const said = result?.stderr.trim().split("\n").at(-1) ?? "go is not there";
        return { why: `go install ${DELVE}@${DELVE_VERSION} failed: ${said.slice(0, 300)}` };
      }
      // Another run may have been faster; then its program is as good.
      await rename(building, place).catch(() => undefined);
      return { program };
    } finally {
      await rm(building, { recursive: true, force: true });
    }
  } catch (error) {
    return { why: `Delve could not be kept in ${place}: ${String(error)}` };
  }
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
