// The command line's options, as the table of settings has them, and those that are no settings.
import { type Command, Option } from "commander";
import { SETTING_KEYS, settingRow, type SettingKey } from "../model/settings.ts";
import type { Given, Presentation } from "../pipeline-rim.ts";
import { isDebugged } from "./runner-debug.ts";

/** Options that are no settings, as commander hands them over. */
export interface CommonOptions {
  readonly config?: string;
  readonly json?: boolean;
  readonly color?: "always" | "never" | "auto" | boolean;
  readonly verbose?: boolean;
}

/** An option that is given twice adds to a list, and else the last one holds. */
function listed(text: string, earlier: string | undefined): string {
  return earlier === undefined ? text : `${earlier},${text}`;
}

/** The options of settings. Their values are texts: the one check of settings judges them, as it does for all doors. */
function addSettings(command: Command, of: "common" | "run"): Command {
  for (const key of SETTING_KEYS) {
    const { option, reads } = settingRow(key);
    if (option?.of !== of) continue;
    const added = new Option(option.syntax, option.help);
    const isList = reads === "words" || reads === "rules";
    command.addOption(isList ? added.argParser(listed) : added);
  }
  return command;
}

/** Options of every command that makes a verdict. */
export function addCommonOptions(command: Command): Command {
  command.option(
    "--config <file>",
    "configuration file (default: .racegate.yml up to the repository root)",
  );
  return addSettings(command, "common")
    .option("--json", "write the findings document, and nothing else, to standard output")
    .addOption(
      new Option("--color <when>", "colour: always, never or auto").choices([
        "always",
        "never",
        "auto",
      ]),
    )
    .option("--no-color", "the same as --color=never")
    .option("-v, --verbose", "echo test output while it comes, and print every note");
}

/** Options of `run` alone. */
export function addRunOptions(command: Command): Command {
  return addSettings(command, "run");
}

/** What the command line says of settings, as texts; absent ones stay absent. */
export function settingsOf(command: Command): Given {
  const settings = new Map<SettingKey, string>();
  for (const key of SETTING_KEYS) {
    const { option, reads } = settingRow(key);
    if (option === undefined) continue;
    const { syntax } = option;
    const name = new Option(syntax).attributeName();
    if (command.getOptionValueSource(name) !== "cli") continue;
    const value: unknown = command.getOptionValue(name);
    // `--no-profiles` is profiles: false; `--no-inline` is no-inline: true.
    if (reads === "switch") settings.set(key, String(syntax !== `--no-${key}`));
    else settings.set(key, String(value));
  }
  return { door: "flag", settings };
}

/** How the words go out. */
export function presentationOf(options: CommonOptions): Presentation {
  const { color } = options;
  return {
    colour: color === false ? "never" : typeof color === "string" ? color : "auto",
    json: options.json === true,
    verbose: options.verbose === true || isDebugged(process.env),
    runnerLog: process.env["GITHUB_ACTIONS"] === "true",
  };
}
