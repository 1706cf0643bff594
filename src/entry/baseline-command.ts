import type { Command } from "commander";
import { writeBaseline } from "../pipeline-tools.ts";

/** `racegate baseline write <file>` */
export function addBaselineCommand(program: Command): void {
  program
    .command("baseline")
    .description("the findings that are known")
    .command("write")
    .description("make the findings of a run known: write them to a file for --baseline")
    .argument("<file>", "where to write")
    .option("--findings <file>", "the run's findings.json", ".racegate/findings.json")
    .action(async (file: string, options: { findings: string }) => {
      process.stdout.write(await writeBaseline(process.cwd(), options.findings, file));
    });
}
