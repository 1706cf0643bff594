// Go's own race tests: a test named Race* whose race any capture reports must have a race that is attributed
// to it, a NoRace* none. Which tests are reported is read from the raw text, not from the parser.
import { join } from "node:path";
import { attribute } from "../../../src/analyse/attribute.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { corpusFolder, looseCapture, textOf } from "./corpus-files.ts";

const CAPTURES = ["stdout.default.json", "stdout.p1.json.gz", "stdout.p2.json.gz"];

/** Tests that a stack of some report names, by plain text search. */
function reported(json: string): Set<string> {
  const names = new Set<string>();
  let inside = false;
  for (const line of json.split("\n")) {
    if (line === "") continue;
    const { Output } = JSON.parse(line) as { Output?: string };
    if (Output === undefined) continue;
    if (Output.includes("WARNING: DATA RACE")) inside = true;
    else if (Output.trim() === "==================") inside = false;
    if (!inside) continue;
    const name = /\.(Test(?:No)?Race\w*)/.exec(Output)?.[1];
    if (name !== undefined) names.add(name);
  }
  return names;
}

const folder = corpusFolder("gorace");
if (folder !== undefined) {
  const wanted = new Set<string>();
  const found = new Set<string>();
  let reports = 0;
  for (const name of CAPTURES) {
    const path = join(folder, name);
    for (const test of reported(textOf(path))) wanted.add(test);
    const run = await parseRun(looseCapture(path));
    reports += run.races.length;
    for (const sighting of run.races) {
      const owner = attribute(sighting, run)?.name;
      if (owner !== undefined) found.add(owner.split("/")[0] ?? owner);
    }
  }
  const races = [...wanted].filter((name) => name.startsWith("TestRace"));
  const missed = races.filter((name) => !found.has(name));
  const wrong = [...found].filter((name) => name.startsWith("TestNoRace"));
  console.log(`gorace: ${reports} reports in ${CAPTURES.length} captures`);
  console.log(`Race* attributed: ${races.length - missed.length} of ${races.length}`);
  console.log(`NoRace* with a race: ${wrong.length} of 0`);
  for (const name of missed) console.log(`  missed ${name}`);
  for (const name of wrong) console.log(`  wrong ${name}`);
  if (missed.length + wrong.length > 0) process.exitCode = 1;
}
