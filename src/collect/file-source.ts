import { open, stat, type FileHandle } from "node:fs/promises";
import type { ByteSource } from "../model/byte-source.ts";

/** A capture of a thousand packages has thousands of files; this many are open at once. */
const MAX_OPEN_FILES = 64;

interface OpenFile {
  readonly handle: Promise<FileHandle>;
  /** Reads under way; a file is closed only between reads. */
  reads: number;
  evicted: boolean;
}

/** Opens files when they are read and closes those that were not read for the longest time. */
export class FilePool {
  private readonly files = new Map<string, OpenFile>();

  /** Reads up to `length` bytes at `offset`; fewer only at the end of the file. */
  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    const file = this.take(path);
    file.reads += 1;
    try {
      const handle = await file.handle;
      const buffer = Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < length) {
        const part = await handle.read(buffer, filled, length - filled, offset + filled);
        if (part.bytesRead === 0) break;
        filled += part.bytesRead;
      }
      return buffer.subarray(0, filled);
    } finally {
      file.reads -= 1;
      if (file.evicted) await closeUnused(file);
    }
  }

  /** Closes every file; those being read, after the read. */
  async close(): Promise<void> {
    const closing = [...this.files.values()].map((file) => {
      file.evicted = true;
      return closeUnused(file);
    });
    this.files.clear();
    await Promise.all(closing);
  }

  private take(path: string): OpenFile {
    const known = this.files.get(path);
    const file = known ?? { handle: open(path, "r"), reads: 0, evicted: false };
    this.files.delete(path);
    this.files.set(path, file);
    if (known !== undefined) return file;
    file.handle.catch(() => this.files.delete(path));
    const oldest = this.files.entries().next().value;
    if (this.files.size > MAX_OPEN_FILES && oldest !== undefined) {
      this.files.delete(oldest[0]);
      oldest[1].evicted = true;
      void closeUnused(oldest[1]);
    }
    return file;
  }
}

async function closeUnused(file: OpenFile): Promise<void> {
  if (file.reads > 0) return;
  await file.handle.then((handle) => handle.close()).catch(() => undefined);
}

/**
 * A file as a ByteSource.
 * @param name what messages and evidence call it
 * @throws what stat throws
 */
export async function fileSource(pool: FilePool, path: string, name: string): Promise<ByteSource> {
  const { size } = await stat(path);
  return {
    name,
    size,
    read: (offset, length) => pool.read(path, offset, Math.max(0, Math.min(length, size - offset))),
  };
}
