/**
 * An import path as directories of a capture and names of stored objects. Each segment is percent-encoded,
 * so that no import path can leave its folder (`.`, `..`), meet another one, or need quoting anywhere.
 */

import { createHash } from "node:crypto";

/** Most file systems take 255 bytes; the rest is room for the suffix of a temporary name. */
export const SEGMENT_BYTES_MAX = 200;

const DIGEST_CHARS = 16;

const SAFE = /^[A-Za-z0-9_.~-]$/;

function encodeSegment(segment: string): string {
  // A segment of dots only means a directory to a file system; its first dot is encoded.
  const dotsOnly = /^\.+$/.test(segment);
  let out = "";
  for (const [index, byte] of new TextEncoder().encode(segment).entries()) {
    const character = String.fromCharCode(byte);
    const safe = SAFE.test(character) && !(dotsOnly && index === 0);
    out += safe ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return out;
}

/** `example.com/a b/v2` → `example.com/a%20b/v2`. The empty path and empty segments become `%`. */
export function encodeImportPath(importPath: string): string {
  return importPath
    .split("/")
    .map((segment) => (segment === "" ? "%" : encodeSegment(segment)))
    .join("/");
}

/** The head of a segment that is too long, `mark` and a digest of the whole text. */
export function shortenSegment(encoded: string, text: string, mark: string): string {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, DIGEST_CHARS);
  const head = encoded.slice(0, SEGMENT_BYTES_MAX - DIGEST_CHARS - mark.length);
  // Not through the middle of a %XX.
  return `${head.replace(/%[0-9A-F]?$/, "")}${mark}${digest}`;
}

/**
 * The import path as directories of a capture: as encodeImportPath, but a segment that a file system does not take
 * is shortened with `%~` and a digest. No encoded path holds `%~`, so decodeImportPath refuses such a one: its
 * import path is written down beside what lies there.
 */
export function importPathDirectory(importPath: string): string {
  return encodeImportPath(importPath)
    .split("/")
    .map((part) => (part.length <= SEGMENT_BYTES_MAX ? part : shortenSegment(part, part, "%~")))
    .join("/");
}

/** The import path of an encoded one, or undefined where the text is not what encodeImportPath makes. */
export function decodeImportPath(encoded: string): string | undefined {
  const segments: string[] = [];
  for (const segment of encoded.split("/")) {
    if (segment === "%") {
      segments.push("");
      continue;
    }
    try {
      segments.push(decodeURIComponent(segment));
    } catch {
      return undefined;
    }
  }
  const importPath = segments.join("/");
  return encodeImportPath(importPath) === encoded ? importPath : undefined;
}
