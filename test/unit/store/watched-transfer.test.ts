import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StallError, watchTransfer } from "../../../src/store/watched-transfer.ts";

/** Answers `/slow` one byte every 30 ms, twelve in all; leaves everything else without an answer. */
const server = http.createServer((request, response) => {
  if (request.url !== "/slow") return;
  let sent = 0;
  const timer = setInterval(() => {
    sent += 1;
    response.write("x");
    if (sent === 12) {
      clearInterval(timer);
      response.end();
    }
  }, 30);
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function get(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.get({ port, host: "127.0.0.1", path, agent: false }, (response) => {
      let length = 0;
      response.on("data", (piece: Buffer) => (length += piece.byteLength));
      response.on("end", () => resolve(length));
      response.on("error", reject);
    });
    request.on("error", reject);
  });
}

describe("watchTransfer", () => {
  it("gives up a request that is never answered, and frees its connection", async () => {
    const closed = new Promise<void>((resolve) =>
      server.once("connection", (socket) => socket.once("close", () => resolve())),
    );
    const startedAtMs = performance.now();
    await expect(watchTransfer(() => get("/never"), { stallMs: 120 })).rejects.toThrow(StallError);
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
    await closed;
  });

  it("lets a slow answer go on as long as bytes come", async () => {
    await expect(watchTransfer(() => get("/slow"), { stallMs: 150 })).resolves.toBe(12);
  });

  it("settles when the work itself never does", async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    await expect(watchTransfer(never, { stallMs: 60 })).rejects.toThrow("no progress");
  });

  it("ends with the signal's reason", async () => {
    const signal = AbortSignal.timeout(40);
    await expect(
      watchTransfer(() => get("/never"), { stallMs: 60_000, signal }),
    ).rejects.toMatchObject({ name: "TimeoutError" });
    await expect(watchTransfer(() => get("/slow"), { stallMs: 1_000, signal })).rejects.toThrow();
  });

  it("stops a request that the work makes after it was given up", async () => {
    let late: Promise<number> | undefined;
    const work = async (): Promise<number> => {
      await get("/never").catch(() => undefined);
      late = get("/slow");
      return await late;
    };
    await expect(watchTransfer(work, { stallMs: 60 })).rejects.toThrow(StallError);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(late).rejects.toThrow(StallError);
  });

  it("keeps two transfers apart", async () => {
    const good = watchTransfer(() => get("/slow"), { stallMs: 5_000 });
    const bad = watchTransfer(() => get("/never"), { stallMs: 60 });
    await expect(bad).rejects.toThrow(StallError);
    await expect(good).resolves.toBe(12);
  });
});
