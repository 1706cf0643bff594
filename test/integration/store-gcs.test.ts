import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createGcsStore, parseGcsUrl, type GcsStoreOptions } from "../../src/store/gcs.ts";
import { encodeSegment } from "../../src/store/object-name.ts";
import { updateDocument } from "../../src/store/shared-document.ts";
import type { Store } from "../../src/store/store.ts";
import { uploadCapture } from "../../src/store/upload-capture.ts";
import {
  noise,
  RUN,
  smallCapture,
  sourceOf,
  textbookCrc32c,
} from "../faults/store-run/small-capture.ts";
import { startFakeGcs, type FakeGcs } from "../servers/fake-gcs.ts";
import { startFaultProxy, type FaultProxy } from "../servers/fault-proxy.ts";
import { startStorageEndpoint, type StorageEndpoint } from "../servers/storage-endpoint.ts";

const CHUNK_BYTES = 256 * 1024;
const type = { contentType: "text/plain" };
const bytes = (text: string): Buffer => Buffer.from(text);

function storeAt(endpoint: string, more: Partial<GcsStoreOptions> = {}): Store {
  return createGcsStore({
    bucket: "bucket",
    prefix: "",
    endpoint,
    chunkBytes: CHUNK_BYTES,
    stallMs: 300,
    retry: { retriesMax: 4, firstMs: 10, longestMs: 50 },
    environment: {},
    ...more,
  });
}

describe("against fake-gcs-server", () => {
  let server: FakeGcs;
  beforeAll(async () => {
    server = await startFakeGcs();
  });
  afterAll(async () => {
    await server.stop();
  });

  it("keeps names and bytes of every kind", async () => {
    const bucket = await server.createBucket();
    const store = storeAt(server.url, { bucket, prefix: "team=a/x+y" });
    const odd = ["a b", "#?*[]", "line\r\nbreak", "..", "100%", "é漢😀", "a/b", "\u0085", "'\"\\"];
    for (const text of odd) {
      const name = `logs/${encodeSegment(text)}/race.log`;
      expect(await store.put(name, bytes(text), type)).toMatchObject({ state: "stored" });
      expect(await store.readText(name)).toMatchObject({ state: "read", text });
    }
    const listed = await server.list(bucket);
    expect(
      listed.map(({ name }) => decodeURIComponent(name.split("/")[3] ?? "")).toSorted(),
    ).toEqual(odd.toSorted());
    expect(listed.every(({ contentType }) => contentType === "text/plain")).toBe(true);
  });

  it("a second upload of the run overwrites nothing, and says what differs", async () => {
    const bucket = await server.createBucket();
    const store = storeAt(server.url, { bucket });
    const request = {
      ...smallCapture(),
      run: RUN,
      store,
      traceMode: "always" as const,
      packagesWithFindings: new Set<string>(),
    };
    const first = await uploadCapture(request);
    expect(first.complete).toBe(true);
    const before = await server.list(bucket);
    const documents = new Map([["findings.json", bytes("other")]]);
    const second = await uploadCapture({ ...request, documents });
    expect(await server.list(bucket)).toEqual(before);
    const lines = second.objects.filter(({ state }) => state !== "stored");
    expect(lines.map(({ name }) => name)).toEqual(["runs/run%201/2/findings.json"]);
    expect(lines[0]?.why).toContain("other content");
    // The first manifest stays too: its list of objects is the one that is true.
    expect(second.manifest.state).toBe("not-stored");
  });

  it("drops traces over their budget, names them, and keeps that of the package with a finding", async () => {
    const bucket = await server.createBucket();
    const report = await uploadCapture({
      ...smallCapture(),
      run: RUN,
      store: storeAt(server.url, { bucket }),
      traceMode: "always",
      packagesWithFindings: new Set(["example.com/m/b"]),
      traceBudgetBytes: 100_000,
    });
    const traces = report.objects.filter(({ name }) => name.startsWith("traces/"));
    expect(traces.map(({ state, cause }) => [state, cause])).toEqual([
      ["not-stored", "trace-budget"],
      ["stored", undefined],
    ]);
    expect(traces[0]?.why).toContain("614400 bytes");
    expect(report.complete).toBe(true);
    const manifest = JSON.parse(
      (await server.read(bucket, report.manifest.name)).toString(),
    ) as Record<string, { objects: unknown }>;
    expect(manifest["storage"]?.objects).toEqual(report.objects);
  });

  it("loses no update of a baseline that four runs write at once", async () => {
    const bucket = await server.createBucket();
    const add = (entry: number) => (current: string | undefined) =>
      JSON.stringify([...(JSON.parse(current ?? "[]") as number[]), entry]);
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map((entry) =>
        updateDocument(storeAt(server.url, { bucket }), "baseline/main.json", add(entry), {
          trusted: true,
        }),
      ),
    );
    expect(outcomes.map(({ state }) => state)).toEqual(["stored", "stored", "stored", "stored"]);
    const read = await storeAt(server.url, { bucket }).readText("baseline/main.json");
    expect(read.state === "read" && (JSON.parse(read.text) as number[]).toSorted()).toEqual([
      1, 2, 3, 4,
    ]);
    const refused = await updateDocument(storeAt(server.url, { bucket }), "b.json", () => "1", {
      trusted: false,
    });
    expect(refused.state).toBe("refused");
  });

  it("says that the bucket does not exist", async () => {
    const outcome = await storeAt(server.url, { bucket: "no-such-bucket" }).put(
      "a",
      bytes("1"),
      type,
    );
    expect(outcome.state).toBe("not-stored");
    expect(outcome.why).toContain("bucket does not exist");
  });

  it("goes where it was told even when STORAGE_EMULATOR_HOST says otherwise", async () => {
    const bucket = await server.createBucket();
    vi.stubEnv("STORAGE_EMULATOR_HOST", "http://127.0.0.1:9");
    try {
      const store = storeAt(server.url, { bucket });
      expect(await store.put("small", bytes("1"), type)).toMatchObject({ state: "stored" });
      expect(await store.put("large", noise("x", 300_000), type)).toMatchObject({
        state: "stored",
      });
      expect(await store.readText("small")).toMatchObject({ text: "1" });
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it("takes the endpoint from RACEGATE_GCS_ENDPOINT", async () => {
    const bucket = await server.createBucket();
    const environment = { RACEGATE_GCS_ENDPOINT: server.url };
    const store = createGcsStore({ bucket, prefix: "", environment });
    expect(await store.put("a", bytes("1"), type)).toMatchObject({ state: "stored" });
  });
});

describe("an upload in chunks", () => {
  let server: StorageEndpoint;
  let proxy: FaultProxy;
  beforeEach(async () => {
    server = await startStorageEndpoint();
    proxy = await startFaultProxy(() => server.url);
  });
  afterEach(async () => {
    await proxy.stop();
    await server.stop();
  });
  const large = noise("large", 5 * CHUNK_BYTES + 123);

  it("goes on where a broken connection left it", async () => {
    const store = storeAt(server.url, { chunkBytes: 4 * CHUNK_BYTES });
    server.rules.breakAfterBytes = 2 * CHUNK_BYTES + 5;
    const outcome = await store.put("x", sourceOf("x", large), type);
    expect(outcome).toMatchObject({ state: "stored", retries: 1, crc32c: textbookCrc32c(large) });
    expect(server.objects.get("x")?.bytes.equals(large)).toBe(true);
    expect(server.log).toEqual([
      "POST  → 200",
      "PUT bytes 0-1048575/1310843 → broken",
      "PUT bytes */* → 308",
      "PUT bytes 524288-1310842/1310843 → 200",
    ]);
  });

  it("begins again when the session is gone", async () => {
    const store = storeAt(server.url);
    server.rules.breakAfterBytes = 10;
    server.rules.forgetOnBreak = true;
    const outcome = await store.put("x", sourceOf("x", large), type);
    expect(outcome).toMatchObject({ state: "stored", retries: 1 });
    expect(server.log.slice(0, 4)).toEqual([
      "POST  → 200",
      "PUT bytes 0-262143/1310843 → broken",
      "PUT bytes */* → 410",
      "POST  → 200",
    ]);
    expect(server.objects.get("x")?.bytes.equals(large)).toBe(true);
  });

  it("a bit that flips in a chunk is noticed by the server, and all is sent again", async () => {
    for (const at of [2, 4, 7]) {
      proxy.arm("corrupt", at);
      const name = `x${at}`;
      const outcome = await storeAt(proxy.url).put(name, sourceOf(name, large), type);
      expect(outcome).toMatchObject({ state: "stored", retries: 1 });
      expect(server.objects.get(name)?.bytes.equals(large)).toBe(true);
    }
  });

  it("reads back what it may not know after a lost last answer", async () => {
    const chunks = Math.ceil(large.byteLength / CHUNK_BYTES);
    proxy.arm("lost-ack", 1 + chunks);
    const outcome = await storeAt(proxy.url).put("x", sourceOf("x", large), type);
    expect(outcome).toMatchObject({ state: "stored", crc32c: textbookCrc32c(large) });
    expect(server.log.filter((line) => line.startsWith("POST"))).toHaveLength(1);
  });
});

describe("roles", () => {
  let server: StorageEndpoint;
  let proxy: FaultProxy;
  beforeEach(async () => {
    server = await startStorageEndpoint();
    proxy = await startFaultProxy(() => server.url);
  });
  afterEach(async () => {
    await proxy.stop();
    await server.stop();
  });

  it("objectCreator alone is enough as long as no answer is lost", async () => {
    server.rules.mayRead = false;
    const store = storeAt(proxy.url);
    expect(await store.put("a", bytes("1"), type)).toMatchObject({ state: "stored" });
  });

  it("without objectViewer a lost answer makes an object unknown, not failed", async () => {
    server.rules.mayRead = false;
    proxy.arm("lost-ack", 1);
    const outcome = await storeAt(proxy.url).put("a", bytes("1"), type);
    expect(outcome.state).toBe("unknown");
    expect(outcome.why).toContain("objectViewer");
    server.rules.mayRead = true;
    proxy.arm("lost-ack", 1);
    expect(await storeAt(proxy.url).put("b", bytes("1"), type)).toMatchObject({ state: "stored" });
  });

  it("a name that is taken answers 403 where deleting is not allowed; the metadata decides", async () => {
    server.rules.mayDelete = false;
    const store = storeAt(proxy.url);
    proxy.arm("lost-ack", 1);
    expect(await store.put("a", bytes("1"), type)).toMatchObject({ state: "stored" });
    expect(await store.put("a", bytes("1"), type)).toMatchObject({ state: "stored" });
    const other = await store.put("a", bytes("2"), type);
    expect(other.state).toBe("not-stored");
    expect(other.why).toContain("other content");
    server.rules.mayRead = false;
    proxy.arm("lost-ack", 1);
    expect((await store.put("b", bytes("1"), type)).state).toBe("unknown");
  });

  it("without any role says which is missing, and does not try again", async () => {
    server.rules.mayWrite = false;
    server.rules.mayRead = false;
    const outcome = await storeAt(server.url).put("a", bytes("1"), type);
    expect(outcome).toMatchObject({ state: "not-stored", retries: 0 });
    expect(outcome.why).toContain("roles/storage.objectCreator");
    expect(server.log).toEqual(["POST  → 403", "GET  → 403"]);
  });

  it("notices that the server's bytes are others than were sent", async () => {
    const store = storeAt(server.url);
    await store.put("a", bytes("right"), type);
    const stored = server.objects.get("a");
    if (stored === undefined) throw new Error("nothing is stored");
    (server.objects as Map<string, typeof stored>).set("a", { ...stored, crc32c: "AAAAAA==" });
    const outcome = await store.put("a", bytes("right"), type);
    expect(outcome.state).toBe("not-stored");
    expect(outcome.why).toContain("other content");
    expect(await store.readText("a")).toMatchObject({ state: "failed" });
  });
});

describe("parseGcsUrl", () => {
  it.each([
    ["gs://bucket", { bucket: "bucket", prefix: "" }],
    ["gs://bucket/", { bucket: "bucket", prefix: "" }],
    ["gs://my.bucket_1/a/b/", { bucket: "my.bucket_1", prefix: "a/b" }],
  ])("%s", (url, expected) => {
    expect(parseGcsUrl(url)).toEqual(expected);
  });
  it.each([
    "bucket",
    "gs://",
    "gs://Bucket",
    "gs://b",
    "s3://bucket",
    "gs://bucket/../x",
    "gs://bucket/a b",
  ])("refuses %s", (url) => {
    expect(parseGcsUrl(url)).toBeUndefined();
  });
});
