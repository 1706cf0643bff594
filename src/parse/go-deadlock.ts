import type { ByteRange } from "../model/byte-source.ts";
import type { LockFrame, LockPlace, LockReport } from "../model/lock-report.ts";
import { LinePrefixes } from "./line-prefix.ts";

/**
 * What github.com/sasha-s/go-deadlock prints (versions 0.1 to 0.3):
 *
 *     POTENTIAL DEADLOCK: Inconsistent locking. saw this ordering in one goroutine:
 *     happened before
 *     dir/file.go:46 pkg.(*T).f { t.a.Lock() } <<<<<
 *
 *     happened after                                   (also: happend after)
 *     …
 *     in another goroutine: happened before
 *     …
 *     POTENTIAL DEADLOCK: Recursive locking:           (older: Duplicate locking, …)
 *     current goroutine 7 lock 0xc000012345
 *     …
 *     Previous place where the lock was grabbed (same goroutine)
 *     …
 *     POTENTIAL DEADLOCK:
 *     Previous place where the lock was grabbed
 *     goroutine 6 lock 0xc000012345
 *     …
 *     Have been trying to lock it again for more than 30s
 *     goroutine 7 lock 0xc000012345
 *     …
 *     Here is what goroutine 6 doing now              a dump of the runtime's form follows
 *     Other goroutines holding locks:
 *
 * 1. The first words open a block, wherever they stand in a line.
 * 2. Headings open places, frames fill them; empty lines end nothing.
 * 3. Any other line ends the block.
 */

const BEGINNING = "POTENTIAL DEADLOCK:";
const LINE_MAX = 4096;
const LINES_MAX = 2000;
const TEXT_MAX = 64 * 1024;

type Role = LockPlace["role"];

interface Place {
  readonly role: Role;
  lock: string | undefined;
  goid: string | undefined;
  readonly frames: LockFrame[];
}

interface Open<C> {
  readonly context: C;
  readonly kind: LockReport["kind"];
  readonly prefixes: LinePrefixes;
  readonly places: Place[];
  readonly at: ByteRange;
  end: number;
  role: Role;
  waited: string | undefined;
  text: string;
  lines: number;
}

export interface LockReportOptions<C> {
  readonly context: () => C;
  readonly onLockReport: (report: LockReport, context: C) => void;
}

export interface LockReportParser {
  line(text: string, at: ByteRange): void;
  end(): void;
}

/** Makes an incremental parser. Never throws, whatever the lines hold. */
export function createLockReportParser<C>(options: LockReportOptions<C>): LockReportParser {
  return new LockReports(options);
}

class LockReports<C> implements LockReportParser {
  readonly #options: LockReportOptions<C>;
  #open: Open<C> | undefined;

  constructor(options: LockReportOptions<C>) {
    this.#options = options;
  }

  line(line: string, at: ByteRange): void {
    const start = line.indexOf(BEGINNING);
    if (start >= 0) {
      this.end();
      this.#begin(line, start, at);
      return;
    }
    const open = this.#open;
    if (open === undefined) return;
    const text = open.prefixes.strip(line);
    open.lines += 1;
    if (line.length > LINE_MAX || open.lines > LINES_MAX || !take(open, text)) this.end();
    else this.#own(open, text, at);
  }

  end(): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    const { kind, waited, at, end, text } = open;
    const places = open.places.filter(({ frames }) => frames.length > 0);
    // Words alone are someone's prose.
    if (places.length === 0) return;
    this.#options.onLockReport(
      { kind, places, waited, at: { ...at, end }, text: text.trimEnd() },
      open.context,
    );
  }

  #begin(line: string, start: number, at: ByteRange): void {
    const rest = line.slice(start + BEGINNING.length).trim();
    const open: Open<C> = {
      context: this.#options.context(),
      kind: kindOf(rest),
      prefixes: new LinePrefixes(),
      places: [],
      at,
      end: at.end,
      role: "waiting",
      waited: undefined,
      text: "",
      lines: 0,
    };
    open.prefixes.learn(line.slice(0, start));
    this.#open = open;
    this.#own(open, line.slice(start), at);
  }

  #own(open: Open<C>, text: string, at: ByteRange): void {
    if (text !== "") open.end = at.end;
    if (open.text.length + text.length < TEXT_MAX) open.text += `${text}\n`;
  }
}

function kindOf(words: string): LockReport["kind"] {
  if (words.startsWith("Inconsistent locking")) return "order";
  return /^(?:Recursive|Duplicate) locking/.test(words) ? "recursive" : "timeout";
}

/** True where the line is the block's. */
function take<C>(open: Open<C>, text: string): boolean {
  if (text === "") return true;
  const role = roleOf(text);
  if (role !== undefined) {
    const waited = / for more than {1,4}([0-9][0-9a-z.µ]{0,40})$/.exec(text);
    open.waited ??= waited?.[1];
    open.role = role;
    open.places.push({ role, lock: undefined, goid: undefined, frames: [] });
    return true;
  }
  const holder = /^(?:current )?goroutine ([0-9]{1,20}) lock (0x[0-9a-f]{1,16})$/.exec(text);
  if (holder !== null) {
    const last = open.places.at(-1);
    const place =
      last?.frames.length === 0 && last.lock === undefined ? last : newPlace(open, open.role);
    place.goid = holder[1];
    place.lock = holder[2];
    return true;
  }
  const frame = frameOf(text);
  if (frame === undefined) return text.startsWith("in another goroutine:");
  const place = open.places.at(-1) ?? newPlace(open, open.role);
  place.frames.push(frame);
  return true;
}

function newPlace<C>(open: Open<C>, role: Role): Place {
  const place: Place = { role, lock: undefined, goid: undefined, frames: [] };
  open.places.push(place);
  return place;
}

function roleOf(text: string): Role | undefined {
  if (/(?:^|: )happened before$/.test(text)) return "first";
  if (/^happene?d after$/.test(text)) return "then";
  if (text.startsWith("Previous place where the lock was grabbed")) return "held";
  if (text.startsWith("Have been trying to lock it again")) return "waiting";
  return text === "Other goroutines holding locks:" ? "other" : undefined;
}

/** `dir/file.go:46 pkg.(*T).f { t.a.Lock() } <<<<<` */
function frameOf(text: string): LockFrame | undefined {
  const brace = text.indexOf(" { ");
  const end = text.lastIndexOf(" }");
  if (brace < 0 || end < brace) return undefined;
  const match = /^(\S{1,2048}):([0-9]{1,9}) (\S[^\n]{0,2048})$/.exec(text.slice(0, brace));
  if (match === null) return undefined;
  const [, file = "", line = "0", name = ""] = match;
  return { function: name, file, line: Number(line), code: text.slice(brace + 3, end) };
}
