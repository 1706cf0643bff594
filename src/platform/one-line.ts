const LONGEST_NOTE = 300;

/**
 * Words of someone else (an API's error) as part of a note: one line, no control characters, capped. What the
 * caller prints goes through the escape of its target as well.
 */
export function oneLine(words: string, limit = LONGEST_NOTE): string {
  const flat = words
    .slice(0, limit * 4)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : String(error));
}
