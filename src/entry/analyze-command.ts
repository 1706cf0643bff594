import type { Command } from "commander";
import { analyze } from "../pipeline.ts";
import { addCommonOptions, presentationOf, settingsOf } from "./cli-options.ts";
import type { CommonOptions } from "./cli-options.ts";
import { platformOptionsFromEnvironment } from "./platform-options.ts";
import { fetchPaths } from "./remote-inputs.ts";
import { buildRim } from "./rim.ts";

const ARGUMENT =
  "a capture, files of any kind, - for standard input, or gs://BUCKET/PREFIX/runs/RUN/ATTEMPT " +
  "(default: the capture of the last run here)";

/** `racegate analyze [capture, files or -]` */
export function addAnalyzeCommand(program: Command): void {
  const command = program
    .command("analyze")
    .description("the same findings from a capture or from any text, without running anything")
    .argument("[paths...]", ARGUMENT);
  addCommonOptions(command).action(async (paths: string[]) => {
    const options = command.opts<CommonOptions>();
    const given = settingsOf(command);
    const cwd = process.cwd();
    const platform = platformOptionsFromEnvironment();
    using rim = await buildRim({ cwd, platform, endsByItself: false });
    const local = await fetchPaths(paths, rim.signal);
    try {
      for (const note of local.notes) process.stderr.write(`racegate: ${note}\n`);
      const outcome = await analyze(
        {
          cwd,
          paths: local.paths,
          given,
          stdin: process.stdin,
          configFile: options.config,
          ...presentationOf(options),
        },
        rim,
      );
      process.exitCode = outcome.exitCode;
    } finally {
      await local.remove();
    }
  });
}
