import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  noteTemporary
} from "./chunk-DJRU4FCG.js";

// src/collect/trace-input.ts
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  openSync,
  readSync,
  statSync
} from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";
var UNPACKED_BYTES_MAX = 64 * 1024 ** 3;
var READ_BYTES = 1 << 20;
var TURN_MS = 100;
var GZIP = [31, 139];
var ZSTD = [40, 181, 47, 253];
function packingOf(head) {
  const begins = (magic) => magic.every((b, i) => head[i] === b);
  if (begins(GZIP)) return "gzip";
  return begins(ZSTD) ? "zstd" : "none";
}
async function openTraceInput(request) {
  const { location, maxBytes = UNPACKED_BYTES_MAX } = request;
  if (location === "-") return await spooled(request.stdin, "-", maxBytes);
  if (location.includes("://")) {
    if (request.openRemote === void 0) throw new Error(`cannot read ${location} here`);
    const source = await request.openRemote(location);
    const packed = packingOf(await source.read(0, ZSTD.length)) !== "none";
    if (packed || source.size === void 0)
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
async function* pieces(source) {
  for (let offset = 0; ; ) {
    const piece = await source.read(offset, READ_BYTES);
    if (piece.length === 0) return;
    offset += piece.length;
    yield piece;
  }
}
async function looked(input) {
  const iterator = input[Symbol.asyncIterator]();
  const head = [];
  let size = 0;
  while (size < ZSTD.length) {
    const next = await iterator.next();
    if (next.done === true) break;
    head.push(next.value);
    size += next.value.length;
  }
  async function* all() {
    yield* head;
    for (; ; ) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  return { packing: packingOf(Buffer.concat(head)), all: all() };
}
async function spooled(input, name, maxBytes) {
  const folder = noteTemporary(await mkdtemp(join(tmpdir(), "racegate-trace-")));
  const path = join(folder, "trace");
  const notes = [];
  const { packing, all } = await looked(input);
  const cap = capped(notes, maxBytes);
  const out = createWriteStream(path, { mode: 384 });
  const from = Readable.from(all);
  try {
    if (packing === "none") await pipeline(from, cap, out);
    else {
      const unpack = packing === "gzip" ? createGunzip() : createZstdDecompress();
      await pipeline(from, unpack, cap, out);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    notes.push(`${name} could not be read to its end: ${why}`);
  }
  const plain = openPlain(path, name);
  const close = async () => {
    await plain.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { source: plain.source, notes, close };
}
function openPlain(path, name) {
  const fd = openSync(path, "r");
  const { size } = fstatSync(fd);
  const readInto = (offset, target) => {
    const length = Math.max(0, Math.min(target.length, size - offset));
    let filled = 0;
    while (filled < length) {
      const n = readSync(fd, target, filled, length - filled, offset + filled);
      if (n === 0) break;
      filled += n;
    }
    return filled;
  };
  let turnedAtMs = performance.now();
  const turn = () => {
    if (performance.now() - turnedAtMs < TURN_MS) return void 0;
    turnedAtMs = performance.now();
    return setImmediate();
  };
  const read = async (offset, length) => {
    await turn();
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
    return buffer.subarray(0, readInto(offset, buffer));
  };
  const close = () => {
    closeSync(fd);
    return Promise.resolve();
  };
  return { source: { name, size, path, read, readInto, turn }, notes: [], close };
}
function capped(notes, maxBytes) {
  let left = maxBytes;
  return new Transform({
    transform(piece, _encoding, done) {
      const part = piece.subarray(0, left);
      if (part.length < piece.length && notes.length === 0) {
        notes.push(`unpacked bytes beyond ${maxBytes} were left out`);
      }
      left -= part.length;
      done(null, part);
    }
  });
}

export {
  openTraceInput
};
