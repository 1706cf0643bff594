// `racegate trace match`: causes by pattern.
import { type Command, InvalidArgumentError } from "commander";
import { namedPatternFiles, ownPatternFiles } from "../collect/pattern-files.ts";
import type { PatternFile } from "../model/capture.ts";
import { PatternMistakes, traceMatchCommand } from "../pipeline-trace-match.ts";
import { keepYoungHeapSmall } from "./trace-memory.ts";
import {
  addWindowOptions,
  FILE,
  stdoutWrite,
  type TraceCommandDeps,
  type WindowOptions,
  withTrace,
} from "./trace-options.ts";

const FINDINGS_SHOWN = 20;

interface MatchFlags extends WindowOptions {
  readonly json?: boolean;
  readonly limit: number;
  readonly pattern: readonly string[];
  readonly shipped: boolean;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("give a whole number.");
  return Number(text);
}

const DESCRIPTION =
  "why it waited: causes in the trace by pattern; yours in .racegate/patterns are used too";

/** Adds `match` to the `trace` command. */
export function addTraceMatch(trace: Command, deps: TraceCommandDeps): void {
  const command = trace.command("match").description(DESCRIPTION).argument("<file>", FILE);
  addWindowOptions(command)
    .option(
      "--pattern <file>",
      "a pattern file (YAML or JSON); may be repeated",
      (path: string, all: readonly string[]) => [...all, path],
      [] as readonly string[],
    )
    .option("--no-shipped", "only your own patterns")
    .option("--json", "as a JSON document")
    .option("--limit <n>", "findings shown", whole, FINDINGS_SHOWN)
    .action(async (file: string, o: MatchFlags) => {
      const patterns = readFiles(o.pattern);
      if (patterns === undefined) return;
      keepYoungHeapSmall();
      const { limit, shipped } = o;
      const options = { json: o.json === true, limit, shipped, patterns };
      try {
        await withTrace(file, o, deps, (r) => traceMatchCommand(r, options, stdoutWrite));
      } catch (error) {
        if (!(error instanceof PatternMistakes)) throw error;
        refuse(error.message);
      }
    });
}

function readFiles(named: readonly string[]): PatternFile[] | undefined {
  try {
    return [...ownPatternFiles(process.cwd()), ...namedPatternFiles(named)];
  } catch (error) {
    refuse(`cannot read a pattern: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function refuse(message: string): void {
  for (const line of message.split("\n")) process.stderr.write(`racegate: ${line}\n`);
  process.exitCode = 2;
}
