import http from "node:http";
import type { AddressInfo, Socket } from "node:net";

/**
 * The metadata server of Google Cloud on loopback, as far as credentials go; its address belongs into
 * GCE_METADATA_HOST. `broken`: answers 500; `garbage`: answers 200 without being Google's; `silent`: never.
 */
export type MetadataBehaviour = "good" | "broken" | "garbage" | "silent";

export interface MetadataServer {
  /** host:port */
  readonly host: string;
  behaviour: MetadataBehaviour;
  /** The token that is given out next. */
  token: string;
  readonly tokensGiven: number;
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

export async function startMetadataServer(): Promise<MetadataServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const state = { behaviour: "good" as MetadataBehaviour, token: "token-1", tokensGiven: 0 };
  const server = http.createServer((request, response) => {
    const path = request.url ?? "";
    requests.push(path);
    if (state.behaviour === "silent") return;
    if (state.behaviour === "broken") {
      response.writeHead(500).end("broken");
      return;
    }
    if (state.behaviour === "garbage") {
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Please log in</h1>");
      return;
    }
    response.setHeader("metadata-flavor", "Google");
    if (!path.includes("/token")) {
      response.end(path.includes("universe") ? "googleapis.com" : "account@project.example");
      return;
    }
    state.tokensGiven += 1;
    response.setHeader("content-type", "application/json");
    const token = { access_token: state.token, expires_in: 3599, token_type: "Bearer" };
    response.end(JSON.stringify(token));
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get behaviour() {
      return state.behaviour;
    },
    set behaviour(behaviour) {
      state.behaviour = behaviour;
    },
    get token() {
      return state.token;
    },
    set token(token) {
      state.token = token;
    },
    get tokensGiven() {
      return state.tokensGiven;
    },
    requests,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
