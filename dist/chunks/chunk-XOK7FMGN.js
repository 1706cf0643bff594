import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/entry/runner-debug.ts
function isDebugged(env) {
  return env["RUNNER_DEBUG"] === "1";
}

export {
  isDebugged
};
