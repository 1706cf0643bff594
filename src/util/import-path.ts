/**
 * An import path as directories of a capture and names of stored objects. Each segment is percent-encoded,
 * so that no import path can leave its folder (`.`, `..`), meet another one, or need quoting anywhere.
 */

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
