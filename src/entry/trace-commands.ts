// `racegate trace …`: the trace engine by hand.
import { type Command, InvalidArgumentError, Option } from "commander";
import { traceEventsCommand, traceInfoCommand } from "../pipeline-trace.ts";
import { addTraceAnalysisCommands } from "./trace-analysis-commands.ts";
import { addTraceMatch } from "./trace-match.ts";
import { addCausalCommands } from "./trace-path.ts";
import {
  addWindowOptions,
  FILE,
  stdoutWrite,
  type TraceCommandDeps,
  type WindowOptions,
  withTrace,
} from "./trace-options.ts";

/** Adds `trace` with its subcommands to the program. */
export function addTraceCommands(program: Command, deps: TraceCommandDeps = {}): void {
  const trace = program.command("trace").description("read Go execution traces, whole or broken");
  addInfo(trace, deps);
  addEvents(trace, deps);
  addTraceAnalysisCommands(trace, deps);
  addTraceMatch(trace, deps);
  addCausalCommands(trace, deps);
}

function addInfo(trace: Command, deps: TraceCommandDeps): void {
  trace
    .command("info")
    .description("what the trace is, and whether it is intact, truncated or damaged")
    .argument("<file>", FILE)
    .option("--json", "as a JSON document")
    .option(
      "--exit-time <time>",
      "when the traced process ended (RFC 3339): says how much is missing",
      wallMs,
    )
    .action(async (file: string, o: { json?: boolean; exitTime?: number }) => {
      const options = { json: o.json === true, exitWallMs: o.exitTime };
      await withTrace(file, {}, deps, (r) => traceInfoCommand(r, options, stdoutWrite));
    });
}

function wallMs(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError("give a time such as 2026-01-31T12:00:00Z.");
  return ms;
}

interface EventsOptions extends WindowOptions {
  readonly format: "go" | "jsonl";
  readonly stacks?: boolean;
  readonly repair?: boolean;
}

function addEvents(trace: Command, deps: TraceCommandDeps): void {
  const command = trace
    .command("events")
    .description("every event in order")
    .argument("<file>", FILE)
    .addOption(
      new Option(
        "--format <format>",
        "go: as `go tool trace -d=parsed` prints them; jsonl: an object a line",
      )
        .choices(["go", "jsonl"])
        .default("jsonl"),
    )
    .option("--stacks", "with call stacks (jsonl)")
    .option("--repair", "go format: go on behind damage instead of ending where Go's reader ends");
  addWindowOptions(command).action(async (file: string, o: EventsOptions) => {
    const repair = o.format === "jsonl" || o.repair === true;
    const options = { format: o.format, stacks: o.stacks === true, repair };
    const run = traceEventsCommand;
    await withTrace(file, o, deps, (r) => run(r, options, stdoutWrite), !repair);
  });
}
