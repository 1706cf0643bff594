import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { RunPlan } from "../plan-types.ts";

/** Puts the overlay and the texts that it names where the plan says. */
export async function writeModeFiles({ modeFiles }: RunPlan): Promise<void> {
  for (const { path, text } of modeFiles) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, text);
  }
}
