import { createHash, randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import type { ByteSource } from "../model/byte-source.ts";
import { createCrc32c } from "../util/crc32c.ts";
import { isByteSource, sourceOfBytes } from "./byte-stream.ts";
import {
  codeOf,
  makeDirectories,
  READ_NO_LINK,
  REAL_FILES,
  syncDirectory,
  walkDirectories,
  writeAll,
  type DiskFiles,
} from "./disk-files.ts";
import { holdLock } from "./disk-lock.ts";
import { openFileSource } from "./file-source.ts";
import { refuseName } from "./object-name.ts";
import { sumOfSource, type SourceSum } from "./source-sum.ts";
import {
  NO_GENERATION,
  type Generation,
  type PutOptions,
  type PutOutcome,
  type Readiness,
  type ReadOutcome,
  type ReplaceOutcome,
  type Store,
} from "./store.ts";

/**
 * A directory as a store, with the names of the bucket as paths. A file appears under its name whole or not at
 * all: it is written beside, synced, and then given its name by a hard link, which unlike a rename never
 * replaces what is there.
 */
export interface DiskStoreOptions {
  readonly root: string;
  readonly files?: DiskFiles | undefined;
}

const PIECE_BYTES = 1 << 20;
const TEXT_BYTES_MAX = 64 << 20;
/** What file systems without hard links answer. */
const NO_LINKS: ReadonlySet<string> = new Set([
  "EPERM",
  "ENOTSUP",
  "EOPNOTSUPP",
  "ENOSYS",
  "EMLINK",
]);

/** A store in a directory; it is made when the first object comes. */
export function createDiskStore(options: DiskStoreOptions): Store {
  return new DiskStore(options);
}

class DiskStore implements Store {
  readonly kind = "disk";
  readonly location: string;
  readonly #files: DiskFiles;

  constructor(options: DiskStoreOptions) {
    this.location = resolve(options.root);
    this.#files = options.files ?? REAL_FILES;
  }

  open(): Promise<Readiness> {
    return Promise.resolve({ ready: true });
  }

  link(objectName: string): string {
    return join(this.location, ...objectName.split("/"));
  }

  async put(
    objectName: string,
    given: ByteSource | Uint8Array,
    options: PutOptions,
  ): Promise<PutOutcome> {
    const refused = refuseName(objectName);
    if (refused !== undefined) return { state: "not-stored", why: refused, retries: 0 };
    const source = isByteSource(given) ? given : sourceOfBytes(objectName, given);
    try {
      return { retries: 0, ...(await this.#create(objectName, source, options)) };
    } catch (thrown) {
      return { state: "not-stored", why: wordsOf(thrown), retries: 0 };
    }
  }

  async readText(objectName: string): Promise<ReadOutcome> {
    const refused = refuseName(objectName);
    if (refused !== undefined) return { state: "failed", why: refused };
    try {
      const bytes = await this.#read(objectName);
      if (bytes === undefined) return { state: "absent" };
      return { state: "read", text: bytes.toString("utf8"), generation: generationOf(bytes) };
    } catch (thrown) {
      return { state: "failed", why: wordsOf(thrown) };
    }
  }

  async replace(
    objectName: string,
    bytes: Uint8Array,
    generation: Generation,
    options: PutOptions,
  ): Promise<ReplaceOutcome> {
    const refused = refuseName(objectName);
    if (refused !== undefined) return { state: "not-stored", why: refused };
    try {
      const { directory, fileName } = await this.#place(objectName);
      const path = join(directory, fileName);
      return await holdLock(this.#files, `${path}.lock`, async () => {
        const now = await this.#read(objectName);
        const found = now === undefined ? NO_GENERATION : generationOf(now);
        if (found !== generation) return { state: "conflict" };
        const source = sourceOfBytes(objectName, bytes);
        const { temporary } = await this.#writeBeside(directory, fileName, source, options.signal);
        await this.#orRemove(temporary, () => this.#files.rename(temporary, path));
        await syncDirectory(this.#files, directory);
        return { state: "stored", generation: generationOf(bytes) };
      });
    } catch (thrown) {
      return { state: "not-stored", why: wordsOf(thrown) };
    }
  }

  async #create(
    objectName: string,
    source: ByteSource,
    options: PutOptions,
  ): Promise<Omit<PutOutcome, "retries">> {
    const { directory, fileName } = await this.#place(objectName);
    const beside = await this.#writeBeside(directory, fileName, source, options.signal);
    const { temporary, ...sum } = beside;
    const path = join(directory, fileName);
    return await this.#orRemove(temporary, async () => {
      if (options.crc32c !== undefined && options.crc32c !== sum.crc32c) {
        const why = `${source.name} has CRC32C ${sum.crc32c} and should have ${options.crc32c}`;
        await this.#files.unlink(temporary);
        return { state: "not-stored", why, ...sum };
      }
      if (await this.#name(temporary, path)) {
        await syncDirectory(this.#files, directory);
        return { state: "stored", ...sum };
      }
      await this.#files.unlink(temporary);
      return await this.#compare(path, sum);
    });
  }

  /** False when the name is taken. */
  async #name(temporary: string, path: string): Promise<boolean> {
    try {
      await this.#files.link(temporary, path);
      // Its second name is only litter now, and no reason to call the object missing.
      await this.#files.unlink(temporary).catch(() => undefined);
      return true;
    } catch (thrown) {
      const code = codeOf(thrown) ?? "";
      if (code === "EEXIST") return false;
      if (!NO_LINKS.has(code)) throw thrown;
    }
    // Without hard links there is a moment in which another process could take the name; it then loses.
    if (await this.#exists(path)) return false;
    await this.#files.rename(temporary, path);
    return true;
  }

  async #exists(path: string): Promise<boolean> {
    try {
      await this.#files.lstat(path);
      return true;
    } catch (thrown) {
      if (codeOf(thrown) === "ENOENT") return false;
      throw thrown;
    }
  }

  async #compare(path: string, sum: SourceSum): Promise<Omit<PutOutcome, "retries">> {
    const existing = await openFileSource(this.#files, path, READ_NO_LINK);
    try {
      const found = await sumOfSource(existing);
      if (found.crc32c === sum.crc32c && found.sizeBytes === sum.sizeBytes) {
        return { state: "stored", ...sum };
      }
      const why =
        `a file of that name is there with other content: ${found.sizeBytes} bytes, CRC32C ` +
        `${found.crc32c}, instead of ${sum.sizeBytes} bytes, ${sum.crc32c}`;
      return { state: "not-stored", why, ...sum };
    } finally {
      await existing.close();
    }
  }

  async #place(objectName: string): Promise<{ directory: string; fileName: string }> {
    const segments = objectName.split("/");
    const fileName = segments.pop() ?? "";
    const directory = await makeDirectories(this.#files, this.location, segments);
    return { directory, fileName };
  }

  async #writeBeside(
    directory: string,
    fileName: string,
    source: ByteSource,
    signal: AbortSignal | undefined,
  ): Promise<SourceSum & { readonly temporary: string }> {
    const temporary = join(directory, `.${fileName.slice(0, 100)}.${randomUUID()}.tmp`);
    const sum = await createCrc32c();
    let sizeBytes = 0;
    const handle = await this.#files.open(temporary, "wx", 0o644);
    return await this.#orRemove(temporary, async () => {
      try {
        for (;;) {
          signal?.throwIfAborted();
          const piece = await source.read(sizeBytes, PIECE_BYTES);
          if (piece.byteLength === 0) break;
          await writeAll(handle, piece);
          sum.update(piece);
          sizeBytes += piece.byteLength;
        }
        await handle.sync();
      } finally {
        await handle.close();
      }
      return { temporary, sizeBytes, crc32c: sum.digestBase64() };
    });
  }

  /** Runs the step; when it fails nothing is left of the temporary file. */
  async #orRemove<T>(temporary: string, step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (thrown) {
      await this.#files.unlink(temporary).catch(() => undefined);
      throw thrown;
    }
  }

  async #read(objectName: string): Promise<Buffer | undefined> {
    const segments = objectName.split("/");
    const fileName = segments.pop() ?? "";
    try {
      const directory = await walkDirectories(this.#files, this.location, segments);
      const source = await openFileSource(this.#files, join(directory, fileName), READ_NO_LINK);
      try {
        if (source.size > TEXT_BYTES_MAX) throw new Error(`it has ${source.size} bytes`);
        return Buffer.from(await source.read(0, source.size));
      } finally {
        await source.close();
      }
    } catch (thrown) {
      if (codeOf(thrown) === "ENOENT") return undefined;
      throw thrown;
    }
  }
}

function generationOf(bytes: Uint8Array): Generation {
  return createHash("sha256").update(bytes).digest("hex");
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
