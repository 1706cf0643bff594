// Turns the readable text form of a v2 trace (as Go's internal/trace/raw has it) into bytes. A line is an event name
// and `argument=value` pairs in wire order; a Stack is followed by its frames, a String by its data. `size=auto` in a
// batch header is filled in.
import { EVENT_TYPES } from "../../src/model/trace-event-types.ts";
import { unquoteGo } from "./go-literal.ts";

const IDS = new Map<string, number>([
  ...EVENT_TYPES.map((t): [string, number] => [t.name, t.id]),
  ["EventBatch", 1],
  ["Stacks", 2],
  ["Stack", 3],
  ["Strings", 4],
  ["String", 5],
  ["CPUSamples", 6],
  ["CPUSample", 7],
  ["Frequency", 8],
  ["ExperimentalBatch", 49],
  ["Sync", 50],
  ["EndOfGeneration", 52],
]);

/** A value as a varint. */
export function varint(value: bigint): number[] {
  const out: number[] = [];
  let v = value;
  for (; v > 127n; v >>= 7n) out.push(Number(v & 127n) | 128);
  out.push(Number(v));
  return out;
}

function values(words: readonly string[]): bigint[] {
  return words.map((w) => {
    const value = w.slice(w.indexOf("=") + 1);
    return value === "auto" ? -1n : BigInt(value);
  });
}

interface Piece {
  readonly head: number[];
  /** A batch whose size is to be filled in. */
  readonly auto: boolean;
  readonly body: number[];
}

/** The bytes of a trace in text form; throws on a text it does not understand. */
export function traceFromText(text: string): Uint8Array {
  const lines = text
    .split("\n")
    .map((l) => (l.includes('data="') ? l.trim() : l.replace(/#.*/, "").trim()))
    .filter((l) => l !== "");
  const version = /^Trace Go1\.(\d+)$/.exec(lines.shift() ?? "")?.[1];
  if (version === undefined) throw new Error("no `Trace Go1.N` line");
  const pieces: Piece[] = [];
  const out = (...bytes: number[]): void => {
    const last = pieces.at(-1);
    if (last === undefined) throw new Error("an event before the first batch");
    for (const b of bytes) last.body.push(b);
  };
  while (lines.length > 0) {
    const [name = "", ...words] = (lines.shift() ?? "").split(/ +/);
    const id = IDS.get(name);
    if (id === undefined) throw new Error(`unknown event ${name}`);
    const args = values(words);
    if (name === "EventBatch" || name === "EndOfGeneration") {
      const auto = args.at(-1) === -1n;
      pieces.push({
        head: [id, ...(auto ? args.slice(0, -1) : args).flatMap(varint)],
        auto,
        body: [],
      });
      continue;
    }
    out(id, ...args.flatMap(varint));
    if (name === "Stack") {
      for (let n = Number(args[1] ?? 0n); n > 0; n--) {
        out(...values((lines.shift() ?? "").split(/ +/)).flatMap(varint));
      }
    } else if (name === "String" || name === "ExperimentalBatch") {
      const data = unquoteGo((lines.shift() ?? "").replace(/^data=/, ""));
      out(...varint(BigInt(data.length)), ...data);
    }
  }
  const bytes = [...Buffer.from(`go 1.${version} trace\0\0\0`)];
  for (const p of pieces) {
    bytes.push(...p.head);
    if (p.auto) bytes.push(...varint(BigInt(p.body.length)));
    for (const b of p.body) bytes.push(b);
  }
  return Uint8Array.from(bytes);
}
