import { open, stat, type FileHandle } from "node:fs/promises";
import type { ByteSource } from "../model/byte-source.ts";

/** A capture of a thousand packages has thousands of files; this many are open at once. */
const MAX_OPEN_FILES = 64;

/** Opens files when they are read and closes those that were not read for the longest time. */
export class FilePool {
  private readonly handles = new Map<string, Promise<FileHandle>>();

  /** Reads up to `length` bytes at `offset`; fewer only at the end of the file. */
  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    const handle = await this.handle(path);
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const part = await handle.read(buffer, filled, length - filled, offset + filled);
      if (part.bytesRead === 0) break;
      filled += part.bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  async close(): Promise<void> {
    const handles = [...this.handles.values()];
    this.handles.clear();
    for (const handle of handles) await handle.then((each) => each.close()).catch(() => undefined);
  }

  private async handle(path: string): Promise<FileHandle> {
    const known = this.handles.get(path);
    if (known !== undefined) {
      this.handles.delete(path);
      this.handles.set(path, known);
      return known;
    }
    const opened = open(path, "r");
    this.handles.set(path, opened);
    opened.catch(() => this.handles.delete(path));
    const oldest = this.handles.keys().next().value;
    if (this.handles.size > MAX_OPEN_FILES && oldest !== undefined) {
      const handle = this.handles.get(oldest);
      this.handles.delete(oldest);
      await handle?.then((each) => each.close()).catch(() => undefined);
    }
    return opened;
  }
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
