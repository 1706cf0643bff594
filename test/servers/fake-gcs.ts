import { spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { ensureTool } from "../../scripts/tools.ts";

/**
 * fake-gcs-server (github.com/fsouza/fake-gcs-server), in memory, on loopback. `publicPort` is the port that
 * clients use, so that the addresses it hands out lead through a proxy and not past it.
 */
export interface FakeGcs {
  readonly url: string;
  /** A new bucket that keeps every version, so that an overwritten object shows. */
  createBucket(): Promise<string>;
  /** All versions of all objects. */
  list(bucket: string): Promise<readonly FakeObject[]>;
  read(bucket: string, name: string): Promise<Buffer>;
  stop(): Promise<void>;
}

export interface FakeObject {
  readonly name: string;
  readonly size: string;
  readonly crc32c: string;
  readonly generation: string;
  readonly contentType: string;
}

const START_MS = 20_000;

/** Starts the server; throws with its output when it does not come up. */
export async function startFakeGcs(publicPort?: number): Promise<FakeGcs> {
  const port = await freePort();
  const seenAs = `127.0.0.1:${publicPort ?? port}`;
  const flags = ["-scheme", "http", "-host", "127.0.0.1", "-port", String(port)];
  flags.push("-backend", "memory", "-public-host", seenAs, "-external-url", `http://${seenAs}`);
  flags.push("-log-level", "error");
  const child = spawn(ensureTool("fake-gcs-server"), flags, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (piece: Buffer) => (output = (output + piece.toString()).slice(-4000)));
  }
  const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  const killNow = (): void => void child.kill("SIGKILL");
  process.on("exit", killNow);
  const stop = async (): Promise<void> => {
    process.off("exit", killNow);
    child.kill("SIGKILL");
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
  await waitUntilUp(url, ended, () => output);
  return { url, stop, ...clientOf(url) };
}

function clientOf(url: string): Pick<FakeGcs, "createBucket" | "list" | "read"> {
  let buckets = 0;
  return {
    createBucket: async () => {
      buckets += 1;
      const name = `bucket-${process.pid}-${buckets}`;
      const body = JSON.stringify({ name, versioning: { enabled: true } });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${url}/storage/v1/b?project=p`, {
        method: "POST",
        headers,
        body,
      });
      if (!answer.ok) throw new Error(`bucket: ${answer.status} ${await answer.text()}`);
      return name;
    },
    list: async (bucket) => {
      const answer = await fetch(`${url}/storage/v1/b/${bucket}/o?versions=true&maxResults=10000`);
      const { items } = (await answer.json()) as { items?: FakeObject[] };
      return items ?? [];
    },
    read: async (bucket, name) => {
      const path = `/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}?alt=media`;
      const answer = await fetch(url + path);
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return Buffer.from(await answer.arrayBuffer());
    },
  };
}

async function waitUntilUp(url: string, ended: Promise<void>, output: () => string): Promise<void> {
  const gone = new AbortController();
  void ended.then(() => gone.abort());
  const untilMs = performance.now() + START_MS;
  for (;;) {
    try {
      await fetch(`${url}/storage/v1/b?project=p`);
      return;
    } catch {
      if (gone.signal.aborted || performance.now() > untilMs) {
        throw new Error(`fake-gcs-server is not up: ${output()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
