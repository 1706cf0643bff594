import type { ByteRange } from "../model/byte-source.ts";
import type {
  GoroutineCreation,
  RaceAccess,
  RaceGoroutine,
  RaceReport,
  StackFrame,
} from "../model/race-report.ts";
import {
  UNRESTORED,
  functionOf,
  isSymbolBeginning,
  locationOf,
  type AccessHeader,
  type CreationHeader,
} from "./race-lines.ts";
import { LinePrefixes } from "./line-prefix.ts";

/**
 * One report while it is being read. It takes the lines that belong to it in the order they come and keeps
 * what other writers put between them apart. It knows nothing of where a report begins or ends.
 */

/** Frames of one stack that are kept: the race runtime restores at most 256. */
const FRAMES_MAX = 512;
/** Length of `RaceReport.text`. */
const TEXT_MAX = 64 * 1024;
/** Foreign lines that are kept, and the length of each. */
const FOREIGN_MAX = 50;
const FOREIGN_LINE_MAX = 1024;

interface Section {
  readonly frames: StackFrame[];
  restored: boolean;
}

interface AccessSection extends Section {
  readonly operation: "read" | "write" | undefined;
  readonly previous: boolean;
  readonly address: string | undefined;
  goroutine: RaceGoroutine | undefined;
}

interface CreationSection extends Section {
  readonly raceId: number;
  readonly state: "running" | "finished" | undefined;
}

/** What a line was taken for. `nothing`: it belongs to someone else. */
export type Taken = "frame" | "blank" | "nothing";

export class RaceBlock {
  readonly #source: string;
  readonly #start: number;
  #end: number;
  readonly #prefixes = new LinePrefixes();
  readonly #accesses: AccessSection[] = [];
  readonly #creations: CreationSection[] = [];
  #section: Section | undefined;
  #pendingFunction: string | undefined;
  #text = "";
  readonly #foreign: string[] = [];
  /** Foreign lines since the last own line: inside the report only if another own line follows. */
  #foreignTail: string[] = [];
  #foreignRun = 0;
  #closed = false;
  /** `WARNING: DATA RACE` itself was seen, behind a separator. */
  readonly #certain: boolean;
  #sawOffsets = false;

  constructor(at: ByteRange, certain: boolean) {
    this.#source = at.source;
    this.#start = at.start;
    this.#end = at.end;
    this.#certain = certain;
  }

  get certain(): boolean {
    return this.#certain;
  }

  get accessCount(): number {
    return this.#accesses.length;
  }

  get creationCount(): number {
    return this.#creations.length;
  }

  /** Foreign lines since the last own one. */
  get foreignRun(): number {
    return this.#foreignRun;
  }

  get range(): ByteRange {
    return { source: this.#source, start: this.#start, end: this.#end };
  }

  /** The address of the first access, by which the second one can be told. */
  get address(): string | undefined {
    return this.#accesses[0]?.address;
  }

  /** Both accesses and every creation stack that they ask for are there. */
  get full(): boolean {
    if (this.#accesses.length < 2) return false;
    const ids = new Set(this.#creations.map((creation) => creation.raceId));
    return (
      this.#pendingFunction === undefined &&
      (this.#section === undefined || this.#section.frames.length > 0 || !this.#section.restored) &&
      this.#accesses.every(
        ({ goroutine }) => goroutine === undefined || goroutine.main || ids.has(goroutine.raceId),
      )
    );
  }

  own(prefix: string | undefined, text: string, at: ByteRange): void {
    if (prefix !== undefined) this.#prefixes.learn(prefix);
    for (const line of this.#foreignTail) {
      if (this.#foreign.length < FOREIGN_MAX) this.#foreign.push(line);
    }
    this.#foreignTail = [];
    this.#foreignRun = 0;
    this.#end = at.end;
    if (this.#text.length + text.length < TEXT_MAX) this.#text += `${text}\n`;
  }

  access(header: AccessHeader, at: ByteRange): void {
    this.#flushFunction();
    const { operation, previous, address, raceId } = header;
    const verb = previous ? `Previous ${operation}` : operation === "read" ? "Read" : "Write";
    const where = address === undefined ? "" : ` at ${address}`;
    const who = raceId === undefined ? "main goroutine" : `goroutine ${raceId}`;
    if (previous && this.#accesses.length > 0) this.#text += "\n";
    this.own(header.prefix, `${verb}${where} by ${who}:`, at);
    const goroutine: RaceGoroutine =
      raceId === undefined ? { main: true } : { main: false, raceId };
    const frames: StackFrame[] = [];
    const section = { operation, previous, address, goroutine, frames, restored: true };
    this.#accesses.push(section);
    this.#section = section;
  }

  /** An access whose header was cut off: only its stack is known. */
  accessWithoutHeader(): void {
    const section: AccessSection = {
      operation: undefined,
      previous: false,
      address: undefined,
      goroutine: undefined,
      frames: [],
      restored: true,
    };
    this.#accesses.push(section);
    this.#section = section;
  }

  creation(header: CreationHeader, at: ByteRange): void {
    this.#flushFunction();
    const { raceId, state } = header;
    this.#text += "\n";
    const how = state === undefined ? "" : ` (${state})`;
    this.own(header.prefix, `Goroutine ${raceId}${how} created at:`, at);
    const section = { raceId, state, frames: [], restored: true };
    this.#creations.push(section);
    this.#section = section;
  }

  /** The line without its prefix and without blanks around it. */
  strip(line: string): string {
    return this.#prefixes.strip(line);
  }

  /** Offers a line that is no anchor. */
  take(line: string, at: ByteRange): Taken {
    const stripped = this.strip(line);
    // A blank line ends nothing: web pages double them, other pastes lose them.
    if (stripped === "") return "blank";
    const section = this.#section;
    if (section !== undefined && this.#takeFrame(stripped, section, at)) return "frame";
    // A prefix that changes in more than digits: what a frame looks like is still known.
    if (section !== undefined && this.#prefixes.any) {
      const gap = Math.max(line.lastIndexOf("  "), line.lastIndexOf("\t"));
      if (gap > 0 && this.#takeFrame(line.slice(gap).trim(), section, at)) return "frame";
    }
    this.#foreignTaken(line);
    return "nothing";
  }

  /** A separator closes the report; what was glued before it is someone else's. */
  close(glued: string, at: ByteRange): void {
    this.#flushFunction();
    const rest = this.strip(glued);
    if (rest !== "") this.#foreignTaken(rest);
    this.own(undefined, "==================", at);
    this.#closed = true;
  }

  /**
   * The input is over. A last line that was not understood may be the beginning of a symbol: it is kept
   * with an ellipsis, so that nobody takes it for the whole name.
   */
  cut(): void {
    const last = this.#foreignTail[0];
    const section = this.#section;
    if (this.#foreignTail.length === 1 && last !== undefined && section !== undefined) {
      const name = this.strip(last);
      if (isSymbolBeginning(name)) {
        this.#flushFunction();
        section.frames.push({ function: `${name}…`, file: "", line: 0 });
        this.#text += `  ${name}…\n`;
        this.#foreignTail = [];
      }
    }
    this.#flushFunction();
    this.#distrustLastLine();
  }

  /** The report, or undefined where it has no access. */
  finish(): RaceReport | undefined {
    this.#flushFunction();
    if (this.#accesses.length === 0 || this.#onlyCreations()) return undefined;
    this.#inferFirstGoroutine();
    const accesses = this.#accesses.map((access): RaceAccess => ({ ...access }));
    const creations = this.#creations.map((creation): GoroutineCreation => ({ ...creation }));
    return {
      accesses,
      creations,
      complete:
        this.#closed &&
        accesses.length === 2 &&
        accesses.every(({ operation }) => operation !== undefined),
      at: this.range,
      text: this.#text,
      foreign: this.#foreign,
    };
  }

  #takeFrame(text: string, section: Section, at: ByteRange): boolean {
    if (text.includes(UNRESTORED)) {
      section.restored = false;
      this.own(undefined, `  ${UNRESTORED}`, at);
      return true;
    }
    const symbol = functionOf(text);
    if (symbol !== undefined) {
      this.#flushFunction();
      this.#pendingFunction = symbol;
      this.own(undefined, `  ${text}`, at);
      return true;
    }
    // Both on one line, as a web page may fold them.
    const fold = this.#pendingFunction === undefined ? text.indexOf("() ") : -1;
    const folded = fold > 0 ? functionOf(text.slice(0, fold + 2)) : undefined;
    const location = locationOf(folded === undefined ? text : text.slice(fold + 3).trim());
    if (location === undefined) return false;
    if (this.#pendingFunction === undefined && location.pcOffset === undefined) return false;
    const name = folded ?? this.#pendingFunction ?? "";
    this.#pendingFunction = undefined;
    this.#pushFrame(section, { function: name, ...location });
    this.own(undefined, folded === undefined ? `      ${text}` : `  ${text}`, at);
    return true;
  }

  #pushFrame(section: Section, frame: StackFrame): void {
    if (frame.pcOffset !== undefined) this.#sawOffsets = true;
    if (section.frames.length < FRAMES_MAX) section.frames.push(frame);
  }

  #flushFunction(): void {
    const symbol = this.#pendingFunction;
    if (symbol === undefined) return;
    this.#pendingFunction = undefined;
    if (this.#section !== undefined) {
      this.#pushFrame(this.#section, { function: symbol, file: "", line: 0 });
    }
  }

  /** At a cut, `t.go:8` may be the rest of `t.go:84 +0x1d`: the number is then not a line number. */
  #distrustLastLine(): void {
    const frames = this.#section?.frames;
    const last = frames?.at(-1);
    if (frames === undefined || last === undefined || last.line === 0) return;
    if (!this.#sawOffsets || last.pcOffset !== undefined || this.#text.includes("+\n")) return;
    if (/:[0-9]+\n$/.test(this.#text.slice(-16))) frames[frames.length - 1] = { ...last, line: 0 };
  }

  /**
   * A stack above a lone creation stack may be an access's or the first creation's: it is not told apart.
   * Above two creation stacks it can only be an access's.
   */
  #onlyCreations(): boolean {
    const [first, second] = this.#accesses;
    return second === undefined && first?.operation === undefined && this.#creations.length < 2;
  }

  /** The runtime prints the creation stacks in the order of the accesses. */
  #inferFirstGoroutine(): void {
    const [first, second] = this.#accesses;
    if (first === undefined || first.goroutine !== undefined) return;
    const other = second?.goroutine;
    const otherId = other === undefined || other.main ? undefined : other.raceId;
    const creation = this.#creations.find(({ raceId }) => raceId !== otherId);
    if (creation === undefined || (second === undefined && this.#creations.length < 2)) return;
    first.goroutine = { main: false, raceId: creation.raceId };
  }

  #foreignTaken(line: string): void {
    this.#foreignRun += 1;
    if (this.#foreignTail.length < FOREIGN_MAX) {
      this.#foreignTail.push(line.slice(0, FOREIGN_LINE_MAX));
    }
  }
}
