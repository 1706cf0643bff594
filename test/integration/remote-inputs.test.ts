// Traces and stored runs in a bucket, read by the command line: as the sources run it, against a real storage server.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGcsStore } from "../../src/store/gcs.ts";
import { GcsReader } from "../../src/store/gcs-source.ts";
import { noise } from "../faults/store-run/small-capture.ts";
import { traceFromText } from "../oracles/text-trace.ts";
import { startFakeGcs, type FakeGcs } from "../servers/fake-gcs.ts";
import { startFaultProxy } from "../servers/fault-proxy.ts";
import { CACHE_VARIABLES, captureOf, type Ended, ROOT, Scratch } from "./main-job/command-line.ts";

let server: FakeGcs;
beforeAll(async () => {
  server = await startFakeGcs();
});
afterAll(async () => {
  await server.stop();
});

async function racegate(args: readonly string[], cwd: string, endpoint: string): Promise<Ended> {
  const env = {
    ...process.env,
    NO_COLOR: "1",
    ...CACHE_VARIABLES,
    RACEGATE_GCS_ENDPOINT: endpoint,
  };
  for (const name of ["GITHUB_ACTIONS", "BUILD_ID", "CI", "GOFLAGS", "GORACE", "GOMAXPROCS"]) {
    Reflect.deleteProperty(env, name);
  }
  const child = spawn(process.execPath, [join(ROOT, "src/entry/cli.ts"), ...args], { cwd, env });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.end();
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}

const tmpOf = (cwd: string): string[] => readdirSync(cwd).filter((n) => n.startsWith("racegate-"));

describe("analyze", () => {
  it("a stored run, its local capture and its capture with compressed traces give the run's bytes", async () => {
    using scratch = new Scratch();
    const cwd = scratch.copy("examples/bank");
    const bucket = await server.createBucket();
    const place = `gs://${bucket}/team=a/races`;
    const ended = await racegate(["run", "--gcs", place, "./ledger"], cwd, server.url);
    expect(ended.code, ended.stderr).toBe(3);
    const findings = readFileSync(join(cwd, ".racegate", "findings.json"), "utf8");
    const capture = captureOf(ended);
    const { run } = JSON.parse(readFileSync(join(capture, "manifest.json"), "utf8")) as {
      run: { id: string; attempt: number };
    };

    const url = `${place}/runs/${run.id}/${run.attempt}`;
    for (const location of [url, `${url}/`, `${url}/manifest.json`]) {
      const again = await racegate(["analyze", "--json", location], cwd, server.url);
      expect(again.stdout, again.stderr).toBe(findings);
      expect(again.code).toBe(3);
      expect(again.stderr).not.toContain("is not in the capture");
    }

    const objects = await server.list(bucket);
    const trace = objects.find(({ name }) => name.endsWith("/trace.out.gz"))?.name ?? "";
    const log = objects.find(({ name }) => name.endsWith("/race.log"))?.name ?? "";
    const loose = await racegate(
      ["analyze", "--json", `gs://${bucket}/${trace}`, `gs://${bucket}/${log}`],
      cwd,
      server.url,
    );
    expect(loose.stdout, loose.stderr).toContain('"kind": "data-race"');

    const path = readdirSync(join(capture, "run"), { recursive: true, encoding: "utf8" }).find(
      (name) => name.endsWith("trace.out"),
    );
    const file = join(capture, "run", path ?? "");
    const plain = readFileSync(file);
    expect(gunzipSync(await server.read(bucket, trace)).equals(plain)).toBe(true);
    for (const [ending, bytes] of [
      [".gz", gzipSync(plain)],
      [".zst", zstdCompressSync(plain)],
    ] as const) {
      writeFileSync(file + ending, bytes);
      renameSync(file, join(cwd, "aside"));
      const packed = await racegate(["analyze", "--json", capture], cwd, server.url);
      expect(packed.stdout, packed.stderr).toBe(findings);
      expect(packed.stderr).not.toContain("is not in the capture");
      rmSync(file + ending);
      renameSync(join(cwd, "aside"), file);
    }
  });

  it("says what is no run, and leaves nothing behind", async () => {
    using scratch = new Scratch();
    const bucket = await server.createBucket();
    const bad = await racegate(["analyze", `gs://${bucket}/runs/7/1`], scratch.path, server.url);
    expect(bad.code).toBe(2);
    expect(bad.stderr).toContain("runs/7/1 has no manifest.json");
    const none = await racegate(["analyze", "gs://Not A Bucket/x"], scratch.path, server.url);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain("gs://BUCKET/OBJECT");
    expect(tmpOf(scratch.path)).toEqual([]);
  });
});

describe("trace", () => {
  const text = readFileSync(
    join(ROOT, "test/golden/trace/one-goroutine-parks-and-is-woken.trace.txt"),
    "utf8",
  );
  const trace = Buffer.from(traceFromText(text));

  it("reads objects plain, gzipped and zstd-compressed, whole and by window", async () => {
    using scratch = new Scratch();
    const bucket = await server.createBucket();
    const store = createGcsStore({ bucket, prefix: "", endpoint: server.url, environment: {} });
    const type = { contentType: "application/octet-stream" };
    await store.put("t.out", trace, type);
    await store.put("t.out.gz", gzipSync(trace), type);
    await store.put("t.out.zst", zstdCompressSync(trace), type);
    writeFileSync(join(scratch.path, "t.out"), trace);
    for (const words of [
      ["events", "--last", "30ns"],
      ["goroutines", "--json"],
    ]) {
      const file = (name: string): string[] => ["trace", ...words, name];
      const local = await racegate(file("t.out"), scratch.path, server.url);
      expect(local.code).toBe(0);
      for (const name of ["t.out", "t.out.gz", "t.out.zst"]) {
        const url = `gs://${bucket}/${name}`;
        const remote = await racegate(file(url), scratch.path, server.url);
        expect(remote.stdout.replaceAll(url, "t.out"), remote.stderr).toBe(local.stdout);
        expect(remote.code).toBe(0);
      }
    }
    const missing = await racegate(
      ["trace", "info", `gs://${bucket}/nothing`],
      scratch.path,
      server.url,
    );
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain(`gs://${bucket}/nothing does not exist`);
  });
});

describe("an object as a source", () => {
  const bytes = noise("source", 1_000_003);
  const options = {
    stallMs: 300,
    blockBytes: 64 << 10,
    retry: { retriesMax: 4, firstMs: 5, longestMs: 20 },
    environment: {},
  };

  async function stored(): Promise<string> {
    const bucket = await server.createBucket();
    const store = createGcsStore({ bucket, prefix: "", endpoint: server.url, environment: {} });
    await store.put("x", bytes, { contentType: "application/octet-stream" });
    return bucket;
  }

  it.each(["503", "reset", "lost-ack", "cut-answer", "stall", "stall-after"] as const)(
    "gives the right bytes when a request meets %s",
    async (fault) => {
      const bucket = await stored();
      const proxy = await startFaultProxy(() => server.url);
      try {
        const source = await new GcsReader({ ...options, bucket, endpoint: proxy.url }).open("x");
        expect(source.size).toBe(bytes.length);
        proxy.arm(fault, 3, 2);
        const pieces: Uint8Array[] = [];
        for (let at = 0; ; at += 50_000) {
          const piece = await source.read(at, 50_000);
          if (piece.length === 0) break;
          pieces.push(Uint8Array.from(piece));
        }
        expect(proxy.struck).toBe(true);
        expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
        expect(Buffer.from(await source.read(999_990, 100)).equals(bytes.subarray(999_990))).toBe(
          true,
        );
      } finally {
        await proxy.stop();
      }
    },
  );

  it("small reads in order cost one request a block, and a server that stays away ends", async () => {
    const bucket = await stored();
    const proxy = await startFaultProxy(() => server.url);
    try {
      const source = await new GcsReader({ ...options, bucket, endpoint: proxy.url }).open("x");
      proxy.arm("none");
      for (let at = 0; at < bytes.length; at += 1000) await source.read(at, 64);
      expect(proxy.requests.length).toBe(Math.ceil(bytes.length / options.blockBytes));
      proxy.arm("503", 1, 1000);
      await expect(source.read(0, 10)).rejects.toThrow(/cannot be read: .*503/);
      proxy.arm("none");
      expect((await source.read(0, 10)).length).toBe(10);
    } finally {
      await proxy.stop();
    }
  });
});
