// Foreign text on its way to a GitHub Actions log, where certain lines are commands. The runner reads lines
// ended by CR, LF or CRLF, and takes for a command (ActionCommand.cs of actions/runner)
//   1. a line that begins with `::` after .NET's TrimStart, and
//   2. a line that has `##[` anywhere.
// So every foreign line stands behind a visible prefix, and every `##[` is broken by a space. Neither rests
// on characters that a culture-aware comparison could ignore.

/** What stands before every foreign line. */
const FOREIGN_LINE_PREFIX = "| ";

/** Every line of `text` behind the prefix, with no `##[` left; no line break at the end. */
export function escapeForRunnerLog(text: string): string {
  return splitLines(text)
    .map((line) => FOREIGN_LINE_PREFIX + breakBracketCommands(line))
    .join("\n");
}

/**
 * The last wall, for a whole text that we composed ourselves: lines stay as they are unless the runner would
 * read a command in them.
 */
export function guardRunnerLines(text: string): string {
  return splitLines(text)
    .map((line) => {
      const safe = breakBracketCommands(line);
      return beginsWithColons(safe) ? FOREIGN_LINE_PREFIX + safe : safe;
    })
    .join("\n");
}

/** The data of a workflow command: everything behind the second `::`. */
export function escapeCommandData(text: string): string {
  return breakBracketCommands(text)
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}

/** The value of a property of a workflow command. */
export function escapeCommandProperty(text: string): string {
  return escapeCommandData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** CR, LF, CRLF, VT, FF, NEL, LS, PS: a superset of what the runner and .NET's ReplaceLineEndings know. */
function splitLines(text: string): string[] {
  return text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/);
}

/** Characters that a culture-aware comparison skips: with one inside, `##[` may still match. */
const SKIPPED =
  "\\p{Cf}\\p{Mn}\\p{Me}\\p{Default_Ignorable_Code_Point}\\0-\\x08\\x0e-\\x1f\\x7f-\\x9f";
const BEFORE_BRACKET = new RegExp(`#([${SKIPPED}]*)\\[`, "gu");
const LEADING_COLONS = new RegExp(`^[\\s${SKIPPED}]*:[${SKIPPED}]*:`, "u");

function breakBracketCommands(line: string): string {
  return line.includes("#") ? line.replace(BEFORE_BRACKET, "# $1[") : line;
}

function beginsWithColons(line: string): boolean {
  return line.includes(":") && LEADING_COLONS.test(line);
}
