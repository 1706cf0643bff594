/** An execution trace that lies compressed in a capture, or beside it: `trace.out.gz`, as stores keep it, or zstd. */
import { constants, gunzipSync, zstdDecompressSync } from "node:zlib";
import type { ByteSource } from "../model/byte-source.ts";
import { openTraceInput } from "./trace-input.ts";

const TRACE = /^go 1\.\d+ trace\0/;
const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
/** Enough of a gzip stream for the sixteen bytes that tell a trace. */
const GZIP_HEAD_BYTES = 4 << 10;
/** A block of zstd has up to 128 KiB, and is unpacked as a whole. */
const ZSTD_HEAD_BYTES = 160 << 10;
const UNPACKED_HEAD_BYTES = 256 << 20;

export interface UnpackedTrace {
  readonly bytes: ByteSource;
  /** What was wrong with the compressed file. */
  readonly notes: readonly string[];
  /** Removes the temporary file. */
  close(): Promise<void>;
}

/** Whether the bytes are those of a compressed execution trace, by its first bytes unpacked. */
export async function isPackedTrace(bytes: ByteSource): Promise<boolean> {
  const head = await bytes.read(0, ZSTD.length);
  const begins = (magic: readonly number[]): boolean => magic.every((b, i) => head[i] === b);
  try {
    if (begins(GZIP)) {
      const finishFlush = constants.Z_SYNC_FLUSH;
      return isTrace(gunzipSync(await bytes.read(0, GZIP_HEAD_BYTES), { finishFlush }));
    }
    if (begins(ZSTD)) {
      const options = { finishFlush: constants.ZSTD_e_flush, maxOutputLength: UNPACKED_HEAD_BYTES };
      return isTrace(zstdDecompressSync(await bytes.read(0, ZSTD_HEAD_BYTES), options));
    }
  } catch {
    // Broken from its first bytes on: no trace comes out of it.
  }
  return false;
}

function isTrace(head: Uint8Array): boolean {
  return TRACE.test(Buffer.from(head.buffer, head.byteOffset, 32).toString("latin1"));
}

/** Unpacks the file into a temporary one. @param name what messages and evidence call it */
export async function unpackTrace(
  path: string,
  name: string,
  maxBytes?: number,
): Promise<UnpackedTrace> {
  const input = await openTraceInput({ location: path, stdin: nothing(), maxBytes });
  return { bytes: { ...input.source, name }, notes: input.notes, close: () => input.close() };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A file is opened, standard input is not asked.
}
