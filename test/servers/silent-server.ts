import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** How a server lets its clients wait: it accepts and says nothing, or begins an answer of HTTP and stops. */
export type Silence = "accepts" | "answers-half";

/** A server that never finishes an answer. As a proxy it swallows every CONNECT. */
export class SilentServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(silence: Silence): Promise<SilentServer> {
    const server = createServer();
    const started = new SilentServer(server);
    server.on("connection", (socket) => {
      started.#sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("data", () => {
        if (silence === "answers-half") socket.write("HTTP/1.1 200 OK\r\ncontent-le");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return started;
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many connections there have been. */
  get asked(): number {
    return this.#sockets.size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
