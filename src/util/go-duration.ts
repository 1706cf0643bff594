/**
 * Durations as Go writes and reads them (`time.ParseDuration`, `Duration.String`): `1h30m`, `2.5s`, `300ms`,
 * `0`. Values are milliseconds, fractions allowed.
 */

const MS_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ["ns", 1e-6],
  ["us", 1e-3],
  ["µs", 1e-3],
  ["μs", 1e-3],
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
]);

/** Longest text that can be a duration; more is a mistake and is not scanned. */
const MAX_TEXT = 100;
const PART = /^(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/;

/** Milliseconds of a Go duration, or undefined where Go would refuse the text. */
export function parseGoDurationMs(text: string): number | undefined {
  if (text.length === 0 || text.length > MAX_TEXT) return undefined;
  const negative = text.startsWith("-");
  let rest = negative || text.startsWith("+") ? text.slice(1) : text;
  if (rest === "0") return 0;
  if (rest === "") return undefined;
  let totalMs = 0;
  while (rest !== "") {
    const part = PART.exec(rest);
    if (part === null) return undefined;
    const unitMs = MS_PER_UNIT.get(part[2] ?? "");
    if (unitMs === undefined) return undefined;
    totalMs += Number(part[1]) * unitMs;
    rest = rest.slice(part[0].length);
  }
  return negative ? -totalMs : totalMs;
}

/** A duration for people, in Go's units and whole seconds above one second: `850ms`, `1m3s`, `2h0m5s`. */
export function formatGoDuration(ms: number): string {
  if (ms < 0) return `-${formatGoDuration(-ms)}`;
  if (ms < 1000) return `${Math.round(ms)}ms`;
  const totalSec = Math.round(ms / 1000);
  const sec = totalSec % 60;
  const min = Math.floor(totalSec / 60) % 60;
  const hours = Math.floor(totalSec / 3600);
  if (hours > 0) return `${hours}h${min}m${sec}s`;
  return min > 0 ? `${min}m${sec}s` : `${sec}s`;
}
