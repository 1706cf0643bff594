import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeGcs, type FakeGcs } from "../servers/fake-gcs.ts";
import { FAULTS, startFaultProxy, type Fault, type FaultProxy } from "../servers/fault-proxy.ts";
import { brokenPromises, runWithFault } from "./store-run/fault-run.ts";

/**
 * A whole upload against a storage server, with each fault at each of its requests in turn. One fault of any
 * kind must cost nothing but time; a line that stays down must end in the budget, with everything named.
 */
let proxy: FaultProxy;
let server: FakeGcs;
let behind = "";

beforeAll(async () => {
  proxy = await startFaultProxy(() => behind, { sessions: true });
  server = await startFakeGcs(proxy.port);
  behind = server.url;
});
afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

/** fake-gcs-server forgets the declared CRC32C of an upload in chunks; our own endpoint covers that. */
const SINGLE = FAULTS.filter((fault) => fault !== "corrupt");

describe("one fault", () => {
  it.each(SINGLE)(
    "%s at every request in turn: every object is there once and right",
    async (fault) => {
      let at = 0;
      for (let struck = true; struck;) {
        at += 1;
        const run = await runWithFault(proxy, server, fault, at);
        struck = run.struck;
        expect({ at, broken: run.broken }).toEqual({ at, broken: [] });
        expect({ at, complete: run.report.complete }).toEqual({ at, complete: true });
      }
      // Seven objects, one of them in three chunks behind a session, and the manifest.
      expect(at).toBeGreaterThan(11);
    },
  );

  it("corrupt at every request in turn: never called stored", async () => {
    let resent = 0;
    for (let at = 1; ; at += 1) {
      const run = await runWithFault(proxy, server, "corrupt", at);
      if (!run.struck) break;
      expect({ at, broken: run.broken }).toEqual({ at, broken: [] });
      if (run.report.complete) resent += run.report.retries;
    }
    expect(resent).toBeGreaterThan(5);
  });
});

describe("a line that stays down", () => {
  const lasting: Fault[] = ["503", "429", "reset", "cut", "lost-ack", "stall"];
  it.each(lasting)(
    "%s from the fourth request on: ends in time, and every loss is named",
    async (fault) => {
      const run = await runWithFault(proxy, server, fault, 4, Infinity, 2_000);
      expect(run.broken).toEqual([]);
      expect(run.report.complete).toBe(false);
      expect(run.report.manifest.state).not.toBe("stored");
    },
  );
});

describe("the check itself", () => {
  it("notices a wrong byte, a missing object, one too many, and a false claim", async () => {
    const run = await runWithFault(proxy, server, "none", 1);
    const bucket = run.report.location.split("/")[2] ?? "";
    const expected = new Map<string, Buffer>();
    const [first] = run.report.objects;
    const name = first?.name ?? "";
    const wrongByte = {
      ...server,
      read: async (from: string, object: string) => {
        const bytes = await server.read(from, object);
        if (object.endsWith(name)) bytes[0] = (bytes[0] ?? 0) ^ 1;
        return bytes;
      },
    };
    const list = await server.list(bucket);
    const missing = { ...server, list: () => list.slice(1) };
    const twice = { ...server, list: () => [...list, ...list.slice(0, 1)] };
    const check = (behindIt: Parameters<typeof brokenPromises>[0]): Promise<string[]> =>
      brokenPromises(behindIt, bucket, run.report, expected);
    expect(await check(server)).toEqual([]);
    expect(await check(wrongByte)).toEqual([`${name}: CRC32C differs`]);
    expect((await check(missing)).join()).toContain("said to be stored and is missing");
    expect((await check(twice)).join()).toContain("there 2 times");
    const objects = run.report.objects.map((object) => ({
      ...object,
      state: "not-stored" as const,
    }));
    const claims = { ...run.report, objects };
    expect((await brokenPromises(server, bucket, claims, expected)).join()).toContain(
      "said to be missing and is there",
    );
  });
});
