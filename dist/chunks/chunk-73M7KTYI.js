import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  escapeCommandData,
  guardRunnerLines
} from "./chunk-OUFEZETZ.js";
import {
  escapeForTerminal
} from "./chunk-SB7B5DOZ.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";

// src/entry/report-failure.ts
var BUG_EXIT_CODE = 70;
function reportFailure(error, streams) {
  const isUsers = error instanceof UserFailure;
  const headline = isUsers ? `racegate: ${error.message} [${error.code}]` : "racegate: a bug in racegate itself [RG9070]. Please report it with the lines below.";
  const stack = error instanceof Error ? error.stack ?? error.message : String(error);
  if (streams.env["GITHUB_ACTIONS"] === "true") {
    const data = escapeCommandData(escapeForTerminal(headline));
    streams.stderr.write(`::error title=racegate::${data}
`);
    if (!isUsers) streams.stderr.write(`${guardRunnerLines(stack)}
`);
  } else {
    const text = isUsers ? headline : `${headline}
${stack}`;
    streams.stderr.write(`${guardRunnerLines(text)}
`);
  }
  return isUsers ? error.exitCode : BUG_EXIT_CODE;
}

export {
  reportFailure
};
