/**
 * Head and tail of an oversized output, and between them what looks like a report or a crash: from its first line on
 * it is kept, whole, in its place. So a flood of output cannot hide a race report that no race log has (of a process
 * that a test started with a GORACE of its own).
 */
import { HeadTail, type HeadTailLimits, type Tail } from "./head-tail.ts";

/** First lines of what is kept; in an event they stand behind `"Output":"`. */
const RACE = Buffer.from("WARNING: DATA RACE");
const CRASHES = ["fatal error: ", "panic: ", "SIGQUIT: quit", "unexpected fault address "].map(
  (text) => Buffer.from(text),
);
const OUTPUT = Buffer.from('"Output":"');
const BRACE = 123;
/** Kept behind a first line, and before it. */
const REPORT_BYTES = 128 << 10;
const CONTEXT_BYTES = 8 << 10;
/** Reports kept of one stream besides head and tail. */
export const REPORTS_BYTES = 8 << 20;

/** What fell out of a stream in one place. */
export interface Gap {
  readonly lines: number;
  readonly bytes: number;
}

export interface Taken {
  /** What is to be written before the line, and what fell out in front of that. */
  readonly before?: { readonly gap: Gap; readonly bytes: Uint8Array };
  /** True: the line is to be written now. */
  readonly write: boolean;
}

const WRITE: Taken = { write: true };
const HOLD: Taken = { write: false };

export class ReportKeeper {
  /** How many lines that begin a race report were not kept with what follows. */
  lostReports = 0;
  private readonly headTail: HeadTail;
  private reportsLeft: number;
  private passageLeft = 0;
  private behindHead = false;

  constructor(limits: HeadTailLimits, reportsBytes = REPORTS_BYTES) {
    this.headTail = new HeadTail(limits);
    this.reportsLeft = reportsBytes;
  }

  /** @param line without its line feed */
  take(line: Uint8Array): Taken {
    const size = line.length + 1;
    const begins = this.behindHead ? beginsReport(line) : undefined;
    let before: Taken["before"];
    if (begins !== undefined) {
      if (size > this.reportsLeft) this.lostReports += begins === "race" ? 1 : 0;
      else {
        if (this.passageLeft <= 0) before = this.cutHere();
        this.passageLeft = REPORT_BYTES;
      }
    }
    if (this.passageLeft > 0 && size <= this.reportsLeft) {
      this.passageLeft -= size;
      this.reportsLeft -= size;
      return before === undefined ? WRITE : { before, write: true };
    }
    this.passageLeft = 0;
    if (this.headTail.take(line)) return WRITE;
    if (!this.behindHead) {
      this.behindHead = true;
      // The first line behind the head has been held without a look.
      if (beginsReport(line) !== undefined) {
        this.passageLeft = REPORT_BYTES;
        return { before: this.cutHere(), write: false };
      }
    }
    return HOLD;
  }

  /** The stream is over. */
  finish(): Tail {
    return this.headTail.finish();
  }

  private cutHere(): NonNullable<Taken["before"]> {
    const { bytes, cutBytes, cutLines } = this.headTail.finish(CONTEXT_BYTES);
    return { gap: { lines: cutLines, bytes: cutBytes }, bytes };
  }
}

function beginsReport(bytes: Uint8Array): "race" | "crash" | undefined {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (line.includes(RACE)) return "race";
  const from = line[0] === BRACE ? line.indexOf(OUTPUT) + OUTPUT.length : 0;
  const begins = (text: Buffer): boolean => line.subarray(from, from + text.length).equals(text);
  return CRASHES.some(begins) ? "crash" : undefined;
}
