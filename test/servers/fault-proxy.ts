import http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { SessionMemory, type Answer } from "./session-memory.ts";

/**
 * A reverse proxy on loopback that harms the k-th request, and only that one. What each fault does:
 *
 * - `408` … `504`: answers so; the server behind never sees the request.
 * - `reset`: the connection is reset when the request arrives.
 * - `cut`: half of the body goes through, then both connections are reset.
 * - `lost-ack`: the server behind does all of it, then the connection is reset instead of its answer.
 * - `cut-answer`: the same, after the answer's first half.
 * - `stall`: nothing ever comes back, the server behind sees nothing.
 * - `stall-after`: the server behind does all of it, and nothing ever comes back.
 * - `corrupt`: one bit of the uploaded bytes is another.
 */
export const FAULTS = [
  "408",
  "429",
  "500",
  "502",
  "503",
  "504",
  "reset",
  "cut",
  "lost-ack",
  "cut-answer",
  "stall",
  "stall-after",
  "corrupt",
] as const;
export type Fault = (typeof FAULTS)[number];

export interface FaultProxy {
  readonly url: string;
  readonly port: number;
  /** Everything that came since the last `arm`, e.g. `PUT /upload/…`. */
  readonly requests: readonly string[];
  /** True when the fault met a request. */
  readonly struck: boolean;
  /** Harms the requests `at` to `at + times - 1`, counted from 1 from now on; "none" only counts. */
  arm(fault: Fault | "none", at?: number, times?: number): void;
  stop(): Promise<void>;
}

/**
 * Starts on a free port; `target` is asked per request, so that the server behind can start later. With
 * `sessions` it answers for fake-gcs-server what that does not know (session-memory.ts).
 */
export async function startFaultProxy(
  target: () => string,
  options: { readonly sessions?: boolean } = {},
): Promise<FaultProxy> {
  const state = { fault: "none" as Fault | "none", from: 1, to: 1, struck: false };
  const requests: string[] = [];
  const sessions = options.sessions === true ? new SessionMemory() : undefined;
  const server = http.createServer((request, response) => {
    requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
    const number = requests.length;
    const harmed = state.fault !== "none" && number >= state.from && number <= state.to;
    if (harmed) state.struck = true;
    const exchange = { request, response, target: new URL(target()), sessions };
    serve(exchange, harmed ? state.fault : "none");
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    get struck() {
      return state.struck;
    },
    arm: (fault, at = 1, times = 1) => {
      requests.length = 0;
      Object.assign(state, { fault, from: at, to: at + times - 1, struck: false });
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface Exchange {
  readonly request: http.IncomingMessage;
  readonly response: http.ServerResponse;
  readonly target: URL;
  readonly sessions: SessionMemory | undefined;
}

function serve(exchange: Exchange, fault: Fault | "none"): void {
  const { request, response, sessions } = exchange;
  request.on("error", () => undefined);
  const known = sessions?.answer(request);
  if (/^[0-9]+$/.test(fault)) {
    request.resume().on("end", () => refuse(response, Number(fault)));
  } else if (fault === "reset") {
    request.socket.resetAndDestroy();
  } else if (fault === "stall") {
    request.resume();
  } else if (known !== undefined) {
    request.resume();
    deliver(exchange, fault, known);
  } else if (fault === "corrupt") {
    void corruptBody(request).then((body) => {
      forward(exchange, fault).end(body);
    });
  } else {
    const upstream = forward(exchange, fault);
    if (fault === "cut") cutBody(request, upstream);
    else request.pipe(upstream);
  }
}

function forward(exchange: Exchange, fault: Fault | "none"): http.ClientRequest {
  const { request, response, target, sessions } = exchange;
  const { method, url: path, headers } = request;
  const { hostname, port } = target;
  const upstream = http.request({ hostname, port, method, path, headers, agent: false });
  upstream.on("response", (answer) => {
    void collect(answer).then((body) => {
      const status = answer.statusCode ?? 502;
      const whole = { status, headers: headersFor(answer, body), body };
      sessions?.note(request, whole);
      deliver(exchange, fault, whole);
    });
  });
  upstream.on("error", () => {
    if (fault === "cut") return;
    if (response.headersSent) response.destroy();
    else refuse(response, 502);
  });
  return upstream;
}

function cutBody(request: http.IncomingMessage, upstream: http.ClientRequest): void {
  const length = Number(request.headers["content-length"] ?? 0);
  const cut = (): void => {
    setTimeout(() => {
      upstream.destroy();
      request.socket.resetAndDestroy();
    }, 20);
  };
  let seen = 0;
  request.on("data", (piece: Buffer) => {
    seen += piece.byteLength;
    if (length === 0 || seen >= length / 2) {
      upstream.write(piece.subarray(0, Math.ceil(piece.byteLength / 2)));
      request.pause();
      cut();
    } else {
      upstream.write(piece);
    }
  });
  request.on("end", cut);
}

/** Sends the answer of the server behind, or what the fault leaves of it. */
function deliver(exchange: Exchange, fault: Fault | "none", answer: Answer): void {
  const { request, response } = exchange;
  const { status, headers, body } = answer;
  if (fault === "lost-ack" || fault === "cut") request.socket.resetAndDestroy();
  else if (fault === "cut-answer") {
    response.writeHead(status, headers);
    response.write(body.subarray(0, body.byteLength >> 1));
    setTimeout(() => request.socket.resetAndDestroy(), 5);
  } else if (fault !== "stall-after") {
    response.writeHead(status, headers);
    response.end(body);
  }
}

/** Flips a bit behind the metadata of a multipart body, else in its first byte. */
async function corruptBody(request: http.IncomingMessage): Promise<Buffer> {
  const body = await collect(request);
  const multipart = request.headers["content-type"]?.startsWith("multipart/") === true;
  const first = multipart ? body.indexOf("\r\n\r\n", body.indexOf("\r\n\r\n") + 4) + 4 : 0;
  const byte = body[first];
  const isUpload = multipart || request.method === "PUT";
  if (byte !== undefined && isUpload) body[first] = byte ^ 1;
  return body;
}

async function collect(stream: http.IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece);
  } catch {
    // The other side went away; what came is what there is.
  }
  return Buffer.concat(pieces);
}

function headersFor(answer: http.IncomingMessage, body: Buffer): http.OutgoingHttpHeaders {
  const headers: http.OutgoingHttpHeaders = { ...answer.headers };
  delete headers["transfer-encoding"];
  headers["content-length"] = body.byteLength;
  return headers;
}

function refuse(response: http.ServerResponse, status: number): void {
  const body = JSON.stringify({ error: { code: status, message: "injected by the fault proxy" } });
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body);
}
