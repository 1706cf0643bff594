import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { ModePlan } from "./mode-plan.ts";

/** Puts the overlay, the texts that it names, and the link to Go where the plan says. */
export async function writeModeFiles({ files, link }: ModePlan): Promise<void> {
  for (const { path, text } of files) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, text);
  }
  if (link !== undefined) await symlink(link.target, link.path, "dir");
}
