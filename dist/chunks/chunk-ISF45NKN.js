import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  guardRunnerLines
} from "./chunk-OUFEZETZ.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";

// src/entry/report-failure.ts
var BUG_EXIT_CODE = 70;
function reportFailure(error, stderr) {
  if (error instanceof UserFailure) {
    stderr.write(`${guardRunnerLines(`racegate: ${error.message} [${error.code}]`)}
`);
    return error.exitCode;
  }
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  stderr.write(
    `${guardRunnerLines(
      `racegate: a bug in racegate itself [RG9070]. Please report it with the lines below.
${text}`
    )}
`
  );
  return BUG_EXIT_CODE;
}

export {
  reportFailure
};
