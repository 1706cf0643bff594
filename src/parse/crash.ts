import type { ByteRange } from "../model/byte-source.ts";
import type { Crash, CrashSignal } from "../model/crash.ts";
import type { Parsed } from "../model/diagnostic.ts";
import type { DumpSighting } from "../model/parsed-run.ts";
import { DiagnosticBag } from "../util/diagnostic-bag.ts";
import { cleanLine } from "./clean-line.ts";
import {
  crashStartOf,
  endsProcess,
  isPrologue,
  panicMarks,
  runningTestOf,
  signalOf,
  timeoutOf,
  type CrashStart,
} from "./crash-lines.ts";
import { dumpHeaderOf } from "./dump-lines.ts";
import { goleakHeaderOf } from "./goleak.ts";
import { GoroutineDump } from "./goroutine-dump.ts";
import { stripPrefix } from "./line-prefix.ts";
import { forEachLine } from "./text-lines.ts";

/**
 * Finds the texts with which Go processes end, and dumps of goroutines that no crash precedes.
 *
 * 1. A first line (`panic: `, `fatal error: `, `SIGQUIT: `) opens a crash that is not yet believed: any
 *    program may print such words.
 * 2. Until the first goroutine, lines are nested panics, the list of running tests, or message text.
 * 3. A goroutine header confirms it. Without one, only words that nobody but the runtime uses do, or the
 *    exit status of a panic, or the end of the input.
 * 4. Goroutines are collected until lines come that belong to none.
 */

const HEADING_LINES_MAX = 500;
const TEXT_MAX = 64 * 1024;
const MESSAGE_MAX = 4096;
const BEFORE_MAX = 1000;
const PANICS_MAX = 100;
const RUNNING_MAX = 1000;
/** Lines of other writers in a row that end a dump. */
const FOREIGN_RUN_MAX = 8;

/** A dump without a crash: `debug.PrintStack`, `http: panic serving`, goleak's list, a pasted piece. */
export type BareDump = Omit<DumpSighting, "origin">;

export interface CrashOptions<C> {
  readonly source: string;
  readonly onCrash: (crash: Crash, context: C) => void;
  readonly onDump?: (dump: BareDump, context: C) => void;
  readonly context: () => C;
  readonly diagnostics?: DiagnosticBag;
}

export interface CrashParser {
  /** The next line as cleanLine returns it, and where it stands. */
  line(text: string, at: ByteRange): void;
  end(): void;
}

interface Heading {
  readonly start: CrashStart;
  readonly panics: { text: string; marks: string[] }[];
  readonly running: { name: string; elapsed: string }[];
  readonly prologue: readonly string[];
  signal: CrashSignal | undefined;
  lines: number;
  listing: boolean;
}

interface Open<C> {
  readonly context: C;
  readonly heading: Heading | undefined;
  /** Of a bare dump: who printed it, and the line above it. */
  readonly tool: "goleak" | undefined;
  readonly before: string;
  readonly dump: GoroutineDump;
  readonly source: string;
  readonly startOffset: number;
  endOffset: number;
  text: string;
  foreignRun: number;
  cut: boolean;
  /** GOTRACEBACK=crash sends the signal to one thread after the other: what these print belongs to the first. */
  readonly repeated: boolean;
}

/** Makes an incremental parser. Never throws, whatever the lines hold. */
export function createCrashParser<C>(options: CrashOptions<C>): CrashParser {
  return new CrashLog(options);
}

class CrashLog<C> implements CrashParser {
  readonly #options: CrashOptions<C>;
  #open: Open<C> | undefined;
  /** The last two lines that were not empty, newest last. */
  #before: [string, string] = ["", ""];

  constructor(options: CrashOptions<C>) {
    this.#options = options;
  }

  line(line: string, at: ByteRange): void {
    const open = this.#open;
    if (open === undefined) {
      this.#idle(line, at);
    } else if (open.dump.count === 0) {
      this.#inHeading(open, line, at);
    } else {
      this.#inDump(open, line, at);
    }
    if (line !== "") {
      this.#before[0] = this.#before[1];
      this.#before[1] = line;
    }
  }

  end(): void {
    const open = this.#open;
    if (open === undefined) return;
    // A last line that is no frame is the rest of one, unless the stack had come to its end.
    open.cut = open.foreignRun > 0 && !open.dump.stackEnded;
    this.#close(open, open.heading?.start.plain ?? true);
  }

  #idle(line: string, at: ByteRange): void {
    const start = crashStartOf(line);
    if (start !== undefined) {
      this.#begin(start, line, at);
      return;
    }
    const leak = goleakHeaderOf(line);
    const header = leak ?? dumpHeaderOf(line);
    if (header === undefined) return;
    const tool = leak === undefined ? undefined : "goleak";
    const open = this.#openAt(undefined, header.prefix, at, tool);
    open.dump.header(line);
    this.#own(open, line, at);
  }

  #begin(start: CrashStart, line: string, at: ByteRange): void {
    const panics = start.kind === "panic" ? [panicMarks(start.message.slice(0, MESSAGE_MAX))] : [];
    const prologue = this.#before
      .map((text) => stripPrefix(text, start.prefix) ?? "")
      .filter(isPrologue)
      .map((text) => text.slice(0, BEFORE_MAX));
    const heading = {
      start,
      panics,
      running: [],
      prologue,
      signal: undefined,
      lines: 0,
      listing: false,
    };
    this.#own(this.#openAt(heading, start.prefix, at), line, at);
  }

  #openAt(heading: Heading | undefined, prefix: string, at: ByteRange, tool?: "goleak"): Open<C> {
    const dump = new GoroutineDump();
    dump.learn(prefix);
    const open: Open<C> = {
      context: this.#options.context(),
      heading,
      tool,
      before: this.#before[1].slice(0, BEFORE_MAX),
      dump,
      source: at.source,
      startOffset: at.start,
      endOffset: at.end,
      text: "",
      foreignRun: 0,
      cut: false,
      repeated: heading?.start.kind === "signal" && this.#before[1].endsWith("-----"),
    };
    this.#open = open;
    return open;
  }

  #inHeading(open: Open<C>, line: string, at: ByteRange): void {
    const heading = open.heading;
    if (heading === undefined) return;
    const text = open.dump.strip(line);
    const next = crashStartOf(text);
    const replaces = next?.plain === true || heading.start.afterWord;
    if (next !== undefined && replaces && next.kind !== "signal") {
      if (next.plain && next.kind === "panic" && heading.start.kind === "panic") {
        if (heading.panics.length < PANICS_MAX) {
          heading.panics.push(panicMarks(next.message.slice(0, MESSAGE_MAX)));
        }
        this.#own(open, line, at);
      } else {
        this.#close(open, false);
        this.#begin(crashStartOf(line) ?? next, line, at);
      }
      return;
    }
    if (heading.start.afterWord && dumpHeaderOf(line) !== undefined) {
      const rest = stripPrefix(line, heading.start.prefix);
      if (rest === undefined || !rest.startsWith("goroutine ")) {
        this.#close(open, false);
        this.#idle(line, at);
        return;
      }
    }
    if (open.dump.header(line)) {
      this.#own(open, line, at);
      return;
    }
    if (endsProcess(text)) {
      this.#close(open, heading.start.plain && text === "exit status 2");
      return;
    }
    heading.lines += 1;
    if (heading.lines > HEADING_LINES_MAX) {
      this.#close(open, false);
      return;
    }
    // The runtime indents the further lines of a value; its marks stand behind the last one.
    if (/^\s+\S/.test(line) && text !== "running tests:") continuePanic(heading, text);
    heading.signal ??= signalOf(text);
    if (text === "running tests:") heading.listing = true;
    const test = heading.listing ? runningTestOf(text) : undefined;
    if (test !== undefined && heading.running.length < RUNNING_MAX) heading.running.push(test);
    this.#own(open, line, at);
  }

  #inDump(open: Open<C>, line: string, at: ByteRange): void {
    const text = open.dump.strip(line);
    if (text === "") {
      open.text += open.text.length < TEXT_MAX ? "\n" : "";
      return;
    }
    if (open.dump.header(line) || open.dump.take(text)) {
      this.#own(open, line, at);
      return;
    }
    if (crashStartOf(line) !== undefined) {
      this.#close(open, true);
      this.#idle(line, at);
      return;
    }
    open.foreignRun += 1;
    if (open.foreignRun >= FOREIGN_RUN_MAX || endsProcess(text)) this.#close(open, true);
  }

  #own(open: Open<C>, line: string, at: ByteRange): void {
    open.foreignRun = 0;
    open.endOffset = at.end;
    if (open.text.length + line.length < TEXT_MAX) open.text += `${line}\n`;
  }

  #close(open: Open<C>, atTheEnd: boolean): void {
    this.#open = undefined;
    if (open.repeated) return;
    const at = { source: open.source, start: open.startOffset, end: open.endOffset };
    const { goroutines, whole } = open.dump.finish();
    if (open.dump.dropped > 0) {
      this.#options.diagnostics?.add(
        "dump-truncated",
        "warning",
        "A dump holds more goroutines than are kept: the first 10000 were read.",
        at,
      );
    }
    const heading = open.heading;
    if (heading === undefined) {
      const { tool, before } = open;
      const dump = { goroutines, at, tool, before, text: open.text.trimEnd() };
      this.#options.onDump?.(dump, open.context);
      return;
    }
    const { start } = heading;
    if (goroutines.length === 0 && !start.sure && !atTheEnd) return;
    const { text: message } = panicMarks(start.message.slice(0, MESSAGE_MAX));
    this.#options.onCrash(
      {
        kind: start.kind,
        message,
        panics: heading.panics,
        runningTests: heading.running,
        timeout: timeoutOf(start.message),
        signal: heading.signal,
        prologue: heading.prologue,
        goroutines,
        complete: goroutines.length > 0 && whole && !open.cut,
        at,
        text: open.text.trimEnd(),
      },
      open.context,
    );
  }
}

function continuePanic(heading: Heading, line: string): void {
  const last = heading.panics.at(-1);
  if (last === undefined || last.marks.length > 0) return;
  const { text, marks } = panicMarks(line);
  if (last.text.length + text.length < MESSAGE_MAX) last.text += `\n${text}`;
  last.marks = marks;
}

/** Every crash in a text. */
export function parseCrashes(
  input: Uint8Array | string,
  source: string,
): Parsed<{ crashes: Crash[]; dumps: BareDump[] }> {
  const crashes: Crash[] = [];
  const dumps: BareDump[] = [];
  const diagnostics = new DiagnosticBag();
  const parser = createCrashParser({
    source,
    onCrash: (crash) => crashes.push(crash),
    onDump: (dump) => dumps.push(dump),
    context: () => undefined,
    diagnostics,
  });
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  forEachLine(bytes, source, diagnostics, (text, at) => {
    parser.line(cleanLine(text), at);
  });
  parser.end();
  return { value: { crashes, dumps }, diagnostics: diagnostics.list() };
}
