import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { UserFailure } from "../model/failure.ts";
import { baselineText } from "../pipeline-tools.ts";
import { updateDocument } from "../store/shared-document.ts";
import { platformOptionsFromEnvironment } from "./platform-options.ts";
import { buildRim, openStore } from "./rim.ts";

/** `racegate baseline write <place>` */
export function addBaselineCommand(program: Command): void {
  program
    .command("baseline")
    .description("the findings that are known")
    .command("write")
    .description("make the findings of a run known: write them to a place for --baseline")
    .argument("<place>", "a file, or an object gs://BUCKET/PATH.json")
    .option("--findings <file>", "the run's findings.json", ".racegate/findings.json")
    .action(async (place: string, options: { findings: string }) => {
      const cwd = process.cwd();
      const { text, findings } = await baselineText(cwd, options.findings);
      if (place.includes("://")) await writeObject(place, text, cwd);
      else await writeLocal(resolve(cwd, place), text);
      process.stdout.write(`${place}: ${findings} known findings\n`);
    });
}

async function writeLocal(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserFailure("RG9001", `the baseline ${path} cannot be written (${code}).`);
  }
}

/** Over the generation that was read, and only by a run that is trusted with the repository. */
async function writeObject(place: string, text: string, cwd: string): Promise<void> {
  using rim = await buildRim({ cwd, platform: platformOptionsFromEnvironment({}) });
  const cut = place.lastIndexOf("/");
  const store = openStore(place.slice(0, cut), cwd);
  const { trusted } = rim.context;
  const outcome = await updateDocument(store, place.slice(cut + 1), () => text, { trusted });
  if (!("why" in outcome)) return;
  throw new UserFailure("RG9001", `${place} is not written: ${outcome.why}.`);
}
