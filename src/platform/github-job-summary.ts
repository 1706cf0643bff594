import { appendFile, stat } from "node:fs/promises";
import { messageOf } from "./one-line.ts";

/** A step's file above this is dropped whole by the runner (FileCommandManager), not cut. */
export const LARGEST_STEP_SUMMARY_BYTES = 1_048_576;

/**
 * Appends Markdown to the step's summary file. Answers why it could not, or undefined when it did.
 * Something else in the step may have written there before: both must fit, or both would be lost.
 */
export async function appendJobSummary(
  file: string | undefined,
  markdown: string,
): Promise<string | undefined> {
  if (file === undefined) return "GITHUB_STEP_SUMMARY is not set";
  try {
    const before = (await stat(file).catch(() => undefined))?.size ?? 0;
    const total = before + Buffer.byteLength(markdown) + 1;
    if (total > LARGEST_STEP_SUMMARY_BYTES) {
      return `it would have ${total} bytes, and GitHub drops a summary above ${LARGEST_STEP_SUMMARY_BYTES}`;
    }
    await appendFile(file, markdown.endsWith("\n") ? markdown : `${markdown}\n`);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
