import { randomBytes } from "node:crypto";
import type { BuildContext } from "../model/build-context.ts";
import { gitHead } from "./git-head.ts";
import type { Platform } from "./platform.ts";

/** Someone's own machine, or a CI that racegate has no door for: console and files are all there is. */
export const local: Platform = {
  id: "local",
  detect: () => true,

  async context(io, options): Promise<BuildContext> {
    const stamp = new Date(io.now()).toISOString().replace(/[-:]|\.\d+/g, "");
    const suffix = options.step === undefined ? "" : `-${options.step}`;
    const head = await gitHead(options.directory ?? io.env["PWD"] ?? ".");
    return {
      platform: "local",
      runId: `local-${stamp}-${randomBytes(3).toString("hex")}${suffix}`,
      attempt: 1,
      commit: head.commit,
      branch: head.branch,
      trusted: true,
      notes: [],
    };
  },

  deliver: () => Promise.resolve({ notes: [] }),
};
