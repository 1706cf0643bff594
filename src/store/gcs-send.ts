import { pipeline } from "node:stream/promises";
import type { File, Storage } from "@google-cloud/storage";
import type { ByteSource } from "../model/byte-source.ts";
import { bytesOf, streamOf } from "./byte-stream.ts";
import { failureOf } from "./gcs-errors.ts";
import type { Generation } from "./store.ts";
import { watchTransfer, type WatchOptions } from "./watched-transfer.ts";

/** One try to send one object; failures are thrown and judged by the caller (gcs-errors.ts). */
export interface Sending {
  readonly bucket: string;
  readonly name: string;
  readonly source: ByteSource;
  readonly sizeBytes: number;
  readonly crc32c: string;
  readonly contentType: string;
  /** Generation that the object must have now; "0" for none. */
  readonly generation: Generation;
}

/** What the server says it has. */
export interface Stored {
  readonly sizeBytes: number;
  readonly crc32c: string;
  readonly generation: Generation;
}

/** Up to here one request carries all; it is also the size of a chunk above. A multiple of 256 KiB. */
export const CHUNK_BYTES = 8 << 20;

/** Sends all bytes in one multipart request. The server refuses them when they do not have the CRC32C. */
export async function sendOneShot(
  storage: Storage,
  sending: Sending,
  watch: WatchOptions,
): Promise<Stored> {
  const bytes = await bytesOf(sending.source, sending.sizeBytes);
  const file = fileOf(storage, sending);
  await watchTransfer(
    () =>
      file.save(bytes, {
        resumable: false,
        validation: false,
        preconditionOpts: { ifGenerationMatch: sending.generation },
        metadata: { crc32c: sending.crc32c, contentType: sending.contentType },
      }),
    watch,
  );
  return storedOf(file.metadata);
}

/**
 * An upload in chunks that survives any failed request: before going on it asks the server how much of it is
 * kept, since the library, left alone, gives up when an answer was lost. Protocol:
 * https://cloud.google.com/storage/docs/performing-resumable-uploads
 *
 * 1. Open a session: its URI is the address of the upload.
 * 2. Send chunks from the offset on; the last one's answer is the object's metadata.
 * 3. After a failure ask how far it is (an empty PUT whose Content-Range names no bytes): 308 with Range says
 *    the offset, so go on at 2; 200 that all is there; 404 or 410 that the session is gone, so begin at 1.
 */
export class ResumableSession {
  readonly #sending: Sending;
  readonly #chunkBytes: number;
  #uri: string | undefined;
  #offset = 0;
  #unsure = false;

  constructor(sending: Sending, chunkBytes: number) {
    this.#sending = sending;
    this.#chunkBytes = chunkBytes;
  }

  /** Bytes that the server has confirmed. */
  get offset(): number {
    return this.#offset;
  }

  async send(storage: Storage, watch: WatchOptions): Promise<Stored> {
    if (this.#uri !== undefined && this.#unsure) {
      const done = await this.#askOffset(storage, this.#uri, watch);
      if (done !== undefined) return done;
    }
    if (this.#uri === undefined) {
      this.#uri = await this.#open(storage, watch);
      this.#offset = 0;
    }
    this.#unsure = true;
    try {
      return await this.#sendRest(storage, this.#uri, watch);
    } catch (thrown) {
      // What is kept is wrong somewhere: only a new session can bring the right bytes.
      if (failureOf(thrown).class === "damaged") this.#uri = undefined;
      throw thrown;
    }
  }

  async #open(storage: Storage, watch: WatchOptions): Promise<string> {
    const { contentType, crc32c, generation, sizeBytes } = this.#sending;
    const file = fileOf(storage, this.#sending);
    const [uri] = await watchTransfer(
      () =>
        file.createResumableUpload({
          preconditionOpts: { ifGenerationMatch: generation },
          metadata: { contentType, crc32c, contentLength: sizeBytes },
        }),
      watch,
    );
    return uri;
  }

  async #sendRest(storage: Storage, uri: string, watch: WatchOptions): Promise<Stored> {
    const { source, sizeBytes, generation } = this.#sending;
    const file = fileOf(storage, this.#sending);
    const writing = file.createWriteStream({
      uri,
      offset: this.#offset,
      resumable: true,
      chunkSize: this.#chunkBytes,
      validation: false,
      preconditionOpts: { ifGenerationMatch: generation },
      metadata: { contentLength: sizeBytes },
    });
    const reading = streamOf(source, this.#offset, sizeBytes);
    await watchTransfer(() => pipeline(reading, writing), watch);
    return storedOf(file.metadata);
  }

  async #askOffset(
    storage: Storage,
    uri: string,
    watch: WatchOptions,
  ): Promise<Stored | undefined> {
    try {
      const body = await watchTransfer(() => askStatus(storage, uri), watch);
      return storedOf(body);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.status === 308) {
        this.#offset = offsetOf(failure.header("range"));
        return undefined;
      }
      if (failure.class !== "absent") throw thrown;
      this.#uri = undefined;
      return undefined;
    }
  }
}

function askStatus(storage: Storage, uri: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const headers = { "Content-Range": "bytes */*", "Content-Length": "0" };
  storage.request({ method: "PUT", uri, headers }, (error, body: unknown) => {
    if (error === null) resolve(body);
    else reject(error);
  });
  return promise;
}

/** `bytes=0-1048575` → 1048576; without the header nothing is kept yet. */
function offsetOf(range: string | undefined): number {
  const last = /^bytes=0-([0-9]{1,15})$/.exec(range ?? "")?.[1];
  return last === undefined ? 0 : Number(last) + 1;
}

/** The object as the server has it now; throws where it has none or may not be read. */
export async function readStored(
  storage: Storage,
  bucket: string,
  name: string,
  watch: WatchOptions,
): Promise<Stored> {
  const file = storage.bucket(bucket).file(name);
  const [metadata] = await watchTransfer(() => file.getMetadata(), watch);
  return storedOf(metadata);
}

function fileOf(storage: Storage, { bucket, name }: { bucket: string; name: string }): File {
  return storage.bucket(bucket).file(name);
}

function storedOf(metadata: unknown): Stored {
  const value = (name: string): string => {
    const found: unknown = Reflect.get(Object(metadata) as object, name);
    return typeof found === "string" || typeof found === "number" ? String(found) : "";
  };
  return {
    sizeBytes: Number(value("size")),
    crc32c: value("crc32c"),
    generation: value("generation"),
  };
}
