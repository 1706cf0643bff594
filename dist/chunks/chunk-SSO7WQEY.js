import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/model/failure.ts
var UserFailure = class extends Error {
  code;
  /** The process exit code that goes with it: 2 usage, 5 no packages. */
  exitCode;
  constructor(code, message, exitCode = 2) {
    super(message);
    this.name = "UserFailure";
    this.code = code;
    this.exitCode = exitCode;
  }
};

export {
  UserFailure
};
