import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  PatternEngine,
  loadPatterns
} from "./chunk-3EF3TSYF.js";
import "./chunk-BYI6K56W.js";
import "./chunk-7ALGY5IK.js";
import "./chunk-GA4UFAKX.js";
import "./chunk-FVG4TTG2.js";
export {
  PatternEngine,
  loadPatterns
};
