import { DEFAULT_PLATFORM_OPTIONS, type PlatformOptions } from "../platform/platform.ts";
import type { Flags } from "../pipeline-rim.ts";

/** Platform settings of the command line: the token from the environment, annotations from the flag. */
export function platformOptionsFromEnvironment(flags: Flags): PlatformOptions {
  const token = process.env["GITHUB_TOKEN"];
  return {
    ...DEFAULT_PLATFORM_OPTIONS,
    token: token === "" ? undefined : token,
    args: process.argv.slice(2),
    annotations: flags.annotations ?? DEFAULT_PLATFORM_OPTIONS.annotations,
  };
}
