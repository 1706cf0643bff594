import { cloudBuild } from "./cloud-build.ts";
import { github } from "./github.ts";
import { local } from "./local.ts";
import type {
  ConnectedPlatform,
  Environment,
  Platform,
  PlatformIo,
  PlatformOptions,
} from "./platform.ts";

/** In order of asking. `local` takes what no other claims. */
const PLATFORMS: readonly Platform[] = [github, cloudBuild, local];

/** The platform that the environment speaks of. */
export function platformFor(env: Environment): Platform {
  return PLATFORMS.find((platform) => platform.detect(env)) ?? local;
}

/**
 * Finds the platform and reads the build's context.
 * @throws PlatformRefusal where tests must not run, e.g. on `pull_request_target`.
 */
export async function connectPlatform(
  io: PlatformIo,
  options: PlatformOptions,
): Promise<ConnectedPlatform> {
  const platform = platformFor(io.env);
  const context = await platform.context(io, options);
  return {
    context,
    deliver: (publications, annotations = options.annotations) =>
      platform.deliver(publications, { context, io, options: { ...options, annotations } }),
  };
}
