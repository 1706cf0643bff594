/**
 * Splits `-run 'Test A' -count=3` into words. Spaces and line breaks part words; single quotes keep everything,
 * double quotes everything but `\"` and `\\`; outside of quotes a backslash keeps the next character. Nothing
 * is expanded and no shell ever sees the text. Answers undefined where a quote or a backslash is left open.
 */
export function argumentWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: "'" | '"' | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else if (quote === '"' && character === "\\" && (next === '"' || next === "\\")) {
        word = (word ?? "") + next;
        at++;
      } else word = (word ?? "") + character;
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= "";
    } else if (character === "\\") {
      if (next === "") return undefined;
      word = (word ?? "") + next;
      at++;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + character;
  }
  if (quote !== undefined) return undefined;
  if (word !== undefined) words.push(word);
  return words;
}
