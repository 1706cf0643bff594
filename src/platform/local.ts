import type { BuildContext } from "../model/build-context.ts";
import { gitHead } from "./git-head.ts";
import type { Platform } from "./platform.ts";
import { runNonce } from "./run-nonce.ts";

/** `20261124T100000Z` */
export function timeStamp(unixMs: number): string {
  return new Date(unixMs).toISOString().replace(/[-:]|\.\d+/g, "");
}

/** Someone's own machine, or a CI that racegate has no door for: console and files are all there is. */
export const local: Platform = {
  id: "local",
  detect: () => true,

  async context(io, options): Promise<BuildContext> {
    const suffix = options.step === undefined ? "" : `-${options.step}`;
    const head = await gitHead(options.directory ?? io.env["PWD"] ?? ".");
    return {
      platform: "local",
      runId: `local-${timeStamp(io.now())}-${runNonce()}${suffix}`,
      attempt: 1,
      commit: head.commit,
      branch: head.branch,
      trusted: true,
      notes: [],
    };
  },

  deliver: () => Promise.resolve({ notes: [] }),
};
