/** What a file is, by its first bytes; by its name only where two kinds look alike. */
import type { ArtifactKind } from "../model/capture.ts";

const TRACE = /^go 1\.\d+ trace\0/;
const STREAM_LINE = /^\{[^\n]{0,4000}"Action":"/m;

/** Tab, line feed, form feed, carriage return, escape, backspace, bell. */
const TEXT_CONTROLS = new Set([7, 8, 9, 10, 12, 13, 27]);

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/**
 * @param name only a hint: mutex and block profiles have the same content
 * @param head the first bytes of the file
 * @returns undefined for what no parser reads (an empty file, an archive, a picture, racegate's manifest)
 */
export function recogniseKind(name: string, head: Uint8Array): ArtifactKind | undefined {
  if (head.length === 0) return undefined;
  const base = name.slice(name.lastIndexOf("/") + 1);
  if (startsWith(head, [0x7f, 0x45, 0x4c, 0x46])) return "binary";
  if (startsWith(head, [0x1f, 0x8b])) return profileKind(base);
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString("latin1");
  if (TRACE.test(text)) return "trace";
  if (text.includes("\0") && !isMostlyText(head)) return undefined;
  if (base === "process.json" && text.includes('"argv"')) return "process";
  if (base === "symbols.json" && text.includes('"processes"')) return "symbols";
  if (base === "sources.json") return "sources";
  if (base === "panics.json" && text.includes('"stops"')) return "panics";
  if (base === "manifest.json" && text.includes('"manifestVersion"')) return undefined;
  if (STREAM_LINE.test(text)) return "stream";
  if (/^race\.\d+$/.test(base)) return "race-log";
  return "text";
}

/** A log may hold a few NULs, such as those of a file that was cut while it was written to. */
function isMostlyText(head: Uint8Array): boolean {
  let nul = 0;
  let control = 0;
  for (const byte of head) {
    if (byte === 0) nul += 1;
    else if (byte < 32 && !TEXT_CONTROLS.has(byte)) control += 1;
  }
  return nul * 2 < head.length && control * 100 < head.length;
}

/** The kind of an archive, in a word; undefined for what is none. */
export function archiveOf(head: Uint8Array): string | undefined {
  const tar = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString(
    "latin1",
    257,
    262,
  );
  if (tar === "ustar") return "tar";
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return "zip";
  if (startsWith(head, [0xfd, 0x37, 0x7a, 0x58, 0x5a])) return "xz";
  return startsWith(head, [0x42, 0x5a, 0x68]) ? "bzip2" : undefined;
}

/** A gzipped trace is for the store's reader; everything else that is gzipped is taken for a profile. */
function profileKind(base: string): ArtifactKind | undefined {
  if (base.includes("trace")) return "trace";
  if (base.includes("block")) return "block-profile";
  return base.endsWith(".gz") && !base.includes("prof") ? undefined : "mutex-profile";
}
