/** What is done with a package's directories in the capture when its tests are over. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Loss, ProcessRecord } from "../model/capture.ts";
import { capRaceLog } from "./race-log-cap.ts";
import { maskDirectory } from "./masking/mask-files.ts";
import type { Masker } from "./masking/masker.ts";
import { finishProcessRecord, RAW_RECORD, type ProcessDirectory } from "./process-record.ts";

const RACE_FILE = /^race\.\d+$/;

export interface TidyResult {
  readonly record: ProcessRecord | undefined;
  readonly hasRaces: boolean;
  readonly losses: readonly Loss[];
}

/**
 * Writes process.json, cuts oversized race logs, and removes the binary of a process without races: nobody
 * will ask for its symbols. May be called again later; then it finds less to do.
 */
export async function tidyProcess(
  directory: ProcessDirectory,
  masker: Masker,
): Promise<TidyResult> {
  const losses = await maskFiles(directory, masker);
  const names = await readdir(directory.path).catch((): string[] => []);
  const raceFiles = names.filter((name) => RACE_FILE.test(name));
  for (const name of raceFiles) {
    const cutBytes = await capRaceLog(join(directory.path, name));
    if (cutBytes > 0) losses.push(raceLogCut(directory, name, cutBytes));
  }
  if (raceFiles.length === 0 && names.includes("binary")) {
    await rm(join(directory.path, "binary"), { force: true });
  }
  const record = await finishProcessRecord(directory);
  return { record, hasRaces: raceFiles.length > 0, losses };
}

/**
 * What the test process wrote itself is looked through for secrets, once: the raw record is there only the first time.
 * Race logs are, each time: a child may still have written one.
 */
async function maskFiles(directory: ProcessDirectory, masker: Masker): Promise<Loss[]> {
  if (masker.isEmpty) return [];
  const names = await readdir(directory.path).catch((): string[] => []);
  const isFirst = names.includes(RAW_RECORD);
  const skip = names.filter((name) => name === "binary" || !(isFirst || RACE_FILE.test(name)));
  const unmasked = await maskDirectory(masker, directory.path, new Set(skip));
  for (const name of unmasked) await rm(join(directory.path, name), { force: true });
  return unmasked.map((name) => ({
    code: "not-masked",
    what: `${directory.relative}/${name}`,
    why: "It could not be looked through for secrets, so it is not kept.",
    package: directory.package,
    breaksVerdict: RACE_FILE.test(name),
  }));
}

function raceLogCut(directory: ProcessDirectory, name: string, bytes: number): Loss {
  return {
    code: "race-log-cut",
    what: `The middle of ${directory.relative}/${name}`,
    why: `The race log is larger than what is kept; its head and tail are there.`,
    package: directory.package,
    bytes,
    breaksVerdict: true,
  };
}
