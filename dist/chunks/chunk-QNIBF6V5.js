import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  DEFAULT_PLATFORM_OPTIONS
} from "./chunk-EBIWJLPI.js";

// src/entry/platform-options.ts
function platformOptionsFromEnvironment() {
  const token = process.env["GITHUB_TOKEN"];
  return {
    ...DEFAULT_PLATFORM_OPTIONS,
    token: token === "" ? void 0 : token,
    args: process.argv.slice(2)
  };
}

export {
  platformOptionsFromEnvironment
};
