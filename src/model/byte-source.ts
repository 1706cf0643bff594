/**
 * Bytes that someone else keeps: a file, an object in a bucket, a spooled standard input. Parsers get one
 * of these instead of a path, so that they stay free of I/O.
 */
export interface ByteSource {
  /** Where the bytes are, for messages and evidence: a path relative to the capture, or `-`. */
  readonly name: string;
  /** Size in bytes, or undefined where it is not known before the end is read. */
  readonly size: number | undefined;
  /** A file with the same bytes, which another thread can open for itself. */
  readonly path?: string;
  /** Up to `length` bytes from `offset`; fewer only at the end, none behind it. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** The same into the caller's memory, for large files; the number of bytes read, 0 only at the end. */
  readonly readInto?: (offset: number, target: Uint8Array) => number;
  /** With `readInto`: to be awaited between reads, so that signals are heard; undefined when it is too early for that. */
  readonly turn?: () => Promise<void> | undefined;
}

/** Bytes `start` (inclusive) to `end` (exclusive) of the source of that name. */
export interface ByteRange {
  readonly source: string;
  readonly start: number;
  readonly end: number;
}
