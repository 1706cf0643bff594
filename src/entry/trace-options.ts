// Options that all `trace` commands share, and the frame they run in.
import { type Command, InvalidArgumentError } from "commander";
import { openTraceInput } from "../collect/trace-input.ts";
import type { ByteSource } from "../model/byte-source.ts";
import type { TraceSummary } from "../model/trace.ts";
import { type TraceRequest, traceStateText } from "../pipeline-trace.ts";
import { OutputClosed, progressOn, writeAll } from "./trace-output.ts";

/** What the front door brings: how to open `gs://` objects. The signal says that nothing more is wanted. */
export interface TraceCommandDeps {
  readonly openRemote?: (location: string, signal: AbortSignal) => Promise<ByteSource>;
}

export interface WindowOptions {
  readonly from?: number;
  readonly to?: number;
  readonly last?: number;
}

export const FILE = "a trace: a path or gs://BUCKET/OBJECT, .gz or .zst too; - for standard input";

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
};

/** "5s", "250ms", "1.5s": nanoseconds; without a unit, seconds. */
export function parseDuration(text: string): number {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)(ns|us|µs|ms|s|m)?$/.exec(text);
  const unit = UNITS[match?.[2] ?? "s"];
  if (match?.[1] === undefined || unit === undefined) {
    throw new InvalidArgumentError("give a duration such as 5s, 250ms or 1.5s.");
  }
  return Math.round(Number(match[1]) * unit);
}

export function addWindowOptions(command: Command): Command {
  return command
    .option(
      "--from <time>",
      "only what happened from this time on, counted from the first event",
      parseDuration,
    )
    .option("--to <time>", "only what happened up to this time", parseDuration)
    .option("--last <duration>", "only the end of the trace", parseDuration);
}

export function windowOf(o: WindowOptions): TraceRequest["window"] {
  return {
    ...(o.from === undefined ? {} : { fromNs: o.from }),
    ...(o.to === undefined ? {} : { toNs: o.to }),
    ...(o.last === undefined ? {} : { lastNs: o.last }),
  };
}

export const stdoutWrite = (data: string | Uint8Array): void => writeAll(1, data);

/**
 * Opens the input, runs a command on it, says on standard error what is wrong with the trace, and sets the exit code:
 * 2 for what is no trace, 1 where `strict` and the trace is not intact.
 */
export async function withTrace(
  location: string,
  window: WindowOptions,
  deps: TraceCommandDeps,
  run: (request: TraceRequest) => Promise<TraceSummary>,
  strict = false,
): Promise<void> {
  let input;
  const done = new AbortController();
  const { openRemote = noRemote } = deps;
  const remote = (place: string): Promise<ByteSource> => openRemote(place, done.signal);
  try {
    input = await openTraceInput({ location, stdin: process.stdin, openRemote: remote });
  } catch (error) {
    process.stderr.write(`racegate: cannot open ${location}: ${message(error)}\n`);
    process.exitCode = 2;
    return;
  }
  const progress = progressOn(process.stderr, input.source.size);
  try {
    const { source } = input;
    const request = { source, window: windowOf(window) };
    const summary = await run(progress === undefined ? request : { ...request, ...progress });
    progress?.done();
    for (const note of input.notes) process.stderr.write(`racegate: ${note}\n`);
    const state = traceStateText(summary);
    if (state !== "") process.stderr.write(`racegate: ${state}`);
    if (summary.generations.length === 0 && summary.events === 0) process.exitCode = 2;
    else if (strict && summary.status !== "intact") process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof OutputClosed)) throw error;
  } finally {
    done.abort();
    await input.close();
  }
}

function noRemote(location: string): Promise<ByteSource> {
  return Promise.reject(new Error(`cannot read ${location} here`));
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
