import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";

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
      this.handle ??= await this.open();
      for (let at = 0; at < bytes.length;) {
        const { bytesWritten } = await this.handle.write(bytes, at, bytes.length - at);
        at += bytesWritten;
      }
    } catch (error) {
      this.error = String(error);
    }
  }

  /** The directory is made again where a test has removed it meanwhile; whoever collects says so. */
  private async open(): Promise<FileHandle> {
    return await open(this.path, "a+").catch(async () => {
      await mkdir(dirname(this.path), { recursive: true });
      return await open(this.path, "a+");
    });
  }

  /** Flushes to the disk, so that a machine that dies leaves what was reported. */
  async close(): Promise<void> {
    try {
      await this.handle?.sync();
      await this.restore();
      await this.handle?.close();
    } catch (error) {
      this.error ??= String(error);
    }
  }

  /** A test that cleans the work tree may have removed the file: its bytes are still there while it is open. */
  private async restore(): Promise<void> {
    const { handle } = this;
    if (handle === undefined || (await handle.stat()).nlink > 0) return;
    await mkdir(dirname(this.path), { recursive: true });
    const copy = await open(this.path, "w");
    try {
      const buffer = Buffer.allocUnsafe(1 << 20);
      for (let at = 0; ;) {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
        if (bytesRead === 0) break;
        await copy.writeFile(buffer.subarray(0, bytesRead));
        at += bytesRead;
      }
      await copy.sync();
    } finally {
      await copy.close();
    }
  }
}
