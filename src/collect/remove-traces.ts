/** `trace: on-finding`: a trace of a package that has no finding is not kept. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Artifact } from "../model/capture.ts";

/** Removes the traces of all packages but the named ones; what cannot be removed stays. */
export async function removeTraces(
  captureDirectory: string,
  artifacts: readonly Artifact[],
  keep: ReadonlySet<string>,
): Promise<void> {
  for (const { kind, path, package: owner = "" } of artifacts) {
    if (kind !== "trace" || keep.has(owner)) continue;
    await rm(join(captureDirectory, path), { force: true }).catch(() => undefined);
  }
}
