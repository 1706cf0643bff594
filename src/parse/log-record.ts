/**
 * Logs that keep each line in a JSON object: docker's json-file driver (`log`), Cloud Logging exports
 * (`textPayload`), journald (`MESSAGE`), and programs' own loggers (`message`, `msg`). The text inside is
 * what was printed.
 */

const FIELDS = ["log", "textPayload", "MESSAGE", "message", "msg"] as const;
const BEGINNING = /"(?:log|textPayload|MESSAGE|message|msg)": ?"/;
/** Longer records are not taken apart: collectors cut far below it. */
const RECORD_MAX = 256 * 1024;

/** The lines in a record's text; undefined where the line is no such record. */
export function recordLines(line: string): readonly string[] | undefined {
  if (!line.startsWith("{") || line.length > RECORD_MAX || !BEGINNING.test(line)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  for (const field of FIELDS) {
    const text = record[field];
    if (typeof text === "string") return text.replace(/\r?\n$/, "").split(/\r?\n/);
  }
  return undefined;
}
