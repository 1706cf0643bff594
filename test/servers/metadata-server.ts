/** The metadata server of Google Cloud on loopback, in the states in which a build may meet it. */
import http from "node:http";
import type { AddressInfo } from "node:net";

export type MetadataState = "well" | "slow" | "broken" | "garbage";

export interface MetadataServer {
  /** For GCE_METADATA_HOST. */
  readonly host: string;
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function startMetadataServer(state: MetadataState): Promise<MetadataServer> {
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request.url ?? "");
    if (state === "slow") return;
    // Without this header the client takes the answer for one of a captive portal.
    response.setHeader("metadata-flavor", "Google");
    if (state === "broken") {
      response.writeHead(500).end("broken");
      return;
    }
    if (state === "garbage") {
      response.end("<html>not for you</html>");
      return;
    }
    const isToken = request.url?.includes("/token") === true;
    response.setHeader("content-type", isToken ? "application/json" : "application/text");
    response.end(
      isToken
        ? JSON.stringify({ access_token: "ya29.not-real", expires_in: 3599, token_type: "Bearer" })
        : "example",
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
