import { encodeImportPath, SEGMENT_BYTES_MAX, shortenSegment } from "../util/import-path.ts";

/**
 * Object names. Every part that comes from outside (run id, import path, branch, file name) is percent-encoded
 * segment by segment as in the capture (util/import-path.ts), so that a name is safe in a bucket, in a URL, on a
 * command line and as a path on disk: what stays raw is `A-Z a-z 0-9 - _ . ~` alone. That leaves out
 * `\r \n # ? * [ ]`, which Cloud Storage forbids or advises against
 * (https://cloud.google.com/storage/docs/objects#naming), and `: \ "`, which disks do.
 */
const SEGMENT = /^(?:[A-Za-z0-9\-_.~]|%[0-9A-F]{2})+$/;

/** Cloud Storage's limit for a name, in bytes. */
export const NAME_BYTES_MAX = 1024;

/**
 * One segment of a name. `/` inside it is encoded too; a segment of dots only gets its first one encoded. A
 * segment that would be longer than a file system takes keeps its head and ends in `~` and a digest of the
 * whole: only such a one cannot be decoded again.
 */
export function encodeSegment(text: string): string {
  const parts = text.split("/").map((part) => (part === "" ? "" : encodeImportPath(part)));
  const encoded = parts.join("%2F");
  return encoded.length <= SEGMENT_BYTES_MAX ? encoded : shortenSegment(encoded, text, "~");
}

/** The path, each of its `/`-separated segments encoded; empty segments fall away. */
export function encodePath(path: string): string {
  return path
    .split("/")
    .filter((segment) => segment !== "")
    .map(encodeSegment)
    .join("/");
}

/** The inverse of `encodeSegment`; undefined for what it never writes. */
export function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** What a user's own prefix may hold beyond that; it is taken as it is written. */
const PREFIX_SEGMENT = /^[A-Za-z0-9\-_.~@+=,:%]+$/;

/** Whether the prefix is one or more segments without dots-only ones, or empty. */
export function isPrefix(prefix: string): boolean {
  if (prefix === "") return true;
  return prefix
    .split("/")
    .every((segment) => PREFIX_SEGMENT.test(segment) && segment !== "." && segment !== "..");
}

/** Why a name may not be used, or undefined when it may. The last check in front of a bucket or a disk. */
export function refuseName(name: string): string | undefined {
  if (name === "") return "the object name is empty";
  if (Buffer.byteLength(name) > NAME_BYTES_MAX) {
    return `the object name is longer than ${NAME_BYTES_MAX} bytes`;
  }
  for (const segment of name.split("/")) {
    if (segment === "") return "the object name has an empty segment";
    if (segment === "." || segment === "..") return `the object name has a '${segment}' segment`;
    if (segment.length > SEGMENT_BYTES_MAX) return "the object name has a segment that is too long";
    if (!SEGMENT.test(segment)) return "the object name has a character that is not encoded";
  }
  return undefined;
}
