import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { Artifact, ArtifactKind, Manifest } from "../../../src/model/capture.ts";
import type { ByteSource } from "../../../src/model/byte-source.ts";

/** A capture in memory: two packages, one trace large enough to go in chunks, one small. */
export const CHUNK_BYTES = 256 * 1024;
export const RUN = { id: "run 1", attempt: 2 };

export interface SmallCapture {
  readonly manifest: Manifest;
  readonly artifacts: { artifact: Artifact; bytes: ByteSource }[];
  readonly documents: Map<string, Uint8Array>;
  /** Object name → what must be under it, uncompressed. */
  readonly expected: Map<string, Buffer>;
}

export function smallCapture(largeBytes = 600 * 1024): SmallCapture {
  const artifacts: SmallCapture["artifacts"] = [];
  const expected = new Map<string, Buffer>();
  const add = (object: string, path: string, kind: ArtifactKind, bytes: Buffer, pid = 0): void => {
    const artifact: Artifact = { path, kind, sizeBytes: bytes.byteLength };
    if (pid > 0) Object.assign(artifact, { pid, package: pid === 41 ? A : B });
    artifacts.push({ artifact, bytes: sourceOf(path, bytes) });
    expected.set(object, bytes);
  };
  const [a, b] = ["run/example.com/m/a%20b/41", "run/example.com/m/b/42"];
  const [ra, rb] = ["run%201/2/example.com/m/a%20b/41", "run%201/2/example.com/m/b/42"];
  add("logs/run%201/2/stream.jsonl", "stream.jsonl", "stream", noise("stream", 3000));
  add(`logs/${ra}/race.log`, `${a}/race.41`, "race-log", noise("race", 900), 41);
  add(`logs/${ra}/race.77.log`, `${a}/race.77`, "race-log", noise("child", 500), 41);
  add(`profiles/${ra}/mutex.pprof`, `${a}/mutex.pprof`, "mutex-profile", noise("mutex", 700), 41);
  add(`traces/${ra}/trace.out.gz`, `${a}/trace.out`, "trace", noise("a", largeBytes), 41);
  add(`traces/${rb}/trace.out.gz`, `${b}/trace.out`, "trace", noise("b", 5000), 42);
  const findings = noise("findings", 400);
  expected.set("runs/run%201/2/findings.json", findings);
  const documents = new Map([["findings.json", findings]]);
  return { manifest: manifestOf(artifacts), artifacts, documents, expected };
}

const A = "example.com/m/a b";
const B = "example.com/m/b";

/** Bytes that do not compress, the same in every run. */
export function noise(seed: string, length: number): Buffer {
  const pieces: Buffer[] = [];
  for (let block = 0; block * 32 < length; block += 1) {
    pieces.push(createHash("sha256").update(`${seed} ${block}`).digest());
  }
  return Buffer.concat(pieces).subarray(0, length);
}

export function sourceOf(name: string, bytes: Buffer): ByteSource {
  const read = (offset: number, length: number): Promise<Uint8Array> =>
    Promise.resolve(bytes.subarray(offset, offset + length));
  return { name, size: bytes.byteLength, read };
}

/** The content as it was before the upload. */
export function plain(objectName: string, bytes: Buffer): Buffer {
  return objectName.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0x82f63b78 : 0);
  return sum;
});

/** CRC32C by the textbook, independent of what the product uses. */
export function textbookCrc32c(bytes: Uint8Array): string {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ CRC_TABLE[(sum ^ byte) & 255]!;
  const four = Buffer.alloc(4);
  four.writeUInt32BE((sum ^ 0xffffffff) >>> 0);
  return four.toString("base64");
}

function manifestOf(artifacts: SmallCapture["artifacts"]): Manifest {
  const pin = { requested: "4", source: "default" as const };
  return {
    manifestVersion: "1",
    tool: { name: "racegate", version: "0.0.0" },
    run: {
      ...RUN,
      startedAt: "2026-01-01T00:00:00Z",
      endedAt: "2026-01-01T00:00:01Z",
      collectMs: 1000,
      end: "finished",
      goExitCode: 0,
    },
    go: {
      version: "go1.26.0",
      goos: "linux",
      goarch: "amd64",
      goroot: "/go",
      gomod: "/m/go.mod",
      gowork: "",
      gomodcache: "/mod",
    },
    command: { argv: ["go", "test"], cwd: "/m" },
    packages: [],
    modules: [],
    root: "/m",
    otherModulesBelow: [],
    pinned: { gomaxprocs: pin, gorace: pin, gotraceback: pin },
    mode: "light",
    failFast: false,
    processes: [],
    artifacts: artifacts.map(({ artifact }) => artifact),
    losses: [],
    notes: [],
    policy: {},
    baseline: {},
    build: {},
    sourceFiles: [],
  };
}
