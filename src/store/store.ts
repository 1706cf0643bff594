import type { ByteSource } from "../model/byte-source.ts";

/**
 * A place where runs are kept: a bucket or a directory, with one layout (layout.ts) and one set of promises:
 * a run's objects are created and never overwritten, the shared documents (baseline, timings) are replaced
 * only over the generation that was read, and nothing here throws: whatever goes wrong is a value with a
 * reason, since an upload never decides a verdict.
 */
export interface Store {
  readonly kind: "gcs" | "disk";
  /** For messages: `gs://bucket/prefix` or the directory. */
  readonly location: string;
  /**
   * Gets ready for a phase of use: finds credentials and takes a fresh token. Cheap to call again; every
   * other call does it by itself when it was not done.
   */
  open(signal?: AbortSignal): Promise<Readiness>;
  /** Creates the object. An object of that name with other bytes stays as it is, and is reported. */
  put(
    objectName: string,
    source: ByteSource | Uint8Array,
    options: PutOptions,
  ): Promise<PutOutcome>;
  /** The whole object as UTF-8 text with its generation, for `replace`. */
  readText(objectName: string, options?: CallOptions): Promise<ReadOutcome>;
  /** Writes the object if its generation is still the one that was read; `NO_GENERATION` creates it. */
  replace(
    objectName: string,
    bytes: Uint8Array,
    generation: Generation,
    options: PutOptions,
  ): Promise<ReplaceOutcome>;
  /** Where a person opens the object: a console URL, or a path. */
  link(objectName: string): string;
}

/** Names one version of an object's content; opaque. */
export type Generation = string;
/** The generation of an object that does not exist. */
export const NO_GENERATION: Generation = "0";

export type Readiness =
  { readonly ready: true } | { readonly ready: false; readonly code: string; readonly why: string };

export interface CallOptions {
  /** Ends the call; the outcome then says what is known. */
  readonly signal?: AbortSignal | undefined;
}

export interface PutOptions extends CallOptions {
  readonly contentType: string;
  /** CRC32C of the source where it is already known; else it is computed before anything is sent. */
  readonly crc32c?: string | undefined;
}

/**
 * `stored`: present once, with this size and CRC32C, as the store itself says. `not-stored`: it is not there.
 * `unknown`: an answer was lost and the object may not be read back, so it may or may not be there.
 */
export type PutState = "stored" | "not-stored" | "unknown";

export interface PutOutcome {
  readonly state: PutState;
  /** One sentence; absent when stored. */
  readonly why?: string | undefined;
  readonly sizeBytes?: number | undefined;
  /** Base64 of the big-endian CRC32C. */
  readonly crc32c?: string | undefined;
  /** How often something had to be sent again. */
  readonly retries: number;
}

export type ReadOutcome =
  | { readonly state: "read"; readonly text: string; readonly generation: Generation }
  | { readonly state: "absent" }
  | { readonly state: "failed"; readonly why: string };

export type ReplaceOutcome =
  | { readonly state: "stored"; readonly generation: Generation }
  /** Someone else wrote in between: read again, merge, try again. */
  | { readonly state: "conflict" }
  | { readonly state: "not-stored" | "unknown"; readonly why: string };
