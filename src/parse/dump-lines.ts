import { locationOf, type FrameLocation } from "./race-lines.ts";

/**
 * The lines of a goroutine dump, as runtime/traceback.go prints them (Go 1.21 to 1.27):
 *
 *     goroutine 7 gp=0xc0001 m=0 mp=0x6d [chan receive (leaked), 2 minutes, locked to thread, labels:{"k": "v"}]:
 *     example.com/m.(*T).F(0xc000112968, {0x0, 0x0})
 *     	/src/m/t.go:12 +0x3f fp=0x… sp=0x… pc=0x…
 *     example.com/m.inlined(...)
 *     	/src/m/t.go:9
 *     ...additional frames elided...
 *     created by example.com/m.Start in goroutine 1
 *     	/src/m/t.go:30 +0x1a
 */

export interface DumpHeader {
  readonly prefix: string;
  readonly goid: string;
  readonly status: string;
  readonly waitMinutes: number | undefined;
  readonly lockedToThread: boolean;
  readonly annotations: readonly string[];
}

const HEADER =
  /\bgoroutine ([0-9]{1,20})((?: (?:gp|m|mp)=[0-9a-z]{1,20}){0,3}) \[([^\n]{1,4096})\]:$/;
const MARKS = new Set(["leaked", "scan", "durable"]);

/** Reads a goroutine header wherever it stands in the line. */
export function dumpHeaderOf(line: string): DumpHeader | undefined {
  if (!line.endsWith("]:") || line.length > 8192) return undefined;
  const match = HEADER.exec(line);
  if (match === null) return undefined;
  const [, goid = "", machine = "", inside = ""] = match;
  const annotations = machine.trim() === "" ? [] : machine.trim().split(" ");
  const labels = inside.indexOf(" labels:{");
  const parts = (labels < 0 ? inside : inside.slice(0, labels)).replace(/,$/, "").split(", ");
  let status = parts[0] ?? "";
  let waitMinutes: number | undefined;
  let lockedToThread = false;
  for (const part of parts.slice(1)) {
    const minutes = /^([0-9]{1,9}) minutes$/.exec(part);
    if (minutes !== null) waitMinutes = Number(minutes[1]);
    else if (part === "locked to thread") lockedToThread = true;
    else annotations.push(part);
  }
  for (;;) {
    const mark = /^(.{1,200}) \(([a-z]{1,20})\)$/.exec(status);
    if (mark === null || !MARKS.has(mark[2] ?? "")) break;
    status = mark[1] ?? "";
    annotations.push(mark[2] ?? "");
  }
  if (labels >= 0) annotations.push(inside.slice(labels + 1));
  const prefix = line.slice(0, match.index);
  return { prefix, goid, status, waitMinutes, lockedToThread, annotations };
}

export interface DumpCall {
  readonly function: string;
  readonly args: string;
}

/** `F(args)`: name and arguments; undefined where the line is no call. */
export function dumpCallOf(text: string): DumpCall | undefined {
  if (!text.endsWith(")")) return undefined;
  const open = text.lastIndexOf("(");
  if (open <= 0) return undefined;
  const name = text.slice(0, open);
  const types = name.search(/[[<]/);
  const head = types < 0 ? name : name.slice(0, types);
  if (/[\s"'`=:;,{]/.test(head.replaceAll("::", ""))) return undefined;
  return { function: name, args: text.slice(open + 1, -1) };
}

export interface CreatedBy {
  readonly function: string;
  readonly goid: string | undefined;
}

/** `created by F` and, since Go 1.21, ` in goroutine N`. */
export function createdByOf(text: string): CreatedBy | undefined {
  const match = /^created by (\S[^\n]{0,4096})$/.exec(text);
  if (match === null) return undefined;
  const rest = match[1] ?? "";
  const parent = / in goroutine ([0-9]{1,20})$/.exec(rest);
  if (parent === null) return { function: rest, goid: undefined };
  return { function: rest.slice(0, parent.index), goid: parent[1] };
}

/** Frames were left out here: the dump's own words. */
export function isElision(text: string): boolean {
  return (
    /^\.\.\.(?:additional|[0-9]{1,9}) frames elided\.\.\.$/.test(text) ||
    text === "goroutine running on other thread; stack unavailable"
  );
}

/** `file:line +0x… fp=…` below a call. */
export function dumpLocationOf(text: string): FrameLocation | undefined {
  return locationOf(text);
}
