import { readEventLine } from "./test-event.ts";

/**
 * Says what some bytes are by what they hold: people rename and move files, and a paste has no name.
 */
export type Content =
  | "empty"
  | "test2json"
  | "race-log"
  | "goroutine-dump"
  | "go-trace"
  | "pprof"
  | "executable"
  | "json"
  | "text"
  | "binary";

/** How many bytes from the beginning are needed. */
export const RECOGNISE_BYTES = 64 * 1024;

const TRACE = /^go 1\.[0-9]{1,3} trace\0\0\0/;
/** Lines from the beginning in which an event must come: go's own words and a child's may come before. */
const EVENT_LINES_MAX = 200;

/** @param head the first bytes, up to RECOGNISE_BYTES; all of them where there are fewer */
export function recognise(head: Uint8Array): Content {
  if (head.length === 0) return "empty";
  const magic = String.fromCharCode(...head.subarray(0, 16));
  if (TRACE.test(magic)) return "go-trace";
  if (head[0] === 0x1f && head[1] === 0x8b) return "pprof";
  if (/^(?:\x7fELF|MZ|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe)/.test(magic)) return "executable";
  if (isRawProfile(head)) return "pprof";
  if (isBinary(head)) return "binary";
  return recogniseText(new TextDecoder().decode(head));
}

/** A profile.proto that is not compressed begins with field 1, or Go's with field 11: two small numbers. */
function isRawProfile(head: Uint8Array): boolean {
  const [tag, length = 0, first, , second] = head;
  return (
    (tag === 0x0a || tag === 0x5a) &&
    length >= 4 &&
    length <= 12 &&
    first === 0x08 &&
    second === 0x10
  );
}

function isBinary(head: Uint8Array): boolean {
  let odd = 0;
  const looked = Math.min(head.length, 4096);
  for (let at = 0; at < looked; at++) {
    const byte = head[at] ?? 0;
    if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 0x1b && byte !== 8) {
      odd += 1;
    }
  }
  return odd * 20 > looked;
}

function recogniseText(text: string): Content {
  let from = 0;
  for (let count = 0; count < EVENT_LINES_MAX && from < text.length; count++) {
    const newline = text.indexOf("\n", from);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(from, end);
    const read = line.includes('{"') ? readEventLine(line) : undefined;
    if (typeof read === "object") return "test2json";
    from = end + 1;
  }
  if (/^\s*[{[]/.test(text) && /"/.test(text)) return "json";
  if (text.includes("WARNING: DATA RACE")) return "race-log";
  if (/^(?:goroutine profile: total |goroutine [0-9]{1,20} )/m.test(text)) {
    return "goroutine-dump";
  }
  return "text";
}
