import http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { createCrc32c, type Crc32c } from "../../src/util/crc32c.ts";

/**
 * A small Cloud Storage of our own, for what fake-gcs-server cannot do: it keeps what arrived of a chunk whose
 * connection broke (in steps of 256 KiB), answers 308 with Range, checks the declared CRC32C of resumable
 * uploads, knows tokens and missing roles, and in `discard` mode counts and sums bytes without keeping them.
 * Protocol: https://cloud.google.com/storage/docs/performing-resumable-uploads and the JSON API's objects.
 */
export interface StorageEndpoint {
  readonly url: string;
  readonly objects: ReadonlyMap<string, StoredBytes>;
  /** Requests since the start, e.g. `PUT bytes 0-262143/614608 → 308`. */
  readonly log: readonly string[];
  readonly rules: EndpointRules;
  stop(): Promise<void>;
}

export interface EndpointRules {
  /** Without it reading answers 403, as for an account that may only create objects. */
  mayRead: boolean;
  mayWrite: boolean;
  /** Without it a name that is taken answers 403, whatever the precondition. */
  mayDelete: boolean;
  /** Accepted bearer tokens; undefined accepts everything. */
  tokens: Set<string> | undefined;
  /** Resets the connection after so many bytes of the next PUT, keeping what came. */
  breakAfterBytes: number | undefined;
  /** A session whose connection was broken so is forgotten: questions about it answer 410. */
  forgetOnBreak: boolean;
}

export interface StoredBytes {
  readonly bytes: Buffer;
  readonly size: number;
  readonly crc32c: string;
  readonly generation: string;
}

interface Session {
  readonly name: string;
  readonly declaredCrc32c: string | undefined;
  readonly generation: string | undefined;
  readonly pieces: Buffer[];
  readonly sum: Crc32c;
  kept: number;
  done: Reply | undefined;
}

interface Reply {
  readonly status: number;
  readonly body?: object | Buffer | undefined;
  readonly headers?: http.OutgoingHttpHeaders | undefined;
}

const GRANULE = 256 * 1024;

export async function startStorageEndpoint(
  options: { readonly discard?: boolean } = {},
): Promise<StorageEndpoint> {
  const rules: EndpointRules = {
    mayRead: true,
    mayWrite: true,
    mayDelete: true,
    tokens: undefined,
    breakAfterBytes: undefined,
    forgetOnBreak: false,
  };
  const endpoint = new Endpoint(rules, options.discard ?? false);
  const server = http.createServer((request, response) => void endpoint.serve(request, response));
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  endpoint.url = url;
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url, objects: endpoint.objects, log: endpoint.log, rules, stop };
}

class Endpoint {
  readonly objects = new Map<string, StoredBytes>();
  readonly log: string[] = [];
  url = "";
  readonly #rules: EndpointRules;
  readonly #discard: boolean;
  readonly #sessions = new Map<string, Session>();
  #generation = 1000;
  #opened = 0;

  constructor(rules: EndpointRules, discard: boolean) {
    this.#rules = rules;
    this.#discard = discard;
  }

  async serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    request.on("error", () => undefined);
    const reply = await this.#reply(request);
    const range = request.headers["content-range"] ?? "";
    this.log.push(`${request.method ?? ""} ${range} → ${reply?.status ?? "broken"}`);
    if (reply === undefined) return;
    request.resume();
    const body = Buffer.isBuffer(reply.body)
      ? reply.body
      : Buffer.from(reply.body === undefined ? "" : JSON.stringify(reply.body));
    const type = Buffer.isBuffer(reply.body) ? "application/octet-stream" : "application/json";
    const headers = { "content-type": type, "content-length": body.byteLength, ...reply.headers };
    response.writeHead(reply.status, headers).end(body);
  }

  async #reply(request: http.IncomingMessage): Promise<Reply | undefined> {
    const url = new URL(request.url ?? "/", this.url);
    const session = url.searchParams.get("upload_id");
    // The address of a session is its own permission.
    if (session !== null) return await this.#part(request, session);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    if (this.#rules.tokens?.has(token) === false) return refusal(401, "Invalid Credentials");
    const type = url.searchParams.get("uploadType");
    const generation = url.searchParams.get("ifGenerationMatch") ?? undefined;
    if (type === null) return this.#read(url);
    if (!this.#rules.mayWrite) return refusal(403, "no storage.objects.create access");
    const name = url.searchParams.get("name") ?? "";
    if (!this.#rules.mayDelete && this.objects.has(name)) {
      return refusal(403, "no storage.objects.delete access");
    }
    if (!this.#matches(name, generation)) return refusal(412, "conditionNotMet");
    const body = await collect(request);
    return type === "multipart"
      ? await this.#whole(name, body, generation)
      : await this.#open(request, name, body, generation);
  }

  #read(url: URL): Reply {
    if (!this.#rules.mayRead) return refusal(403, "no storage.objects.get access");
    const name = decodeURIComponent(url.pathname.split("/o/")[1] ?? "");
    const stored = this.objects.get(name);
    if (stored === undefined) return refusal(404, "No such object");
    if (url.searchParams.get("alt") === "media") return { status: 200, body: stored.bytes };
    return { status: 200, body: resource(name, stored) };
  }

  async #whole(name: string, body: Buffer, generation: string | undefined): Promise<Reply> {
    const boundary = body.subarray(0, body.indexOf("\r\n"));
    const metadataAt = body.indexOf("\r\n\r\n") + 4;
    const metadataEnd = body.indexOf(boundary, metadataAt);
    const bytesAt = body.indexOf("\r\n\r\n", metadataEnd) + 4;
    const bytes = body.subarray(bytesAt, body.lastIndexOf(boundary) - 2);
    const metadata = JSON.parse(body.toString("utf8", metadataAt, metadataEnd)) as Declared;
    const sum = await createCrc32c();
    sum.update(bytes);
    return this.#commit(name, [bytes], bytes.byteLength, sum, metadata.crc32c, generation);
  }

  async #open(
    request: http.IncomingMessage,
    name: string,
    body: Buffer,
    generation: string | undefined,
  ): Promise<Reply> {
    const { crc32c } = JSON.parse(body.toString("utf8")) as Declared;
    this.#opened += 1;
    const id = `s${this.#opened}`;
    const sum = await createCrc32c();
    const pieces: Buffer[] = [];
    const state = { kept: 0, done: undefined };
    this.#sessions.set(id, { name, declaredCrc32c: crc32c, generation, pieces, sum, ...state });
    // Through the proxy that the client came through, if there is one.
    const host = request.headers.host ?? "";
    return { status: 200, headers: { location: `http://${host}/upload/session?upload_id=${id}` } };
  }

  async #part(request: http.IncomingMessage, id: string): Promise<Reply | undefined> {
    const session = this.#sessions.get(id);
    if (session === undefined) return refusal(410, "Gone");
    if (session.done !== undefined) return session.done;
    const range = /^bytes (?:\*|([0-9]+)-([0-9]+))\/(\*|[0-9]+)$/.exec(
      request.headers["content-range"] ?? "",
    );
    if (range === null) return refusal(400, "no Content-Range");
    if (range[1] === undefined) return progress(session);
    if (Number(range[1]) > session.kept) return refusal(400, "there is a gap");
    const whole = await this.#take(request, session, Number(range[1]));
    if (!whole) {
      if (this.#rules.forgetOnBreak) this.#sessions.delete(id);
      return undefined;
    }
    if (String(session.kept) !== range[3]) return progress(session);
    const { name, pieces, sum, declaredCrc32c, generation } = session;
    session.done = this.#commit(name, pieces, session.kept, sum, declaredCrc32c, generation);
    return session.done;
  }

  /** Keeps what comes, from the first byte that is not there yet; false when the connection broke. */
  async #take(request: http.IncomingMessage, session: Session, start: number): Promise<boolean> {
    const limit = this.#rules.breakAfterBytes;
    this.#rules.breakAfterBytes = undefined;
    const expected = Number(request.headers["content-length"] ?? 0);
    let skip = session.kept - start;
    let waiting = Buffer.alloc(0);
    let came = 0;
    const keep = (bytes: Buffer): void => {
      session.sum.update(bytes);
      if (!this.#discard) session.pieces.push(Buffer.from(bytes));
      session.kept += bytes.byteLength;
    };
    try {
      for await (const piece of request as AsyncIterable<Buffer>) {
        came += piece.byteLength;
        const fresh = piece.subarray(Math.min(skip, piece.byteLength));
        skip -= piece.byteLength - fresh.byteLength;
        waiting = Buffer.concat([waiting, fresh]);
        const full = waiting.byteLength - (waiting.byteLength % GRANULE);
        keep(waiting.subarray(0, full));
        waiting = waiting.subarray(full);
        if (limit !== undefined && came >= limit) {
          request.socket.resetAndDestroy();
          return false;
        }
      }
    } catch {
      return false;
    }
    if (came < expected) return false;
    keep(waiting);
    return true;
  }

  #commit(
    name: string,
    pieces: Buffer[],
    size: number,
    sum: Crc32c,
    declared: string | undefined,
    generation: string | undefined,
  ): Reply {
    const crc32c = sum.digestBase64();
    if (declared !== undefined && declared !== crc32c) {
      return refusal(400, `Provided CRC32C "${declared}" doesn't match calculated "${crc32c}".`);
    }
    if (!this.#matches(name, generation)) return refusal(412, "conditionNotMet");
    this.#generation += 1;
    const bytes = this.#discard ? Buffer.alloc(0) : Buffer.concat(pieces);
    const stored = { bytes, size, crc32c, generation: String(this.#generation) };
    this.objects.set(name, stored);
    return { status: 200, body: resource(name, stored) };
  }

  #matches(name: string, generation: string | undefined): boolean {
    return generation === undefined || (this.objects.get(name)?.generation ?? "0") === generation;
  }
}

interface Declared {
  readonly crc32c?: string;
}

function progress(session: Session): Reply {
  const headers = session.kept === 0 ? {} : { range: `bytes=0-${session.kept - 1}` };
  return { status: 308, headers };
}

function resource(name: string, { size, crc32c, generation }: StoredBytes): object {
  return { kind: "storage#object", name, size: String(size), crc32c, generation };
}

function refusal(code: number, message: string): Reply {
  return { status: code, body: { error: { code, message } } };
}

async function collect(request: http.IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  } catch {
    // The client went away: nobody is left to answer.
  }
  return Buffer.concat(pieces);
}
