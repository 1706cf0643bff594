import type { ByteSource } from "../model/byte-source.ts";
import type { DiskFiles, DiskHandle } from "./disk-files.ts";

/** A file as a source, open as long as it is used. */
export interface FileSource extends ByteSource {
  readonly size: number;
  close(): Promise<void>;
}

/** Opens with the given flags; throws where the path is not a regular file. */
export async function openFileSource(
  files: Pick<DiskFiles, "open">,
  path: string,
  flags: string | number,
): Promise<FileSource> {
  const handle = await files.open(path, flags);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new Error(`${path} is not a regular file`);
    return sourceOfHandle(path, handle, stat.size);
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

function sourceOfHandle(name: string, handle: DiskHandle, size: number): FileSource {
  return {
    name,
    size,
    read: async (offset, length) => {
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < bytes.byteLength) {
        const { bytesRead } = await handle.read(
          bytes,
          filled,
          bytes.byteLength - filled,
          offset + filled,
        );
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
    close: () => handle.close(),
  };
}
