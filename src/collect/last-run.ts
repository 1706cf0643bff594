import { stat } from "node:fs/promises";
import { join } from "node:path";

/** findings.json of the last run that wrote into the output directory `out`; undefined where none did. */
export async function lastFindings(out: string): Promise<string | undefined> {
  const path = join(out, "findings.json");
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? path : undefined;
}
