import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The golden inputs of one area, as text. */
export function goldenInputs(area: "race-logs" | "crash" | "test2json"): {
  name: string;
  text: string;
}[] {
  const folder = join(import.meta.dirname, "..", "..", "golden", area);
  return readdirSync(folder)
    .filter((file) => /\.(?:log|txt|jsonl)$/.test(file))
    .map((file) => ({ name: file, text: readFileSync(join(folder, file), "utf8") }));
}
