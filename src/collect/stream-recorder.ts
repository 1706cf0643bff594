/**
 * Standard output of `go test -json` into `stream.jsonl`. Events that say what happened are always kept;
 * output of each package is kept head and tail, and what looks like a report between (report-keeper.ts), with an event in
 * each gap that says how much is missing. Lines are looked at as bytes: a run's output is gigabytes, its structure is not.
 */
import { createLineSplitter, type LineSplitter } from "../util/line-splitter.ts";
import type { HeadTailLimits } from "./head-tail.ts";
import { ReportKeeper, type Gap } from "./report-keeper.ts";
import { EventMasker, Masker } from "./masking/masker.ts";

/** Output kept of one package: far more than anyone reads, little enough for a thousand packages. */
export const OUTPUT_LIMITS: HeadTailLimits = { headBytes: 8 << 20, tailBytes: 1 << 20 };
/** Heads of all packages together; beyond it only tails are kept. */
export const ALL_HEADS_BYTES = 512 << 20;
/** Of a line that is longer than a line can be, this much is kept. */
const LONG_LINE_HEAD = 64 << 10;

export interface StreamEvent {
  /** The test2json action, or `""` for a line that is no event. */
  readonly action: string;
  /** The import path; undefined for a line without one. */
  readonly package: string | undefined;
  /** True for the pass, fail or skip of a package as a whole. */
  readonly endsPackage: boolean;
  /** The line without its line feed; valid only during the call. */
  readonly line: Uint8Array;
}

/** What fell out of the output of one package (`""`: lines that are no events, and build output). */
export interface OutputCut {
  readonly package: string;
  readonly lines: number;
  readonly bytes: number;
  /** Beginnings of race reports among it: nobody knows what they said. */
  readonly reports: number;
}

const ACTION = Buffer.from('"Action":"');
const PACKAGE = Buffer.from('"Package":"');
const TEST = Buffer.from('"Test":"');
/** `Time`, or the `ImportPath` of a build event, stand before the action; an import path is shorter. */
const ACTION_WITHIN = 4096;
const QUOTE = 34;
const BRACE = 123;
/** Actions that carry text and not structure. */
const TEXT_ACTIONS = new Set(["", "output", "build-output", "attr"]);
const END_ACTIONS = new Set(["pass", "fail", "skip"]);

function fieldAfter(line: Buffer, needle: Buffer, from: number): string | undefined {
  const at = line.indexOf(needle, from);
  if (at < 0) return undefined;
  const start = at + needle.length;
  const end = line.indexOf(QUOTE, start);
  return end < 0 ? undefined : line.toString("utf8", start, end);
}

/** Reads action and package of a test2json line without decoding the rest. */
export function classifyLine(bytes: Uint8Array): StreamEvent {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stray = { action: "", package: undefined, endsPackage: false, line: bytes };
  if (line[0] !== BRACE) return stray;
  const at = line.subarray(0, ACTION_WITHIN).indexOf(ACTION);
  if (at < 0) return stray;
  const action = fieldAfter(line, ACTION, at);
  if (action === undefined) return stray;
  return {
    action,
    package: fieldAfter(line, PACKAGE, at),
    endsPackage: END_ACTIONS.has(action) && line.indexOf(TEST, at) < 0,
    line: bytes,
  };
}

export interface StreamLimits extends HeadTailLimits {
  readonly allHeadsBytes?: number;
  readonly reportsBytes?: number;
}

export class StreamRecorder {
  readonly cuts: OutputCut[] = [];
  /** Lines longer than the limit, and whether one of them was structure. */
  longLines = 0;
  longStructure = false;
  private readonly splitter: LineSplitter;
  private readonly keepers = new Map<string, ReportKeeper>();
  private readonly gaps = new Map<string, Gap>();
  private readonly onEvent: (event: StreamEvent) => void;
  private readonly limits: StreamLimits;
  private allHeadsLeft: number;
  private readonly masker: EventMasker;
  private pending: Uint8Array[] = [];

  constructor(
    onEvent: (event: StreamEvent) => void,
    limits: StreamLimits = OUTPUT_LIMITS,
    masker = new Masker([]),
  ) {
    this.onEvent = onEvent;
    this.masker = new EventMasker(masker);
    this.limits = limits;
    this.allHeadsLeft = limits.allHeadsBytes ?? ALL_HEADS_BYTES;
    this.splitter = createLineSplitter((line, _start, truncated) => this.line(line, truncated));
  }

  /** Takes the next bytes; what is to be written is then in takePending(). */
  push(chunk: Uint8Array): void {
    this.splitter.push(chunk);
  }

  /** The stream is over: the tails of packages that never ended come out. */
  end(): void {
    this.splitter.end();
    for (const key of [...this.keepers.keys()]) this.flushTail(key);
  }

  /** Bytes for the file, in order; empty when nothing is to be written. */
  takePending(): Uint8Array {
    const bytes = Buffer.concat(this.pending);
    this.pending = [];
    return bytes;
  }

  private line(line: Uint8Array, truncated: boolean): void {
    // Before anybody sees it: live output, the capture, and all that is made of it.
    this.masker.line(line);
    const event = classifyLine(line);
    if (truncated) {
      this.longLines += 1;
      if (!TEXT_ACTIONS.has(event.action)) this.longStructure = true;
    }
    if (TEXT_ACTIONS.has(event.action)) {
      this.text(event, truncated ? line.subarray(0, LONG_LINE_HEAD) : line);
    } else {
      if (event.endsPackage) this.flushTail(event.package ?? "");
      this.write(line);
    }
    this.onEvent(event);
  }

  private text(event: StreamEvent, line: Uint8Array): void {
    const key = event.package ?? "";
    let keeper = this.keepers.get(key);
    if (keeper === undefined) {
      const headBytes = Math.min(this.limits.headBytes, this.allHeadsLeft);
      const { tailBytes, reportsBytes } = this.limits;
      keeper = new ReportKeeper({ headBytes, tailBytes }, reportsBytes);
      this.keepers.set(key, keeper);
    }
    const { before, write } = keeper.take(line);
    if (before !== undefined) {
      this.gap(key, before.gap);
      this.pending.push(before.bytes);
    }
    if (!write) return;
    this.allHeadsLeft = Math.max(0, this.allHeadsLeft - line.length - 1);
    this.write(line);
  }

  private flushTail(key: string): void {
    const keeper = this.keepers.get(key);
    if (keeper === undefined) return;
    const tail = keeper.finish();
    this.keepers.delete(key);
    this.gap(key, { lines: tail.cutLines, bytes: tail.cutBytes });
    if (tail.bytes.length > 0) this.pending.push(tail.bytes);
    const gap = this.gaps.get(key);
    this.gaps.delete(key);
    if (gap !== undefined) this.cuts.push({ package: key, ...gap, reports: keeper.lostReports });
  }

  private gap(key: string, { lines, bytes }: Gap): void {
    if (bytes === 0) return;
    this.write(Buffer.from(gapLine(key, lines, bytes)));
    const { lines: allLines, bytes: allBytes } = this.gaps.get(key) ?? { lines: 0, bytes: 0 };
    this.gaps.set(key, { lines: allLines + lines, bytes: allBytes + bytes });
  }

  private write(line: Uint8Array): void {
    const copy = Buffer.allocUnsafe(line.length + 1);
    copy.set(line);
    copy[line.length] = 10;
    this.pending.push(copy);
  }
}

/** An output event, so that every reader of test2json takes it as text. */
function gapLine(importPath: string, lines: number, bytes: number): string {
  const Output = `\nracegate: ${lines} lines (${bytes} bytes) of output are cut here\n`;
  return JSON.stringify({
    Action: "output",
    ...(importPath === "" ? {} : { Package: importPath }),
    Output,
  });
}
