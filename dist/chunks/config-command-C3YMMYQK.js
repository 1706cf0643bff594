import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  addCommonOptions,
  addRunOptions,
  settingsOf
} from "./chunk-RU7Y3DLT.js";
import {
  printConfig,
  verifyConfig
} from "./chunk-ITUPUPD6.js";
import "./chunk-62RGFGXI.js";
import "./chunk-37Z3ARSG.js";
import "./chunk-XOK7FMGN.js";
import "./chunk-IHI3S5L6.js";
import "./chunk-ZD56BJH2.js";
import "./chunk-SP5E6TVN.js";
import "./chunk-BJQ3DP2B.js";
import "./chunk-WXN22JGC.js";
import "./chunk-TZZCAVMG.js";
import "./chunk-V6EFVX5X.js";
import "./chunk-OUFEZETZ.js";
import "./chunk-SB7B5DOZ.js";
import "./chunk-SSO7WQEY.js";
import "./chunk-FVG4TTG2.js";

// src/entry/config-command.ts
function addConfigCommand(program) {
  const command = program.command("config").description("the configuration as it applies here");
  const print = command.command("print").description("every setting with its value and where it comes from");
  addRunOptions(addCommonOptions(print)).action(async () => {
    process.stdout.write(await printConfig(inputOf(print)));
  });
  const verify = command.command("verify").description(
    "check options, RACEGATE_* variables and .racegate.yml; exit code 2 for a mistake"
  );
  addRunOptions(addCommonOptions(verify)).action(async () => {
    process.stdout.write(await verifyConfig(inputOf(verify)));
  });
}
function inputOf(command) {
  const { config: configFile } = command.opts();
  return { cwd: process.cwd(), env: process.env, configFile, given: settingsOf(command) };
}
export {
  addConfigCommand
};
