/**
 * How a process of racegate ends, whatever hangs:
 * - an output whose reader has gone, or that cannot be written, is no reason to stop: the evidence is stored and
 *   the exit code stays what the verdict says;
 * - a signal ends a command at once; a run gets time to end its tests and to report, and then a wall;
 * - behind the last line the process exits by itself: connections that nobody closed do not keep it.
 */
import { rmSync } from "node:fs";
import { temporaryPaths } from "../util/temporary-paths.ts";

/** What the shell, a terminal that closes, and CI runners send. */
const SIGNALS = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"] as const;
export const CANCELLED_EXIT_CODE = 130;
/** A cancelled run has this long. GitHub's runner sends the next signal after 7.5 s. */
const WALL_MS = 6_500;
/** A terminal and a parent that passes signals on send the same one twice; later ones are impatience. */
const SAME_SIGNAL_MS = 1_000;

/** A command that wants to end by itself when a signal comes. */
let cancelRun: (() => void) | undefined;
let cancelledAtMs: number | undefined;
let started = false;

export interface EntryOptions {
  /** Standard output is a document: no line of racegate's may get into it. */
  readonly stdoutIsDocument: boolean;
}

/** To be called first in every front door. */
export function startEntry({ stdoutIsDocument }: EntryOptions): void {
  if (started) return;
  started = true;
  sayWhenBroken(process.stdout, "standard output", process.stderr);
  sayWhenBroken(process.stderr, "standard error", stdoutIsDocument ? undefined : process.stdout);
  process.on("exit", removeTemporaryFolders);
  listen();
}

/**
 * From here on the first signal calls `cancel` instead of ending the process; after the wall's time, or at a
 * second signal, the process ends all the same.
 */
export function onCancel(cancel: () => void): Disposable {
  cancelRun = cancel;
  return {
    [Symbol.dispose]: () => {
      if (cancelRun === cancel) cancelRun = undefined;
    },
  };
}

/** Ends the process when both outputs have taken what was written to them. Never returns. */
export async function endProcess(exitCode: number): Promise<never> {
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(cancelledAtMs === undefined ? exitCode : CANCELLED_EXIT_CODE);
}

/**
 * Runs what blocks the thread until somebody else acts (a full pipe): meanwhile signals do what they do by
 * default, since no handler of ours would be called.
 */
export function withDefaultSignals<T>(work: () => T): T {
  if (!started) return work();
  for (const signal of SIGNALS) process.off(signal, onSignal);
  try {
    return work();
  } finally {
    listen();
  }
}

function listen(): void {
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

function onSignal(signal: NodeJS.Signals): void {
  if (cancelRun === undefined) endNow(`ended by ${signal}`);
  else if (cancelledAtMs === undefined) {
    cancelledAtMs = performance.now();
    setTimeout(() => endNow("cancelled; there was no time for the rest"), WALL_MS);
    cancelRun();
  } else if (performance.now() - cancelledAtMs > SAME_SIGNAL_MS) {
    endNow("cancelled again: ended without the rest of the report");
  }
}

function endNow(words: string): void {
  process.stderr.write(`racegate: ${words}\n`);
  process.exit(CANCELLED_EXIT_CODE);
}

function sayWhenBroken(
  stream: NodeJS.WriteStream,
  name: string,
  other: NodeJS.WriteStream | undefined,
): void {
  let said = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // `| head` has read what it wanted.
    if (said || error.code === "EPIPE") return;
    said = true;
    const why = error.code ?? error.message;
    other?.write(
      `racegate: ${name} cannot be written (${why}); the exit code and what is stored stand [RG9004]\n`,
    );
  });
}

/** Settles when the stream has nothing left to write, or cannot write. */
async function flushed(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.writableLength === 0 || stream.destroyed) return;
  await new Promise<void>((resolve) => {
    stream.once("error", () => resolve());
    stream.once("close", () => resolve());
    stream.write("", () => resolve());
  });
}

function removeTemporaryFolders(): void {
  for (const path of temporaryPaths()) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // Another process's file in it, or no permission: there is nobody left to tell.
    }
  }
}
