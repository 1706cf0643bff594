import type { ByteSource } from "../model/byte-source.ts";
import { UserFailure } from "../model/failure.ts";
import { gcsObjectsOf, type GcsStoreOptions } from "./gcs.ts";
import type { GcsObjects } from "./gcs-objects.ts";
import { readStored } from "./gcs-send.ts";
import { watchTransfer } from "./watched-transfer.ts";

/**
 * An object of a bucket as bytes at any offset. It is read in blocks, of which the last few stay: a trace is read
 * from front to back in one pass, so the next block is on its way while one is looked at, and the small reads of an
 * index cost no request each. Every request asks for the generation that was there first, so that an object that is
 * replaced meanwhile is noticed and not mixed.
 */
export interface GcsSourceOptions extends Omit<GcsStoreOptions, "prefix"> {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of one request. Default: 4 MiB. */
  readonly blockBytes?: number | undefined;
}

export interface GcsObjectUrl {
  readonly bucket: string;
  readonly name: string;
}

const BLOCK_BYTES = 4 << 20;
/** Blocks that are kept, the one on its way among them. */
const BLOCKS_KEPT = 6;

/** Splits `gs://BUCKET/OBJECT`; undefined where it is none. The object's name is taken as it is written. */
export function parseGcsObjectUrl(url: string): GcsObjectUrl | undefined {
  const match = /^gs:\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])\/(.{1,1024})$/su.exec(url);
  const [, bucket, name] = match ?? [];
  return bucket === undefined || name === undefined ? undefined : { bucket, name };
}

/** Opens objects of one bucket, all with one client and its token. */
export class GcsReader {
  readonly #options: GcsSourceOptions;
  readonly #objects: GcsObjects;

  constructor(options: GcsSourceOptions) {
    this.#options = options;
    this.#objects = gcsObjectsOf(options);
  }

  /**
   * The object as a source; its size and generation are asked for.
   * @throws UserFailure RG9001 where it is not there or may not be read; `read` throws the same for a line that
   *   breaks and stays broken
   */
  async open(objectName: string): Promise<OpenedSource> {
    const found = await this.find(objectName);
    if (found !== undefined) return found;
    throw new UserFailure("RG9001", `${this.#placeOf(objectName)} does not exist.`);
  }

  /** The same, undefined for an object that is not there. */
  async find(objectName: string): Promise<OpenedSource | undefined> {
    const { bucket, signal } = this.#options;
    const place = this.#placeOf(objectName);
    const asked = await this.#objects.ask(
      (storage, watch) => readStored(storage, bucket, objectName, watch),
      signal,
    );
    if (asked.state === "absent") return undefined;
    if (asked.state === "failed") throw unreadable(place, asked.why);
    const { sizeBytes, generation } = asked.value;
    const object = { place, name: objectName, bucket, sizeBytes, generation };
    const blocks = new Blocks(this.#objects, object, this.#options);
    return { name: place, size: sizeBytes, read: (offset, length) => blocks.read(offset, length) };
  }

  #placeOf(objectName: string): string {
    return `gs://${this.#options.bucket}/${objectName}`;
  }
}

export interface OpenedSource extends ByteSource {
  readonly size: number;
}

interface OpenedObject {
  readonly place: string;
  readonly bucket: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly generation: string;
}

class Blocks {
  readonly #objects: GcsObjects;
  readonly #object: OpenedObject;
  readonly #signal: AbortSignal | undefined;
  readonly #blockBytes: number;
  /** The least recently used first. */
  readonly #kept = new Map<number, Promise<Uint8Array>>();
  #last = -1;

  constructor(objects: GcsObjects, object: OpenedObject, options: GcsSourceOptions) {
    this.#objects = objects;
    this.#object = object;
    this.#signal = options.signal;
    this.#blockBytes = options.blockBytes ?? BLOCK_BYTES;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(offset + length, this.#object.sizeBytes);
    if (end <= offset) return new Uint8Array(0);
    const first = Math.floor(offset / this.#blockBytes);
    const last = Math.floor((end - 1) / this.#blockBytes);
    const parts: Uint8Array[] = [];
    for (let n = first; n <= last; n++) {
      const block = await this.#block(n);
      const at = n * this.#blockBytes;
      parts.push(block.subarray(Math.max(0, offset - at), end - at));
      // In order so far: the next one will be wanted too.
      if (n === this.#last + 1) void this.#block(n + 1).catch(() => undefined);
      this.#last = n;
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  }

  async #block(n: number): Promise<Uint8Array> {
    const start = n * this.#blockBytes;
    const end = Math.min(start + this.#blockBytes, this.#object.sizeBytes);
    if (end <= start) return new Uint8Array(0);
    const known = this.#kept.get(n);
    const block = known ?? this.#fetch(start, end);
    this.#kept.delete(n);
    this.#kept.set(n, block);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > BLOCKS_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    // A block that did not come is asked for anew when it is wanted again.
    if (known === undefined) block.catch(() => this.#kept.delete(n));
    return await block;
  }

  async #fetch(start: number, end: number): Promise<Uint8Array> {
    const { bucket, name, generation, place } = this.#object;
    const asked = await this.#objects.ask(async (storage, watch) => {
      const file = storage.bucket(bucket).file(name, { generation });
      // Bytes as they are stored: ranges of an object that the server unpacks on the way would be of neither.
      const range = { start, end: end - 1, validation: false, decompress: false };
      const [bytes] = await watchTransfer(() => file.download(range), watch);
      if (bytes.length === end - start) return bytes;
      throw new Error(`${bytes.length} bytes came instead of ${end - start}`);
    }, this.#signal);
    if (asked.state === "answered") return asked.value;
    throw unreadable(place, asked.state === "absent" ? "it was replaced or deleted" : asked.why);
  }
}

function unreadable(place: string, why: string): UserFailure {
  return new UserFailure("RG9001", `${place} cannot be read: ${why}.`);
}
