#!/usr/bin/env node
import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  DEFAULT_PLATFORM_OPTIONS,
  UserFailure,
  analyze,
  baselineOf,
  buildRim,
  chooseColour,
  explain,
  external_exports,
  findConfigFile,
  findingsDocument,
  packageRoot,
  packageVersion,
  parseConfig,
  reportFailure,
  repositoryRoot,
  resolveSettings,
  run
} from "./chunks/chunk-DZDFG3YI.js";
import {
  __callDispose,
  __using
} from "./chunks/chunk-FVG4TTG2.js";

// node_modules/commander/lib/error.js
var CommanderError = class extends Error {
  /**
   * Constructs the CommanderError class
   * @param {number} exitCode suggested exit code which could be used with process.exit
   * @param {string} code an id string representing the error
   * @param {string} message human-readable description of the error
   */
  constructor(exitCode, code, message2) {
    super(message2);
    Error.captureStackTrace(this, this.constructor);
    this.name = this.constructor.name;
    this.code = code;
    this.exitCode = exitCode;
    this.nestedError = void 0;
  }
};
var InvalidArgumentError = class extends CommanderError {
  /**
   * Constructs the InvalidArgumentError class
   * @param {string} [message] explanation of why argument is invalid
   */
  constructor(message2) {
    super(1, "commander.invalidArgument", message2);
    Error.captureStackTrace(this, this.constructor);
    this.name = this.constructor.name;
  }
};

// node_modules/commander/lib/argument.js
var Argument = class {
  /**
   * Initialize a new command argument with the given name and description.
   * The default is that the argument is required, and you can explicitly
   * indicate this with <> around the name. Put [] around the name for an optional argument.
   *
   * @param {string} name
   * @param {string} [description]
   */
  constructor(name, description) {
    this.description = description || "";
    this.variadic = false;
    this.parseArg = void 0;
    this.defaultValue = void 0;
    this.defaultValueDescription = void 0;
    this.argChoices = void 0;
    switch (name[0]) {
      case "<":
        this.required = true;
        this._name = name.slice(1, -1);
        break;
      case "[":
        this.required = false;
        this._name = name.slice(1, -1);
        break;
      default:
        this.required = true;
        this._name = name;
        break;
    }
    if (this._name.endsWith("...")) {
      this.variadic = true;
      this._name = this._name.slice(0, -3);
    }
  }
  /**
   * Return argument name.
   *
   * @return {string}
   */
  name() {
    return this._name;
  }
  /**
   * @package
   */
  _collectValue(value, previous) {
    if (previous === this.defaultValue || !Array.isArray(previous)) {
      return [value];
    }
    previous.push(value);
    return previous;
  }
  /**
   * Set the default value, and optionally supply the description to be displayed in the help.
   *
   * @param {*} value
   * @param {string} [description]
   * @return {Argument}
   */
  default(value, description) {
    this.defaultValue = value;
    this.defaultValueDescription = description;
    return this;
  }
  /**
   * Set the custom handler for processing CLI command arguments into argument values.
   *
   * @param {Function} [fn]
   * @return {Argument}
   */
  argParser(fn) {
    this.parseArg = fn;
    return this;
  }
  /**
   * Only allow argument value to be one of choices.
   *
   * @param {string[]} values
   * @return {Argument}
   */
  choices(values) {
    this.argChoices = values.slice();
    this.parseArg = (arg, previous) => {
      if (!this.argChoices.includes(arg)) {
        throw new InvalidArgumentError(
          `Allowed choices are ${this.argChoices.join(", ")}.`
        );
      }
      if (this.variadic) {
        return this._collectValue(arg, previous);
      }
      return arg;
    };
    return this;
  }
  /**
   * Make argument required.
   *
   * @returns {Argument}
   */
  argRequired() {
    this.required = true;
    return this;
  }
  /**
   * Make argument optional.
   *
   * @returns {Argument}
   */
  argOptional() {
    this.required = false;
    return this;
  }
};
function humanReadableArgName(arg) {
  const nameOutput = arg.name() + (arg.variadic === true ? "..." : "");
  return arg.required ? "<" + nameOutput + ">" : "[" + nameOutput + "]";
}

// node_modules/commander/lib/command.js
import { EventEmitter } from "node:events";
import childProcess from "node:child_process";
import path from "node:path";
import fs from "node:fs";
import process2 from "node:process";
import { stripVTControlCharacters as stripVTControlCharacters2 } from "node:util";

// node_modules/commander/lib/help.js
import { stripVTControlCharacters } from "node:util";
var Help = class {
  constructor() {
    this.helpWidth = void 0;
    this.minWidthToWrap = 40;
    this.sortSubcommands = false;
    this.sortOptions = false;
    this.showGlobalOptions = false;
  }
  /**
   * prepareContext is called by Commander after applying overrides from `Command.configureHelp()`
   * and just before calling `formatHelp()`.
   *
   * Commander just uses the helpWidth and the rest is provided for optional use by more complex subclasses.
   *
   * @param {{ error?: boolean, helpWidth?: number, outputHasColors?: boolean }} contextOptions
   */
  prepareContext(contextOptions) {
    this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
  }
  /**
   * Get an array of the visible subcommands. Includes a placeholder for the implicit help command, if there is one.
   *
   * @param {Command} cmd
   * @returns {Command[]}
   */
  visibleCommands(cmd) {
    const visibleCommands = cmd.commands.filter((cmd2) => !cmd2._hidden);
    const helpCommand = cmd._getHelpCommand();
    if (helpCommand && !helpCommand._hidden) {
      visibleCommands.push(helpCommand);
    }
    if (this.sortSubcommands) {
      visibleCommands.sort((a, b) => {
        return a.name().localeCompare(b.name());
      });
    }
    return visibleCommands;
  }
  /**
   * Compare options for sort.
   *
   * @param {Option} a
   * @param {Option} b
   * @returns {number}
   */
  compareOptions(a, b) {
    const getSortKey = (option) => {
      return option.short ? option.short.replace(/^-/, "") : option.long.replace(/^--/, "");
    };
    return getSortKey(a).localeCompare(getSortKey(b));
  }
  /**
   * Get an array of the visible options. Includes a placeholder for the implicit help option, if there is one.
   *
   * @param {Command} cmd
   * @returns {Option[]}
   */
  visibleOptions(cmd) {
    const visibleOptions = cmd.options.filter((option) => !option.hidden);
    const helpOption = cmd._getHelpOption();
    if (helpOption && !helpOption.hidden) {
      const removeShort = helpOption.short && cmd._findOption(helpOption.short);
      const removeLong = helpOption.long && cmd._findOption(helpOption.long);
      if (!removeShort && !removeLong) {
        visibleOptions.push(helpOption);
      } else if (helpOption.long && !removeLong) {
        visibleOptions.push(
          cmd.createOption(helpOption.long, helpOption.description).helpGroup(helpOption.helpGroupHeading)
        );
      } else if (helpOption.short && !removeShort) {
        visibleOptions.push(
          cmd.createOption(helpOption.short, helpOption.description).helpGroup(helpOption.helpGroupHeading)
        );
      }
    }
    if (this.sortOptions) {
      visibleOptions.sort(this.compareOptions);
    }
    return visibleOptions;
  }
  /**
   * Get an array of the visible global options. (Not including help.)
   *
   * @param {Command} cmd
   * @returns {Option[]}
   */
  visibleGlobalOptions(cmd) {
    if (!this.showGlobalOptions) return [];
    const globalOptions = [];
    for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
      const visibleOptions = ancestorCmd.options.filter(
        (option) => !option.hidden
      );
      globalOptions.push(...visibleOptions);
    }
    if (this.sortOptions) {
      globalOptions.sort(this.compareOptions);
    }
    return globalOptions;
  }
  /**
   * Get an array of the arguments if any have a description.
   *
   * @param {Command} cmd
   * @returns {Argument[]}
   */
  visibleArguments(cmd) {
    if (cmd._argsDescription) {
      cmd.registeredArguments.forEach((argument) => {
        argument.description = argument.description || cmd._argsDescription[argument.name()] || "";
      });
    }
    if (cmd.registeredArguments.find((argument) => argument.description)) {
      return cmd.registeredArguments;
    }
    return [];
  }
  /**
   * Get the command term to show in the list of subcommands.
   *
   * @param {Command} cmd
   * @returns {string}
   */
  subcommandTerm(cmd) {
    const args = cmd.registeredArguments.map((arg) => humanReadableArgName(arg)).join(" ");
    return cmd._name + (cmd._aliases[0] ? "|" + cmd._aliases[0] : "") + (cmd.options.length ? " [options]" : "") + // simplistic check for non-help option
    (args ? " " + args : "");
  }
  /**
   * Get the option term to show in the list of options.
   *
   * @param {Option} option
   * @returns {string}
   */
  optionTerm(option) {
    return option.flags;
  }
  /**
   * Get the argument term to show in the list of arguments.
   *
   * @param {Argument} argument
   * @returns {string}
   */
  argumentTerm(argument) {
    return argument.name();
  }
  /**
   * Get the longest command term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */
  longestSubcommandTermLength(cmd, helper) {
    return helper.visibleCommands(cmd).reduce((max, command) => {
      return Math.max(
        max,
        this.displayWidth(
          helper.styleSubcommandTerm(helper.subcommandTerm(command))
        )
      );
    }, 0);
  }
  /**
   * Get the longest option term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */
  longestOptionTermLength(cmd, helper) {
    return helper.visibleOptions(cmd).reduce((max, option) => {
      return Math.max(
        max,
        this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option)))
      );
    }, 0);
  }
  /**
   * Get the longest global option term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */
  longestGlobalOptionTermLength(cmd, helper) {
    return helper.visibleGlobalOptions(cmd).reduce((max, option) => {
      return Math.max(
        max,
        this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option)))
      );
    }, 0);
  }
  /**
   * Get the longest argument term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */
  longestArgumentTermLength(cmd, helper) {
    return helper.visibleArguments(cmd).reduce((max, argument) => {
      return Math.max(
        max,
        this.displayWidth(
          helper.styleArgumentTerm(helper.argumentTerm(argument))
        )
      );
    }, 0);
  }
  /**
   * Get the command usage to be displayed at the top of the built-in help.
   *
   * @param {Command} cmd
   * @returns {string}
   */
  commandUsage(cmd) {
    let cmdName = cmd._name;
    if (cmd._aliases[0]) {
      cmdName = cmdName + "|" + cmd._aliases[0];
    }
    let ancestorCmdNames = "";
    for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
      ancestorCmdNames = ancestorCmd.name() + " " + ancestorCmdNames;
    }
    return ancestorCmdNames + cmdName + " " + cmd.usage();
  }
  /**
   * Get the description for the command.
   *
   * @param {Command} cmd
   * @returns {string}
   */
  commandDescription(cmd) {
    return cmd.description();
  }
  /**
   * Get the subcommand summary to show in the list of subcommands.
   * (Fallback to description for backwards compatibility.)
   *
   * @param {Command} cmd
   * @returns {string}
   */
  subcommandDescription(cmd) {
    return cmd.summary() || cmd.description();
  }
  /**
   * Get the option description to show in the list of options.
   *
   * @param {Option} option
   * @return {string}
   */
  optionDescription(option) {
    const extraInfo = [];
    if (option.argChoices) {
      extraInfo.push(
        // use stringify to match the display of the default value
        `choices: ${option.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`
      );
    }
    if (option.defaultValue !== void 0) {
      const showDefault = option.required || option.optional || option.isBoolean() && typeof option.defaultValue === "boolean";
      if (showDefault) {
        extraInfo.push(
          `default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`
        );
      }
    }
    if (option.presetArg !== void 0 && option.optional) {
      extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
    }
    if (option.envVar !== void 0) {
      extraInfo.push(`env: ${option.envVar}`);
    }
    if (extraInfo.length > 0) {
      const extraDescription = `(${extraInfo.join(", ")})`;
      if (option.description) {
        return `${option.description} ${extraDescription}`;
      }
      return extraDescription;
    }
    return option.description;
  }
  /**
   * Get the argument description to show in the list of arguments.
   *
   * @param {Argument} argument
   * @return {string}
   */
  argumentDescription(argument) {
    const extraInfo = [];
    if (argument.argChoices) {
      extraInfo.push(
        // use stringify to match the display of the default value
        `choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`
      );
    }
    if (argument.defaultValue !== void 0) {
      extraInfo.push(
        `default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`
      );
    }
    if (extraInfo.length > 0) {
      const extraDescription = `(${extraInfo.join(", ")})`;
      if (argument.description) {
        return `${argument.description} ${extraDescription}`;
      }
      return extraDescription;
    }
    return argument.description;
  }
  /**
   * Format a list of items, given a heading and an array of formatted items.
   *
   * @param {string} heading
   * @param {string[]} items
   * @param {Help} helper
   * @returns string[]
   */
  formatItemList(heading, items, helper) {
    if (items.length === 0) return [];
    return [helper.styleTitle(heading), ...items, ""];
  }
  /**
   * Group items by their help group heading.
   *
   * @param {Command[] | Option[]} unsortedItems
   * @param {Command[] | Option[]} visibleItems
   * @param {Function} getGroup
   * @returns {Map<string, Command[] | Option[]>}
   */
  groupItems(unsortedItems, visibleItems, getGroup) {
    const result = /* @__PURE__ */ new Map();
    unsortedItems.forEach((item) => {
      const group = getGroup(item);
      if (!result.has(group)) result.set(group, []);
    });
    visibleItems.forEach((item) => {
      const group = getGroup(item);
      if (!result.has(group)) {
        result.set(group, []);
      }
      result.get(group).push(item);
    });
    return result;
  }
  /**
   * Generate the built-in help text.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {string}
   */
  formatHelp(cmd, helper) {
    const termWidth = helper.padWidth(cmd, helper);
    const helpWidth = helper.helpWidth ?? 80;
    function callFormatItem(term, description) {
      return helper.formatItem(term, termWidth, description, helper);
    }
    let output = [
      `${helper.styleTitle("Usage:")} ${helper.styleUsage(helper.commandUsage(cmd))}`,
      ""
    ];
    const commandDescription = helper.commandDescription(cmd);
    if (commandDescription.length > 0) {
      output = output.concat([
        helper.boxWrap(
          helper.styleCommandDescription(commandDescription),
          helpWidth
        ),
        ""
      ]);
    }
    const argumentList = helper.visibleArguments(cmd).map((argument) => {
      return callFormatItem(
        helper.styleArgumentTerm(helper.argumentTerm(argument)),
        helper.styleArgumentDescription(helper.argumentDescription(argument))
      );
    });
    output = output.concat(
      this.formatItemList("Arguments:", argumentList, helper)
    );
    const optionGroups = this.groupItems(
      cmd.options,
      helper.visibleOptions(cmd),
      (option) => option.helpGroupHeading ?? "Options:"
    );
    optionGroups.forEach((options, group) => {
      const optionList = options.map((option) => {
        return callFormatItem(
          helper.styleOptionTerm(helper.optionTerm(option)),
          helper.styleOptionDescription(helper.optionDescription(option))
        );
      });
      output = output.concat(this.formatItemList(group, optionList, helper));
    });
    if (helper.showGlobalOptions) {
      const globalOptionList = helper.visibleGlobalOptions(cmd).map((option) => {
        return callFormatItem(
          helper.styleOptionTerm(helper.optionTerm(option)),
          helper.styleOptionDescription(helper.optionDescription(option))
        );
      });
      output = output.concat(
        this.formatItemList("Global Options:", globalOptionList, helper)
      );
    }
    const commandGroups = this.groupItems(
      cmd.commands,
      helper.visibleCommands(cmd),
      (sub) => sub.helpGroup() || "Commands:"
    );
    commandGroups.forEach((commands, group) => {
      const commandList = commands.map((sub) => {
        return callFormatItem(
          helper.styleSubcommandTerm(helper.subcommandTerm(sub)),
          helper.styleSubcommandDescription(helper.subcommandDescription(sub))
        );
      });
      output = output.concat(this.formatItemList(group, commandList, helper));
    });
    return output.join("\n");
  }
  /**
   * Return display width of string, ignoring ANSI escape sequences. Used in padding and wrapping calculations.
   *
   * @param {string} str
   * @returns {number}
   */
  displayWidth(str) {
    return stripVTControlCharacters(str).length;
  }
  /**
   * Style the title for displaying in the help. Called with 'Usage:', 'Options:', etc.
   *
   * @param {string} str
   * @returns {string}
   */
  styleTitle(str) {
    return str;
  }
  styleUsage(str) {
    return str.split(" ").map((word) => {
      if (word === "[options]") return this.styleOptionText(word);
      if (word === "[command]") return this.styleSubcommandText(word);
      if (word[0] === "[" || word[0] === "<")
        return this.styleArgumentText(word);
      return this.styleCommandText(word);
    }).join(" ");
  }
  styleCommandDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleOptionDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleSubcommandDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleArgumentDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleDescriptionText(str) {
    return str;
  }
  styleOptionTerm(str) {
    return this.styleOptionText(str);
  }
  styleSubcommandTerm(str) {
    return str.split(" ").map((word) => {
      if (word === "[options]") return this.styleOptionText(word);
      if (word[0] === "[" || word[0] === "<")
        return this.styleArgumentText(word);
      return this.styleSubcommandText(word);
    }).join(" ");
  }
  styleArgumentTerm(str) {
    return this.styleArgumentText(str);
  }
  styleOptionText(str) {
    return str;
  }
  styleArgumentText(str) {
    return str;
  }
  styleSubcommandText(str) {
    return str;
  }
  styleCommandText(str) {
    return str;
  }
  /**
   * Calculate the pad width from the maximum term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */
  padWidth(cmd, helper) {
    return Math.max(
      helper.longestOptionTermLength(cmd, helper),
      helper.longestGlobalOptionTermLength(cmd, helper),
      helper.longestSubcommandTermLength(cmd, helper),
      helper.longestArgumentTermLength(cmd, helper)
    );
  }
  /**
   * Detect manually wrapped and indented strings by checking for line break followed by whitespace.
   *
   * @param {string} str
   * @returns {boolean}
   */
  preformatted(str) {
    return /\n[^\S\r\n]/.test(str);
  }
  /**
   * Format the "item", which consists of a term and description. Pad the term and wrap the description, indenting the following lines.
   *
   * So "TTT", 5, "DDD DDDD DD DDD" might be formatted for this.helpWidth=17 like so:
   *   TTT  DDD DDDD
   *        DD DDD
   *
   * @param {string} term
   * @param {number} termWidth
   * @param {string} description
   * @param {Help} helper
   * @returns {string}
   */
  formatItem(term, termWidth, description, helper) {
    const itemIndent = 2;
    const itemIndentStr = " ".repeat(itemIndent);
    if (!description) return itemIndentStr + term;
    const paddedTerm = term.padEnd(
      termWidth + term.length - helper.displayWidth(term)
    );
    const spacerWidth = 2;
    const helpWidth = this.helpWidth ?? 80;
    const remainingWidth = helpWidth - termWidth - spacerWidth - itemIndent;
    let formattedDescription;
    if (remainingWidth < this.minWidthToWrap || helper.preformatted(description)) {
      formattedDescription = description;
    } else {
      const wrappedDescription = helper.boxWrap(description, remainingWidth);
      formattedDescription = wrappedDescription.replace(
        /\n/g,
        "\n" + " ".repeat(termWidth + spacerWidth)
      );
    }
    return itemIndentStr + paddedTerm + " ".repeat(spacerWidth) + formattedDescription.replace(/\n/g, `
${itemIndentStr}`);
  }
  /**
   * Wrap a string at whitespace, preserving existing line breaks.
   * Wrapping is skipped if the width is less than `minWidthToWrap`.
   *
   * @param {string} str
   * @param {number} width
   * @returns {string}
   */
  boxWrap(str, width) {
    if (width < this.minWidthToWrap) return str;
    const rawLines = str.split(/\r\n|\n/);
    const chunkPattern = /[\s]*[^\s]+/g;
    const wrappedLines = [];
    rawLines.forEach((line) => {
      const chunks = line.match(chunkPattern);
      if (chunks === null) {
        wrappedLines.push("");
        return;
      }
      let sumChunks = [chunks.shift()];
      let sumWidth = this.displayWidth(sumChunks[0]);
      chunks.forEach((chunk) => {
        const visibleWidth = this.displayWidth(chunk);
        if (sumWidth + visibleWidth <= width) {
          sumChunks.push(chunk);
          sumWidth += visibleWidth;
          return;
        }
        wrappedLines.push(sumChunks.join(""));
        const nextChunk = chunk.trimStart();
        sumChunks = [nextChunk];
        sumWidth = this.displayWidth(nextChunk);
      });
      wrappedLines.push(sumChunks.join(""));
    });
    return wrappedLines.join("\n");
  }
};

// node_modules/commander/lib/option.js
var Option = class {
  /**
   * Initialize a new `Option` with the given `flags` and `description`.
   *
   * @param {string} flags
   * @param {string} [description]
   */
  constructor(flags, description) {
    this.flags = flags;
    this.description = description || "";
    this.required = flags.includes("<");
    this.optional = flags.includes("[");
    this.variadic = new RegExp("\\p{ID_Continue}\\.\\.\\.[>\\]]$", "u").test(flags);
    this.mandatory = false;
    const optionFlags = splitOptionFlags(flags);
    this.short = optionFlags.shortFlag;
    this.long = optionFlags.longFlag;
    this.negate = false;
    if (this.long) {
      this.negate = this.long.startsWith("--no-");
    }
    this.defaultValue = void 0;
    this.defaultValueDescription = void 0;
    this.presetArg = void 0;
    this.envVar = void 0;
    this.parseArg = void 0;
    this.hidden = false;
    this.argChoices = void 0;
    this.conflictsWith = [];
    this.implied = void 0;
    this.helpGroupHeading = void 0;
  }
  /**
   * Set the default value, and optionally supply the description to be displayed in the help.
   *
   * @param {*} value
   * @param {string} [description]
   * @return {Option}
   */
  default(value, description) {
    this.defaultValue = value;
    this.defaultValueDescription = description;
    return this;
  }
  /**
   * Preset to use when option used without option-argument, especially optional but also boolean and negated.
   * The custom processing (parseArg) is called.
   *
   * @example
   * new Option('--color').default('GREYSCALE').preset('RGB');
   * new Option('--donate [amount]').preset('20').argParser(parseFloat);
   *
   * @param {*} arg
   * @return {Option}
   */
  preset(arg) {
    this.presetArg = arg;
    return this;
  }
  /**
   * Add option name(s) that conflict with this option.
   * An error will be displayed if conflicting options are found during parsing.
   *
   * @example
   * new Option('--rgb').conflicts('cmyk');
   * new Option('--js').conflicts(['ts', 'jsx']);
   *
   * @param {(string | string[])} names
   * @return {Option}
   */
  conflicts(names) {
    this.conflictsWith = this.conflictsWith.concat(names);
    return this;
  }
  /**
   * Specify implied option values for when this option is set and the implied options are not.
   *
   * The custom processing (parseArg) is not called on the implied values.
   *
   * @example
   * program
   *   .addOption(new Option('--log', 'write logging information to file'))
   *   .addOption(new Option('--trace', 'log extra details').implies({ log: 'trace.txt' }));
   *
   * @param {object} impliedOptionValues
   * @return {Option}
   */
  implies(impliedOptionValues) {
    let newImplied = impliedOptionValues;
    if (typeof impliedOptionValues === "string") {
      newImplied = { [impliedOptionValues]: true };
    }
    this.implied = Object.assign(this.implied || {}, newImplied);
    return this;
  }
  /**
   * Set environment variable to check for option value.
   *
   * An environment variable is only used if when processed the current option value is
   * undefined, or the source of the current value is 'default' or 'config' or 'env'.
   *
   * @param {string} name
   * @return {Option}
   */
  env(name) {
    this.envVar = name;
    return this;
  }
  /**
   * Set the custom handler for processing CLI option arguments into option values.
   *
   * @param {Function} [fn]
   * @return {Option}
   */
  argParser(fn) {
    this.parseArg = fn;
    return this;
  }
  /**
   * Whether the option is mandatory and must have a value after parsing.
   *
   * @param {boolean} [mandatory=true]
   * @return {Option}
   */
  makeOptionMandatory(mandatory = true) {
    this.mandatory = !!mandatory;
    return this;
  }
  /**
   * Hide option in help.
   *
   * @param {boolean} [hide=true]
   * @return {Option}
   */
  hideHelp(hide = true) {
    this.hidden = !!hide;
    return this;
  }
  /**
   * @package
   */
  _collectValue(value, previous) {
    if (previous === this.defaultValue || !Array.isArray(previous)) {
      return [value];
    }
    previous.push(value);
    return previous;
  }
  /**
   * Only allow option value to be one of choices.
   *
   * @param {string[]} values
   * @return {Option}
   */
  choices(values) {
    this.argChoices = values.slice();
    this.parseArg = (arg, previous) => {
      if (!this.argChoices.includes(arg)) {
        throw new InvalidArgumentError(
          `Allowed choices are ${this.argChoices.join(", ")}.`
        );
      }
      if (this.variadic) {
        return this._collectValue(arg, previous);
      }
      return arg;
    };
    return this;
  }
  /**
   * Return option name.
   *
   * @return {string}
   */
  name() {
    if (this.long) {
      return this.long.replace(/^--/, "");
    }
    return this.short.replace(/^-/, "");
  }
  /**
   * Return option name, in a camelcase format that can be used
   * as an object attribute key.
   *
   * @return {string}
   */
  attributeName() {
    if (this.negate) {
      return camelcase(this.name().replace(/^no-/, ""));
    }
    return camelcase(this.name());
  }
  /**
   * Set the help group heading.
   *
   * @param {string} heading
   * @return {Option}
   */
  helpGroup(heading) {
    this.helpGroupHeading = heading;
    return this;
  }
  /**
   * Check if `arg` matches the short or long flag.
   *
   * @param {string} arg
   * @return {boolean}
   * @package
   */
  is(arg) {
    return this.short === arg || this.long === arg;
  }
  /**
   * Return whether a boolean option.
   *
   * Options are one of boolean, negated, required argument, or optional argument.
   *
   * @return {boolean}
   * @package
   */
  isBoolean() {
    return !this.required && !this.optional && !this.negate;
  }
};
var DualOptions = class {
  /**
   * @param {Option[]} options
   */
  constructor(options) {
    this.positiveOptions = /* @__PURE__ */ new Map();
    this.negativeOptions = /* @__PURE__ */ new Map();
    this.dualOptions = /* @__PURE__ */ new Set();
    options.forEach((option) => {
      if (option.negate) {
        this.negativeOptions.set(option.attributeName(), option);
      } else {
        this.positiveOptions.set(option.attributeName(), option);
      }
    });
    this.negativeOptions.forEach((value, key) => {
      if (this.positiveOptions.has(key)) {
        this.dualOptions.add(key);
      }
    });
  }
  /**
   * Did the value come from the option, and not from possible matching dual option?
   *
   * @param {*} value
   * @param {Option} option
   * @returns {boolean}
   */
  valueFromOption(value, option) {
    const optionKey = option.attributeName();
    if (!this.dualOptions.has(optionKey)) return true;
    const preset = this.negativeOptions.get(optionKey).presetArg;
    const negativeValue = preset !== void 0 ? preset : false;
    return option.negate === (negativeValue === value);
  }
};
function camelcase(str) {
  return str.split("-").reduce((str2, word) => {
    return str2 + word[0].toUpperCase() + word.slice(1);
  });
}
function splitOptionFlags(flags) {
  let shortFlag;
  let longFlag;
  const shortFlagExp = /^-[^-]$/;
  const longFlagExp = /^--[^-]/;
  const flagParts = flags.split(/[ |,]+/).concat("guard");
  if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
  if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
  if (!shortFlag && shortFlagExp.test(flagParts[0]))
    shortFlag = flagParts.shift();
  if (!shortFlag && longFlagExp.test(flagParts[0])) {
    shortFlag = longFlag;
    longFlag = flagParts.shift();
  }
  if (flagParts[0].startsWith("-")) {
    const unsupportedFlag = flagParts[0];
    const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
    if (/^-[^-][^-]/.test(unsupportedFlag))
      throw new Error(
        `${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`
      );
    if (shortFlagExp.test(unsupportedFlag))
      throw new Error(`${baseError}
- too many short flags`);
    if (longFlagExp.test(unsupportedFlag))
      throw new Error(`${baseError}
- too many long flags`);
    throw new Error(`${baseError}
- unrecognised flag format`);
  }
  if (shortFlag === void 0 && longFlag === void 0)
    throw new Error(
      `option creation failed due to no flags found in '${flags}'.`
    );
  return { shortFlag, longFlag };
}

// node_modules/commander/lib/suggestSimilar.js
var maxDistance = 3;
function editDistance(a, b) {
  if (Math.abs(a.length - b.length) > maxDistance)
    return Math.max(a.length, b.length);
  const d = [];
  for (let i = 0; i <= a.length; i++) {
    d[i] = [i];
  }
  for (let j = 0; j <= b.length; j++) {
    d[0][j] = j;
  }
  for (let j = 1; j <= b.length; j++) {
    for (let i = 1; i <= a.length; i++) {
      let cost;
      if (a[i - 1] === b[j - 1]) {
        cost = 0;
      } else {
        cost = 1;
      }
      d[i][j] = Math.min(
        d[i - 1][j] + 1,
        // deletion
        d[i][j - 1] + 1,
        // insertion
        d[i - 1][j - 1] + cost
        // substitution
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.length][b.length];
}
function suggestSimilar(word, candidates) {
  if (!candidates || candidates.length === 0) return "";
  candidates = Array.from(new Set(candidates));
  const searchingOptions = word.startsWith("--");
  if (searchingOptions) {
    word = word.slice(2);
    candidates = candidates.map((candidate) => candidate.slice(2));
  }
  let similar = [];
  let bestDistance = maxDistance;
  const minSimilarity = 0.4;
  candidates.forEach((candidate) => {
    if (candidate.length <= 1) return;
    const distance = editDistance(word, candidate);
    const length = Math.max(word.length, candidate.length);
    const similarity = (length - distance) / length;
    if (similarity > minSimilarity) {
      if (distance < bestDistance) {
        bestDistance = distance;
        similar = [candidate];
      } else if (distance === bestDistance) {
        similar.push(candidate);
      }
    }
  });
  similar.sort((a, b) => a.localeCompare(b));
  if (searchingOptions) {
    similar = similar.map((candidate) => `--${candidate}`);
  }
  if (similar.length > 1) {
    return `
(Did you mean one of ${similar.join(", ")}?)`;
  }
  if (similar.length === 1) {
    return `
(Did you mean ${similar[0]}?)`;
  }
  return "";
}

// node_modules/commander/lib/command.js
var Command = class _Command extends EventEmitter {
  /**
   * Initialize a new `Command`.
   *
   * @param {string} [name]
   */
  constructor(name) {
    super();
    this.commands = [];
    this.options = [];
    this.parent = null;
    this._allowUnknownOption = false;
    this._allowExcessArguments = false;
    this.registeredArguments = [];
    this._args = this.registeredArguments;
    this.args = [];
    this.rawArgs = [];
    this.processedArgs = [];
    this._scriptPath = null;
    this._name = name || "";
    this._optionValues = {};
    this._optionValueSources = {};
    this._storeOptionsAsProperties = false;
    this._actionHandler = null;
    this._executableHandler = false;
    this._executableFile = null;
    this._executableDir = null;
    this._defaultCommandName = null;
    this._exitCallback = null;
    this._aliases = [];
    this._combineFlagAndOptionalValue = true;
    this._description = "";
    this._summary = "";
    this._argsDescription = void 0;
    this._enablePositionalOptions = false;
    this._passThroughOptions = false;
    this._lifeCycleHooks = {};
    this._showHelpAfterError = false;
    this._showSuggestionAfterError = true;
    this._savedState = null;
    this._outputConfiguration = {
      writeOut: (str) => process2.stdout.write(str),
      writeErr: (str) => process2.stderr.write(str),
      outputError: (str, write) => write(str),
      getOutHelpWidth: () => process2.stdout.isTTY ? process2.stdout.columns : void 0,
      getErrHelpWidth: () => process2.stderr.isTTY ? process2.stderr.columns : void 0,
      getOutHasColors: () => useColor() ?? (process2.stdout.isTTY && process2.stdout.hasColors?.()),
      getErrHasColors: () => useColor() ?? (process2.stderr.isTTY && process2.stderr.hasColors?.()),
      stripColor: (str) => stripVTControlCharacters2(str)
    };
    this._hidden = false;
    this._helpOption = void 0;
    this._addImplicitHelpCommand = void 0;
    this._helpCommand = void 0;
    this._helpConfiguration = {};
    this._helpGroupHeading = void 0;
    this._defaultCommandGroup = void 0;
    this._defaultOptionGroup = void 0;
  }
  /**
   * Copy settings that are useful to have in common across root command and subcommands.
   *
   * (Used internally when adding a command using `.command()` so subcommands inherit parent settings.)
   *
   * @param {Command} sourceCommand
   * @return {Command} `this` command for chaining
   */
  copyInheritedSettings(sourceCommand) {
    this._outputConfiguration = sourceCommand._outputConfiguration;
    this._helpOption = sourceCommand._helpOption;
    this._helpCommand = sourceCommand._helpCommand;
    this._helpConfiguration = sourceCommand._helpConfiguration;
    this._exitCallback = sourceCommand._exitCallback;
    this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
    this._combineFlagAndOptionalValue = sourceCommand._combineFlagAndOptionalValue;
    this._allowExcessArguments = sourceCommand._allowExcessArguments;
    this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
    this._showHelpAfterError = sourceCommand._showHelpAfterError;
    this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;
    return this;
  }
  /**
   * @returns {Command[]}
   * @private
   */
  _getCommandAndAncestors() {
    const result = [];
    for (let command = this; command; command = command.parent) {
      result.push(command);
    }
    return result;
  }
  /**
   * Define a command.
   *
   * There are two styles of command: pay attention to where to put the description.
   *
   * @example
   * // Command implemented using action handler (description is supplied separately to `.command`)
   * program
   *   .command('clone <source> [destination]')
   *   .description('clone a repository into a newly created directory')
   *   .action((source, destination) => {
   *     console.log('clone command called');
   *   });
   *
   * // Command implemented using separate executable file (description is second parameter to `.command`)
   * program
   *   .command('start <service>', 'start named service')
   *   .command('stop [service]', 'stop named service, or all if no name supplied');
   *
   * @param {string} nameAndArgs - command name and arguments, args are `<required>` or `[optional]` and last may also be `variadic...`
   * @param {(object | string)} [actionOptsOrExecDesc] - configuration options (for action), or description (for executable)
   * @param {object} [execOpts] - configuration options (for executable)
   * @return {Command} returns new command for action handler, or `this` for executable command
   */
  command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
    let desc = actionOptsOrExecDesc;
    let opts = execOpts;
    if (typeof desc === "object" && desc !== null) {
      opts = desc;
      desc = null;
    }
    opts = opts || {};
    const [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/);
    const cmd = this.createCommand(name);
    if (desc) {
      cmd.description(desc);
      cmd._executableHandler = true;
    }
    if (opts.isDefault) this._defaultCommandName = cmd._name;
    cmd._hidden = !!(opts.noHelp || opts.hidden);
    cmd._executableFile = opts.executableFile || null;
    if (args) cmd.arguments(args);
    this._registerCommand(cmd);
    cmd.parent = this;
    cmd.copyInheritedSettings(this);
    if (desc) return this;
    return cmd;
  }
  /**
   * Factory routine to create a new unattached command.
   *
   * See .command() for creating an attached subcommand, which uses this routine to
   * create the command. You can override createCommand to customise subcommands.
   *
   * @param {string} [name]
   * @return {Command} new command
   */
  createCommand(name) {
    return new _Command(name);
  }
  /**
   * You can customise the help with a subclass of Help by overriding createHelp,
   * or by overriding Help properties using configureHelp().
   *
   * @return {Help}
   */
  createHelp() {
    return Object.assign(new Help(), this.configureHelp());
  }
  /**
   * You can customise the help by overriding Help properties using configureHelp(),
   * or with a subclass of Help by overriding createHelp().
   *
   * @param {object} [configuration] - configuration options
   * @return {(Command | object)} `this` command for chaining, or stored configuration
   */
  configureHelp(configuration) {
    if (configuration === void 0) return this._helpConfiguration;
    this._helpConfiguration = configuration;
    return this;
  }
  /**
   * The default output goes to stdout and stderr. You can customise this for special
   * applications. You can also customise the display of errors by overriding outputError.
   *
   * The configuration properties are all functions:
   *
   *     // change how output being written, defaults to stdout and stderr
   *     writeOut(str)
   *     writeErr(str)
   *     // change how output being written for errors, defaults to writeErr
   *     outputError(str, write) // used for displaying errors and not used for displaying help
   *     // specify width for wrapping help
   *     getOutHelpWidth()
   *     getErrHelpWidth()
   *     // color support, currently only used with Help
   *     getOutHasColors()
   *     getErrHasColors()
   *     stripColor() // used to remove ANSI escape codes if output does not have colors
   *
   * @param {object} [configuration] - configuration options
   * @return {(Command | object)} `this` command for chaining, or stored configuration
   */
  configureOutput(configuration) {
    if (configuration === void 0) return this._outputConfiguration;
    this._outputConfiguration = {
      ...this._outputConfiguration,
      ...configuration
    };
    return this;
  }
  /**
   * Display the help or a custom message after an error occurs.
   *
   * @param {(boolean|string)} [displayHelp]
   * @return {Command} `this` command for chaining
   */
  showHelpAfterError(displayHelp = true) {
    if (typeof displayHelp !== "string") displayHelp = !!displayHelp;
    this._showHelpAfterError = displayHelp;
    return this;
  }
  /**
   * Display suggestion of similar commands for unknown commands, or options for unknown options.
   *
   * @param {boolean} [displaySuggestion]
   * @return {Command} `this` command for chaining
   */
  showSuggestionAfterError(displaySuggestion = true) {
    this._showSuggestionAfterError = !!displaySuggestion;
    return this;
  }
  /**
   * Add a prepared subcommand.
   *
   * See .command() for creating an attached subcommand which inherits settings from its parent.
   *
   * @param {Command} cmd - new subcommand
   * @param {object} [opts] - configuration options
   * @return {Command} `this` command for chaining
   */
  addCommand(cmd, opts) {
    if (!cmd._name) {
      throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
    }
    opts = opts || {};
    if (opts.isDefault) this._defaultCommandName = cmd._name;
    if (opts.noHelp || opts.hidden) cmd._hidden = true;
    this._registerCommand(cmd);
    cmd.parent = this;
    cmd._checkForBrokenPassThrough();
    return this;
  }
  /**
   * Factory routine to create a new unattached argument.
   *
   * See .argument() for creating an attached argument, which uses this routine to
   * create the argument. You can override createArgument to return a custom argument.
   *
   * @param {string} name
   * @param {string} [description]
   * @return {Argument} new argument
   */
  createArgument(name, description) {
    return new Argument(name, description);
  }
  /**
   * Define argument syntax for command.
   *
   * The default is that the argument is required, and you can explicitly
   * indicate this with <> around the name. Put [] around the name for an optional argument.
   *
   * @example
   * program.argument('<input-file>');
   * program.argument('[output-file]');
   *
   * @param {string} name
   * @param {string} [description]
   * @param {(Function|*)} [parseArg] - custom argument processing function or default value
   * @param {*} [defaultValue]
   * @return {Command} `this` command for chaining
   */
  argument(name, description, parseArg, defaultValue) {
    const argument = this.createArgument(name, description);
    if (typeof parseArg === "function") {
      argument.default(defaultValue).argParser(parseArg);
    } else {
      argument.default(parseArg);
    }
    this.addArgument(argument);
    return this;
  }
  /**
   * Define argument syntax for command, adding multiple at once (without descriptions).
   *
   * See also .argument().
   *
   * @example
   * program.arguments('<cmd> [env]');
   *
   * @param {string} names
   * @return {Command} `this` command for chaining
   */
  arguments(names) {
    names.trim().split(/ +/).forEach((detail) => {
      this.argument(detail);
    });
    return this;
  }
  /**
   * Define argument syntax for command, adding a prepared argument.
   *
   * @param {Argument} argument
   * @return {Command} `this` command for chaining
   */
  addArgument(argument) {
    const previousArgument = this.registeredArguments.slice(-1)[0];
    if (previousArgument?.variadic) {
      throw new Error(
        `only the last argument can be variadic '${previousArgument.name()}'`
      );
    }
    if (argument.required && argument.defaultValue !== void 0 && argument.parseArg === void 0) {
      throw new Error(
        `a default value for a required argument is never used: '${argument.name()}'`
      );
    }
    this.registeredArguments.push(argument);
    return this;
  }
  /**
   * Customise or override default help command. By default a help command is automatically added if your command has subcommands.
   *
   * @example
   *    program.helpCommand('help [cmd]');
   *    program.helpCommand('help [cmd]', 'show help');
   *    program.helpCommand(false); // suppress default help command
   *    program.helpCommand(true); // add help command even if no subcommands
   *
   * @param {string|boolean} enableOrNameAndArgs - enable with custom name and/or arguments, or boolean to override whether added
   * @param {string} [description] - custom description
   * @return {Command} `this` command for chaining
   */
  helpCommand(enableOrNameAndArgs, description) {
    if (typeof enableOrNameAndArgs === "boolean") {
      this._addImplicitHelpCommand = enableOrNameAndArgs;
      if (enableOrNameAndArgs && this._defaultCommandGroup) {
        this._initCommandGroup(this._getHelpCommand());
      }
      return this;
    }
    const nameAndArgs = enableOrNameAndArgs ?? "help [command]";
    const [, helpName, helpArgs] = nameAndArgs.match(/([^ ]+) *(.*)/);
    const helpDescription = description ?? "display help for command";
    const helpCommand = this.createCommand(helpName);
    helpCommand.helpOption(false);
    if (helpArgs) helpCommand.arguments(helpArgs);
    if (helpDescription) helpCommand.description(helpDescription);
    this._addImplicitHelpCommand = true;
    this._helpCommand = helpCommand;
    if (enableOrNameAndArgs || description) this._initCommandGroup(helpCommand);
    return this;
  }
  /**
   * Add prepared custom help command.
   *
   * @param {(Command|string|boolean)} helpCommand - custom help command, or deprecated enableOrNameAndArgs as for `.helpCommand()`
   * @param {string} [deprecatedDescription] - deprecated custom description used with custom name only
   * @return {Command} `this` command for chaining
   */
  addHelpCommand(helpCommand, deprecatedDescription) {
    if (typeof helpCommand !== "object") {
      this.helpCommand(helpCommand, deprecatedDescription);
      return this;
    }
    this._addImplicitHelpCommand = true;
    this._helpCommand = helpCommand;
    this._initCommandGroup(helpCommand);
    return this;
  }
  /**
   * Lazy create help command.
   *
   * @return {(Command|null)}
   * @package
   */
  _getHelpCommand() {
    const hasImplicitHelpCommand = this._addImplicitHelpCommand ?? (this.commands.length && !this._actionHandler && !this._findCommand("help"));
    if (hasImplicitHelpCommand) {
      if (this._helpCommand === void 0) {
        this.helpCommand(void 0, void 0);
      }
      return this._helpCommand;
    }
    return null;
  }
  /**
   * Add hook for life cycle event.
   *
   * @param {string} event
   * @param {Function} listener
   * @return {Command} `this` command for chaining
   */
  hook(event, listener) {
    const allowedValues = ["preSubcommand", "preAction", "postAction"];
    if (!allowedValues.includes(event)) {
      throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
    }
    if (this._lifeCycleHooks[event]) {
      this._lifeCycleHooks[event].push(listener);
    } else {
      this._lifeCycleHooks[event] = [listener];
    }
    return this;
  }
  /**
   * Register callback to use as replacement for calling process.exit.
   *
   * @param {Function} [fn] optional callback which will be passed a CommanderError, defaults to throwing
   * @return {Command} `this` command for chaining
   */
  exitOverride(fn) {
    if (fn) {
      this._exitCallback = fn;
    } else {
      this._exitCallback = (err) => {
        if (err.code !== "commander.executeSubCommandAsync") {
          throw err;
        } else {
        }
      };
    }
    return this;
  }
  /**
   * Call process.exit, and _exitCallback if defined.
   *
   * @param {number} exitCode exit code for using with process.exit
   * @param {string} code an id string representing the error
   * @param {string} message human-readable description of the error
   * @return never
   * @private
   */
  _exit(exitCode, code, message2) {
    if (this._exitCallback) {
      this._exitCallback(new CommanderError(exitCode, code, message2));
    }
    process2.exit(exitCode);
  }
  /**
   * Register callback `fn` for the command.
   *
   * @example
   * program
   *   .command('serve')
   *   .description('start service')
   *   .action(function() {
   *      // do work here
   *   });
   *
   * @param {Function} fn
   * @return {Command} `this` command for chaining
   */
  action(fn) {
    const listener = (args) => {
      const expectedArgsCount = this.registeredArguments.length;
      const actionArgs = args.slice(0, expectedArgsCount);
      if (this._storeOptionsAsProperties) {
        actionArgs[expectedArgsCount] = this;
      } else {
        actionArgs[expectedArgsCount] = this.opts();
      }
      actionArgs.push(this);
      return fn.apply(this, actionArgs);
    };
    this._actionHandler = listener;
    return this;
  }
  /**
   * Factory routine to create a new unattached option.
   *
   * See .option() for creating an attached option, which uses this routine to
   * create the option. You can override createOption to return a custom option.
   *
   * @param {string} flags
   * @param {string} [description]
   * @return {Option} new option
   */
  createOption(flags, description) {
    return new Option(flags, description);
  }
  /**
   * Wrap parseArgs to catch 'commander.invalidArgument'.
   *
   * @param {(Option | Argument)} target
   * @param {string} value
   * @param {*} previous
   * @param {string} invalidArgumentMessage
   * @private
   */
  _callParseArg(target, value, previous, invalidArgumentMessage) {
    try {
      return target.parseArg(value, previous);
    } catch (err) {
      if (err.code === "commander.invalidArgument") {
        const message2 = `${invalidArgumentMessage} ${err.message}`;
        this.error(message2, { exitCode: err.exitCode, code: err.code });
      }
      throw err;
    }
  }
  /**
   * Check for option flag conflicts.
   * Register option if no conflicts found, or throw on conflict.
   *
   * @param {Option} option
   * @private
   */
  _registerOption(option) {
    const matchingOption = option.short && this._findOption(option.short) || option.long && this._findOption(option.long);
    if (matchingOption) {
      const matchingFlag = option.long && this._findOption(option.long) ? option.long : option.short;
      throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
    }
    this._initOptionGroup(option);
    this.options.push(option);
  }
  /**
   * Check for command name and alias conflicts with existing commands.
   * Register command if no conflicts found, or throw on conflict.
   *
   * @param {Command} command
   * @private
   */
  _registerCommand(command) {
    const knownBy = (cmd) => {
      return [cmd.name()].concat(cmd.aliases());
    };
    const alreadyUsed = knownBy(command).find(
      (name) => this._findCommand(name)
    );
    if (alreadyUsed) {
      const existingCmd = knownBy(this._findCommand(alreadyUsed)).join("|");
      const newCmd = knownBy(command).join("|");
      throw new Error(
        `cannot add command '${newCmd}' as already have command '${existingCmd}'`
      );
    }
    this._initCommandGroup(command);
    this.commands.push(command);
  }
  /**
   * Add an option.
   *
   * @param {Option} option
   * @return {Command} `this` command for chaining
   */
  addOption(option) {
    this._registerOption(option);
    const oname = option.name();
    const name = option.attributeName();
    if (option.defaultValue !== void 0) {
      this.setOptionValueWithSource(name, option.defaultValue, "default");
    }
    const handleOptionValue = (val, invalidValueMessage, valueSource) => {
      if (val == null && option.presetArg !== void 0) {
        val = option.presetArg;
      }
      const oldValue = this.getOptionValue(name);
      if (val !== null && option.parseArg) {
        val = this._callParseArg(option, val, oldValue, invalidValueMessage);
      } else if (val !== null && option.variadic) {
        val = option._collectValue(val, oldValue);
      }
      if (val == null) {
        if (option.negate) {
          val = false;
        } else if (option.isBoolean() || option.optional) {
          val = true;
        } else {
          val = "";
        }
      }
      this.setOptionValueWithSource(name, val, valueSource);
    };
    this.on("option:" + oname, (val) => {
      const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
      handleOptionValue(val, invalidValueMessage, "cli");
    });
    if (option.envVar) {
      this.on("optionEnv:" + oname, (val) => {
        const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
        handleOptionValue(val, invalidValueMessage, "env");
      });
    }
    return this;
  }
  /**
   * Internal implementation shared by .option() and .requiredOption()
   *
   * @return {Command} `this` command for chaining
   * @private
   */
  _optionEx(config, flags, description, fn, defaultValue) {
    if (typeof flags === "object" && flags instanceof Option) {
      throw new Error(
        "To add an Option object use addOption() instead of option() or requiredOption()"
      );
    }
    const option = this.createOption(flags, description);
    option.makeOptionMandatory(!!config.mandatory);
    if (typeof fn === "function") {
      option.default(defaultValue).argParser(fn);
    } else if (fn instanceof RegExp) {
      const regex = fn;
      fn = (val, def) => {
        const m = regex.exec(val);
        return m ? m[0] : def;
      };
      option.default(defaultValue).argParser(fn);
    } else {
      option.default(fn);
    }
    return this.addOption(option);
  }
  /**
   * Define option with `flags`, `description`, and optional argument parsing function or `defaultValue` or both.
   *
   * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space. A required
   * option-argument is indicated by `<>` and an optional option-argument by `[]`.
   *
   * See the README for more details, and see also addOption() and requiredOption().
   *
   * @example
   * program
   *     .option('-p, --pepper', 'add pepper')
   *     .option('--pt, --pizza-type <TYPE>', 'type of pizza') // required option-argument
   *     .option('-c, --cheese [CHEESE]', 'add extra cheese', 'mozzarella') // optional option-argument with default
   *     .option('-t, --tip <VALUE>', 'add tip to purchase cost', parseFloat) // custom parse function
   *
   * @param {string} flags
   * @param {string} [description]
   * @param {(Function|*)} [parseArg] - custom option processing function or default value
   * @param {*} [defaultValue]
   * @return {Command} `this` command for chaining
   */
  option(flags, description, parseArg, defaultValue) {
    return this._optionEx({}, flags, description, parseArg, defaultValue);
  }
  /**
   * Add a required option which must have a value after parsing. This usually means
   * the option must be specified on the command line. (Otherwise the same as .option().)
   *
   * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space.
   *
   * @param {string} flags
   * @param {string} [description]
   * @param {(Function|*)} [parseArg] - custom option processing function or default value
   * @param {*} [defaultValue]
   * @return {Command} `this` command for chaining
   */
  requiredOption(flags, description, parseArg, defaultValue) {
    return this._optionEx(
      { mandatory: true },
      flags,
      description,
      parseArg,
      defaultValue
    );
  }
  /**
   * Alter parsing of short flags with optional values.
   *
   * @example
   * // for `.option('-f,--flag [value]'):
   * program.combineFlagAndOptionalValue(true);  // `-f80` is treated like `--flag=80`, this is the default behaviour
   * program.combineFlagAndOptionalValue(false) // `-fb` is treated like `-f -b`
   *
   * @param {boolean} [combine] - if `true` or omitted, an optional value can be specified directly after the flag.
   * @return {Command} `this` command for chaining
   */
  combineFlagAndOptionalValue(combine = true) {
    this._combineFlagAndOptionalValue = !!combine;
    return this;
  }
  /**
   * Allow unknown options on the command line.
   *
   * @param {boolean} [allowUnknown] - if `true` or omitted, no error will be thrown for unknown options.
   * @return {Command} `this` command for chaining
   */
  allowUnknownOption(allowUnknown = true) {
    this._allowUnknownOption = !!allowUnknown;
    return this;
  }
  /**
   * Allow excess command-arguments on the command line. Pass false to make excess arguments an error.
   *
   * @param {boolean} [allowExcess] - if `true` or omitted, no error will be thrown for excess arguments.
   * @return {Command} `this` command for chaining
   */
  allowExcessArguments(allowExcess = true) {
    this._allowExcessArguments = !!allowExcess;
    return this;
  }
  /**
   * Enable positional options. Positional means global options are specified before subcommands which lets
   * subcommands reuse the same option names, and also enables subcommands to turn on passThroughOptions.
   * The default behaviour is non-positional and global options may appear anywhere on the command line.
   *
   * @param {boolean} [positional]
   * @return {Command} `this` command for chaining
   */
  enablePositionalOptions(positional = true) {
    this._enablePositionalOptions = !!positional;
    return this;
  }
  /**
   * Pass through options that come after command-arguments rather than treat them as command-options,
   * so actual command-options come before command-arguments. Turning this on for a subcommand requires
   * positional options to have been enabled on the program (parent commands).
   * The default behaviour is non-positional and options may appear before or after command-arguments.
   *
   * @param {boolean} [passThrough] for unknown options.
   * @return {Command} `this` command for chaining
   */
  passThroughOptions(passThrough = true) {
    this._passThroughOptions = !!passThrough;
    this._checkForBrokenPassThrough();
    return this;
  }
  /**
   * @private
   */
  _checkForBrokenPassThrough() {
    if (this.parent && this._passThroughOptions && !this.parent._enablePositionalOptions) {
      throw new Error(
        `passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`
      );
    }
  }
  /**
   * Whether to store option values as properties on command object,
   * or store separately (specify false). In both cases the option values can be accessed using .opts().
   *
   * @param {boolean} [storeAsProperties=true]
   * @return {Command} `this` command for chaining
   */
  storeOptionsAsProperties(storeAsProperties = true) {
    if (this.options.length) {
      throw new Error("call .storeOptionsAsProperties() before adding options");
    }
    if (Object.keys(this._optionValues).length) {
      throw new Error(
        "call .storeOptionsAsProperties() before setting option values"
      );
    }
    this._storeOptionsAsProperties = !!storeAsProperties;
    return this;
  }
  /**
   * Retrieve option value.
   *
   * @param {string} key
   * @return {object} value
   */
  getOptionValue(key) {
    if (this._storeOptionsAsProperties) {
      return this[key];
    }
    return this._optionValues[key];
  }
  /**
   * Store option value.
   *
   * @param {string} key
   * @param {object} value
   * @return {Command} `this` command for chaining
   */
  setOptionValue(key, value) {
    return this.setOptionValueWithSource(key, value, void 0);
  }
  /**
   * Store option value and where the value came from.
   *
   * @param {string} key
   * @param {object} value
   * @param {string} source - expected values are default/config/env/cli/implied
   * @return {Command} `this` command for chaining
   */
  setOptionValueWithSource(key, value, source) {
    if (this._storeOptionsAsProperties) {
      this[key] = value;
    } else {
      this._optionValues[key] = value;
    }
    this._optionValueSources[key] = source;
    return this;
  }
  /**
   * Get source of option value.
   * Expected values are default | config | env | cli | implied
   *
   * @param {string} key
   * @return {string}
   */
  getOptionValueSource(key) {
    return this._optionValueSources[key];
  }
  /**
   * Get source of option value. See also .optsWithGlobals().
   * Expected values are default | config | env | cli | implied
   *
   * @param {string} key
   * @return {string}
   */
  getOptionValueSourceWithGlobals(key) {
    let source;
    this._getCommandAndAncestors().forEach((cmd) => {
      if (Object.hasOwn(cmd._optionValueSources, key)) {
        source = cmd.getOptionValueSource(key);
      }
    });
    return source;
  }
  /**
   * Get user arguments from implied or explicit arguments.
   * Side-effects: set _scriptPath if args included script. Used for default program name, and subcommand searches.
   *
   * @private
   */
  _prepareUserArgs(argv, parseOptions) {
    if (argv !== void 0 && !Array.isArray(argv)) {
      throw new Error("first parameter to parse must be array or undefined");
    }
    parseOptions = parseOptions || {};
    if (argv === void 0 && parseOptions.from === void 0) {
      if (process2.versions?.electron) {
        parseOptions.from = "electron";
      }
      const execArgv = process2.execArgv ?? [];
      if (execArgv.includes("-e") || execArgv.includes("--eval") || execArgv.includes("-p") || execArgv.includes("--print")) {
        parseOptions.from = "eval";
      }
    }
    if (argv === void 0) {
      argv = process2.argv;
    }
    this.rawArgs = argv.slice();
    let userArgs;
    switch (parseOptions.from) {
      case void 0:
      case "node":
        this._scriptPath = argv[1];
        userArgs = argv.slice(2);
        break;
      case "electron":
        if (process2.defaultApp) {
          this._scriptPath = argv[1];
          userArgs = argv.slice(2);
        } else {
          userArgs = argv.slice(1);
        }
        break;
      case "user":
        userArgs = argv.slice(0);
        break;
      case "eval":
        userArgs = argv.slice(1);
        break;
      default:
        throw new Error(
          `unexpected parse option { from: '${parseOptions.from}' }`
        );
    }
    if (!this._name && this._scriptPath)
      this.nameFromFilename(this._scriptPath);
    this._name = this._name || "program";
    return userArgs;
  }
  /**
   * Parse `argv`, setting options and invoking commands when defined.
   *
   * Use parseAsync instead of parse if any of your action handlers are async.
   *
   * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
   *
   * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
   * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
   * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
   * - `'user'`: just user arguments
   *
   * @example
   * program.parse(); // parse process.argv and auto-detect electron and special node flags
   * program.parse(process.argv); // assume argv[0] is app and argv[1] is script
   * program.parse(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
   *
   * @param {string[]} [argv] - optional, defaults to process.argv
   * @param {object} [parseOptions] - optionally specify style of options with from: node/user/electron
   * @param {string} [parseOptions.from] - where the args are from: 'node', 'user', 'electron'
   * @return {Command} `this` command for chaining
   */
  parse(argv, parseOptions) {
    this._prepareForParse();
    const userArgs = this._prepareUserArgs(argv, parseOptions);
    this._parseCommand([], userArgs);
    return this;
  }
  /**
   * Parse `argv`, setting options and invoking commands when defined.
   *
   * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
   *
   * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
   * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
   * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
   * - `'user'`: just user arguments
   *
   * @example
   * await program.parseAsync(); // parse process.argv and auto-detect electron and special node flags
   * await program.parseAsync(process.argv); // assume argv[0] is app and argv[1] is script
   * await program.parseAsync(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
   *
   * @param {string[]} [argv]
   * @param {object} [parseOptions]
   * @param {string} parseOptions.from - where the args are from: 'node', 'user', 'electron'
   * @return {Promise}
   */
  async parseAsync(argv, parseOptions) {
    this._prepareForParse();
    const userArgs = this._prepareUserArgs(argv, parseOptions);
    await this._parseCommand([], userArgs);
    return this;
  }
  _prepareForParse() {
    if (this._savedState === null) {
      this.options.filter(
        (option) => option.negate && option.defaultValue === void 0 && this.getOptionValue(option.attributeName()) === void 0
      ).forEach((option) => {
        const positiveLongFlag = option.long.replace(/^--no-/, "--");
        if (!this._findOption(positiveLongFlag)) {
          this.setOptionValueWithSource(
            option.attributeName(),
            true,
            "default"
          );
        }
      });
      this.saveStateBeforeParse();
    } else {
      this.restoreStateBeforeParse();
    }
  }
  /**
   * Called the first time parse is called to save state and allow a restore before subsequent calls to parse.
   * Not usually called directly, but available for subclasses to save their custom state.
   *
   * This is called in a lazy way. Only commands used in parsing chain will have state saved.
   */
  saveStateBeforeParse() {
    this._savedState = {
      // name is stable if supplied by author, but may be unspecified for root command and deduced during parsing
      _name: this._name,
      // option values before parse have default values (including false for negated options)
      // shallow clones
      _optionValues: { ...this._optionValues },
      _optionValueSources: { ...this._optionValueSources }
    };
  }
  /**
   * Restore state before parse for calls after the first.
   * Not usually called directly, but available for subclasses to save their custom state.
   *
   * This is called in a lazy way. Only commands used in parsing chain will have state restored.
   */
  restoreStateBeforeParse() {
    if (this._storeOptionsAsProperties)
      throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);
    this._name = this._savedState._name;
    this._scriptPath = null;
    this.rawArgs = [];
    this._optionValues = { ...this._savedState._optionValues };
    this._optionValueSources = { ...this._savedState._optionValueSources };
    this.args = [];
    this.processedArgs = [];
  }
  /**
   * Throw if expected executable is missing. Add lots of help for author.
   *
   * @param {string} executableFile
   * @param {string} executableDir
   * @param {string} subcommandName
   */
  _checkForMissingExecutable(executableFile, executableDir, subcommandName) {
    if (fs.existsSync(executableFile)) return;
    const executableDirMessage = executableDir ? `searched for local subcommand relative to directory '${executableDir}'` : "no directory for search for local subcommand, use .executableDir() to supply a custom directory";
    const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDirMessage}`;
    throw new Error(executableMissing);
  }
  /**
   * Execute a sub-command executable.
   *
   * @private
   */
  _executeSubCommand(subcommand, args) {
    args = args.slice();
    const sourceExt = [".js", ".ts", ".tsx", ".mjs", ".cjs"];
    function findFile(baseDir, baseName) {
      const localBin = path.resolve(baseDir, baseName);
      if (fs.existsSync(localBin)) return localBin;
      if (sourceExt.includes(path.extname(baseName))) return void 0;
      const foundExt = sourceExt.find(
        (ext) => fs.existsSync(`${localBin}${ext}`)
      );
      if (foundExt) return `${localBin}${foundExt}`;
      return void 0;
    }
    this._checkForMissingMandatoryOptions();
    this._checkForConflictingOptions();
    let executableFile = subcommand._executableFile || `${this._name}-${subcommand._name}`;
    let executableDir = this._executableDir || "";
    if (this._scriptPath) {
      let resolvedScriptPath;
      try {
        resolvedScriptPath = fs.realpathSync(this._scriptPath);
      } catch {
        resolvedScriptPath = this._scriptPath;
      }
      executableDir = path.resolve(
        path.dirname(resolvedScriptPath),
        executableDir
      );
    }
    if (executableDir) {
      let localFile = findFile(executableDir, executableFile);
      if (!localFile && !subcommand._executableFile && this._scriptPath) {
        const legacyName = path.basename(
          this._scriptPath,
          path.extname(this._scriptPath)
        );
        if (legacyName !== this._name) {
          localFile = findFile(
            executableDir,
            `${legacyName}-${subcommand._name}`
          );
        }
      }
      executableFile = localFile || executableFile;
    }
    const launchWithNode = sourceExt.includes(path.extname(executableFile));
    let proc2;
    if (process2.platform !== "win32") {
      if (launchWithNode) {
        args.unshift(executableFile);
        args = incrementNodeInspectorPort(process2.execArgv).concat(args);
        proc2 = childProcess.spawn(process2.argv[0], args, { stdio: "inherit" });
      } else {
        proc2 = childProcess.spawn(executableFile, args, { stdio: "inherit" });
      }
    } else {
      this._checkForMissingExecutable(
        executableFile,
        executableDir,
        subcommand._name
      );
      args.unshift(executableFile);
      args = incrementNodeInspectorPort(process2.execArgv).concat(args);
      proc2 = childProcess.spawn(process2.execPath, args, { stdio: "inherit" });
    }
    if (!proc2.killed) {
      const signals = ["SIGUSR1", "SIGUSR2", "SIGTERM", "SIGINT", "SIGHUP"];
      signals.forEach((signal) => {
        process2.on(signal, () => {
          if (proc2.killed === false && proc2.exitCode === null) {
            proc2.kill(signal);
          }
        });
      });
    }
    const exitCallback = this._exitCallback;
    proc2.on("close", (code) => {
      code = code ?? 1;
      if (!exitCallback) {
        process2.exit(code);
      } else {
        exitCallback(
          new CommanderError(
            code,
            "commander.executeSubCommandAsync",
            "(close)"
          )
        );
      }
    });
    proc2.on("error", (err) => {
      if (err.code === "ENOENT") {
        this._checkForMissingExecutable(
          executableFile,
          executableDir,
          subcommand._name
        );
      } else if (err.code === "EACCES") {
        throw new Error(`'${executableFile}' not executable`);
      }
      if (!exitCallback) {
        process2.exit(1);
      } else {
        const wrappedError = new CommanderError(
          1,
          "commander.executeSubCommandAsync",
          "(error)"
        );
        wrappedError.nestedError = err;
        exitCallback(wrappedError);
      }
    });
    this.runningCommand = proc2;
  }
  /**
   * @private
   */
  _dispatchSubcommand(commandName, operands, unknown) {
    const subCommand = this._findCommand(commandName);
    if (!subCommand) this.help({ error: true });
    subCommand._prepareForParse();
    let promiseChain;
    promiseChain = this._chainOrCallSubCommandHook(
      promiseChain,
      subCommand,
      "preSubcommand"
    );
    promiseChain = this._chainOrCall(promiseChain, () => {
      if (subCommand._executableHandler) {
        this._executeSubCommand(subCommand, operands.concat(unknown));
      } else {
        return subCommand._parseCommand(operands, unknown);
      }
    });
    return promiseChain;
  }
  /**
   * Invoke help directly if possible, or dispatch if necessary.
   * e.g. help foo
   *
   * @private
   */
  _dispatchHelpCommand(subcommandName) {
    if (!subcommandName) {
      this.help();
    }
    const subCommand = this._findCommand(subcommandName);
    if (subCommand && !subCommand._executableHandler) {
      subCommand.help();
    }
    return this._dispatchSubcommand(
      subcommandName,
      [],
      [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? "--help"]
    );
  }
  /**
   * Check this.args against expected this.registeredArguments.
   *
   * @private
   */
  _checkNumberOfArguments() {
    this.registeredArguments.forEach((arg, i) => {
      if (arg.required && this.args[i] == null) {
        this.missingArgument(arg.name());
      }
    });
    if (this.registeredArguments.length > 0 && this.registeredArguments[this.registeredArguments.length - 1].variadic) {
      return;
    }
    if (this.args.length > this.registeredArguments.length) {
      this._excessArguments(this.args);
    }
  }
  /**
   * Process this.args using this.registeredArguments and save as this.processedArgs!
   *
   * @private
   */
  _processArguments() {
    const myParseArg = (argument, value, previous) => {
      let parsedValue = value;
      if (value !== null && argument.parseArg) {
        const invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
        parsedValue = this._callParseArg(
          argument,
          value,
          previous,
          invalidValueMessage
        );
      }
      return parsedValue;
    };
    this._checkNumberOfArguments();
    const processedArgs = [];
    this.registeredArguments.forEach((declaredArg, index) => {
      let value = declaredArg.defaultValue;
      if (declaredArg.variadic) {
        if (index < this.args.length) {
          value = this.args.slice(index);
          if (declaredArg.parseArg) {
            value = value.reduce((processed, v) => {
              return myParseArg(declaredArg, v, processed);
            }, declaredArg.defaultValue);
          }
        } else if (value === void 0) {
          value = [];
        }
      } else if (index < this.args.length) {
        value = this.args[index];
        if (declaredArg.parseArg) {
          value = myParseArg(declaredArg, value, declaredArg.defaultValue);
        }
      }
      processedArgs[index] = value;
    });
    this.processedArgs = processedArgs;
  }
  /**
   * Once we have a promise we chain, but call synchronously until then.
   *
   * @param {(Promise|undefined)} promise
   * @param {Function} fn
   * @return {(Promise|undefined)}
   * @private
   */
  _chainOrCall(promise, fn) {
    if (promise?.then && typeof promise.then === "function") {
      return promise.then(() => fn());
    }
    return fn();
  }
  /**
   *
   * @param {(Promise|undefined)} promise
   * @param {string} event
   * @return {(Promise|undefined)}
   * @private
   */
  _chainOrCallHooks(promise, event) {
    let result = promise;
    const hooks = [];
    this._getCommandAndAncestors().reverse().filter((cmd) => cmd._lifeCycleHooks[event] !== void 0).forEach((hookedCommand) => {
      hookedCommand._lifeCycleHooks[event].forEach((callback) => {
        hooks.push({ hookedCommand, callback });
      });
    });
    if (event === "postAction") {
      hooks.reverse();
    }
    hooks.forEach((hookDetail) => {
      result = this._chainOrCall(result, () => {
        return hookDetail.callback(hookDetail.hookedCommand, this);
      });
    });
    return result;
  }
  /**
   *
   * @param {(Promise|undefined)} promise
   * @param {Command} subCommand
   * @param {string} event
   * @return {(Promise|undefined)}
   * @private
   */
  _chainOrCallSubCommandHook(promise, subCommand, event) {
    let result = promise;
    if (this._lifeCycleHooks[event] !== void 0) {
      this._lifeCycleHooks[event].forEach((hook) => {
        result = this._chainOrCall(result, () => {
          return hook(this, subCommand);
        });
      });
    }
    return result;
  }
  /**
   * Process arguments in context of this command.
   * Returns action result, in case it is a promise.
   *
   * @private
   */
  _parseCommand(operands, unknown) {
    const parsed = this.parseOptions(unknown);
    this._parseOptionsEnv();
    this._parseOptionsImplied();
    operands = operands.concat(parsed.operands);
    unknown = parsed.unknown;
    this.args = operands.concat(unknown);
    if (operands && this._findCommand(operands[0])) {
      return this._dispatchSubcommand(operands[0], operands.slice(1), unknown);
    }
    if (this._getHelpCommand() && operands[0] === this._getHelpCommand().name()) {
      return this._dispatchHelpCommand(operands[1]);
    }
    if (this._defaultCommandName) {
      this._outputHelpIfRequested(unknown);
      return this._dispatchSubcommand(
        this._defaultCommandName,
        operands,
        unknown
      );
    }
    if (this.commands.length && this.args.length === 0 && !this._actionHandler && !this._defaultCommandName) {
      this.help({ error: true });
    }
    this._outputHelpIfRequested(parsed.unknown);
    this._checkForMissingMandatoryOptions();
    this._checkForConflictingOptions();
    const checkForUnknownOptions = () => {
      if (parsed.unknown.length > 0) {
        this.unknownOption(parsed.unknown[0]);
      }
    };
    const commandEvent = `command:${this.name()}`;
    if (this._actionHandler) {
      checkForUnknownOptions();
      this._processArguments();
      let promiseChain;
      promiseChain = this._chainOrCallHooks(promiseChain, "preAction");
      promiseChain = this._chainOrCall(
        promiseChain,
        () => this._actionHandler(this.processedArgs)
      );
      if (this.parent) {
        promiseChain = this._chainOrCall(promiseChain, () => {
          this.parent.emit(commandEvent, operands, unknown);
        });
      }
      promiseChain = this._chainOrCallHooks(promiseChain, "postAction");
      return promiseChain;
    }
    if (this.parent?.listenerCount(commandEvent)) {
      checkForUnknownOptions();
      this._processArguments();
      this.parent.emit(commandEvent, operands, unknown);
    } else if (operands.length) {
      if (this._findCommand("*")) {
        return this._dispatchSubcommand("*", operands, unknown);
      }
      if (this.listenerCount("command:*")) {
        this.emit("command:*", operands, unknown);
      } else if (this.commands.length) {
        this.unknownCommand();
      } else {
        checkForUnknownOptions();
        this._processArguments();
      }
    } else if (this.commands.length) {
      checkForUnknownOptions();
      this.help({ error: true });
    } else {
      checkForUnknownOptions();
      this._processArguments();
    }
  }
  /**
   * Find matching command.
   *
   * @private
   * @return {Command | undefined}
   */
  _findCommand(name) {
    if (!name) return void 0;
    return this.commands.find(
      (cmd) => cmd._name === name || cmd._aliases.includes(name)
    );
  }
  /**
   * Return an option matching `arg` if any.
   *
   * @param {string} arg
   * @return {Option}
   * @package
   */
  _findOption(arg) {
    return this.options.find((option) => option.is(arg));
  }
  /**
   * Display an error message if a mandatory option does not have a value.
   * Called after checking for help flags in leaf subcommand.
   *
   * @private
   */
  _checkForMissingMandatoryOptions() {
    this._getCommandAndAncestors().forEach((cmd) => {
      cmd.options.forEach((anOption) => {
        if (anOption.mandatory && cmd.getOptionValue(anOption.attributeName()) === void 0) {
          cmd.missingMandatoryOptionValue(anOption);
        }
      });
    });
  }
  /**
   * Display an error message if conflicting options are used together in this.
   *
   * @private
   */
  _checkForConflictingLocalOptions() {
    const definedNonDefaultOptions = this.options.filter((option) => {
      const optionKey = option.attributeName();
      if (this.getOptionValue(optionKey) === void 0) {
        return false;
      }
      return this.getOptionValueSource(optionKey) !== "default";
    });
    const optionsWithConflicting = definedNonDefaultOptions.filter(
      (option) => option.conflictsWith.length > 0
    );
    optionsWithConflicting.forEach((option) => {
      const conflictingAndDefined = definedNonDefaultOptions.find(
        (defined) => option.conflictsWith.includes(defined.attributeName())
      );
      if (conflictingAndDefined) {
        this._conflictingOption(option, conflictingAndDefined);
      }
    });
  }
  /**
   * Display an error message if conflicting options are used together.
   * Called after checking for help flags in leaf subcommand.
   *
   * @private
   */
  _checkForConflictingOptions() {
    this._getCommandAndAncestors().forEach((cmd) => {
      cmd._checkForConflictingLocalOptions();
    });
  }
  /**
   * Parse options from `argv` removing known options,
   * and return argv split into operands and unknown arguments.
   *
   * Side effects: modifies command by storing options. Does not reset state if called again.
   *
   * Examples:
   *
   *     argv => operands, unknown
   *     --known kkk op => [op], []
   *     op --known kkk => [op], []
   *     sub --unknown uuu op => [sub], [--unknown uuu op]
   *     sub -- --unknown uuu op => [sub --unknown uuu op], []
   *
   * @param {string[]} args
   * @return {{operands: string[], unknown: string[]}}
   */
  parseOptions(args) {
    const operands = [];
    const unknown = [];
    let dest = operands;
    function maybeOption(arg) {
      return arg.length > 1 && arg[0] === "-";
    }
    const negativeNumberArg = (arg) => {
      if (!/^-(\d+|\d*\.\d+)([eE][+-]?\d+)?$/.test(arg)) return false;
      return !this._getCommandAndAncestors().some(
        (cmd) => cmd.options.map((opt) => opt.short).some((short) => /^-\d$/.test(short))
      );
    };
    let activeVariadicOption = null;
    let activeGroup = null;
    let i = 0;
    while (i < args.length || activeGroup) {
      const arg = activeGroup ?? args[i++];
      activeGroup = null;
      if (arg === "--") {
        if (dest === unknown) dest.push(arg);
        dest.push(...args.slice(i));
        break;
      }
      if (activeVariadicOption && (!maybeOption(arg) || negativeNumberArg(arg))) {
        this.emit(`option:${activeVariadicOption.name()}`, arg);
        continue;
      }
      activeVariadicOption = null;
      if (maybeOption(arg)) {
        const option = this._findOption(arg);
        if (option) {
          if (option.required) {
            const value = args[i++];
            if (value === void 0) this.optionMissingArgument(option);
            this.emit(`option:${option.name()}`, value);
          } else if (option.optional) {
            let value = null;
            if (i < args.length && (!maybeOption(args[i]) || negativeNumberArg(args[i]))) {
              value = args[i++];
            }
            this.emit(`option:${option.name()}`, value);
          } else {
            this.emit(`option:${option.name()}`);
          }
          activeVariadicOption = option.variadic ? option : null;
          continue;
        }
      }
      if (arg.length > 2 && arg[0] === "-" && arg[1] !== "-") {
        const option = this._findOption(`-${arg[1]}`);
        if (option) {
          if (option.required || option.optional && this._combineFlagAndOptionalValue) {
            this.emit(`option:${option.name()}`, arg.slice(2));
          } else {
            this.emit(`option:${option.name()}`);
            activeGroup = `-${arg.slice(2)}`;
          }
          continue;
        }
      }
      if (/^--[^=]+=/.test(arg)) {
        const index = arg.indexOf("=");
        const option = this._findOption(arg.slice(0, index));
        if (option && (option.required || option.optional)) {
          this.emit(`option:${option.name()}`, arg.slice(index + 1));
          continue;
        }
      }
      if (dest === operands && maybeOption(arg) && !(this.commands.length === 0 && negativeNumberArg(arg))) {
        dest = unknown;
      }
      if ((this._enablePositionalOptions || this._passThroughOptions) && operands.length === 0 && unknown.length === 0) {
        if (this._findCommand(arg)) {
          operands.push(arg);
          unknown.push(...args.slice(i));
          break;
        } else if (this._getHelpCommand() && arg === this._getHelpCommand().name()) {
          operands.push(arg, ...args.slice(i));
          break;
        } else if (this._defaultCommandName) {
          unknown.push(arg, ...args.slice(i));
          break;
        }
      }
      if (this._passThroughOptions) {
        dest.push(arg, ...args.slice(i));
        break;
      }
      dest.push(arg);
    }
    return { operands, unknown };
  }
  /**
   * Return an object containing local option values as key-value pairs.
   *
   * @return {object}
   */
  opts() {
    if (this._storeOptionsAsProperties) {
      const result = {};
      const len = this.options.length;
      for (let i = 0; i < len; i++) {
        const key = this.options[i].attributeName();
        result[key] = key === this._versionOptionName ? this._version : this[key];
      }
      return result;
    }
    return this._optionValues;
  }
  /**
   * Return an object containing merged local and global option values as key-value pairs.
   *
   * @return {object}
   */
  optsWithGlobals() {
    return this._getCommandAndAncestors().reduce(
      (combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()),
      {}
    );
  }
  /**
   * Display error message and exit (or call exitOverride).
   *
   * @param {string} message
   * @param {object} [errorOptions]
   * @param {string} [errorOptions.code] - an id string representing the error
   * @param {number} [errorOptions.exitCode] - used with process.exit
   */
  error(message2, errorOptions) {
    this._outputConfiguration.outputError(
      `${message2}
`,
      this._outputConfiguration.writeErr
    );
    if (typeof this._showHelpAfterError === "string") {
      this._outputConfiguration.writeErr(`${this._showHelpAfterError}
`);
    } else if (this._showHelpAfterError) {
      this._outputConfiguration.writeErr("\n");
      this.outputHelp({ error: true });
    }
    const config = errorOptions || {};
    const exitCode = config.exitCode || 1;
    const code = config.code || "commander.error";
    this._exit(exitCode, code, message2);
  }
  /**
   * Apply any option related environment variables, if option does
   * not have a value from cli or client code.
   *
   * @private
   */
  _parseOptionsEnv() {
    this.options.forEach((option) => {
      if (option.envVar && option.envVar in process2.env) {
        const optionKey = option.attributeName();
        if (this.getOptionValue(optionKey) === void 0 || ["default", "config", "env"].includes(
          this.getOptionValueSource(optionKey)
        )) {
          if (option.required || option.optional) {
            this.emit(`optionEnv:${option.name()}`, process2.env[option.envVar]);
          } else {
            this.emit(`optionEnv:${option.name()}`);
          }
        }
      }
    });
  }
  /**
   * Apply any implied option values, if option is undefined or default value.
   *
   * @private
   */
  _parseOptionsImplied() {
    const dualHelper = new DualOptions(this.options);
    const hasCustomOptionValue = (optionKey) => {
      return this.getOptionValue(optionKey) !== void 0 && !["default", "implied"].includes(this.getOptionValueSource(optionKey));
    };
    this.options.filter(
      (option) => option.implied !== void 0 && hasCustomOptionValue(option.attributeName()) && dualHelper.valueFromOption(
        this.getOptionValue(option.attributeName()),
        option
      )
    ).forEach((option) => {
      Object.keys(option.implied).filter((impliedKey) => !hasCustomOptionValue(impliedKey)).forEach((impliedKey) => {
        this.setOptionValueWithSource(
          impliedKey,
          option.implied[impliedKey],
          "implied"
        );
      });
    });
  }
  /**
   * Argument `name` is missing.
   *
   * @param {string} name
   * @private
   */
  missingArgument(name) {
    const message2 = `error: missing required argument '${name}'`;
    this.error(message2, { code: "commander.missingArgument" });
  }
  /**
   * `Option` is missing an argument.
   *
   * @param {Option} option
   * @private
   */
  optionMissingArgument(option) {
    const message2 = `error: option '${option.flags}' argument missing`;
    this.error(message2, { code: "commander.optionMissingArgument" });
  }
  /**
   * `Option` does not have a value, and is a mandatory option.
   *
   * @param {Option} option
   * @private
   */
  missingMandatoryOptionValue(option) {
    const message2 = `error: required option '${option.flags}' not specified`;
    this.error(message2, { code: "commander.missingMandatoryOptionValue" });
  }
  /**
   * `Option` conflicts with another option.
   *
   * @param {Option} option
   * @param {Option} conflictingOption
   * @private
   */
  _conflictingOption(option, conflictingOption) {
    const findBestOptionFromValue = (option2) => {
      const optionKey = option2.attributeName();
      const optionValue = this.getOptionValue(optionKey);
      const negativeOption = this.options.find(
        (target) => target.negate && optionKey === target.attributeName()
      );
      const positiveOption = this.options.find(
        (target) => !target.negate && optionKey === target.attributeName()
      );
      if (negativeOption && (negativeOption.presetArg === void 0 && optionValue === false || negativeOption.presetArg !== void 0 && optionValue === negativeOption.presetArg)) {
        return negativeOption;
      }
      return positiveOption || option2;
    };
    const getErrorMessage = (option2) => {
      const bestOption = findBestOptionFromValue(option2);
      const optionKey = bestOption.attributeName();
      const source = this.getOptionValueSource(optionKey);
      if (source === "env") {
        return `environment variable '${bestOption.envVar}'`;
      }
      return `option '${bestOption.flags}'`;
    };
    const message2 = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
    this.error(message2, { code: "commander.conflictingOption" });
  }
  /**
   * Unknown option `flag`.
   *
   * @param {string} flag
   * @private
   */
  unknownOption(flag) {
    if (this._allowUnknownOption) return;
    let suggestion = "";
    if (flag.startsWith("--") && this._showSuggestionAfterError) {
      let candidateFlags = [];
      let command = this;
      do {
        const moreFlags = command.createHelp().visibleOptions(command).filter((option) => option.long).map((option) => option.long);
        candidateFlags = candidateFlags.concat(moreFlags);
        command = command.parent;
      } while (command && !command._enablePositionalOptions);
      suggestion = suggestSimilar(flag, candidateFlags);
    }
    const message2 = `error: unknown option '${flag}'${suggestion}`;
    this.error(message2, { code: "commander.unknownOption" });
  }
  /**
   * Excess arguments, more than expected.
   *
   * @param {string[]} receivedArgs
   * @private
   */
  _excessArguments(receivedArgs) {
    if (this._allowExcessArguments) return;
    const expected = this.registeredArguments.length;
    const s = expected === 1 ? "" : "s";
    const received = receivedArgs.length;
    const forSubcommand = this.parent ? ` for '${this.name()}'` : "";
    const details = receivedArgs.join(", ");
    const message2 = `error: too many arguments${forSubcommand}. Expected ${expected} argument${s} but got ${received}: ${details}.`;
    this.error(message2, { code: "commander.excessArguments" });
  }
  /**
   * Unknown command.
   *
   * @private
   */
  unknownCommand() {
    const unknownName = this.args[0];
    let suggestion = "";
    if (this._showSuggestionAfterError) {
      const candidateNames = [];
      this.createHelp().visibleCommands(this).forEach((command) => {
        candidateNames.push(command.name());
        if (command.alias()) candidateNames.push(command.alias());
      });
      suggestion = suggestSimilar(unknownName, candidateNames);
    }
    const message2 = `error: unknown command '${unknownName}'${suggestion}`;
    this.error(message2, { code: "commander.unknownCommand" });
  }
  /**
   * Get or set the program version.
   *
   * This method auto-registers the "-V, --version" option which will print the version number.
   *
   * You can optionally supply the flags and description to override the defaults.
   *
   * @param {string} [str]
   * @param {string} [flags]
   * @param {string} [description]
   * @return {(this | string | undefined)} `this` command for chaining, or version string if no arguments
   */
  version(str, flags, description) {
    if (str === void 0) return this._version;
    this._version = str;
    flags = flags || "-V, --version";
    description = description || "output the version number";
    const versionOption = this.createOption(flags, description);
    this._versionOptionName = versionOption.attributeName();
    this._registerOption(versionOption);
    this.on("option:" + versionOption.name(), () => {
      this._outputConfiguration.writeOut(`${str}
`);
      this._exit(0, "commander.version", str);
    });
    return this;
  }
  /**
   * Set the description.
   *
   * @param {string} [str]
   * @param {object} [argsDescription]
   * @return {(string|Command)}
   */
  description(str, argsDescription) {
    if (str === void 0 && argsDescription === void 0)
      return this._description;
    this._description = str;
    if (argsDescription) {
      this._argsDescription = argsDescription;
    }
    return this;
  }
  /**
   * Set the summary. Used when listed as subcommand of parent.
   *
   * @param {string} [str]
   * @return {(string|Command)}
   */
  summary(str) {
    if (str === void 0) return this._summary;
    this._summary = str;
    return this;
  }
  /**
   * Set an alias for the command.
   *
   * You may call more than once to add multiple aliases. Only the first alias is shown in the auto-generated help.
   *
   * @param {string} [alias]
   * @return {(string|Command)}
   */
  alias(alias) {
    if (alias === void 0) return this._aliases[0];
    let command = this;
    if (this.commands.length !== 0 && this.commands[this.commands.length - 1]._executableHandler) {
      command = this.commands[this.commands.length - 1];
    }
    if (alias === command._name)
      throw new Error("Command alias can't be the same as its name");
    const matchingCommand = this.parent?._findCommand(alias);
    if (matchingCommand) {
      const existingCmd = [matchingCommand.name()].concat(matchingCommand.aliases()).join("|");
      throw new Error(
        `cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`
      );
    }
    command._aliases.push(alias);
    return this;
  }
  /**
   * Set aliases for the command.
   *
   * Only the first alias is shown in the auto-generated help.
   *
   * @param {string[]} [aliases]
   * @return {(string[]|Command)}
   */
  aliases(aliases) {
    if (aliases === void 0) return this._aliases;
    aliases.forEach((alias) => this.alias(alias));
    return this;
  }
  /**
   * Set / get the command usage `str`.
   *
   * @param {string} [str]
   * @return {(string|Command)}
   */
  usage(str) {
    if (str === void 0) {
      if (this._usage) return this._usage;
      const args = this.registeredArguments.map((arg) => {
        return humanReadableArgName(arg);
      });
      return [].concat(
        this.options.length || this._helpOption !== null ? "[options]" : [],
        this.commands.length ? "[command]" : [],
        this.registeredArguments.length ? args : []
      ).join(" ");
    }
    this._usage = str;
    return this;
  }
  /**
   * Get or set the name of the command.
   *
   * @param {string} [str]
   * @return {(string|Command)}
   */
  name(str) {
    if (str === void 0) return this._name;
    this._name = str;
    return this;
  }
  /**
   * Set/get the help group heading for this subcommand in parent command's help.
   *
   * @param {string} [heading]
   * @return {Command | string}
   */
  helpGroup(heading) {
    if (heading === void 0) return this._helpGroupHeading ?? "";
    this._helpGroupHeading = heading;
    return this;
  }
  /**
   * Set/get the default help group heading for subcommands added to this command.
   * (This does not override a group set directly on the subcommand using .helpGroup().)
   *
   * @example
   * program.commandsGroup('Development Commands:');
   * program.command('watch')...
   * program.command('lint')...
   * ...
   *
   * @param {string} [heading]
   * @returns {Command | string}
   */
  commandsGroup(heading) {
    if (heading === void 0) return this._defaultCommandGroup ?? "";
    this._defaultCommandGroup = heading;
    return this;
  }
  /**
   * Set/get the default help group heading for options added to this command.
   * (This does not override a group set directly on the option using .helpGroup().)
   *
   * @example
   * program
   *   .optionsGroup('Development Options:')
   *   .option('-d, --debug', 'output extra debugging')
   *   .option('-p, --profile', 'output profiling information')
   *
   * @param {string} [heading]
   * @returns {Command | string}
   */
  optionsGroup(heading) {
    if (heading === void 0) return this._defaultOptionGroup ?? "";
    this._defaultOptionGroup = heading;
    return this;
  }
  /**
   * @param {Option} option
   * @private
   */
  _initOptionGroup(option) {
    if (this._defaultOptionGroup && !option.helpGroupHeading)
      option.helpGroup(this._defaultOptionGroup);
  }
  /**
   * @param {Command} cmd
   * @private
   */
  _initCommandGroup(cmd) {
    if (this._defaultCommandGroup && !cmd.helpGroup())
      cmd.helpGroup(this._defaultCommandGroup);
  }
  /**
   * Set the name of the command from script filename, such as process.argv[1],
   * or import.meta.filename.
   *
   * (Used internally and public although not documented in README.)
   *
   * @example
   * program.nameFromFilename(import.meta.filename);
   *
   * @param {string} filename
   * @return {Command}
   */
  nameFromFilename(filename) {
    this._name = path.basename(filename, path.extname(filename));
    return this;
  }
  /**
   * Get or set the directory for searching for executable subcommands of this command.
   *
   * @example
   * program.executableDir(import.meta.dirname);
   * // or
   * program.executableDir('subcommands');
   *
   * @param {string} [path]
   * @return {(string|null|Command)}
   */
  executableDir(path2) {
    if (path2 === void 0) return this._executableDir;
    this._executableDir = path2;
    return this;
  }
  /**
   * Return program help documentation.
   *
   * @param {{ error: boolean }} [contextOptions] - pass {error:true} to wrap for stderr instead of stdout
   * @return {string}
   */
  helpInformation(contextOptions) {
    const helper = this.createHelp();
    const context = this._getOutputContext(contextOptions);
    helper.prepareContext({
      error: context.error,
      helpWidth: context.helpWidth,
      outputHasColors: context.hasColors
    });
    const text = helper.formatHelp(this, helper);
    if (context.hasColors) return text;
    return this._outputConfiguration.stripColor(text);
  }
  /**
   * @typedef HelpContext
   * @type {object}
   * @property {boolean} error
   * @property {number} helpWidth
   * @property {boolean} hasColors
   * @property {function} write - includes stripColor if needed
   *
   * @returns {HelpContext}
   * @private
   */
  _getOutputContext(contextOptions) {
    contextOptions = contextOptions || {};
    const error = !!contextOptions.error;
    let baseWrite;
    let hasColors;
    let helpWidth;
    if (error) {
      baseWrite = (str) => this._outputConfiguration.writeErr(str);
      hasColors = this._outputConfiguration.getErrHasColors();
      helpWidth = this._outputConfiguration.getErrHelpWidth();
    } else {
      baseWrite = (str) => this._outputConfiguration.writeOut(str);
      hasColors = this._outputConfiguration.getOutHasColors();
      helpWidth = this._outputConfiguration.getOutHelpWidth();
    }
    const write = (str) => {
      if (!hasColors) str = this._outputConfiguration.stripColor(str);
      return baseWrite(str);
    };
    return { error, write, hasColors, helpWidth };
  }
  /**
   * Output help information for this command.
   *
   * Outputs built-in help, and custom text added using `.addHelpText()`.
   *
   * @param {{ error: boolean } | Function} [contextOptions] - pass {error:true} to write to stderr instead of stdout
   */
  outputHelp(contextOptions) {
    let deprecatedCallback;
    if (typeof contextOptions === "function") {
      deprecatedCallback = contextOptions;
      contextOptions = void 0;
    }
    const outputContext = this._getOutputContext(contextOptions);
    const eventContext = {
      error: outputContext.error,
      write: outputContext.write,
      command: this
    };
    this._getCommandAndAncestors().reverse().forEach((command) => command.emit("beforeAllHelp", eventContext));
    this.emit("beforeHelp", eventContext);
    let helpInformation = this.helpInformation({ error: outputContext.error });
    if (deprecatedCallback) {
      helpInformation = deprecatedCallback(helpInformation);
      if (typeof helpInformation !== "string" && !Buffer.isBuffer(helpInformation)) {
        throw new Error("outputHelp callback must return a string or a Buffer");
      }
    }
    outputContext.write(helpInformation);
    if (this._getHelpOption()?.long) {
      this.emit(this._getHelpOption().long);
    }
    this.emit("afterHelp", eventContext);
    this._getCommandAndAncestors().forEach(
      (command) => command.emit("afterAllHelp", eventContext)
    );
  }
  /**
   * You can pass in flags and a description to customise the built-in help option.
   * Pass in false to disable the built-in help option.
   *
   * @example
   * program.helpOption('-?, --help', 'show help'); // customise
   * program.helpOption(false); // disable
   *
   * @param {(string | boolean)} flags
   * @param {string} [description]
   * @return {Command} `this` command for chaining
   */
  helpOption(flags, description) {
    if (typeof flags === "boolean") {
      if (flags) {
        if (this._helpOption === null) this._helpOption = void 0;
        if (this._defaultOptionGroup) {
          this._initOptionGroup(this._getHelpOption());
        }
      } else {
        this._helpOption = null;
      }
      return this;
    }
    this._helpOption = this.createOption(
      flags ?? "-h, --help",
      description ?? "display help for command"
    );
    if (flags || description) this._initOptionGroup(this._helpOption);
    return this;
  }
  /**
   * Lazy create help option.
   * Returns null if has been disabled with .helpOption(false).
   *
   * @returns {(Option | null)} the help option
   * @package
   */
  _getHelpOption() {
    if (this._helpOption === void 0) {
      this.helpOption(void 0, void 0);
    }
    return this._helpOption;
  }
  /**
   * Supply your own option to use for the built-in help option.
   * This is an alternative to using helpOption() to customise the flags and description etc.
   *
   * @param {Option} option
   * @return {Command} `this` command for chaining
   */
  addHelpOption(option) {
    this._helpOption = option;
    this._initOptionGroup(option);
    return this;
  }
  /**
   * Output help information and exit.
   *
   * Outputs built-in help, and custom text added using `.addHelpText()`.
   *
   * @param {{ error: boolean }} [contextOptions] - pass {error:true} to write to stderr instead of stdout
   */
  help(contextOptions) {
    this.outputHelp(contextOptions);
    let exitCode = Number(process2.exitCode ?? 0);
    if (exitCode === 0 && contextOptions && typeof contextOptions !== "function" && contextOptions.error) {
      exitCode = 1;
    }
    this._exit(exitCode, "commander.help", "(outputHelp)");
  }
  /**
   * // Do a little typing to coordinate emit and listener for the help text events.
   * @typedef HelpTextEventContext
   * @type {object}
   * @property {boolean} error
   * @property {Command} command
   * @property {function} write
   */
  /**
   * Add additional text to be displayed with the built-in help.
   *
   * Position is 'before' or 'after' to affect just this command,
   * and 'beforeAll' or 'afterAll' to affect this command and all its subcommands.
   *
   * @param {string} position - before or after built-in help
   * @param {(string | Function)} text - string to add, or a function returning a string
   * @return {Command} `this` command for chaining
   */
  addHelpText(position, text) {
    const allowedValues = ["beforeAll", "before", "after", "afterAll"];
    if (!allowedValues.includes(position)) {
      throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
    }
    const helpEvent = `${position}Help`;
    this.on(helpEvent, (context) => {
      let helpStr;
      if (typeof text === "function") {
        helpStr = text({ error: context.error, command: context.command });
      } else {
        helpStr = text;
      }
      if (helpStr) {
        context.write(`${helpStr}
`);
      }
    });
    return this;
  }
  /**
   * Output help information if help flags specified
   *
   * @param {Array} args - array of options to search for help flags
   * @private
   */
  _outputHelpIfRequested(args) {
    const helpOption = this._getHelpOption();
    const helpRequested = helpOption && args.find((arg) => helpOption.is(arg));
    if (helpRequested) {
      this.outputHelp();
      this._exit(0, "commander.helpDisplayed", "(outputHelp)");
    }
  }
};
function incrementNodeInspectorPort(args) {
  return args.map((arg) => {
    if (!arg.startsWith("--inspect")) {
      return arg;
    }
    let debugOption;
    let debugHost = "127.0.0.1";
    let debugPort = "9229";
    let match;
    if ((match = arg.match(/^(--inspect(-brk|-wait)?)$/)) !== null) {
      debugOption = match[1];
    } else if ((match = arg.match(
      /^(--inspect(-brk|-port|-wait)?)=(\[[^\]]+\]|[^:]+)$/
    )) !== null) {
      debugOption = match[1];
      if (/^\d+$/.test(match[3])) {
        debugPort = match[3];
      } else {
        debugHost = match[3];
      }
    } else if ((match = arg.match(
      /^(--inspect(-brk|-port|-wait)?)=(\[[^\]]+\]|[^:]+):(\d+)$/
    )) !== null) {
      debugOption = match[1];
      debugHost = match[3];
      debugPort = match[4];
    }
    if (debugOption && debugPort !== "0") {
      return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
    }
    return arg;
  });
}
function useColor() {
  if (process2.env.NO_COLOR || process2.env.FORCE_COLOR === "0" || process2.env.FORCE_COLOR === "false")
    return false;
  if (process2.env.FORCE_COLOR || process2.env.CLICOLOR_FORCE !== void 0)
    return true;
  return void 0;
}

// node_modules/commander/index.js
var program = new Command();

// src/entry/cli-options.ts
function whole(text) {
  if (!/^[0-9]{1,9}$/.test(text)) throw new InvalidArgumentError("give a whole number.");
  return Number(text);
}
function annotationChoice(text) {
  if (text === "auto" || text === "none") return text;
  return whole(text);
}
function list(text, earlier) {
  const words2 = text.split(",").map((word) => word.trim());
  return [...earlier ?? [], ...words2.filter((word) => word !== "")];
}
function addCommonOptions(command) {
  return command.option(
    "--config <file>",
    "configuration file (default: .racegate.yml up to the repository root)"
  ).option("--gcs <url>", "store the evidence in gs://BUCKET[/PREFIX]").option("--out <dir>", "store the evidence in a directory (default: .racegate)").option(
    "--fail-on <rules>",
    "what closes the gate: kinds, classes, severities (comma-separated; '' never)",
    list
  ).option("--baseline <place>", "findings that are known: a file, or an object gs://…").addOption(
    new Option(
      "--annotations <n>",
      "annotations on the pull request: auto, none or a number"
    ).argParser(annotationChoice)
  ).option("--json", "write the findings document, and nothing else, to standard output").addOption(
    new Option("--color <when>", "colour: always, never or auto").choices([
      "always",
      "never",
      "auto"
    ])
  ).option("--no-color", "the same as --color=never").option("-v, --verbose", "echo test output while it comes");
}
function addRunOptions(command) {
  return command.option("--gomaxprocs <n>", "GOMAXPROCS of every test process (default: 4)", whole).option("--gorace <options>", "race detector options, merged with racegate's own").option("--deadline <duration>", "end the run after this time, e.g. 20m; exit code 4").addOption(
    new Option("--trace <when>", "execution traces: always, on-finding or never").choices([
      "always",
      "on-finding",
      "never"
    ])
  ).option("--no-profiles", "no mutex and block profiles").option("--fail-fast", "stop a package at its first race (its trace ends there, too)").option("--no-inline", "compile with -gcflags=-l: exacter stacks, slower tests").option("--schedtrace", "scheduler state every second (GODEBUG=schedtrace=1000)").option("--inittrace", "cost of package initialisation (GODEBUG=inittrace=1)").option("--pass-env <names>", "variables the tests may see although they look secret", list);
}
function flagsOf(options, command) {
  const given = (name) => command.getOptionValueSource(name) === "cli";
  const flags = {};
  if (options.gcs !== void 0) flags.gcs = options.gcs;
  if (options.out !== void 0) flags.out = options.out;
  if (options.failOn !== void 0) flags["fail-on"] = options.failOn;
  if (options.baseline !== void 0) flags.baseline = options.baseline;
  if (options.annotations !== void 0) flags.annotations = options.annotations;
  if (options.gomaxprocs !== void 0) flags.gomaxprocs = options.gomaxprocs;
  if (options.gorace !== void 0) flags.gorace = options.gorace;
  if (options.deadline !== void 0) flags.deadline = options.deadline;
  if (options.trace !== void 0) flags.trace = options.trace;
  if (given("profiles")) flags.profiles = options.profiles === true;
  if (options.failFast === true) flags["fail-fast"] = true;
  if (given("inline")) flags["no-inline"] = true;
  if (options.schedtrace === true) flags.schedtrace = true;
  if (options.inittrace === true) flags.inittrace = true;
  if (options.passEnv !== void 0) flags["pass-env"] = options.passEnv;
  return flags;
}
function presentationOf(options) {
  const { color } = options;
  return {
    colour: color === false ? "never" : typeof color === "string" ? color : "auto",
    json: options.json === true,
    verbose: options.verbose === true,
    runnerLog: process.env["GITHUB_ACTIONS"] === "true",
    flagWord: (key) => `--${key}`
  };
}

// src/entry/platform-options.ts
function platformOptionsFromEnvironment(flags) {
  const token = process.env["GITHUB_TOKEN"];
  return {
    ...DEFAULT_PLATFORM_OPTIONS,
    token: token === "" ? void 0 : token,
    annotations: flags.annotations ?? DEFAULT_PLATFORM_OPTIONS.annotations
  };
}

// src/entry/analyze-command.ts
function addAnalyzeCommand(program2) {
  const command = program2.command("analyze").description("the same findings from a capture or from any text, without running anything").argument("<paths...>", "a capture, files of any kind, or - for standard input");
  addCommonOptions(command).action(async (paths) => {
    var _stack = [];
    try {
      const options = command.opts();
      const flags = flagsOf(options, command);
      const cwd = process.cwd();
      const rim = __using(_stack, await buildRim({ cwd, platform: platformOptionsFromEnvironment(flags) }));
      const outcome = await analyze(
        {
          cwd,
          paths,
          flags,
          stdin: process.stdin,
          configFile: options.config,
          ...presentationOf(options)
        },
        rim
      );
      process.exitCode = outcome.exitCode;
    } catch (_) {
      var _error = _, _hasError = true;
    } finally {
      __callDispose(_stack, _error, _hasError);
    }
  });
}

// src/pipeline-tools.ts
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
async function explainFinding(what, sources) {
  const code = /^rg[0-9]{4}$/i.test(what) ? what.toUpperCase() : void 0;
  if (code !== void 0) {
    const page = join(sources.docsRoot, "docs", "findings", `${code}.md`);
    const text2 = await readFile(page, "utf8").catch(() => void 0);
    if (text2 !== void 0) return text2;
  }
  const document = code === void 0 ? await readDocument(sources.findingsFile) : void 0;
  const text = explain(what, {
    colour: chooseColour(sources.colour),
    width: sources.width,
    document
  });
  if (text !== void 0) return text.endsWith("\n") ? text : `${text}
`;
  throw new UserFailure(
    "RG9001",
    code === void 0 ? `"${what}" is neither a code (RG1000) nor a fingerprint in ${sources.findingsFile}. Name the findings.json of the run with --findings.` : `there is no code ${code}.`
  );
}
async function readDocument(path2) {
  const text = await readFile(path2, "utf8").catch(() => void 0);
  if (text === void 0) return void 0;
  try {
    return findingsDocument.safeParse(JSON.parse(text)).data;
  } catch {
    return void 0;
  }
}
async function printConfig(cwd, env, configFile) {
  const { config } = await resolveSettings({
    cwd,
    env,
    configFile,
    flags: {},
    flagWord: (key) => `--${key}`
  });
  const rows = Object.entries(config).sort(([a], [b]) => a < b ? -1 : 1).map(([key, { value, origin }]) => ({ text: `${key}: ${JSON.stringify(value)}`, origin }));
  const width = Math.min(60, Math.max(...rows.map(({ text }) => text.length)));
  return rows.map(({ text, origin }) => `${text.padEnd(width)}  # ${origin}
`).join("");
}
async function verifyConfig(cwd, configFile) {
  const found = await findConfigFile(cwd, await repositoryRoot(cwd), configFile);
  if (found === void 0) return "no .racegate.yml here: the defaults apply\n";
  const { mistakes } = parseConfig(found.text, found.path);
  if (mistakes.length === 0) return `${found.path}: no mistakes
`;
  const lines = mistakes.map(({ at, message: message2 }) => `  ${at}: ${message2}`);
  throw new UserFailure("RG9001", `${found.path} has mistakes.
${lines.join("\n")}`);
}
async function writeBaseline(cwd, findingsFile, target) {
  const document = await readDocument(resolve(cwd, findingsFile));
  if (document === void 0) {
    throw new UserFailure(
      "RG9001",
      `${findingsFile} is not a findings.json. Run racegate first, or name one with --findings.`
    );
  }
  const baseline = baselineOf(document);
  await writeFile(resolve(cwd, target), `${JSON.stringify(baseline, void 0, 2)}
`);
  return `${target}: ${baseline.findings.length} known findings
`;
}

// src/entry/baseline-command.ts
function addBaselineCommand(program2) {
  program2.command("baseline").description("the findings that are known").command("write").description("make the findings of a run known: write them to a file for --baseline").argument("<file>", "where to write").option("--findings <file>", "the run's findings.json", ".racegate/findings.json").action(async (file, options) => {
    process.stdout.write(await writeBaseline(process.cwd(), options.findings, file));
  });
}

// src/entry/config-command.ts
function addConfigCommand(program2) {
  const command = program2.command("config").description("the configuration as it applies here");
  command.command("print").description("every setting with its value and where it comes from").option("--config <file>", "configuration file").action(async (options) => {
    process.stdout.write(await printConfig(process.cwd(), process.env, options.config));
  });
  command.command("verify").description("check .racegate.yml; exit code 2 when it has mistakes").option("--config <file>", "configuration file").action(async (options) => {
    process.stdout.write(await verifyConfig(process.cwd(), options.config));
  });
}

// src/entry/explain-command.ts
function addExplainCommand(program2) {
  program2.command("explain").description(
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

// src/entry/run-command.ts
function addRunCommand(program2, goTestFlags) {
  const command = program2.command("run").description("run the tests under the race detector with a trace, explain, store, decide").argument("[packages...]", "package patterns (default: ./...)").addHelpText("after", "\nEverything behind -- goes to go test, e.g. -- -run TestX -short");
  addRunOptions(addCommonOptions(command)).action(async (packages) => {
    var _stack = [];
    try {
      const options = command.opts();
      const flags = flagsOf(options, command);
      const cwd = process.cwd();
      const rim = __using(_stack, await buildRim({ cwd, platform: platformOptionsFromEnvironment(flags) }));
      const outcome = await run(
        { cwd, packages, goTestFlags, flags, configFile: options.config, ...presentationOf(options) },
        rim
      );
      process.exitCode = outcome.exitCode;
    } catch (_) {
      var _error = _, _hasError = true;
    } finally {
      __callDispose(_stack, _error, _hasError);
    }
  });
}

// src/model/trace-columns.ts
var HIGH = 2 ** 32;
function timeAt(c, i) {
  return c.timeNs[i] ?? Number.NaN;
}
function typeAt(c, i) {
  return (c.kind[i] ?? 0) & 255;
}
function fromAt(c, i) {
  return (c.kind[i] ?? 0) >>> 8 & 255;
}
function toAt(c, i) {
  return (c.kind[i] ?? 0) >>> 16 & 255;
}
function flagsAt(c, i) {
  return (c.kind[i] ?? 0) >>> 24;
}
function threadAt(c, i) {
  return c.thread[i] ?? 0;
}
function procAt(c, i) {
  return c.proc[i] ?? -1;
}
function goroutineAt(c, i) {
  return c.goroutine[i] ?? -1;
}
function subjectAt(c, i) {
  return c.subject[i] ?? -1;
}
function subjectProcAt(c, i) {
  return c.subject[i] ?? -1;
}
function stackAt(c, i) {
  return c.stack[i] ?? 0;
}
function newStackAt(c, i) {
  return c.stack2[i] ?? 0;
}
function textAt(c, i) {
  return c.text[i] ?? 0;
}
function logValueAt(c, i) {
  return c.stack2[i] ?? 0;
}
function valueAt(c, i) {
  return (c.value[2 * i] ?? 0) + (c.value[2 * i + 1] ?? 0) * HIGH;
}
function value2At(c, i) {
  return (c.value2[2 * i] ?? 0) + (c.value2[2 * i + 1] ?? 0) * HIGH;
}
function bigValueAt(c, i) {
  return BigInt(c.value[2 * i + 1] ?? 0) << 32n | BigInt(c.value[2 * i] ?? 0);
}
function bigValue2At(c, i) {
  return BigInt(c.value2[2 * i + 1] ?? 0) << 32n | BigInt(c.value2[2 * i] ?? 0);
}
function idAt(ids, slot) {
  if (slot < 0) return -1;
  const at = slot * ids.stride;
  const high = ids.words[at + 1] ?? 0;
  return high === 4294967295 ? -1 : (ids.words[at] ?? 0) + high * HIGH;
}
function goroutineIdOf(c, slot) {
  return idAt(c.goroutineIds, slot);
}
function threadIdOf(c, slot) {
  return slot === 0 ? -1 : idAt(c.threadIds, slot);
}

// src/model/trace-event-types.ts
var row = (id, name, since, args) => ({
  id,
  name,
  since,
  args: args.split(" ")
});
var EVENT_TYPES = [
  row(9, "ProcsChange", 22, "dt procs stack"),
  row(10, "ProcStart", 22, "dt p p_seq"),
  row(11, "ProcStop", 22, "dt"),
  row(12, "ProcSteal", 22, "dt p p_seq m"),
  row(13, "ProcStatus", 22, "dt p pstatus"),
  row(14, "GoCreate", 22, "dt new_g new_stack stack"),
  row(15, "GoCreateSyscall", 22, "dt new_g"),
  row(16, "GoStart", 22, "dt g g_seq"),
  row(17, "GoDestroy", 22, "dt"),
  row(18, "GoDestroySyscall", 22, "dt"),
  row(19, "GoStop", 22, "dt reason_string stack"),
  row(20, "GoBlock", 22, "dt reason_string stack"),
  row(21, "GoUnblock", 22, "dt g g_seq stack"),
  row(22, "GoSyscallBegin", 22, "dt p_seq stack"),
  row(23, "GoSyscallEnd", 22, "dt"),
  row(24, "GoSyscallEndBlocked", 22, "dt"),
  row(25, "GoStatus", 22, "dt g m gstatus"),
  row(26, "STWBegin", 22, "dt kind_string stack"),
  row(27, "STWEnd", 22, "dt"),
  row(28, "GCActive", 22, "dt gc_seq"),
  row(29, "GCBegin", 22, "dt gc_seq stack"),
  row(30, "GCEnd", 22, "dt gc_seq"),
  row(31, "GCSweepActive", 22, "dt p"),
  row(32, "GCSweepBegin", 22, "dt stack"),
  row(33, "GCSweepEnd", 22, "dt swept reclaimed"),
  row(34, "GCMarkAssistActive", 22, "dt g"),
  row(35, "GCMarkAssistBegin", 22, "dt stack"),
  row(36, "GCMarkAssistEnd", 22, "dt"),
  row(37, "HeapAlloc", 22, "dt bytes"),
  row(38, "HeapGoal", 22, "dt bytes"),
  row(39, "GoLabel", 22, "dt label_string"),
  row(40, "UserTaskBegin", 22, "dt task parent_task name_string stack"),
  row(41, "UserTaskEnd", 22, "dt task stack"),
  row(42, "UserRegionBegin", 22, "dt task name_string stack"),
  row(43, "UserRegionEnd", 22, "dt task name_string stack"),
  row(44, "UserLog", 22, "dt task key_string value_string stack"),
  row(45, "GoSwitch", 23, "dt g g_seq"),
  row(46, "GoSwitchDestroy", 23, "dt g g_seq"),
  row(47, "GoCreateBlocked", 23, "dt new_g new_stack stack"),
  row(48, "GoStatusStack", 23, "dt g m gstatus stack"),
  row(51, "ClockSnapshot", 25, "dt mono sec nsec"),
  row(128, "Span", 23, "dt id npages_value kindclass"),
  row(129, "SpanAlloc", 23, "dt id npages_value kindclass"),
  row(130, "SpanFree", 23, "dt id"),
  row(131, "HeapObject", 23, "dt id type"),
  row(132, "HeapObjectAlloc", 23, "dt id type"),
  row(133, "HeapObjectFree", 23, "dt id"),
  row(134, "GoroutineStack", 23, "dt id order"),
  row(135, "GoroutineStackAlloc", 23, "dt id order"),
  row(136, "GoroutineStackFree", 23, "dt id")
];
var EV = {
  eventBatch: 1,
  stacks: 2,
  stack: 3,
  strings: 4,
  string: 5,
  cpuSamples: 6,
  cpuSample: 7,
  frequency: 8,
  procsChange: 9,
  procStart: 10,
  procStop: 11,
  procSteal: 12,
  procStatus: 13,
  goCreate: 14,
  goCreateSyscall: 15,
  goStart: 16,
  goDestroy: 17,
  goDestroySyscall: 18,
  goStop: 19,
  goBlock: 20,
  goUnblock: 21,
  goSyscallBegin: 22,
  goSyscallEnd: 23,
  goSyscallEndBlocked: 24,
  goStatus: 25,
  stwBegin: 26,
  stwEnd: 27,
  gcActive: 28,
  gcBegin: 29,
  gcEnd: 30,
  sweepActive: 31,
  sweepBegin: 32,
  sweepEnd: 33,
  assistActive: 34,
  assistBegin: 35,
  assistEnd: 36,
  heapAlloc: 37,
  heapGoal: 38,
  goLabel: 39,
  taskBegin: 40,
  taskEnd: 41,
  regionBegin: 42,
  regionEnd: 43,
  userLog: 44,
  goSwitch: 45,
  goSwitchDestroy: 46,
  goCreateBlocked: 47,
  goStatusStack: 48,
  experimentalBatch: 49,
  syncBatch: 50,
  clockSnapshot: 51,
  endOfGeneration: 52,
  sync: 255
};
var EVENT_NAMES = new Map(
  EVENT_TYPES.map((t) => [t.id, t.name])
);

// src/parse/go-trace/annotations.ts
var DEPTH_MAX = 1e4;
var AnnotationCheck = class {
  #tasks = /* @__PURE__ */ new Set();
  #regions = /* @__PURE__ */ new Map();
  /** The first row of the chunk that breaks a rule, with the reason, or undefined. */
  check(chunk, idOf) {
    for (let i = 0; i < chunk.length; i++) {
      const type = typeAt(chunk, i);
      if (type < EV.taskBegin || type > EV.regionEnd) continue;
      const message2 = this.#event(chunk, i, type, idOf);
      if (message2 !== void 0) return { row: i, message: message2 };
    }
    return void 0;
  }
  #event(chunk, i, type, idOf) {
    const task = valueAt(chunk, i);
    if (type === EV.taskBegin) {
      if (this.#tasks.has(task)) return `task ${task} begins twice`;
      this.#tasks.add(task);
      return void 0;
    }
    if (type === EV.taskEnd) {
      this.#tasks.delete(task);
      return void 0;
    }
    const slot = subjectAt(chunk, i);
    const id = idOf(slot);
    let own = this.#regions.get(slot);
    if (own?.id !== id) {
      own = { id, stack: [] };
      this.#regions.set(slot, own);
    }
    const region = { task, name: chunk.generation.tables.string(textAt(chunk, i)) ?? "" };
    if (type === EV.regionBegin) {
      if (own.stack.length < DEPTH_MAX) own.stack.push(region);
      return void 0;
    }
    const open = own.stack.pop();
    if (open === void 0 || open.task === region.task && open.name === region.name)
      return void 0;
    return `a region ends as "${region.name}", the innermost began as "${open.name}"`;
  }
};

// src/parse/go-trace/varint.ts
var VarintReader = class {
  bytes;
  at;
  end;
  #good = true;
  /** Whether the failure was the end of the bytes (more could help) rather than a value of more than 64 bits. */
  cut = false;
  constructor(bytes, at, end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }
  /** Whether every read so far found a number. */
  good() {
    return this.#good;
  }
  byte() {
    const b = this.at < this.end ? this.bytes[this.at] : void 0;
    if (b === void 0) return this.#fail(true);
    this.at += 1;
    return b;
  }
  number() {
    let value = 0;
    let scale = 1;
    for (let n = 0; n < 10; n++) {
      const b = this.at < this.end ? this.bytes[this.at] : void 0;
      if (b === void 0) return this.#fail(true);
      this.at += 1;
      value += (b & 127) * scale;
      if (b < 128) return n === 9 && b > 1 ? this.#fail(false) : value;
      scale *= 128;
    }
    return this.#fail(false);
  }
  /** The same, exact to 64 bits. */
  big() {
    const start = this.at;
    const value = this.number();
    if (!this.#good || value < Number.MAX_SAFE_INTEGER) return BigInt(value);
    let exact = 0n;
    for (let i = this.at - 1; i >= start; i--)
      exact = exact << 7n | BigInt((this.bytes[i] ?? 0) & 127);
    return exact;
  }
  #fail(cut) {
    this.#good = false;
    this.cut = cut;
    return 0;
  }
};

// src/parse/go-trace/batches.ts
var BATCH_BYTES_MAX = 64 << 10;
var WINDOW_BYTES = 1 << 20;
var HEADER_BYTES_MAX = 42;
var BatchScanner = class {
  #source;
  #headOnly;
  #window = new Uint8Array(0);
  #windowAt = 0;
  #ended = false;
  /** File offset of the next byte. */
  offset;
  constructor(source, offset, headOnly = false) {
    this.#source = source;
    this.#headOnly = headOnly;
    this.offset = offset;
    this.#windowAt = offset;
  }
  /** The next batch, or why there is none; after anything but a batch or an end of generation call no more. */
  async next() {
    for (; ; ) {
      const got = this.#scan();
      if (got.kind !== "more") return got;
      await this.#fill(got.bytes);
    }
  }
  /** The bytes from `offset` on, up to `length`; for the search behind damage. */
  async peek(length) {
    while (this.#rest() < length && !this.#ended) await this.#fill(length);
    const from = this.offset - this.#windowAt;
    return this.#window.subarray(from, from + length);
  }
  #rest() {
    return Math.max(0, this.#windowAt + this.#window.length - this.offset);
  }
  /** Makes at least `bytes` bytes available from `offset`, or notices the end. */
  async #fill(bytes) {
    const rest = this.#rest();
    const want = this.#headOnly ? Math.max(bytes, 64) : Math.max(bytes, WINDOW_BYTES);
    const from = this.offset - this.#windowAt;
    const old = rest > 0 ? this.#window.subarray(from) : new Uint8Array(0);
    const got = await this.#source.read(this.offset + rest, want - rest);
    if (got.length === 0) this.#ended = true;
    if (rest === 0) this.#window = got;
    else {
      const joined = new Uint8Array(rest + got.length);
      joined.set(old, 0);
      joined.set(got, rest);
      this.#window = joined;
    }
    this.#windowAt = this.offset;
  }
  #scan() {
    const from = this.offset - this.#windowAt;
    const rest = this.#rest();
    if (rest === 0) {
      return this.#ended ? { kind: "eof", offset: this.offset } : { kind: "more", bytes: 1 };
    }
    const r = new VarintReader(this.#window, from, this.#window.length);
    const type = r.byte();
    if (type === EV.endOfGeneration) {
      const offset2 = this.offset;
      this.offset += 1;
      return { kind: "end-of-generation", offset: offset2 };
    }
    if (type !== EV.eventBatch && type !== EV.experimentalBatch) {
      return { kind: "bad", offset: this.offset, message: `expected a batch, found event ${type}` };
    }
    const experiment = type === EV.experimentalBatch ? r.byte() : void 0;
    const generation = r.number();
    const thread = r.big();
    const ticks = r.big();
    const size = r.number();
    if (!r.good()) return this.#short(r, HEADER_BYTES_MAX, "a batch header");
    if (size > BATCH_BYTES_MAX) {
      const message2 = `a batch claims ${size} bytes, the most is ${BATCH_BYTES_MAX}`;
      return { kind: "bad", offset: this.offset, message: message2 };
    }
    const head2 = r.at - from;
    const needed = this.#headOnly ? Math.min(size, 1) : size;
    const payload = this.#window.subarray(r.at, r.at + needed);
    const offset = this.offset + head2;
    if (rest < head2 + needed) {
      const size2 = payload.length;
      const partial = size2 === 0 ? void 0 : { kind: "batch", experiment, generation, thread, ticks, offset, size: size2, payload };
      return this.#short(r, head2 + needed, "a batch", partial);
    }
    this.offset = offset + size;
    return { kind: "batch", experiment, generation, thread, ticks, offset, size, payload };
  }
  #short(r, bytes, what, partial) {
    if (!r.good() && !r.cut) {
      return { kind: "bad", offset: this.offset, message: `a number in ${what} is too long` };
    }
    if (!this.#ended) return { kind: "more", bytes };
    return { kind: "cut", offset: this.offset, message: `the file ends inside ${what}`, partial };
  }
};

// src/parse/go-trace/tables.ts
var STRING_BYTES_MAX = 1 << 10;
var FRAMES_MAX = 128;
var TABLE_ID_MAX = 1 << 24;
var decoder = new TextDecoder();
var NO_FRAMES = [];
var Tables = class {
  strings = /* @__PURE__ */ new Map();
  stacks = /* @__PURE__ */ new Map();
  #batches = [];
  #pcs;
  hasStringBatch = false;
  /** A batch of strings; the payload is kept, so it must be a copy of its own. */
  addStrings(payload) {
    this.hasStringBatch = true;
    const r = new VarintReader(payload, 1, payload.length);
    while (r.at < r.end) {
      const type = r.byte();
      if (type !== EV.string) return `expected a string, found event ${type}`;
      const id = r.number();
      const length = r.number();
      if (!r.good()) return "a string's head is cut";
      if (length > STRING_BYTES_MAX) return `a string claims ${length} bytes`;
      if (r.at + length > r.end) return "a string is cut";
      if (id === 0 || this.strings.has(id)) return `string id ${id} appears twice`;
      this.strings.set(id, { bytes: payload, at: r.at, length });
      r.at += length;
    }
    return void 0;
  }
  /** A batch of stacks; the payload is kept. */
  addStacks(payload) {
    this.#batches.push(payload);
    const r = new VarintReader(payload, 1, payload.length);
    while (r.at < r.end) {
      const type = r.byte();
      if (type !== EV.stack) return `expected a stack, found event ${type}`;
      const id = r.number();
      const frames2 = r.number();
      if (!r.good()) return "a stack's head is cut";
      if (frames2 > FRAMES_MAX) return `a stack claims ${frames2} frames`;
      const at = r.at;
      for (let i = 0; i < frames2 * 4; i++) r.number();
      if (!r.good()) return "a stack is cut";
      if (id === 0 || this.stacks.has(id)) return `stack id ${id} appears twice`;
      this.stacks.set(id, { bytes: payload, at, frames: frames2 });
    }
    return void 0;
  }
  /** The first frame whose function or file name is not in the string table, if any. */
  unknownName() {
    const seen = /* @__PURE__ */ new Set();
    for (const [id, stack] of this.stacks) {
      if (!("bytes" in stack)) continue;
      const r = new VarintReader(stack.bytes, stack.at, stack.bytes.length);
      for (let i = 0; i < stack.frames; i++) {
        const pc = r.number();
        const func = r.number();
        const file = r.number();
        r.number();
        if (seen.has(pc)) continue;
        seen.add(pc);
        if (!this.#known(func))
          return `stack ${id} names function string ${func}, which is not there`;
        if (!this.#known(file)) return `stack ${id} names file string ${file}, which is not there`;
      }
    }
    return void 0;
  }
  #known(id) {
    return id === 0 || this.strings.has(id);
  }
  string(id) {
    if (id === 0) return "";
    const entry = this.strings.get(id);
    if (entry === void 0 || typeof entry === "string") return entry;
    const text = decoder.decode(entry.bytes.subarray(entry.at, entry.at + entry.length));
    this.strings.set(id, text);
    return text;
  }
  hasStack(id) {
    return id === 0 || this.stacks.has(id);
  }
  frames(id) {
    const stack = this.stacks.get(id);
    if (stack === void 0) return NO_FRAMES;
    if (!("bytes" in stack)) return stack;
    const pcs = this.#pcs ??= this.#readPcs();
    const r = new VarintReader(stack.bytes, stack.at, stack.bytes.length);
    const frames2 = [];
    for (let i = 0; i < stack.frames; i++) {
      const frame = pcs.get(r.number());
      if (frame !== void 0) frames2.push(frame);
      r.number();
      r.number();
      r.number();
    }
    this.stacks.set(id, frames2);
    return frames2;
  }
  /** Frames by pc, the first of each pc in file order, as Go's reader has it. */
  #readPcs() {
    const pcs = /* @__PURE__ */ new Map();
    for (const batch of this.#batches) {
      const r = new VarintReader(batch, 1, batch.length);
      while (r.at < r.end && r.good()) {
        if (r.byte() !== EV.stack) break;
        r.number();
        const frames2 = r.number();
        if (frames2 > FRAMES_MAX) break;
        for (let i = 0; i < frames2 && r.good(); i++) {
          const pc = r.number();
          const func = r.number();
          const file = r.number();
          const line = r.number();
          if (!r.good() || pcs.has(pc)) continue;
          pcs.set(pc, { pc, func: this.string(func) ?? "", file: this.string(file) ?? "", line });
        }
      }
    }
    return pcs;
  }
};
function plainTables(strings, stackOf) {
  return {
    string: (id) => id === 0 ? "" : strings.get(id),
    frames: (id) => stackOf(id) ?? NO_FRAMES,
    hasStack: (id) => id === 0 || stackOf(id) !== void 0
  };
}

// src/parse/go-trace/generation.ts
var USUAL_TICKS_PER_SECOND = 1e9 / 64;
var GenerationBuilder = class {
  id;
  #minor;
  offset;
  tables = new Tables();
  batches = [];
  samples = [];
  minTicks;
  maxTicks = 0n;
  nsPerTick;
  snapshot;
  bytes = 0;
  /** The first thing wrong with a structural batch. */
  problem;
  constructor(id, minor, offset) {
    this.id = id;
    this.#minor = minor;
    this.offset = offset;
  }
  /** Takes a batch in; `keep` stores an event batch's payload and returns its place, or undefined for later. */
  add(batch, keep) {
    this.bytes += batch.size;
    if (this.minTicks === void 0 || this.minTicks === 0n || batch.ticks < this.minTicks) {
      this.minTicks = batch.ticks;
    }
    if (batch.ticks > this.maxTicks) this.maxTicks = batch.ticks;
    const first = batch.payload[0];
    if (batch.experiment !== void 0 && batch.experiment !== 0) return;
    if (first === EV.strings) {
      this.#note(this.tables.addStrings(batch.payload.slice()));
    } else if (first === EV.stacks) {
      this.#note(this.tables.addStacks(batch.payload.slice()));
    } else if (first === EV.cpuSamples) {
      this.#note(this.#addSamples(batch.payload));
    } else if (first === (this.#minor < 25 ? EV.frequency : EV.syncBatch)) {
      this.#note(this.#addSync(batch));
    } else {
      const ptr = batch.size === 0 ? 0 : keep(batch.payload);
      const { thread, ticks, offset, size } = batch;
      this.batches.push({ thread, ticks, offset, size, ptr });
    }
  }
  /** Why Go's reader would not take this as a complete generation, or undefined when it would. */
  incomplete() {
    if (this.problem !== void 0) return this.problem;
    if (this.nsPerTick === void 0 || this.nsPerTick === 0) return "no frequency event found";
    if (this.#minor >= 25 && this.snapshot === void 0) return "no clock snapshot event found";
    return this.tables.unknownName();
  }
  #note(problem) {
    this.problem ??= problem;
  }
  #addSamples(payload) {
    const r = new VarintReader(payload, 1, payload.length);
    while (r.at < r.end) {
      const type = r.byte();
      if (type !== EV.cpuSample) return `expected a CPU sample, found event ${type}`;
      const ticks = r.big();
      const thread = r.big();
      const proc2 = r.big();
      const goroutine = r.big();
      const stack = r.big();
      if (!r.good()) return "a CPU sample is cut";
      this.samples.push({ ticks, thread, proc: proc2, goroutine, stack });
    }
    return void 0;
  }
  #addSync(batch) {
    const r = new VarintReader(batch.payload, this.#minor < 25 ? 0 : 1, batch.payload.length);
    let ticks = batch.ticks;
    while (r.at < r.end) {
      const type = r.byte();
      if (type === EV.frequency) {
        if (this.nsPerTick !== void 0) return "two frequency events in a generation";
        const frequency = r.number();
        if (!r.good()) return "a frequency event is cut";
        this.nsPerTick = 1 / (frequency / 1e9);
      } else if (type === EV.clockSnapshot && this.#minor >= 25) {
        if (this.snapshot !== void 0) return "two clock snapshots in a generation";
        ticks += r.big();
        const mono = r.big();
        const sec = r.big();
        const nsec = r.big();
        if (!r.good()) return "a clock snapshot is cut";
        this.snapshot = { ticks, mono, sec, nsec };
      } else {
        return `expected a frequency or a clock snapshot, found event ${type}`;
      }
    }
    return void 0;
  }
};

// src/parse/go-trace/header.ts
var HEADER_BYTES = 16;
var V1 = /* @__PURE__ */ new Set([11, 19, 21]);
var V2 = /* @__PURE__ */ new Set([22, 23, 25, 26]);
function readHeader(bytes) {
  if (bytes.length < HEADER_BYTES) return { kind: "none" };
  const text = String.fromCharCode(...bytes.subarray(0, HEADER_BYTES));
  const match = /^go 1\.(\d{1,3}) trace\0{3}/.exec(text);
  if (match?.[1] === void 0) return { kind: "none" };
  const minor = Number(match[1]);
  const goVersion = `1.${minor}`;
  if (V1.has(minor)) return { kind: "v1", minor, goVersion };
  if (V2.has(minor)) return { kind: "v2", minor, goVersion };
  return { kind: "unknown", goVersion };
}

// src/parse/go-trace/kernel.wasm.ts
var KERNEL_BASE64 = `
AGFzbQEAAAABhgEYYAABf2ABfwBgAX8Bf2AAAGAAAXxgAn9/AGADfn9+AX9gAX4Bf2ACf38Bf2AEf39+fwF/YAF+AGAAAX5gAn9+
AGABfABgAn58AGADf39/AX9gA39+fwBgBX5+f39/AGAFfn5+fn4AYAF+AX5gAn5/AGAEf35+fwF/YAN/fn4Bf2ACf34BfwNBQAIF
BQwDDQEBAw4DDxAHERITFAICAAEIAwYCBwEGCQYJFRYXAgAAAQAAAAAAAAAABAQEAAQKCwsKAAAAAAAIAQUFBgEBAYCAAQaMAjR/
AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfgFCAAt/
AUEAC38BQQALfwFBAAt/AUEAC3wBRAAAAAAAAPA/C34BQgELfwFBAAt+AUIAC34BQgALfgFCAAt/AUEAC38BQQALfwFBAAt/AUEA
C38BQQALfgFCAAt/AUEAC38BQQALfwFBAAt/AUEAC38AQQALfwBBAQt/AEECC38AQWILfgFCAAt/AUEAC38BQQALfwFBAAt/AUEA
C38BQQALfwFBfwt/AUEAC38BQQALfgFCAAt/AUEAC34BQgALfgFCAAsH9gMrBlJfRE9ORQMjBlJfRlVMTAMkBlJfTkVFRAMlB1Jf
U1RVQ0sDJgVyZXNldAAICmdlbmVyYXRpb24ACQZmb3JnZXQACghhZGRCYXRjaAAOCWFkZFNhbXBsZQAPBXRpY2tzABAEc3luYwAR
BWJlZ2luABQEc3RlcAAlBnN1cHBseQAmC3dhbnRlZEJhdGNoACcKZmF1bHRCYXRjaAAoCWZhdWx0VHlwZQApC2ZhdWx0T2Zmc2V0
ACoFY2h1bmsAKwljaHVua1Jvd3MALBBjaHVua0Fubm90YXRpb25zAC0NY2h1bmtDYXBhY2l0eQAuCmV2ZW50Q291bnQALw1yZXBh
aXJlZENvdW50ADAMc2tpcHBlZEJ5dGVzADEOc2tpcHBlZEJhdGNoZXMAMglzbG93Q291bnQAMwdzdGFydEF0ADQGb3JpZ2luADUI
bGFzdFRpbWUANgtzZXRMYXN0VGltZQA3Dmdvcm91dGluZVRhYmxlADgOZ29yb3V0aW5lQ291bnQAOQt0aHJlYWRUYWJsZQA6C3Ro
cmVhZENvdW50ADsJcHJvY1RhYmxlADwFYWxsb2MAAAdyZWxlYXNlAAEJdGFibGVSb29tAD0LdGFibGVzQ2hlY2sAPgR3YW50AD8K
c2V0TGVuaWVudAAHBm1lbW9yeQIADAECCq+nAUCNAQICfwJ+IABBgICAgARLBEAACyAAQcAATQR/QQYFQSAgAEEBa2drCyIAQQJ0
QRBqIgIoAgAiAQRAIAIgASgCADYCACABDwsjAEUEQEGABSQACyMAIgGtQgEgAK2GfCIDPwCsQhCGIgRWBH8gAyAEfUL//wN8QhCI
p0AAQQBIBUEACwRAAAsgA6ckACABCzUAIABFBEAPCyAAIAFBwABNBH9BBgVBICABQQFrZ2sLQQJ0QRBqIgEoAgA2AgAgASAANgIA
C1oBAn9BECABdCECIAAoAgAEfyAAKAIEIAFHBUEBCwRAIAAoAgAiAwRAIANBECAAKAIEdBABCyAAIAIQADYCACAAIAE2AgQLIABB
ADYCCCAAKAIAQQAgAvwLAAs0ACMLIABBBXRqIgAgATcDACAAQX82AgggAEF/NgIMIABBADYCECAAQQA2AhQgAEEANgIYC7sBAQF/
IwFFBEBBgAIkAkGA0AAQACQBQYACJAVBgAgQACQEQYAgJAlBgIAIEAAkCEHAACQMQYAQEAAkC0GYAUEANgIAQagBQQA2AgBBuAFB
ADYCAAsDQCAAIwNJBEAjASAAQShsaigCHEHAABABIABBAWohAAwBCwtBmAFBChACQagBQQQQAkG4AUEGEAIjCEEAQYCACPwLAEEA
JANBACQGQQAkB0GAICQKQQEkDUEAQn8QA0IAJA5BACQPC2IBAX8DQCABIxJJBEAjCyMQIAFBAnRqKAIAKAI0QQV0akEANgIYIAFB
AWohAQwBCwtBACQSIAAkEyAA/AdCACAARAAAAAAAALBAZSAARAAAAAAAAPA/ZnEgAJwgAGFxGyQUCzYAQQAkISAAIyJNBEAPCyMi
BEAjICMiQQJ0EAELIABBEEkEQEEQIQALIAAkIiMiQQJ0EAAkIAsJACAAQQBHJB8LYAAQBEQAAAAAAADwPxAFIxtFBEBBgIAOEAAk
GwtBACQVQgAkFkIAJBdBACQaQgAkGEHgAkEBQYAC/AsAQQAQBkIAJB5BACQfQgAkJ0EAJCpCACQwQQAkMUIAJDJCACQzCxoAIAAk
JyABEAVBACQqQQAkK0EAJC5BACQsCwgAEARCACQeCxgAIAIQACICIAAgAfwKAAAgACABEAEgAgvrAgIHfwF+IAAoAghBAXRBASAA
KAIEIgN0TwRAIAAoAgAhBUEBIAN0IQZBECADdCEHIAAgA0EBajYCBCAAQRAgACgCBHQQADYCACAAKAIAQQBBECAAKAIEdPwLAEEB
IAAoAgR0QQFrIQgDQCAEIAZJBEAgBSAEQQR0aiIDKAIIIgkEQCADKQMAIgpClfip+pe33puef35CwAAgADUCBH2IpyEDA0AgACgC
ACADQQR0aigCCARAIANBAWogCHEhAwwBCwsgA0EEdCIDIAAoAgBqIAo3AwAgACgCACADaiAJNgIICyAEQQFqIQQMAQsLIAUgBxAB
C0EBIAAoAgR0QQFrIQMgAUKV+Kn6l7fem55/fkLAACAANQIEfYinIQQDQCAAKAIAIARBBHRqKAIIBEAgBEEBaiADcSEEDAELCyAE
QQR0IgQgACgCAGogATcDACAAKAIAIARqIAJBAWo2AgggACAAKAIIQQFqNgIIC7gBAQR/IABCf1EEQEEADwtBAUG8ASgCAHRBAWsh
AiAAQpX4qfqXt96bnn9+QsAAQbwBNQIAfYinIQEDf0G4ASgCACABQQR0aiIDKAIIIgQEfyADKQMAIABRBH8gBEEBawUgAUEBaiAC
cSEBDAILBUF/CwsiAUEATgRAIAEPCyMNIwxGBEAjCyMMQQV0IwxBBnQQCyQLIwxBAXQkDAsjDSEBIw1BAWokDUG4ASAAIAEQDCAB
IAAQAyABC/wCAQN/IAIhByAAEA0hBSMLIAVBBXRqIgYoAhhFBEAjEUUEQEHAACQRQYACEAAkECMQQQBBgAL8CwALIxIjEUYEQCMQ
IxFBAnQjEUEDdBALJBAjECMRQQJ0akEAIxFBAnT8CwAjEUEBdCQRCyMQIxJBAnRqIgYoAgAiAkUEQEHwABAAIgJBAEHwAPwLACAG
IAI2AgALIxJBAWokEiACQQA2AkggAkEANgJQIAJBADYCOCACQQA2AjwgAkIANwMIIAJBfzYCVCACQgA3AxAgAkIANwMYIAJCADcD
ICACQgA3AyggAiAFNgI0IwsgBUEFdGoiBiACNgIYCyAGKAIYIgIoAkwhBSAFIAIoAkhGBEAgBUEBdEEQIAUbIQYgAiAFBH8gAigC
RCAFQRhsIAZBGGwQCwUgBkEYbBAACzYCRCACIAY2AkwLIAIoAkQgAigCSEEYbGoiBSABNwMAIAUgBzYCCCAFIAM2AgwgBSAENgIQ
IAIgAigCSEEBajYCSAtsAQF/IyojKUYEQCMpQQF0QcAAIykbIQUjKQR/IygjKUEobCAFQShsEAsFIAVBKGwQAAskKCAFJCkLIygj
KkEobGoiBSAANwMAIAUgATcDCCAFIAI3AxAgBSADNwMYIAUgBDcDICMqQQFqJCoLOwEBfCAAuiMToiIBRAAAAAAAAOBDYwR/IAFE
AAAAAAAA4MNmBUEACwR+IAH8BgVCgICAgICAgICAfwsL5gEAQQAkFUEAJBkjGkUEQEEBJBogACQXC0EAJBwjG0GAgAJqIxVBA3Rq
IAGtNwMAIxZCAXwgACAAIxZXGyIAJBYjGEIBfCQYQd8ELQAABEAjGyMVQQJ0IgFBAXRqIAAjF325OQMAIxtBgIAGaiABakH/ATYC
ACMbQYCAB2ogAWpBADYCACMbQYCACGogAWpBfzYCACMbQYCACWogAWpBfzYCACMbQYCACmogAWpBfzYCACMbQYCAC2ogAWpBADYC
ACMbQYCADGogAWpBADYCACMbQYCADWogAWpBADYCACMVQQFqJBULC68HAwl/BH4BfANAAkAgACgCOCAAKAI8TwRAAn8DQEEAIAAo
AlAiBCAAKAJITw0BGiAAKAJEIARBGGxqIgIoAgxFBEAgACAEQQFqNgJQDAELC0ECIAIoAghFDQAaIAAgACgCUEEBajYCUCAAIAIo
Agg2AjggACACKAIIIAIoAgxqNgI8IAAgAigCEDYCVCAAIAIpAwC6IxOiIg5EAAAAAAAA4ENjBH8gDkQAAAAAAADgw2YFQQALBH4g
DvwGBUKAgICAgICAgIB/CzcDCEEBCyIBQQFHDQEFIAApAwhQBEAgACAAKAJEIAAoAlBBAWtBGGxqKQMAuiMToiIORAAAAAAAAOBD
YwR/IA5EAAAAAAAA4MNmBUEACwR+IA78BgVCgICAgICAgICAfws3AwgLCyAAIAAoAjgiATYCQCABQQFqIQQgAS0AACIGQZABSQR/
IAZByAFqLQAABUEACyIHRQRAQX8hAQwBCyAAKAI8IgkgBEEzakkEfwJ/IAQhAUEAIQUDQCAFIAdJBEACfyABIQJBACEDA0AgA0EK
SSACIAlJcQRAIAItAAAhCCACQQFqIQJBACADQQFqIgMgA0EKRiAIQQFLcRsgCEGAAUkNAhoMAQsLQQALIQJBACACRQ0CGiABIAJq
IQEgBUEBaiEFDAELC0EBCwVBAQtFBEBBfiEBDAELIAAgBjYCMCAEQQFqIQMgBDEAACIKQoABWgRAIApC/wCDIQpCByELA0AgAzEA
ACEMIANBAWohAyALQj9RIAxCAVZxBEBBfiEBDAMLIAogDEL/AIMgC4aEIQogC0IHfCELIAxCgAFaDQALCyMUQgBSIApCgICAgIAg
VHEEfiAKIxR+BSAKuiMToiIORAAAAAAAAOBDYwR/IA5EAAAAAAAA4MNmBUEACwR+IA78BgVCgICAgICAgICAfwsLIAApAwh8IQ0g
AEEQaiECQQEhAQNAIAEgB0kEQCADMQAAIQogA0EBaiEDIApCgAFaBEAgCkL/AIMhCkIHIQsDQCADMQAAIQwgA0EBaiEDIAtCP1Eg
DEIBVnEEQEF+IQEMBQsgCiAMQv8AgyALhoQhCiALQgd8IQsgDEKAAVoNAAsLIAIgCjcDACACQQhqIQIgAUEBaiEBDAELCyAAIA03
AwAgACANNwMIIAAgAzYCOEEBIQELIAFBAE4EQCABDwsjHwRAIAAoAjwiASAAKAJAayECIAAgATYCOCMwIAKtfCQwIzFBAWokMQwB
BSAAJC8LCyABC1kBBH8DQCAAQQBKBEAjICAAQQFrQQJtIgFBAnRqKAIAIgIpAwAjICAAQQJ0aiIDKAIAIgQpAwBVBEAjICABQQJ0
aiAENgIAIAMgAjYCACABIQAMAgsLCyAAC38BAn8jLkUEQCMSEAYjHlAEQCMnJB4LCwNAIy4jEkkEQCMQIy5BAnRqKAIAIgEQEiIA
QQBIBEAgAA8LIABBAkYEQCABJCxBAg8LIy5BAWokLiAAQQFGBEAjICMhQQJ0aiABNgIAIyFBAWokISMhQQFrEBMaCwwBCwtBACQs
QQALpwECBX8CfiMhIQMDQCADIABBAXRBAWoiAUwEQA8LIAAhAiMgIABBAnRqKAIAIgUpAwAiBiMgIAFBAnRqKAIAKQMAIgdVBEAg
ByEGIAEhAgsgACEEIAFBAWoiACADSAR/IyAgAEECdGooAgApAwAgBlMFQQALIQEgBCAAIAIgARsiAEcEQCMgIARBAnRqIyAgAEEC
dGoiAigCADYCACACIAU2AgAMAQsLC6MBAQJ/IAAQEiICQQFGBEAgAQR/IAEQEyABRgVBAQsEQCABEBULBSACBEAgAkECRgRAIAAk
LCABJC1BAg8FIAIPCwAFA0AgAUEASgRAIyAgAUEBa0ECbSIAQQJ0aiICKAIAIQMgAiMgIAFBAnRqIgEoAgA2AgAgASADNgIAIAAh
AQwBCwsjIUEBayQhIyAjICMhQQJ0aigCADYCAEEAEBULC0EBC7UCAgN/AX4jKCMrQShsaiEAIytBAWokK0EAJBwjFUEDdCIBIxtB
gIACamogACkDGFAEfkJ/BSAAKQMYCzcDACABIxtBgIAEamogACkDCDcDACAAKQMQQv////8HVgR/QX8FIAApAxCnCyEBIAApAyCn
IQIgACkDACIDIxZXBEAjFkIBfCEDCyADJBYjGEIBfCQYQecCLQAABEAjGyMVQQJ0IgBBAXRqIAMjF325OQMAIxtBgIAGaiAAaiMc
QRh0QQdyNgIAIxtBgIAHaiAAakEANgIAIxtBgIAIaiAAaiABNgIAIxtBgIAJaiAAakF/NgIAIxtBgIAKaiAAakF/NgIAIxtBgIAL
aiAAaiACNgIAIxtBgIAMaiAAakEANgIAIxtBgIANaiAAakEANgIAIxVBAWokFQsLeQECfyAApyEEIABCgCBaBEAjCiMJRgRAIwgj
CUEFdCMJQQZ0EAskCCMJQQF0JAkLIwohBCMKQQFqJApBqAEgACAEEAwLIwggBEEFdGoiAyAANwMAIANCADcDCCADIAI3AxAgAyAB
OgAYIANBAToAGSADQQA6ABogBAs3AQJ/QX8hAkEBIQEDQCMNIAFLBEAgASACIwsgAUEFdGooAgggAEYbIQIgAUEBaiEBDAELCyAC
C5MBAQR/IABCf1EEf0F/BQJ/QQFBvAEoAgB0QQFrIQIgAEKV+Kn6l7fem55/fkLAAEG8ATUCAH2IpyEBA39Bf0G4ASgCACABQQR0
aiIDKAIIIgRFDQEaIAMpAwAgAFEEfyAEQQFrBSABQQFqIAJxIQEMAQsLCwsiAUEATgR/IwsgAUEFdGooAhQFQQALBH8gAQVBfwsL
vwICBn8BfkEBQZwBKAIAdEEBayEDIwEgAEEobGoiBCkDACIHQpX4qfqXt96bnn9+QsAAQZwBNQIAfYinIQECQANAQZgBKAIAIAFB
BHRqIgIoAghFDQEgByACKQMAUgRAIAFBAWogA3EhAQwBCwtBoAFBoAEoAgBBAWs2AgAgASECA0BBmAEoAgAiBiACQQFqIANxIgJB
BHRqIgUoAggEQCACIAUpAwBClfip+pe33puef35CwABBnAE1AgB9iKdrIANxIAIgAWsgA3FPBEAgAUEEdCAGaiAFQRD8CgAAIAIh
AQsMAQsLQZgBKAIAIAFBBHRqQQA2AggLIARBADoAJSAEIAQoAhhBAWo2AhgjBiMFRgRAIwQjBUECdCMFQQN0EAskBCMFQQF0JAUL
IwQjBkECdGogADYCACMGQQFqJAYLtQEBAn8jBwRAIwdBAWskByMGQQFrJAYjBCMHQQJ0aiIDKAIAIQQgAyMEIwZBAnRqKAIANgIA
BSMDIwJGBEAjASMCQShsIwJB0ABsEAskASMCQQF0JAILIwMhBCMDQQFqJAMjASAEQShsaiIDQQA2AhggA0EANgIcCyMBIARBKGxq
IgMgADcDACADQgA3AwggAyACNwMQIANBADYCICADIAE6ACQgA0EBOgAlQZgBIAAgBBAMIAQLogYCAX4GfyAAKAI0BH8gASgCCEEA
SAVBAQsEfyMfBH9BASQcQQEFQXYLQQFHBUEACwRAQXYPCyABIgUoAgwiAUEATgR/IwEgAUEobGotACUFQQALBH8jASABQShsaigC
GCAFKAIQRgVBAAtFBEBBfyEBCyABQQBOBH8jASABQShsai0AJEECRwVBAAsEfyMfBH9BASQcQQEFQXULQQFHBUEACwRAQXUPCwJ/
QQEgACkDGCIEQgAjHRtQDQAaQQAgBEHoBDUCAFoNABpB4AQoAgAgBEIDiKdqLQAAIARCB4OndUEBcQsEfwJ/QQEgACkDICIEQgAj
HRtQDQAaQQAgBEHoBDUCAFoNABpB4AQoAgAgBEIDiKdqLQAAIARCB4OndUEBcQsFQQALBH9BAAUjHwR/QQEkHEEBBUFvC0EBRwsE
QEFvDwtBAUGcASgCAHRBAWshBiAAKQMQIgRClfip+pe33puef35CwABBnAE1AgB9iKchAQN/QZgBKAIAIAFBBHRqIgcoAggiCAR/
IAcpAwAgBFEEfyAIQQFrBSABQQFqIAZxIQEMAgsFQX8LCyIBQQBOBEAjHwR/QQEkHEEBBUFzC0EBRwRAQXMPCyABEBsLIAApAxAg
AyACEBwhByAAKAIwIQYCf0ECIANB/wFxIgNBAUYNABpBAyADQQJGDQAaQQUgA0EDRg0AGkEEIANBBEYNABpBAAshASAAKAI0IQMg
BSgCCCEIIAUoAgwhBSAAKQMgpyEJIAApAxinIQogACkDACICIxZXBEAjFkIBfCECCyACJBYjGEIBfCQYIAZB4AJqLQAABEAjGyMV
QQJ0IgBBAXRqIAIjF325OQMAIxtBgIAGaiAAaiAGQYACciABQRB0ciMcQRh0cjYCACMbQYCAB2ogAGogAzYCACMbQYCACGogAGog
CDYCACMbQYCACWogAGogBTYCACMbQYCACmogAGogBzYCACMbQYCAC2ogAGogCTYCACMbQYCADGogAGogCjYCACMbQYCADWogAGpB
ADYCACAGQShrQQRJBEAjGUEBaiQZCyMVQQFqJBULQQELlQEBBH9BASQcQQFBnAEoAgB0QQFrIQQgAEKV+Kn6l7fem55/fkLAAEGc
ATUCAH2IpyEDA39BmAEoAgAgA0EEdGoiBSgCCCIGBH8gBSkDACAAUQR/IAZBAWsFIANBAWogBHEhAwwCCwVBfwsLIgNBAEgEQCAA
IAEgAhAcIQMLIwEgA0EobGoiBCABOgAkIAQgAjcDECADC7kIAgd/An4gACkDIKciBUH/AXFBBEsEQCMfBH9BASQcQQEFQXULDwsg
AwR+IAApAygFQgALIQsCf0EBIAtCACMdG1ANABpBACALQegENQIAWg0AGkHgBCgCACALQgOIp2otAAAgC0IHg6d1QQFxCwR/QQAF
Ix8Ef0EBJBxBAQVBbwtBAUcLBEBBbw8LAn9BAiAFQf8BcSIDQQFGDQAaQQMgA0ECRg0AGkEFIANBA0YNABpBBCADQQRGDQAaQQAL
IQhBAUGcASgCAHRBAWshCSAAKQMQIgxClfip+pe33puef35CwABBnAE1AgB9iKchAwN/QZgBKAIAIANBBHRqIgQoAggiBwR/IAQp
AwAgDFEEfyAHQQFrBSADQQFqIAlxIQMMAgsFQX8LCyIDQQBOBEAjASADQShsaiIELQAkIAVB/wFxRwRAIx8Ef0EBJBxBAQVBdAtB
AUcEQEF0DwsgBCAFOgAkQQAhCAsgBEIANwMIIAQgAjcDEAUgAiMeUgR/Ix8Ef0EBJBxBAQVBcgtBAUcFQQALBEBBcg8LIAApAxAg
BSACEBwhA0EAIQgLIAEoAgghCSABKAIMIQcgACgCNCEGIAVB/wFxQQJGBEAgASADNgIMIANBAE4EQCABIwEgA0EobGooAhg2AhAL
BSAFQf8BcUEDRgRAIAApAxhCf1EEQCMfBH9BASQcQQEFQXELQQFHBEBBcQ8LBSAAKQMYIAEpAwBRBEAgAyAHRyACIx5ScQR/Ix8E
f0EBJBxBAQVBcQtBAUcFQQALBEBBcQ8LIAEgAzYCDCADQQBOBEAgASMBIANBKGxqKAIYNgIQCwUgACkDGBAaIgZBAE4EQCMLIAZB
BXRqKAIMIANHBEAjHwR/QQEkHEEBBUFxC0EBRwRAQXEPCyMLIAZBBXRqIgEgAzYCDCADQQBOBEAgASMBIANBKGxqKAIYNgIQCwsg
AyEHBSAAKQMYEA0hBiMLIAZBBXRqIgFBATYCFCABQX82AgggASADNgIMIANBAE4EQCABIwEgA0EobGooAhg2AhALCwsLCwsgACgC
MCEKAn9BAiAFQf8BcSIEQQFGDQAaQQMgBEECRg0AGkEFIARBA0YNABpBBCAEQQRGDQAaQQALIQEgC6chBCAAKQMAIgIjFlcEQCMW
QgF8IQILIAIkFiMYQgF8JBggCkHgAmotAAAEQCMbIxVBAnQiAEEBdGogAiMXfbk5AwAjG0GAgAZqIABqIAogCEEIdHIgAUEQdHIj
HEEYdHI2AgAjG0GAgAdqIABqIAY2AgAjG0GAgAhqIABqIAk2AgAjG0GAgAlqIABqIAc2AgAjG0GAgApqIABqIAM2AgAjG0GAgAtq
IABqIAQ2AgAjG0GAgAxqIABqQQA2AgAjG0GAgA1qIABqQQA2AgAgCkEoa0EESQRAIxlBAWokGQsjFUEBaiQVC0EBC0kCAX8BfgNA
IAAoAiAgBEsEQCAAKAIcIARBA3RqKQMAIgVCOIggAVEgBSABQjiGIAKEUSADGwRAIAQPCyAEQQFqIQQMAQsLQX8LUAAgACgCIEEH
TwRAQQFBbSMfGw8LIAAoAhxFBEAgAEHAABAANgIcCyAAKAIcIAAoAiBBA3RqIAFCOIYgAoQ3AwAgACAAKAIgQQFqNgIgQQEL/2gC
C38CfiMLIAAoAjRBBXRqIgRBATYCFAJ/AkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkAg
ACgCMEEJaw4oAAECAwQFBgcICQgICgsMDQ4PEBERERISEhMPEBQUAAAAAAAAFRUWFxgLAn9CACEBQXYgACgCNAR/IAQoAghBAE4F
QQALBH8gBCgCDEEATgVBAAsEf0EABSMfBH9BASQcQQEFQXYLQQFHCw0AGgJAAkACQAJAAkACQCAAKAIwIgJBCUcEQCACQSdrDgYB
AgMEBAUGCyAAKQMYIQEMBQsgACkDECENDAQLIAApAyAhDSAAKQMoIQEjG0GAgARqIxVBA3RqIAApAxhQBH5CfwUgACkDGAs3AwAM
AwsgACkDGCEBDAILIAApAxghDSAAKQMgIQEMAQsgACkDGCENIAApAyAhDiAAKQMoIQELIAAoAjBBJ0cEQCMbQYCAAmojFUEDdGog
ACkDEDcDAAtBbwJ/QQEgAUIAIx0bUA0AGkEAIAFB6AQ1AgBaDQAaQeAEKAIAIAFCA4inai0AACABQgeDp3VBAXELBH9BAAUjHwR/
QQEkHEEBBUFvC0EBRwsNABpBbgJ/QQEgDUIAIx0bUA0AGkEAIA1B+AQ1AgBaDQAaQfAEKAIAIA1CA4inai0AACANQgeDp3VBAXEL
BH8Cf0EBIA5CACMdG1ANABpBACAOQfgENQIAWg0AGkHwBCgCACAOQgOIp2otAAAgDkIHg6d1QQFxCwVBAAsEf0EABSMfBH9BASQc
QQEFQW4LQQFHCw0AGiAAKAIwIQMgACgCNCEGIAQoAgghByAEKAIMIQUgAachCCAOpyEJIA2nIQogACkDACIBIxZXBEAjFkIBfCEB
CyABJBYjGEIBfCQYIANB4AJqLQAABEAjGyMVQQJ0IgJBAXRqIAEjF325OQMAIxtBgIAGaiACaiMcQRh0IANyNgIAIxtBgIAHaiAC
aiAGNgIAIxtBgIAIaiACaiAHNgIAIxtBgIAJaiACaiAFNgIAIxtBgIAKaiACaiAFNgIAIxtBgIALaiACaiAINgIAIxtBgIAMaiAC
aiAJNgIAIxtBgIANaiACaiAKNgIAIANBKGtBBEkEQCMZQQFqJBkLIxVBAWokFQtBAQsMGAsCfwJAIAApAxAiDUKAIFQEQCMIIA2n
IgJBBXRqLQAZRQRAQX8hAgsMAQtBAUGsASgCAHRBAWshAyANQpX4qfqXt96bnn9+QsAAQawBNQIAfYinIQIDf0GoASgCACACQQR0
aiIFKAIIIgYEfyAFKQMAIA1RBH8gBkEBawUgAkEBaiADcSECDAILBUF/CwshAgsgAkEASAR/QQEFIwggAkEFdGotABhBAkcLBH9B
AQUjCCACQQV0aikDECABUgsEf0EBBSAAKQMYIwggAkEFdGopAwhCAXxSCwR/QQEFIAQoAghBAE4LBEBBACMfRQ0BGkEBJBwgAkEA
SARAIAApAxBBAiABEBghAgsgAhAZIgNBAE4EQCMLIANBBXRqQX82AggLC0F2IAAoAjQEf0EABSMfBH9BASQcQQEFQXYLQQFHCw0A
GiMIIAJBBXRqIgNBAToAGCADIAApAxg3AwggAyABNwMQIAAoAjQhBSAEKAIIIQYgBCgCDCEHIAApAwAiASMWVwRAIxZCAXwhAQsg
ASQWIxhCAXwkGEHqAi0AAARAIxsjFUECdCIDQQF0aiABIxd9uTkDACMbQYCABmogA2ojHEEYdEGKhghyNgIAIxtBgIAHaiADaiAF
NgIAIxtBgIAIaiADaiAGNgIAIxtBgIAJaiADaiAHNgIAIxtBgIAKaiADaiACNgIAIxtBgIALaiADakEANgIAIxtBgIAMaiADakEA
NgIAIxtBgIANaiADakEANgIAIxVBAWokFQsgBCACNgIIQQELDBcLAn8gBCgCCCIDQQBIBEBBciMfBH9BASQcQQEFQXILQQFHDQEa
IAAoAjQhAyAEKAIMIQUgACkDACIBIxZXBEAjFkIBfCEBCyABJBYjGEIBfCQYQesCLQAABEAjGyMVQQJ0IgJBAXRqIAEjF325OQMA
IxtBgIAGaiACaiMcQRh0QYuEDHI2AgAjG0GAgAdqIAJqIAM2AgAjG0GAgAhqIAJqQX82AgAjG0GAgAlqIAJqIAU2AgAjG0GAgApq
IAJqQX82AgAjG0GAgAtqIAJqQQA2AgAjG0GAgAxqIAJqQQA2AgAjG0GAgA1qIAJqQQA2AgAjFUEBaiQVC0EBDAELQXUjCCADQQV0
aiIFLQAYIgJBAUcEfyACQQNHBUEACwR/Ix8Ef0EBJBxBAQVBdQtBAUcFQQALDQAaQXYgACgCNAR/QQAFIx8Ef0EBJBxBAQVBdgtB
AUcLDQAaIAVBAjoAGCAAKAI0IQUgBCgCDCEGIAApAwAiASMWVwRAIxZCAXwhAQsgASQWIxhCAXwkGEHrAi0AAARAIxsjFUECdCIC
QQF0aiABIxd9uTkDACMbQYCABmogAmojHEEYdEGLhAxyNgIAIxtBgIAHaiACaiAFNgIAIxtBgIAIaiACaiADNgIAIxtBgIAJaiAC
aiAGNgIAIxtBgIAKaiACaiADNgIAIxtBgIALaiACakEANgIAIxtBgIAMaiACakEANgIAIxtBgIANaiACakEANgIAIxVBAWokFQsg
BEF/NgIIQQELDBYLAn8CQCAAKQMQIg1CgCBUBEAjCCANpyICQQV0ai0AGUUEQEF/IQILDAELQQFBrAEoAgB0QQFrIQMgDUKV+Kn6
l7fem55/fkLAAEGsATUCAH2IpyECA39BqAEoAgAgAkEEdGoiBSgCCCIGBH8gBSkDACANUQR/IAZBAWsFIAJBAWogA3EhAgwCCwVB
fwsLIQILIAJBAEgEf0EBBSMIIAJBBXRqLQAYIgNBA0cEfyADQQRHBUEACwsEf0EBBSMIIAJBBXRqKQMQIAFSCwR/QQEFIAApAxgj
CCACQQV0aikDCEIBfFILBEBBACMfRQ0BGkEBJBwgAkEASAR/IAApAxBBAyABEBgFIAILIQILQXYgACgCNAR/QQAFIx8Ef0EBJBxB
AQVBdgtBAUcLDQAaIwggAkEFdGoiBi0AGEEERiEHIAApAyAgBCkDAFEEfyAAKAI0BSAAKQMgEBoLIQNBcSAHBH9BAAUgA0EASAR/
QQEFIwsgA0EFdGooAgggAkcLCwR/Ix8Ef0EBJBxBAQVBcQtBAUcFQQALDQAaIAZBAjoAGCAGIAApAxg3AwggBiABNwMQQQNBAiAH
GyEGIAAoAjQhCCAEKAIIIQkgBCgCDCEKIAApAwAiASMWVwRAIxZCAXwhAQsgASQWIxhCAXwkGEHsAi0AAARAIxsjFUECdCIFQQF0
aiABIxd9uTkDACMbQYCABmogBWogBkEIdEGMgAxyIxxBGHRyNgIAIxtBgIAHaiAFaiAINgIAIxtBgIAIaiAFaiAJNgIAIxtBgIAJ
aiAFaiAKNgIAIxtBgIAKaiAFaiACNgIAIxtBgIALaiAFakEANgIAIxtBgIAMaiAFakEANgIAIxtBgIANaiAFakEANgIAIxVBAWok
FQtBACADQQBOIAcbBH8jCyADQQV0aigCCCACRgVBAAsEQCMLIANBBXRqQX82AggLQQELDBULAn8gACkDGKciCEH/AXFBBEsEQCMf
BH9BASQcQQEFQXULDAELIAhB/wFxIgJBA0YgAkEBRnIEf0ECBUEDQQAgCEH/AXEbCyIDIQkCQCAAKQMQIg1CgCBUBEAjCCANpyIC
QQV0ai0AGUUEQEF/IQILDAELQQFBrAEoAgB0QQFrIQUgDUKV+Kn6l7fem55/fkLAAEGsATUCAH2IpyECA39BqAEoAgAgAkEEdGoi
BygCCCIKBH8gBykDACANUQR/IApBAWsFIAJBAWogBXEhAgwCCwVBfwsLIQILIAJBAE4EQCMIIAJBBXRqIQUgCEH/AXFBBEYEfyAF
LQAYQQNGBUEACwR/QQIhCUEBIQZBAgUgCEH/AXFBBEYEfyAFLQAYQQRGBUEACwR/QQMFIAUtABggCEH/AXFHBH9BdCMfBH9BASQc
QQEFQXQLQQFHDQQaIAUgCDoAGEEABSADCwsLIQMgBUIANwMIIAUgATcDEAUgACkDECAIIAEQGCECIx4gAVIhAwsgAyEHIAAoAjQh
AyAEKAIIIQUgBCgCDCEKIAYEQCACEBkiBkEASARAQXIjHwR/QQEkHEEBBUFyC0EBRw0CGgUgAiEFIwsgBiIDQQV0aigCDCEKCwsg
ACkDACIBIxZXBEAjFkIBfCEBCyABJBYjGEIBfCQYQe0CLQAABEAjGyMVQQJ0IgZBAXRqIAEjF325OQMAIxtBgIAGaiAGaiAHQQh0
QQ1yIAlBEHRyIxxBGHRyNgIAIxtBgIAHaiAGaiADNgIAIxtBgIAIaiAGaiAFNgIAIxtBgIAJaiAGaiAKNgIAIxtBgIAKaiAGaiAC
NgIAIxtBgIALaiAGakEANgIAIxtBgIAMaiAGakEANgIAIxtBgIANaiAGakEANgIAIxVBAWokFQsgCEH/AXEiA0EDRiADQQFGcgRA
IAQgAjYCCAtBAQsMFAsgACAEIAFBARAdDBMLAn9BdiAAKAI0BH8gBCgCDEEATgVBAQsEfyMfBH9BASQcQQEFQXYLQQFHBUEACw0A
GkEBQZwBKAIAdEEBayEDIAApAxAiDUKV+Kn6l7fem55/fkLAAEGcATUCAH2IpyECA39BmAEoAgAgAkEEdGoiBSgCCCIGBH8gBSkD
ACANUQR/IAZBAWsFIAJBAWogA3EhAgwCCwVBfwsLIgJBAE4EQEFzIx8Ef0EBJBxBAQVBcwtBAUcNARogAhAbCyAAKQMQQQMgARAc
IQMgACgCMCEFIAAoAjQhBiAEKAIIIQcgBCgCDCEIIAApAwAiASMWVwRAIxZCAXwhAQsgASQWIxhCAXwkGCAFQeACai0AAARAIxsj
FUECdCICQQF0aiABIxd9uTkDACMbQYCABmogAmogBUGAghRyIxxBGHRyNgIAIxtBgIAHaiACaiAGNgIAIxtBgIAIaiACaiAHNgIA
IxtBgIAJaiACaiAINgIAIxtBgIAKaiACaiADNgIAIxtBgIALaiACakEANgIAIxtBgIAMaiACakEANgIAIxtBgIANaiACakEANgIA
IAVBKGtBBEkEQCMZQQFqJBkLIxVBAWokFQsgBCADNgIMIANBAE4EQCAEIwEgA0EobGooAhg2AhALQQELDBILAn8gACkDGCENQQFB
nAEoAgB0QQFrIQMgACkDECIOQpX4qfqXt96bnn9+QsAAQZwBNQIAfYinIQIDf0GYASgCACACQQR0aiIFKAIIIgYEfyAFKQMAIA5R
BH8gBkEBawUgAkEBaiADcSECDAILBUF/CwsiAkEASAR/QX8FIAJBfyMBIAJBKGxqIgMtACRBAUYEfyADKQMQIAFRBUEACwR/IA0g
AykDCEIBfFEFQQALGwsiAkEASARAQQAjH0UNARogACkDEEEBIAEQHiECC0F2IAAoAjQEfyAEKAIIQQBIBUEBCwR/QQEFIAQoAgxB
AE4LBH8jHwR/QQEkHEEBBUF2C0EBRwVBAAsNABojASACQShsaiIDQQI6ACQgAyAAKQMYNwMIIAAoAjQhBSAEKAIIIQYgBCgCDCEH
IAApAwAiASMWVwRAIxZCAXwhAQsgASQWIxhCAXwkGEHwAi0AAARAIxsjFUECdCIDQQF0aiABIxd9uTkDACMbQYCABmogA2ojHEEY
dEGQhAxyNgIAIxtBgIAHaiADaiAFNgIAIxtBgIAIaiADaiAGNgIAIxtBgIAJaiADaiAHNgIAIxtBgIAKaiADaiACNgIAIxtBgIAL
aiADakEANgIAIxtBgIAMaiADakEANgIAIxtBgIANaiADakEANgIAIxVBAWokFQsgBCACNgIMIAJBAE4EQCAEIwEgAkEobGooAhg2
AhALQQELDBELAn9BdiAAKAI0BH8gBCgCCEEATgVBAAsEfyAEKAIMQQBOBUEACwR/QQAFIx8Ef0EBJBxBAQVBdgtBAUcLDQAaIAQo
AgwiAkEATgR/IwEgAkEobGotACUFQQALBH8jASACQShsaigCGCAEKAIQRgVBAAtFBEBBfyECCyACQQBIBH9BciMfBH9BASQcQQEF
QXILQQFHDQEFQXUjASACQShsai0AJEECRwR/Ix8Ef0EBJBxBAQVBdQtBAUcFQQALDQELGiAAKAIwQRFGBEAgACgCNCEFIAQoAggh
BiAEKAIMIQcgACkDACIBIxZXBEAjFkIBfCEBCyABJBYjGEIBfCQYQfECLQAABEAjGyMVQQJ0IgNBAXRqIAEjF325OQMAIxtBgIAG
aiADaiMcQRh0QZGGBHI2AgAjG0GAgAdqIANqIAU2AgAjG0GAgAhqIANqIAY2AgAjG0GAgAlqIANqIAc2AgAjG0GAgApqIANqIAI2
AgAjG0GAgAtqIANqQQA2AgAjG0GAgAxqIANqQQA2AgAjG0GAgA1qIANqQQA2AgAjFUEBaiQVCyACQQBOBEAgAhAbCwVBbgJ/QQEg
ACkDECIBQgAjHRtQDQAaQQAgAUH4BDUCAFoNABpB8AQoAgAgAUIDiKdqLQAAIAFCB4OndUEBcQsEf0EABSMfBH9BASQcQQEFQW4L
QQFHCw0BGkFvAn9BASAAKQMYIgFCACMdG1ANABpBACABQegENQIAWg0AGkHgBCgCACABQgOIp2otAAAgAUIHg6d1QQFxCwR/QQAF
Ix8Ef0EBJBxBAQVBbwtBAUcLDQEaQQRBAiAAKAIwIgVBFEYiBhshByAAKAI0IQggBCgCCCEJIAQoAgwhCiAAKQMYpyELIAApAxCn
IQwgACkDACIBIxZXBEAjFkIBfCEBCyABJBYjGEIBfCQYIAVB4AJqLQAABEAjGyMVQQJ0IgNBAXRqIAEjF325OQMAIxtBgIAGaiAD
aiAFQYAGciAHQRB0ciMcQRh0cjYCACMbQYCAB2ogA2ogCDYCACMbQYCACGogA2ogCTYCACMbQYCACWogA2ogCjYCACMbQYCACmog
A2ogAjYCACMbQYCAC2ogA2ogCzYCACMbQYCADGogA2pBADYCACMbQYCADWogA2ogDDYCACAFQShrQQRJBEAjGUEBaiQZCyMVQQFq
JBULIAJBAE4EQCMBIAJBKGxqQQRBASAGGzoAJAsLIARBfzYCDEEBCwwQCwJ/QXYgACgCNAR/IAQoAgxBAEgFQQELBH8jHwR/QQEk
HEEBBUF2C0EBRwVBAAsNABogBCgCDCICQQBOBH8jASACQShsai0AJQVBAAsEfyMBIAJBKGxqKAIYIAQoAhBGBUEAC0UEQEF/IQIL
IAJBAEgEf0FyIx8Ef0EBJBxBAQVBcgtBAUcNAQVBdSMBIAJBKGxqLQAkQQNHBH8jHwR/QQEkHEEBBUF1C0EBRwVBAAsNAQsaIAQo
AggiBUEATgRAQXUjCCAFQQV0ai0AGEEDRwR/Ix8Ef0EBJBxBAQVBdQtBAUcFQQALDQEaIwggBUEFdGpBBDoAGCAAKAI0IQYgBCgC
DCEHIAApAwAiASMWVwRAIxZCAXwhAQsgASQWIxhCAXwkGEHsAi0AAARAIxsjFUECdCIDQQF0aiABIxd9uTkDACMbQYCABmogA2oj
HEEYdEGMhAxyNgIAIxtBgIAHaiADaiAGNgIAIxtBgIAIaiADaiAFNgIAIxtBgIAJaiADaiAHNgIAIxtBgIAKaiADaiAFNgIAIxtB
gIALaiADakEANgIAIxtBgIAMaiADakEANgIAIxtBgIANaiADakEANgIAIxVBAWokFQsLIAAoAjQhBiAEKAIMIQcgACkDACIBIxZX
BEAjFkIBfCEBCyABJBYjGEIBfCQYQfICLQAABEAjGyMVQQJ0IgNBAXRqIAEjF325OQMAIxtBgIAGaiADaiMcQRh0QZKKBHI2AgAj
G0GAgAdqIANqIAY2AgAjG0GAgAhqIANqIAU2AgAjG0GAgAlqIANqIAc2AgAjG0GAgApqIANqIAI2AgAjG0GAgAtqIANqQQA2AgAj
G0GAgAxqIANqQQA2AgAjG0GAgA1qIANqQQA2AgAjFUEBaiQVCyACQQBOBEAgAhAbCyAEQX82AgwgBEF/NgIIQQELDA8LAn8gACkD
GCENQQFBnAEoAgB0QQFrIQMgACkDECIOQpX4qfqXt96bnn9+QsAAQZwBNQIAfYinIQIDf0GYASgCACACQQR0aiIFKAIIIgYEfyAF
KQMAIA5RBH8gBkEBawUgAkEBaiADcSECDAILBUF/CwsiAkEASAR/QX8FIAJBfyMBIAJBKGxqIgMtACRBBEYEfyADKQMQIAFRBUEA
CwR/IA0gAykDCEIBfFEFQQALGwsiAkEASARAQQAjH0UNARogACkDEEEEIAEQHiECC0FvAn9BASAAKQMgIgFCACMdG1ANABpBACAB
QegENQIAWg0AGkHgBCgCACABQgOIp2otAAAgAUIHg6d1QQFxCwR/QQAFIx8Ef0EBJBxBAQVBbwtBAUcLDQAaIwEgAkEobGoiA0EB
OgAkIAMgACkDGDcDCCAAKAI0IQUgBCgCCCEGIAQoAgwhByAAKQMgpyEIIAApAwAiASMWVwRAIxZCAXwhAQsgASQWIxhCAXwkGEH1
Ai0AAARAIxsjFUECdCIDQQF0aiABIxd9uTkDACMbQYCABmogA2ojHEEYdEGViAhyNgIAIxtBgIAHaiADaiAFNgIAIxtBgIAIaiAD
aiAGNgIAIxtBgIAJaiADaiAHNgIAIxtBgIAKaiADaiACNgIAIxtBgIALaiADaiAINgIAIxtBgIAMaiADakEANgIAIxtBgIANaiAD
akEANgIAIxVBAWokFQtBAQsMDgsCf0F2IAAoAjQEfyAEKAIIQQBOBUEACwR/IAQoAgxBAE4FQQALBH9BAAUjHwR/QQEkHEEBBUF2
C0EBRwsNABogBCgCDCICQQBOBH8jASACQShsai0AJQVBAAsEfyMBIAJBKGxqKAIYIAQoAhBGBUEAC0UEQEF/IQILIAJBAEgEf0Fy
Ix8Ef0EBJBxBAQVBcgtBAUcNAQVBdSMBIAJBKGxqLQAkQQJHBH8jHwR/QQEkHEEBBUF1C0EBRwVBAAsNAQsaQW8Cf0EBIAApAxgi
DUIAIx0bUA0AGkEAIA1B6AQ1AgBaDQAaQeAEKAIAIA1CA4inai0AACANQgeDp3VBAXELBH9BAAUjHwR/QQEkHEEBBUFvC0EBRwsN
ABogBCgCCCIDQQBOBEBBcCMIIANBBXRqIgMpAxAgAVIEf0EBBSAAKQMQIAMpAwhCAXxSCwR/Ix8Ef0EBJBxBAQVBcAtBAUcFQQAL
DQEaIANBAzoAGCADIAApAxA3AwggAyABNwMQCyACQQBOBEAjASACQShsakEDOgAkCyAAKAI0IQUgBCgCCCEGIAQoAgwhByAAKQMY
pyEIIAApAwAiASMWVwRAIxZCAXwhAQsgASQWIxhCAXwkGEH2Ai0AAARAIxsjFUECdCIDQQF0aiABIxd9uTkDACMbQYCABmogA2oj
HEEYdEGWhhRyNgIAIxtBgIAHaiADaiAFNgIAIxtBgIAIaiADaiAGNgIAIxtBgIAJaiADaiAHNgIAIxtBgIAKaiADaiACNgIAIxtB
gIALaiADaiAINgIAIxtBgIAMaiADakEANgIAIxtBgIANaiADakEANgIAIxVBAWokFQtBAQsMDQsCf0F2IAAoAjQEfyAEKAIIQQBO
BUEACwR/IAQoAgxBAE4FQQALBH9BAAUjHwR/QQEkHEEBBUF2C0EBRwsNABogBCgCDCICQQBOBH8jASACQShsai0AJQVBAAsEfyMB
IAJBKGxqKAIYIAQoAhBGBUEAC0UEQEF/IQILIAJBAEgEf0FyIx8Ef0EBJBxBAQVBcgtBAUcNAQVBdSMBIAJBKGxqLQAkQQNHBH8j
HwR/QQEkHEEBBUF1C0EBRwVBAAsNAQsaIAQoAggiA0EATgRAQXUjCCADQQV0aiIFLQAYQQNHBH8jHwR/QQEkHEEBBUF1C0EBRwVB
AAsNARogBUEBOgAYCyACQQBOBEAjASACQShsakECOgAkCyAAKAI0IQUgBCgCCCEGIAQoAgwhByAAKQMAIgEjFlcEQCMWQgF8IQEL
IAEkFiMYQgF8JBhB9wItAAAEQCMbIxVBAnQiA0EBdGogASMXfbk5AwAjG0GAgAZqIANqIxxBGHRBl4oMcjYCACMbQYCAB2ogA2og
BTYCACMbQYCACGogA2ogBjYCACMbQYCACWogA2ogBzYCACMbQYCACmogA2ogAjYCACMbQYCAC2ogA2pBADYCACMbQYCADGogA2pB
ADYCACMbQYCADWogA2pBADYCACMVQQFqJBULQQELDAwLAn8gBCgCCCICQQBOBH8jCCACQQV0ai0AGEEDRgVBAAsEQEEAIx9FDQEa
QQEkHCAEQX82AggLQXYgACgCNAR/IAQoAgxBAEgFQQELBH8jHwR/QQEkHEEBBUF2C0EBRwVBAAsNABogBCgCDCIDQQBOBH8jASAD
QShsai0AJQVBAAsEfyMBIANBKGxqKAIYIAQoAhBGBUEAC0UEQEF/IQMLIANBAEgEQEFyIx8Ef0EBJBxBAQVBcgtBAUcNARoFQXUj
ASADQShsai0AJEEDRwR/Ix8Ef0EBJBxBAQVBdQtBAUcFQQALDQEaIwEgA0EobGpBAToAJAsgACgCNCEFIAQoAgghBiAEKAIMIQcg
ACkDACIBIxZXBEAjFkIBfCEBCyABJBYjGEIBfCQYQfgCLQAABEAjGyMVQQJ0IgJBAXRqIAEjF325OQMAIxtBgIAGaiACaiMcQRh0
QZiKCHI2AgAjG0GAgAdqIAJqIAU2AgAjG0GAgAhqIAJqIAY2AgAjG0GAgAlqIAJqIAc2AgAjG0GAgApqIAJqIAM2AgAjG0GAgAtq
IAJqQQA2AgAjG0GAgAxqIAJqQQA2AgAjG0GAgA1qIAJqQQA2AgAjFUEBaiQVCyAEQX82AgxBAQsMCwsgACAEIAFBABAfDAoLAn9B
diAAKAI0BH8gBCgCCEEATgVBAAsEfyAEKAIMQQBOBUEACwR/QQAFIx8Ef0EBJBxBAQVBdgtBAUcLDQAaIAAoAjBBGkYiAgR+IAAp
AxAFQgALIQEgAgR+IAApAxgFIAApAxALIQ1BbiACBH8Cf0EBIAFCACMdG1ANABpBACABQfgENQIAWg0AGkHwBCgCACABQgOIp2ot
AAAgAUIHg6d1QQFxCwVBAQsEf0EABSMfBH9BASQcQQEFQW4LQQFHCw0AGkFvAn9BASANQgAjHRtQDQAaQQAgDUHoBDUCAFoNABpB
4AQoAgAgDUIDiKdqLQAAIA1CB4OndUEBcQsEf0EABSMfBH9BASQcQQEFQW8LQQFHCw0AGiAEKAIMQQBIBH9BAAUjASAEKAIMQShs
ai0AJQsEfyMBIAQoAgxBKGxqIgIgADUCMCABQQAQIEEATgR/QW0jHwR/QQEkHEEBBUFtC0EBRw0CBUFtIAIgADUCMCABECFBAUcN
AgsFQXIjHwR/QQEkHEEBBUFyC0EBRw0BCxogACgCMCEDIAAoAjQhBiAEKAIIIQcgBCgCDCEFIA2nIQggAachCSMWQgF8IAApAwAi
ASABIxZXGyIBJBYjGEIBfCQYIANB4AJqLQAABEAjGyMVQQJ0IgJBAXRqIAEjF325OQMAIxtBgIAGaiACaiMcQRh0IANyNgIAIxtB
gIAHaiACaiAGNgIAIxtBgIAIaiACaiAHNgIAIxtBgIAJaiACaiAFNgIAIxtBgIAKaiACaiAFNgIAIxtBgIALaiACaiAINgIAIxtB
gIAMaiACakEANgIAIxtBgIANaiACaiAJNgIAIANBKGtBBEkEQCMZQQFqJBkLIxVBAWokFQtBAQsMCQsCf0IAIQFBdiAAKAI0BH8g
BCgCCEEATgVBAAsEfyAEKAIMQQBOBUEACwR/QQAFIx8Ef0EBJBxBAQVBdgtBAUcLDQAaIAQoAgxBAEgEf0EABSMBIAQoAgxBKGxq
LQAlCwRAIwEgBCgCDEEobGoiAiAAKAIwQQFrrUIAQQEQICIDQQBIBEBBbSMfBH9BASQcQQEFQW0LQQFHDQIaBSACKAIcIANBA3Rq
IgMpAwBC//////////8AgyEBIAIgAigCIEEBazYCICADIAIoAhwgAigCIEEDdGopAwA3AwALBUFyIx8Ef0EBJBxBAQVBcgtBAUcN
ARoLIAAoAjAhAyAAKAI0IQYgBCgCCCEHIAQoAgwhBSABpyEIIAApAwAiASMWVwRAIxZCAXwhAQsgASQWIxhCAXwkGCADQeACai0A
AARAIxsjFUECdCICQQF0aiABIxd9uTkDACMbQYCABmogAmojHEEYdCADcjYCACMbQYCAB2ogAmogBjYCACMbQYCACGogAmogBzYC
ACMbQYCACWogAmogBTYCACMbQYCACmogAmogBTYCACMbQYCAC2ogAmpBADYCACMbQYCADGogAmpBADYCACMbQYCADWogAmogCDYC
ACADQShrQQRJBEAjGUEBaiQZCyMVQQFqJBULQQELDAgLAn8gASENIAApAxAhDkFvAn9BASAAKAIwQR1GBH4gACkDGAVCAAsiAUIA
Ix0bUA0AGkEAIAFB6AQ1AgBaDQAaQeAEKAIAIAFCA4inai0AACABQgeDp3VBAXELBH9BAAUjHwR/QQEkHEEBBUFvC0EBRwsNABog
ACgCMEEcRgR/IA0jHlEFQQEjDyAAKAIwQR1HG0ULBEBBbCMPBH8jHwR/QQEkHEEBBUFsC0EBRwVBAAsNARoFIA4jDkIBfFIEQEEA
Ix9FDQIaQQEkHAtBbCMPQQJGIw9BAkcgACgCMEEdRhsEfyMfBH9BASQcQQEFQWwLQQFHBUEACw0BGkF2IAAoAjQEfyAEKAIIQQBO
BUEACwR/IAQoAgxBAE4FQQALBH9BAAUjHwR/QQEkHEEBBUF2C0EBRwsNARoLQQFBAiAAKAIwQR5GGyAOJA5B/wFxJA8jG0GAgAJq
IxVBA3RqIA43AwAgACgCMCEDIAAoAjQhBSAEKAIIIQYgBCgCDCEHIAGnIQggACkDACIBIxZXBEAjFkIBfCEBCyABJBYjGEIBfCQY
IANB4AJqLQAABEAjGyMVQQJ0IgJBAXRqIAEjF325OQMAIxtBgIAGaiACaiMcQRh0IANyNgIAIxtBgIAHaiACaiAFNgIAIxtBgIAI
aiACaiAGNgIAIxtBgIAJaiACaiAHNgIAIxtBgIAKaiACakF/NgIAIxtBgIALaiACaiAINgIAIxtBgIAMaiACakEANgIAIxtBgIAN
aiACakEANgIAIANBKGtBBEkEQCMZQQFqJBkLIxVBAWokFQtBAQsMBwsCfyAEKAIIIQIgACgCMEEfRgRAAkAgACkDECINQoAgVARA
IwggDaciAkEFdGotABlFBEBBfyECCwwBC0EBQawBKAIAdEEBayEDIA1Clfip+pe33puef35CwABBrAE1AgB9iKchAgN/QagBKAIA
IAJBBHRqIgUoAggiBgR/IAUpAwAgDVEEfyAGQQFrBSACQQFqIANxIQIMAgsFQX8LCyECC0FyIAJBAEgEfyMfBH9BASQcQQEFQXIL
QQFHBUEACw0BGgVBdiAAKAI0BH8gBCgCCEEASAVBAQsEfyMfBH9BASQcQQEFQXYLQQFHBUEACw0BGgtBACEGIAAoAjBBIEYEQEFv
An9BASAAKQMQIg1CACMdG1ANABpBACANQegENQIAWg0AGkHgBCgCACANQgOIp2otAAAgDUIHg6d1QQFxCwR/QQAFIx8Ef0EBJBxB
AQVBbwtBAUcLDQEaIAApAxCnIQYLIAJBAE4EQCMIIAJBBXRqIgUtABpBAEchByAAKAIwIghBIUYiA0UEQCAIQR9GIAEjHlJxIQML
QW0gByADQQBHRwR/Ix8Ef0EBJBxBAQVBbQtBAUcFQQALDQEaIAUgACgCMEEhRzoAGgsgACgCMEEhRgRAIxVBA3QiAyMbQYCAAmpq
IAApAxA3AwAgAyMbQYCABGpqIAApAxg3AwALIAAoAjAhBSAAKAI0IQcgBCgCCCEIIAQoAgwhCSAAKQMAIgEjFlcEQCMWQgF8IQEL
IAEkFiMYQgF8JBggBUHgAmotAAAEQCMbIxVBAnQiA0EBdGogASMXfbk5AwAjG0GAgAZqIANqIxxBGHQgBXI2AgAjG0GAgAdqIANq
IAc2AgAjG0GAgAhqIANqIAg2AgAjG0GAgAlqIANqIAk2AgAjG0GAgApqIANqIAI2AgAjG0GAgAtqIANqIAY2AgAjG0GAgAxqIANq
QQA2AgAjG0GAgA1qIANqQQA2AgAgBUEoa0EESQRAIxlBAWokGQsjFUEBaiQVC0EBCwwGCwJ/QQFBnAEoAgB0QQFrIQMgACkDECIN
QpX4qfqXt96bnn9+QsAAQZwBNQIAfYinIQIDf0GYASgCACACQQR0aiIFKAIIIgYEfyAFKQMAIA1RBH8gBkEBawUgAkEBaiADcSEC
DAILBUF/CwsiAkEASARAQXIjHwR/QQEkHEEBBUFyC0EBRw0BGgUjASACQShsaiIFQiNCAEEAECBBAE4hAyABIx5RBH8gAwR/QW0j
HwR/QQEkHEEBBUFtC0EBRw0DBUFtIAVCI0IAECFBAUcNAwsFQW0gAwR/QQAFIx8Ef0EBJBxBAQVBbQtBAUcLDQILGgsgACgCNCEF
IAQoAgghBiAEKAIMIQcgACkDACIBIxZXBEAjFkIBfCEBCyABJBYjGEIBfCQYQYIDLQAABEAjGyMVQQJ0IgNBAXRqIAEjF325OQMA
IxtBgIAGaiADaiMcQRh0QSJyNgIAIxtBgIAHaiADaiAFNgIAIxtBgIAIaiADaiAGNgIAIxtBgIAJaiADaiAHNgIAIxtBgIAKaiAD
aiACNgIAIxtBgIALaiADakEANgIAIxtBgIAMaiADakEANgIAIxtBgIANaiADakEANgIAIxVBAWokFQtBAQsMBQsgACgCNAR/IAQo
AghBAEgFQQELBH8jHwR/QQEkHEEBBUF2C0EBRwVBAAsEf0F2BSMbQYCAAmojFUEDdGogACkDEDcDACAAKAIwIQMgACgCNCEFIAQo
AgghBiAEKAIMIQcgACkDACIBIxZXBEAjFkIBfCEBCyABJBYjGEIBfCQYIANB4AJqLQAABEAjGyMVQQJ0IgJBAXRqIAEjF325OQMA
IxtBgIAGaiACaiMcQRh0IANyNgIAIxtBgIAHaiACaiAFNgIAIxtBgIAIaiACaiAGNgIAIxtBgIAJaiACaiAHNgIAIxtBgIAKaiAC
akF/NgIAIxtBgIALaiACakEANgIAIxtBgIAMaiACakEANgIAIxtBgIANaiACakEANgIAIANBKGtBBEkEQCMZQQFqJBkLIxVBAWok
FQtBAQsMBAsCf0F2IAAoAjQEfyAEKAIIQQBOBUEACwR/IAQoAgxBAE4FQQALBH9BAAUjHwR/QQEkHEEBBUF2C0EBRwsNABogBCgC
DCIFQQBOBH8jASAFQShsai0AJQVBAAsEfyMBIAVBKGxqKAIYIAQoAhBGBUEAC0UEQEF/IQULIAVBAEgEf0FyIx8Ef0EBJBxBAQVB
cgtBAUcNAQVBdSMBIAVBKGxqLQAkQQJHBH8jHwR/QQEkHEEBBUF1C0EBRwVBAAsNAQsaAn8gACkDGCENQQFBnAEoAgB0QQFrIQMg
ACkDECIOQpX4qfqXt96bnn9+QsAAQZwBNQIAfYinIQIDf0GYASgCACACQQR0aiIGKAIIIgcEfyAGKQMAIA5RBH8gB0EBawUgAkEB
aiADcSECDAILBUF/CwshAkF/IAJBAEgNABogAkF/IwEgAkEobGoiAy0AJEEERgR/IAMpAxAgAVEFQQALBH8gDSADKQMIQgF8UQVB
AAsbCyICQQBIBEBBACMfRQ0BGiAAKQMQQQQgARAeIQILIAQoAgghBiAAKAIwIQcgACgCNCEIIAQoAgwhCSAAKQMAIgEjFlcEQCMW
QgF8IQELIAEkFiMYQgF8JBggB0HgAmotAAAEQCMbIxVBAnQiA0EBdGogASMXfbk5AwAjG0GAgAZqIANqIAdBgIgIciMcQRh0cjYC
ACMbQYCAB2ogA2ogCDYCACMbQYCACGogA2ogBjYCACMbQYCACWogA2ogCTYCACMbQYCACmogA2ogAjYCACMbQYCAC2ogA2pBADYC
ACMbQYCADGogA2pBADYCACMbQYCADWogA2pBADYCACAHQShrQQRJBEAjGUEBaiQZCyMVQQFqJBULIAAoAjBBLUYEQCAAKAI0IQcg
BCgCDCEIIAApAwAiASMWVwRAIxZCAXwhAQsgASQWIxhCAXwkGEH0Ai0AAARAIxsjFUECdCIDQQF0aiABIxd9uTkDACMbQYCABmog
A2ojHEEYdEGUhhByNgIAIxtBgIAHaiADaiAHNgIAIxtBgIAIaiADaiAGNgIAIxtBgIAJaiADaiAINgIAIxtBgIAKaiADaiAFNgIA
IxtBgIALaiADakEANgIAIxtBgIAMaiADakEANgIAIxtBgIANaiADakEANgIAIxVBAWokFQsgBUEATgRAIwEgBUEobGpBBDoAJAsF
IAAoAjQhByAEKAIMIQggACkDACIBIxZXBEAjFkIBfCEBCyABJBYjGEIBfCQYQfECLQAABEAjGyMVQQJ0IgNBAXRqIAEjF325OQMA
IxtBgIAGaiADaiMcQRh0QZGGBHI2AgAjG0GAgAdqIANqIAc2AgAjG0GAgAhqIANqIAY2AgAjG0GAgAlqIANqIAg2AgAjG0GAgApq
IANqIAU2AgAjG0GAgAtqIANqQQA2AgAjG0GAgAxqIANqQQA2AgAjG0GAgA1qIANqQQA2AgAjFUEBaiQVCyACIAVHIAVBAE5xBEAg
BRAbCwsjASACQShsaiIDQQI6ACQgAyAAKQMYNwMIIAAoAjQhBSAAKQMAIgEjFlcEQCMWQgF8IQELIAEkFiMYQgF8JBhB8AItAAAE
QCMbIxVBAnQiA0EBdGogASMXfbk5AwAjG0GAgAZqIANqIxxBGHRBkIQMcjYCACMbQYCAB2ogA2ogBTYCACMbQYCACGogA2ogBjYC
ACMbQYCACWogA2pBfzYCACMbQYCACmogA2ogAjYCACMbQYCAC2ogA2pBADYCACMbQYCADGogA2pBADYCACMbQYCADWogA2pBADYC
ACMVQQFqJBULIAQgAjYCDCACQQBOBEAgBCMBIAJBKGxqKAIYNgIQC0EBCwwDCyAAIAQgAUEEEB0MAgsgACAEIAFBARAfDAELIAAo
AjBBgAFPBH8gACgCNAR/QQAFIx8Ef0EBJBxBAQVBdgtBAUcLBH9BdgUjFUEDdCICIxtBgIACamogACkDEDcDACACIxtBgIAEamog
ACkDGDcDACAAKAIwIQMgACgCNCEFIAQoAgghBiAEKAIMIQcgACkDICIBpyEIIAFCIIinIQkgACkDACIBIxZXBEAjFkIBfCEBCyAB
JBYjGEIBfCQYIANB4AJqLQAABEAjGyMVQQJ0IgJBAXRqIAEjF325OQMAIxtBgIAGaiACaiMcQRh0IANyNgIAIxtBgIAHaiACaiAF
NgIAIxtBgIAIaiACaiAGNgIAIxtBgIAJaiACaiAHNgIAIxtBgIAKaiACakF/NgIAIxtBgIALaiACaiAINgIAIxtBgIAMaiACaiAJ
NgIAIxtBgIANaiACakEANgIAIANBKGtBBEkEQCMZQQFqJBkLIxVBAWokFQtBAQsFIx8Ef0EBJBxBAQVBdQsLCyAAKAI0RQRAIARB
fzYCCCAEQX82AgwLC0YBAn8jMkIBfCQyIAAjJxAiQQFHBEAgACgCPCIBIAAoAkBrIQIgACABNgI4IzAgAq18JDAjMUEBaiQxC0EA
JBwgAEEAEBYLlAIBBH8jM0IBfCQzQQEhAQNAIAEjIUgEQCMgIAFBAnRqKAIAIQMgAUEBayEAA0AgAEEATgR/IyAgAEECdGooAgAp
AwAgAykDAFUFQQALBEAjICAAQQFqQQJ0aiMgIABBAnRqKAIANgIAIABBAWshAAwBCwsjICAAQQFqQQJ0aiADNgIAIAFBAWohAQwB
CwsjH0UhAUEAJB9BASEAA0AgACMhSARAIyAgAEECdGooAgAiAyMnECIiAkEBRwRAIAJBAEgEQCABBEAgAyQvIAIPC0EAIQILIABB
AWohAAwCCwsLIAFFJB8gAkEBRgRAIyAgAEECdGooAgAgABAWDwsjICgCACEAIAEEQCAAJC9BYg8LIAAQIwuMAgIDfwJ+QQAkFUEA
JBkjBiQHQQAkHCMsBEAjLEEAJCwjLRAWIgBBAUcEQCAADwsLA0AjFUEEakGAIEsEQEEBDwsjIUUEQCMrIypGBEBBAA8LEBcMAQsj
ICgCACEBIysjKkkEfyMoIytBKGxqKQMAIAEpAwBTBUEACwRAEBcMAQsjHwRAAn9BACQfIAEjJxAiIQBBASQfIABBAUYEQCABQQAQ
FgwBCyAABH8gARAjBRAkCwshAAUjFSECIxghAyMWIQQgASMnECIiAEEBRgRAIAFBABAWIQAFIAAEQCABJC8FECQhAAsLIABBfkYg
AEF/RnIEQCACJBUgAyQYIAQkFgsLIABBAUYNAAsgAAsZAQF/IywiASgCRCABKAJQQRhsaiAANgIICxcBAX8jLCIAKAJEIAAoAlBB
GGxqKAIQCw8AIy8EfyMvKAJUBUF/CwsPACMvBH8jLygCMAVBAAsLGgEBfyMvRQRAQQAPCyMvIgAoAjwgACgCQGsLBAAjGwsEACMV
CwQAIxkLBQBBgCALBQAjGLoLBQAjMroLBQAjMLoLBAAjMQsFACMzugsQACMaRQRAQQEkGiAAJBcLCwQAIxcLBAAjFgsGACAAJBYL
BAAjAQsEACMDCwQAIwsLBAAjDQsEACMIC14BAn8gAUE/akEDdkF4cSICQfAEQeAEIAAbIgAoAgRLBEAgACgCBCIDBEAgACgCACAD
EAELIAAgAhAANgIAIAAgAjYCBAsgACABNgIIIAAoAgBBACAC/AsAIAAoAgALCQAgAEEARyQdCxQAIABB/wFxQeACaiABQQBHOgAA
CwtBAgBB0QELKwMDAQQDBAIDAQEDAwQDAQEEAwECAwICAgMCAgECAgIFAwQEBQMDBAUAAAQAQcgCCwkEBAIDAwIDAwI=
`;

// src/parse/go-trace/kernel.ts
var wasm = globalThis.WebAssembly;
function isTrap(error) {
  return error instanceof wasm.RuntimeError || error instanceof RangeError;
}
var STEP = { done: 0, full: 1, need: 2, stuck: -30 };
var FAULTS = /* @__PURE__ */ new Map([
  [-1, "an event type that no batch may hold"],
  [-2, "a number that is cut or too long"],
  [-10, "an event without the thread, processor or goroutine it needs"],
  [-11, "an event in a state that does not allow it"],
  [-12, "a status that contradicts what was known"],
  [-13, "a goroutine made twice"],
  [-14, "an event about a goroutine or processor that does not exist"],
  [-15, "an event about the wrong thread"],
  [-16, "a processor's sequence number out of order"],
  [-17, "a stack that is not in the table"],
  [-18, "a string that is not in the table"],
  [-19, "a range that begins twice or ends without a beginning"],
  [-20, "a garbage collection cycle out of order"],
  [-30, "no thread's next event can happen"]
]);
function faultText(result) {
  return FAULTS.get(result) ?? `kernel result ${result}`;
}
var GOROUTINE_WORDS = 10;
var THREAD_WORDS = 8;
var compiled;
function compile() {
  return compiled ??= new wasm.Module(Buffer.from(KERNEL_BASE64, "base64"));
}
var Kernel = class {
  x;
  #views;
  constructor() {
    this.x = new wasm.Instance(compile(), {}).exports;
    this.x.reset();
  }
  /** Copies bytes into kernel memory; `release` them with the same length. */
  put(bytes) {
    const ptr = this.x.alloc(bytes.length);
    this.#view().bytes.set(bytes, ptr);
    return ptr;
  }
  /** Tells which ids up to `max` a table holds. */
  table(which, ids, max) {
    const at = this.x.tableRoom(which === "stacks" ? 0 : 1, max + 1);
    const bytes = this.#view().bytes;
    for (const id of ids) {
      if (id > max) continue;
      const cell = at + (id >>> 3);
      bytes[cell] = (bytes[cell] ?? 0) | 1 << (id & 7);
    }
  }
  /** The rows of the last `step` or `sync`. */
  chunk(generation) {
    const v = this.#view();
    const { x } = this;
    return {
      length: x.chunkRows(),
      generation,
      originNs: x.origin(),
      timeNs: v.timeNs,
      kind: v.kind,
      thread: v.thread,
      proc: v.proc,
      goroutine: v.goroutine,
      subject: v.subject,
      stack: v.stack,
      stack2: v.stack2,
      text: v.text,
      value: v.value,
      value2: v.value2,
      goroutineIds: {
        words: new Uint32Array(v.buffer, x.goroutineTable(), x.goroutineCount() * GOROUTINE_WORDS),
        stride: GOROUTINE_WORDS
      },
      threadIds: {
        words: new Uint32Array(v.buffer, x.threadTable(), x.threadCount() * THREAD_WORDS),
        stride: THREAD_WORDS
      }
    };
  }
  #view() {
    const buffer = this.x.memory.buffer;
    if (this.#views?.buffer === buffer) return this.#views;
    const n = this.x.chunkCapacity();
    const at = this.x.chunk();
    const u32 = (k) => new Uint32Array(buffer, at + k * n, n);
    const i32 = (k) => new Int32Array(buffer, at + k * n, n);
    this.#views = {
      buffer,
      bytes: new Uint8Array(buffer),
      timeNs: new Float64Array(buffer, at, n),
      value: new Uint32Array(buffer, at + 8 * n, 2 * n),
      value2: new Uint32Array(buffer, at + 16 * n, 2 * n),
      kind: u32(24),
      thread: i32(28),
      proc: i32(32),
      goroutine: i32(36),
      subject: i32(40),
      stack: u32(44),
      stack2: u32(48),
      text: u32(52)
    };
    return this.#views;
  }
};

// src/parse/go-trace/ordering.ts
function handOver(q) {
  const { kernel, builder } = q;
  const { x } = kernel;
  x.generation(BigInt(builder.id), q.nsPerTick);
  builder.batches.forEach((b, i) => x.addBatch(b.thread, b.ticks, b.ptr ?? 0, b.size, i));
  const samples = builder.samples.map((s) => ({ ns: x.ticks(s.ticks), s }));
  samples.sort((a, b) => a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : 0);
  for (const { ns: ns2, s } of samples) x.addSample(ns2, s.thread, s.proc, s.goroutine, s.stack);
  x.setLenient(q.lenient);
  if (q.lenient) {
    x.tablesCheck(false);
    return;
  }
  const { stacks, strings } = builder.tables;
  kernel.table("stacks", stacks.keys(), Math.min(maxKey(stacks), TABLE_ID_MAX));
  kernel.table("strings", strings.keys(), Math.min(maxKey(strings), TABLE_ID_MAX));
  x.tablesCheck(true);
}
function maxKey(map) {
  let max = 0;
  for (const k of map.keys()) if (k > max) max = k;
  return max;
}
async function orderGeneration(q) {
  handOver(q);
  let fault;
  const run2 = async (turn, sees) => {
    for (; ; ) {
      const result = turn();
      if (sees) fault ??= deliver(q, fault);
      if (sees && fault !== void 0 && q.stop) return false;
      if (result === STEP.done) return true;
      if (result === STEP.need) await supply(q);
      if (result >= 0) continue;
      fault ??= contradiction(q, result);
      if (q.stop) return false;
      q.kernel.x.setLenient(true);
      if (!q.builder.tables.hasStringBatch) q.kernel.x.tablesCheck(false);
    }
  };
  if (await run2(() => q.kernel.x.begin(), false)) {
    q.opened();
    await run2(() => q.kernel.x.step(), true);
  }
  for (const b of q.builder.batches) {
    if (b.ptr !== void 0 && b.size > 0) q.kernel.x.release(b.ptr, b.size);
  }
  return fault;
}
function deliver(q, before) {
  const chunk = q.kernel.chunk(q.generation);
  if (chunk.length === 0) return void 0;
  let fault;
  let length = chunk.length;
  if (q.annotations !== void 0 && q.kernel.x.chunkAnnotations() > 0) {
    const ids = chunk.goroutineIds;
    const broken = q.annotations.check(chunk, (slot) => ids.words[slot * ids.stride] ?? -1);
    if (broken !== void 0 && before === void 0) {
      fault = { message: broken.message, offset: q.builder.offset };
      if (q.stop) length = broken.row;
    }
  }
  q.emit(length === chunk.length ? chunk : { ...chunk, length });
  return fault;
}
function contradiction(q, result) {
  const { x } = q.kernel;
  const batch = q.builder.batches[x.faultBatch()];
  const offset = batch === void 0 ? q.builder.offset : batch.offset + batch.size - x.faultOffset();
  return { message: faultText(result), offset };
}
async function supply(q) {
  const { x } = q.kernel;
  const index = x.wantedBatch();
  const wanted = q.builder.batches[index];
  if (wanted === void 0) return;
  for (let i = index - 1; i >= 0; i--) {
    const b = q.builder.batches[i];
    if (b?.thread !== wanted.thread) continue;
    if (b.ptr !== void 0 && b.size > 0) x.release(b.ptr, b.size);
    b.ptr = void 0;
    break;
  }
  let bytes = await q.load(wanted.offset, wanted.size);
  if (bytes.length < wanted.size) {
    const padded = new Uint8Array(wanted.size);
    padded.set(bytes);
    bytes = padded;
  }
  wanted.ptr = q.kernel.put(bytes);
  x.supply(wanted.ptr);
}

// src/parse/go-trace/resync.ts
var STEP_BYTES = 1 << 20;
var OVERLAP_BYTES = 64;
var SIZE_BYTES = 10;
var GENERATIONS_AHEAD_MAX = 1 << 20;
async function nextBatchOffset(source, from, generation) {
  for (let at = from; ; at += STEP_BYTES) {
    const bytes = await source.read(at, STEP_BYTES + OVERLAP_BYTES);
    for (let i = 0; i < Math.min(bytes.length, STEP_BYTES); i++) {
      if (bytes[i] === EV.eventBatch && isHeader(bytes, i, generation)) return at + i;
    }
    if (bytes.length <= STEP_BYTES) return void 0;
  }
}
function isHeader(bytes, at, generation) {
  const r = new VarintReader(bytes, at + 1, bytes.length);
  const g = r.number();
  if (g < generation || g > generation + GENERATIONS_AHEAD_MAX) return false;
  r.number();
  r.number();
  const sizeAt = r.at;
  const size = r.number();
  return r.good() && r.at - sizeAt === SIZE_BYTES && size > 0 && size <= BATCH_BYTES_MAX;
}

// src/parse/go-trace/summary-builder.ts
var SummaryBuilder = class {
  #file;
  goVersion;
  snapshot;
  syncs = 0;
  gomaxprocs;
  #generations = [];
  #lost = /* @__PURE__ */ new Map();
  #fault;
  #status = "intact";
  #events = 0;
  #repaired = 0;
  #lastNs = 0;
  #startNs;
  constructor(file) {
    this.#file = file;
  }
  /** A file that is not read at all. */
  refuse(goVersion, code, message2) {
    this.goVersion = goVersion;
    this.fault(code, "damaged", message2, 0, void 0);
    return this.finish(0n, 0n, 0);
  }
  /** Notes what is wrong. The first place counts; only the worst status does. */
  fault(code, status, message2, offset, generation) {
    this.#fault ??= { code, message: message2, offset, generation };
    if (this.#status !== "damaged") this.#status = status;
  }
  /** Counts data that is not in the result. */
  lost(code, count2, message2) {
    if (count2 <= 0) return;
    const known = this.#lost.get(code);
    if (known === void 0) this.#lost.set(code, { count: count2, message: message2 });
    else known.count += count2;
  }
  /** Looks at a chunk for what the summary says of the run. */
  chunk(chunk) {
    if (chunk.length === 0) return;
    this.#startNs ??= timeAt(chunk, 0);
    this.#lastNs = timeAt(chunk, chunk.length - 1);
    if (this.gomaxprocs !== void 0) return;
    for (let i = 0; i < chunk.length; i++) {
      if (typeAt(chunk, i) === EV.procsChange) this.gomaxprocs = valueAt(chunk, i);
    }
  }
  eventsNow(x) {
    this.#startNs = void 0;
    return { events: x.eventCount(), repaired: x.repairedCount() };
  }
  generation(b, open, start, x) {
    this.#generations.push({
      id: b.id,
      open,
      startNs: this.#startNs ?? this.#lastNs,
      endNs: Number(x.lastTime() - x.origin()),
      events: x.eventCount() - start.events,
      repaired: x.repairedCount() - start.repaired,
      bytes: b.bytes
    });
    this.counts(x.eventCount(), x.repairedCount());
    if (this.#lost.has("event-bytes")) this.#lost.delete("event-bytes");
    this.lost("event-bytes", x.skippedBytes(), "bytes of events that could not be decoded");
  }
  counts(events, repaired) {
    this.#events = events;
    this.#repaired = repaired;
  }
  /** A generation that did not come from the kernel. */
  plainGeneration(g) {
    this.#generations.push(g);
  }
  finish(originNs, lastNs, bytes) {
    const diagnostics = [];
    for (const [code, { count: count2, message: message2 }] of this.#lost) {
      diagnostics.push({ code: `trace-${code}`, severity: "data-loss", message: message2, count: count2 });
    }
    if (this.#fault !== void 0) {
      const { code, message: message2, offset } = this.#fault;
      diagnostics.unshift({
        code: `trace-${code}`,
        severity: "data-loss",
        message: message2,
        at: { source: this.#file, start: offset, end: offset },
        count: 1
      });
    }
    const open = this.#generations.filter((g) => g.open);
    return {
      file: this.#file,
      goVersion: this.goVersion,
      status: this.#status,
      fault: this.#fault,
      events: this.#events,
      repaired: this.#repaired,
      openEvents: open.reduce((sum, g) => sum + g.events, 0),
      syncs: this.syncs,
      generations: this.#generations,
      gomaxprocs: this.gomaxprocs,
      originNs,
      lastEventNs: Number(lastNs - originNs),
      snapshot: this.snapshot,
      bytes,
      diagnostics
    };
  }
};

// src/parse/go-trace/v1-events.ts
var row2 = (id, name, stack, args, since = 5) => ({
  id,
  name,
  stack,
  args,
  since
});
var TYPES = [
  row2(1, "Batch", false, 2),
  row2(2, "Frequency", false, 1),
  row2(3, "Stack", false, 2),
  row2(4, "Gomaxprocs", true, 1),
  row2(5, "ProcStart", false, 1),
  row2(6, "ProcStop", false, 0),
  row2(7, "GCStart", true, 1),
  row2(8, "GCDone", false, 0),
  row2(9, "GCSTWStart", false, 1),
  row2(10, "GCSTWDone", false, 0),
  row2(11, "GCSweepStart", true, 0),
  row2(12, "GCSweepDone", false, 2),
  row2(13, "GoCreate", true, 2),
  row2(14, "GoStart", false, 2),
  row2(15, "GoEnd", false, 0),
  row2(16, "GoStop", true, 0),
  row2(17, "GoSched", true, 0),
  row2(18, "GoPreempt", true, 0),
  row2(19, "GoSleep", true, 0),
  row2(20, "GoBlock", true, 0),
  row2(21, "GoUnblock", true, 2),
  row2(22, "GoBlockSend", true, 0),
  row2(23, "GoBlockRecv", true, 0),
  row2(24, "GoBlockSelect", true, 0),
  row2(25, "GoBlockSync", true, 0),
  row2(26, "GoBlockCond", true, 0),
  row2(27, "GoBlockNet", true, 0),
  row2(28, "GoSysCall", true, 0),
  row2(29, "GoSysExit", false, 3),
  row2(30, "GoSysBlock", false, 0),
  row2(31, "GoWaiting", false, 1),
  row2(32, "GoInSyscall", false, 1),
  row2(33, "HeapAlloc", false, 1),
  row2(34, "HeapGoal", false, 1),
  row2(35, "TimerGoroutine", false, 1),
  row2(36, "FutileWakeup", false, 0),
  row2(37, "String", false, 0, 7),
  row2(38, "GoStartLocal", false, 1, 7),
  row2(39, "GoUnblockLocal", true, 1, 7),
  row2(40, "GoSysExitLocal", false, 2, 7),
  row2(41, "GoStartLabel", false, 3, 8),
  row2(42, "GoBlockGC", true, 0, 8),
  row2(43, "GCMarkAssistStart", true, 0, 9),
  row2(44, "GCMarkAssistDone", false, 0, 9),
  row2(45, "UserTaskCreate", true, 3, 11),
  row2(46, "UserTaskEnd", true, 1, 11),
  row2(47, "UserRegion", true, 3, 11),
  row2(48, "UserLog", true, 2, 11),
  row2(49, "CPUSample", true, 3, 19)
];
var OLD_TYPES = new Map(TYPES.map((t) => [t.id, t]));
var OLD = {
  none: 0,
  batch: 1,
  frequency: 2,
  stack: 3,
  gomaxprocs: 4,
  procStart: 5,
  procStop: 6,
  gcStart: 7,
  gcDone: 8,
  stwStart: 9,
  stwDone: 10,
  sweepStart: 11,
  sweepDone: 12,
  goCreate: 13,
  goStart: 14,
  goEnd: 15,
  goStop: 16,
  goSched: 17,
  goPreempt: 18,
  goSleep: 19,
  goBlock: 20,
  goUnblock: 21,
  goBlockSend: 22,
  goBlockRecv: 23,
  goBlockSelect: 24,
  goBlockSync: 25,
  goBlockCond: 26,
  goBlockNet: 27,
  goSysCall: 28,
  goSysExit: 29,
  goSysBlock: 30,
  goWaiting: 31,
  goInSyscall: 32,
  heapAlloc: 33,
  heapGoal: 34,
  timerGoroutine: 35,
  string: 37,
  goStartLocal: 38,
  goUnblockLocal: 39,
  goSysExitLocal: 40,
  goStartLabel: 41,
  goBlockGC: 42,
  assistStart: 43,
  assistDone: 44,
  taskCreate: 45,
  taskEnd: 46,
  region: 47,
  userLog: 48,
  cpuSample: 49
};
var TIMER_P = 1000001;
var NETPOLL_P = 1000002;
var SYSCALL_P = 1000003;
var GC_P = 1000004;
var PROFILE_P = 1000005;

// src/parse/go-trace/v1-check.ts
function onTheClock(parser, events, repair) {
  let problem = events.some((e, i) => e.ts < (events[i - 1]?.ts ?? 0)) ? "time stamps out of order" : void 0;
  if (problem !== void 0 && !repair) return problem;
  const blocked = /* @__PURE__ */ new Map();
  for (const ev of events) {
    if (ev.type === OLD.goSysBlock || ev.type === OLD.goInSyscall) blocked.set(ev.g, ev.ts);
    if (ev.type !== OLD.goSysExit || ev.a2 === 0) continue;
    const since = blocked.get(ev.g) ?? 0;
    const wrong = since === 0 ? "stray syscall exit" : ev.a2 < since ? "time stamps out of order" : void 0;
    if (wrong === void 0) ev.ts = ev.a2;
    else if (!repair) return wrong;
    else problem ??= wrong;
  }
  events.sort((a, b) => a.ts - b.ts);
  if (parser.ticksPerSecond === 0) {
    if (!repair) return "no frequency event found";
    problem ??= "no frequency event found";
  }
  const start = events[0]?.ts ?? 0;
  const ns2 = parser.ticksPerSecond === 0 ? 1 : 1e9 / parser.ticksPerSecond;
  for (const ev of events) {
    ev.ts = Math.trunc((ev.ts - start) * ns2);
    if (ev.type === OLD.goUnblock && parser.timerGoroutines.has(ev.g)) ev.p = TIMER_P;
    if (ev.type === OLD.goSysExit) ev.p = SYSCALL_P;
  }
  return problem;
}
var BLOCKS = /* @__PURE__ */ new Set([
  OLD.goSleep,
  OLD.goBlock,
  OLD.goBlockSend,
  OLD.goBlockRecv,
  OLD.goBlockSelect,
  OLD.goBlockSync,
  OLD.goBlockCond,
  OLD.goBlockNet,
  OLD.goBlockGC
]);
function checkOld(parser, events) {
  const check = new Check();
  for (const ev of events) {
    const wrong = check.event(ev);
    if (wrong !== void 0) {
      return `${OLD_TYPES.get(ev.type)?.name ?? "event"} at ${ev.ts} ns: ${wrong}`;
    }
    if (ev.stack !== 0 && !parser.stacks.has(ev.stack)) ev.stack = 0;
  }
  return void 0;
}
var Check = class {
  #gs = /* @__PURE__ */ new Map([[0, { state: "running", network: false, assist: false }]]);
  #ps = /* @__PURE__ */ new Map();
  #tasks = /* @__PURE__ */ new Set();
  #regions = /* @__PURE__ */ new Map();
  #gc = false;
  #stw = false;
  #g(id) {
    let g = this.#gs.get(id);
    if (g === void 0) this.#gs.set(id, g = { state: "dead", network: false, assist: false });
    return g;
  }
  #p(id) {
    let p = this.#ps.get(id);
    if (p === void 0) this.#ps.set(id, p = { running: false, g: 0, sweep: false });
    return p;
  }
  #notRunning(ev, allowNone) {
    if (this.#g(ev.g).state !== "running") return `goroutine ${ev.g} is not running`;
    if (this.#p(ev.p).g !== ev.g) return `processor ${ev.p} does not run goroutine ${ev.g}`;
    return !allowNone && ev.g === 0 ? "no goroutine did it" : void 0;
  }
  event(ev) {
    if (BLOCKS.has(ev.type)) return this.#leave(ev, "waiting");
    switch (ev.type) {
      case OLD.procStart:
      case OLD.procStop:
        return this.#proc(ev);
      case OLD.gcStart:
      case OLD.gcDone:
      case OLD.stwStart:
      case OLD.stwDone:
      case OLD.sweepStart:
      case OLD.sweepDone:
      case OLD.assistStart:
      case OLD.assistDone:
        return this.#range(ev);
      case OLD.goWaiting:
      case OLD.goInSyscall: {
        const g = this.#g(ev.g);
        if (g.state !== "runnable") return "the goroutine is not runnable";
        g.state = "waiting";
        return void 0;
      }
      case OLD.goCreate: {
        if (this.#gs.has(ev.a0))
          return this.#notRunning(ev, true) ?? "the goroutine exists already";
        const wrong = this.#notRunning(ev, true);
        if (wrong === void 0) this.#g(ev.a0).state = "runnable";
        return wrong;
      }
      case OLD.goStart:
      case OLD.goStartLabel:
        return this.#start(ev);
      case OLD.goEnd:
        this.#regions.delete(ev.g);
        return this.#leave(ev, "dead");
      case OLD.goStop:
        return this.#leave(ev, "dead");
      case OLD.goSched:
      case OLD.goPreempt:
        return this.#leave(ev, "runnable");
      case OLD.goUnblock:
        return this.#unblock(ev);
      case OLD.goSysCall:
        return this.#notRunning(ev, false);
      case OLD.goSysBlock:
        return this.#leave(ev, "waiting");
      case OLD.goSysExit: {
        const g = this.#g(ev.g);
        if (g.state !== "waiting") return "the goroutine is not in a syscall";
        g.state = "runnable";
        g.network = false;
        return void 0;
      }
      default:
        return this.#annotation(ev);
    }
  }
  #proc(ev) {
    const p = this.#p(ev.p);
    const starts = ev.type === OLD.procStart;
    if (p.running === starts) return starts ? "it runs already" : "it does not run";
    if (!starts && p.g !== 0) return `it still runs goroutine ${p.g}`;
    p.running = starts;
    return void 0;
  }
  #range(ev) {
    const flip = (now, begins) => now === begins ? begins ? "the one before has not ended" : "it never began" : void 0;
    let wrong;
    if (ev.type === OLD.gcStart || ev.type === OLD.gcDone) {
      const begins = ev.type === OLD.gcStart;
      wrong = flip(this.#gc, begins);
      this.#gc = begins;
      if (begins) ev.p = GC_P;
    } else if (ev.type === OLD.stwStart || ev.type === OLD.stwDone) {
      const begins = ev.type === OLD.stwStart;
      wrong = flip(this.#stw, begins);
      this.#stw = begins;
    } else if (ev.type === OLD.sweepStart || ev.type === OLD.sweepDone) {
      const p = this.#p(ev.p);
      const begins = ev.type === OLD.sweepStart;
      wrong = flip(p.sweep, begins);
      p.sweep = begins;
    } else {
      const g = this.#g(ev.g);
      const begins = ev.type === OLD.assistStart;
      wrong = begins ? flip(g.assist, true) : void 0;
      g.assist = begins;
    }
    return wrong;
  }
  #start(ev) {
    const g = this.#g(ev.g);
    const p = this.#p(ev.p);
    if (g.state !== "runnable") return "the goroutine is not runnable";
    if (p.g !== 0) return `the processor runs goroutine ${p.g}`;
    g.state = "running";
    g.network = false;
    p.g = ev.g;
    return void 0;
  }
  #leave(ev, state) {
    const wrong = this.#notRunning(ev, false);
    if (wrong !== void 0) return wrong;
    const g = this.#g(ev.g);
    g.state = state;
    g.network = ev.type === OLD.goBlockNet;
    this.#p(ev.p).g = 0;
    return void 0;
  }
  #unblock(ev) {
    if (this.#g(ev.g).state !== "running") return `goroutine ${ev.g} is not running`;
    if (ev.p !== TIMER_P && this.#p(ev.p).g !== ev.g)
      return `processor ${ev.p} does not run goroutine ${ev.g}`;
    const g = this.#g(ev.a0);
    if (g.state !== "waiting") return `goroutine ${ev.a0} is not waiting`;
    if (g.network) ev.p = NETPOLL_P;
    g.state = "runnable";
    g.network = false;
    return void 0;
  }
  #annotation(ev) {
    if (ev.type === OLD.taskCreate) {
      if (this.#tasks.has(ev.a0)) return `task ${ev.a0} begins twice`;
      this.#tasks.add(ev.a0);
    } else if (ev.type === OLD.taskEnd) {
      this.#tasks.delete(ev.a0);
    } else if (ev.type === OLD.region) {
      const open = this.#regions.get(ev.g) ?? [];
      this.#regions.set(ev.g, open);
      if (ev.a1 === 0) open.push({ task: ev.a0, name: ev.a2 });
      else if (ev.a1 !== 1) return `invalid region mode ${ev.a1}`;
      else {
        const began = open.pop();
        if (began !== void 0 && (began.task !== ev.a0 || began.name !== ev.a2)) {
          return "a region ends that is not the innermost";
        }
      }
    }
    return void 0;
  }
};

// src/model/trace.ts
var GO_STATES = [
  "Undetermined",
  "NotExist",
  "Runnable",
  "Running",
  "Waiting",
  "Syscall"
];
var PROC_STATES = ["Undetermined", "NotExist", "Running", "Idle"];
var GO = {
  undetermined: 0,
  notExist: 1,
  runnable: 2,
  running: 3,
  waiting: 4,
  syscall: 5
};
var PROC = { undetermined: 0, notExist: 1, running: 2, idle: 3 };
var FLAG_REPAIRED = 1;

// src/parse/go-trace/v1-convert.ts
var REASONS = /* @__PURE__ */ new Map([
  [OLD.goStop, "forever"],
  [OLD.goSleep, "sleep"],
  [OLD.goBlock, ""],
  [OLD.goBlockSend, "chan send"],
  [OLD.goBlockRecv, "chan receive"],
  [OLD.goBlockSelect, "select"],
  [OLD.goBlockSync, "sync"],
  [OLD.goBlockCond, "sync.(*Cond).Wait"],
  [OLD.goBlockNet, "network"],
  [OLD.goBlockGC, "GC mark assist wait for work"],
  [OLD.goSched, "runtime.Gosched"],
  [OLD.goPreempt, "preempted"]
]);
var STW_KINDS = [
  "",
  "GC mark termination",
  "GC sweep termination",
  "write heap dump",
  "goroutine profile",
  "goroutine profile cleanup",
  "all goroutine stack trace",
  "read mem stats",
  "AllThreadsSyscall",
  "GOMAXPROCS",
  "start trace",
  "stop trace",
  "CountPagesInUse (test)",
  "ReadMetricsSlow (test)",
  "ReadMemStatsSlow (test)",
  "PageCachePagesLeaked (test)",
  "ResetDebugLog (test)"
];
var GO_1_21 = 21;
var PLAIN = /* @__PURE__ */ new Map([
  [OLD.gcStart, EV.gcBegin],
  [OLD.gcDone, EV.gcEnd],
  [OLD.heapAlloc, EV.heapAlloc],
  [OLD.heapGoal, EV.heapGoal],
  [OLD.assistStart, EV.assistBegin],
  [OLD.assistDone, EV.assistEnd]
]);
var OldConverter = class {
  #parser;
  #minor;
  #rows;
  #events;
  #threads = /* @__PURE__ */ new Map();
  #seenProcs = /* @__PURE__ */ new Set();
  #preInit = true;
  #before = /* @__PURE__ */ new Set();
  #stwKind = 0;
  /** For each syscall event whether it blocked: the goroutine's next event says so. */
  #blocked;
  constructor(parser, minor, events, rows) {
    this.#parser = parser;
    this.#minor = minor;
    this.#events = events;
    this.#rows = rows;
    this.#blocked = blockedCalls(events);
  }
  /** Converts everything; a message when an event has no counterpart. */
  run() {
    for (const ev of this.#events) {
      if (!this.#convert(ev)) return `unexpected event type ${ev.type}`;
    }
    return void 0;
  }
  #base(ev, type, g = ev.g === 0 ? -1 : ev.g) {
    const sample = ev.type === OLD.cpuSample;
    const m = ev.p === -1 || sample ? void 0 : this.#threads.get(ev.p);
    const row3 = this.#rows.blank(type, ev.ts);
    row3.thread = m ?? -1;
    row3.proc = ev.p;
    row3.g = g;
    row3.stack = ev.stack;
    row3.repaired = ev.repaired;
    return row3;
  }
  #emit(row3, more = {}) {
    this.#rows.push(Object.assign(row3, more));
    return true;
  }
  #convert(ev) {
    const reason = REASONS.get(ev.type);
    if (reason !== void 0) return this.#stop(ev, reason);
    const plain = PLAIN.get(ev.type);
    if (plain !== void 0) {
      const own = plain === EV.assistBegin || plain === EV.assistEnd;
      const subject = own ? ev.g : -1;
      return this.#emit(this.#base(ev, plain), { value: ev.a0, subject });
    }
    switch (ev.type) {
      case OLD.gomaxprocs:
        return this.#gomaxprocs(ev);
      case OLD.procStart:
      case OLD.procStop:
        return this.#proc(ev);
      case OLD.stwStart:
      case OLD.stwDone: {
        const begins = ev.type === OLD.stwStart;
        if (begins) this.#stwKind = this.#rows.text(this.#kindOf(ev.a0));
        const row3 = this.#base(ev, begins ? EV.stwBegin : EV.stwEnd);
        return this.#emit(row3, { text: this.#stwKind, subject: row3.g });
      }
      case OLD.sweepStart:
      case OLD.sweepDone: {
        const begins = ev.type === OLD.sweepStart;
        const row3 = this.#base(ev, begins ? EV.sweepBegin : EV.sweepEnd);
        return this.#emit(row3, { subject: ev.p, value: ev.a0, value2: ev.a1 });
      }
      case OLD.goCreate:
      case OLD.goStart:
      case OLD.goStartLabel:
      case OLD.goEnd:
      case OLD.goUnblock:
      case OLD.goWaiting:
      case OLD.goInSyscall:
        return this.#goroutine(ev);
      case OLD.goSysCall:
      case OLD.goSysExit:
      case OLD.goSysBlock:
        return this.#syscall(ev);
      default:
        return this.#annotation(ev);
    }
  }
  #kindOf(id) {
    if (this.#minor >= GO_1_21) return STW_KINDS[id] ?? "";
    return id === 0 || id === 1 ? STW_KINDS[id + 1] ?? "" : "";
  }
  /** The first one ends the list of goroutines that were there before: the rest of these are runnable. */
  #gomaxprocs(ev) {
    if (!this.#preInit) return this.#emit(this.#base(ev, EV.procsChange), { value: ev.a0 });
    this.#preInit = false;
    for (const g of this.#before) {
      const row3 = this.#rows.blank(EV.goStatus, ev.ts);
      this.#emit(row3, { subject: g, to: GO.runnable });
    }
    this.#before.clear();
    this.#rows.gomaxprocs ??= ev.a0;
    return true;
  }
  #proc(ev) {
    const starts = ev.type === OLD.procStart;
    if (starts) this.#threads.set(ev.p, ev.a0);
    const known = this.#seenProcs.has(ev.p);
    this.#seenProcs.add(ev.p);
    const running = starts ? PROC.running : PROC.idle;
    const type = known ? starts ? EV.procStart : EV.procStop : EV.procStatus;
    const from = known ? starts ? PROC.idle : PROC.running : PROC.undetermined;
    this.#emit(this.#base(ev, type), { subject: ev.p, from, to: running });
    if (!starts) this.#threads.delete(ev.p);
    return true;
  }
  #goroutine(ev) {
    switch (ev.type) {
      case OLD.goCreate: {
        if (this.#preInit) {
          this.#before.add(ev.a0);
          return true;
        }
        const row3 = this.#base(ev, EV.goCreate);
        return this.#emit(row3, {
          subject: ev.a0,
          from: GO.notExist,
          to: GO.runnable,
          stack2: ev.a1
        });
      }
      case OLD.goStart: {
        const start = !this.#preInit;
        this.#before.delete(ev.a0);
        const row3 = this.#base(ev, start ? EV.goStart : EV.goStatus);
        const from = start ? GO.runnable : GO.undetermined;
        return this.#emit(row3, { subject: ev.a0, from, to: GO.running, stack: 0 });
      }
      case OLD.goStartLabel: {
        const row3 = this.#base(ev, EV.goStart, ev.g);
        this.#emit(row3, { subject: ev.a0, from: GO.runnable, to: GO.running, stack: 0 });
        return this.#emit(this.#base(ev, EV.goLabel, ev.g), { text: ev.a2, stack: 0 });
      }
      case OLD.goEnd: {
        const row3 = this.#base(ev, EV.goDestroy);
        return this.#emit(row3, { subject: row3.g, from: GO.running, to: GO.notExist });
      }
      case OLD.goUnblock: {
        const row3 = this.#base(ev, EV.goUnblock);
        return this.#emit(row3, { subject: ev.a0, from: GO.waiting, to: GO.runnable });
      }
      default: {
        this.#before.delete(ev.a0);
        const to = ev.type === OLD.goWaiting ? GO.waiting : GO.syscall;
        return this.#emit(this.#base(ev, EV.goStatus), { subject: ev.a0, to });
      }
    }
  }
  #stop(ev, reason) {
    const yields = ev.type === OLD.goSched || ev.type === OLD.goPreempt;
    const row3 = this.#base(ev, yields ? EV.goStop : EV.goBlock);
    const to = yields ? GO.runnable : GO.waiting;
    return this.#emit(row3, { subject: row3.g, from: GO.running, to, text: this.#rows.text(reason) });
  }
  #syscall(ev) {
    if (ev.type === OLD.goSysBlock) return true;
    if (ev.type === OLD.goSysExit) {
      const row3 = this.#base(ev, EV.goSyscallEndBlocked);
      return this.#emit(row3, { subject: row3.g, from: GO.syscall, to: GO.runnable });
    }
    const blocked = this.#blocked.has(ev);
    const begin = blocked ? this.#base(ev, EV.goSyscallBegin) : this.#base(ev, EV.goSyscallBegin, ev.g);
    this.#emit(begin, { subject: begin.g, from: GO.running, to: GO.syscall });
    if (blocked) return true;
    const end = this.#base(ev, EV.goSyscallEnd, ev.g);
    const ns2 = ev.ts + 1;
    return this.#emit(end, { ns: ns2, stack: 0, subject: end.g, from: GO.syscall, to: GO.running });
  }
  #annotation(ev) {
    switch (ev.type) {
      case OLD.taskCreate: {
        const value2 = ev.a1 === 0 ? -1 : ev.a1;
        return this.#emit(this.#base(ev, EV.taskBegin), { value: ev.a0, value2, text: ev.a2 });
      }
      case OLD.taskEnd:
        return this.#emit(this.#base(ev, EV.taskEnd), { value: ev.a0 });
      case OLD.region: {
        const type = ev.a1 === 0 ? EV.regionBegin : EV.regionEnd;
        const row3 = this.#base(ev, type);
        return this.#emit(row3, { value: ev.a0, text: ev.a2, subject: row3.g });
      }
      case OLD.userLog: {
        const stack2 = this.#rows.text(this.#parser.logTexts[ev.a3] ?? "");
        return this.#emit(this.#base(ev, EV.userLog), { value: ev.a0, text: ev.a1, stack2 });
      }
      case OLD.cpuSample: {
        const value = ev.g === 0 ? -1 : ev.g;
        return this.#emit(this.#base(ev, EV.cpuSample, -1), { value, value2: -1 });
      }
      default:
        return false;
    }
  }
};
function blockedCalls(events) {
  const blocked = /* @__PURE__ */ new Set();
  const open = /* @__PURE__ */ new Map();
  for (const ev of events) {
    const call = open.get(ev.g);
    if (call !== void 0) {
      if (ev.type === OLD.goSysBlock) blocked.add(call);
      open.delete(ev.g);
    }
    if (ev.type === OLD.goSysCall) open.set(ev.g, ev);
  }
  return blocked;
}

// src/parse/go-trace/v1-order.ts
var DEAD = 0;
var RUNNABLE = 1;
var RUNNING = 2;
var WAITING = 3;
var ANY = -1;
var UP = -2;
var GARBAGE = -1;
var BLOCKS2 = /* @__PURE__ */ new Set([
  OLD.goBlock,
  OLD.goBlockSend,
  OLD.goBlockRecv,
  OLD.goBlockSelect,
  OLD.goBlockSync,
  OLD.goBlockCond,
  OLD.goBlockNet,
  OLD.goSleep,
  OLD.goSysBlock,
  OLD.goBlockGC
]);
var LOCAL = /* @__PURE__ */ new Map([
  [OLD.goStartLocal, OLD.goStart],
  [OLD.goUnblockLocal, OLD.goUnblock],
  [OLD.goSysExitLocal, OLD.goSysExit]
]);
function stepOf(ev) {
  const step = (g, seq, status, nextSeq, nextStatus) => ({
    g,
    seq,
    status,
    nextSeq,
    nextStatus
  });
  switch (ev.type) {
    case OLD.goCreate:
      return step(ev.a0, 0, DEAD, 1, RUNNABLE);
    case OLD.goWaiting:
    case OLD.goInSyscall:
      return step(ev.g, 1, RUNNABLE, 2, WAITING);
    case OLD.goStart:
    case OLD.goStartLabel:
      return step(ev.g, ev.a1, RUNNABLE, ev.a1 + 1, RUNNING);
    case OLD.goStartLocal:
      return step(ev.g, ANY, RUNNABLE, UP, RUNNING);
    case OLD.goSched:
    case OLD.goPreempt:
      return step(ev.g, ANY, RUNNING, ANY, RUNNABLE);
    case OLD.goUnblock:
    case OLD.goSysExit:
      return step(ev.a0, ev.a1, WAITING, ev.a1 + 1, RUNNABLE);
    case OLD.goUnblockLocal:
    case OLD.goSysExitLocal:
      return step(ev.a0, ANY, WAITING, UP, RUNNABLE);
    case OLD.gcStart:
      return step(GARBAGE, ev.a0, DEAD, ev.a0 + 1, DEAD);
    default:
      return BLOCKS2.has(ev.type) ? step(ev.g, ANY, RUNNING, ANY, WAITING) : void 0;
  }
}
function mergeOld(parser, repair) {
  const merge = new Merge(parser, repair);
  return merge.run();
}
var Merge = class {
  #parser;
  #repair;
  #states = /* @__PURE__ */ new Map();
  #heap = [];
  #events = [];
  #procs;
  #available;
  #problem;
  constructor(parser, repair) {
    this.#parser = parser;
    this.#repair = repair;
    const samples = [...parser.samples].sort((a, b) => a.ts - b.ts);
    this.#procs = [...parser.batches].map(([id, offsets]) => proc(id, offsets, []));
    this.#procs.push(proc(PROFILE_P, [], samples));
    this.#available = [...this.#procs];
  }
  run() {
    for (; ; ) {
      this.#fill();
      if (this.#problem !== void 0 && !this.#repair) break;
      const entry = this.#pop() ?? this.#forced();
      if (entry === void 0) break;
      this.#take(entry);
      if (this.#problem !== void 0 && !this.#repair) break;
      this.#available.push(entry.proc);
    }
    return { events: this.#events, problem: this.#problem };
  }
  /** Puts the next event of each processor that has none in the heap there, if it can happen. */
  #fill() {
    const list2 = this.#available;
    const drop = (i) => {
      const last = list2.pop();
      if (last !== void 0 && i < list2.length) list2[i] = last;
    };
    for (let i = 0; i < list2.length; i++) {
      const p = list2[i];
      if (p === void 0) return;
      if (!this.#load(p)) {
        p.done = true;
        drop(i--);
        continue;
      }
      const ev = p.events[p.at];
      if (ev === void 0 || !this.#ready(ev)) continue;
      p.at += 1;
      drop(i--);
      this.#push({ ev, proc: p });
    }
  }
  /** Whether the processor has a next event; reads its next batch where needed. */
  #load(p) {
    while (p.at >= p.events.length) {
      const offset = p.offsets[p.next];
      if (offset === void 0) return false;
      p.next += 1;
      p.events = [];
      p.at = 0;
      const wrong = this.#parser.batch(offset, p.events);
      this.#problem ??= wrong;
    }
    return true;
  }
  #ready(ev) {
    const s = stepOf(ev);
    if (s === void 0) return true;
    const now = this.#states.get(s.g) ?? { seq: 0, status: DEAD };
    return (s.seq === ANY || s.seq === now.seq) && s.status === now.status;
  }
  /** No event can happen: the end, or damage; in repair the earliest is taken at its word. */
  #forced() {
    if (this.#procs.every((p) => p.done)) return void 0;
    this.#problem ??= "no consistent order of events is possible";
    if (!this.#repair) return void 0;
    let first;
    for (const p of this.#available) {
      const ts = p.events[p.at]?.ts ?? Infinity;
      if (first === void 0 || ts < (first.events[first.at]?.ts ?? Infinity)) first = p;
    }
    const ev = first?.events[first.at];
    if (first === void 0 || ev === void 0) return void 0;
    first.at += 1;
    ev.repaired = true;
    this.#available = this.#available.filter((p) => p !== first);
    return { ev, proc: first };
  }
  #take({ ev }) {
    const s = stepOf(ev);
    const ready = this.#ready(ev);
    ev.type = LOCAL.get(ev.type) ?? ev.type;
    this.#events.push(ev);
    if (s === void 0) return;
    if (!ready && !ev.repaired) {
      this.#problem ??= "a goroutine changes state in an impossible way";
      ev.repaired = true;
    }
    const now = this.#states.get(s.g) ?? { seq: 0, status: DEAD };
    if (s.nextSeq === UP) now.seq += 1;
    else if (s.nextSeq !== ANY) now.seq = s.nextSeq;
    now.status = s.nextStatus;
    this.#states.set(s.g, now);
  }
  #push(entry) {
    const h = this.#heap;
    let j = h.push(entry) - 1;
    while (j > 0) {
      const i = j - 1 >> 1;
      const parent = h[i];
      if (parent === void 0 || entry.ev.ts >= parent.ev.ts) break;
      h[j] = parent;
      j = i;
    }
    h[j] = entry;
  }
  #pop() {
    const h = this.#heap;
    const top = h[0];
    const last = h.pop();
    if (top === void 0 || last === void 0 || h.length === 0) return top;
    let i = 0;
    for (; ; ) {
      const l = 2 * i + 1;
      const left = h[l];
      if (left === void 0) break;
      const right = h[l + 1];
      const takeRight = right !== void 0 && right.ev.ts < left.ev.ts;
      const least = takeRight ? right : left;
      if (least.ev.ts >= last.ev.ts) break;
      h[i] = least;
      i = takeRight ? l + 1 : l;
    }
    h[i] = last;
    return top;
  }
};
function proc(id, offsets, events) {
  return { id, offsets, next: 0, events, at: 0, done: false };
}

// src/parse/go-trace/v1-parse.ts
var ARG_BYTES_MAX = 2048;
var STRING_BYTES_MAX2 = 1e6;
var FRAMES_MAX2 = 1e3;
var NO_PROC = 2 ** 64;
var decoder2 = new TextDecoder();
var OldParser = class {
  #bytes;
  #minor;
  #at;
  /** Batch offsets by processor, in file order. */
  batches = /* @__PURE__ */ new Map();
  strings = /* @__PURE__ */ new Map();
  logTexts = [];
  #logTextIds = /* @__PURE__ */ new Map();
  stacks = /* @__PURE__ */ new Map();
  #pcs = /* @__PURE__ */ new Map();
  samples = [];
  timerGoroutines = /* @__PURE__ */ new Set();
  ticksPerSecond = 0;
  /** The first thing that was wrong, with its offset. */
  problem;
  #raw = { type: 0, args: [], text: "" };
  #lastTs = 0;
  #lastG = 0;
  #lastP = 0;
  #lastGs = /* @__PURE__ */ new Map();
  constructor(bytes, offset, minor) {
    this.#bytes = bytes;
    this.#minor = minor;
    this.#at = offset;
  }
  /** First pass: finds batches and CPU samples. Stops at the first damage, noted in `problem`. */
  collect() {
    let proc2;
    while (this.#at < this.#bytes.length) {
      const offset = this.#at;
      const message2 = this.#read() ?? (proc2 === void 0 ? this.#needsBatch() : void 0);
      if (message2 !== void 0) {
        this.problem = { message: message2, offset };
        return;
      }
      const { type, args } = this.#raw;
      if (type === OLD.batch) {
        proc2 = procOf(args[0] ?? 0);
        const own = this.batches.get(proc2);
        if (own === void 0) this.batches.set(proc2, [offset]);
        else own.push(offset);
      } else if (type === OLD.cpuSample) {
        if (args.length !== 5) {
          this.problem = { message: "a CPU sample has the wrong number of arguments", offset };
          return;
        }
        this.samples.push({
          ...blank(OLD.cpuSample),
          ts: args[1] ?? 0,
          p: (args[2] ?? 0) | 0,
          g: args[3] ?? 0,
          stack: (args[4] ?? 0) >>> 0
        });
      }
    }
    this.#lastP = 0;
  }
  #needsBatch() {
    const { type } = this.#raw;
    return type === OLD.batch || type === OLD.none ? void 0 : "an event before any batch";
  }
  /** Second pass: the events of one batch, appended to `out`; what is wrong, or undefined. */
  batch(offset, out) {
    this.#at = offset;
    let head2 = false;
    while (this.#at < this.#bytes.length) {
      const message2 = this.#read();
      if (message2 !== void 0) return message2;
      const { type } = this.#raw;
      if (type === OLD.none || type === OLD.cpuSample) continue;
      if (type === OLD.batch) {
        if (head2) return void 0;
        head2 = true;
      }
      const wrong = this.#event(out);
      if (wrong !== void 0) return wrong;
    }
    return void 0;
  }
  /** The frames of a stack; undefined when there is no such stack. */
  frames(id) {
    return this.stacks.get(id)?.map((pc) => {
      const f = this.#pcs.get(pc) ?? { func: 0, file: 0, line: 0 };
      const text = (s) => this.strings.get(s) ?? "";
      return { pc, func: text(f.func), file: text(f.file), line: f.line };
    });
  }
  /** Reads one raw event into #raw; what is wrong, or undefined. Strings go to their table. */
  #read() {
    const head2 = this.#bytes[this.#at] ?? 0;
    const type = head2 & 63;
    const described = OLD_TYPES.get(type);
    if (described === void 0 || described.since > this.#minor)
      return `unknown event type ${type}`;
    const r = new VarintReader(this.#bytes, this.#at + 1, this.#bytes.length);
    const inline = (head2 >> 6) + 1;
    const raw = this.#raw;
    raw.type = type;
    raw.args = [];
    raw.text = "";
    if (type === OLD.string) {
      raw.type = OLD.none;
      const wrong = this.#string(r);
      this.#at = r.at;
      return wrong;
    }
    if (type === OLD.batch) {
      if (inline !== 2) return "a batch has the wrong number of arguments";
      raw.args.push(r.number(), r.number());
    } else if (inline <= 3) {
      for (let i = 0; i < inline; i++) raw.args.push(r.number());
    } else {
      const wrong = this.#lengthPrefixed(r, type);
      if (wrong !== void 0) return wrong;
    }
    if (!r.good()) return "a number is cut or too long";
    this.#at = r.at;
    return void 0;
  }
  #lengthPrefixed(r, type) {
    const length = r.number();
    if (!r.good()) return "a number is cut or too long";
    if (length > ARG_BYTES_MAX) return `arguments claim ${length} bytes`;
    if (r.at + length > r.end) return "arguments are cut";
    const own = new VarintReader(r.bytes, r.at, r.at + length);
    while (own.at < own.end && own.good()) this.#raw.args.push(own.number());
    if (!own.good()) return "an argument is cut or too long";
    r.at += length;
    if (type !== OLD.userLog) return void 0;
    const size = r.number();
    if (!r.good() || size > STRING_BYTES_MAX2 || r.at + size > r.end)
      return "a log text is cut or too long";
    this.#raw.text = decoder2.decode(r.bytes.subarray(r.at, r.at + size));
    r.at += size;
    return void 0;
  }
  #string(r) {
    const id = r.number();
    const length = r.number();
    if (!r.good()) return "a string's head is cut";
    if (id === 0) return "a string has id 0";
    if (length === 0) return "a string is empty";
    if (length > STRING_BYTES_MAX2) return `a string claims ${length} bytes`;
    if (r.at + length > r.end) return "a string is cut";
    if (!this.strings.has(id)) {
      this.strings.set(id, decoder2.decode(r.bytes.subarray(r.at, r.at + length)));
    }
    r.at += length;
    return void 0;
  }
  #event(out) {
    const { type, args } = this.#raw;
    const described = OLD_TYPES.get(type);
    if (described === void 0) return `unknown event type ${type}`;
    const timed = type !== OLD.batch && type !== OLD.frequency && type !== OLD.timerGoroutine;
    const wanted = described.args + (described.stack ? 1 : 0) + (timed ? 1 : 0);
    if (type === OLD.stack) return this.#stack(args);
    if (args.length !== wanted) {
      return `${described.name} has ${args.length} arguments instead of ${wanted}`;
    }
    const first = args[0] ?? 0;
    if (type === OLD.batch) {
      this.#lastGs.set(this.#lastP, this.#lastG);
      this.#lastP = procOf(first);
      this.#lastG = this.#lastGs.get(this.#lastP) ?? 0;
      this.#lastTs = args[1] ?? 0;
    } else if (type === OLD.frequency) {
      this.ticksPerSecond = first;
      if (first <= 0) return "the clock's frequency is zero";
    } else if (type === OLD.timerGoroutine) {
      this.timerGoroutines.add(first);
    } else out.push(this.#timed(described.stack, args));
    return void 0;
  }
  #timed(stack, args) {
    const ev = blank(this.#raw.type);
    ev.ts = this.#lastTs + (args[0] ?? 0);
    this.#lastTs = ev.ts;
    ev.p = this.#lastP;
    ev.g = this.#lastG;
    const plain = stack ? args.slice(1, -1) : args.slice(1);
    [ev.a0 = 0, ev.a1 = 0, ev.a2 = 0, ev.a3 = 0] = plain;
    if (stack) ev.stack = (args.at(-1) ?? 0) >>> 0;
    switch (ev.type) {
      case OLD.goStart:
      case OLD.goStartLocal:
      case OLD.goStartLabel:
        this.#lastG = ev.a0;
        ev.g = ev.a0;
        break;
      case OLD.goSysExit:
      case OLD.goWaiting:
      case OLD.goInSyscall:
        ev.g = ev.a0;
        break;
      case OLD.userLog:
        ev.a3 = this.#logText(this.#raw.text);
        break;
      default:
        if (LEAVES.has(ev.type)) this.#lastG = 0;
    }
    return ev;
  }
  #logText(text) {
    let id = this.#logTextIds.get(text);
    if (id === void 0) {
      id = this.logTexts.length;
      this.#logTextIds.set(text, id);
      this.logTexts.push(text);
    }
    return id;
  }
  #stack(args) {
    const size = args[1];
    if (size === void 0 || size > FRAMES_MAX2) return "a stack has a bad number of frames";
    if (args.length !== 2 + 4 * size) return "a stack is not as long as it says";
    const id = (args[0] ?? 0) >>> 0;
    if (id === 0 || size === 0) return void 0;
    const pcs = [];
    for (let i = 2; i < args.length; i += 4) {
      const [pc = 0, func = 0, file = 0, line = 0] = args.slice(i, i + 4);
      pcs.push(pc);
      if (!this.#pcs.has(pc)) this.#pcs.set(pc, { func, file, line });
    }
    this.stacks.set(id, pcs);
    return void 0;
  }
};
var LEAVES = /* @__PURE__ */ new Set([
  OLD.goEnd,
  OLD.goStop,
  OLD.goSched,
  OLD.goPreempt,
  OLD.goSleep,
  OLD.goBlock,
  OLD.goBlockSend,
  OLD.goBlockRecv,
  OLD.goBlockSelect,
  OLD.goBlockSync,
  OLD.goBlockCond,
  OLD.goBlockNet,
  OLD.goSysBlock,
  OLD.goBlockGC
]);
function blank(type) {
  return { type, ts: 0, g: 0, p: 0, stack: 0, a0: 0, a1: 0, a2: 0, a3: 0, repaired: false };
}
function procOf(id) {
  return id === NO_PROC ? -1 : id | 0;
}

// src/parse/go-trace/v1-rows.ts
var ROWS = 4096;
var HIGH2 = 2 ** 32;
var Slots = class {
  #slots = /* @__PURE__ */ new Map();
  words = new Uint32Array(512);
  #count;
  constructor(reserved) {
    this.#count = reserved;
  }
  of(id) {
    let slot = this.#slots.get(id);
    if (slot === void 0) {
      slot = this.#count++;
      this.#slots.set(id, slot);
      if (2 * slot + 2 > this.words.length) {
        const more = new Uint32Array(this.words.length * 2);
        more.set(this.words);
        this.words = more;
      }
      this.words[2 * slot] = id % HIGH2;
      this.words[2 * slot + 1] = Math.floor(id / HIGH2);
    }
    return slot;
  }
  /** Forgets an id: its next appearance gets a slot of its own. */
  end(id) {
    this.#slots.delete(id);
  }
};
var OldRows = class {
  #generation;
  #emit;
  #textIds = /* @__PURE__ */ new Map();
  #strings;
  #nextText;
  #goroutines = new Slots(0);
  #threads = new Slots(1);
  #n = 0;
  #lastNs = -1;
  gomaxprocs;
  events = 0;
  repaired = 0;
  #timeNs = new Float64Array(ROWS);
  #u32 = () => new Uint32Array(ROWS);
  #kind = this.#u32();
  #thread = new Int32Array(ROWS);
  #proc = new Int32Array(ROWS);
  #goroutine = new Int32Array(ROWS);
  #subject = new Int32Array(ROWS);
  #stack = this.#u32();
  #stack2 = this.#u32();
  #text = this.#u32();
  #value = new Uint32Array(2 * ROWS);
  #value2 = new Uint32Array(2 * ROWS);
  constructor(strings, generation, emit) {
    this.#strings = strings;
    this.#nextText = [...strings.keys()].reduce((max, id) => Math.max(max, id), 0) + 1;
    this.#generation = generation;
    this.#emit = emit;
  }
  get lastNs() {
    return this.#lastNs;
  }
  /** The id of a text that the trace has no string for. */
  text(text) {
    if (text === "") return 0;
    let id = this.#textIds.get(text);
    if (id === void 0) {
      id = this.#nextText++;
      this.#textIds.set(text, id);
      this.#strings.set(id, text);
    }
    return id;
  }
  blank(type, ns2) {
    const none = { thread: -1, proc: -1, g: -1, subject: -1 };
    const zero = { from: 0, to: 0, stack: 0, stack2: 0, text: 0, value: 0, value2: 0 };
    return { type, ns: ns2, ...none, ...zero, repaired: false };
  }
  /** A sync event at its own time, which does not move the others. */
  sync(n, ns2) {
    const row3 = this.blank(255, ns2);
    row3.value = n;
    this.#put(row3, ns2);
  }
  push(row3) {
    const ns2 = row3.ns <= this.#lastNs ? this.#lastNs + 1 : row3.ns;
    this.#lastNs = ns2;
    this.#put(row3, ns2);
  }
  #put(row3, ns2) {
    const i = this.#n++;
    const isProc = row3.type >= 10 && row3.type <= 13;
    const sweep = row3.type >= 31 && row3.type <= 33;
    const g = (id) => id < 0 ? -1 : this.#goroutines.of(id);
    this.events += 1;
    if (row3.repaired) this.repaired += 1;
    const flags = row3.repaired ? FLAG_REPAIRED : 0;
    this.#timeNs[i] = ns2;
    this.#kind[i] = row3.type | row3.from << 8 | row3.to << 16 | flags << 24;
    this.#thread[i] = row3.thread < 0 ? 0 : this.#threads.of(row3.thread);
    this.#proc[i] = row3.proc;
    this.#goroutine[i] = g(row3.g);
    this.#subject[i] = isProc || sweep ? row3.subject : g(row3.subject);
    this.#stack[i] = row3.stack;
    this.#stack2[i] = row3.stack2;
    this.#text[i] = row3.text;
    words(this.#value, i, row3.value);
    words(this.#value2, i, row3.value2);
    if (row3.to === GO.notExist && !isProc) this.#goroutines.end(row3.subject);
    if (this.#n === ROWS) this.flush();
  }
  flush() {
    if (this.#n === 0) return;
    const length = this.#n;
    this.#n = 0;
    this.#emit({
      length,
      generation: this.#generation,
      originNs: 0n,
      timeNs: this.#timeNs,
      kind: this.#kind,
      thread: this.#thread,
      proc: this.#proc,
      goroutine: this.#goroutine,
      subject: this.#subject,
      stack: this.#stack,
      stack2: this.#stack2,
      text: this.#text,
      value: this.#value,
      value2: this.#value2,
      goroutineIds: { words: this.#goroutines.words, stride: 2 },
      threadIds: { words: this.#threads.words, stride: 2 }
    });
  }
};
function words(column, i, value) {
  column[2 * i] = value < 0 ? 4294967295 : value % HIGH2;
  column[2 * i + 1] = value < 0 ? 4294967295 : Math.floor(value / HIGH2);
}

// src/parse/go-trace/window.ts
var OWN = [
  EV.sync,
  EV.procsChange,
  EV.taskBegin,
  EV.taskEnd,
  EV.regionBegin,
  EV.regionEnd
];
function wantedTypes(visitors) {
  const all = new Set(OWN);
  for (const v of visitors) {
    if (v.wants === void 0) return void 0;
    for (const t of v.wants) all.add(t);
  }
  return all;
}
function lowerBound(chunk, ns2) {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const mid = low + high >>> 1;
    if ((chunk.timeNs[mid] ?? 0) < ns2) low = mid + 1;
    else high = mid;
  }
  return low;
}
function clipped(chunk, window) {
  const start = window.fromNs === void 0 ? 0 : lowerBound(chunk, window.fromNs);
  const end = window.toNs === void 0 ? chunk.length : lowerBound(chunk, window.toNs + 1);
  if (start === 0 && end === chunk.length) return chunk;
  if (end <= start) return { ...chunk, length: 0 };
  return {
    ...chunk,
    length: end - start,
    timeNs: chunk.timeNs.subarray(start, end),
    kind: chunk.kind.subarray(start, end),
    thread: chunk.thread.subarray(start, end),
    proc: chunk.proc.subarray(start, end),
    goroutine: chunk.goroutine.subarray(start, end),
    subject: chunk.subject.subarray(start, end),
    stack: chunk.stack.subarray(start, end),
    stack2: chunk.stack2.subarray(start, end),
    text: chunk.text.subarray(start, end),
    value: chunk.value.subarray(2 * start, 2 * end),
    value2: chunk.value2.subarray(2 * start, 2 * end)
  };
}

// src/parse/go-trace/v1-reader.ts
var READ_BYTES = 4 << 20;
var FILE_BYTES_MAX = 1 << 30;
async function readV1(source, minor, options, summary) {
  const bytes = await readAll(source, options);
  const repair = options.onDamage !== "stop";
  const parser = new OldParser(bytes, HEADER_BYTES, minor);
  parser.collect();
  if (parser.problem !== void 0) {
    const { message: message2, offset } = parser.problem;
    const cut = message2.includes("cut") ? "truncated" : "damaged";
    summary.fault("old-format", cut, message2, offset, void 0);
    if (!repair) return summary.finish(0n, 0n, bytes.length);
  }
  const { events, problem } = mergeOld(parser, repair);
  const wrong = problem ?? onTheClock(parser, events, repair);
  if (problem !== void 0 && repair) onTheClock(parser, events, repair);
  const broken = wrong ?? checkOld(parser, events);
  if (wrong !== void 0) checkOld(parser, events);
  if (broken !== void 0) {
    const cut = parser.ticksPerSecond === 0 ? "truncated" : "damaged";
    summary.fault("old-format", cut, broken, bytes.length, void 0);
    if (!repair) return summary.finish(0n, 0n, bytes.length);
  }
  if (parser.ticksPerSecond === 0) {
    summary.lost("clock", 1, "the clock's frequency is missing: times are ticks, not nanoseconds");
  }
  const emit = (chunk) => {
    summary.chunk(chunk);
    const clip = options.window === void 0 ? chunk : clipped(chunk, options.window);
    if (clip.length > 0) for (const v of options.visitors) v.chunk(clip);
  };
  const tables = plainTables(parser.strings, (id) => parser.frames(id));
  const open = broken !== void 0 || parser.problem !== void 0;
  const generation = { id: 1, open, tables, snapshot: void 0, converted: true };
  const rows = new OldRows(parser.strings, generation, emit);
  const first = events[0];
  if (first !== void 0) rows.sync(1, first.ts - 1);
  const unknown = new OldConverter(parser, minor, events, rows).run();
  if (unknown !== void 0) summary.fault("old-format", "damaged", unknown, 0, void 0);
  const syncs = first === void 0 ? 1 : 2;
  if (unknown === void 0 || repair) rows.sync(syncs, rows.lastNs + 1);
  rows.flush();
  for (const v of options.visitors) v.generationEnd?.(generation);
  summary.syncs = syncs;
  summary.gomaxprocs ??= rows.gomaxprocs;
  summary.counts(rows.events, rows.repaired);
  summary.plainGeneration({
    id: 1,
    open,
    startNs: 0,
    endNs: rows.lastNs,
    events: rows.events,
    repaired: rows.repaired,
    bytes: bytes.length
  });
  return summary.finish(0n, BigInt(Math.max(0, rows.lastNs)), bytes.length);
}
async function readAll(source, options) {
  const parts = [];
  let size = 0;
  while (size < FILE_BYTES_MAX) {
    const part = await source.read(size, READ_BYTES);
    if (part.length === 0) break;
    parts.push(part);
    size += part.length;
    options.onProgress?.(size);
  }
  return Buffer.concat(parts);
}

// src/parse/go-trace/reader.ts
var BUFFER_BYTES_MAX = 64 << 20;
var GO_1_26 = 26;
async function readTrace(source, options) {
  const head2 = readHeader(await source.read(0, HEADER_BYTES));
  const summary = new SummaryBuilder(source.name);
  if (head2.kind === "none") {
    return summary.refuse(void 0, "not-a-trace", "this is not a Go execution trace");
  }
  if (head2.kind === "unknown") {
    const message2 = `traces of Go ${head2.goVersion} are not known to this version of racegate`;
    return summary.refuse(head2.goVersion, "unknown-version", message2);
  }
  summary.goVersion = head2.goVersion;
  try {
    if (head2.kind === "v1") return await readV1(source, head2.minor, options, summary);
    return await new V2Reader(source, head2.minor, options, summary).run();
  } catch (error) {
    if (!isTrap(error)) throw error;
    summary.fault(
      "out-of-memory",
      "damaged",
      `reading needs too much memory: ${error.message}`,
      0,
      void 0
    );
    return summary.finish(0n, 0n, 0);
  }
}
var V2Reader = class {
  #source;
  #minor;
  #options;
  #summary;
  #kernel;
  #stop;
  #annotations = new AnnotationCheck();
  #scanner;
  #current;
  #buffered = 0;
  #lastId = 0;
  #nsPerTick;
  #syncs = 0;
  #halted = false;
  constructor(source, minor, options, summary) {
    this.#source = source;
    this.#minor = minor;
    this.#options = options;
    this.#summary = summary;
    this.#kernel = options.kernel ?? new Kernel();
    this.#stop = options.onDamage === "stop";
    this.#scanner = new BatchScanner(source, options.part?.offset ?? HEADER_BYTES);
    this.#kernel.x.reset();
    const wanted = wantedTypes(options.visitors);
    if (wanted !== void 0) for (let t = 0; t < 256; t++) this.#kernel.x.want(t, wanted.has(t));
    if (options.part !== void 0) this.#kernel.x.startAt(options.part.originNs);
  }
  async run() {
    while (!this.#halted) {
      const got = await this.#scanner.next();
      this.#options.onProgress?.(this.#scanner.offset);
      if (got.kind === "batch") await this.#batch(got);
      else if (got.kind === "end-of-generation") await this.#endMark(got.offset);
      else if (!await this.#broken(got)) break;
      if (this.#options.part !== void 0 && this.#scanner.offset >= this.#options.part.end) {
        await this.#finishAtEnd();
        break;
      }
    }
    if (!this.#halted) this.#emitSync(this.#kernel.x.lastTime(), void 0);
    const { x } = this.#kernel;
    this.#summary.counts(x.eventCount(), x.repairedCount());
    return this.#summary.finish(x.origin(), x.lastTime(), this.#scanner.offset);
  }
  async #batch(batch) {
    if (batch.generation === 0) {
      await this.#generationFault(batch.offset, "a batch of generation 0");
      return;
    }
    const current = this.#current;
    if (current !== void 0 && batch.generation !== current.id) {
      const next = batch.generation === current.id + 1;
      if (this.#minor >= GO_1_26) {
        await this.#generationFault(batch.offset, "a generation without its end mark");
      } else if (next) {
        await this.#finish(current, void 0);
      } else {
        await this.#generationFault(batch.offset, "generations out of order");
      }
      if (this.#halted) return;
    }
    if (this.#minor >= GO_1_26 && batch.payload[0] === 52 && batch.experiment === void 0) {
      await this.#endMark(batch.offset);
      return;
    }
    this.#current ??= new GenerationBuilder(batch.generation, this.#minor, batch.offset);
    this.#lastId = batch.generation;
    this.#current.add(batch, (payload) => {
      if (this.#buffered + payload.length > BUFFER_BYTES_MAX && this.#source.size !== void 0) {
        return void 0;
      }
      this.#buffered += payload.length;
      return this.#kernel.put(payload);
    });
  }
  async #endMark(offset) {
    const current = this.#current;
    if (this.#minor < GO_1_26) {
      await this.#generationFault(offset, "an end mark in a format that has none");
    } else if (current === void 0) {
      await this.#generationFault(offset, "an end mark without a generation");
    } else await this.#finish(current, void 0);
  }
  /** The file ends, or bytes are no batch. False when there is nothing more to read. */
  async #broken(got) {
    if (got.kind === "eof") {
      await this.#finishAtEnd();
      return false;
    }
    if (got.kind === "cut") {
      this.#summary.fault("cut-in-batch", "truncated", got.message, got.offset, this.#current?.id);
      if (got.partial !== void 0 && !this.#stop) await this.#batch(got.partial);
      await this.#giveUpCurrent();
      return false;
    }
    this.#summary.fault("no-batch", "damaged", got.message, got.offset, this.#current?.id);
    if (this.#stop) {
      await this.#giveUpCurrent();
      return false;
    }
    const next = await nextBatchOffset(
      this.#source,
      got.offset + 1,
      this.#current?.id ?? this.#lastId
    );
    const lost = (next ?? this.#source.size ?? got.offset) - got.offset;
    this.#summary.lost("bytes-skipped", lost, "bytes between batches that are no batch");
    if (next === void 0) {
      await this.#giveUpCurrent();
      return false;
    }
    this.#scanner = new BatchScanner(this.#source, next);
    if (this.#current !== void 0) this.#current.problem ??= "bytes in it were lost";
    return true;
  }
  /** The regular end of the file. */
  async #finishAtEnd() {
    const current = this.#current;
    if (current === void 0) return;
    if (this.#minor < GO_1_26) {
      await this.#finish(current, void 0);
      return;
    }
    if (current.batches.length === 0) return;
    const message2 = "the file ends inside a generation: the run died, or the file was cut";
    this.#summary.fault("open-generation", "truncated", message2, this.#scanner.offset, current.id);
    await this.#giveUpCurrent();
  }
  /** A generation whose end is not there: before 1.26 Go's reader tries it all the same. */
  async #giveUpCurrent() {
    const current = this.#current;
    if (current === void 0) return;
    if (this.#minor < GO_1_26) await this.#finish(current, void 0);
    else if (!this.#stop) await this.#finish(current, "no end mark");
    this.#current = void 0;
  }
  async #generationFault(offset, message2) {
    this.#summary.fault("broken-generation", "damaged", message2, offset, this.#current?.id);
    const current = this.#current;
    this.#current = void 0;
    if (this.#stop) {
      this.#emitSync(this.#kernel.x.lastTime(), void 0);
      this.#halted = true;
    } else if (current !== void 0) await this.#finish(current, message2);
  }
  /** Orders the generation; `openBecause` says why it is known not to be complete. */
  async #finish(builder, openBecause) {
    this.#current = void 0;
    this.#buffered = 0;
    const problem = openBecause ?? builder.incomplete();
    if (problem !== void 0 && openBecause === void 0) {
      const cut = this.#minor < GO_1_26 && builder.problem === void 0;
      const status = cut ? "truncated" : "damaged";
      this.#summary.fault("incomplete-generation", status, problem, builder.offset, builder.id);
      if (this.#stop) {
        this.#emitSync(this.#kernel.x.lastTime(), void 0);
        this.#halted = true;
        return;
      }
    }
    const { x } = this.#kernel;
    const ns2 = builder.nsPerTick ?? this.#nsPerTick ?? 1e9 / USUAL_TICKS_PER_SECOND;
    this.#nsPerTick = ns2;
    const generation = this.#generation(builder, ns2, problem !== void 0);
    const start = this.#summary.eventsNow(x);
    const fault = await orderGeneration({
      kernel: this.#kernel,
      builder,
      generation,
      nsPerTick: ns2,
      lenient: problem !== void 0,
      stop: this.#stop,
      // Misuse of regions and tasks is the program's; only Go's reader takes it for damage.
      annotations: this.#stop ? this.#annotations : void 0,
      opened: () => this.#emitSync(x.ticks(builder.minTicks ?? 0n), generation),
      emit: (chunk) => this.#emit(chunk),
      load: (offset, size) => this.#source.read(offset, size)
    });
    if (fault !== void 0 && problem === void 0) this.#contradiction(builder, fault);
    this.#summary.generation(builder, generation.open, start, x);
    for (const v of this.#options.visitors) v.generationEnd?.(generation);
    if ((problem ?? fault) !== void 0) x.forget();
  }
  #contradiction(builder, fault) {
    const cut = this.#minor < GO_1_26 && !builder.tables.hasStringBatch;
    const status = cut ? "truncated" : "damaged";
    this.#summary.fault("contradiction", status, fault.message, fault.offset, builder.id);
    if (this.#stop) this.#halted = true;
  }
  #generation(builder, ns2, open) {
    const s = builder.snapshot;
    let snapshot;
    if (s !== void 0) {
      const traceNs = BigInt(Math.trunc(Number(s.ticks) * ns2));
      const wallNsec = Number(s.nsec);
      snapshot = { traceNs, monoNs: s.mono, wallSec: s.sec, wallNsec };
      this.#summary.snapshot ??= snapshot;
    }
    return { id: builder.id, open, tables: builder.tables, snapshot, converted: false };
  }
  #emitSync(ns2, generation) {
    this.#syncs += 1;
    this.#kernel.x.sync(ns2, this.#syncs);
    const none = {
      id: -1,
      open: false,
      tables: EMPTY_TABLES,
      snapshot: void 0,
      converted: false
    };
    this.#emit(this.#kernel.chunk(generation ?? none));
    this.#summary.syncs = this.#syncs;
  }
  #emit(chunk) {
    this.#summary.chunk(chunk);
    const { window } = this.#options;
    const clip = window === void 0 ? chunk : clipped(chunk, window);
    if (clip.length === 0) return;
    for (const v of this.#options.visitors) v.chunk(clip);
  }
};
var EMPTY_TABLES = {
  string: (id) => id === 0 ? "" : void 0,
  frames: () => [],
  hasStack: (id) => id === 0
};

// src/parse/go-trace/trace-index.ts
async function indexTrace(source) {
  const head2 = readHeader(await source.read(0, HEADER_BYTES));
  if (head2.kind !== "v2") return void 0;
  const scanner = new BatchScanner(source, HEADER_BYTES, true);
  const generations = [];
  for (; ; ) {
    const at = scanner.offset;
    const got = await scanner.next();
    const current = generations.at(-1);
    if (got.kind === "end-of-generation" && current !== void 0) current.g.end = scanner.offset;
    if (got.kind !== "batch") {
      if (got.kind === "end-of-generation") continue;
      break;
    }
    if (current?.g.id !== got.generation) {
      const { generation: id } = got;
      const g = { id, offset: at, end: at, startNs: 0, lastBatchNs: 0 };
      generations.push({ g, clock: new GenerationBuilder(id, head2.minor, at) });
    }
    const now = generations.at(-1);
    if (now === void 0) break;
    now.g.end = scanner.offset;
    now.clock.add(await withClock(source, got, head2.minor), () => void 0);
    now.clock.batches.length = 0;
  }
  return finish(generations);
}
async function withClock(source, batch, minor) {
  const clock = minor < 25 ? EV.frequency : EV.syncBatch;
  if (batch.payload[0] !== clock || batch.experiment !== void 0) {
    return { ...batch, payload: new Uint8Array(0), experiment: void 0 };
  }
  return { ...batch, payload: await source.read(batch.offset, batch.size) };
}
function finish(found) {
  let ns2 = found.find((f) => f.clock.nsPerTick !== void 0)?.clock.nsPerTick;
  ns2 ??= 1e9 / USUAL_TICKS_PER_SECOND;
  for (const { g, clock } of found) {
    const each = clock.nsPerTick ?? ns2;
    g.startNs = Math.trunc(Number(clock.minTicks ?? 0n) * each);
    g.lastBatchNs = Math.trunc(Number(clock.maxTicks) * each);
  }
  return { generations: found.map((f) => f.g), originNs: found[0]?.g.startNs ?? 0 };
}
function partOf(index, window) {
  const { generations, originNs } = index;
  const lastNs = generations.reduce((max, g) => Math.max(max, g.lastBatchNs), originNs) - originNs;
  const fromNs = window.lastNs === void 0 ? window.fromNs : Math.max(0, lastNs - window.lastNs);
  const { toNs } = window;
  const chosen = generations.filter((g, i) => {
    const next = generations[i + 1];
    const starts = g.startNs - originNs;
    const ends = next === void 0 ? Infinity : next.startNs - originNs;
    return (toNs === void 0 || starts <= toNs) && (fromNs === void 0 || ends >= fromNs);
  });
  const first = chosen[0];
  const last = chosen.at(-1);
  if (first === void 0 || last === void 0) return void 0;
  const part = { offset: first.offset, end: last.end, originNs: BigInt(originNs) };
  return { part, window: { fromNs, toNs } };
}

// src/util/go-quote.ts
var SHORT = /* @__PURE__ */ new Map([
  ["\x07", "\\a"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["	", "\\t"],
  ["\v", "\\v"],
  ['"', '\\"'],
  ["\\", "\\\\"]
]);
var PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
var PLAIN2 = /^[ !#-[\]-~]*$/;
function goQuote(text) {
  if (PLAIN2.test(text)) return `"${text}"`;
  let out = '"';
  for (const c of text) out += SHORT.get(c) ?? (PRINTABLE.test(c) ? c : escape(c));
  return `${out}"`;
}
function escape(c) {
  const code = c.codePointAt(0) ?? 0;
  if (code < 32 || code === 127) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code < 65536) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

// src/report/trace-events-go.ts
var NO_TASK = (1n << 64n) - 1n;
var FIRST_EXPERIMENTAL = 128;
var GoTextWriter = class {
  #write;
  #tasks = /* @__PURE__ */ new Map();
  #chunk;
  constructor(write) {
    this.#write = write;
  }
  chunk(chunk) {
    this.#chunk = chunk;
    const origin = chunk.originNs;
    let out = "";
    for (let i = 0; i < chunk.length; i++) out += this.#event(i, origin);
    this.#write(out);
  }
  #event(i, origin) {
    const c = this.#chunk;
    const type = typeAt(c, i);
    const sample = type === EV.cpuSample;
    const m = sample ? signed(bigValue2At(c, i)) : threadIdOf(c, threadAt(c, i));
    const g = sample ? signed(bigValueAt(c, i)) : this.#goid(goroutineAt(c, i));
    const head2 = `M=${m} P=${procAt(c, i)} G=${g}`;
    const time = origin + BigInt(timeAt(c, i));
    return `${head2} ${this.#details(type, i, `Time=${time}`)}${this.#stackOf(type, i)}
`;
  }
  #goid(slot) {
    return goroutineIdOf(this.#chunk, slot);
  }
  #text(id) {
    return goQuote(this.#chunk.generation.tables.string(id) ?? "");
  }
  #details(type, i, time) {
    const c = this.#chunk;
    switch (type) {
      case EV.sync:
        return `Sync ${time} N=${valueAt(c, i)}${snapshotText(c.generation.snapshot)}`;
      case EV.cpuSample:
        return `StackSample ${time}`;
      case EV.procsChange:
        return this.#metric(i, time, "/sched/gomaxprocs:threads");
      case EV.heapAlloc:
        return this.#metric(i, time, "/memory/classes/heap/objects:bytes");
      case EV.heapGoal:
        return this.#metric(i, time, "/gc/heap/goal:bytes");
      case EV.goLabel: {
        const g = this.#goid(goroutineAt(c, i));
        return `Label ${time} Label=${this.#text(textAt(c, i))} Resource=Goroutine(${g})`;
      }
      case EV.procStart:
      case EV.procStop:
      case EV.procSteal:
      case EV.procStatus: {
        const from = PROC_STATES[fromAt(c, i)] ?? "Bad";
        const to = PROC_STATES[toAt(c, i)] ?? "Bad";
        const p = subjectProcAt(c, i);
        return `StateTransition ${time} ProcID=${p} ${from}->${to} Reason=""`;
      }
      case EV.taskBegin:
      case EV.taskEnd:
      case EV.regionBegin:
      case EV.regionEnd:
      case EV.userLog:
        return this.#annotation(type, i, time);
      default:
        if (type >= FIRST_EXPERIMENTAL) return this.#experimental(type, i, time);
        return type >= EV.stwBegin && type <= EV.assistEnd ? this.#range(type, i, time) : this.#transition(type, i, time);
    }
  }
  #metric(i, time, name) {
    const value = bigValueAt(this.#chunk, i);
    return `Metric ${time} Name="${name}" Value=Value{Uint64(${value})}`;
  }
  #annotation(type, i, time) {
    const c = this.#chunk;
    const id = bigValueAt(c, i);
    const name = this.#text(textAt(c, i));
    switch (type) {
      case EV.taskBegin: {
        const parent = bigValue2At(c, i);
        const none = parent === NO_TASK && c.generation.converted;
        this.#tasks.set(id, { parent: none ? 0n : parent, name });
        return `TaskBegin ${time} ID=${id} Parent=${parent} Type=${name}`;
      }
      case EV.taskEnd: {
        const task = this.#tasks.get(id) ?? { parent: NO_TASK, name: '""' };
        this.#tasks.delete(id);
        return `TaskEnd ${time} ID=${id} Parent=${task.parent} Type=${task.name}`;
      }
      case EV.regionBegin:
        return `RegionBegin ${time} Task=${id} Type=${name}`;
      case EV.regionEnd:
        return `RegionEnd ${time} Task=${id} Type=${name}`;
      default:
        return `Log ${time} Task=${id} Category=${name} Message=${this.#text(logValueAt(c, i))}`;
    }
  }
  #range(type, i, time) {
    const c = this.#chunk;
    const name = rangeName(type, c.generation.tables.string(textAt(c, i)) ?? "");
    let scope = "None";
    if (type >= EV.sweepActive && type <= EV.sweepEnd) scope = `Proc(${subjectProcAt(c, i)})`;
    else if (type < EV.gcActive || type >= EV.assistActive) {
      scope = `Goroutine(${this.#goid(subjectAt(c, i))})`;
    }
    const kind = rangeKind(type);
    let text = `Range${kind} ${time} Name=${goQuote(name)} Scope=${scope}`;
    if (kind === "End") {
      const swept = `"bytes swept"=Value{Uint64(${bigValueAt(c, i)})}`;
      const reclaimed = `"bytes reclaimed"=Value{Uint64(${bigValue2At(c, i)})}`;
      text += ` Attributes=[${type === EV.sweepEnd ? `${swept} ${reclaimed}` : ""}]`;
    }
    return text;
  }
  #experimental(type, i, time) {
    const c = this.#chunk;
    const third = BigInt(c.stack2[i] ?? 0) << 32n | BigInt(c.stack[i] ?? 0);
    const values = [bigValueAt(c, i), bigValue2At(c, i), third];
    const names = EVENT_TYPES.find((t) => t.id === type)?.args.slice(1) ?? [];
    const args = names.map((n, k) => `${n}=Value{Uint64(${values[k] ?? 0n})}`);
    return `Experimental ${time} Name=${EVENT_NAMES.get(type) ?? ""} Args=[${args.join(", ")}]`;
  }
  #transition(type, i, time) {
    const c = this.#chunk;
    const from = GO_STATES[fromAt(c, i)] ?? "Bad";
    const to = GO_STATES[toAt(c, i)] ?? "Bad";
    const g = this.#goid(subjectAt(c, i));
    const stops = type === EV.goStop || type === EV.goBlock;
    const reason = stops ? this.#text(textAt(c, i)) : '""';
    const text = `StateTransition ${time} GoID=${g} ${from}->${to} Reason=${reason}`;
    if (type === EV.goCreate || type === EV.goCreateBlocked) {
      return `${text}
TransitionStack=
${this.#frames(newStackAt(c, i))}`;
    }
    const own = stops || type === EV.goSyscallBegin || type === EV.goStatusStack;
    if (!own || stackAt(c, i) === 0) return text;
    return `${text}
TransitionStack=
${this.#frames(stackAt(c, i))}`;
  }
  #stackOf(type, i) {
    const id = stackAt(this.#chunk, i);
    if (type >= FIRST_EXPERIMENTAL || id === 0 && type !== EV.cpuSample) return "";
    return `
Stack=
${this.#frames(id)}`;
  }
  #frames(id) {
    return framesText(this.#chunk.generation.tables.frames(id));
  }
};
var rendered = /* @__PURE__ */ new WeakMap();
function framesText(frames2) {
  let text = rendered.get(frames2);
  if (text === void 0) {
    text = frames2.map((f) => `	${f.func} @ 0x${f.pc.toString(16)}
		${f.file}:${f.line}
`).join("");
    rendered.set(frames2, text);
  }
  return text;
}
function signed(v) {
  return BigInt.asIntN(64, v);
}
function rangeName(type, kind) {
  if (type <= EV.stwEnd) return `stop-the-world (${kind})`;
  if (type <= EV.gcEnd) return "GC concurrent mark phase";
  return type <= EV.sweepEnd ? "GC incremental sweep" : "GC mark assist";
}
function rangeKind(type) {
  if (type === EV.gcActive || type === EV.sweepActive || type === EV.assistActive) return "Active";
  const begins = [EV.stwBegin, EV.gcBegin, EV.sweepBegin, EV.assistBegin];
  return begins.includes(type) ? "Begin" : "End";
}
function snapshotText(s) {
  if (s === void 0) return "";
  return ` Trace=${s.traceNs} Mono=${s.monoNs} Wall=${wallText(s.wallSec, s.wallNsec)}`;
}
function wallText(sec, nsec) {
  const at = new Date(Number(sec) * 1e3);
  if (Number.isNaN(at.getTime())) return "?";
  const offset = -at.getTimezoneOffset();
  const local = new Date(at.getTime() + offset * 6e4).toISOString().slice(0, 19);
  const fraction = String(nsec).padStart(9, "0").replace(/0+$/, "");
  const two = (n) => String(n).padStart(2, "0");
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.trunc(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${local}${fraction === "" ? "" : `.${fraction}`}${offset === 0 ? "Z" : zone}`;
}

// src/report/trace-events-jsonl.ts
var NAMES = new Map([
  ...EVENT_NAMES,
  [EV.sync, "Sync"],
  [EV.cpuSample, "CPUSample"]
]);
var WITH_TEXT = /* @__PURE__ */ new Map([
  [EV.goStop, "reason"],
  [EV.goBlock, "reason"],
  [EV.stwBegin, "kind"],
  [EV.stwEnd, "kind"],
  [EV.goLabel, "label"],
  [EV.taskBegin, "name"],
  [EV.regionBegin, "name"],
  [EV.regionEnd, "name"],
  [EV.userLog, "category"]
]);
var WITH_VALUE = /* @__PURE__ */ new Map([
  [EV.sync, "n"],
  [EV.procsChange, "procs"],
  [EV.heapAlloc, "bytes"],
  [EV.heapGoal, "bytes"],
  [EV.gcActive, "seq"],
  [EV.gcBegin, "seq"],
  [EV.gcEnd, "seq"],
  [EV.sweepEnd, "sweptBytes"],
  [EV.taskBegin, "task"],
  [EV.taskEnd, "task"],
  [EV.regionBegin, "task"],
  [EV.regionEnd, "task"],
  [EV.userLog, "task"]
]);
var JsonLinesWriter = class {
  #write;
  #stacks;
  constructor(write, stacks) {
    this.#write = write;
    this.#stacks = stacks;
  }
  chunk(chunk) {
    let out = "";
    for (let i = 0; i < chunk.length; i++) out += `${JSON.stringify(this.#event(chunk, i))}
`;
    this.#write(out);
  }
  #event(c, i) {
    const type = typeAt(c, i);
    const out = { timeNs: timeAt(c, i), event: NAMES.get(type) ?? `Event${type}` };
    const put = (key, value2) => {
      if (value2 >= 0) out[key] = value2;
    };
    const sample = type === EV.cpuSample;
    put("m", sample ? value2At(c, i) : threadIdOf(c, threadAt(c, i)));
    put("p", procAt(c, i));
    put("g", sample ? valueAt(c, i) : goroutineIdOf(c, goroutineAt(c, i)));
    this.#subject(c, i, type, out);
    const text = WITH_TEXT.get(type);
    if (text !== void 0) out[text] = c.generation.tables.string(textAt(c, i)) ?? "";
    const value = WITH_VALUE.get(type);
    if (value !== void 0) out[value] = valueAt(c, i);
    if (type === EV.sweepEnd) out["reclaimedBytes"] = value2At(c, i);
    if (type === EV.userLog)
      out["message"] = c.generation.tables.string(logValueAt(c, i)) ?? "";
    if (this.#stacks) this.#stack(c, i, type, out);
    if ((flagsAt(c, i) & FLAG_REPAIRED) !== 0) out["repaired"] = true;
    if (c.generation.open) out["open"] = true;
    return out;
  }
  #subject(c, i, type, out) {
    if (type >= EV.procStart && type <= EV.procStatus) {
      out["proc"] = subjectProcAt(c, i);
      out["from"] = PROC_STATES[fromAt(c, i)];
      out["to"] = PROC_STATES[toAt(c, i)];
    } else if (fromAt(c, i) !== 0 || toAt(c, i) !== 0) {
      out["goroutine"] = goroutineIdOf(c, subjectAt(c, i));
      out["from"] = GO_STATES[fromAt(c, i)];
      out["to"] = GO_STATES[toAt(c, i)];
    }
  }
  #stack(c, i, type, out) {
    if (type >= 128) return;
    const stack = stackAt(c, i);
    if (stack !== 0) out["stack"] = frames(c, stack);
    const fresh = type === EV.goCreate || type === EV.goCreateBlocked ? newStackAt(c, i) : 0;
    if (fresh !== 0) out["newStack"] = frames(c, fresh);
  }
};
function frames(c, id) {
  return c.generation.tables.frames(id).map((f) => `${f.func}@${f.file}:${f.line}`);
}

// src/model/trace-documents.ts
var TRACE_SCHEMA_VERSION = "1";
var count = external_exports.number().int().nonnegative();
var ns = external_exports.number().meta({ description: "Nanoseconds since the trace's first event." });
var duration = external_exports.number().nonnegative().meta({ description: "Nanoseconds." });
var site = external_exports.object({ function: external_exports.string(), file: external_exports.string(), line: count });
var head = {
  schemaVersion: external_exports.literal(TRACE_SCHEMA_VERSION),
  file: external_exports.string(),
  goVersion: external_exports.string().optional(),
  status: external_exports.enum(["intact", "truncated", "damaged"]),
  fault: external_exports.object({ code: external_exports.string(), message: external_exports.string(), offset: count, generation: count.optional() }).optional().meta({ description: "The first thing that was wrong; offset in the unpacked file." }),
  events: count.meta({ description: "As Go's reader counts: sync events included." }),
  repaired: count.meta({
    description: "Events that contradicted the rest and were taken at their word."
  }),
  openEvents: count.meta({ description: "Events of generations whose end is missing." }),
  durationNs: duration
};
var traceHead = external_exports.object(head);
var traceInfoDocument = external_exports.object({
  ...head,
  bytes: count,
  gomaxprocs: count.optional(),
  syncs: count,
  /** How much wall time is missing at the end, where the end of the run is known. */
  missingNs: duration.optional(),
  clock: external_exports.object({ traceNs: external_exports.string(), monoNs: external_exports.string(), wall: external_exports.string() }).optional().meta({
    description: "A reading of the trace's, the monotonic and the wall clock at one moment."
  }),
  generations: external_exports.array(
    external_exports.object({
      id: count,
      open: external_exports.boolean(),
      startNs: ns,
      endNs: ns,
      events: count,
      repaired: count,
      bytes: count
    })
  ),
  diagnostics: external_exports.array(
    external_exports.object({ code: external_exports.string(), severity: external_exports.string(), message: external_exports.string(), count })
  )
});
var times = external_exports.object({
  totalNs: duration,
  executionNs: duration,
  runnableNs: duration,
  blockedNs: duration,
  syscallNs: duration,
  syscallBlockedNs: duration,
  unknownNs: duration,
  blocked: external_exports.record(external_exports.string(), duration).meta({ description: "Blocked time by reason." }),
  ranges: external_exports.record(external_exports.string(), duration).meta({
    description: "Time inside GC assist, sweep and stop-the-world ranges; overlaps with the other times."
  })
});
var traceGoroutinesDocument = external_exports.object({
  ...head,
  groups: external_exports.array(
    external_exports.object({ name: external_exports.string(), createdAt: site.optional(), goroutines: count, ...times.shape })
  ),
  goroutines: external_exports.array(
    external_exports.object({
      id: external_exports.number(),
      name: external_exports.string(),
      createdAt: site.optional(),
      createdBy: external_exports.number().optional(),
      startNs: ns,
      endNs: ns.optional(),
      ended: external_exports.boolean(),
      lastState: external_exports.string(),
      ...times.shape
    })
  ),
  goroutinesTotal: count
});
var traceWakeDocument = external_exports.object({
  ...head,
  wakes: count,
  pairs: external_exports.array(
    external_exports.object({
      waker: external_exports.string().meta({ description: "Entry function of the goroutine that woke, or runtime." }),
      wakerAt: site.optional(),
      wakee: external_exports.string(),
      wakeeAt: site.optional(),
      reason: external_exports.string(),
      count,
      waitNs: duration,
      waitMaxNs: duration,
      latencyNs: duration.meta({ description: "From being woken to running, summed." })
    })
  ),
  chains: external_exports.array(
    external_exports.object({
      waitNs: duration,
      links: external_exports.array(
        external_exports.object({
          goroutine: external_exports.number(),
          name: external_exports.string(),
          reason: external_exports.string(),
          at: site.optional(),
          parkedNs: ns,
          wokenNs: ns,
          ranNs: ns,
          wokenBy: external_exports.number().optional(),
          wokenAt: site.optional()
        })
      )
    })
  ),
  edgesKept: count,
  edgesTotal: count
});
var traceLocksDocument = external_exports.object({
  ...head,
  sites: external_exports.array(
    external_exports.object({
      kind: external_exports.string(),
      waitsAt: site.optional(),
      wokenAt: site.optional(),
      count,
      goroutines: count,
      waitNs: duration,
      waitMaxNs: duration,
      handOffNs: duration.meta({ description: "From being woken to running, summed." })
    })
  )
});

// src/report/trace-head.ts
function traceHeadOf(s) {
  return {
    schemaVersion: TRACE_SCHEMA_VERSION,
    file: s.file,
    ...s.goVersion === void 0 ? {} : { goVersion: s.goVersion },
    status: s.status,
    ...s.fault === void 0 ? {} : {
      fault: {
        code: s.fault.code,
        message: s.fault.message,
        offset: s.fault.offset,
        ...s.fault.generation === void 0 ? {} : { generation: s.fault.generation }
      }
    },
    events: s.events,
    repaired: s.repaired,
    openEvents: s.openEvents,
    durationNs: Math.max(0, s.lastEventNs)
  };
}
function traceStateLine(h) {
  if (h.status === "intact") return "";
  const where = h.fault === void 0 ? "" : ` at byte ${h.fault.offset}: ${h.fault.message}`;
  const open = h.openEvents > 0 ? `; ${h.openEvents} events are of a generation without end` : "";
  const repaired = h.repaired > 0 ? `; ${h.repaired} events are repaired` : "";
  return `trace is ${h.status}${where}${open}${repaired}
`;
}

// src/util/duration-text.ts
var UNITS = [
  { ns: 36e11, name: "h" },
  { ns: 6e10, name: "min" },
  { ns: 1e9, name: "s" },
  { ns: 1e6, name: "ms" },
  { ns: 1e3, name: "µs" }
];
function durationText(ns2) {
  const unit = UNITS.find((u) => Math.abs(ns2) >= u.ns);
  if (unit === void 0) return `${Math.round(ns2)} ns`;
  const value = ns2 / unit.ns;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit.name}`;
}

// src/util/text-table.ts
function textTable(columns, rows) {
  const widths = columns.map(
    (c, k) => rows.reduce((w, row3) => Math.max(w, (row3[k] ?? "").length), c.title.length)
  );
  const line = (cells) => columns.map((c, k) => {
    const cell = cells[k] ?? "";
    const width = widths[k] ?? 0;
    return c.number === true ? cell.padStart(width) : cell.padEnd(width);
  }).join("  ").trimEnd();
  return [line(columns.map((c) => c.title)), ...rows.map(line), ""].join("\n");
}

// src/report/trace-info.ts
var NS_PER_MS = 1e6;
function traceInfo(head2, s, exitWallMs) {
  const missing = exitWallMs === void 0 ? void 0 : missingNs(s, exitWallMs);
  return {
    ...head2,
    bytes: s.bytes,
    ...s.gomaxprocs === void 0 ? {} : { gomaxprocs: s.gomaxprocs },
    syncs: s.syncs,
    ...missing === void 0 ? {} : { missingNs: missing },
    ...s.snapshot === void 0 ? {} : {
      clock: {
        traceNs: String(s.snapshot.traceNs),
        monoNs: String(s.snapshot.monoNs),
        wall: new Date(snapshotWallMs(s) ?? 0).toISOString()
      }
    },
    generations: s.generations.map((g) => ({ ...g })),
    diagnostics: s.diagnostics.map(({ code, severity, message: message2, count: count2 }) => ({
      code,
      severity,
      message: message2,
      count: count2
    }))
  };
}
function snapshotWallMs(s) {
  if (s.snapshot === void 0) return void 0;
  const ms = Number(s.snapshot.wallSec) * 1e3 + s.snapshot.wallNsec / NS_PER_MS;
  return Math.abs(ms) <= 864e13 ? ms : void 0;
}
function missingNs(s, exitWallMs) {
  const wall = snapshotWallMs(s);
  if (wall === void 0 || s.snapshot === void 0) return void 0;
  const lastWallMs = wall + Number(s.originNs - s.snapshot.traceNs) / NS_PER_MS + s.lastEventNs / NS_PER_MS;
  return Math.max(0, Math.round((exitWallMs - lastWallMs) * NS_PER_MS));
}
function traceInfoText(d) {
  const lines = [
    `file        ${d.file}`,
    `format      ${d.goVersion === void 0 ? "unknown" : `go ${d.goVersion}`}`,
    `status      ${statusText(d)}`,
    `events      ${d.events} (${d.repaired} repaired, ${d.openEvents} in a generation without end)`,
    `duration    ${durationText(d.durationNs)}`,
    `bytes       ${d.bytes}`,
    `GOMAXPROCS  ${d.gomaxprocs ?? "not stated"}`
  ];
  if (d.clock !== void 0)
    lines.push(`wall clock  ${d.clock.wall} at trace ${d.clock.traceNs} ns`);
  const rows = d.generations.map((g) => [
    String(g.id),
    durationText(g.startNs),
    durationText(g.endNs - g.startNs),
    String(g.events),
    String(g.repaired),
    String(g.bytes),
    g.open ? "no end" : ""
  ]);
  const number = true;
  const columns = [
    { title: "generation", number },
    { title: "start", number },
    { title: "length", number },
    { title: "events", number },
    { title: "repaired", number },
    { title: "bytes", number },
    { title: "" }
  ];
  const notes = d.diagnostics.map((n) => `${n.code}: ${n.message} (${n.count})`);
  const table = rows.length === 0 ? "" : `
${textTable(columns, rows)}`;
  return [...lines, "", ...notes].join("\n").trimEnd() + `
${table}`;
}
function statusText(d) {
  if (d.status === "intact") return "intact";
  const at = d.fault === void 0 ? "" : ` at offset ${d.fault.offset}: ${d.fault.message}`;
  const missing = d.missingNs === void 0 ? "" : ` (${durationText(d.missingNs)} to the end of the run missing)`;
  return `${d.status}${at}${missing}`;
}

// src/pipeline-trace.ts
async function visitTrace(request, visitors, onDamage = "repair") {
  const { source, window } = request;
  let options = { visitors, onDamage };
  if (request.onProgress !== void 0) options = { ...options, onProgress: request.onProgress };
  if (window.fromNs === void 0 && window.toNs === void 0 && window.lastNs === void 0) {
    return await readTrace(source, options);
  }
  const index = await indexTrace(source);
  const found = index === void 0 ? void 0 : partOf(index, window);
  if (found !== void 0) return await readTrace(source, { ...options, ...found });
  if (window.lastNs === void 0) {
    const bounds = { fromNs: window.fromNs, toNs: window.toNs };
    return await readTrace(source, { ...options, window: bounds });
  }
  const { lastEventNs } = await readTrace(source, { visitors: [] });
  const fromNs = Math.max(0, lastEventNs - window.lastNs);
  return await readTrace(source, { ...options, window: { fromNs, toNs: void 0 } });
}
async function traceInfoCommand(request, options, write) {
  const summary = await visitTrace(request, []);
  const document = traceInfo(traceHeadOf(summary), summary, options.exitWallMs);
  write(options.json ? jsonText(document) : traceInfoText(document));
  return summary;
}
async function traceEventsCommand(request, options, write) {
  const writer = options.format === "go" ? new GoTextWriter(write) : new JsonLinesWriter(write, options.stacks);
  return await visitTrace(request, [writer], options.repair ? "repair" : "stop");
}
function traceStateText(summary) {
  return traceStateLine(traceHeadOf(summary));
}
function jsonText(document) {
  return `${JSON.stringify(document, void 0, 2)}
`;
}

// src/collect/trace-input.ts
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  openSync,
  readSync
} from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join2 } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";
var UNPACKED_BYTES_MAX = 64 * 1024 ** 3;
var READ_BYTES2 = 1 << 20;
var GZIP = [31, 139];
var ZSTD = [40, 181, 47, 253];
function packingOf(head2) {
  const begins = (magic) => magic.every((b, i) => head2[i] === b);
  if (begins(GZIP)) return "gzip";
  return begins(ZSTD) ? "zstd" : "none";
}
async function openTraceInput(request) {
  const { location } = request;
  if (location === "-") return await spooled(request.stdin, "-");
  if (location.includes("://")) {
    if (request.openRemote === void 0) throw new Error(`cannot read ${location} here`);
    const source = await request.openRemote(location);
    const packed = packingOf(await source.read(0, ZSTD.length)) !== "none";
    if (packed || source.size === void 0) return await spooled(pieces(source), location);
    return { source, notes: [], close: () => Promise.resolve() };
  }
  const info = await stat(location);
  if (!info.isFile()) return await spooled(createReadStream(location), location);
  const plain = openPlain(location, location);
  if (packingOf(await plain.source.read(0, ZSTD.length)) === "none") return plain;
  await plain.close();
  return await spooled(createReadStream(location), location);
}
async function* pieces(source) {
  for (let offset = 0; ; ) {
    const piece = await source.read(offset, READ_BYTES2);
    if (piece.length === 0) return;
    offset += piece.length;
    yield piece;
  }
}
async function looked(input) {
  const iterator = input[Symbol.asyncIterator]();
  const head2 = [];
  let size = 0;
  while (size < ZSTD.length) {
    const next = await iterator.next();
    if (next.done === true) break;
    head2.push(next.value);
    size += next.value.length;
  }
  async function* all() {
    yield* head2;
    for (; ; ) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  return { packing: packingOf(Buffer.concat(head2)), all: all() };
}
async function spooled(input, name) {
  const folder = await mkdtemp(join2(tmpdir(), "racegate-trace-"));
  const path2 = join2(folder, "trace");
  const notes = [];
  const { packing, all } = await looked(input);
  const cap = capped(notes);
  const out = createWriteStream(path2, { mode: 384 });
  const from = Readable.from(all);
  try {
    if (packing === "none") await pipeline(from, cap, out);
    else {
      const unpack = packing === "gzip" ? createGunzip() : createZstdDecompress();
      await pipeline(from, unpack, cap, out);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    notes.push(`${name} could not be read to its end: ${why}`);
  }
  const plain = openPlain(path2, name);
  const close = async () => {
    await plain.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { source: plain.source, notes, close };
}
function openPlain(path2, name) {
  const fd = openSync(path2, "r");
  const { size } = fstatSync(fd);
  const read = (offset, length) => {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
    let filled = 0;
    while (filled < buffer.length) {
      const n = readSync(fd, buffer, filled, buffer.length - filled, offset + filled);
      if (n === 0) break;
      filled += n;
    }
    return Promise.resolve(buffer.subarray(0, filled));
  };
  const close = () => {
    closeSync(fd);
    return Promise.resolve();
  };
  return { source: { name, size, read }, notes: [], close };
}
function capped(notes) {
  let left = UNPACKED_BYTES_MAX;
  return new Transform({
    transform(piece, _encoding, done) {
      const part = piece.subarray(0, left);
      if (part.length < piece.length && notes.length === 0) {
        notes.push(`unpacked bytes beyond ${UNPACKED_BYTES_MAX} were left out`);
      }
      left -= part.length;
      done(null, part);
    }
  });
}

// src/entry/trace-output.ts
import { writeSync } from "node:fs";
var RETRY_MS = 5;
var PROGRESS_EVERY_MS = 200;
var PROGRESS_BYTES_MIN = 32 << 20;
var still = new Int32Array(new SharedArrayBuffer(4));
var OutputClosed = class extends Error {
};
function writeAll(fd, data) {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at, bytes.length - at);
    } catch (error) {
      const { code } = error;
      if (code === "EPIPE") throw new OutputClosed("the reader of the output has gone");
      if (code !== "EAGAIN") throw error;
      Atomics.wait(still, 0, 0, RETRY_MS);
    }
  }
}
function progressOn(terminal, size) {
  if (terminal.isTTY !== true || size === void 0 || size < PROGRESS_BYTES_MIN) return void 0;
  let shownAt = 0;
  return {
    onProgress: (bytes) => {
      const now = performance.now();
      if (now - shownAt < PROGRESS_EVERY_MS) return;
      shownAt = now;
      terminal.write(
        `\rreading ${(100 * bytes / size).toFixed(0)} % of ${(size / 1e6).toFixed(0)} MB`
      );
    },
    done: () => void terminal.write("\r\x1B[K")
  };
}

// src/entry/trace-options.ts
var UNITS2 = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10
};
function parseDuration(text) {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)(ns|us|µs|ms|s|m)?$/.exec(text);
  const unit = UNITS2[match?.[2] ?? "s"];
  if (match?.[1] === void 0 || unit === void 0) {
    throw new InvalidArgumentError("give a duration such as 5s, 250ms or 1.5s.");
  }
  return Math.round(Number(match[1]) * unit);
}
function addWindowOptions(command) {
  return command.option(
    "--from <time>",
    "only what happened from this time on, counted from the first event",
    parseDuration
  ).option("--to <time>", "only what happened up to this time", parseDuration).option("--last <duration>", "only the end of the trace", parseDuration);
}
function windowOf(o) {
  return {
    ...o.from === void 0 ? {} : { fromNs: o.from },
    ...o.to === void 0 ? {} : { toNs: o.to },
    ...o.last === void 0 ? {} : { lastNs: o.last }
  };
}
var stdoutWrite = (data) => writeAll(1, data);
async function withTrace(location, window, deps, run2, strict = false) {
  let input;
  try {
    input = await openTraceInput({ location, stdin: process.stdin, openRemote: deps.openRemote });
  } catch (error) {
    process.stderr.write(`racegate: cannot open ${location}: ${message(error)}
`);
    process.exitCode = 2;
    return;
  }
  const progress = progressOn(process.stderr, input.source.size);
  try {
    const { source } = input;
    const request = { source, window: windowOf(window) };
    const summary = await run2(progress === void 0 ? request : { ...request, ...progress });
    progress?.done();
    for (const note of input.notes) process.stderr.write(`racegate: ${note}
`);
    const state = traceStateText(summary);
    if (state !== "") process.stderr.write(`racegate: ${state}`);
    if (summary.generations.length === 0 && summary.events === 0) process.exitCode = 2;
    else if (strict && summary.status !== "intact") process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof OutputClosed)) throw error;
  } finally {
    await input.close();
  }
}
function message(error) {
  return error instanceof Error ? error.message : String(error);
}

// src/entry/trace-commands.ts
var FILE = "a trace: a path, .gz or .zst too; - for standard input; gs://BUCKET/OBJECT";
function addTraceCommands(program2, deps = {}) {
  const trace = program2.command("trace").description("read Go execution traces, whole or broken");
  addInfo(trace, deps);
  addEvents(trace, deps);
}
function addInfo(trace, deps) {
  trace.command("info").description("what the trace is, and whether it is intact, truncated or damaged").argument("<file>", FILE).option("--json", "as a JSON document").option(
    "--exit-time <time>",
    "when the traced process ended (RFC 3339): says how much is missing",
    wallMs
  ).action(async (file, o) => {
    const options = { json: o.json === true, exitWallMs: o.exitTime };
    await withTrace(file, {}, deps, (r) => traceInfoCommand(r, options, stdoutWrite));
  });
}
function wallMs(text) {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError("give a time such as 2026-01-31T12:00:00Z.");
  return ms;
}
function addEvents(trace, deps) {
  const command = trace.command("events").description("every event in order").argument("<file>", FILE).addOption(
    new Option(
      "--format <format>",
      "go: as `go tool trace -d=parsed` prints them; jsonl: an object a line"
    ).choices(["go", "jsonl"]).default("jsonl")
  ).option("--stacks", "with call stacks (jsonl)").option("--repair", "go format: go on behind damage instead of ending where Go's reader ends");
  addWindowOptions(command).action(async (file, o) => {
    const repair = o.format === "jsonl" || o.repair === true;
    const options = { format: o.format, stacks: o.stacks === true, repair };
    const run2 = traceEventsCommand;
    await withTrace(file, o, deps, (r) => run2(r, options, stdoutWrite), !repair);
  });
}

// src/entry/cli.ts
var EXIT_CODES = `
Exit codes, the first that holds:
  130 cancelled · 70 racegate's own bug · 2 usage or configuration · 5 no packages
  6 build failed, or the environment before any test ran · 4 deadline, or incomplete
  3 gate closed · 1 tests failed · 0 pass
`;
async function main(argv) {
  const dashes = argv.indexOf("--");
  const own = dashes < 0 ? argv : argv.slice(0, dashes);
  const goTestFlags = dashes < 0 ? [] : argv.slice(dashes + 1);
  const program2 = new Command("racegate").description(
    "Race-first CI for Go: find the races, say why, keep the evidence, gate the build."
  ).version(packageVersion()).addHelpText("after", EXIT_CODES).exitOverride().showHelpAfterError("(racegate --help lists the commands)");
  addRunCommand(program2, goTestFlags);
  addAnalyzeCommand(program2);
  addExplainCommand(program2);
  addBaselineCommand(program2);
  addConfigCommand(program2);
  addTraceCommands(program2);
  await program2.parseAsync(own, { from: "user" });
}
try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = reportFailure(error, process.stderr);
}
