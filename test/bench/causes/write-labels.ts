/** Writes test/fixtures/causes/labels.json from the programs: node test/bench/causes/write-labels.ts */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROGRAMS, readLabels } from "./labels.ts";

writeFileSync(join(PROGRAMS, "labels.json"), labelsText());

function labelsText(): string {
  return `[\n${readLabels()
    .map((label) => `  ${JSON.stringify(label)}`)
    .join(",\n")}\n]\n`;
}
