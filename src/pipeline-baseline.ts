// The baseline: a file in the repository, or an object in a bucket.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { baseline as schema, type Baseline } from "./model/config.ts";
import { UserFailure } from "./model/failure.ts";
import type { Rim } from "./pipeline-rim.ts";

/**
 * Reads the baseline; undefined where none is named, or none is there yet.
 * @throws UserFailure RG9001 for a baseline that is there and cannot be read: taking it for empty would turn
 *   every known finding into a new one
 */
export async function loadBaseline(
  place: string | undefined,
  cwd: string,
  rim: Rim,
): Promise<Baseline | undefined> {
  if (place === undefined) return undefined;
  const text = place.includes("://")
    ? await readObject(place, rim)
    : await readBaselineFile(resolve(cwd, place));
  if (text === undefined) {
    rim.stderr.write(`racegate: no baseline at ${place} yet: every finding counts as new\n`);
    return undefined;
  }
  return parseBaseline(text, place);
}

/**
 * The text of a baseline.
 * @throws UserFailure RG9001 where it is none that this racegate reads
 */
export function parseBaseline(text: string, place: string): Baseline {
  const cure = "Repair it, or remove it and write it anew: racegate baseline write.";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserFailure("RG9001", `the baseline ${place} is not JSON. ${cure}`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { scheme } = (value ?? {}) as { scheme?: unknown };
  if (typeof scheme === "string" && !schema.shape.scheme.safeParse(scheme).success) {
    throw new UserFailure(
      "RG9001",
      `the baseline ${place} is of scheme ${JSON.stringify(scheme)}, which this racegate does not know: ` +
        "a newer one wrote it. Use that one, or name another baseline.",
    );
  }
  const issue = parsed.error.issues[0];
  throw new UserFailure(
    "RG9001",
    `the baseline ${place} has another shape: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}. ${cure}`,
  );
}

/** As it lies there; undefined where no file is. */
export async function readBaselineFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") return undefined;
    throw new UserFailure("RG9001", `the baseline ${path} cannot be read (${String(code)}).`);
  }
}

async function readObject(place: string, rim: Rim): Promise<string | undefined> {
  const slash = place.indexOf("/", "gs://".length);
  if (slash < 0) {
    throw new UserFailure(
      "RG9001",
      `the baseline ${place} names no object: gs://BUCKET/PATH.json.`,
    );
  }
  const cut = place.lastIndexOf("/");
  const store = rim.openStore(place.slice(0, cut));
  const outcome = await store.readText(place.slice(cut + 1), { signal: rim.signal });
  if (outcome.state === "read") return outcome.text;
  if (outcome.state === "absent") return undefined;
  throw new UserFailure("RG9001", `the baseline ${place} cannot be read: ${outcome.why}`);
}
