import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  parseConfig
} from "./chunk-UESLSNI2.js";
import "./chunk-2GK5UGFK.js";
import "./chunk-5PWBSGHX.js";
import "./chunk-BYI6K56W.js";
import "./chunk-7ALGY5IK.js";
import "./chunk-FVG4TTG2.js";
export {
  parseConfig
};
