import type { Command } from "commander";
import { run } from "../pipeline.ts";
import { addCommonOptions, addRunOptions, presentationOf, settingsOf } from "./cli-options.ts";
import type { CommonOptions } from "./cli-options.ts";
import { platformOptionsFromEnvironment } from "./platform-options.ts";
import { buildRim } from "./rim.ts";

/** `racegate run [packages] [-- go test flags]` */
export function addRunCommand(program: Command, goTestFlags: readonly string[]): void {
  const command = program
    .command("run")
    .description("run the tests under the race detector with a trace, explain, store, decide")
    .argument("[packages...]", "package patterns (default: ./...)")
    .addHelpText("after", "\nEverything behind -- goes to go test, e.g. -- -run TestX -short");
  addRunOptions(addCommonOptions(command)).action(async (packages: string[]) => {
    const options = command.opts<CommonOptions>();
    const given = settingsOf(command);
    const cwd = process.cwd();
    const platform = platformOptionsFromEnvironment();
    const stdoutIsDocument = options.json;
    using rim = await buildRim({ cwd, platform, endsByItself: true, stdoutIsDocument });
    const outcome = await run(
      { cwd, packages, goTestFlags, given, configFile: options.config, ...presentationOf(options) },
      rim,
    );
    process.exitCode = outcome.exitCode;
  });
}
