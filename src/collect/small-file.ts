/** Files that a user or a checkout names, and that are read as a whole: bounded, and never waited for. */
import { constants } from "node:fs";
import { open, stat } from "node:fs/promises";

export type SmallFile =
  | { readonly state: "read"; readonly text: string }
  | { readonly state: "absent" }
  /** `why` ends a sentence that begins with the file. */
  | { readonly state: "refused"; readonly why: string };

/** Reads a regular file of at most `most` bytes: a pipe or a device might never end. */
export async function readSmallFile(path: string, most: number): Promise<SmallFile> {
  try {
    // Asked before it is opened: a pipe without a writer would be waited for.
    if (!(await stat(path)).isFile()) return { state: "refused", why: "is not a regular file" };
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const { size } = await file.stat();
      if (size > most) return tooLarge(most);
      // What the kernel makes up says 0 bytes and may have no end.
      const bytes = Buffer.alloc(Math.min(most, Math.max(size, 64 * 1024)) + 1);
      let length = 0;
      while (length < bytes.length) {
        const { bytesRead } = await file.read(bytes, length, bytes.length - length);
        if (bytesRead === 0) return { state: "read", text: bytes.toString("utf8", 0, length) };
        length += bytesRead;
      }
      return tooLarge(most);
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return { state: "absent" };
    return { state: "refused", why: `cannot be read (${code ?? String(error)})` };
  }
}

function tooLarge(most: number): SmallFile {
  const size = most >= 2 ** 20 ? `${most / 2 ** 20} MiB` : `${most / 2 ** 10} KiB`;
  return { state: "refused", why: `is larger than ${size}` };
}
