import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/util/import-path.ts
import { createHash } from "node:crypto";
var SEGMENT_BYTES_MAX = 200;
var DIGEST_CHARS = 16;
var SAFE = /^[A-Za-z0-9_.~-]$/;
function encodeSegment(segment) {
  const dotsOnly = /^\.+$/.test(segment);
  let out = "";
  for (const [index, byte] of new TextEncoder().encode(segment).entries()) {
    const character = String.fromCharCode(byte);
    const safe = SAFE.test(character) && !(dotsOnly && index === 0);
    out += safe ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return out;
}
function encodeImportPath(importPath) {
  return importPath.split("/").map((segment) => segment === "" ? "%" : encodeSegment(segment)).join("/");
}
function shortenSegment(encoded, text, mark) {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, DIGEST_CHARS);
  const head = encoded.slice(0, SEGMENT_BYTES_MAX - DIGEST_CHARS - mark.length);
  return `${head.replace(/%[0-9A-F]?$/, "")}${mark}${digest}`;
}
function importPathDirectory(importPath) {
  return encodeImportPath(importPath).split("/").map((part) => part.length <= SEGMENT_BYTES_MAX ? part : shortenSegment(part, part, "%~")).join("/");
}
function decodeImportPath(encoded) {
  const segments = [];
  for (const segment of encoded.split("/")) {
    if (segment === "%") {
      segments.push("");
      continue;
    }
    try {
      segments.push(decodeURIComponent(segment));
    } catch {
      return void 0;
    }
  }
  const importPath = segments.join("/");
  return encodeImportPath(importPath) === encoded ? importPath : void 0;
}

export {
  SEGMENT_BYTES_MAX,
  encodeImportPath,
  shortenSegment,
  importPathDirectory,
  decodeImportPath
};
