// The main job against a real storage server: the bundled command line, a bucket, and a line that breaks.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeGcs, type FakeGcs } from "../../servers/fake-gcs.ts";
import { documentOf, racegate, Scratch } from "./command-line.ts";

let server: FakeGcs;
beforeAll(async () => {
  server = await startFakeGcs();
});
afterAll(async () => {
  await server.stop();
});

describe("run --gcs", () => {
  it("stores the evidence once, in the layout, and says where; the local findings are the stored ones", async () => {
    using scratch = new Scratch();
    const cwd = scratch.copy("examples/bank");
    const bucket = await server.createBucket();
    const env = { RACEGATE_GCS_ENDPOINT: server.url };
    const ended = await racegate(["run", "--gcs", `gs://${bucket}/races`, "./..."], { cwd, env });
    expect(ended.code, ended.stderr).toBe(3);

    const objects = await server.list(bucket);
    const names = objects.map((object) => object.name.replace(/local-[0-9A-Za-z-]+/, "RUN"));
    const short = names.map((name) => name.replace(/\/[0-9]+\/([^/]+)$/, "/PID/$1")).sort();
    expect(new Set(objects.map((object) => object.name)).size).toBe(objects.length);
    for (const name of [
      "races/runs/RUN/PID/findings.json",
      "races/runs/RUN/PID/manifest.json",
      "races/traces/RUN/1/example.com/bank/ledger/PID/trace.out.gz",
      "races/logs/RUN/1/example.com/bank/ledger/PID/race.log",
      "races/profiles/RUN/1/example.com/bank/cache/PID/mutex.pprof",
    ]) {
      expect(short, short.join("\n")).toContain(name);
    }
    const stored = objects.find((object) => object.name.endsWith("/findings.json"));
    const bytes = await server.read(bucket, stored?.name ?? "");
    const local = readFileSync(join(cwd, ".racegate", "findings.json"));
    const digest = (data: Buffer): string => createHash("sha256").update(data).digest("hex");
    expect(digest(bytes)).toBe(digest(local));
    expect(ended.stdout.trimEnd().split("\n").at(-1)).toContain(bucket);
  });

  it("a server that is not there changes nothing but a line of words", async () => {
    using scratch = new Scratch();
    const cwd = scratch.copy("examples/bank");
    const env = { RACEGATE_GCS_ENDPOINT: "http://127.0.0.1:1", RACEGATE_UPLOAD_BUDGET: "4s" };
    const ended = await racegate(["run", "--json", "--gcs", "gs://nowhere", "./cache"], {
      cwd,
      env,
    });
    expect(ended.code, ended.stderr).toBe(0);
    expect(documentOf(ended).verdict.conclusion).toBe("pass");
    expect(ended.stderr).toMatch(/not-stored|not stored/);
    expect(ended.stderr).toContain("RG9004");
  });

  it("a bucket that is none is said before anything runs", async () => {
    using scratch = new Scratch();
    const cwd = scratch.copy("examples/bank");
    const ended = await racegate(["run", "--gcs", "gs://Not A Bucket", "./..."], { cwd });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("gs://BUCKET");
  });

  it("keeps a baseline in the bucket", async () => {
    using scratch = new Scratch();
    const cwd = scratch.copy("examples/bank");
    const bucket = await server.createBucket();
    const env = { RACEGATE_GCS_ENDPOINT: server.url };
    const place = `gs://${bucket}/races/baseline/main.json`;
    const first = await racegate(["run", "--baseline", place, "./ledger"], { cwd, env });
    expect(first.code, first.stderr).toBe(3);
    const made = await racegate(["baseline", "write", place], { cwd, env });
    expect(made.code, made.stderr).toBe(0);
    const second = await racegate(["run", "--baseline", place, "./ledger"], { cwd, env });
    expect(second.code, second.stderr).toBe(0);
  });
});
