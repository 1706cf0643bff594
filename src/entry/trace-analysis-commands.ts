// `racegate trace goroutines | procs | threads | tasks | wake | locks | profile | perfetto`.
import { closeSync, openSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import {
  PROFILE_KINDS,
  type ProfileKind,
  traceGoroutinesCommand,
  traceLocksCommand,
  tracePerfettoCommand,
  traceProfileCommand,
  traceWakeCommand,
} from "../pipeline-trace.ts";
import {
  traceCreationsCommand,
  traceProcsCommand,
  traceTasksCommand,
  traceThreadsCommand,
} from "../pipeline-trace-views.ts";
import { keepYoungHeapSmall } from "./trace-memory.ts";
import {
  addWindowOptions,
  FILE,
  stdoutWrite,
  type TraceCommandDeps,
  type WindowOptions,
  withTrace,
} from "./trace-options.ts";
import { writeAll } from "./trace-output.ts";

const ROWS_SHOWN = 20;
const CHAINS_SHOWN = 5;

interface TableFlags extends WindowOptions {
  readonly json?: boolean;
  readonly limit: number;
}

function whole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("give a whole number.");
  return Number(text);
}

function tableCommand(trace: Command, name: string, description: string): Command {
  const command = trace.command(name).description(description).argument("<file>", FILE);
  return addWindowOptions(command)
    .option("--json", "as a JSON document")
    .option("--limit <n>", "rows of each table", whole, ROWS_SHOWN);
}

export function addTraceAnalysisCommands(trace: Command, deps: TraceCommandDeps): void {
  tableCommand(trace, "goroutines", "where the time of each goroutine and each creation site went")
    .option("--tree", "who created whom, by creation site")
    .action(async (file: string, o: TableFlags & { tree?: boolean }) => {
      const options = { json: o.json === true, limit: o.limit };
      const run = o.tree === true ? traceCreationsCommand : traceGoroutinesCommand;
      keepYoungHeapSmall();
      await withTrace(file, o, deps, (r) => run(r, options, stdoutWrite));
    });
  addViews(trace, deps);
  addWake(trace, deps);
  tableCommand(
    trace,
    "locks",
    "contended hand-offs: who waited for a lock where, and where it was let go",
  )
    .option("--channels", "channel operations and selects as well")
    .action(async (file: string, o: TableFlags & { channels?: boolean }) => {
      const options = { json: o.json === true, limit: o.limit, channels: o.channels === true };
      await withTrace(file, o, deps, (r) => traceLocksCommand(r, options, stdoutWrite));
    });
  addProfile(trace, deps);
  addPerfetto(trace, deps);
}

const VIEWS = [
  {
    name: "procs",
    description: "what each processor did: goroutines, collector, syscalls, idle",
    run: traceProcsCommand,
  },
  {
    name: "threads",
    description: "what each thread of the operating system did",
    run: traceThreadsCommand,
  },
  {
    name: "tasks",
    description: "the user's tasks as trees, with their durations, regions and logs",
    run: traceTasksCommand,
  },
] as const;

function addViews(trace: Command, deps: TraceCommandDeps): void {
  for (const { name, description, run } of VIEWS) {
    tableCommand(trace, name, description).action(async (file: string, o: TableFlags) => {
      const options = { json: o.json === true, limit: o.limit };
      keepYoungHeapSmall();
      await withTrace(file, o, deps, (r) => run(r, options, stdoutWrite));
    });
  }
}

function addWake(trace: Command, deps: TraceCommandDeps): void {
  type Flags = TableFlags & { readonly goroutine?: number; readonly chains: number };
  tableCommand(trace, "wake", "who woke whom, and the longest chains of waiting")
    .option("--goroutine <id>", "only chains that end in this goroutine", whole)
    .option("--chains <n>", "how many chains", whole, CHAINS_SHOWN)
    .action(async (file: string, o: Flags) => {
      const base = { json: o.json === true, limit: o.limit, chains: o.chains };
      const options = o.goroutine === undefined ? base : { ...base, goroutine: o.goroutine };
      await withTrace(file, o, deps, (r) => traceWakeCommand(r, options, stdoutWrite));
    });
}

interface OutputFlags extends WindowOptions {
  readonly output?: string;
}

/** Writes to the file, or to standard output; a terminal is refused, bytes are not for it. */
async function withOutput(
  o: OutputFlags,
  run: (write: (bytes: Uint8Array) => void) => Promise<void>,
): Promise<void> {
  if (o.output === undefined) {
    if (process.stdout.isTTY) {
      process.stderr.write("racegate: this is binary; give --output FILE or redirect it\n");
      process.exitCode = 2;
      return;
    }
    await run(stdoutWrite);
    return;
  }
  const fd = openSync(o.output, "w");
  try {
    await run((bytes) => writeAll(fd, bytes));
  } finally {
    closeSync(fd);
  }
}

function addProfile(trace: Command, deps: TraceCommandDeps): void {
  const command = trace
    .command("profile")
    .description("time spent waiting by stack, for go tool pprof")
    .argument("<file>", FILE)
    .addOption(new Option("--type <type>", "what to count").choices(PROFILE_KINDS).default("sync"))
    .option("-o, --output <file>", "where to write it (default: standard output)");
  addWindowOptions(command).action(async (file: string, o: OutputFlags & { type: ProfileKind }) => {
    await withOutput(o, (write) =>
      withTrace(file, o, deps, (r) => traceProfileCommand(r, o.type, write)),
    );
  });
}

function addPerfetto(trace: Command, deps: TraceCommandDeps): void {
  const command = trace
    .command("perfetto")
    .description(
      "a Perfetto trace of goroutines, processors, collections and tasks, for ui.perfetto.dev",
    )
    .argument("<file>", FILE)
    .option("-o, --output <file>", "where to write it (default: standard output)");
  addWindowOptions(command).action(async (file: string, o: OutputFlags) => {
    keepYoungHeapSmall();
    await withOutput(o, (write) => withTrace(file, o, deps, (r) => tracePerfettoCommand(r, write)));
  });
}
