import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  TraceInterner
} from "./chunk-GYSKOSU5.js";
import "./chunk-FVG4TTG2.js";
export {
  TraceInterner
};
