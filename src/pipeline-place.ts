// Where a run's capture lies: made, claimed and guarded before anything runs.
import { mkdir, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { claimCapture } from "./collect/capture-mark.ts";
import { evidencePlace, lastCapture } from "./collect/evidence-place.ts";
import { clearOwnDirectory, prepareOwnDirectory, pruneCaptures } from "./collect/own-directory.ts";
import { refuseLinks } from "./collect/refuse-links.ts";
import { UserFailure } from "./model/failure.ts";
import type { Rim, RunInput } from "./pipeline-rim.ts";
import type { ResolvedSettings } from "./pipeline-settings.ts";
import { sizeText } from "./util/byte-size.ts";

export interface RunPlace {
  readonly captureDirectory: string;
  /** The run is over: the retention of later runs may remove the capture. */
  release(): Promise<void>;
}

/** The directory that holds `captures/`: the one that was named, else one outside the checkout. */
export async function captureHome(settings: ResolvedSettings, rim: Rim): Promise<string> {
  if (settings.outGiven) return settings.out;
  // A later step of Cloud Build sees nothing but the workspace.
  if (rim.context.platform === "cloud-build" && settings.gcs === undefined) return settings.out;
  return await evidencePlace(settings.root, rim.env);
}

/**
 * Makes the capture's directory and marks it as this run's; removes captures beyond the retention.
 * @throws UserFailure RG9001 for a link where racegate would write, or a directory that cannot be used
 */
export async function prepareRunPlace(
  settings: ResolvedSettings,
  rim: Rim,
  input: Pick<RunInput, "cwd" | "verbose">,
): Promise<RunPlace> {
  await refuseOutLinks(settings, input.cwd);
  const home = await captureHome(settings, rim);
  const captures = join(home, "captures");
  await refuseLinks(home, captures);
  if (!settings.outGiven) await clearOwnDirectory(settings.out);
  if (home === settings.out && !settings.outGiven) await prepareOwnDirectory(home);
  if (!settings.outGiven || settings.keepGiven) {
    const { count, bytes } = await pruneCaptures(captures, settings.keep, rim.now());
    if (count > 0 && input.verbose) {
      const what = count === 1 ? "1 capture" : `${count} captures`;
      rim.stderr.write(
        `racegate: ${what} of earlier runs removed from ${captures} (${sizeText(bytes)}); keep: sets how many stay\n`,
      );
    }
  }
  const { runId, attempt } = rim.context;
  const captureDirectory = join(captures, `${runId}-${attempt}`);
  return { captureDirectory, release: await claim(captureDirectory) };
}

/**
 * The capture of the last run here that was finished.
 * @throws UserFailure RG9001 where there is none
 */
export async function lastRun(settings: ResolvedSettings, rim: Rim): Promise<string> {
  const captures = join(await captureHome(settings, rim), "captures");
  const last = await lastCapture(captures);
  if (last !== undefined) return last;
  throw new UserFailure(
    "RG9001",
    `There is no capture of a finished run in ${captures}. Run racegate run, or name a capture or files.`,
  );
}

async function claim(directory: string): Promise<() => Promise<void>> {
  try {
    const first = await mkdir(directory, { recursive: true });
    const release = await claimCapture(directory);
    return async () => {
      await release();
      await removeEmpty(dirname(directory), first);
    };
  } catch (error) {
    throw new UserFailure("RG9001", `The capture directory ${directory} ${whyNot(error)}.`);
  }
}

/** A run that is refused leaves nothing: from `path` up to `first`, which the claim made, what is empty goes. */
async function removeEmpty(path: string, first: string | undefined): Promise<void> {
  if (first === undefined) return;
  for (let level = path; level.startsWith(first); level = dirname(level)) {
    const removed = await rmdir(level).then(
      () => true,
      () => false,
    );
    if (!removed) return;
  }
}

function whyNot(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EEXIST") return "is not empty: it is another run's";
  if (code !== "EACCES" && code !== "EPERM" && code !== "EROFS") {
    return `cannot be written: ${String(error)}`;
  }
  return (
    `cannot be written by user ${process.getuid?.() ?? "unknown"} (${code}). Let it be writable in a step before, run as its ` +
    "owner, or name another directory with out (--out)"
  );
}

/** What racegate writes into the directory for findings.json. @throws UserFailure RG9001 */
export async function refuseOutLinks({ out, root }: ResolvedSettings, cwd: string): Promise<void> {
  const base = isBelow(out, cwd) ? cwd : root;
  await refuseLinks(base, out);
  for (const name of ["captures", "findings.json.part"]) await refuseLinks(out, join(out, name));
}

function isBelow(path: string, directory: string): boolean {
  return path.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}
