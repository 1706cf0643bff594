import type { Command } from "commander";
import { analyze } from "../pipeline.ts";
import { addCommonOptions, flagsOf, presentationOf } from "./cli-options.ts";
import type { CommonOptions } from "./cli-options.ts";
import { platformOptionsFromEnvironment } from "./platform-options.ts";
import { buildRim } from "./rim.ts";

/** `racegate analyze <capture, files or ->` */
export function addAnalyzeCommand(program: Command): void {
  const command = program
    .command("analyze")
    .description("the same findings from a capture or from any text, without running anything")
    .argument("<paths...>", "a capture, files of any kind, or - for standard input");
  addCommonOptions(command).action(async (paths: string[]) => {
    const options = command.opts<CommonOptions>();
    const flags = flagsOf(options, command);
    const cwd = process.cwd();
    using rim = await buildRim({ cwd, platform: platformOptionsFromEnvironment(flags) });
    const outcome = await analyze(
      {
        cwd,
        paths,
        flags,
        stdin: process.stdin,
        configFile: options.config,
        ...presentationOf(options),
      },
      rim,
    );
    process.exitCode = outcome.exitCode;
  });
}
