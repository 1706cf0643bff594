import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  explainFinding
} from "./chunk-Q7LWIVXW.js";
import "./chunk-UESLSNI2.js";
import "./chunk-SDFK3EEK.js";
import "./chunk-UDIUBDHM.js";
import "./chunk-V7W4OVFU.js";
import "./chunk-SB7B5DOZ.js";
import "./chunk-2GK5UGFK.js";
import "./chunk-3GZBLRQE.js";
import "./chunk-BVDQNPBO.js";
import "./chunk-5PWBSGHX.js";
import "./chunk-BYI6K56W.js";
import "./chunk-7ALGY5IK.js";
import {
  packageRoot
} from "./chunk-UHCXFUJM.js";
import "./chunk-OUFEZETZ.js";
import "./chunk-SSO7WQEY.js";
import "./chunk-FVG4TTG2.js";

// src/entry/explain-command.ts
function addExplainCommand(program) {
  program.command("explain").description(
    "what a finding's code means, or one finding of a findings.json by its fingerprint"
  ).argument("<what>", "a code such as RG1000, or a fingerprint such as rg1-0123456789abcdef").option("--findings <file>", "where to look a fingerprint up", ".racegate/findings.json").action(async (what, options) => {
    const text = await explainFinding(what, {
      findingsFile: options.findings,
      docsRoot: packageRoot(),
      colour: { env: process.env, isTTY: process.stdout.isTTY },
      width: process.stdout.columns
    });
    process.stdout.write(text);
  });
}
export {
  addExplainCommand
};
