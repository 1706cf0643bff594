import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/util/escape-terminal.ts
function escapeForTerminal(text) {
  return clean(text, "\n", "	");
}
function inlineForTerminal(text) {
  return clean(text, "\\n", " ");
}
var ESC = 27;
var BEL = 7;
var ST = 156;
function clean(text, lineBreak, tab) {
  const whole = text.toWellFormed();
  let out = "";
  let from = 0;
  let at = 0;
  while (at < whole.length) {
    const unit = whole.charCodeAt(at);
    if (!isSpecial(unit)) {
      at += 1;
      continue;
    }
    out += whole.slice(from, at);
    if (unit === ESC || unit === 155 || isStringStart(unit)) {
      at = endOfSequence(whole, at);
    } else {
      if (unit === 13 && whole.charCodeAt(at + 1) === 10) at += 1;
      if (isLineBreak(unit)) out += lineBreak;
      else if (unit === 9) out += tab;
      at += 1;
    }
    from = at;
  }
  return from === 0 ? whole : out + whole.slice(from);
}
function isLineBreak(unit) {
  return unit >= 10 && unit <= 13 || unit === 133 || unit === 8232 || unit === 8233;
}
function isSpecial(unit) {
  if (unit < 32 || unit >= 127 && unit <= 159) return true;
  if (unit < 1564) return unit === 173;
  return unit === 1564 || // Arabic letter mark
  unit >= 8203 && unit <= 8207 || // zero width, left-to-right and right-to-left marks
  unit >= 8232 && unit <= 8238 || // line and paragraph separator, embeddings, overrides
  unit >= 8288 && unit <= 8303 || // word joiner, isolates
  unit === 65279 || unit >= 65529 && unit <= 65531;
}
function isStringStart(unit) {
  return unit === 144 || unit === 152 || unit >= 157 && unit <= 159;
}
function endOfSequence(text, at) {
  const first = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (first === 155) return endOfCsi(text, at + 1);
  if (isStringStart(first)) return endOfString(text, at + 1);
  if (next === 91) return endOfCsi(text, at + 2);
  if (next === 93 || next === 80 || next === 88 || next === 94 || next === 95) {
    return endOfString(text, at + 2);
  }
  let end = at + 1;
  while (end < text.length && end < at + 4 && isBetween(text.charCodeAt(end), 32, 47)) end += 1;
  return isBetween(text.charCodeAt(end), 48, 126) ? end + 1 : at + 1;
}
var SEQUENCE_LENGTH_MAX = 64;
var STRING_LENGTH_MAX = 4096;
function endOfCsi(text, from) {
  let end = from;
  while (end < from + SEQUENCE_LENGTH_MAX && isBetween(text.charCodeAt(end), 32, 63)) end += 1;
  return isBetween(text.charCodeAt(end), 64, 126) ? end + 1 : from;
}
function endOfString(text, from) {
  const stop = Math.min(text.length, from + STRING_LENGTH_MAX);
  for (let end = from; end < stop; end++) {
    const unit = text.charCodeAt(end);
    if (unit === BEL || unit === ST) return end + 1;
    if (unit === ESC) return text.charCodeAt(end + 1) === 92 ? end + 2 : end;
    if (isLineBreak(unit)) return from;
  }
  return from;
}
function isBetween(unit, low, high) {
  return unit >= low && unit <= high;
}

export {
  escapeForTerminal,
  inlineForTerminal
};
