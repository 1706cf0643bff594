import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { DeliveryResult } from "../model/publication.ts";
import { cloudBuildContext } from "./cloud-build-context.ts";
import { isCloudBuild } from "./cloud-build-signs.ts";
import { text } from "./environment-value.ts";
import { messageOf } from "./one-line.ts";
import type { Platform } from "./platform.ts";

/** Cloud Build keeps the first 50 KB of a step's output and cuts the rest, which would break the JSON. */
const LARGEST_BUILDER_OUTPUT_BYTES = 48 * 1024;

/** Google Cloud Build: the log, which is standard output, and a compact result for whoever reads the build. */
export const cloudBuild: Platform = {
  id: "cloud-build",
  detect: isCloudBuild,
  context: (io, options) => cloudBuildContext(io, options),

  async deliver(publications, target): Promise<DeliveryResult> {
    const directory = text(target.io.env, "BUILDER_OUTPUT");
    if (directory === undefined) return { notes: [] };
    const problem = await writeBuilderOutput(directory, publications.builderOutput);
    if (problem === undefined) return { notes: [] };
    return { notes: [{ level: "warning", message: `No step output for the build: ${problem}.` }] };
  },
};

async function writeBuilderOutput(directory: string, json: string): Promise<string | undefined> {
  const size = Buffer.byteLength(json);
  if (size >= LARGEST_BUILDER_OUTPUT_BYTES) {
    return `it has ${size} bytes, the limit is ${LARGEST_BUILDER_OUTPUT_BYTES}`;
  }
  try {
    await writeFile(path.join(directory, "output"), json);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
