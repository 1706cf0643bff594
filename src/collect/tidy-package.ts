/** What is done with a package's directories in the capture when its tests are over. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Loss, ProcessRecord } from "../model/capture.ts";
import { capRaceLog } from "./race-log-cap.ts";
import { finishProcessRecord, type ProcessDirectory } from "./process-record.ts";

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
export async function tidyProcess(directory: ProcessDirectory): Promise<TidyResult> {
  const losses: Loss[] = [];
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
