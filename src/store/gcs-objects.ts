import type { Storage } from "@google-cloud/storage";
import { crc32c } from "../util/crc32c.ts";
import type { ClientResult } from "./gcs-client.ts";
import { failureOf, type Failure } from "./gcs-errors.ts";
import {
  readStored,
  ResumableSession,
  sendOneShot,
  type Sending,
  type Stored,
} from "./gcs-send.ts";
import { Retries, type RetryPolicy } from "./retry-policy.ts";
import type { Generation, Readiness, ReadOutcome } from "./store.ts";
import { watchTransfer, type WatchOptions } from "./watched-transfer.ts";

/**
 * Writes and reads whole objects of one bucket, whatever the line does to it. For a write:
 *
 * 1. Send, under a precondition on the generation, so that sending twice is harmless.
 * 2. An answer with the size and CRC32C that were meant: stored.
 * 3. A failure that may pass: wait, and again from 1 (a resumable upload goes on where the server stands). A
 *    token that is refused is renewed once.
 * 4. Any other end (the object exists, no more tries, time is up): ask for the object's metadata. The same
 *    size and CRC32C: it was stored and only the answer was lost. Another or none: it is not stored. Not
 *    allowed to ask, or no answer: unknown.
 */
export interface GcsObjectsOptions {
  readonly bucket: string;
  readonly chunkBytes: number;
  readonly stallMs: number;
  readonly reconcileMs: number;
  readonly retry: RetryPolicy;
  readonly connect: (signal: AbortSignal | undefined) => Promise<ClientResult>;
}

export type WriteResult =
  | {
      readonly state: "stored";
      readonly generation: Generation;
      readonly retries: number;
      readonly why?: undefined;
    }
  | {
      readonly state: "not-stored" | "unknown";
      readonly why: string;
      /** Under this name is something else. */
      readonly otherContent: boolean;
      readonly retries: number;
    };

/** What became of a question; `absent`: there is no such object. */
export type Asked<T> =
  | { readonly state: "answered"; readonly value: T }
  | { readonly state: "absent" }
  | { readonly state: "failed"; readonly why: string };

const TEXT_BYTES_MAX = 64 << 20;
const RECONCILE_TRIES = 3;
/** The line may flip a bit; when it happens thrice, the bytes are not what their CRC32C says. */
const DAMAGED_RETRIES = 2;

export class GcsObjects {
  readonly #options: GcsObjectsOptions;
  #client: Promise<ClientResult> | undefined;

  constructor(options: GcsObjectsOptions) {
    this.#options = options;
  }

  /** Takes a new client with a new token. */
  async connect(signal?: AbortSignal): Promise<Readiness> {
    this.#client = this.#options.connect(signal);
    const result = await this.#client;
    return result.ready ? { ready: true } : result;
  }

  async write(sending: Sending, signal: AbortSignal | undefined): Promise<WriteResult> {
    const watch: WatchOptions = { stallMs: this.#options.stallMs, signal };
    const retries = new Retries(this.#options.retry);
    const { chunkBytes } = this.#options;
    const session =
      sending.sizeBytes > chunkBytes ? new ResumableSession(sending, chunkBytes) : undefined;
    let renewed = false;
    let sent = false;
    let damaged = 0;
    for (;;) {
      if (signal?.aborted === true && !sent) return failed(wordsOfAbort(signal), retries);
      const client = await this.#ready(signal);
      if (!client.ready) return failed(`${client.code}: ${client.why}`, retries);
      const { storage } = client.client;
      const before = session?.offset ?? 0;
      try {
        const stored = await (session === undefined
          ? sendOneShot(storage, sending, watch)
          : session.send(storage, watch));
        return await this.#judge(storage, sending, stored, retries);
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.class === "credentials" && !renewed) {
          renewed = true;
          await this.#renew(client, signal);
          continue;
        }
        if (failure.class === "damaged") damaged += 1;
        const mayPass =
          failure.class === "again" || (failure.class === "damaged" && damaged <= DAMAGED_RETRIES);
        sent ||= failure.class === "again";
        if ((session?.offset ?? 0) > before) retries.progress();
        if (mayPass && (await retries.next(failure.retryAfterMs, signal))) continue;
        // An account that may create and not delete gets 403 for a name that is taken, not 412.
        const mayExist = failure.class === "exists" || failure.class === "denied";
        if (!sent && !mayExist) return failed(adviceOn(failure), retries);
        const result = await this.#reconcile(storage, sending, failure, retries);
        const nothingAllowed = !sent && failure.class === "denied" && result.state === "unknown";
        return nothingAllowed ? failed(adviceOn(failure), retries) : result;
      }
    }
  }

  /** Reads the object with its generation; retries what may pass, and checks the CRC32C. */
  async readText(name: string, signal: AbortSignal | undefined): Promise<ReadOutcome> {
    const asked = await this.ask((storage, watch) => this.#readOnce(storage, name, watch), signal);
    return asked.state === "answered" ? asked.value : asked;
  }

  /** Asks something that changes nothing; retries what may pass, renews a refused token once. */
  async ask<T>(
    work: (storage: Storage, watch: WatchOptions) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<Asked<T>> {
    const watch: WatchOptions = { stallMs: this.#options.stallMs, signal };
    const retries = new Retries(this.#options.retry);
    let renewed = false;
    for (;;) {
      const client = await this.#ready(signal);
      if (!client.ready) return { state: "failed", why: `${client.code}: ${client.why}` };
      try {
        return { state: "answered", value: await work(client.client.storage, watch) };
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.class === "absent") return { state: "absent" };
        if (failure.class === "credentials" && !renewed) {
          renewed = true;
          await this.#renew(client, signal);
          continue;
        }
        const mayPass = failure.class === "again" || failure.class === "damaged";
        if (mayPass && (await retries.next(failure.retryAfterMs, signal))) continue;
        return { state: "failed", why: adviceOn(failure) };
      }
    }
  }

  async #readOnce(storage: Storage, name: string, watch: WatchOptions): Promise<ReadOutcome> {
    const stored = await readStored(storage, this.#options.bucket, name, watch);
    if (stored.sizeBytes > TEXT_BYTES_MAX) {
      return { state: "failed", why: `it has ${stored.sizeBytes} bytes, more than is read` };
    }
    const { generation } = stored;
    const file = storage.bucket(this.#options.bucket).file(name, { generation });
    const [bytes] = await watchTransfer(() => file.download({ validation: false }), watch);
    if ((await crc32c(bytes)) !== stored.crc32c) {
      throw new Error("the bytes that came do not have the object's CRC32C");
    }
    return { state: "read", text: bytes.toString("utf8"), generation };
  }

  async #ready(signal: AbortSignal | undefined): Promise<ClientResult> {
    this.#client ??= this.#options.connect(signal);
    return await this.#client;
  }

  /** A new client, unless another transfer has already replaced the one whose token was refused. */
  async #renew(refused: ClientResult, signal: AbortSignal | undefined): Promise<void> {
    if ((await this.#client) === refused) await this.connect(signal);
  }

  async #judge(
    storage: Storage,
    sending: Sending,
    stored: Stored,
    retries: Retries,
  ): Promise<WriteResult> {
    if (stored.crc32c === "") {
      const silent = failureOf(new Error("the answer does not say what was stored"));
      return await this.#reconcile(storage, sending, silent, retries);
    }
    if (isSame(sending, stored)) {
      return { state: "stored", generation: stored.generation, retries: retries.total };
    }
    return different(sending, stored, retries);
  }

  async #reconcile(
    storage: Storage,
    sending: Sending,
    failure: Failure,
    retries: Retries,
  ): Promise<WriteResult> {
    const { reconcileMs, stallMs } = this.#options;
    const watch = {
      stallMs: Math.min(stallMs, reconcileMs),
      signal: AbortSignal.timeout(reconcileMs),
    };
    const again = new Retries({ retriesMax: RECONCILE_TRIES - 1, firstMs: 50, longestMs: 200 });
    for (;;) {
      try {
        const stored = await readStored(storage, sending.bucket, sending.name, watch);
        if (!isSame(sending, stored)) return different(sending, stored, retries);
        return { state: "stored", generation: stored.generation, retries: retries.total };
      } catch (thrown) {
        const asked = failureOf(thrown);
        if (asked.class === "absent") return failed(adviceOn(failure), retries);
        if (asked.class === "again" && (await again.next(undefined, watch.signal))) continue;
        const why =
          asked.class === "denied"
            ? "and reading it back is not allowed (roles/storage.objectViewer)"
            : `and asking for it failed too: ${asked.words}`;
        return {
          state: "unknown",
          why: `${adviceOn(failure)}; ${why}`,
          otherContent: false,
          retries: retries.total,
        };
      }
    }
  }
}

function isSame(sending: Sending, stored: Stored): boolean {
  return stored.sizeBytes === sending.sizeBytes && stored.crc32c === sending.crc32c;
}

function different(sending: Sending, stored: Stored, retries: Retries): WriteResult {
  const why =
    `an object of that name is there with other content: ${stored.sizeBytes} bytes, CRC32C ` +
    `${stored.crc32c}, instead of ${sending.sizeBytes} bytes, ${sending.crc32c}`;
  return { state: "not-stored", why, otherContent: true, retries: retries.total };
}

function failed(why: string, retries: Retries): WriteResult {
  return { state: "not-stored", why, otherContent: false, retries: retries.total };
}

function wordsOfAbort({ reason }: AbortSignal): string {
  return reason instanceof Error ? reason.message : "cancelled";
}

function adviceOn(failure: Failure): string {
  switch (failure.class) {
    case "denied":
      return `not allowed (${failure.words}); writing needs roles/storage.objectCreator on the bucket, reading roles/storage.objectViewer`;
    case "absent":
      return `the bucket does not exist or may not be seen (${failure.words})`;
    case "credentials":
      return `RG9004: the access token was refused, and a fresh one too (${failure.words})`;
    case "exists":
      return "an object of that name exists";
    case "damaged":
      return `the bytes arrived damaged (${failure.words})`;
    case "again":
    case "final":
      return failure.words;
  }
}
