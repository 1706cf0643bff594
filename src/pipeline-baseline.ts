// The baseline: a file in the repository, or an object in a bucket.
import { resolve } from "node:path";
import { baseline as schema, type Baseline } from "./model/config.ts";
import { readAtBase } from "./collect/base-revision.ts";
import { isInside } from "./collect/out-place.ts";
import { readSmallFile } from "./collect/small-file.ts";
import { UserFailure } from "./model/failure.ts";
import type { Rim } from "./pipeline-rim.ts";
import type { ResolvedSettings } from "./pipeline-settings.ts";

/** Some hundred thousand findings. */
const BASELINE_BYTES_MAX = 64 * 2 ** 20;

/**
 * Reads the baseline; undefined where none is named, or none is there yet.
 * @throws UserFailure RG9001 for a baseline that is there and cannot be read: taking it for empty would turn
 *   every known finding into a new one
 */
export async function loadBaseline(
  settings: Pick<ResolvedSettings, "baseline" | "base" | "root">,
  cwd: string,
  rim: Rim,
): Promise<Baseline | undefined> {
  const { baseline: place } = settings;
  if (place === undefined) return undefined;
  const text = place.includes("://")
    ? await readObject(place, rim)
    : await readTrusted(resolve(cwd, place), settings);
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
  const file = await readSmallFile(path, BASELINE_BYTES_MAX);
  if (file.state === "refused") {
    throw new UserFailure("RG9001", `the baseline ${path} ${file.why}. Name another one.`);
  }
  return file.state === "read" ? file.text : undefined;
}

/** A stranger's change does not say itself which findings are known: the base revision does. */
async function readTrusted(
  path: string,
  { base, root }: Pick<ResolvedSettings, "base" | "root">,
): Promise<string | undefined> {
  if (base === undefined || !isInside(root, path)) return await readBaselineFile(path);
  return base.revision === undefined ? undefined : await readAtBase(base.revision, path);
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
