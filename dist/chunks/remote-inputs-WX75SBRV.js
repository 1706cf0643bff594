import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  fetchPaths,
  openRemote
} from "./chunk-54DLQO75.js";
import "./chunk-3Y27RDDK.js";
import "./chunk-N6K2DZNL.js";
import "./chunk-5MQILW2H.js";
import "./chunk-TZZCAVMG.js";
import "./chunk-V6EFVX5X.js";
import "./chunk-SSO7WQEY.js";
import "./chunk-DJRU4FCG.js";
import "./chunk-FVG4TTG2.js";
export {
  fetchPaths,
  openRemote
};
