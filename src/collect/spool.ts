import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noteTemporary } from "../util/temporary-paths.ts";

/** Standard input is spooled up to this size, because parsers read at any offset. */
export const MAX_STANDARD_INPUT_BYTES = 4 * 1024 ** 3;

export interface Spooled {
  readonly path: string;
  readonly notes: readonly { readonly code: string; readonly message: string }[];
  remove(): Promise<void>;
}

/** Writes a stream to a temporary file; what is beyond the cap is not read, and a note says so. */
export async function spoolStandardInput(
  input: AsyncIterable<Uint8Array>,
  maxBytes = MAX_STANDARD_INPUT_BYTES,
): Promise<Spooled> {
  const folder = noteTemporary(await mkdtemp(join(tmpdir(), "racegate-stdin-")));
  const path = join(folder, "stdin");
  const notes: { code: string; message: string }[] = [];
  const file = await open(path, "w", 0o600);
  try {
    let left = maxBytes;
    for await (const chunk of input) {
      const part = chunk.subarray(0, left);
      await file.writeFile(part);
      left -= part.length;
      if (part.length === chunk.length) continue;
      const message = `Standard input is longer than ${maxBytes} bytes; the rest was not read.`;
      notes.push({ code: "standard-input-cut", message });
      break;
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await file.close();
  }
  return { path, notes, remove: () => rm(folder, { recursive: true, force: true }) };
}
