/** Delve's JSON-RPC: one JSON object a line, both ways, over a Unix socket. */
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** An answer may hold a deep stack; more than this is none. */
const ANSWER_MAX = 32 * 1024 * 1024;
const CONNECT_MS = 15_000;

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A connection; every call rejects once it is closed. */
export class RpcClient {
  readonly #socket: Socket;
  readonly #pending = new Map<number, Pending>();
  #parts: string[] = [];
  #length = 0;
  #id = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => this.#data(text));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("Delve closed the connection")));
  }

  /** Waits until the socket is there. */
  static async connect(path: string, signal: AbortSignal): Promise<RpcClient> {
    const untilMs = performance.now() + CONNECT_MS;
    for (;;) {
      try {
        return new RpcClient(await open(path));
      } catch {
        if (performance.now() > untilMs || signal.aborted) {
          throw new Error(`Delve opened no connection within ${CONNECT_MS / 1000} s`);
        }
        await delay(50);
      }
    }
  }

  /** `RPCServer.<method>`; rejects with Delve's own words. */
  call(method: string, params: unknown): Promise<unknown> {
    if (this.#socket.destroyed) return Promise.reject(new Error("Delve is gone"));
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#socket.write(
        `${JSON.stringify({ method: `RPCServer.${method}`, params: [params], id })}\n`,
      );
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #data(text: string): void {
    this.#length += text.length;
    if (this.#length > ANSWER_MAX) {
      this.#socket.destroy(new Error("Delve's answer is too long"));
      return;
    }
    const lines = text.split("\n");
    for (const [index, part] of lines.entries()) {
      this.#parts.push(part);
      if (index === lines.length - 1) break;
      const line = this.#parts.join("");
      this.#parts = [];
      this.#length = 0;
      this.#line(line);
    }
  }

  #line(line: string): void {
    let answer: { readonly id?: unknown; readonly result?: unknown; readonly error?: unknown };
    try {
      answer = JSON.parse(line) as typeof answer;
    } catch {
      this.#socket.destroy(new Error("Delve's answer is no JSON"));
      return;
    }
    const pending = typeof answer.id === "number" ? this.#pending.get(answer.id) : undefined;
    if (pending === undefined || typeof answer.id !== "number") return;
    this.#pending.delete(answer.id);
    if (typeof answer.error === "string") pending.reject(new Error(answer.error));
    else pending.resolve(answer.result);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

function open(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(socket));
    socket.once("error", reject);
  });
}
