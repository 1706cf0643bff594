import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  explainFinding,
  explainLast
} from "./chunk-ITUPUPD6.js";
import "./chunk-62RGFGXI.js";
import "./chunk-IHI3S5L6.js";
import "./chunk-ZD56BJH2.js";
import "./chunk-SP5E6TVN.js";
import "./chunk-BJQ3DP2B.js";
import "./chunk-WXN22JGC.js";
import "./chunk-TZZCAVMG.js";
import "./chunk-V6EFVX5X.js";
import {
  packageRoot
} from "./chunk-UHCXFUJM.js";
import "./chunk-OUFEZETZ.js";
import "./chunk-SB7B5DOZ.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";
import "./chunk-FVG4TTG2.js";

// src/entry/explain-command.ts
function addExplainCommand(program) {
  program.command("explain").description(
    "what a finding's code means, one finding by its fingerprint, or the whole last run with its notes"
  ).argument("[what]", "a code such as RG1000, or a fingerprint such as rg2-0123456789abcdef").option("--last", "the last run's report in full, with what the run only counted").option("--findings <file>", "the findings.json to read (default: the last run's)").action(async (what, options) => {
    process.stdout.write(await textOf(what, options));
  });
}
async function textOf(what, options) {
  const { findings: findingsFile, last = false } = options;
  const look = {
    colour: { env: process.env, isTTY: process.stdout.isTTY },
    width: process.stdout.columns
  };
  const cwd = process.cwd();
  if (what === void 0 && last) return await explainLast({ ...look, cwd, findingsFile });
  if (what !== void 0 && !last) {
    return await explainFinding(what, { ...look, cwd, findingsFile, docsRoot: packageRoot() });
  }
  throw new UserFailure(
    "RG9001",
    "explain takes either a code or fingerprint, or --last: racegate explain RG1000, racegate explain --last."
  );
}
export {
  addExplainCommand
};
