import type { Command } from "commander";
import { explainFinding } from "../pipeline-tools.ts";
import { packageRoot } from "./package-root.ts";

/** `racegate explain <code or fingerprint>` */
export function addExplainCommand(program: Command): void {
  program
    .command("explain")
    .description(
      "what a finding's code means, or one finding of a findings.json by its fingerprint",
    )
    .argument("<what>", "a code such as RG1000, or a fingerprint such as rg1-0123456789abcdef")
    .option("--findings <file>", "where to look a fingerprint up", ".racegate/findings.json")
    .action(async (what: string, options: { findings: string }) => {
      const text = await explainFinding(what, {
        findingsFile: options.findings,
        docsRoot: packageRoot(),
        colour: { env: process.env, isTTY: process.stdout.isTTY },
        width: process.stdout.columns,
      });
      process.stdout.write(text);
    });
}
