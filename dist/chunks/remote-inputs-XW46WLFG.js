import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  fetchPaths,
  openRemote
} from "./chunk-D34KAIRW.js";
import "./chunk-NYQNCHPJ.js";
import "./chunk-6M3SO5ET.js";
import "./chunk-N6K2DZNL.js";
import "./chunk-L2SAWRPZ.js";
import "./chunk-7ALGY5IK.js";
import "./chunk-SSO7WQEY.js";
import "./chunk-FVG4TTG2.js";
export {
  fetchPaths,
  openRemote
};
