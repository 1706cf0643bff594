/** What go says of itself and of the module or workspace that it is started in. */
import type { Manifest } from "../model/capture.ts";
import { UserFailure } from "../model/failure.ts";
import { runGo, type CommandOptions } from "./go-command.ts";

/** @throws UserFailure RG9003 when go cannot say it */
export async function readGoEnv(options: CommandOptions): Promise<ReadonlyMap<string, string>> {
  const { stdout, stderr, exitCode } = await runGo(["env", "-json"], options);
  if (exitCode !== 0) {
    throw new UserFailure("RG9003", `go env failed: ${stderr.trim().slice(0, 1000)}`);
  }
  return new Map(Object.entries(JSON.parse(stdout) as Record<string, string>));
}

/** What the manifest keeps of it. */
export function goRecord(goEnv: ReadonlyMap<string, string>): Manifest["go"] {
  const get = (name: string): string => goEnv.get(name) ?? "";
  return {
    version: get("GOVERSION"),
    goos: get("GOOS"),
    goarch: get("GOARCH"),
    goroot: get("GOROOT"),
    gomod: get("GOMOD"),
    gowork: get("GOWORK"),
    gomodcache: get("GOMODCACHE"),
  };
}
