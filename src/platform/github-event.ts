import { readFile, stat } from "node:fs/promises";
import * as z from "zod";
import { messageOf } from "./one-line.ts";

/**
 * The webhook payload at GITHUB_EVENT_PATH
 * (https://docs.github.com/webhooks/webhook-events-and-payloads), as far as racegate reads it.
 */
const repository = z.object({ full_name: z.string() });

const pullRequest = z.object({
  number: z.number().int().positive(),
  head: z.object({
    sha: z.string(),
    ref: z.string(),
    // null when the fork was deleted.
    repo: repository.nullish(),
  }),
  base: z.object({ ref: z.string(), sha: z.string().optional(), repo: repository }),
});

const event = z.object({
  pull_request: pullRequest.optional(),
  merge_group: z.object({ head_sha: z.string(), base_ref: z.string() }).optional(),
  workflow_run: z
    .object({ head_sha: z.string(), head_repository: repository.nullish() })
    .optional(),
});
export type GitHubEvent = z.infer<typeof event>;

/** GitHub caps payloads at 25 MB. */
const LARGEST_EVENT_BYTES = 32 * 1024 * 1024;

/** The event, or why it could not be read. Never throws. */
export async function readEvent(
  file: string | undefined,
): Promise<{ event: GitHubEvent; problem?: string }> {
  if (file === undefined) return { event: {}, problem: "GITHUB_EVENT_PATH is not set" };
  try {
    const size = (await stat(file)).size;
    if (size > LARGEST_EVENT_BYTES) return { event: {}, problem: `it has ${size} bytes` };
    const parsed = event.safeParse(JSON.parse(await readFile(file, "utf8")));
    if (parsed.success) return { event: parsed.data };
    const issue = parsed.error.issues[0];
    return { event: {}, problem: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
  } catch (error) {
    return { event: {}, problem: messageOf(error) };
  }
}
