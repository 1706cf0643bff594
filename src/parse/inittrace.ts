import type { InitLine } from "../model/sched.ts";

/**
 * Reads the lines of `GODEBUG=inittrace=1` (runtime/proc.go, doInit1). Standard error is shared and the runtime
 * writes such a line piece by piece, so a race report may stand between two pieces: a first half waits for the
 * line that completes it.
 */

const WHOLE =
  /^init (\S{1,1024}) @([0-9.]{1,20}) ms, ([0-9.]{1,20}) ms clock(?:, ([0-9]{1,15}) bytes)?(?:, ([0-9]{1,15}) allocs)?/;
const LINE_MAX = 2048;
/** Lines, a race report's among them, after which the second half is given up. */
const WAIT_MAX = 400;

export class InitTraceReader {
  #waiting = "";
  #waited = 0;

  /** The next line of the process; an InitLine where one is complete. */
  line(line: string): InitLine | undefined {
    const begins = line.startsWith("init ");
    if (!begins && this.#waiting === "") return undefined;
    const whole = begins ? initLineOf(line) : initLineOf(this.#waiting + line);
    if (whole !== undefined) {
      this.#waiting = "";
      return whole;
    }
    this.#waited = begins ? 0 : this.#waited + 1;
    if (begins && line.length < LINE_MAX) this.#waiting = line.replace(/={18}$/, "");
    else if (this.#waited > WAIT_MAX) this.#waiting = "";
    return undefined;
  }
}

function initLineOf(line: string): InitLine | undefined {
  if (line.length > 2 * LINE_MAX) return undefined;
  const match = WHOLE.exec(line);
  if (match === null) return undefined;
  const [, name = "", at, clock, bytes, allocs] = match;
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const atMs = Number(at);
  const clockMs = Number(clock);
  if (Number.isNaN(atMs) || Number.isNaN(clockMs)) return undefined;
  return { package: name, atMs, clockMs, bytes: number(bytes), allocs: number(allocs) };
}
