import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/util/duration-text.ts
var UNITS = [
  { ns: 36e11, name: "h" },
  { ns: 6e10, name: "min" },
  { ns: 1e9, name: "s" },
  { ns: 1e6, name: "ms" },
  { ns: 1e3, name: "µs" }
];
function durationText(ns) {
  const unit = UNITS.find((u) => Math.abs(ns) >= u.ns);
  if (unit === void 0) return `${Math.round(ns)} ns`;
  const value = ns / unit.ns;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit.name}`;
}

export {
  durationText
};
