import { mkdir, open, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { ByteSource } from "../model/byte-source.ts";
import { manifest as manifestSchema, type Manifest, type StoredObject } from "../model/capture.ts";
import { UserFailure } from "../model/failure.ts";
import { createCrc32c, type Crc32c } from "../util/crc32c.ts";
import { bytesOf, streamOf } from "./byte-stream.ts";

/**
 * Brings a stored run back as the capture it was, so that it can be analysed again:
 *
 * 1. Read the run's manifest; without one the upload did not end, and there is no run.
 * 2. Write each stored artifact where the manifest says it lay, compressed traces unpacked, eight at a time, what
 *    decides (logs) before traces. Each is checked against the CRC32C that was noted when it was stored.
 * 3. What was never stored, is gone since, or would go over the cap is left out and named.
 */
export interface RunObjects {
  /** An object below the store's location; undefined where it is not there. */
  find(objectName: string): Promise<(ByteSource & { readonly size: number }) | undefined>;
}

export interface FetchRunOptions {
  /** `runs/<run>/<attempt>`, below the store's location. */
  readonly runName: string;
  /** An empty directory. */
  readonly directory: string;
  /** Bytes that may be written. Default: 8 GiB. */
  readonly bytesMax?: number | undefined;
}

/** A run keeps at most 512 MB of compressed traces; unpacked these are some gigabytes. */
export const FETCHED_BYTES_MAX = 8 * 1024 ** 3;
const MANIFEST_BYTES_MAX = 256 << 20;
const LANES = 8;
const NAMED_MAX = 3;

/** `[PREFIX/]runs/<run>/<attempt>[/…]` → the part before, and the run's own; undefined for any other name. */
export function parseRunName(name: string): { prefix: string; runName: string } | undefined {
  const match =
    /^(?:(.*)\/)?(runs\/[^/]+\/[0-9]{1,9})(?:\/(?:manifest\.json|findings\.json)?)?$/su.exec(name);
  const runName = match?.[2];
  return runName === undefined ? undefined : { prefix: match?.[1] ?? "", runName };
}

/**
 * Writes the run's capture into the directory.
 * @returns what is missing, one sentence each
 * @throws UserFailure RG9001 for no such run, a manifest that is none, bytes that arrive damaged
 */
export async function fetchRun(run: RunObjects, options: FetchRunOptions): Promise<string[]> {
  const name = `${options.runName}/manifest.json`;
  const source = await run.find(name);
  if (source === undefined) {
    const message = `${options.runName} has no manifest.json: there is no such run, or its upload did not end.`;
    throw new UserFailure("RG9001", message);
  }
  const manifest = await readManifest(source);
  const fetching = new Fetching(run, options);
  await fetching.all(manifest);
  // Last: a directory with a manifest is a whole capture.
  const text = `${JSON.stringify({ ...manifest, storage: undefined }, undefined, 2)}\n`;
  await writeFile(join(options.directory, "manifest.json"), text, { flag: "wx" });
  return fetching.notes();
}

async function readManifest(source: ByteSource & { readonly size: number }): Promise<Manifest> {
  const fit = source.size <= MANIFEST_BYTES_MAX;
  const text = fit ? (await bytesOf(source, source.size)).toString("utf8") : "";
  let why = "it is too large";
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    why = parsed.error.issues[0]?.message ?? "wrong shape";
  } catch (error) {
    if (fit) why = String(error);
  }
  throw new UserFailure("RG9001", `${source.name} is no manifest of a run (${why}).`);
}

class Fetching {
  readonly #run: RunObjects;
  readonly #directory: string;
  readonly #bytesMax: number;
  #left: number;
  readonly #notStored: string[] = [];
  readonly #gone: string[] = [];
  readonly #tooMuch: string[] = [];
  readonly #refused: string[] = [];

  constructor(run: RunObjects, options: FetchRunOptions) {
    this.#run = run;
    this.#directory = options.directory;
    this.#bytesMax = options.bytesMax ?? FETCHED_BYTES_MAX;
    this.#left = this.#bytesMax;
  }

  async all(manifest: Manifest): Promise<void> {
    const queue: (StoredObject & { readonly artifact: string })[] = [];
    for (const object of manifest.storage?.objects ?? []) {
      const { artifact } = object;
      if (artifact === undefined) continue;
      if (object.state === "not-stored") {
        // Binaries are never stored, and no analysis asks for them.
        const kind = manifest.artifacts.find(({ path }) => path === artifact)?.kind;
        if (kind !== "binary") this.#notStored.push(artifact);
      } else queue.push({ ...object, artifact });
    }
    // Stable: logs and profiles sort before traces by name already, but a manifest may come in any order.
    const isTrace = ({ name }: StoredObject): number => (name.startsWith("traces/") ? 1 : 0);
    queue.sort((a, b) => isTrace(a) - isTrace(b));
    const lane = async (): Promise<void> => {
      for (let object = queue.shift(); object !== undefined; object = queue.shift()) {
        await this.#fetch(object, object.artifact);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  notes(): string[] {
    const note = (paths: readonly string[], what: string): string[] => {
      if (paths.length === 0) return [];
      const named = paths.toSorted().slice(0, NAMED_MAX).join(", ");
      const more = paths.length > NAMED_MAX ? ` and ${paths.length - NAMED_MAX} more` : "";
      return [`${named}${more}: ${what}`];
    };
    const cap = `left out, the run has more than ${this.#bytesMax} bytes`;
    return [
      ...note(this.#notStored, "the run did not store it"),
      ...note(this.#gone, "stored, but not there any more"),
      ...note(this.#tooMuch, cap),
      ...note(this.#refused, "left out, this is no path inside a capture"),
    ];
  }

  async #fetch(object: StoredObject, artifact: string): Promise<void> {
    if (!isInside(artifact)) {
      this.#refused.push(artifact);
      return;
    }
    const source = await this.#run.find(object.name);
    if (source === undefined) {
      this.#gone.push(artifact);
      return;
    }
    const path = join(this.#directory, artifact);
    await mkdir(dirname(path), { recursive: true });
    const packed = object.name.endsWith(".gz") && !artifact.endsWith(".gz");
    const sum = await createCrc32c();
    const came = summed(source, sum);
    const whole = await this.#write(path, packed ? unpacked(came) : came).catch(
      (error: unknown) => {
        if (error instanceof UserFailure) throw error;
        throw new UserFailure("RG9001", `${source.name} cannot be fetched: ${String(error)}.`);
      },
    );
    if (!whole) {
      await rm(path);
      this.#tooMuch.push(artifact);
      return;
    }
    if (object.crc32c !== undefined && sum.digestBase64() !== object.crc32c) {
      const message = `${source.name} is not what the run stored: its CRC32C is another.`;
      throw new UserFailure("RG9001", message);
    }
  }

  /** False when the cap was met; the file is then not whole. */
  async #write(path: string, pieces: AsyncIterable<Uint8Array>): Promise<boolean> {
    const file = await open(path, "wx", 0o600);
    let written = 0;
    try {
      for await (const piece of pieces) {
        if (piece.length > this.#left) {
          this.#left += written;
          return false;
        }
        this.#left -= piece.length;
        written += piece.length;
        await file.writeFile(piece);
      }
      return true;
    } finally {
      await file.close();
    }
  }
}

function unpacked(came: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip();
  // Whichever end fails or gives up ends the other. Who reads gets the error from the stream itself, also where it comes
  // before anybody reads; without a callback it would be nobody's then, and end the process.
  pipeline(Readable.from(came), gunzip, () => undefined);
  return gunzip;
}

async function* summed(
  source: ByteSource & { readonly size: number },
  sum: Crc32c,
): AsyncGenerator<Uint8Array> {
  for await (const piece of streamOf(source, 0, source.size) as AsyncIterable<Uint8Array>) {
    sum.update(piece);
    yield piece;
  }
}

/** Whether a path of a manifest stays below the directory; `manifest.json` itself is no artifact. */
function isInside(path: string): boolean {
  if (path === "manifest.json" || /[\\\0]/.test(path)) return false;
  return path.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..");
}
