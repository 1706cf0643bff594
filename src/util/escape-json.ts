// JSON on its way to a log or a standard output that a CI runner reads. The runner takes `##[` anywhere in a line and
// `::` at the beginning of one for commands (escape-runner.ts). In JSON both can only stand inside strings, where a
// character may be written as \uXXXX: the text stays the same value for every reader, and no line holds a command.
// The same bytes go to files, so that a file and the stream are equal.

/** Characters that a culture-aware comparison skips: with them between, the two characters may still match. */
const SKIPPED = "[\\p{Cf}\\p{Mn}\\p{Me}\\p{Default_Ignorable_Code_Point}\\x7f-\\x9f]*";
const BRACKET_COMMAND = new RegExp(`#(?=${SKIPPED}\\[)`, "gu");
const COLONS = new RegExp(`:(?=${SKIPPED}:)`, "gu");
/** Line ends to some readers, which JSON leaves as they are. */
const LINE_ENDS = /[\u0085\u2028\u2029]/g;

/**
 * JSON.stringify without anything that a runner would obey. No line break at the end.
 * @param indent spaces of each level; absent: one line
 */
export function jsonForLogs(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent)
    .replace(LINE_ENDS, escaped)
    .replace(BRACKET_COMMAND, escaped)
    .replace(COLONS, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
