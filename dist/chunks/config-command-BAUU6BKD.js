import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  printConfig,
  verifyConfig
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
import "./chunk-OUFEZETZ.js";
import "./chunk-SSO7WQEY.js";
import "./chunk-FVG4TTG2.js";

// src/entry/config-command.ts
function addConfigCommand(program) {
  const command = program.command("config").description("the configuration as it applies here");
  command.command("print").description("every setting with its value and where it comes from").option("--config <file>", "configuration file").action(async (options) => {
    process.stdout.write(await printConfig(process.cwd(), process.env, options.config));
  });
  command.command("verify").description("check .racegate.yml; exit code 2 when it has mistakes").option("--config <file>", "configuration file").action(async (options) => {
    process.stdout.write(await verifyConfig(process.cwd(), options.config));
  });
}
export {
  addConfigCommand
};
