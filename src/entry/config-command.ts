import type { Command } from "commander";
import type { SettingsInput } from "../pipeline-settings.ts";
import { printConfig, verifyConfig } from "../pipeline-tools.ts";
import { addCommonOptions, addRunOptions, settingsOf } from "./cli-options.ts";
import type { CommonOptions } from "./cli-options.ts";

/** `racegate config print` and `racegate config verify`, with the options of `run` */
export function addConfigCommand(program: Command): void {
  const command = program.command("config").description("the configuration as it applies here");
  const print = command
    .command("print")
    .description("every setting with its value and where it comes from");
  addRunOptions(addCommonOptions(print)).action(async () => {
    process.stdout.write(await printConfig(inputOf(print)));
  });
  const verify = command
    .command("verify")
    .description(
      "check options, RACEGATE_* variables and .racegate.yml; exit code 2 for a mistake",
    );
  addRunOptions(addCommonOptions(verify)).action(async () => {
    process.stdout.write(await verifyConfig(inputOf(verify)));
  });
}

function inputOf(command: Command): SettingsInput {
  const { config: configFile } = command.opts<CommonOptions>();
  return { cwd: process.cwd(), env: process.env, configFile, given: settingsOf(command) };
}
