/** Writes labels.json of both sets from their programs: node test/bench/causes/write-labels.ts */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readLabels, SETS } from "./labels.ts";

for (const { folder } of SETS) writeFileSync(join(folder, "labels.json"), labelsText(folder));

function labelsText(folder: string): string {
  return `[\n${readLabels(folder)
    .map((label) => `  ${JSON.stringify(label)}`)
    .join(",\n")}\n]\n`;
}
