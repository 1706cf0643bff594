import { execa } from "execa";
import { createLineSplitter } from "../util/line-splitter.ts";

/** A listing of symbols takes seconds; one that takes longer hangs. */
const TIMEOUT_MS = 120_000;

export interface LineOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly maxLineBytes: number;
  readonly onLine: (line: string) => void;
}

/**
 * Runs a program and hands out its standard output by line, without keeping it.
 * @returns whether it ended well
 */
export async function startLines(
  program: string,
  args: readonly string[],
  options: LineOptions,
): Promise<boolean> {
  const { maxLineBytes, onLine } = options;
  const splitter = createLineSplitter((line) => onLine(Buffer.from(line).toString("utf8")), {
    maxLineBytes,
  });
  const child = execa(program, [...args], {
    cwd: options.cwd,
    env: { ...options.env },
    extendEnv: false,
    stdin: "ignore",
    stderr: "ignore",
    buffer: false,
    reject: false,
    timeout: TIMEOUT_MS,
  });
  child.stdout.on("data", (chunk: Buffer) => splitter.push(chunk));
  const { failed } = await child;
  splitter.end();
  return !failed;
}
