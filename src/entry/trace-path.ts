// `racegate trace path | holds | cancel`.
import { type Command, InvalidArgumentError } from "commander";
import { traceCancelCommand, traceHoldsCommand, tracePathCommand } from "../pipeline-causal.ts";
import {
  addWindowOptions,
  FILE,
  stdoutWrite,
  type TraceCommandDeps,
  type WindowOptions,
  withTrace,
} from "./trace-options.ts";

const ROWS_SHOWN = 10;
const ROOTS_SHOWN = 5;

interface PathFlags extends WindowOptions {
  readonly json?: boolean;
  readonly limit: number;
  readonly roots: number;
  readonly goroutine?: number;
  readonly test?: string;
  readonly stream?: string;
}

function whole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("give a whole number.");
  return Number(text);
}

/** Adds the commands that say what waited for what. */
export function addCausalCommands(trace: Command, deps: TraceCommandDeps): void {
  addPath(trace, deps);
  addTable(trace, deps, {
    name: "holds",
    description: "contended locks: who held them, where, at least how long, and who waited",
    run: traceHoldsCommand,
  });
  addTable(trace, deps, {
    name: "cancel",
    description: "cancelled contexts: when the deadline fired, who was woken, ran and ended",
    run: traceCancelCommand,
  });
}

interface TableFlags extends WindowOptions {
  readonly json?: boolean;
  readonly limit: number;
}

function addTable(
  trace: Command,
  deps: TraceCommandDeps,
  table: {
    readonly name: string;
    readonly description: string;
    readonly run: typeof traceHoldsCommand;
  },
): void {
  const { name, description, run } = table;
  addWindowOptions(trace.command(name).description(description).argument("<file>", FILE))
    .option("--json", "as a JSON document")
    .option("--limit <n>", "rows of each table", whole, ROWS_SHOWN)
    .action(async (file: string, o: TableFlags) => {
      const options = { json: o.json === true, limit: o.limit };
      await withTrace(file, o, deps, (r) => run(r, options, stdoutWrite));
    });
}

function addPath(trace: Command, deps: TraceCommandDeps): void {
  const command = trace
    .command("path")
    .description(
      "the critical path of tests: what had to happen, step by step, until they were done",
    )
    .argument("<file>", FILE);
  addWindowOptions(command)
    .option("--goroutine <id>", "of this goroutine", whole)
    .option("--test <name>", "of this test and its subtests")
    .option("--stream <file>", "output of go test -json: its lines stand beside the path")
    .option("--roots <n>", "how many paths, those of the longest tests", whole, ROOTS_SHOWN)
    .option("--json", "as a JSON document")
    .option("--limit <n>", "rows of each table", whole, ROWS_SHOWN)
    .action(async (file: string, o: PathFlags) => {
      const { limit, roots, goroutine, test, stream } = o;
      const options = { json: o.json === true, limit, roots, goroutine, test, stream };
      await withTrace(file, o, deps, (r) => tracePathCommand(r, options, stdoutWrite));
    });
}
