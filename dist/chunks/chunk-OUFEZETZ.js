import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/util/escape-runner.ts
var FOREIGN_LINE_PREFIX = "| ";
function escapeForRunnerLog(text) {
  return splitLines(text).map((line) => FOREIGN_LINE_PREFIX + breakBracketCommands(line)).join("\n");
}
function guardRunnerLines(text) {
  return splitLines(text).map((line) => {
    const safe = breakBracketCommands(line);
    return beginsWithColons(safe) ? FOREIGN_LINE_PREFIX + safe : safe;
  }).join("\n");
}
function escapeCommandData(text) {
  return breakBracketCommands(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
function escapeCommandProperty(text) {
  return escapeCommandData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
function splitLines(text) {
  return text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/);
}
var SKIPPED = "\\p{Cf}\\p{Mn}\\p{Me}\\p{Default_Ignorable_Code_Point}\\0-\\x08\\x0e-\\x1f\\x7f-\\x9f";
var BEFORE_BRACKET = new RegExp(`#([${SKIPPED}]*)\\[`, "gu");
var LEADING_COLONS = new RegExp(`^[\\s${SKIPPED}]*:[${SKIPPED}]*:`, "u");
function breakBracketCommands(line) {
  return line.includes("#") ? line.replace(BEFORE_BRACKET, "# $1[") : line;
}
function beginsWithColons(line) {
  return line.includes(":") && LEADING_COLONS.test(line);
}

export {
  escapeForRunnerLog,
  guardRunnerLines,
  escapeCommandData,
  escapeCommandProperty
};
