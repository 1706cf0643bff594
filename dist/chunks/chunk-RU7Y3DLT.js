import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  Option
} from "./chunk-37Z3ARSG.js";
import {
  isDebugged
} from "./chunk-XOK7FMGN.js";
import {
  SETTING_KEYS,
  settingRow
} from "./chunk-WXN22JGC.js";

// src/entry/cli-options.ts
function listed(text, earlier) {
  return earlier === void 0 ? text : `${earlier},${text}`;
}
function addSettings(command, of) {
  for (const key of SETTING_KEYS) {
    const { option, reads } = settingRow(key);
    if (option?.of !== of) continue;
    const added = new Option(option.syntax, option.help);
    const isList = reads === "words" || reads === "rules";
    command.addOption(isList ? added.argParser(listed) : added);
  }
  return command;
}
function addCommonOptions(command) {
  command.option(
    "--config <file>",
    "configuration file (default: .racegate.yml up to the repository root)"
  );
  return addSettings(command, "common").option("--json", "write the findings document, and nothing else, to standard output").addOption(
    new Option("--color <when>", "colour: always, never or auto").choices([
      "always",
      "never",
      "auto"
    ])
  ).option("--no-color", "the same as --color=never").option("-v, --verbose", "echo test output while it comes, and print every note");
}
function addRunOptions(command) {
  return addSettings(command, "run");
}
function settingsOf(command) {
  const settings = /* @__PURE__ */ new Map();
  for (const key of SETTING_KEYS) {
    const { option, reads } = settingRow(key);
    if (option === void 0) continue;
    const { syntax } = option;
    const name = new Option(syntax).attributeName();
    if (command.getOptionValueSource(name) !== "cli") continue;
    const value = command.getOptionValue(name);
    if (reads === "switch") settings.set(key, String(syntax !== `--no-${key}`));
    else settings.set(key, String(value));
  }
  return { door: "flag", settings };
}
function presentationOf(options) {
  const { color } = options;
  return {
    colour: color === false ? "never" : typeof color === "string" ? color : "auto",
    json: options.json === true,
    verbose: options.verbose === true || isDebugged(process.env),
    runnerLog: process.env["GITHUB_ACTIONS"] === "true"
  };
}

export {
  addCommonOptions,
  addRunOptions,
  settingsOf,
  presentationOf
};
