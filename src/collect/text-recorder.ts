/** A plain text stream into the capture: lines, kept head and tail by the same rule as output events. */
import { createLineSplitter, type LineSplitter } from "../util/line-splitter.ts";
import type { HeadTailLimits } from "./head-tail.ts";
import { Masker } from "./masking/masker.ts";
import { ReportKeeper } from "./report-keeper.ts";

const LIMITS: HeadTailLimits = { headBytes: 8 << 20, tailBytes: 1 << 20 };

export class TextRecorder {
  cutBytes = 0;
  cutLines = 0;
  private readonly splitter: LineSplitter;
  private readonly keeper: ReportKeeper;
  private pending: Uint8Array[] = [];

  constructor(
    onLine: ((line: Uint8Array) => void) | undefined,
    limits = LIMITS,
    masker = new Masker([]),
  ) {
    this.keeper = new ReportKeeper(limits);
    this.splitter = createLineSplitter((line) => {
      masker.mask(line);
      onLine?.(line);
      const { before, write } = this.keeper.take(line);
      if (before !== undefined) {
        this.gap(before.gap.lines, before.gap.bytes);
        this.pending.push(before.bytes);
      }
      if (write) this.pending.push(Buffer.from(line), Buffer.from("\n"));
    });
  }

  push(chunk: Uint8Array): void {
    this.splitter.push(chunk);
  }

  end(): void {
    this.splitter.end();
    const tail = this.keeper.finish();
    this.gap(tail.cutLines, tail.cutBytes);
    this.pending.push(tail.bytes);
  }

  /** Beginnings of race reports that were cut. */
  get lostReports(): number {
    return this.keeper.lostReports;
  }

  private gap(lines: number, bytes: number): void {
    if (bytes === 0) return;
    this.cutLines += lines;
    this.cutBytes += bytes;
    this.pending.push(Buffer.from(`racegate: ${lines} lines (${bytes} bytes) are cut here\n`));
  }

  takePending(): Uint8Array {
    const bytes = Buffer.concat(this.pending);
    this.pending = [];
    return bytes;
  }
}
