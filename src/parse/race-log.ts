import type { ByteRange } from "../model/byte-source.ts";
import type { Parsed } from "../model/diagnostic.ts";
import type { RaceReport } from "../model/race-report.ts";
import { DiagnosticBag } from "../util/diagnostic-bag.ts";
import { cleanLine } from "./clean-line.ts";
import { RaceBlock } from "./race-block.ts";
import {
  REPORT_LINE_MAX,
  anchorOf,
  type AccessHeader,
  type Anchor,
  type CreationHeader,
} from "./race-lines.ts";
import { forEachLine } from "./text-lines.ts";

/**
 * Finds race reports in text, line by line, wherever they stand: in the detector's own log, in test output,
 * in a CI log, in a paste that lacks its head or tail. Standard error is shared, so other writers' lines
 * fall into a report, a second process may begin a report inside one, and separators may be glued to text.
 *
 * 1. A line is cleaned and looked at for an anchor: warning, access header, creation header, separator.
 * 2. Outside a report, a warning begins one. So does an access header: then the head was cut, and the frames
 *    just above it are the first access's.
 * 3. Inside, headers open sections, frames fill them, other lines are foreign.
 * 4. A separator closes. Where it is missing, the next warning does, or a crash, or a run of foreign lines.
 * 5. A report that another one broke into is held back: the second access is known by its address.
 *
 * One report, one suspended report and a ring of lines are all that is kept; each line is looked at once
 * (lines in the ring: twice).
 */

/** Lines above a cut head that may belong to the first access. */
const RING_MAX = 256;
/** A run of other writers' lines that ends a report: in an unfinished one, and in one that lacks nothing. */
const FOREIGN_RUN_MAX = 1000;
const FOREIGN_RUN_WHEN_FULL = 8;

/** A crash or a dump begins: its frames look like a report's. */
const CRASH = /^(?:panic: |fatal error: |SIG[A-Z]+: |goroutine [0-9]{1,20} [^:]{0,200}\[)/;

export interface RaceLogOptions<C> {
  readonly source: string;
  /** Called for each report in the order of their ends, with the context of its first line. */
  readonly onReport: (report: RaceReport, context: C) => void;
  /** Called for each line that is not a report's own, also for those inside a report. */
  readonly onOther?: (line: string, at: ByteRange) => void;
  /** Asked when a report begins: what the caller wants to remember of that moment. */
  readonly context: () => C;
  readonly diagnostics?: DiagnosticBag;
}

export interface RaceLogParser {
  /** The next line as cleanLine returns it, and where it stands. */
  line(text: string, at: ByteRange): void;
  end(): void;
}

interface Open<C> {
  readonly block: RaceBlock;
  readonly context: C;
}

/** Makes an incremental parser. Never throws, whatever the lines hold. */
export function createRaceLogParser<C>(options: RaceLogOptions<C>): RaceLogParser {
  return new RaceLog(options);
}

class RaceLog<C> implements RaceLogParser {
  readonly #options: RaceLogOptions<C>;
  #open: Open<C> | undefined;
  #suspended: Open<C> | undefined;
  #separator: ByteRange | undefined;
  #ring: { line: string; at: ByteRange }[] = [];

  constructor(options: RaceLogOptions<C>) {
    this.#options = options;
  }

  line(line: string, at: ByteRange): void {
    const anchor = anchorOf(line);
    if (anchor !== undefined && this.#anchor(anchor, line, at)) return;
    const open = this.#open;
    if (open === undefined) {
      this.#remember(line, at);
      this.#options.onOther?.(line, at);
      return;
    }
    if (CRASH.test(open.block.strip(line))) {
      this.#suspend();
      this.#options.onOther?.(line, at);
      return;
    }
    if (open.block.take(line, at) !== "nothing") return;
    this.#options.onOther?.(line, at);
    const limit = open.block.full ? FOREIGN_RUN_WHEN_FULL : FOREIGN_RUN_MAX;
    if (open.block.foreignRun >= limit) this.#suspend();
  }

  end(): void {
    this.#open?.block.cut();
    this.#finish(this.#open);
    this.#finish(this.#suspended);
    this.#open = undefined;
    this.#suspended = undefined;
    this.#ring = [];
  }

  /** False where the phrase is not meant: then the line is like any other. */
  #anchor(anchor: Anchor, line: string, at: ByteRange): boolean {
    switch (anchor.kind) {
      case "separator":
        return this.#separatorSeen(anchor.glued, line, at);
      case "warning": {
        this.#suspend();
        const start = this.#separator?.start ?? at.start;
        const block = this.#begin({ ...at, start }, this.#separator !== undefined);
        if (this.#separator !== undefined) block.own(undefined, "==================", at);
        block.own(anchor.prefix, "WARNING: DATA RACE", at);
        return true;
      }
      case "access":
        return this.#accessSeen(anchor, at);
      case "creation":
        return this.#creationSeen(anchor, at);
      case "found":
        this.#suspend();
        this.#ring = [];
        this.#options.onOther?.(line, at);
        return true;
    }
  }

  #separatorSeen(glued: string, line: string, at: ByteRange): boolean {
    const open = this.#open;
    this.#ring = [];
    if (open !== undefined && this.#lacksSecondAccess(open)) {
      // No report ends here: another one begins inside it.
      this.#suspend();
    } else if (open !== undefined && open.block.accessCount + open.block.creationCount > 0) {
      open.block.close(glued, at);
      this.#finish(open);
      this.#open = undefined;
    }
    this.#separator = at;
    // The caller sees what stood before it: it is the end of someone's line.
    if (glued.trim() !== "") this.#options.onOther?.(line, at);
    return true;
  }

  #accessSeen(header: AccessHeader, at: ByteRange): boolean {
    const open = this.#open;
    if (open === undefined && !header.verbatim) return false;
    const suspended = this.#suspended;
    const resumes =
      header.previous &&
      header.address !== undefined &&
      suspended?.block.address === header.address &&
      open?.block.address !== header.address;
    if (resumes) {
      if (open !== undefined) this.#finish(open);
      this.#open = suspended;
      this.#suspended = undefined;
      suspended.block.access(header, at);
      return true;
    }
    const fits =
      open !== undefined &&
      (header.previous ? open.block.accessCount < 2 : open.block.accessCount === 0) &&
      open.block.creationCount === 0;
    if (fits) {
      open.block.access(header, at);
      return true;
    }
    if (open !== undefined) this.#suspend();
    this.#beginWithoutHead(header.previous ? header.prefix : undefined, at).access(header, at);
    return true;
  }

  #creationSeen(header: CreationHeader, at: ByteRange): boolean {
    const open = this.#open;
    if (open !== undefined && open.block.creationCount < 2) {
      open.block.creation(header, at);
      return true;
    }
    if (open !== undefined) this.#suspend();
    this.#beginWithoutHead(header.prefix, at).creation(header, at);
    return true;
  }

  /** Begins a report whose head is cut, with the frames that stand just above `at`. */
  #beginWithoutHead(prefix: string | undefined, at: ByteRange): RaceBlock {
    const ring = this.#ring;
    if (prefix === undefined) return this.#begin(at, true);
    // Upwards from the header: blanks, then frames, up to the first line that is neither.
    const probe = new RaceBlock(at, true);
    probe.own(prefix, "", at);
    probe.accessWithoutHeader();
    let first = ring.length;
    while (first > 0) {
      const line = ring[first - 1];
      if (line === undefined) break;
      if (probe.take(line.line, line.at) === "nothing") break;
      first -= 1;
    }
    const lines = ring.slice(first);
    const start = lines.find((entry) => entry.line.trim() !== "");
    if (start === undefined) return this.#begin(at, true);
    const block = this.#begin({ ...at, start: start.at.start }, true);
    block.own(prefix, "", at);
    block.accessWithoutHeader();
    for (const entry of lines) block.take(entry.line, entry.at);
    return block;
  }

  #begin(at: ByteRange, certain: boolean): RaceBlock {
    const block = new RaceBlock(at, certain);
    this.#open = { block, context: this.#options.context() };
    this.#separator = undefined;
    this.#ring = [];
    return block;
  }

  #remember(line: string, at: ByteRange): void {
    if (line.length > REPORT_LINE_MAX) {
      this.#ring = [];
      return;
    }
    if (line !== "") this.#separator = undefined;
    this.#ring.push({ line, at });
    if (this.#ring.length >= 2 * RING_MAX) this.#ring = this.#ring.slice(-RING_MAX);
  }

  /** Something else begins: an unfinished report waits for its second access, any other one is done. */
  #suspend(): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    if (this.#lacksSecondAccess(open)) {
      this.#finish(this.#suspended);
      this.#suspended = open;
    } else {
      this.#finish(open);
    }
  }

  #lacksSecondAccess({ block }: Open<C>): boolean {
    return block.accessCount === 1 && block.creationCount === 0 && block.address !== undefined;
  }

  #finish(open: Open<C> | undefined): void {
    if (open === undefined) return;
    const { block, context } = open;
    const report = block.finish();
    if (report !== undefined) {
      if (!report.complete) {
        this.#options.diagnostics?.add(
          "race-report-cut",
          "warning",
          "A race report lacks its head, its second access or its closing line: it is used as far as it goes.",
          report.at,
        );
      }
      this.#options.onReport(report, context);
    } else if (block.certain) {
      this.#options.diagnostics?.add(
        "race-report-lost",
        "data-loss",
        "A race was reported, but the text holds neither of its accesses: look at the whole log.",
        block.range,
      );
    } else {
      this.#options.diagnostics?.add(
        "race-warning-quoted",
        "info",
        "The words WARNING: DATA RACE stand in the text without a report.",
        block.range,
      );
    }
  }
}

/** Every race report in a text, in the order of their ends. */
export function parseRaceLog(input: Uint8Array | string, source: string): Parsed<RaceReport[]> {
  const value: RaceReport[] = [];
  const diagnostics = new DiagnosticBag();
  const parser = createRaceLogParser({
    source,
    onReport: (report) => value.push(report),
    context: () => undefined,
    diagnostics,
  });
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  forEachLine(bytes, source, diagnostics, (text, at) => {
    parser.line(cleanLine(text), at);
  });
  parser.end();
  return { value, diagnostics: diagnostics.list() };
}
