import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { writeFileAtomically } from "../collect/atomic-file.ts";
import { UserFailure } from "../model/failure.ts";
import { readBaselineFile } from "../pipeline-baseline.ts";
import type { Rim } from "../pipeline-rim.ts";
import { baselineChange, type BaselineChange } from "../pipeline-tools.ts";
import { updateDocument } from "../store/shared-document.ts";
import { platformOptionsFromEnvironment } from "./platform-options.ts";
import { buildRim, openStore } from "./rim.ts";

interface WriteOptions {
  readonly findings?: string;
  readonly prune?: boolean;
}

/** `racegate baseline write <place>` */
export function addBaselineCommand(program: Command): void {
  program
    .command("baseline")
    .description("the findings that are known")
    .command("write")
    .description("make the findings of a run known: merge them into a place for --baseline")
    .argument("<place>", "a file, or an object gs://BUCKET/PATH.json")
    .option("--findings <file>", "the findings.json to read (default: the last run's)")
    .option("--prune", "drop what this run did not see, however rare it is")
    .action(async (place: string, options: WriteOptions) => {
      const cwd = process.cwd();
      const platform = platformOptionsFromEnvironment();
      using rim = await buildRim({ cwd, platform, endsByItself: false });
      const { commit } = rim.context;
      const { prune } = options;
      const from = { cwd, env: process.env, findingsFile: options.findings };
      const change = await baselineChange(place, from, { prune, commit });
      const told = place.includes("://")
        ? await writeObject(place, change, cwd, rim)
        : await writeLocal(resolve(cwd, place), change);
      process.stdout.write(told);
    });
}

async function writeLocal(path: string, change: BaselineChange): Promise<string> {
  const { text, told } = change(await readBaselineFile(path));
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomically(path, text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserFailure("RG9001", `the baseline ${path} cannot be written (${code}).`);
  }
  return told;
}

/** Over the generation that was read, and only by a run that is trusted with the repository. */
async function writeObject(
  place: string,
  change: BaselineChange,
  cwd: string,
  rim: Rim,
): Promise<string> {
  const cut = place.lastIndexOf("/");
  const store = openStore(place.slice(0, cut), cwd);
  let told = "";
  const merge = (current: string | undefined): string => {
    const made = change(current);
    ({ told } = made);
    return made.text;
  };
  const { trusted, notes } = rim.context;
  const outcome = await updateDocument(store, place.slice(cut + 1), merge, { trusted });
  if ("why" in outcome) {
    // Of a run that is not trusted the platform's notes say why, and what to add.
    const why = [`${outcome.why}.`, ...(trusted ? [] : notes)].join(" ");
    throw new UserFailure("RG9001", `${place} is not written: ${why}`);
  }
  return told;
}
