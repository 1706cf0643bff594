import { stat } from "node:fs/promises";
import { join } from "node:path";
import { evidencePlace, lastCapture } from "./evidence-place.ts";
import type { Environment } from "./plan-types.ts";

interface LastRunPlaces {
  /** The output directory, where each run replaces the findings of the one before. */
  readonly out: string;
  /** The user named it, so that it has the captures as well. */
  readonly outGiven: boolean;
  /** The repository's root: captures lie by it where no directory was named. */
  readonly root: string;
}

/** findings.json of the last run here: in the output directory, else in the newest capture; undefined where none is. */
export async function lastFindings(
  { out, outGiven, root }: LastRunPlaces,
  env: Environment,
): Promise<string | undefined> {
  const latest = await ifFile(join(out, "findings.json"));
  if (latest !== undefined) return latest;
  const home = outGiven ? out : await evidencePlace(root, env);
  const capture = await lastCapture(join(home, "captures"));
  return capture === undefined ? undefined : await ifFile(join(capture, "findings.json"));
}

async function ifFile(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? path : undefined;
}
