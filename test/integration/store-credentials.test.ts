import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createGcsStore } from "../../src/store/gcs.ts";
import type { Store } from "../../src/store/store.ts";
import { uploadCapture } from "../../src/store/upload-capture.ts";
import { RUN, smallCapture } from "../faults/store-run/small-capture.ts";
import { startMetadataServer, type MetadataServer } from "../servers/metadata-server.ts";
import { startStorageEndpoint, type StorageEndpoint } from "../servers/storage-endpoint.ts";

const type = { contentType: "text/plain" };
const one = Buffer.from("1");

let storage: StorageEndpoint;
let metadata: MetadataServer;
let home = "";

beforeAll(async () => {
  storage = await startStorageEndpoint();
  metadata = await startMetadataServer();
  // No credentials of whoever runs the tests.
  home = await mkdtemp(join(tmpdir(), "racegate-home-"));
  vi.stubEnv("HOME", home);
  vi.stubEnv("CLOUDSDK_CONFIG", undefined);
  vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", undefined);
  vi.stubEnv("GCE_METADATA_HOST", metadata.host);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await storage.stop();
  await metadata.stop();
  await rm(home, { recursive: true, force: true });
});

function store(environment: Record<string, string | undefined> = process.env): Store {
  const probe = { tries: 3, tryMs: 200 };
  const place = { bucket: "bucket", prefix: "", endpoint: storage.url };
  return createGcsStore({ ...place, authenticate: true, environment, probe });
}

describe("a token of the metadata server", () => {
  it("is taken when the upload begins, and again when it is refused", async () => {
    storage.rules.tokens = new Set(["first"]);
    metadata.token = "first";
    const opened = store();
    expect(metadata.tokensGiven).toBe(0);
    expect(await opened.open()).toEqual({ ready: true });
    expect(metadata.tokensGiven).toBe(1);
    expect(await opened.put("a", one, type)).toMatchObject({ state: "stored" });
    storage.rules.tokens = new Set(["second"]);
    metadata.token = "second";
    const many = ["b", "c", "d", "e"].map((name) => opened.put(name, one, type));
    for (const outcome of await Promise.all(many)) expect(outcome.state).toBe("stored");
    // Four were refused at once, and one new token served them all.
    expect(metadata.tokensGiven).toBe(2);
    expect(await opened.readText("b")).toMatchObject({ text: "1" });
  });

  it("is renewed once only, then RG9004 says so", async () => {
    const opened = store();
    storage.rules.tokens = new Set(["never given"]);
    const before = metadata.tokensGiven;
    const outcome = await opened.put("refused", one, type);
    expect(outcome.state).toBe("not-stored");
    expect(outcome.why).toMatch(/^RG9004: .*refused/);
    expect(metadata.tokensGiven - before).toBe(2);
  });
});

describe("without credentials", () => {
  it.each(["broken", "garbage", "silent"] as const)(
    "a metadata server that is %s: a clear end in time",
    async (behaviour) => {
      metadata.behaviour = behaviour;
      const startedAtMs = performance.now();
      const readiness = await store().open();
      metadata.behaviour = "good";
      expect(readiness).toMatchObject({ ready: false, code: "RG9004" });
      expect(readiness.ready ? "" : readiness.why).toMatch(/metadata server does not answer/);
      // Three tries of 200 ms and two pauses here; three of 3 s by default, which is below 10 s.
      expect(performance.now() - startedAtMs).toBeLessThan(3_000);
    },
  );

  it("one that is absent: every object of the run is named, nothing is thrown", async () => {
    const report = await uploadCapture({
      ...smallCapture(),
      run: RUN,
      store: store({ HOME: home, GCE_METADATA_HOST: "127.0.0.1:9" }),
      traceMode: "always",
      packagesWithFindings: new Set<string>(),
    });
    expect(report.complete).toBe(false);
    const lines = [...report.objects, report.manifest];
    expect(lines).toHaveLength(8);
    for (const line of lines) {
      expect(line).toMatchObject({ state: "not-stored", cause: "failed" });
      expect(line.why).toContain("RG9004");
    }
  });

  it("a credentials file that does not exist is named", async () => {
    const file = join(home, "none.json");
    const readiness = await store({ GOOGLE_APPLICATION_CREDENTIALS: file }).open();
    expect(readiness.ready ? "" : readiness.why).toContain(`${file}, which does not exist`);
  });
});
