// What is found in a dump of test/fixtures/lock-words, with the sources beside it as a capture has them.
import { readFileSync, readdirSync } from "node:fs";
import { analyse, readSource } from "../../../src/analyse/engine.ts";
import type { SourceFile } from "../../../src/model/capture.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { looseTexts } from "../../unit/parse/loose-texts.ts";

const DUMPS = new URL("dumps/", import.meta.url);
const SOURCES = new URL("../../fixtures/lock-words/", import.meta.url);

/** `bank.TestOneBank.go1.26.8.race.txt`, in order. */
export function dumpNames(): readonly string[] {
  return readdirSync(DUMPS).toSorted();
}

export interface Edits {
  readonly dump?: (text: string) => string;
  readonly source?: (text: string) => string;
  /** Some file of the package was not to be read. */
  readonly partly?: boolean;
}

/** The deadlocks of a dump, of which the text or the sources may be changed first. */
export async function deadlocksOf(name: string, edits: Edits = {}): Promise<readonly DraftFinding[]> {
  const { dump = same, source = same, partly = false } = edits;
  const bytes = dump(readFileSync(new URL(name, DUMPS), "utf8"));
  const run = await parseRun(looseTexts({ name, bytes }));
  const [folder = ""] = name.split(".", 1);
  const sources = new Map<string, SourceFile>();
  for (const file of readdirSync(new URL(folder, SOURCES))) {
    const path = `example.com/lockwords/${folder}/${file}`;
    const text = readFileSync(new URL(`${folder}/${file}`, SOURCES), "utf8");
    const changed = file.endsWith("_test.go") ? text : source(text);
    const whole = partly ? {} : { whole: true };
    sources.set(path, { path, file: `${folder}/${file}`, text: changed, ...whole });
  }
  const full = { ...run, sources };
  const { drafts } = analyse(full, { source: await readSource(full) });
  return drafts.filter(({ kind }) => kind === "deadlock");
}

function same(text: string): string {
  return text;
}
