import type { ByteSource } from "../model/byte-source.ts";
import { sumOfSource } from "./source-sum.ts";
import { isByteSource, sourceOfBytes } from "./byte-stream.ts";
import { createGcsClient, type GcsClientOptions } from "./gcs-client.ts";
import { GcsObjects } from "./gcs-objects.ts";
import { isPrefix, NAME_BYTES_MAX, refuseName } from "./object-name.ts";
import { RETRY_POLICY, type RetryPolicy } from "./retry-policy.ts";
import {
  NO_GENERATION,
  type CallOptions,
  type Generation,
  type PutOptions,
  type PutOutcome,
  type Readiness,
  type ReadOutcome,
  type ReplaceOutcome,
  type Store,
} from "./store.ts";
import { CHUNK_BYTES, type Sending } from "./gcs-send.ts";

/** Google Cloud Storage as a store: `gs://BUCKET[/PREFIX]`. */
export interface GcsStoreOptions extends Partial<GcsClientOptions> {
  readonly bucket: string;
  /** Encoded path without a slash at its ends; "" for the bucket's root. */
  readonly prefix: string;
  /** Milliseconds without a byte before a transfer is given up and tried again. Default: 60 s. */
  readonly stallMs?: number | undefined;
  /** Milliseconds to ask what became of an object when the time is up. Default: 500. */
  readonly reconcileMs?: number | undefined;
  readonly retry?: RetryPolicy | undefined;
  /** Objects above it go in chunks of it; a multiple of 256 KiB. Default: 8 MiB. */
  readonly chunkBytes?: number | undefined;
}

export interface GcsUrl {
  readonly bucket: string;
  readonly prefix: string;
}

/** The environment variable that names another server; for tests and for regional or private endpoints. */
export const ENDPOINT_VARIABLE = "RACEGATE_GCS_ENDPOINT";

/** Splits `gs://BUCKET[/PREFIX]`; undefined where it is none. Slashes at the end fall away. */
export function parseGcsUrl(url: string): GcsUrl | undefined {
  const match = /^gs:\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:\/(.*))?$/.exec(url);
  const bucket = match?.[1];
  if (bucket === undefined) return undefined;
  const prefix = (match?.[2] ?? "")
    .split("/")
    .filter((segment) => segment !== "")
    .join("/");
  return isPrefix(prefix) ? { bucket, prefix } : undefined;
}

/** A store in a bucket. Nothing is loaded or asked before the first call. */
export function createGcsStore(options: GcsStoreOptions): Store {
  return new GcsStore(options);
}

/** The bucket's objects, with the endpoint and the bounds that the options and the environment name. */
export function gcsObjectsOf(options: Omit<GcsStoreOptions, "prefix">): GcsObjects {
  const environment = options.environment ?? process.env;
  const endpoint = options.endpoint ?? nonEmpty(environment[ENDPOINT_VARIABLE]);
  return new GcsObjects({
    bucket: options.bucket,
    chunkBytes: options.chunkBytes ?? CHUNK_BYTES,
    stallMs: options.stallMs ?? 60_000,
    reconcileMs: options.reconcileMs ?? 500,
    retry: options.retry ?? RETRY_POLICY,
    connect: (signal) => createGcsClient({ ...options, environment, endpoint }, signal),
  });
}

class GcsStore implements Store {
  readonly kind = "gcs";
  readonly location: string;
  readonly #options: GcsStoreOptions;
  readonly #prefix: string;
  readonly #objects: GcsObjects;

  constructor(options: GcsStoreOptions) {
    this.#options = options;
    this.#prefix = options.prefix === "" ? "" : `${options.prefix}/`;
    this.location = `gs://${options.bucket}${options.prefix === "" ? "" : `/${options.prefix}`}`;
    this.#objects = gcsObjectsOf(options);
  }

  async open(signal?: AbortSignal): Promise<Readiness> {
    return await this.#objects.connect(signal);
  }

  async put(
    objectName: string,
    source: ByteSource | Uint8Array,
    options: PutOptions,
  ): Promise<PutOutcome> {
    const prepared = await this.#prepare(objectName, source, NO_GENERATION, options);
    if ("why" in prepared) return { state: "not-stored", why: prepared.why, retries: 0 };
    const outcome = await this.#objects.write(prepared, options.signal);
    const { sizeBytes, crc32c } = prepared;
    return { state: outcome.state, why: outcome.why, sizeBytes, crc32c, retries: outcome.retries };
  }

  async replace(
    objectName: string,
    bytes: Uint8Array,
    generation: Generation,
    options: PutOptions,
  ): Promise<ReplaceOutcome> {
    const prepared = await this.#prepare(objectName, bytes, generation, options);
    if ("why" in prepared) return { state: "not-stored", why: prepared.why };
    const outcome = await this.#objects.write(prepared, options.signal);
    if (outcome.state === "stored") return { state: "stored", generation: outcome.generation };
    if (outcome.otherContent) return { state: "conflict" };
    return { state: outcome.state, why: outcome.why };
  }

  async readText(objectName: string, options: CallOptions = {}): Promise<ReadOutcome> {
    const refused = this.#refuse(objectName);
    if (refused !== undefined) return { state: "failed", why: refused };
    return await this.#objects.readText(this.#prefix + objectName, options.signal);
  }

  link(objectName: string): string {
    const path = `${this.#options.bucket}/${this.#prefix}${objectName}`;
    // The console decodes once, so a name's own % must be encoded again.
    const encoded = path.split("/").map(encodeURIComponent).join("/");
    return `https://console.cloud.google.com/storage/browser/_details/${encoded}`;
  }

  #refuse(objectName: string): string | undefined {
    const length = this.#prefix.length + objectName.length;
    if (length > NAME_BYTES_MAX) return `with its prefix the object name is too long`;
    return refuseName(objectName);
  }

  async #prepare(
    objectName: string,
    given: ByteSource | Uint8Array,
    generation: Generation,
    options: PutOptions,
  ): Promise<Sending | { readonly why: string }> {
    const name = this.#prefix + objectName;
    const refused = this.#refuse(objectName);
    if (refused !== undefined) return { why: refused };
    const source = isByteSource(given) ? given : sourceOfBytes(objectName, given);
    const { contentType } = options;
    const { bucket } = this.#options;
    try {
      const { size } = source;
      const sum =
        options.crc32c !== undefined && size !== undefined
          ? { sizeBytes: size, crc32c: options.crc32c }
          : await sumOfSource(source);
      return { bucket, name, source, ...sum, contentType, generation };
    } catch (thrown) {
      return { why: `${source.name} cannot be read: ${String(thrown)}` };
    }
  }
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}
