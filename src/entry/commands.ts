// Which commands there are. Each is loaded with all that it needs only when it is the one that was asked for,
// or when all are to be listed: starting `run` does not load the trace engine's reports.
import type { Command } from "commander";

type AddCommand = (program: Command, goTestFlags: readonly string[]) => Promise<void>;

/** In the order of `--help`. */
const COMMANDS: ReadonlyMap<string, AddCommand> = new Map<string, AddCommand>([
  [
    "run",
    async (program, goTestFlags) => {
      const { addRunCommand } = await import("./run-command.ts");
      addRunCommand(program, goTestFlags);
    },
  ],
  [
    "analyze",
    async (program) => {
      const { addAnalyzeCommand } = await import("./analyze-command.ts");
      addAnalyzeCommand(program);
    },
  ],
  [
    "explain",
    async (program) => {
      const { addExplainCommand } = await import("./explain-command.ts");
      addExplainCommand(program);
    },
  ],
  [
    "baseline",
    async (program) => {
      const { addBaselineCommand } = await import("./baseline-command.ts");
      addBaselineCommand(program);
    },
  ],
  [
    "config",
    async (program) => {
      const { addConfigCommand } = await import("./config-command.ts");
      addConfigCommand(program);
    },
  ],
  [
    "trace",
    async (program) => {
      const [{ addTraceCommands }, { openRemote }] = await Promise.all([
        import("./trace-commands.ts"),
        import("./remote-inputs.ts"),
      ]);
      addTraceCommands(program, { openRemote });
    },
  ],
]);

/** Adds the command that the first argument names; all of them where it names none. */
export async function addCommands(
  program: Command,
  first: string | undefined,
  goTestFlags: readonly string[],
): Promise<void> {
  const one = first === undefined ? undefined : COMMANDS.get(first);
  for (const add of one === undefined ? COMMANDS.values() : [one]) await add(program, goTestFlags);
}
