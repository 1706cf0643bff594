/**
 * The one rule by which racegate keeps an oversized stream: the first bytes as they come, then only the
 * last ones, whole lines both, and a count of what fell out between. Memory is the tail's size, whatever
 * flows through.
 */

export interface HeadTailLimits {
  readonly headBytes: number;
  readonly tailBytes: number;
}

const LF = 10;

export interface Tail {
  /** Whole lines, each with its line feed. */
  readonly bytes: Uint8Array;
  readonly cutLines: number;
  readonly cutBytes: number;
}

/** Takes lines; says which to write at once and keeps the end of the others. */
export class HeadTail {
  private headLeft: number;
  private readonly tailBytes: number;
  private ring: Uint8Array | undefined;
  private position = 0;
  private ringedBytes = 0;
  private ringedLines = 0;

  constructor(limits: HeadTailLimits) {
    this.headLeft = limits.headBytes;
    this.tailBytes = limits.tailBytes;
  }

  /**
   * @param line without its line feed
   * @returns true: write it now; false: it is behind the head, and kept only if it is among the last
   */
  take(line: Uint8Array): boolean {
    const size = line.length + 1;
    if (this.ring === undefined && size <= this.headLeft) {
      this.headLeft -= size;
      return true;
    }
    this.ring ??= new Uint8Array(this.tailBytes);
    this.ringedBytes += size;
    this.ringedLines += 1;
    this.append(line);
    return false;
  }

  /**
   * The end of what was not written, and how much lies between. Resets to an empty tail.
   * @param mostBytes of the tail; what is before counts as cut
   */
  finish(mostBytes = Infinity): Tail {
    const { ring } = this;
    if (ring === undefined) return { bytes: new Uint8Array(0), cutLines: 0, cutBytes: 0 };
    const wrapped = this.ringedBytes > ring.length;
    const ordered = wrapped
      ? Buffer.concat([ring.subarray(this.position), ring.subarray(0, this.position)])
      : Buffer.from(ring.subarray(0, this.position));
    // After a wrap the first line is a fragment, or was cut at its very start.
    const whole = wrapped ? ordered.subarray(ordered.indexOf(LF) + 1) : ordered;
    const start = whole.length - mostBytes;
    const bytes = start <= 0 ? whole : whole.subarray(whole.indexOf(LF, start - 1) + 1);
    const tail = {
      bytes,
      cutLines: this.ringedLines - countLines(bytes),
      cutBytes: this.ringedBytes - bytes.length,
    };
    this.position = 0;
    this.ringedBytes = 0;
    this.ringedLines = 0;
    return tail;
  }

  private append(line: Uint8Array): void {
    const ring = this.ring ?? new Uint8Array(0);
    let rest = line.length >= ring.length ? line.subarray(line.length - ring.length + 1) : line;
    while (rest.length > 0) {
      const part = rest.subarray(0, ring.length - this.position);
      ring.set(part, this.position);
      this.position = (this.position + part.length) % ring.length;
      rest = rest.subarray(part.length);
    }
    ring[this.position] = LF;
    this.position = (this.position + 1) % ring.length;
  }
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines += 1;
  return lines;
}
