// Builds the rim that all front doors share: platform, stores, streams, cancellation.
import { resolve } from "node:path";
import type { Rim } from "../pipeline-rim.ts";
import { UserFailure } from "../model/failure.ts";
import { connectPlatform } from "../platform/connect.ts";
import { PlatformRefusal, type PlatformOptions } from "../platform/platform.ts";
import { openStores } from "../store/open-store.ts";
import type { Store } from "../store/store.ts";
import { uploadCapture } from "../store/upload-capture.ts";
import { notesOf } from "../store/upload-notes.ts";
import { onCancel } from "./ending.ts";
import { packageVersion } from "./package-root.ts";

export interface RimOptions {
  readonly platform: PlatformOptions;
  readonly cwd: string;
  /** A signal aborts `rim.signal` and leaves the command time to end; without it, it ends the process. */
  readonly endsByItself: boolean;
  /** Standard output is the findings document alone: commands for the runner go to standard error, which it reads too. */
  readonly stdoutIsDocument?: boolean | undefined;
}

/** @throws UserFailure where the platform refuses to run tests. */
export async function buildRim(options: RimOptions): Promise<Rim & Disposable> {
  const controller = new AbortController();
  const listening = options.endsByItself ? onCancel(() => controller.abort()) : undefined;
  const io = {
    env: process.env,
    stdout: options.stdoutIsDocument === true ? process.stderr : process.stdout,
    signal: controller.signal,
    now: () => Date.now(),
  };
  const platformOptions = { ...options.platform, directory: options.cwd };
  const platform = await connectPlatform(io, platformOptions).catch((error: unknown) => {
    if (error instanceof PlatformRefusal) throw new UserFailure("RG9001", error.message);
    throw error;
  });
  return {
    version: packageVersion(),
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: controller.signal,
    now: io.now,
    context: platform.context,
    deliver: (publications, annotations) => platform.deliver(publications, annotations),
    openStore: (location) => openStore(location, options.cwd),
    upload: async (request) => {
      const report = await uploadCapture(request);
      return { report, notes: notesOf(report) };
    },
    [Symbol.dispose]: () => listening?.[Symbol.dispose](),
  };
}

/** @throws UserFailure RG9001 for a bucket URL that is none. */
export function openStore(location: string, cwd: string): Store {
  const opened = openStores(
    location.includes("://") ? { gcs: location } : { out: resolve(cwd, location) },
  );
  const [store] = opened.error === undefined ? opened.stores : [];
  if (store !== undefined) return store;
  throw new UserFailure(
    "RG9001",
    `${opened.error ?? `'${location}' is no place to store a run`}. Give gs://BUCKET[/PREFIX], ` +
      "with a bucket name in lower case, or a directory.",
  );
}
