/** A plain text stream into the capture: lines, kept head and tail by the same rule as output events. */
import { createLineSplitter, type LineSplitter } from "../util/line-splitter.ts";
import { HeadTail, type HeadTailLimits } from "./head-tail.ts";
import { Masker } from "./masking/masker.ts";

const LIMITS: HeadTailLimits = { headBytes: 8 << 20, tailBytes: 1 << 20 };

export class TextRecorder {
  cutBytes = 0;
  cutLines = 0;
  private readonly splitter: LineSplitter;
  private readonly keeper: HeadTail;
  private pending: Uint8Array[] = [];

  constructor(
    onLine: ((line: Uint8Array) => void) | undefined,
    limits = LIMITS,
    masker = new Masker([]),
  ) {
    this.keeper = new HeadTail(limits);
    this.splitter = createLineSplitter((line) => {
      masker.mask(line);
      onLine?.(line);
      if (this.keeper.take(line)) this.pending.push(Buffer.from(line), Buffer.from("\n"));
    });
  }

  push(chunk: Uint8Array): void {
    this.splitter.push(chunk);
  }

  end(): void {
    this.splitter.end();
    const tail = this.keeper.finish();
    this.cutBytes = tail.cutBytes;
    this.cutLines = tail.cutLines;
    if (tail.cutBytes > 0) {
      const gap = `racegate: ${tail.cutLines} lines (${tail.cutBytes} bytes) are cut here\n`;
      this.pending.push(Buffer.from(gap));
    }
    this.pending.push(tail.bytes);
  }

  takePending(): Uint8Array {
    const bytes = Buffer.concat(this.pending);
    this.pending = [];
    return bytes;
  }
}
