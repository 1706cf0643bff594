import { DEFAULT_PLATFORM_OPTIONS, type PlatformOptions } from "../platform/platform.ts";

/** Platform settings of the command line: the token from the environment. */
export function platformOptionsFromEnvironment(): PlatformOptions {
  const token = process.env["GITHUB_TOKEN"];
  return {
    ...DEFAULT_PLATFORM_OPTIONS,
    token: token === "" ? undefined : token,
    args: process.argv.slice(2),
  };
}
