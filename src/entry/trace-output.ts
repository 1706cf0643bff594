// Standard output for floods of text: written at once, so that a slow reader slows the producer down instead of
// filling memory; progress on a terminal.
import { writeSync } from "node:fs";
import { UserFailure } from "../model/failure.ts";
import { withDefaultSignals } from "./ending.ts";

const RETRY_MS = 5;
const PROGRESS_EVERY_MS = 200;
/** Shorter files are done before a progress line could be read. */
const PROGRESS_BYTES_MIN = 32 << 20;
const still = new Int32Array(new SharedArrayBuffer(4));

/** The reader of our output has gone away; not an error. */
export class OutputClosed extends Error {}

/** Waits a moment for the reader; nothing else of this process runs meanwhile, not even a signal's handler. */
function waitForReader(): void {
  withDefaultSignals(() => Atomics.wait(still, 0, 0, RETRY_MS));
}

/** Writes text or bytes to a file descriptor, waiting while its pipe is full. @throws OutputClosed on EPIPE; UserFailure */
export function writeAll(fd: number, data: string | Uint8Array): void {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at, bytes.length - at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") throw new OutputClosed("the reader of the output has gone");
      if (code !== "EAGAIN") {
        throw new UserFailure("RG9001", `The output cannot be written (${code ?? String(error)}).`);
      }
      waitForReader();
    }
  }
}

/** A progress line on a terminal for long files; undefined where there is none to show. */
export function progressOn(
  terminal: { readonly isTTY?: boolean | undefined; write(text: string): unknown },
  size: number | undefined,
): { onProgress: (bytes: number) => void; done: () => void } | undefined {
  if (terminal.isTTY !== true || size === undefined || size < PROGRESS_BYTES_MIN) return undefined;
  let shownAt = 0;
  return {
    onProgress: (bytes) => {
      const now = performance.now();
      if (now - shownAt < PROGRESS_EVERY_MS) return;
      shownAt = now;
      terminal.write(
        `\rreading ${((100 * bytes) / size).toFixed(0)} % of ${(size / 1e6).toFixed(0)} MB`,
      );
    },
    done: () => void terminal.write("\r\x1b[K"),
  };
}
