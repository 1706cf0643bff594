import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  bytesOf,
  gcsObjectsOf,
  readStored,
  streamOf,
  watchTransfer
} from "./chunk-3Y27RDDK.js";
import {
  createCrc32c
} from "./chunk-N6K2DZNL.js";
import {
  manifest
} from "./chunk-TZZCAVMG.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";
import {
  noteTemporary
} from "./chunk-DJRU4FCG.js";

// src/entry/remote-inputs.ts
import { mkdir as mkdir2, mkdtemp, open as open2, rm as rm2 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname as dirname2, join as join2, resolve, sep } from "node:path";

// src/store/fetch-run.ts
import { mkdir, open, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
var FETCHED_BYTES_MAX = 8 * 1024 ** 3;
var MANIFEST_BYTES_MAX = 256 << 20;
var LANES = 8;
var NAMED_MAX = 3;
function parseRunName(name) {
  const match = /^(?:(.*)\/)?(runs\/[^/]+\/[0-9]{1,9})(?:\/(?:manifest\.json|findings\.json)?)?$/su.exec(name);
  const runName = match?.[2];
  return runName === void 0 ? void 0 : { prefix: match?.[1] ?? "", runName };
}
async function fetchRun(run, options) {
  const name = `${options.runName}/manifest.json`;
  const source = await run.find(name);
  if (source === void 0) {
    const message = `${options.runName} has no manifest.json: there is no such run, or its upload did not end.`;
    throw new UserFailure("RG9001", message);
  }
  const manifest2 = await readManifest(source);
  const fetching = new Fetching(run, options);
  await fetching.all(manifest2);
  const text = `${JSON.stringify({ ...manifest2, storage: void 0 }, void 0, 2)}
`;
  await writeFile(join(options.directory, "manifest.json"), text, { flag: "wx" });
  return fetching.notes();
}
async function readManifest(source) {
  const fit = source.size <= MANIFEST_BYTES_MAX;
  const text = fit ? (await bytesOf(source, source.size)).toString("utf8") : "";
  let why = "it is too large";
  try {
    const parsed = manifest.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    why = parsed.error.issues[0]?.message ?? "wrong shape";
  } catch (error) {
    if (fit) why = String(error);
  }
  throw new UserFailure("RG9001", `${source.name} is no manifest of a run (${why}).`);
}
var Fetching = class {
  #run;
  #directory;
  #bytesMax;
  #left;
  #notStored = [];
  #gone = [];
  #tooMuch = [];
  #refused = [];
  constructor(run, options) {
    this.#run = run;
    this.#directory = options.directory;
    this.#bytesMax = options.bytesMax ?? FETCHED_BYTES_MAX;
    this.#left = this.#bytesMax;
  }
  async all(manifest2) {
    const queue = [];
    for (const object of manifest2.storage?.objects ?? []) {
      const { artifact } = object;
      if (artifact === void 0) continue;
      if (object.state === "not-stored") {
        const kind = manifest2.artifacts.find(({ path }) => path === artifact)?.kind;
        if (kind !== "binary") this.#notStored.push(artifact);
      } else queue.push({ ...object, artifact });
    }
    const isTrace = ({ name }) => name.startsWith("traces/") ? 1 : 0;
    queue.sort((a, b) => isTrace(a) - isTrace(b));
    const lane = async () => {
      for (let object = queue.shift(); object !== void 0; object = queue.shift()) {
        await this.#fetch(object, object.artifact);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }
  notes() {
    const note = (paths, what) => {
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
      ...note(this.#refused, "left out, this is no path inside a capture")
    ];
  }
  async #fetch(object, artifact) {
    if (!isInside(artifact)) {
      this.#refused.push(artifact);
      return;
    }
    const source = await this.#run.find(object.name);
    if (source === void 0) {
      this.#gone.push(artifact);
      return;
    }
    const path = join(this.#directory, artifact);
    await mkdir(dirname(path), { recursive: true });
    const packed = object.name.endsWith(".gz") && !artifact.endsWith(".gz");
    const sum = await createCrc32c();
    const came = summed(source, sum);
    const whole = await this.#write(path, packed ? unpacked(came) : came).catch(
      (error) => {
        if (error instanceof UserFailure) throw error;
        throw new UserFailure("RG9001", `${source.name} cannot be fetched: ${String(error)}.`);
      }
    );
    if (!whole) {
      await rm(path);
      this.#tooMuch.push(artifact);
      return;
    }
    if (object.crc32c !== void 0 && sum.digestBase64() !== object.crc32c) {
      const message = `${source.name} is not what the run stored: its CRC32C is another.`;
      throw new UserFailure("RG9001", message);
    }
  }
  /** False when the cap was met; the file is then not whole. */
  async #write(path, pieces) {
    const file = await open(path, "wx", 384);
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
};
function unpacked(came) {
  const gunzip = createGunzip();
  pipeline(Readable.from(came), gunzip, () => void 0);
  return gunzip;
}
async function* summed(source, sum) {
  for await (const piece of streamOf(source, 0, source.size)) {
    sum.update(piece);
    yield piece;
  }
}
function isInside(path) {
  if (path === "manifest.json" || /[\\\0]/.test(path)) return false;
  return path.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..");
}

// src/store/gcs-source.ts
var BLOCK_BYTES = 4 << 20;
var BLOCKS_KEPT = 6;
function parseGcsObjectUrl(url) {
  const match = /^gs:\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])\/(.{1,1024})$/su.exec(url);
  const [, bucket, name] = match ?? [];
  return bucket === void 0 || name === void 0 ? void 0 : { bucket, name };
}
var GcsReader = class {
  #options;
  #objects;
  constructor(options) {
    this.#options = options;
    this.#objects = gcsObjectsOf(options);
  }
  /**
   * The object as a source; its size and generation are asked for.
   * @throws UserFailure RG9001 where it is not there or may not be read; `read` throws the same for a line that
   *   breaks and stays broken
   */
  async open(objectName) {
    const found = await this.find(objectName);
    if (found !== void 0) return found;
    throw new UserFailure("RG9001", `${this.#placeOf(objectName)} does not exist.`);
  }
  /** The same, undefined for an object that is not there. */
  async find(objectName) {
    const { bucket, signal } = this.#options;
    const place = this.#placeOf(objectName);
    const asked = await this.#objects.ask(
      (storage, watch) => readStored(storage, bucket, objectName, watch),
      signal
    );
    if (asked.state === "absent") return void 0;
    if (asked.state === "failed") throw unreadable(place, asked.why);
    const { sizeBytes, generation } = asked.value;
    const object = { place, name: objectName, bucket, sizeBytes, generation };
    const blocks = new Blocks(this.#objects, object, this.#options);
    return { name: place, size: sizeBytes, read: (offset, length) => blocks.read(offset, length) };
  }
  #placeOf(objectName) {
    return `gs://${this.#options.bucket}/${objectName}`;
  }
};
var Blocks = class {
  #objects;
  #object;
  #signal;
  #blockBytes;
  /** The least recently used first. */
  #kept = /* @__PURE__ */ new Map();
  #last = -1;
  constructor(objects, object, options) {
    this.#objects = objects;
    this.#object = object;
    this.#signal = options.signal;
    this.#blockBytes = options.blockBytes ?? BLOCK_BYTES;
  }
  async read(offset, length) {
    const end = Math.min(offset + length, this.#object.sizeBytes);
    if (end <= offset) return new Uint8Array(0);
    const first = Math.floor(offset / this.#blockBytes);
    const last = Math.floor((end - 1) / this.#blockBytes);
    const parts = [];
    for (let n = first; n <= last; n++) {
      const block = await this.#block(n);
      const at = n * this.#blockBytes;
      parts.push(block.subarray(Math.max(0, offset - at), end - at));
      if (n === this.#last + 1) void this.#block(n + 1).catch(() => void 0);
      this.#last = n;
    }
    const [only] = parts;
    return parts.length === 1 && only !== void 0 ? only : Buffer.concat(parts);
  }
  async #block(n) {
    const start = n * this.#blockBytes;
    const end = Math.min(start + this.#blockBytes, this.#object.sizeBytes);
    if (end <= start) return new Uint8Array(0);
    const known = this.#kept.get(n);
    const block = known ?? this.#fetch(start, end);
    this.#kept.delete(n);
    this.#kept.set(n, block);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > BLOCKS_KEPT && oldest !== void 0) this.#kept.delete(oldest);
    if (known === void 0) block.catch(() => this.#kept.delete(n));
    return await block;
  }
  async #fetch(start, end) {
    const { bucket, name, generation, place } = this.#object;
    const asked = await this.#objects.ask(async (storage, watch) => {
      const file = storage.bucket(bucket).file(name, { generation });
      const range = { start, end: end - 1, validation: false, decompress: false };
      const [bytes] = await watchTransfer(() => file.download(range), watch);
      if (bytes.length === end - start) return bytes;
      throw new Error(`${bytes.length} bytes came instead of ${end - start}`);
    }, this.#signal);
    if (asked.state === "answered") return asked.value;
    throw unreadable(place, asked.state === "absent" ? "it was replaced or deleted" : asked.why);
  }
};
function unreadable(place, why) {
  return new UserFailure("RG9001", `${place} cannot be read: ${why}.`);
}

// src/entry/remote-inputs.ts
var PIECE_BYTES = 4 << 20;
function objectUrl(location) {
  const url = parseGcsObjectUrl(location);
  if (url !== void 0) return url;
  throw new UserFailure("RG9001", `'${location}' is not gs://BUCKET/OBJECT.`);
}
async function openRemote(location, signal) {
  const { bucket, name } = objectUrl(location);
  return await new GcsReader({ bucket, signal }).open(name);
}
async function fetchPaths(paths, signal) {
  if (!paths.some((path) => path.startsWith("gs://"))) {
    return { paths, notes: [], remove: () => Promise.resolve() };
  }
  const folder = noteTemporary(await mkdtemp(join2(tmpdir(), "racegate-run-")));
  const remove = () => rm2(folder, { recursive: true, force: true });
  try {
    const notes = [];
    const local = /* @__PURE__ */ new Set();
    for (const path of paths) {
      if (!path.startsWith("gs://")) local.add(path);
      else local.add(await fetchOne(path, folder, notes, signal));
    }
    return { paths: [...local], notes, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
async function fetchOne(location, folder, notes, signal) {
  const { bucket, name } = objectUrl(location);
  const reader = new GcsReader({ bucket, signal });
  const run = parseRunName(name);
  if (run !== void 0) {
    const directory2 = await mkdtemp(join2(folder, "capture-"));
    const prefix = run.prefix === "" ? "" : `${run.prefix}/`;
    const find = (objectName) => reader.find(prefix + objectName);
    notes.push(...await fetchRun({ find }, { runName: run.runName, directory: directory2 }));
    return directory2;
  }
  const directory = join2(folder, "objects");
  await writeObject(await reader.open(name), directory, name);
  return directory;
}
async function writeObject(source, directory, name) {
  if (source.size > FETCHED_BYTES_MAX) {
    const message = `${source.name} has ${source.size} bytes, more than the ${FETCHED_BYTES_MAX} that are fetched.`;
    throw new UserFailure("RG9001", message);
  }
  const path = resolve(directory, name);
  if (!path.startsWith(directory + sep)) {
    throw new UserFailure("RG9001", `${source.name} is no name for a file.`);
  }
  await mkdir2(dirname2(path), { recursive: true });
  const file = await open2(path, "w", 384);
  try {
    for (let offset = 0; offset < source.size; ) {
      const piece = await source.read(offset, PIECE_BYTES);
      if (piece.length === 0) break;
      await file.writeFile(piece);
      offset += piece.length;
    }
  } finally {
    await file.close();
  }
}

export {
  openRemote,
  fetchPaths
};
