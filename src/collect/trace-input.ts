// Opens what the user named as a byte source that can be read at any offset: a file, a compressed file, standard
// input, an object in a bucket. Compressed and streamed input is written to a temporary file first.
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  openSync,
  readSync,
  statSync,
} from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";
import type { ByteSource } from "../model/byte-source.ts";
import { noteTemporary } from "../util/temporary-paths.ts";

/** A compressed trace may not unpack to more than this; what is beyond is left out, and a note says so. */
export const UNPACKED_BYTES_MAX = 64 * 1024 ** 3;
const READ_BYTES = 1 << 20;
const TURN_MS = 100;
const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

export interface TraceInput {
  readonly source: ByteSource;
  /** What was wrong while unpacking. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

export interface InputRequest {
  /** A path, `-`, or what `openRemote` understands (`gs://…`). */
  readonly location: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly openRemote?: ((location: string) => Promise<ByteSource>) | undefined;
  /** What is streamed or unpacked may have this many bytes. */
  readonly maxBytes?: number | undefined;
}

type Packing = "gzip" | "zstd" | "none";

function packingOf(head: Uint8Array): Packing {
  const begins = (magic: readonly number[]): boolean => magic.every((b, i) => head[i] === b);
  if (begins(GZIP)) return "gzip";
  return begins(ZSTD) ? "zstd" : "none";
}

/** Opens an input. @throws what opening a file throws (ENOENT and the like) */
export async function openTraceInput(request: InputRequest): Promise<TraceInput> {
  const { location, maxBytes = UNPACKED_BYTES_MAX } = request;
  if (location === "-") return await spooled(request.stdin, "-", maxBytes);
  if (location.includes("://")) {
    if (request.openRemote === undefined) throw new Error(`cannot read ${location} here`);
    const source = await request.openRemote(location);
    const packed = packingOf(await source.read(0, ZSTD.length)) !== "none";
    if (packed || source.size === undefined)
      return await spooled(pieces(source), location, maxBytes);
    return { source, notes: [], close: () => Promise.resolve() };
  }
  const info = statSync(location);
  if (!info.isFile()) return await spooled(createReadStream(location), location, maxBytes);
  const plain = openPlain(location, location);
  if (packingOf(await plain.source.read(0, ZSTD.length)) === "none") return plain;
  await plain.close();
  return await spooled(createReadStream(location), location, maxBytes);
}

async function* pieces(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let offset = 0; ;) {
    const piece = await source.read(offset, READ_BYTES);
    if (piece.length === 0) return;
    offset += piece.length;
    yield piece;
  }
}

/** Takes the first bytes off a stream to see what they are, and gives the whole stream back. */
async function looked(
  input: AsyncIterable<Uint8Array>,
): Promise<{ packing: Packing; all: AsyncIterable<Uint8Array> }> {
  const iterator = input[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  while (size < ZSTD.length) {
    const next = await iterator.next();
    if (next.done === true) break;
    head.push(next.value);
    size += next.value.length;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* head;
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  return { packing: packingOf(Buffer.concat(head)), all: all() };
}

async function spooled(
  input: AsyncIterable<Uint8Array>,
  name: string,
  maxBytes: number,
): Promise<TraceInput> {
  const folder = noteTemporary(await mkdtemp(join(tmpdir(), "racegate-trace-")));
  const path = join(folder, "trace");
  const notes: string[] = [];
  const { packing, all } = await looked(input);
  const cap = capped(notes, maxBytes);
  const out = createWriteStream(path, { mode: 0o600 });
  const from = Readable.from(all);
  try {
    if (packing === "none") await pipeline(from, cap, out);
    else {
      const unpack = packing === "gzip" ? createGunzip() : createZstdDecompress();
      await pipeline(from, unpack, cap, out);
    }
  } catch (error) {
    // What could be unpacked up to the damage is a trace that is cut.
    const why = error instanceof Error ? error.message : String(error);
    notes.push(`${name} could not be read to its end: ${why}`);
  }
  const plain = openPlain(path, name);
  const close = async (): Promise<void> => {
    await plain.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { source: plain.source, notes, close };
}

/**
 * A file as a source whose reads happen at once. A command has nothing else to do meanwhile, and a trace's index is
 * made of tens of thousands of small reads, for which a thread's hand-over would cost more than the read.
 */
function openPlain(path: string, name: string): TraceInput {
  const fd = openSync(path, "r");
  const { size } = fstatSync(fd);
  const readInto = (offset: number, target: Uint8Array): number => {
    const length = Math.max(0, Math.min(target.length, size - offset));
    let filled = 0;
    while (filled < length) {
      const n = readSync(fd, target, filled, length - filled, offset + filled);
      if (n === 0) break;
      filled += n;
    }
    return filled;
  };
  // Reads that are done at once never let the event loop turn, and a signal would find nobody.
  let turnedAtMs = performance.now();
  const turn = (): Promise<void> | undefined => {
    if (performance.now() - turnedAtMs < TURN_MS) return undefined;
    turnedAtMs = performance.now();
    return setImmediate();
  };
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    await turn();
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
    return buffer.subarray(0, readInto(offset, buffer));
  };
  const close = (): Promise<void> => {
    closeSync(fd);
    return Promise.resolve();
  };
  return { source: { name, size, path, read, readInto, turn }, notes: [], close };
}

function capped(notes: string[], maxBytes: number): Transform {
  let left = maxBytes;
  return new Transform({
    transform(piece: Uint8Array, _encoding, done): void {
      const part = piece.subarray(0, left);
      if (part.length < piece.length && notes.length === 0) {
        notes.push(`unpacked bytes beyond ${maxBytes} were left out`);
      }
      left -= part.length;
      done(null, part);
    },
  });
}
