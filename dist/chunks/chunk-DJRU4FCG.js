import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/util/temporary-paths.ts
var noted = /* @__PURE__ */ new Set();
function noteTemporary(path) {
  noted.add(path);
  return path;
}
function temporaryPaths() {
  return [...noted];
}

export {
  noteTemporary,
  temporaryPaths
};
