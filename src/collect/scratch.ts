/** What a run needs on the disk before go starts: the capture's directory, the wrapper, a place for go's files. */
import { access, constants, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserFailure } from "../model/failure.ts";
import type { Loss } from "../model/capture.ts";
import { CLAIM_FILES } from "./capture-mark.ts";
import { noteTemporary } from "../util/temporary-paths.ts";
import { writeModeFiles } from "./modes/write-mode-files.ts";
import { wrapperScript } from "./wrapper.ts";
import type { PlanNote, RunPlan } from "./plan-types.ts";

/** Where the wrapper and go's temporary files lie while the run lasts. */
export interface Scratch {
  readonly scriptPath: string;
  readonly gotmpdir: string;
  readonly notes: readonly PlanNote[];
  remove(): Promise<void>;
}

/** Makes the capture's directory with the wrapper in it. @throws UserFailure where it cannot be used */
export async function prepareDirectory(plan: RunPlan): Promise<Scratch> {
  const { captureDirectory } = plan;
  try {
    await mkdir(join(captureDirectory, "run"), { recursive: true });
    const names = await readdir(captureDirectory);
    if (names.some((name) => name !== "run" && !CLAIM_FILES.has(name))) {
      throw new UserFailure("RG9001", `The capture directory ${captureDirectory} is not empty.`);
    }
    const folder = noteTemporary(join(captureDirectory, "tmp"));
    await mkdir(folder, { mode: 0o700 });
    await writeModeFiles(plan.mode);
    const scriptPath = join(folder, "wrapper.sh");
    await writeFile(scriptPath, await wrapperScript(plan), { mode: 0o700 });
    return await withGotmpdir(folder, scriptPath);
  } catch (error) {
    if (error instanceof UserFailure) throw error;
    throw new UserFailure(
      "RG9001",
      `The capture directory ${captureDirectory} cannot be written: ${String(error)}`,
    );
  }
}

/** GOTMPDIR beside the capture, so that binaries can be linked into it; elsewhere where nothing executes. */
async function withGotmpdir(folder: string, scriptPath: string): Promise<Scratch> {
  const removeAll = async (paths: readonly string[]): Promise<void> => {
    for (const path of paths)
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  };
  const executes = await access(scriptPath, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (executes) {
    return { scriptPath, gotmpdir: folder, notes: [], remove: () => removeAll([folder]) };
  }
  const gotmpdir = noteTemporary(await mkdtemp(join(tmpdir(), "racegate-go-")));
  const message =
    "The capture's file system executes no programs: test binaries are copied into it.";
  return {
    scriptPath,
    gotmpdir,
    notes: [{ code: "capture-noexec", message }],
    remove: () => removeAll([folder, gotmpdir]),
  };
}

/** A test can remove any directory that it may write, such as one that git does not know. */
export async function whenRemoved(
  { captureDirectory }: RunPlan,
  scratch: Scratch,
): Promise<Loss[]> {
  const isThere = await access(scratch.scriptPath).then(
    () => true,
    () => false,
  );
  if (isThere) return [];
  await mkdir(join(captureDirectory, "run"), { recursive: true }).catch(() => undefined);
  return [
    {
      code: "capture-removed",
      what: "The capture of this run, as far as it was written then",
      why: `${captureDirectory} was removed while the tests ran: do not clean the work tree from a test, or let the capture lie elsewhere`,
      breaksVerdict: true,
    },
  ];
}
