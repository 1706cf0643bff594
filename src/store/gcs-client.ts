import { EventEmitter } from "node:events";
import type { Storage, StorageOptions } from "@google-cloud/storage";
import { findCredentials } from "./gcs-credentials.ts";
import { watchTransfer } from "./watched-transfer.ts";
import { failureOf } from "./gcs-errors.ts";
import type { Readiness } from "./store.ts";

/**
 * One `Storage` of the library, made where it is first needed: the package is large and loads slowly, and the
 * token shall be young when the upload begins (a direct federation token of GitHub lives five minutes).
 *
 * The library's own retries are off: they need a precondition to work at all, one upload without it switches
 * them off for all later ones, and a lost answer makes them fail what was stored. retry.ts does that part.
 */
export interface GcsClientOptions {
  /** Another server, e.g. an emulator: `http://127.0.0.1:4443`. Default: Google's. */
  readonly endpoint?: string | undefined;
  /** Take credentials for another server too. Default: only for a host of googleapis.com. */
  readonly authenticate?: boolean | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Tries and milliseconds each to reach the metadata server. */
  readonly probe?: { readonly tries: number; readonly tryMs: number } | undefined;
}

const GOOGLE = "https://storage.googleapis.com";
const TOKEN_MS = 10_000;
/** The library hangs a dozen listeners on the stream of a download; from eleven on Node warns of a leak. */
const LISTENERS_MAX = 20;

export interface GcsClient {
  readonly storage: Storage;
}

export type ClientResult =
  { readonly ready: true; readonly client: GcsClient } | (Readiness & { readonly ready: false });

/** A client with a fresh token, or why there is none. Bounded: at most about 20 s, and by the signal. */
export async function createGcsClient(
  options: GcsClientOptions,
  signal: AbortSignal | undefined,
): Promise<ClientResult> {
  const endpoint = options.endpoint ?? GOOGLE;
  const authenticate = options.authenticate ?? isGoogle(endpoint);
  try {
    if (authenticate) {
      const found = await findCredentials(options.environment, options.probe, signal);
      if (!found.ready) return found;
    }
    const storage = await openStorage(endpoint, authenticate);
    if (authenticate) {
      await watchTransfer(() => storage.authClient.getAccessToken(), { stallMs: TOKEN_MS, signal });
    }
    return { ready: true, client: { storage } };
  } catch (thrown) {
    return {
      ready: false,
      code: "RG9004",
      why: `Google gave no access token: ${failureOf(thrown).words}`,
    };
  }
}

async function openStorage(endpoint: string, authenticate: boolean): Promise<Storage> {
  const { Storage: StorageClass } = await import("@google-cloud/storage");
  EventEmitter.defaultMaxListeners = Math.max(EventEmitter.defaultMaxListeners, LISTENERS_MAX);
  const options: StorageOptions = {
    apiEndpoint: endpoint,
    // The library asks the environment for a project, which may take seconds; uploads need none.
    projectId: "-",
    useAuthWithCustomEndpoint: authenticate,
    retryOptions: { autoRetry: false, retryableErrorFn: () => false },
  };
  const storage = new StorageClass(options);
  // STORAGE_EMULATOR_HOST would win here and lose `/storage/v1`, so that every call were a 404.
  storage.baseUrl = `${endpoint.replace(/\/$/, "")}/storage/v1`;
  return storage;
}

function isGoogle(endpoint: string): boolean {
  const { protocol, hostname } = new URL(endpoint);
  return (
    protocol === "https:" && (hostname === "googleapis.com" || hostname.endsWith(".googleapis.com"))
  );
}
