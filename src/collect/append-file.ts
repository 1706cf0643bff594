import { open, type FileHandle } from "node:fs/promises";

/**
 * A file that grows at its end. The first error (a full disk) is kept and later bytes are dropped: whoever
 * feeds it must go on reading, or the tests would block on their pipe.
 */
export class AppendFile {
  /** Why bytes are missing, if they are. */
  error: string | undefined;
  private readonly path: string;
  private handle: FileHandle | undefined;

  constructor(path: string) {
    this.path = path;
  }

  async append(bytes: Uint8Array): Promise<void> {
    if (this.error !== undefined) return;
    try {
      this.handle ??= await open(this.path, "a");
      for (let at = 0; at < bytes.length;) {
        const { bytesWritten } = await this.handle.write(bytes, at, bytes.length - at);
        at += bytesWritten;
      }
    } catch (error) {
      this.error = String(error);
    }
  }

  /** Flushes to the disk, so that a machine that dies leaves what was reported. */
  async close(): Promise<void> {
    try {
      await this.handle?.sync();
      await this.handle?.close();
    } catch (error) {
      this.error ??= String(error);
    }
  }
}
