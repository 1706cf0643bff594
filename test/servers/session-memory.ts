import type http from "node:http";

/**
 * What fake-gcs-server (v1.56.1) lacks of the resumable protocol: asked how far an upload is
 * (an empty PUT whose Content-Range names no bytes), it takes the question for the end of the upload and makes an object of what
 * it has so far. So the proxy in front remembers each session's last answer and answers that question itself,
 * as https://cloud.google.com/storage/docs/performing-resumable-uploads#status-check says.
 */
export interface Answer {
  readonly status: number;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: Buffer;
}

export class SessionMemory {
  readonly #ranges = new Map<string, string>();
  readonly #finished = new Map<string, Answer>();

  /** The answer to a question about a session; undefined for every other request. */
  answer(request: http.IncomingMessage): Answer | undefined {
    const id = idOf(request);
    const question = request.headers["content-range"]?.startsWith("bytes */") === true;
    if (id === undefined || !question) return undefined;
    const finished = this.#finished.get(id);
    if (finished !== undefined) return finished;
    const range = this.#ranges.get(id);
    const headers = range === undefined ? {} : { range };
    return { status: 308, headers: { ...headers, "content-length": 0 }, body: Buffer.alloc(0) };
  }

  /** Takes in what the server behind answered to a part of the upload. */
  note(request: http.IncomingMessage, answer: Answer): void {
    const id = idOf(request);
    if (id === undefined) return;
    const { range } = answer.headers;
    if (answer.status === 308 && typeof range === "string") this.#ranges.set(id, range);
    if (answer.status === 200) this.#finished.set(id, answer);
  }
}

function idOf(request: http.IncomingMessage): string | undefined {
  if (request.method !== "PUT") return undefined;
  return /[?&]upload_id=([^&]+)/.exec(request.url ?? "")?.[1];
}
