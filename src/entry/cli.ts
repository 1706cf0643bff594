#!/usr/bin/env node
// The command line. Reads arguments, calls the pipeline, sets the exit code.
import { Command, CommanderError } from "commander";
import { cloudBuildInvocation } from "./cloud-build.ts";
import { addCommands } from "./commands.ts";
import { endProcess, startEntry } from "./ending.ts";
import { packageVersion } from "./package-root.ts";
import { reportFailure } from "./report-failure.ts";

const EXIT_CODES = `
Exit codes, the first that holds:
  130 cancelled · 70 racegate's own bug · 2 usage or configuration · 5 no packages
  6 build failed, or the environment before any test ran · 4 deadline, or incomplete
  3 gate closed · 1 tests failed · 0 pass
`;

function ownArguments(argv: readonly string[]): readonly string[] {
  const dashes = argv.indexOf("--");
  return dashes < 0 ? argv : argv.slice(0, dashes);
}

/** Runs one command line; everything behind the first `--` belongs to `go test`. */
async function main(argv: readonly string[]): Promise<void> {
  const own = ownArguments(argv);
  const goTestFlags = argv.slice(own.length + 1);
  const program = new Command("racegate")
    .description(
      "Race-first CI for Go: find the races, say why, keep the evidence, gate the build.",
    )
    .version(packageVersion())
    .addHelpText("after", EXIT_CODES)
    .exitOverride()
    .showHelpAfterError("(racegate --help lists the commands)");
  await addCommands(program, own[0], goTestFlags);
  await program.parseAsync(own, { from: "user" });
}

startEntry({ stdoutIsDocument: ownArguments(process.argv).includes("--json") });
try {
  const { args, env } = cloudBuildInvocation(process.argv.slice(2), process.env);
  for (const [name, value] of Object.entries(env))
    if (value !== undefined) process.env[name] = value;
  await main(args);
} catch (error) {
  // commander has said its word; a usage error is exit code 2, --help is none.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = reportFailure(error, process);
}
await endProcess(Number(process.exitCode ?? 0));
