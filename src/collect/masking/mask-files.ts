/** Strikes values out of files of the capture that test processes wrote themselves: race logs, traces, profiles. */
import { constants } from "node:fs";
import { open, readFile, readdir, lstat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { Masker } from "./masker.ts";

const BLOCK = 4 << 20;
/** Of a profile, unpacked; a larger one is not looked into. */
const PROFILE_BYTES_MAX = 256 << 20;
const unpack = promisify(gunzip);
const pack = promisify(gzip);

/**
 * The regular files of a directory, without those below it.
 * @returns names of the files that could not be looked through: they may hold a value
 */
export async function maskDirectory(
  masker: Masker,
  directory: string,
  skip: ReadonlySet<string>,
): Promise<string[]> {
  if (masker.isEmpty) return [];
  const unmasked: string[] = [];
  for (const name of await readdir(directory).catch((): string[] => [])) {
    if (skip.has(name)) continue;
    const path = join(directory, name);
    const entry = await lstat(path).catch(() => undefined);
    if (entry?.isFile() !== true) continue;
    const work = name.endsWith(".pprof") ? maskProfile(masker, path) : maskFile(masker, path);
    await work.catch(() => unmasked.push(name));
  }
  return unmasked;
}

/** In place, block by block; what lies across two blocks is found too. */
export async function maskFile(masker: Masker, path: string): Promise<void> {
  const file = await open(path, constants.O_RDWR | constants.O_NOFOLLOW);
  try {
    const buffer = Buffer.allocUnsafe(BLOCK + masker.longest);
    for (let position = 0; ; position += BLOCK) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return;
      const isJson = path.endsWith(".json");
      for (const { start, end } of masker.find(buffer.subarray(0, bytesRead), isJson)) {
        await file.write(Buffer.alloc(end - start, "*"), 0, end - start, position + start);
      }
      if (bytesRead <= BLOCK) return;
    }
  } finally {
    await file.close();
  }
}

/** Profiles are gzip: unpacked, looked through and, where there was something, packed again. */
async function maskProfile(masker: Masker, path: string): Promise<void> {
  const packed = await readFile(path);
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) {
    await maskFile(masker, path);
    return;
  }
  const bytes = await unpack(packed, { maxOutputLength: PROFILE_BYTES_MAX });
  if (masker.mask(bytes) > 0) await writeFile(path, await pack(bytes));
}
