import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";

/**
 * A transfer that cannot hang. The storage library takes no timeout that holds: a server that accepts and never
 * answers keeps an upload pending for ever. So every HTTP request that is made within `watchTransfer`, however
 * deep in a library, is noted (Node announces each on a diagnostics channel, and AsyncLocalStorage says to which
 * transfer it belongs), its sockets' byte counters are the measure of progress, and when they stand still for
 * too long, or the caller's signal aborts, the requests are destroyed, which frees the sockets and makes the
 * library's own promise fail.
 */
export interface WatchOptions {
  /** Milliseconds without a byte in either direction before the transfer is given up. */
  readonly stallMs: number;
  readonly signal?: AbortSignal | undefined;
}

export class StallError extends Error {
  override readonly name = "StallError";
  readonly code = "RACEGATE_STALL";
  constructor(stallMs: number) {
    super(`no progress for ${stallMs / 1000} s`);
  }
}

/** How often progress is looked at, as a part of the stall time. */
const LOOKS_PER_STALL = 6;

interface Transfer {
  readonly requests: Set<ClientRequest>;
  closed: Error | undefined;
}

const transfers = new AsyncLocalStorage<Transfer>();
let listening = false;

/**
 * Runs the work and returns its result, or rejects with its error, a `StallError`, or the signal's reason.
 * Settles at once in the last two cases, even where the work itself never does.
 */
export async function watchTransfer<T>(work: () => Promise<T>, options: WatchOptions): Promise<T> {
  listen();
  const transfer: Transfer = { requests: new Set(), closed: undefined };
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const giveUp = (reason: Error): void => {
    transfer.closed ??= reason;
    for (const request of transfer.requests) request.destroy(reason);
    reject(reason);
  };
  const onAbort = (): void => giveUp(reasonOf(options.signal));
  if (options.signal?.aborted === true) throw reasonOf(options.signal);
  options.signal?.addEventListener("abort", onAbort, { once: true });
  const stopLooking = lookForProgress(transfer, options.stallMs, giveUp);
  try {
    transfers.run(transfer, () => {
      work().then(resolve, reject);
    });
    return await promise;
  } finally {
    stopLooking();
    options.signal?.removeEventListener("abort", onAbort);
  }
}

function lookForProgress(
  transfer: Transfer,
  stallMs: number,
  giveUp: (reason: Error) => void,
): () => void {
  let seen = "";
  let seenAtMs = performance.now();
  const timer = setInterval(() => {
    const now = countersOf(transfer);
    if (now !== seen) {
      seen = now;
      seenAtMs = performance.now();
    } else if (performance.now() - seenAtMs >= stallMs) {
      giveUp(new StallError(stallMs));
    }
  }, stallMs / LOOKS_PER_STALL);
  return () => clearInterval(timer);
}

/** Changes whenever a request was made or a byte moved. */
function countersOf(transfer: Transfer): string {
  let counters = String(transfer.requests.size);
  for (const { socket } of transfer.requests) {
    counters += socket === null ? ",-" : `,${socket.bytesWritten}/${socket.bytesRead}`;
  }
  return counters;
}

function listen(): void {
  if (listening) return;
  listening = true;
  subscribe("http.client.request.created", (message) => {
    const transfer = transfers.getStore();
    if (transfer === undefined) return;
    const { request } = message as { request: ClientRequest };
    // A library that goes on after the transfer was given up (a queued redirect, a second try) is stopped too.
    if (transfer.closed !== undefined) request.destroy(transfer.closed);
    transfer.requests.add(request);
  });
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error("cancelled");
}
