/** Watches the files through which a CI step speaks to its runner: a test that writes one is an attack. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { Loss } from "../model/capture.ts";
import { runnerFiles } from "./secret-environment.ts";
import type { Environment } from "./plan-types.ts";

async function fileHash(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    return hash.digest("hex");
  } catch {
    return "absent";
  }
}

/** @returns a function that says which files have changed since */
export async function watchRunnerFiles(env: Environment): Promise<() => Promise<Loss[]>> {
  const files = runnerFiles(env);
  const before = await Promise.all(files.map(({ path }) => fileHash(path)));
  return async () => {
    const losses: Loss[] = [];
    for (const [index, { name, path }] of files.entries()) {
      if ((await fileHash(path)) === before[index]) continue;
      losses.push({
        code: "runner-file-changed",
        what: `The integrity of ${name}`,
        why: `The file behind ${name} changed while the tests ran: a test wrote commands for the runner.`,
        breaksVerdict: true,
      });
    }
    return losses;
  };
}
