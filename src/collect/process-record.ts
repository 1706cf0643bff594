import { readFile, readdir, rename, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { processRecord, type ProcessRecord } from "../model/capture.ts";
import { decodeImportPath, importPathDirectory } from "../util/import-path.ts";
import { PACKAGE_FILE, UNKNOWN_PACKAGE } from "./wrapper.ts";

export const RAW_RECORD = "process.raw";

/** One test process's directory in the capture. */
export interface ProcessDirectory {
  /** Absolute. */
  readonly path: string;
  /** Relative to the capture, with `/`. */
  readonly relative: string;
  /** Empty where the wrapper did not know the package. */
  readonly package: string;
  readonly pid: number;
}

/** Every process directory of a capture, or of a part of it (relative), sorted by path. */
export async function processDirectories(
  captureDirectory: string,
  below = "run",
): Promise<ProcessDirectory[]> {
  const found: ProcessDirectory[] = [];
  const pending = [below];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    const absolute = join(captureDirectory, current);
    const entries = await readdir(absolute, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isDirectory()) continue;
      const relative = `${current}/${entry.name}`;
      const isProcess =
        /^\d+$/.test(entry.name) && (await isProcessDirectory(captureDirectory, relative));
      if (!isProcess) {
        pending.push(relative);
        continue;
      }
      found.push({
        path: join(captureDirectory, relative),
        relative,
        package: await packageOf(current.slice("run/".length), join(captureDirectory, relative)),
        pid: Number(entry.name),
      });
    }
  }
  return found.sort((left, right) => (left.relative < right.relative ? -1 : 1));
}

/** A module may have a package in a directory of digits: only one with a process's files is a process. */
async function isProcessDirectory(captureDirectory: string, relative: string): Promise<boolean> {
  const names = await readdir(join(captureDirectory, relative)).catch(() => []);
  return names.some((name) => /^(?:process\.(?:raw|json)|binary|race\.\d+)$/.test(name));
}

async function packageOf(encoded: string, directory: string): Promise<string> {
  if (encoded === UNKNOWN_PACKAGE) return "";
  const decoded = decodeImportPath(encoded);
  if (decoded !== undefined) return decoded;
  const written = await readFile(join(directory, PACKAGE_FILE), "utf8").catch(() => "");
  return importPathDirectory(written) === encoded ? written : "";
}

/**
 * Turns the wrapper's `process.raw` into `process.json`; reads that back when it was done already.
 * @returns undefined when there is neither, or it is not whole (the disk was full)
 */
export async function finishProcessRecord(
  directory: ProcessDirectory,
): Promise<ProcessRecord | undefined> {
  const rawPath = join(directory.path, RAW_RECORD);
  const jsonPath = join(directory.path, "process.json");
  const raw = await readFile(rawPath, "utf8").catch(() => undefined);
  if (raw === undefined) return readRecord(jsonPath);
  const fields = raw.split("\0");
  if (fields.length < 7) return undefined; // six fields and the empty one behind the last NUL
  const [cwd = "", gomaxprocs = "", gorace = "", godebug = "", gotraceback = "", ...argv] = fields;
  const record: ProcessRecord = {
    package: directory.package,
    pid: directory.pid,
    directory: directory.relative,
    argv: argv.slice(0, -1),
    cwd,
    startedAt: (await stat(rawPath)).mtime.toISOString(),
    environment: {
      GOMAXPROCS: gomaxprocs,
      GORACE: gorace,
      ...(godebug === "" ? {} : { GODEBUG: godebug }),
      GOTRACEBACK: gotraceback,
    },
  };
  const temporary = `${jsonPath}.tmp`;
  await writeFile(temporary, `${JSON.stringify(record, undefined, 2)}\n`);
  await rename(temporary, jsonPath);
  await unlink(rawPath);
  return record;
}

async function readRecord(path: string): Promise<ProcessRecord | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return processRecord.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
