// The user's own patterns as text in the capture, so that a later analysis looks for what this run looked for.
import { join } from "node:path";
import type { PatternFile } from "../model/capture.ts";
import { writeFileAtomically } from "./atomic-file.ts";

/** Writes patterns.json into the capture; nothing where there are none. */
export async function keepPatterns(
  captureDirectory: string,
  patterns: readonly PatternFile[],
): Promise<void> {
  if (patterns.length === 0) return;
  const json = `${JSON.stringify(patterns, undefined, 2)}\n`;
  await writeFileAtomically(join(captureDirectory, "patterns.json"), json);
}
