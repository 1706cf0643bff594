/**
 * One file that a user names or a directory holds, made readable at any offset: pipes and devices are written to a
 * temporary file, compressed texts and traces unpacked into one. What cannot be read is refused by name.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { constants, gunzipSync } from "node:zlib";
import type { ArtifactKind } from "../model/capture.ts";
import type { ByteSource } from "../model/byte-source.ts";
import { fileSource, type FilePool } from "./file-source.ts";
import { isPackedTrace, unpackTrace } from "./packed-trace.ts";
import { archiveOf, recogniseKind } from "./recognise.ts";
import { spoolStandardInput } from "./spool.ts";

/** How much of a file tells its kind. */
const HEAD_BYTES = 64 << 10;
/** Enough of a gzip stream to see whether it holds text. */
const PACKED_HEAD_BYTES = 4 << 10;
/** A compressed text may not unpack to more. */
const UNPACKED_TEXT_BYTES = 4 * 1024 ** 3;
const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

export interface LooseFile {
  readonly bytes: ByteSource;
  readonly kind: ArtifactKind;
}

/** Why a file is not read, as the end of a sentence that begins with its name. */
export interface Refused {
  readonly why: string;
}

/** What is open, and is to be closed by whoever asked. */
export interface LooseFiles {
  readonly pool: FilePool;
  readonly notes: { code: string; message: string }[];
  readonly closing: (() => Promise<void>)[];
}

/** Opens a file by its content. Throws what reading throws. */
export async function openLoose(
  path: string,
  name: string,
  files: LooseFiles,
): Promise<LooseFile | Refused> {
  let readable = path;
  if (!(await stat(path)).isFile()) {
    const spooled = await spoolStandardInput(createReadStream(path));
    files.closing.push(() => spooled.remove());
    files.notes.push(...spooled.notes);
    readable = spooled.path;
  }
  let bytes = await fileSource(files.pool, readable, name);
  if ((await isPackedTrace(bytes)) || (await isPackedText(bytes))) {
    const unpacked = await unpackTrace(readable, name, UNPACKED_TEXT_BYTES);
    files.closing.push(() => unpacked.close());
    for (const message of unpacked.notes) files.notes.push({ code: "not-unpacked", message });
    bytes = unpacked.bytes;
  }
  const head = await bytes.read(0, HEAD_BYTES);
  if (head.length === 0) return { why: "is empty" };
  const archive = archiveOf(head);
  if (archive !== undefined) {
    return { why: `is an archive (${archive}): unpack it, and name the directory` };
  }
  const kind = recogniseKind(name, head);
  return kind === undefined ? { why: "is nothing that racegate reads" } : { bytes, kind };
}

/** Whether the bytes are a compressed text, and not a profile, which is compressed as well. */
async function isPackedText(bytes: ByteSource): Promise<boolean> {
  const head = await bytes.read(0, PACKED_HEAD_BYTES);
  const begins = (magic: readonly number[]): boolean => magic.every((b, i) => head[i] === b);
  if (begins(ZSTD)) return true;
  if (!begins(GZIP)) return false;
  try {
    const text = gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
    // A tar is unpacked so far that it can be named; a profile begins with protobuf's field 1.
    return archiveOf(text) !== undefined || recogniseKind("text", text) !== undefined;
  } catch {
    return false;
  }
}
