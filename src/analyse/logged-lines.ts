/**
 * The lines of a test's output that testing wrote for t.Log, t.Error and the like: `    x_test.go:12: text`, in the
 * same form for all of them, with what follows of a longer text.
 */

export interface LoggedLine {
  /** The base name, as testing prints it; `???` where it knew none. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** The further lines of the text, without what they are indented by. */
  readonly more: readonly string[];
}

/** Text that ended without a line end may stand before it. */
const LOGGED = /^(?:.{0,4096}? {4}| {0,64})([^\s:/\\]{1,200}\.\w{1,8}|\?\?\?):(\d{1,7}): ?(.*)$/;
const LOOKS_LOGGED = /(?:\.\w{1,8}|\?\?\?):\d{1,7}: /;
const RACE_TEXT = "race detected during execution of test";
const FRAMING = /^(?:=== |--- )/;
const MORE_MAX = 60;

/** Without the race detector's own line. */
export function loggedLines(output: string): LoggedLine[] {
  const lines: (LoggedLine & { more: string[] })[] = [];
  let open: string[] | undefined;
  for (const raw of output.split("\n")) {
    const found = LOOKS_LOGGED.test(raw) ? LOGGED.exec(raw) : null;
    const [, file, line, text = ""] = found ?? [];
    if (file !== undefined) {
      open = undefined;
      if (file === "testing.go" && text.startsWith(RACE_TEXT)) continue;
      open = [];
      lines.push({ file, line: Number(line), text, more: open });
    } else if (open !== undefined) {
      if (FRAMING.test(raw) || !/^(?: {8}|\s*$)/.test(raw)) open = undefined;
      else if (open.length < MORE_MAX) open.push(raw.slice(8).trimEnd());
    }
  }
  return lines;
}
