import type { Command } from "commander";
import { printConfig, verifyConfig } from "../pipeline-tools.ts";

/** `racegate config print` and `racegate config verify` */
export function addConfigCommand(program: Command): void {
  const command = program.command("config").description("the configuration as it applies here");
  command
    .command("print")
    .description("every setting with its value and where it comes from")
    .option("--config <file>", "configuration file")
    .action(async (options: { config?: string }) => {
      process.stdout.write(await printConfig(process.cwd(), process.env, options.config));
    });
  command
    .command("verify")
    .description("check .racegate.yml; exit code 2 when it has mistakes")
    .option("--config <file>", "configuration file")
    .action(async (options: { config?: string }) => {
      process.stdout.write(await verifyConfig(process.cwd(), options.config));
    });
}
