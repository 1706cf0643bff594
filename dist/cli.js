#!/usr/bin/env node
import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  BatchScanner,
  DEFAULT_PLATFORM_OPTIONS,
  EV,
  EVENT_NAMES,
  EVENT_TYPES,
  FLAG_REPAIRED,
  GO,
  GO_STATES,
  GenerationBuilder,
  HEADER_BYTES,
  NO_GENERATION,
  PROC,
  PROC_STATES,
  SegmentRecorder,
  TraceInterner,
  USUAL_TICKS_PER_SECOND,
  UserFailure,
  analyze,
  baselineOf,
  bigValue2At,
  bigValueAt,
  buildRim,
  cancellationsOf,
  chooseColour,
  cloudBuild,
  durationText,
  entryFunction,
  explain,
  external_exports,
  findConfigFile,
  findingsDocument,
  flagsAt,
  fromAt,
  goroutineAt,
  goroutineIdOf,
  holderStates,
  holdsOf,
  inlineForTerminal,
  lifeOf,
  lockClusters,
  logValueAt,
  newStackAt,
  openStore,
  ownSite,
  packageRoot,
  packageVersion,
  parseConfig,
  pause,
  procAt,
  readHeader,
  readTrace,
  reportFailure,
  repositoryRoot,
  require_dist,
  resolveSettings,
  run,
  siteText,
  stackAt,
  stateName,
  subjectAt,
  subjectProcAt,
  testOf,
  textAt,
  threadAt,
  threadIdOf,
  timeAt,
  toAt,
  typeAt,
  value2At,
  valueAt,
  waitNs,
  walkPath
} from "./chunks/chunk-VQU7P6HC.js";
import {
  Function,
  Line,
  Location,
  Profile,
  Sample,
  StringTable,
  ValueType
} from "./chunks/chunk-7KPY23XL.js";
import {
  __callDispose,
  __toESM,
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
    const length2 = Math.max(word.length, candidate.length);
    const similarity = (length2 - distance) / length2;
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
    let proc;
    if (process2.platform !== "win32") {
      if (launchWithNode) {
        args.unshift(executableFile);
        args = incrementNodeInspectorPort(process2.execArgv).concat(args);
        proc = childProcess.spawn(process2.argv[0], args, { stdio: "inherit" });
      } else {
        proc = childProcess.spawn(executableFile, args, { stdio: "inherit" });
      }
    } else {
      this._checkForMissingExecutable(
        executableFile,
        executableDir,
        subcommand._name
      );
      args.unshift(executableFile);
      args = incrementNodeInspectorPort(process2.execArgv).concat(args);
      proc = childProcess.spawn(process2.execPath, args, { stdio: "inherit" });
    }
    if (!proc.killed) {
      const signals = ["SIGUSR1", "SIGUSR2", "SIGTERM", "SIGINT", "SIGHUP"];
      signals.forEach((signal) => {
        process2.on(signal, () => {
          if (proc.killed === false && proc.exitCode === null) {
            proc.kill(signal);
          }
        });
      });
    }
    const exitCallback = this._exitCallback;
    proc.on("close", (code) => {
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
    proc.on("error", (err) => {
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
    this.runningCommand = proc;
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
  const words = text.split(",").map((word) => word.trim());
  return [...earlier ?? [], ...words.filter((word) => word !== "")];
}
function addCommonOptions(command) {
  return command.option(
    "--config <file>",
    "configuration file (default: .racegate.yml up to the repository root)"
  ).option("--gcs <url>", "store the evidence in gs://BUCKET[/PREFIX]").option("--upload-budget <duration>", "how long storing may take in all (default: 5m)").option("--out <dir>", "store the evidence in a directory (default: .racegate)").option(
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
  if (options.uploadBudget !== void 0) flags["upload-budget"] = options.uploadBudget;
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

// src/entry/baseline-command.ts
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve as resolve2 } from "node:path";

// src/pipeline-tools.ts
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
async function explainFinding(what2, sources) {
  const code = /^rg[0-9]{4}$/i.test(what2) ? what2.toUpperCase() : void 0;
  if (code !== void 0) {
    const page = join(sources.docsRoot, "docs", "findings", `${code}.md`);
    const text2 = await readFile(page, "utf8").catch(() => void 0);
    if (text2 !== void 0) return text2;
  }
  const document = code === void 0 ? await readDocument(sources.findingsFile) : void 0;
  const text = explain(what2, {
    colour: chooseColour(sources.colour),
    width: sources.width,
    document
  });
  if (text !== void 0) return text.endsWith("\n") ? text : `${text}
`;
  throw new UserFailure(
    "RG9001",
    code === void 0 ? `"${what2}" is neither a code (RG1000) nor a fingerprint in ${sources.findingsFile}. Name the findings.json of the run with --findings.` : `there is no code ${code}.`
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
async function baselineText(cwd, findingsFile) {
  const document = await readDocument(resolve(cwd, findingsFile));
  if (document === void 0) {
    throw new UserFailure(
      "RG9001",
      `${findingsFile} is not a findings.json. Run racegate first, or name one with --findings.`
    );
  }
  const baseline = baselineOf(document);
  const text = `${JSON.stringify(baseline, void 0, 2)}
`;
  return { text, findings: baseline.findings.length };
}

// src/store/shared-document.ts
var TURNS_MAX = 8;
var TURN_MS = 100;
async function updateDocument(store, objectName, change, options) {
  const { trusted, signal } = options;
  if (!trusted) {
    return { state: "refused", why: `${objectName} is written by trusted runs only` };
  }
  for (let turn = 0; turn < TURNS_MAX; turn += 1) {
    const read = await store.readText(objectName, { signal });
    if (read.state === "failed") return { state: "not-stored", why: read.why };
    const current = read.state === "read" ? read.text : void 0;
    const next = change(current);
    if (next === void 0 || next === current) return { state: "unchanged" };
    const generation = read.state === "read" ? read.generation : NO_GENERATION;
    const options2 = { contentType: "application/json", signal };
    const outcome = await store.replace(objectName, Buffer.from(next), generation, options2);
    if (outcome.state === "stored") return { state: "stored" };
    if (outcome.state !== "conflict") return { state: outcome.state, why: outcome.why };
    await pause(Math.random() * TURN_MS * (turn + 1), signal);
  }
  return {
    state: "not-stored",
    why: `other runs wrote ${objectName} ${TURNS_MAX} times meanwhile`
  };
}

// src/entry/baseline-command.ts
function addBaselineCommand(program2) {
  program2.command("baseline").description("the findings that are known").command("write").description("make the findings of a run known: write them to a place for --baseline").argument("<place>", "a file, or an object gs://BUCKET/PATH.json").option("--findings <file>", "the run's findings.json", ".racegate/findings.json").action(async (place2, options) => {
    const cwd = process.cwd();
    const { text, findings } = await baselineText(cwd, options.findings);
    if (place2.includes("://")) await writeObject(place2, text, cwd);
    else await writeLocal(resolve2(cwd, place2), text);
    process.stdout.write(`${place2}: ${findings} known findings
`);
  });
}
async function writeLocal(path2, text) {
  try {
    await mkdir(dirname(path2), { recursive: true });
    await writeFile(path2, text);
  } catch (error) {
    const code = error.code ?? String(error);
    throw new UserFailure("RG9001", `the baseline ${path2} cannot be written (${code}).`);
  }
}
async function writeObject(place2, text, cwd) {
  var _stack = [];
  try {
    const rim = __using(_stack, await buildRim({ cwd, platform: platformOptionsFromEnvironment({}) }));
    const cut = place2.lastIndexOf("/");
    const store = openStore(place2.slice(0, cut), cwd);
    const { trusted } = rim.context;
    const outcome = await updateDocument(store, place2.slice(cut + 1), () => text, { trusted });
    if (!("why" in outcome)) return;
    throw new UserFailure("RG9001", `${place2} is not written: ${outcome.why}.`);
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    __callDispose(_stack, _error, _hasError);
  }
}

// src/entry/cloud-build.ts
function cloudBuildInvocation(args, env) {
  if (!cloudBuild.detect(env)) return { args, env };
  const mapped = Object.entries(env).filter(([name, value]) => name.startsWith("_RACEGATE_") && value !== void 0 && value !== "").map(([name, value]) => [name.slice(1), value]).filter(([name]) => (env[name] ?? "") === "");
  return {
    args: args.length === 0 ? ["run"] : args,
    env: { ...env, ...Object.fromEntries(mapped) }
  };
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
  ).argument("<what>", "a code such as RG1000, or a fingerprint such as rg1-0123456789abcdef").option("--findings <file>", "where to look a fingerprint up", ".racegate/findings.json").action(async (what2, options) => {
    const text = await explainFinding(what2, {
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

// src/analyse/trace/goroutine-report.ts
var LISTED_MAX = 1e4;
var GoroutineReport = class {
  #groups = /* @__PURE__ */ new Map();
  #listed = [];
  /** Shorter ones would be cut off again. */
  #shortestNs = 0;
  #total = 0;
  /** Takes a finished goroutine; `lastNs` is the end of what was read so far. */
  add(g, lastNs) {
    const times2 = timesOf(g, lastNs);
    const createdAt = ownSite(g.createdAt);
    const site2 = createdAt === void 0 ? {} : { createdAt };
    const key = `${g.name}\0${siteText(createdAt)}`;
    const group = this.#groups.get(key);
    if (group === void 0) {
      this.#groups.set(key, { name: g.name, ...site2, goroutines: 1, ...times2 });
    } else {
      group.goroutines += 1;
      addTimes(group, times2);
    }
    this.#total += 1;
    if (times2.totalNs < this.#shortestNs) return;
    if (this.#listed.length >= 2 * LISTED_MAX) {
      this.#listed = longest(this.#listed).slice(0, LISTED_MAX);
      this.#shortestNs = this.#listed.at(-1)?.totalNs ?? 0;
    }
    this.#listed.push({
      id: g.id,
      name: g.name,
      ...site2,
      ...g.createdBy === void 0 ? {} : { createdBy: g.createdBy },
      startNs: g.startNs,
      ...g.endNs === void 0 ? {} : { endNs: g.endNs },
      ended: g.endNs !== void 0,
      lastState: GO_STATES[g.state] ?? "Undetermined",
      ...timesOf(g, lastNs)
    });
  }
  /** Groups by execution time, goroutines by life span, longest first; ties by name or id. */
  result() {
    const groups = [...this.#groups.values()].sort(
      (a, b) => b.executionNs - a.executionNs || (a.name < b.name ? -1 : 1)
    );
    const goroutines = longest(this.#listed).slice(0, LISTED_MAX);
    return { groups, goroutines, goroutinesTotal: this.#total };
  }
};
function longest(list2) {
  return list2.sort((a, b) => b.totalNs - a.totalNs || a.id - b.id);
}
function timesOf(g, lastNs) {
  const blockedNs = [...g.blocked.values()].reduce((a, b) => a + b, 0);
  return {
    totalNs: Math.max(0, (g.endNs ?? lastNs) - g.startNs),
    executionNs: g.executionNs,
    runnableNs: g.runnableNs,
    blockedNs,
    syscallNs: g.syscallNs,
    syscallBlockedNs: g.syscallBlockedNs,
    unknownNs: g.unknownNs,
    blocked: Object.fromEntries(g.blocked),
    ranges: Object.fromEntries(g.ranges)
  };
}
function addTimes(sum2, more) {
  sum2.totalNs += more.totalNs;
  sum2.executionNs += more.executionNs;
  sum2.runnableNs += more.runnableNs;
  sum2.blockedNs += more.blockedNs;
  sum2.syscallNs += more.syscallNs;
  sum2.syscallBlockedNs += more.syscallBlockedNs;
  sum2.unknownNs += more.unknownNs;
  for (const key of ["blocked", "ranges"]) {
    const all = new Map(Object.entries(sum2[key]));
    for (const [name, ns2] of Object.entries(more[key])) all.set(name, (all.get(name) ?? 0) + ns2);
    sum2[key] = Object.fromEntries(all);
  }
}

// src/analyse/trace/goroutine-times.ts
var NONE = -1;
var GoroutineTimesVisitor = class {
  #finished;
  #live = [];
  /** The goroutine in a syscall on each processor. */
  #syscallOn = /* @__PURE__ */ new Map();
  #sweeps = /* @__PURE__ */ new Map();
  #syncNs = 0;
  #lastNs = 0;
  constructor(finished) {
    this.#finished = finished;
  }
  chunk(c) {
    for (let i = 0; i < c.length; i++) this.#event(c, i);
    if (c.length > 0) this.#lastNs = timeAt(c, c.length - 1);
  }
  /** The end of the trace: what still lives ends here. */
  end() {
    for (const g of this.#live) if (g !== void 0) this.#close(g, this.#lastNs, false);
    this.#live.length = 0;
  }
  #event(c, i) {
    const type = typeAt(c, i);
    if (type >= EV.goCreate && type <= EV.goStatus) this.#transition(c, i);
    else if (type >= EV.goSwitch && type <= EV.goStatusStack) this.#transition(c, i);
    else if (type >= EV.procStart && type <= EV.procStatus) this.#proc(c, i);
    else if (type >= EV.stwBegin && type <= EV.assistEnd) this.#range(c, i, type);
    else if (type === EV.sync) this.#syncNs = timeAt(c, i);
  }
  #transition(c, i) {
    const from = fromAt(c, i);
    const to = toAt(c, i);
    const slot = subjectAt(c, i);
    if (from === to || slot === NONE) return;
    const t = timeAt(c, i);
    const id = goroutineIdOf(c, slot);
    let g = this.#live[slot];
    if (g?.id !== id || from === GO.notExist) {
      if (g !== void 0) this.#close(g, t, false);
      g = this.#born(c, i, id, from, t);
      this.#live[slot] = g;
      if (from === GO.undetermined) g.state = to;
    }
    this.#account(g, from, t);
    if (g.name === "") g.name = this.#name(c, i);
    g.state = to;
    g.sinceNs = t;
    if (to === GO.waiting) g.reason = c.generation.tables.string(textAt(c, i)) ?? "";
    else if (to === GO.syscall) this.#syscallOn.set(procAt(c, i), g);
    else if (to === GO.notExist) {
      this.#close(g, t, true);
      this.#live[slot] = void 0;
    }
  }
  #born(c, i, id, from, t) {
    const created = from === GO.notExist;
    const type = typeAt(c, i);
    const withStack = type === EV.goCreate || type === EV.goCreateBlocked;
    const by = goroutineAt(c, i);
    const startNs = created ? t : this.#syncNs;
    return {
      id,
      name: "",
      createdAt: withStack ? c.generation.tables.frames(stackAt(c, i)) : [],
      createdBy: created && by !== NONE ? goroutineIdOf(c, by) : void 0,
      startNs,
      endNs: void 0,
      state: from,
      executionNs: 0,
      runnableNs: 0,
      syscallNs: 0,
      syscallBlockedNs: 0,
      unknownNs: 0,
      blocked: /* @__PURE__ */ new Map(),
      ranges: /* @__PURE__ */ new Map(),
      sinceNs: startNs,
      reason: "",
      takenNs: NONE,
      open: /* @__PURE__ */ new Map()
    };
  }
  #name(c, i) {
    const type = typeAt(c, i);
    const { tables } = c.generation;
    if (type === EV.goCreate || type === EV.goCreateBlocked) {
      return entryFunction(tables.frames(newStackAt(c, i)));
    }
    const own = [EV.goStop, EV.goBlock, EV.goSyscallBegin, EV.goStatusStack];
    return own.includes(type) ? entryFunction(tables.frames(stackAt(c, i))) : "";
  }
  /** Books the time since the last change; `from` is what the event says the state was. */
  #account(g, from, t) {
    const dt = t - g.sinceNs;
    if (dt <= 0) return;
    if (g.state !== from && from !== GO.undetermined) g.unknownNs += dt;
    else if (g.state === GO.running) g.executionNs += dt;
    else if (g.state === GO.runnable) g.runnableNs += dt;
    else if (g.state === GO.waiting) add(g.blocked, g.reason, dt);
    else if (g.state === GO.syscall) {
      const free = g.takenNs === NONE ? dt : g.takenNs - g.sinceNs;
      g.syscallNs += free;
      g.syscallBlockedNs += dt - free;
    } else g.unknownNs += dt;
    if (g.state === GO.syscall) {
      g.takenNs = NONE;
      for (const [p, on] of this.#syscallOn) if (on === g) this.#syscallOn.delete(p);
    }
  }
  #proc(c, i) {
    if (toAt(c, i) !== PROC.idle || fromAt(c, i) === PROC.idle) return;
    const p = subjectProcAt(c, i);
    const g = this.#syscallOn.get(p);
    if (g === void 0) return;
    if (g.state === GO.syscall) g.takenNs = timeAt(c, i);
    this.#syscallOn.delete(p);
  }
  #range(c, i, type) {
    const t = timeAt(c, i);
    if (type >= EV.gcActive && type <= EV.gcEnd) return;
    if (type >= EV.sweepActive && type <= EV.sweepEnd) {
      const p = subjectProcAt(c, i);
      const on = this.#live[goroutineAt(c, i)];
      if (type !== EV.sweepEnd) {
        if (on !== void 0) {
          this.#sweeps.set(p, on);
          on.open.set("GC incremental sweep", type === EV.sweepActive ? this.#syncNs : t);
        }
        return;
      }
      const began = this.#sweeps.get(p);
      this.#sweeps.delete(p);
      if (began !== void 0 && began === on) endRange(began, "GC incremental sweep", t);
      return;
    }
    const g = this.#live[subjectAt(c, i)];
    if (g === void 0) return;
    const stw = type <= EV.stwEnd;
    const kind = stw ? c.generation.tables.string(textAt(c, i)) ?? "" : "";
    const name = stw ? `stop-the-world (${kind})` : "GC mark assist";
    if (type === EV.stwEnd || type === EV.assistEnd) endRange(g, name, t);
    else g.open.set(name, type === EV.assistActive ? this.#syncNs : t);
  }
  #close(g, t, ended) {
    if (!ended) {
      this.#account(g, g.state, t);
      g.sinceNs = t;
    }
    for (const name of [...g.open.keys()]) endRange(g, name, t);
    g.endNs = ended ? t : void 0;
    this.#finished(g);
  }
  get lastNs() {
    return this.#lastNs;
  }
};
function add(map, key, ns2) {
  map.set(key, (map.get(key) ?? 0) + ns2);
}
function endRange(g, name, t) {
  const since = g.open.get(name);
  if (since === void 0) return;
  g.open.delete(name);
  add(g.ranges, name, Math.max(0, t - since));
}

// src/analyse/trace/lock-sites.ts
var STACKS_MAX = 2 ** 22;
var GOROUTINES_MAX = 1e4;
var LOCKS = /* @__PURE__ */ new Set(["sync", "sync.(*Cond).Wait"]);
var CHANNELS = /* @__PURE__ */ new Set(["chan send", "chan receive", "select"]);
var METHOD = /^(?:internal\/)?sync\.\(\*(\w+)\)\.(\w+)$/;
var LockVisitor = class {
  #interner;
  #channels;
  #tallies = /* @__PURE__ */ new Map();
  #counts = /* @__PURE__ */ new Map();
  /** `channels`: channel operations and selects as well. */
  constructor(interner, channels) {
    this.#interner = interner;
    this.#channels = channels;
  }
  edges(e) {
    for (let i = 0; i < e.length; i++) {
      const reason = e.reason[i] ?? 0;
      if (!this.#wanted(reason)) continue;
      const key = (e.parkStack[i] ?? 0) * STACKS_MAX + (e.wakeStack[i] ?? 0);
      let t = this.#tallies.get(key);
      if (t === void 0) {
        t = { reason, count: 0, waitNs: 0, waitMaxNs: 0, handOffNs: 0, goroutines: /* @__PURE__ */ new Set() };
        this.#tallies.set(key, t);
      }
      const wait = (e.wokenNs[i] ?? 0) - (e.parkNs[i] ?? 0);
      t.count += 1;
      t.waitNs += wait;
      t.waitMaxNs = Math.max(t.waitMaxNs, wait);
      t.handOffNs += (e.ranNs[i] ?? 0) - (e.wokenNs[i] ?? 0);
      if (t.goroutines.size < GOROUTINES_MAX) t.goroutines.add(e.goroutine[i] ?? -1);
    }
  }
  #wanted(reason) {
    let wanted = this.#counts.get(reason);
    if (wanted === void 0) {
      const text = this.#interner.string(reason);
      wanted = LOCKS.has(text) || this.#channels && CHANNELS.has(text);
      this.#counts.set(reason, wanted);
    }
    return wanted;
  }
  result() {
    const sites2 = /* @__PURE__ */ new Map();
    for (const [key, t] of this.#tallies) {
      const parked = this.#interner.frames(Math.floor(key / STACKS_MAX));
      const waitsAt = ownSite(parked);
      const wokenAt = ownSite(this.#interner.frames(key % STACKS_MAX));
      const kind = kindOf(parked, this.#interner.string(t.reason));
      const name = `${kind}\0${siteText(waitsAt)}\0${siteText(wokenAt)}`;
      const known = sites2.get(name);
      if (known === void 0) {
        const site2 = {
          kind,
          ...waitsAt === void 0 ? {} : { waitsAt },
          ...wokenAt === void 0 ? {} : { wokenAt },
          count: t.count,
          goroutines: t.goroutines.size,
          waitNs: t.waitNs,
          waitMaxNs: t.waitMaxNs,
          handOffNs: t.handOffNs
        };
        sites2.set(name, { site: site2, goroutines: t.goroutines });
        continue;
      }
      for (const g of t.goroutines) known.goroutines.add(g);
      known.site.goroutines = known.goroutines.size;
      known.site.count += t.count;
      known.site.waitNs += t.waitNs;
      known.site.waitMaxNs = Math.max(known.site.waitMaxNs, t.waitMaxNs);
      known.site.handOffNs += t.handOffNs;
    }
    return [...sites2.values()].map((s) => s.site).sort((a, b) => b.waitNs - a.waitNs);
  }
};
function kindOf(frames2, reason) {
  let kind = reason;
  for (const f of frames2) {
    const match = METHOD.exec(f.func);
    if (match !== null) kind = `${match[1] ?? ""}.${match[2] ?? ""}`;
    else if (!f.func.startsWith("runtime.") && !f.func.includes("sync.")) break;
  }
  return kind;
}

// src/analyse/trace/profile-samples.ts
var PROFILE_KINDS = ["block", "sync", "net", "syscall", "sched"];
var NOT_TRACKED = -1;
function matches(kind, state, reason) {
  switch (kind) {
    case "block":
      return state === GO.waiting && reason !== "";
    case "sync":
      return state === GO.waiting && /chan|sync|select/.test(reason);
    case "net":
      return state === GO.waiting && reason === "network";
    case "syscall":
      return state === GO.syscall;
    case "sched":
      return state === GO.runnable;
  }
}
var ProfileVisitor = class {
  #kind;
  #interner;
  #tracked = [];
  #samples = /* @__PURE__ */ new Map();
  constructor(kind, interner) {
    this.#kind = kind;
    this.#interner = interner;
  }
  chunk(c) {
    for (let i = 0; i < c.length; i++) {
      const type = typeAt(c, i);
      const goroutine = type >= EV.goCreate && type <= EV.goStatus;
      if (goroutine || type >= EV.goSwitch && type <= EV.goStatusStack)
        this.#transition(c, i, type);
    }
  }
  #transition(c, i, type) {
    const slot = subjectAt(c, i);
    if (slot < 0) return;
    const id = goroutineIdOf(c, slot);
    const to = toAt(c, i);
    let g = this.#tracked[slot];
    if (g?.id !== id || fromAt(c, i) === GO.notExist) {
      g = { id, ran: false, sinceNs: NOT_TRACKED, stack: 0 };
      this.#tracked[slot] = g;
    }
    const { tables } = c.generation;
    const stops = type === EV.goStop || type === EV.goBlock;
    const reason = stops ? tables.string(textAt(c, i)) ?? "" : "";
    const t = timeAt(c, i);
    if (g.sinceNs === NOT_TRACKED) {
      if (matches(this.#kind, to, reason)) {
        g.sinceNs = t;
        g.stack = this.#interner.stack(tables, stackAt(c, i));
      }
    } else if (!matches(this.#kind, to, reason) && !sameState(this.#kind, to)) {
      if (g.ran) this.#add(g.stack, t - g.sinceNs);
      g.sinceNs = NOT_TRACKED;
    }
    if (to === GO.running) g.ran = true;
  }
  #add(stack, ns2) {
    const known = this.#samples.get(stack);
    if (known === void 0) this.#samples.set(stack, { stack, count: 1, ns: ns2 });
    else {
      known.count += 1;
      known.ns += ns2;
    }
  }
  /** Longest first; equal ones by stack number, that is by first appearance. */
  result() {
    return [...this.#samples.values()].sort((a, b) => b.ns - a.ns || a.stack - b.stack);
  }
};
function sameState(kind, state) {
  if (kind === "syscall") return state === GO.syscall;
  return state === (kind === "sched" ? GO.runnable : GO.waiting);
}

// src/analyse/trace/wakes.ts
var EDGES_MAX = 2e6;
var STACKS_MAX2 = 2 ** 22;
var NONE2 = -1;
var CHAIN_LINKS_MAX = 64;
var WakeVisitor = class {
  #interner;
  #options;
  #pairs = /* @__PURE__ */ new Map();
  #last = /* @__PURE__ */ new Map();
  #best = [];
  #total = 0;
  #kept = 0;
  constructor(interner, options) {
    this.#interner = interner;
    this.#options = options;
  }
  edges(e) {
    for (let i = 0; i < e.length; i++) {
      this.#total += 1;
      this.#tally(e, i);
      if (this.#kept < EDGES_MAX) this.#chain(e, i);
    }
  }
  #tally(e, i) {
    const waker = (e.waker[i] ?? NONE2) < 0 ? 0 : 1;
    const key = ((e.parkStack[i] ?? 0) * STACKS_MAX2 + (e.wakeStack[i] ?? 0)) * 2 + waker;
    const wait = (e.wokenNs[i] ?? 0) - (e.parkNs[i] ?? 0);
    const latency = (e.ranNs[i] ?? 0) - (e.wokenNs[i] ?? 0);
    const tally = this.#pairs.get(key);
    if (tally === void 0) {
      const reason = e.reason[i] ?? 0;
      this.#pairs.set(key, { reason, count: 1, waitNs: wait, waitMaxNs: wait, latencyNs: latency });
      return;
    }
    tally.count += 1;
    tally.waitNs += wait;
    tally.waitMaxNs = Math.max(tally.waitMaxNs, wait);
    tally.latencyNs += latency;
  }
  #chain(e, i) {
    const waker = e.waker[i] ?? NONE2;
    const parkNs = e.parkNs[i] ?? 0;
    const wokenNs = e.wokenNs[i] ?? 0;
    const last = waker < 0 ? void 0 : this.#last.get(waker);
    const before = last !== void 0 && last.ranNs > parkNs && last.ranNs <= wokenNs ? last : void 0;
    const edge = {
      goroutine: e.goroutine[i] ?? NONE2,
      waker,
      parkNs,
      wokenNs,
      ranNs: e.ranNs[i] ?? 0,
      reason: e.reason[i] ?? 0,
      parkStack: e.parkStack[i] ?? 0,
      wakeStack: e.wakeStack[i] ?? 0,
      before,
      root: before === void 0 ? void 0 : before.root ?? before,
      sinceNs: before === void 0 ? parkNs : Math.min(parkNs, before.sinceNs)
    };
    this.#last.set(edge.goroutine, edge);
    if (before !== void 0) this.#kept += 1;
    this.#consider(edge);
  }
  /** Keeps the longest chains, one for each beginning. */
  #consider(edge) {
    const { goroutine, chains } = this.#options;
    if (edge.before === void 0 || chains === 0) return;
    if (goroutine !== void 0 && goroutine !== edge.goroutine) return;
    const best = this.#best;
    const length2 = edge.ranNs - edge.sinceNs;
    const same = best.findIndex((b) => b.root === edge.root);
    const weakest = best.at(-1);
    if (same >= 0) best.splice(same, 1);
    else if (best.length >= chains && weakest !== void 0) {
      if (weakest.ranNs - weakest.sinceNs >= length2) return;
      best.pop();
    }
    const at = best.findIndex((b) => b.ranNs - b.sinceNs < length2);
    best.splice(at < 0 ? best.length : at, 0, edge);
  }
  result() {
    return {
      wakes: this.#total,
      pairs: this.#merged(),
      chains: this.#best.map((b) => this.#links(b)),
      edgesKept: this.#kept,
      edgesTotal: this.#total
    };
  }
  /** Pairs by code site: stacks that differ only further out are one. */
  #merged() {
    const merged2 = /* @__PURE__ */ new Map();
    for (const [key, t] of this.#pairs) {
      const byRuntime = key % 2 === 0;
      const stacks = Math.floor(key / 2);
      const parked = this.#interner.frames(Math.floor(stacks / STACKS_MAX2));
      const woke = this.#interner.frames(stacks % STACKS_MAX2);
      const wakerAt = ownSite(woke);
      const wakeeAt = ownSite(parked);
      const pair = {
        waker: byRuntime ? "runtime" : entryFunction(woke),
        ...wakerAt === void 0 ? {} : { wakerAt },
        wakee: entryFunction(parked),
        ...wakeeAt === void 0 ? {} : { wakeeAt },
        reason: this.#interner.string(t.reason),
        count: t.count,
        waitNs: t.waitNs,
        waitMaxNs: t.waitMaxNs,
        latencyNs: t.latencyNs
      };
      const name = `${pair.waker}\0${siteText(wakerAt)}\0${pair.wakee}\0${siteText(wakeeAt)}\0${pair.reason}`;
      const known = merged2.get(name);
      if (known === void 0) merged2.set(name, pair);
      else {
        known.count += pair.count;
        known.waitNs += pair.waitNs;
        known.waitMaxNs = Math.max(known.waitMaxNs, pair.waitMaxNs);
        known.latencyNs += pair.latencyNs;
      }
    }
    return [...merged2.values()].sort((a, b) => b.waitNs - a.waitNs || b.count - a.count);
  }
  #links(end) {
    const links = [];
    for (let e = end; e !== void 0 && links.length < CHAIN_LINKS_MAX; e = e.before) {
      const parked = this.#interner.frames(e.parkStack);
      const at = ownSite(parked);
      const wokenAt = ownSite(this.#interner.frames(e.wakeStack));
      links.push({
        goroutine: e.goroutine,
        name: entryFunction(parked),
        reason: this.#interner.string(e.reason),
        ...at === void 0 ? {} : { at },
        parkedNs: e.parkNs,
        wokenNs: e.wokenNs,
        ranNs: e.ranNs,
        ...e.waker < 0 ? {} : { wokenBy: e.waker },
        ...wokenAt === void 0 ? {} : { wokenAt }
      });
    }
    return { waitNs: end.ranNs - end.sinceNs, links };
  }
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
var PLAIN = /^[ !#-[\]-~]*$/;
function goQuote(text) {
  if (PLAIN.test(text)) return `"${text}"`;
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

// src/util/text-table.ts
function textTable(columns, rows) {
  const widths = columns.map(
    (c, k) => rows.reduce((w, row) => Math.max(w, (row[k] ?? "").length), c.title.length)
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
    diagnostics: s.diagnostics.map(({ code, severity, message: message2, count: count3 }) => ({
      code,
      severity,
      message: message2,
      count: count3
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
  const number2 = true;
  const columns = [
    { title: "generation", number: number2 },
    { title: "start", number: number2 },
    { title: "length", number: number2 },
    { title: "events", number: number2 },
    { title: "repaired", number: number2 },
    { title: "bytes", number: number2 },
    { title: "" }
  ];
  const notes2 = d.diagnostics.map((n) => `${n.code}: ${n.message} (${n.count})`);
  const table = rows.length === 0 ? "" : `
${textTable(columns, rows)}`;
  return [...lines, "", ...notes2].join("\n").trimEnd() + `
${table}`;
}
function statusText(d) {
  if (d.status === "intact") return "intact";
  const at = d.fault === void 0 ? "" : ` at offset ${d.fault.offset}: ${d.fault.message}`;
  const missing = d.missingNs === void 0 ? "" : ` (${durationText(d.missingNs)} to the end of the run missing)`;
  return `${d.status}${at}${missing}`;
}

// src/util/protobuf-writer.ts
var ProtobufWriter = class {
  #bytes = new Uint8Array(256);
  #n = 0;
  /** What was written; a view that the next write may invalidate. */
  finish() {
    return this.#bytes.subarray(0, this.#n);
  }
  clear() {
    this.#n = 0;
  }
  uint(field, value) {
    this.#varint(field * 8);
    this.#varint(value);
    return this;
  }
  fixed64(field, value) {
    this.#varint(field * 8 + 1);
    this.#room(8);
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#n, 8);
    view.setUint32(0, value % 2 ** 32, true);
    view.setUint32(4, Math.floor(value / 2 ** 32), true);
    this.#n += 8;
    return this;
  }
  text(field, value) {
    return this.bytes(field, Buffer.from(value));
  }
  /** A length-delimited field: bytes, or a message that was written elsewhere. */
  bytes(field, value) {
    this.#varint(field * 8 + 2);
    this.#varint(value.length);
    this.#room(value.length);
    this.#bytes.set(value, this.#n);
    this.#n += value.length;
    return this;
  }
  #varint(value) {
    this.#room(10);
    let v = value;
    while (v > 127) {
      this.#bytes[this.#n++] = v % 128 | 128;
      v = Math.floor(v / 128);
    }
    this.#bytes[this.#n++] = v;
  }
  #room(bytes) {
    if (this.#n + bytes <= this.#bytes.length) return;
    const more = new Uint8Array(Math.max(this.#bytes.length * 2, this.#n + bytes));
    more.set(this.#bytes);
    this.#bytes = more;
  }
};

// src/report/trace-perfetto.ts
var TRACE_PACKET = 1;
var PACKET = { timestamp: 8, sequence: 10, trackEvent: 11, trackDescriptor: 60 };
var DESCRIPTOR = { uuid: 1, name: 2, process: 3, parent: 5, counter: 8 };
var PROCESS = { pid: 1, name: 6 };
var EVENT = {
  type: 9,
  track: 11,
  name: 23,
  counter: 30,
  flows: 47,
  endingFlows: 48
};
var SLICE_BEGIN = 1;
var SLICE_END = 2;
var INSTANT = 3;
var COUNTER = 4;
var SEQUENCE = 1;
var PROCESS_TRACK = 1;
var HEAP_TRACK = 2;
var PROCS_TRACK = 3;
var FIRST_GOROUTINE_TRACK = 16;
var NONE3 = -1;
var PerfettoWriter = class {
  #write;
  #out = new ProtobufWriter();
  #packet = new ProtobufWriter();
  #event = new ProtobufWriter();
  #tracks = [];
  #nextTrack = FIRST_GOROUTINE_TRACK;
  #nextFlow = 1;
  #lastNs = 0;
  #begun = false;
  constructor(write) {
    this.#write = write;
  }
  chunk(c) {
    if (!this.#begun) this.#begin();
    for (let i = 0; i < c.length; i++) this.#row(c, i);
    if (c.length > 0) this.#lastNs = timeAt(c, c.length - 1);
    this.#flush();
  }
  /** Closes what is still open. */
  end() {
    for (const t of this.#tracks) if (t?.open === true) this.#slice(t, SLICE_END, this.#lastNs, "");
    this.#flush();
  }
  #begin() {
    this.#begun = true;
    const process3 = new ProtobufWriter().uint(PROCESS.pid, 1).text(PROCESS.name, "go").finish();
    this.#descriptor(PROCESS_TRACK, "go", (d) => d.bytes(DESCRIPTOR.process, process3));
    const counter = (d) => d.uint(DESCRIPTOR.parent, PROCESS_TRACK).bytes(DESCRIPTOR.counter, new Uint8Array(0));
    this.#descriptor(HEAP_TRACK, "heap bytes", counter);
    this.#descriptor(PROCS_TRACK, "GOMAXPROCS", counter);
  }
  #row(c, i) {
    const type = typeAt(c, i);
    if (type === EV.heapAlloc || type === EV.procsChange) {
      const track = type === EV.heapAlloc ? HEAP_TRACK : PROCS_TRACK;
      this.#emit(
        timeAt(c, i),
        (e) => e.uint(EVENT.type, COUNTER).uint(EVENT.track, track).uint(EVENT.counter, valueAt(c, i))
      );
      return;
    }
    const goroutine = type >= EV.goCreate && type <= EV.goStatus;
    if (goroutine || type >= EV.goSwitch && type <= EV.goStatusStack)
      this.#transition(c, i, type);
  }
  #transition(c, i, type) {
    const slot = subjectAt(c, i);
    const from = fromAt(c, i);
    const to = toAt(c, i);
    if (slot === NONE3 || from === to) return;
    const t = timeAt(c, i);
    const track = this.#track(c, i, slot, from);
    if (track.open) this.#slice(track, SLICE_END, t, "");
    track.open = false;
    if (to === GO.notExist) {
      this.#tracks[slot] = void 0;
      return;
    }
    let flow = 0;
    if (to === GO.running && track.flow !== 0) {
      flow = track.flow;
      track.flow = 0;
    }
    this.#slice(track, SLICE_BEGIN, t, stateName2(c, i, type, to), flow);
    track.open = true;
    const waker = goroutineAt(c, i);
    const wakerTrack = waker === NONE3 || from !== GO.waiting ? void 0 : this.#tracks[waker];
    if (wakerTrack === void 0) return;
    track.flow = this.#nextFlow++;
    this.#emit(
      t,
      (e) => e.uint(EVENT.type, INSTANT).uint(EVENT.track, wakerTrack.uuid).text(EVENT.name, `wakes goroutine ${track.id}`).fixed64(EVENT.flows, track.flow)
    );
  }
  #track(c, i, slot, from) {
    const id = goroutineIdOf(c, subjectAt(c, i));
    const known = this.#tracks[slot];
    if (known !== void 0 && known.id === id && from !== GO.notExist) return known;
    if (known?.open === true) this.#slice(known, SLICE_END, timeAt(c, i), "");
    const track = { id, uuid: this.#nextTrack++, open: false, flow: 0 };
    this.#tracks[slot] = track;
    const stack = from === GO.notExist ? newStackAt(c, i) : stackAt(c, i);
    const entry = c.generation.tables.frames(stack).at(-1)?.func;
    const name = entry === void 0 ? `goroutine ${id}` : `goroutine ${id} ${entry}`;
    this.#descriptor(track.uuid, name, (d) => d.uint(DESCRIPTOR.parent, PROCESS_TRACK));
    return track;
  }
  #slice(track, type, ns2, name, flow = 0) {
    this.#emit(ns2, (e) => {
      e.uint(EVENT.type, type).uint(EVENT.track, track.uuid);
      if (type === SLICE_BEGIN) e.text(EVENT.name, name);
      if (flow !== 0) e.fixed64(EVENT.endingFlows, flow);
    });
  }
  #descriptor(uuid, name, more) {
    const d = new ProtobufWriter().uint(DESCRIPTOR.uuid, uuid).text(DESCRIPTOR.name, name);
    this.#packet.clear();
    this.#packet.uint(PACKET.sequence, SEQUENCE).bytes(PACKET.trackDescriptor, more(d).finish());
    this.#out.bytes(TRACE_PACKET, this.#packet.finish());
  }
  #emit(ns2, fill) {
    this.#event.clear();
    fill(this.#event);
    this.#packet.clear();
    this.#packet.uint(PACKET.timestamp, ns2 + 1).uint(PACKET.sequence, SEQUENCE);
    this.#packet.bytes(PACKET.trackEvent, this.#event.finish());
    this.#out.bytes(TRACE_PACKET, this.#packet.finish());
  }
  #flush() {
    this.#write(this.#out.finish());
    this.#out.clear();
  }
};
function stateName2(c, i, type, to) {
  const state = (GO_STATES[to] ?? "").toLowerCase();
  const reason = type === EV.goBlock ? c.generation.tables.string(textAt(c, i)) : void 0;
  return reason === void 0 || reason === "" ? state : `${state}: ${reason}`;
}

// src/report/trace-pprof.ts
import { gzipSync } from "node:zlib";
function pprofOf(samples, durationNs2) {
  const strings = new StringTable();
  const type = (name, unit) => new ValueType({ type: strings.dedup(name), unit: strings.dedup(unit) });
  const functions = /* @__PURE__ */ new Map();
  const locations = /* @__PURE__ */ new Map();
  const functionOf = (f) => {
    const key = `${f.file}\0${f.func}`;
    let fn = functions.get(key);
    if (fn === void 0) {
      const name = strings.dedup(f.func);
      const id = functions.size + 1;
      fn = new Function({ id, name, systemName: name, filename: strings.dedup(f.file) });
      functions.set(key, fn);
    }
    return Number(fn.id);
  };
  const locationOf = (f) => {
    const key = `${f.pc}\0${f.func}\0${f.line}`;
    let location = locations.get(key);
    if (location === void 0) {
      const line = [new Line({ functionId: functionOf(f), line: f.line })];
      location = new Location({ id: locations.size + 1, address: f.pc, line });
      locations.set(key, location);
    }
    return Number(location.id);
  };
  const sample = samples.map(
    (s) => new Sample({ locationId: s.frames.map(locationOf), value: [s.count, Math.round(s.ns)] })
  );
  const profile = new Profile({
    sampleType: [type("contentions", "count"), type("delay", "nanoseconds")],
    periodType: type("trace", "count"),
    period: 1,
    durationNanos: Math.round(durationNs2),
    sample,
    location: [...locations.values()],
    function: [...functions.values()],
    stringTable: strings
  });
  return gzipSync(profile.encode());
}

// src/report/trace-tables.ts
var number = true;
function siteCell(site2) {
  if (site2 === void 0) return "-";
  return `${site2.function} ${site2.file.slice(site2.file.lastIndexOf("/") + 1)}:${site2.line}`;
}
function reasons(blocked) {
  return Object.entries(blocked).sort((a, b) => b[1] - a[1]).slice(0, 3).map(([reason, ns2]) => `${reason === "" ? "unknown" : reason} ${durationText(ns2)}`).join(", ");
}
function goroutinesText(d, limit) {
  const times2 = [
    { title: "execution", number },
    { title: "runnable", number },
    { title: "blocked", number },
    { title: "syscall", number },
    { title: "GC assist", number }
  ];
  const cells = (t) => [
    durationText(t.executionNs),
    durationText(t.runnableNs),
    durationText(t.blockedNs),
    durationText(t.syscallNs + t.syscallBlockedNs),
    durationText(t.ranges["GC mark assist"] ?? 0)
  ];
  const groups = textTable(
    [
      { title: "count", number },
      ...times2,
      { title: "goroutine" },
      { title: "created at" },
      { title: "blocked on" }
    ],
    d.groups.slice(0, limit).map((g) => [
      String(g.goroutines),
      ...cells(g),
      g.name === "" ? "(no stack)" : g.name,
      siteCell(g.createdAt),
      reasons(g.blocked)
    ])
  );
  const single = textTable(
    [
      { title: "goroutine", number },
      { title: "total", number },
      ...times2,
      { title: "last state" },
      { title: "function" }
    ],
    d.goroutines.slice(0, limit).map((g) => [
      String(g.id),
      durationText(g.totalNs),
      ...cells({ ...g, goroutines: 1 }),
      g.ended ? "ended" : g.lastState,
      g.name === "" ? "(no stack)" : g.name
    ])
  );
  const rest = d.goroutinesTotal - Math.min(limit, d.goroutines.length);
  const more = rest > 0 ? `(${rest} more)
` : "";
  return `${groups}
${single}${more}`;
}
function wakeText(d, limit) {
  const pairs = textTable(
    [
      { title: "count", number },
      { title: "waited", number },
      { title: "longest", number },
      { title: "then to run", number },
      { title: "reason" },
      { title: "waker" },
      { title: "wakee" }
    ],
    d.pairs.slice(0, limit).map((p) => [
      String(p.count),
      durationText(p.waitNs),
      durationText(p.waitMaxNs),
      durationText(p.latencyNs),
      p.reason,
      p.waker === "runtime" ? "runtime" : siteCell(p.wakerAt),
      siteCell(p.wakeeAt)
    ])
  );
  const chains = d.chains.map((c) => {
    const links = c.links.map((l) => {
      const by = l.wokenBy === void 0 ? "the runtime" : `goroutine ${l.wokenBy} at ${siteCell(l.wokenAt)}`;
      const waited = durationText(l.wokenNs - l.parkedNs);
      return `  goroutine ${l.goroutine} waited ${waited} (${l.reason}) at ${siteCell(l.at)}; woken by ${by}`;
    });
    return `chain of ${durationText(c.waitNs)}
${links.join("\n")}
`;
  });
  return `${d.wakes} wakes

${pairs}${chains.length > 0 ? `
${chains.join("\n")}` : ""}`;
}
function locksText(d, limit) {
  if (d.sites.length === 0) return "no goroutine waited for a lock\n";
  return textTable(
    [
      { title: "count", number },
      { title: "goroutines", number },
      { title: "waited", number },
      { title: "longest", number },
      { title: "then to run", number },
      { title: "kind" },
      { title: "waits at" },
      { title: "let go at" }
    ],
    d.sites.slice(0, limit).map((s) => [
      String(s.count),
      String(s.goroutines),
      durationText(s.waitNs),
      durationText(s.waitMaxNs),
      durationText(s.handOffNs),
      s.kind,
      siteCell(s.waitsAt),
      siteCell(s.wokenAt)
    ])
  );
}

// src/pipeline-trace.ts
async function visitTrace(request, visitors, more = {}) {
  const { source, window } = request;
  let options = { visitors, ...more };
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
  return await visitTrace(request, [writer], { onDamage: options.repair ? "repair" : "stop" });
}
async function traceGoroutinesCommand(request, options, write) {
  const report = new GoroutineReport();
  const visitor = new GoroutineTimesVisitor((g) => {
    report.add(g, visitor.lastNs);
  });
  const summary = await visitTrace(request, [visitor]);
  visitor.end();
  const document = { ...traceHeadOf(summary), ...report.result() };
  write(options.json ? jsonText(document) : goroutinesText(document, options.limit));
  return summary;
}
async function traceWakeCommand(request, options, write) {
  const interner = new TraceInterner();
  const visitor = new WakeVisitor(interner, options);
  const summary = await visitTrace(request, [visitor], { interner });
  const document = { ...traceHeadOf(summary), ...visitor.result() };
  write(options.json ? jsonText(document) : wakeText(document, options.limit));
  return summary;
}
async function traceLocksCommand(request, options, write) {
  const interner = new TraceInterner();
  const visitor = new LockVisitor(interner, options.channels);
  const summary = await visitTrace(request, [visitor], { interner });
  const document = { ...traceHeadOf(summary), sites: visitor.result() };
  write(options.json ? jsonText(document) : locksText(document, options.limit));
  return summary;
}
async function traceProfileCommand(request, kind, write) {
  const interner = new TraceInterner();
  const visitor = new ProfileVisitor(kind, interner);
  const summary = await visitTrace(request, [visitor], { interner });
  const samples = visitor.result().map(({ stack, count: count3, ns: ns2 }) => ({ frames: interner.frames(stack), count: count3, ns: ns2 }));
  write(pprofOf(samples, Math.max(0, summary.lastEventNs)));
  return summary;
}
async function tracePerfettoCommand(request, write) {
  const writer = new PerfettoWriter(write);
  const summary = await visitTrace(request, [writer]);
  writer.end();
  return summary;
}
function traceStateText(summary) {
  return traceStateLine(traceHeadOf(summary));
}
function jsonText(document) {
  return `${JSON.stringify(document, void 0, 2)}
`;
}

// src/entry/trace-analysis-commands.ts
import { closeSync as closeSync2, openSync as openSync2 } from "node:fs";

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
var READ_BYTES = 1 << 20;
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
  const plain4 = openPlain(location, location);
  if (packingOf(await plain4.source.read(0, ZSTD.length)) === "none") return plain4;
  await plain4.close();
  return await spooled(createReadStream(location), location);
}
async function* pieces(source) {
  for (let offset = 0; ; ) {
    const piece = await source.read(offset, READ_BYTES);
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
  const notes2 = [];
  const { packing, all } = await looked(input);
  const cap = capped(notes2);
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
    notes2.push(`${name} could not be read to its end: ${why}`);
  }
  const plain4 = openPlain(path2, name);
  const close = async () => {
    await plain4.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { source: plain4.source, notes: notes2, close };
}
function openPlain(path2, name) {
  const fd = openSync(path2, "r");
  const { size } = fstatSync(fd);
  const readInto = (offset, target) => {
    const length2 = Math.max(0, Math.min(target.length, size - offset));
    let filled = 0;
    while (filled < length2) {
      const n = readSync(fd, target, filled, length2 - filled, offset + filled);
      if (n === 0) break;
      filled += n;
    }
    return filled;
  };
  const read = (offset, length2) => {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length2, size - offset)));
    return Promise.resolve(buffer.subarray(0, readInto(offset, buffer)));
  };
  const close = () => {
    closeSync(fd);
    return Promise.resolve();
  };
  return { source: { name, size, read, readInto }, notes: [], close };
}
function capped(notes2) {
  let left = UNPACKED_BYTES_MAX;
  return new Transform({
    transform(piece, _encoding, done) {
      const part = piece.subarray(0, left);
      if (part.length < piece.length && notes2.length === 0) {
        notes2.push(`unpacked bytes beyond ${UNPACKED_BYTES_MAX} were left out`);
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
var FILE = "a trace: a path, .gz or .zst too; - for standard input";
var UNITS = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10
};
function parseDuration(text) {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)(ns|us|µs|ms|s|m)?$/.exec(text);
  const unit = UNITS[match?.[2] ?? "s"];
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

// src/entry/trace-analysis-commands.ts
var ROWS_SHOWN = 20;
var CHAINS_SHOWN = 5;
function whole2(text) {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("give a whole number.");
  return Number(text);
}
function tableCommand(trace, name, description) {
  const command = trace.command(name).description(description).argument("<file>", FILE);
  return addWindowOptions(command).option("--json", "as a JSON document").option("--limit <n>", "rows of each table", whole2, ROWS_SHOWN);
}
function addTraceAnalysisCommands(trace, deps) {
  tableCommand(
    trace,
    "goroutines",
    "where the time of each goroutine and each creation site went"
  ).action(async (file, o) => {
    const options = { json: o.json === true, limit: o.limit };
    await withTrace(file, o, deps, (r) => traceGoroutinesCommand(r, options, stdoutWrite));
  });
  addWake(trace, deps);
  tableCommand(
    trace,
    "locks",
    "contended hand-offs: who waited for a lock where, and where it was let go"
  ).option("--channels", "channel operations and selects as well").action(async (file, o) => {
    const options = { json: o.json === true, limit: o.limit, channels: o.channels === true };
    await withTrace(file, o, deps, (r) => traceLocksCommand(r, options, stdoutWrite));
  });
  addProfile(trace, deps);
  addPerfetto(trace, deps);
}
function addWake(trace, deps) {
  tableCommand(trace, "wake", "who woke whom, and the longest chains of waiting").option("--goroutine <id>", "only chains that end in this goroutine", whole2).option("--chains <n>", "how many chains", whole2, CHAINS_SHOWN).action(async (file, o) => {
    const base = { json: o.json === true, limit: o.limit, chains: o.chains };
    const options = o.goroutine === void 0 ? base : { ...base, goroutine: o.goroutine };
    await withTrace(file, o, deps, (r) => traceWakeCommand(r, options, stdoutWrite));
  });
}
async function withOutput(o, run2) {
  if (o.output === void 0) {
    if (process.stdout.isTTY) {
      process.stderr.write("racegate: this is binary; give --output FILE or redirect it\n");
      process.exitCode = 2;
      return;
    }
    await run2(stdoutWrite);
    return;
  }
  const fd = openSync2(o.output, "w");
  try {
    await run2((bytes) => writeAll(fd, bytes));
  } finally {
    closeSync2(fd);
  }
}
function addProfile(trace, deps) {
  const command = trace.command("profile").description("time spent waiting by stack, for go tool pprof").argument("<file>", FILE).addOption(new Option("--type <type>", "what to count").choices(PROFILE_KINDS).default("sync")).option("-o, --output <file>", "where to write it (default: standard output)");
  addWindowOptions(command).action(async (file, o) => {
    await withOutput(
      o,
      (write) => withTrace(file, o, deps, (r) => traceProfileCommand(r, o.type, write))
    );
  });
}
function addPerfetto(trace, deps) {
  const command = trace.command("perfetto").description("a Perfetto trace with goroutine tracks and wake flows, for ui.perfetto.dev").argument("<file>", FILE).option("-o, --output <file>", "where to write it (default: standard output)");
  addWindowOptions(command).action(async (file, o) => {
    await withOutput(o, (write) => withTrace(file, o, deps, (r) => tracePerfettoCommand(r, write)));
  });
}

// src/collect/pattern-files.ts
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname as dirname2, join as join3 } from "node:path";
var FOLDER = join3(".racegate", "patterns");
var FILES_MAX = 500;
var LEVELS_MAX = 64;
function namedPatternFiles(paths) {
  return paths.map((path2) => ({ path: path2, text: readFileSync(path2, "utf8") }));
}
function ownPatternFiles(directory) {
  let at = directory;
  for (let level = 0; level < LEVELS_MAX; level++) {
    const folder = join3(at, FOLDER);
    if (existsSync(folder)) {
      return readdirSync(folder).filter((name) => /\.(?:ya?ml|json)$/.test(name)).sort().slice(0, FILES_MAX).map((name) => join3(folder, name)).map((path2) => ({ path: path2, text: readFileSync(path2, "utf8") }));
    }
    if (existsSync(join3(at, ".git")) || dirname2(at) === at) return [];
    at = dirname2(at);
  }
  return [];
}

// src/analyse/patterns/catalogue/ab-ba-deadlock.ts
var abBaDeadlock = {
  id: "ab-ba-deadlock",
  yaml: String.raw`
name: ab-ba-deadlock
title: goroutines wait in a circle, each for a lock that the next one holds
why: None of them can go on.
fix: Take the locks in one order everywhere, or take one lock for both.
certainty: proof
raise: []
steps:
  - {id: held, on: log, name: racegate.lock.held, g: G, bind: {X: value}, say: holds a lock}
  - {id: wait, on: log, name: racegate.lock.wait, g: G, bind: {Y: value}, where: value != $X,
     noise: any, say: waits for another}
interference:
  - {between: [held, wait], on: log, name: racegate.lock.free, g: G, where: value == $X}
absent:
  - {on: log, name: racegate.lock.held, g: G, until: end, where: value == $Y}
  - {on: log, name: racegate.lock.free, g: G, until: end, where: value == $X}
graph: {from: X, to: Y, distinct: G, cycle: 2}
within: none
`
};

// src/analyse/patterns/catalogue/blocked-then-preempted.ts
var blockedThenPreempted = {
  id: "blocked-then-preempted",
  yaml: String.raw`
name: blocked-then-preempted
title: a goroutine that had waited was preempted soon after it ran, and waited again for a processor
why: What it had waited for (a lock, a message) stays undone while others have the processor.
fix: Do the urgent part first and briefly; keep work that computes for long on few goroutines.
certainty: direct
raise:
  - it held a lock meanwhile (deep mode)
steps:
  - {id: u, on: unpark, g: A, by: B, say: woken}
  - {id: r, on: run, g: A, edge: wake(u), say: runs}
  - {id: s, on: stop, g: A, class: preempted, gap: {max: 50ms}, noise: 0, say: preempted}
  - {id: r2, on: run, g: A, gap: {min: 5ms}, noise: 0, say: runs again}
same: ok
cost: {from: s, to: r2}
worth: {total: 10ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/cancel-ignored.ts
var cancelIgnored = {
  id: "cancel-ignored",
  yaml: String.raw`
name: cancel-ignored
title: a goroutine goes on for more than a second after its context was cancelled
why: Work that nobody waits for any more keeps its memory, its locks and its connections.
fix: Return when ctx.Done() is closed, and hand ctx to whatever the goroutine waits in.
certainty: heuristic
raise:
  - the source shows that the goroutine was made for this context alone
steps:
  - {id: c, on: unpark, g: X, by: K, class: [select, chan_receive],
     stack_has: context.(*cancelCtx).cancel, say: the context is cancelled}
  - {id: on, on: park, g: X, edge: wake(c), gap: {max: 1s}, noise: any,
     say: and it waits for something else}
absent: {on: exit, g: X, after: c, within: 1s}
within: none
same: ok
cost: {from: c, to: on}
`
};

// src/analyse/patterns/catalogue/cancel-late.ts
var cancelLate = {
  id: "cancel-late",
  yaml: String.raw`
name: cancel-late
title: a goroutine ends long after its context was cancelled
why: Whoever waits for it (a WaitGroup, a test's end) waits as well.
fix: Look at ctx.Done() in the loop or the wait that follows, or hand ctx to it.
certainty: direct
raise:
  - somebody waited for the goroutine's end (trace wake)
steps:
  - {id: c, on: unpark, g: X, by: K, class: [select, chan_receive],
     stack_has: context.(*cancelCtx).cancel, say: the context is cancelled}
  - {id: r, on: run, g: X, edge: wake(c), say: the goroutine sees it}
  - {id: e, on: exit, g: X, gap: {min: 10ms, from: c}, noise: any, say: and ends}
interference:
  - {between: [r, e], on: exit, g: X}
`
};

// src/analyse/patterns/catalogue/channel-slow-consumer.ts
var channelSlowConsumer = {
  id: "channel-slow-consumer",
  yaml: String.raw`
name: channel-slow-consumer
title: a sender keeps waiting for one and the same receiver
why: The receiver takes values more slowly than they come, so that the sender runs at its pace.
fix: Receive with more goroutines, do less between two receives, or send less often.
certainty: heuristic
raise:
  - the receiver is running, not waiting, between its receives (trace goroutines)
steps:
  - {id: p, on: park, g: P, class: chan_send, bind: {S: site}, say: the sender waits}
  - {id: c, on: unpark, g: P, by: C, edge: wake(p), gap: {min: 500us}, bind: {R: site},
     say: the receiver takes the value}
repeat: {min: 10, key: [$S, $R, $C]}
worth: {total: 20ms, share: 0.5}
`
};

// src/analyse/patterns/catalogue/cond-missed-signal.ts
var condMissedSignal = {
  id: "cond-missed-signal",
  yaml: String.raw`
name: cond-missed-signal
title: a goroutine waits on a sync.Cond to the end
why: A Signal that comes before the Wait wakes nobody, and no other came.
fix: Check the condition under the lock in a loop around Wait; set it under the lock before Signal.
certainty: heuristic
raise:
  - a dump shows the goroutine still there
  - the goroutine leak profile lists it
steps:
  - {id: w, on: park, g: W, class: cond, bind: {S: site}, say: waits on the Cond}
absent: {on: [unpark, exit], g: W, until: end}
repeat: {min: 1, key: $S}
`
};

// src/analyse/patterns/catalogue/double-lock.ts
var doubleLock = {
  id: "double-lock",
  yaml: String.raw`
name: double-lock
title: a goroutine waits for a lock that it holds itself
why: It waits for itself, for ever.
fix: Call a variant of the inner function that expects the lock to be held.
certainty: proof
raise: []
steps:
  - {id: held, on: log, name: racegate.lock.held, g: G, bind: {X: value}, say: holds the lock}
  - {id: wait, on: log, name: racegate.lock.wait, g: G, where: value == $X, noise: any,
     say: waits for it}
interference:
  - {between: [held, wait], on: log, name: racegate.lock.free, where: value == $X}
absent: {on: log, name: racegate.lock.held, g: G, until: end, where: value == $X}
within: none
`
};

// src/analyse/patterns/catalogue/gc-assist-stall.ts
var gcAssistStall = {
  id: "gc-assist-stall",
  yaml: String.raw`
name: gc-assist-stall
title: a goroutine that allocates has to wait for the collector
why: It allocates faster than the collector marks, and must help before it gets more.
fix: Allocate less on that path, reuse buffers, or raise GOGC or GOMEMLIMIT.
certainty: direct
raise:
  - the goroutine is on the critical path of a test (trace path)
steps:
  - {id: a, on: range_begin, g: A, name: GC mark assist, say: must help the collector}
  - {id: p, on: park, g: A, class: gc_assist, gap: {max: 5ms}, bind: {R: reason},
     say: "and waits, nothing is left to help with"}
  - {id: u, on: unpark, g: A, edge: wake(p), gap: {min: 100us}, say: goes on}
repeat: {min: 5, key: $R}
cost: {from: p, to: u}
worth: {total: 2ms, share: 0.01}
`
};

// src/analyse/patterns/catalogue/goroutine-leak.ts
var goroutineLeak = {
  id: "goroutine-leak",
  yaml: String.raw`
name: goroutine-leak
title: goroutines made in the trace wait to its end
why: They keep their stacks, and whatever they refer to, for as long as the process lives.
fix: Give each a way out - a buffered channel, a context, a close - and wait for it.
certainty: heuristic
raise:
  - the goroutine leak profile lists it (proof)
  - it happens as often as the test runs (-count=10)
steps:
  - {id: made, on: create, g: L, by: P, stack_lacks: ["runtime."], say: the goroutine is made}
  - {id: w, on: park, g: L, class: [chan, select, sync, forever], bind: {S: site}, noise: any,
     stack_lacks: [runtime.gc, testing.], say: waits}
interference:
  - {between: [made, w], on: exit, g: L}
absent: {on: [unpark, exit], g: L, until: end}
within: none
repeat: {min: 1, key: $S}
`
};

// src/analyse/patterns/catalogue/late-wakeup.ts
var lateWakeup = {
  id: "late-wakeup",
  yaml: String.raw`
name: late-wakeup
title: a goroutine was woken and did not run for long
why: The wait is over, but no processor is free, the world is stopped, or the collector takes the time.
fix: See what ran meanwhile (trace perfetto); with GOMAXPROCS 1 one goroutine that computes is enough.
certainty: direct
raise:
  - a stop of the world or a mark phase covers the time
steps:
  - {id: w, on: unpark, g: A, by: B, say: woken}
  - {id: r, on: run, g: A, edge: wake(w), gap: {min: 20ms}, say: runs at last}
worth: {total: 20ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/lock-convoy.ts
var lockConvoy = {
  id: "lock-convoy",
  yaml: String.raw`
name: lock-convoy
title: goroutines queue for one lock, and queue again as soon as they had it
why: Every hand-off costs a park and a wake, so that the lock is busy although nobody does much under it.
fix: Take the lock less often (batch the work), split it, or let go of it before the next piece of work.
certainty: heuristic
raise:
  - the mutex profile of the same run names the same unlock
  - deep mode proves that it is one lock and not several taken at one line
steps:
  - {id: w, on: park, g: W, class: mutex, bind: {L: site}, say: waits for the lock}
  - {id: h, on: unpark, g: W, by: H, edge: wake(w), say: the holder lets go}
  - {id: r, on: run, g: W, edge: wake(h), gap: {max: 50ms}, say: runs with the lock}
  - {id: again, on: park, g: W, class: mutex, where: site == $L, gap: {max: 200us},
     say: and waits for it again}
interference:
  - {between: [h, again], on: park, g: W, class: {not: mutex}}
repeat: {min: 20, key: $L, distinct: {W: 2}}
cost: {from: w, to: r}
worth: {total: 5ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/once-init-wait.ts
var onceInitWait = {
  id: "once-init-wait",
  yaml: String.raw`
name: once-init-wait
title: goroutines wait until another has done a sync.Once
why: The first use pays for the initialisation, and everybody else waits for it.
fix: Initialise before the goroutines start, or make what the Once does cheap.
certainty: direct
raise:
  - inittrace or a profile shows what the initialisation does
steps:
  - {id: w, on: park, g: A, class: once, bind: {L: site}, say: waits for the Once}
  - {id: u, on: unpark, g: A, by: B, class: once, edge: wake(w), gap: {min: 1ms}, say: it is done}
repeat: {min: 1, key: $L}
worth: {total: 5ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/ping-pong-starvation.ts
var pingPongStarvation = {
  id: "ping-pong-starvation",
  yaml: String.raw`
name: ping-pong-starvation
title: two goroutines hand values to and fro, and a third that could run does not
why: A wake on a channel runs its goroutine next, before all that wait in the queue.
fix: Give the channel a buffer, send in batches, or use more than one processor.
certainty: direct
raise:
  - GOMAXPROCS is 1, or every processor has such a pair
steps:
  - {id: t, on: unpark, g: T, by: W, say: a third goroutine could run}
  - {id: a, on: unpark, g: C, by: P, class: chan, gap: {max: 1ms}, say: one wakes the other}
  - {id: b, on: park, g: P, class: chan, gap: {max: 100us}, say: and waits}
  - {id: c, on: unpark, g: P, by: C, gap: {max: 100us}, say: is woken by it}
  - {id: r, on: run, g: T, gap: {min: 1ms, from: t}, noise: any, say: the third one runs}
interference:
  - {between: [t, r], on: run, g: T}
same: ok
cost: {from: t, to: r}
worth: {total: 1ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/runnable-starvation.ts
var runnableStarvation = {
  id: "runnable-starvation",
  yaml: String.raw`
name: runnable-starvation
title: goroutines that could run wait for a processor again and again
why: There is more work than processors, or a few goroutines that never wait keep them.
fix: Give the process more processors, run fewer goroutines that compute, or let them yield in between.
certainty: direct
raise:
  - schedtrace of the same run shows long run queues
steps:
  - {id: s, on: [stop, unpark], g: A, say: could run}
  - {id: r, on: run, g: A, gap: {min: 50ms}, edge: wake(s), bind: {P: reason},
     say: gets a processor}
interference:
  - {between: [s, r], on: [stop, unpark], g: A}
repeat: {min: 4, key: $P, distinct: {A: 2}}
worth: {total: 100ms, share: 0.5}
`
};

// src/analyse/patterns/catalogue/rwmutex-writer-starvation.ts
var rwmutexWriterStarvation = {
  id: "rwmutex-writer-starvation",
  yaml: String.raw`
name: rwmutex-writer-starvation
title: a writer waits for long until the readers of an RWMutex have gone
why: A waiting writer also blocks every new reader, so that one slow reader stops everybody.
fix: Shorten what readers do under RLock, or copy what they need and read it without the lock.
certainty: direct
raise:
  - more than one reader held the lock meanwhile (deep mode)
steps:
  - {id: w, on: park, g: W, class: rwlock_write, bind: {L: site}, say: the writer waits}
  - {id: r, on: unpark, g: W, by: R, edge: wake(w), gap: {min: 10ms}, stack_has: RUnlock,
     say: the last reader lets go}
repeat: {min: 1, key: $L}
worth: {total: 10ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/slow-holder.ts
var slowHolder = {
  id: "slow-holder",
  yaml: String.raw`
name: slow-holder
title: a goroutine keeps a lock for long while another waits for it
why: The waiter's whole wait is the holder's time under the lock, from when the wait began.
fix: Do the slow part before taking the lock or after letting go; keep only the shared data under it.
certainty: direct
raise:
  - the mutex profile of the same run names the same unlock
  - what the holder did meanwhile (trace goroutines) is sleep, a system call or waiting
steps:
  - {id: w, on: park, g: W, class: [mutex], bind: {L: site}, say: waits for the lock}
  - {id: h, on: unpark, g: W, by: H, edge: wake(w), gap: {min: 5ms}, bind: {F: site},
     say: the holder lets go}
repeat: {min: 1, key: [$L, $F]}
worth: {total: 10ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/stw-storm.ts
var stwStorm = {
  id: "stw-storm",
  yaml: String.raw`
name: stw-storm
title: the world is stopped again and again
why: While the world is stopped nothing runs; reading memory statistics or stacks of all goroutines does it each time.
fix: Call runtime.ReadMemStats, runtime.Stack(all) or GC less often; runtime/metrics does not stop the world.
certainty: direct
raise:
  - the stacks of the stops name one caller
steps:
  - {id: b, on: range_begin, g: S, name: stop-the-world, bind: {C: site}, say: stops the world}
  - {id: e, on: range_end, g: S, name: stop-the-world, noise: any, say: lets it go on}
interference:
  - {between: [b, e], on: range_begin, g: S, name: stop-the-world}
repeat: {min: 100, key: $C, window: 1s}
worth: {total: 5ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/syscall-storm.ts
var syscallStorm = {
  id: "syscall-storm",
  yaml: String.raw`
name: syscall-storm
title: one line makes system calls in floods
why: Each call leaves Go and comes back; small reads and writes cost more than their bytes.
fix: Put a bufio.Reader or bufio.Writer around the file or connection.
certainty: direct
raise:
  - strace -c of the same run counts the same calls
steps:
  - {id: b, on: syscall, g: A, bind: {S: site}, say: enters the system}
  - {id: e, on: syscall_end, g: A, edge: wake(b), noise: any, say: comes back}
repeat: {min: 1000, key: $S, window: 100ms}
worth: {total: 1ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/timer-storm.ts
var timerStorm = {
  id: "timer-storm",
  yaml: String.raw`
name: timer-storm
title: timers start goroutines in floods
why: Each timer's function gets a goroutine of its own; hundreds at once crowd out everything else.
fix: Use one ticker, or time.Timer with a channel and one goroutine that looks at what is due.
certainty: direct
raise:
  - the source shows who arms the timers
steps:
  - {id: t, on: create, g: T, by: runtime, no_stack: true, bind: {F: value},
     say: a timer starts a goroutine}
repeat: {min: 100, key: $F, window: 100ms}
`
};

// src/analyse/patterns/catalogue/wait-group-straggler.ts
var waitGroupStraggler = {
  id: "wait-group-straggler",
  yaml: String.raw`
name: wait-group-straggler
title: all but one goroutine of a group were done long before the last
why: Everybody waits for the slowest part; the processors idle meanwhile.
fix: Split the long part, start it first, or share the work out as it goes.
certainty: direct
raise:
  - trace path shows the last goroutine on the critical path
steps:
  - {id: a, on: exit, g: A, say: the last but one ends}
  - {id: z, on: unpark, g: M, by: Z, class: wait_group, gap: {min: 20ms}, bind: {S: site},
     say: the last one is done and wakes who waits}
interference:
  - {between: [a, z], on: exit}
repeat: {min: 1, key: $S}
cost: {from: a, to: z}
worth: {total: 20ms, share: 0.2}
`
};

// src/analyse/patterns/catalogue/index.ts
var SHIPPED = [
  abBaDeadlock,
  blockedThenPreempted,
  cancelIgnored,
  cancelLate,
  channelSlowConsumer,
  condMissedSignal,
  doubleLock,
  gcAssistStall,
  goroutineLeak,
  lateWakeup,
  lockConvoy,
  onceInitWait,
  pingPongStarvation,
  runnableStarvation,
  rwmutexWriterStarvation,
  slowHolder,
  stwStorm,
  syscallStorm,
  timerStorm,
  waitGroupStraggler
];

// src/model/pattern-events.ts
var PATTERN_KINDS = [
  "create",
  "run",
  "stop",
  "park",
  "unpark",
  "exit",
  "syscall",
  "syscall_end",
  "range_begin",
  "range_end",
  "log",
  "region_begin",
  "region_end",
  "task_begin",
  "task_end",
  "status",
  "mark"
];
var kindNumber = (kind) => PATTERN_KINDS.indexOf(kind);
var PATTERN_CLASSES = [
  "none",
  "lock",
  "rwlock_read",
  "rwlock_write",
  "once",
  "wait_group",
  "cond",
  "semaphore",
  "chan_send",
  "chan_receive",
  "select",
  "forever",
  "sleep",
  "network",
  "gc_assist",
  "gc",
  "system",
  "synctest",
  "preempted",
  "yield",
  "other"
];
var classNumber = (name) => PATTERN_CLASSES.indexOf(name);
var CLASS_GROUPS = /* @__PURE__ */ new Map([
  ["chan", ["chan_send", "chan_receive"]],
  ["rwlock", ["rwlock_read", "rwlock_write"]],
  ["mutex", ["lock", "rwlock_read", "rwlock_write"]],
  ["sync", ["lock", "rwlock_read", "rwlock_write", "once", "wait_group", "semaphore"]]
]);
function patternEvents(rows) {
  return {
    length: 0,
    firstSeq: 0,
    timeNs: new Float64Array(rows),
    kind: new Uint8Array(rows),
    cls: new Uint8Array(rows),
    g: new Float64Array(rows),
    by: new Float64Array(rows),
    stack: new Int32Array(rows),
    text: new Int32Array(rows),
    value: new Int32Array(rows)
  };
}

// src/analyse/patterns/events/classes.ts
var BY_REASON = /* @__PURE__ */ new Map([
  ["forever", "forever"],
  ["network", "network"],
  ["select", "select"],
  ["sync.(*Cond).Wait", "cond"],
  ["chan send", "chan_send"],
  ["chan receive", "chan_receive"],
  ["GC mark assist wait for work", "gc_assist"],
  ["GC background sweeper wait", "gc"],
  ["GC weak to strong wait", "gc"],
  ["wait until GC ends", "gc"],
  ["system goroutine wait", "system"],
  ["preempted", "preempted"],
  ["runtime.Gosched", "yield"],
  ["wait for debug call", "other"],
  ["sleep", "sleep"],
  ["synctest", "synctest"]
]);
var BY_FRAME = [
  ["sync.(*Once).doSlow", "once"],
  ["sync.(*RWMutex).RLock", "rwlock_read"],
  ["sync.(*RWMutex).Lock", "rwlock_write"],
  ["sync.(*WaitGroup).Wait", "wait_group"],
  ["sync.(*Mutex).Lock", "lock"],
  ["internal/sync.(*Mutex).Lock", "lock"],
  ["internal/sync.(*Mutex).lockSlow", "lock"]
];
function syncClass(frames2) {
  const own = /* @__PURE__ */ new Set();
  for (const { func } of frames2) {
    if (func.startsWith("runtime.gc")) return "gc";
    if (!/^(?:runtime|sync|internal\/sync)\./.test(func)) break;
    own.add(func);
  }
  return BY_FRAME.find(([func]) => own.has(func))?.[1] ?? "semaphore";
}
function classOf(reason, frames2) {
  if (reason === "sync") return classNumber(syncClass(frames2));
  return classNumber(BY_REASON.get(reason) ?? "other");
}

// src/analyse/patterns/events/event-visitor.ts
var SEGMENT_ROWS = 1 << 17;
var NONE4 = -1;
var MARK = "racegate.mark";
var K = {
  create: kindNumber("create"),
  run: kindNumber("run"),
  stop: kindNumber("stop"),
  park: kindNumber("park"),
  unpark: kindNumber("unpark"),
  exit: kindNumber("exit"),
  syscall: kindNumber("syscall"),
  syscallEnd: kindNumber("syscall_end"),
  log: kindNumber("log"),
  status: kindNumber("status"),
  mark: kindNumber("mark")
};
var GOROUTINE_TYPES = [
  ...[EV.goCreate, EV.goCreateSyscall, EV.goCreateBlocked, EV.goStart, EV.goDestroy],
  ...[EV.goDestroySyscall, EV.goStop, EV.goBlock, EV.goUnblock, EV.goSwitch, EV.goSwitchDestroy]
];
var RANGES = /* @__PURE__ */ new Map([
  [EV.stwBegin, [true, "stop-the-world"]],
  [EV.stwEnd, [false, "stop-the-world"]],
  [EV.gcBegin, [true, "GC concurrent mark phase"]],
  [EV.gcEnd, [false, "GC concurrent mark phase"]],
  [EV.sweepBegin, [true, "GC incremental sweep"]],
  [EV.sweepEnd, [false, "GC incremental sweep"]],
  [EV.assistBegin, [true, "GC mark assist"]],
  [EV.assistEnd, [false, "GC mark assist"]]
]);
var ANNOTATIONS = /* @__PURE__ */ new Map([
  [EV.taskBegin, kindNumber("task_begin")],
  [EV.taskEnd, kindNumber("task_end")],
  [EV.regionBegin, kindNumber("region_begin")],
  [EV.regionEnd, kindNumber("region_end")]
]);
var TRANSITIONS = new Int8Array(64).fill(NONE4);
function transition(from, to, kind) {
  TRANSITIONS[from * 8 + to] = kind;
}
for (const to of [GO.runnable, GO.waiting, GO.syscall]) transition(GO.notExist, to, K.create);
for (const from of [GO.undetermined, GO.runnable]) transition(from, GO.running, K.run);
transition(GO.running, GO.runnable, K.stop);
transition(GO.running, GO.waiting, K.park);
for (const from of [GO.undetermined, GO.waiting]) transition(from, GO.runnable, K.unpark);
for (const from of [GO.running, GO.syscall]) transition(from, GO.notExist, K.exit);
transition(GO.running, GO.syscall, K.syscall);
for (const to of [GO.running, GO.runnable]) transition(GO.syscall, to, K.syscallEnd);
function typesFor(wanted) {
  const types = [...GOROUTINE_TYPES];
  const { kinds, ranges } = wanted;
  if (kinds.has(K.syscall) || kinds.has(K.syscallEnd)) {
    types.push(EV.goSyscallBegin, EV.goSyscallEnd, EV.goSyscallEndBlocked);
  }
  if (kinds.has(K.status)) types.push(EV.goStatus, EV.goStatusStack);
  if (kinds.has(K.log) || kinds.has(K.mark)) types.push(EV.userLog);
  if (kinds.has(kindNumber("range_begin")) || kinds.has(kindNumber("range_end"))) {
    for (const [type, [, name]] of RANGES) if (ranges?.has(name) ?? true) types.push(type);
  }
  for (const [type, kind] of ANNOTATIONS) if (kinds.has(kind)) types.push(type);
  return types;
}
var PatternEventVisitor = class {
  wants;
  #wantedTypes = new Uint8Array(256);
  #keep;
  #interner;
  #segment;
  #events;
  /** Class of the wait under way, by goroutine slot. */
  #waiting = new Uint8Array(1024);
  #classes = /* @__PURE__ */ new Map();
  #rangeText = /* @__PURE__ */ new Map();
  #stateText;
  #markText;
  #total = 0;
  /** @param segment gets each segment, which is valid until it returns. */
  constructor(interner, wanted, segment, rows = SEGMENT_ROWS) {
    this.#interner = interner;
    this.#segment = segment;
    this.#events = patternEvents(rows);
    this.#keep = Uint8Array.from(PATTERN_KINDS, (_, kind) => wanted.kinds.has(kind) ? 1 : 0);
    this.wants = typesFor(wanted);
    for (const type of this.wants) this.#wantedTypes[type] = 1;
    for (const [type, [, name]] of RANGES) this.#rangeText.set(type, interner.textOf(name));
    this.#stateText = GO_STATES.map((state) => interner.textOf(state));
    this.#markText = interner.textOf(MARK);
  }
  chunk(c) {
    for (let i = 0; i < c.length; i++) {
      const type = typeAt(c, i);
      if (this.#wantedTypes[type] === 0) continue;
      if (type <= EV.goStatus || type >= EV.goSwitch) this.#goroutine(c, i, type);
      else if (type <= EV.assistEnd) this.#range(c, i, type);
      else this.#annotation(c, i, type);
    }
  }
  /** The end of the trace: hands on what is left. @returns how many events there were */
  end() {
    this.#flush();
    return this.#total;
  }
  #goroutine(c, i, type) {
    const word = c.kind[i] ?? 0;
    const from = word >>> 8 & 255;
    const to = word >>> 16 & 255;
    const slot = subjectAt(c, i);
    if (slot < 0) return;
    const snapshot = type === EV.goStatus || type === EV.goStatusStack || from === to;
    const kind = snapshot ? K.status : TRANSITIONS[(from & 7) * 8 + (to & 7)] ?? NONE4;
    if (kind < 0) return;
    const { tables } = c.generation;
    let cls = 0;
    let text = 0;
    if (kind === K.park || kind === K.stop) {
      text = this.#interner.text(tables, textAt(c, i));
      cls = this.#class(text, this.#interner.stack(tables, stackAt(c, i)));
      if (kind === K.park) this.#setWaiting(slot, cls);
    } else if (kind === K.unpark) cls = this.#endWait(slot);
    if (this.#keep[kind] === 0) return;
    if (kind === K.status) text = this.#stateText[to] ?? 0;
    const actor = kind === K.create || kind === K.unpark ? goroutineAt(c, i) : NONE4;
    const stack = this.#interner.stack(tables, stackAt(c, i));
    const g = goroutineIdOf(c, slot);
    const by = actor < 0 ? NONE4 : goroutineIdOf(c, actor);
    const value = kind === K.create ? this.#startFunction(c, i) : 0;
    this.#push(c, i, { kind, cls, g, by, stack, text, value });
  }
  /** The function that a new goroutine begins with. */
  #startFunction(c, i) {
    const { tables } = c.generation;
    const frames2 = this.#interner.frames(this.#interner.stack(tables, newStackAt(c, i)));
    return this.#interner.textOf(frames2.at(-1)?.func ?? "");
  }
  #class(text, stack) {
    const key = text * 2 ** 26 + stack;
    let cls = this.#classes.get(key);
    if (cls === void 0) {
      const reason = this.#interner.string(text);
      cls = classOf(reason, this.#interner.frames(stack));
      this.#classes.set(key, cls);
    }
    return cls;
  }
  #setWaiting(slot, cls) {
    if (slot >= this.#waiting.length) {
      const more = new Uint8Array(2 ** Math.ceil(Math.log2(slot + 1)));
      more.set(this.#waiting);
      this.#waiting = more;
    }
    this.#waiting[slot] = cls + 1;
  }
  #endWait(slot) {
    const cls = this.#waiting[slot] ?? 0;
    if (slot < this.#waiting.length) this.#waiting[slot] = 0;
    return cls === 0 ? classNumber("none") : cls - 1;
  }
  #range(c, i, type) {
    const range = RANGES.get(type);
    if (range === void 0) return;
    const kind = kindNumber(range[0] ? "range_begin" : "range_end");
    if (this.#keep[kind] === 0) return;
    const { tables } = c.generation;
    const running = goroutineAt(c, i);
    const own = type === EV.gcBegin || type === EV.gcEnd ? NONE4 : running;
    this.#push(c, i, {
      kind,
      cls: 0,
      g: own < 0 ? NONE4 : goroutineIdOf(c, own),
      by: NONE4,
      stack: this.#interner.stack(tables, stackAt(c, i)),
      text: this.#rangeText.get(type) ?? 0,
      value: type === EV.stwBegin ? this.#interner.text(tables, textAt(c, i)) : 0
    });
  }
  #annotation(c, i, type) {
    const { tables } = c.generation;
    const running = goroutineAt(c, i);
    const text = this.#interner.text(tables, textAt(c, i));
    const log = text === this.#markText ? K.mark : K.log;
    const kind = type === EV.userLog ? log : ANNOTATIONS.get(type) ?? NONE4;
    if (kind < 0 || this.#keep[kind] === 0) return;
    this.#push(c, i, {
      kind,
      cls: 0,
      g: running < 0 ? NONE4 : goroutineIdOf(c, running),
      by: NONE4,
      stack: this.#interner.stack(tables, stackAt(c, i)),
      text,
      value: type === EV.userLog ? this.#interner.text(tables, logValueAt(c, i)) : 0
    });
  }
  #push(c, i, e) {
    const events = this.#events;
    const at = events.length;
    events.timeNs[at] = c.timeNs[i] ?? 0;
    events.kind[at] = e.kind;
    events.cls[at] = e.cls;
    events.g[at] = e.g;
    events.by[at] = e.by;
    events.stack[at] = e.stack;
    events.text[at] = e.text;
    events.value[at] = e.value;
    events.length = at + 1;
    if (events.length === events.kind.length) this.#flush();
  }
  #flush() {
    const events = this.#events;
    if (events.length > 0) this.#segment(events);
    events.firstSeq += events.length;
    this.#total = events.firstSeq;
    events.length = 0;
  }
};

// src/analyse/patterns/matching/compiled.ts
var ANY = -1;
var RUNTIME = -2;

// src/analyse/patterns/language/v1-names.ts
var LOCKS2 = [
  ...["lock", "rwlock_read", "rwlock_write"],
  ...["once", "wait_group", "semaphore"]
];
var MARKING = "GC concurrent mark phase";
var ASSIST = "GC mark assist";
var SWEEP = "GC incremental sweep";
var STW = "stop-the-world";
var V1_NAMES = /* @__PURE__ */ new Map([
  ["GoCreate", { kind: "create" }],
  ["GoStart", { kind: "run" }],
  ["GoStartLocal", { kind: "run" }],
  ["GoStartLabel", { kind: "run" }],
  ["GoEnd", { kind: "exit" }],
  ["GoStop", { kind: "park", classes: ["forever"] }],
  ["GoSched", { kind: "stop", classes: ["yield"] }],
  ["GoPreempt", { kind: "stop", classes: ["preempted"] }],
  ["GoSleep", { kind: "park", classes: ["sleep"] }],
  ["GoBlock", { kind: "park" }],
  ["GoBlockSend", { kind: "park", classes: ["chan_send"] }],
  ["GoBlockRecv", { kind: "park", classes: ["chan_receive"] }],
  ["GoBlockSelect", { kind: "park", classes: ["select"] }],
  ["GoBlockSync", { kind: "park", classes: LOCKS2 }],
  ["GoBlockCond", { kind: "park", classes: ["cond"] }],
  ["GoBlockNet", { kind: "park", classes: ["network"] }],
  ["GoBlockGC", { kind: "park", classes: ["gc_assist", "gc"] }],
  ["GoUnblock", { kind: "unpark" }],
  ["GoUnblockLocal", { kind: "unpark" }],
  ["GoSysCall", { kind: "syscall" }],
  ["GoSysBlock", { kind: "syscall" }],
  ["GoSysExit", { kind: "syscall_end" }],
  ["GoSysExitLocal", { kind: "syscall_end" }],
  ["GoWaiting", { kind: "status", name: "Waiting" }],
  ["GoInSyscall", { kind: "status", name: "Syscall" }],
  ["GCStart", { kind: "range_begin", name: MARKING }],
  ["GCDone", { kind: "range_end", name: MARKING }],
  ["STWStart", { kind: "range_begin", name: STW }],
  ["STWDone", { kind: "range_end", name: STW }],
  ["GCSTWStart", { kind: "range_begin", name: STW }],
  ["GCSTWDone", { kind: "range_end", name: STW }],
  ["GCSweepStart", { kind: "range_begin", name: SWEEP }],
  ["GCSweepDone", { kind: "range_end", name: SWEEP }],
  ["GCMarkAssistStart", { kind: "range_begin", name: ASSIST }],
  ["GCMarkAssistDone", { kind: "range_end", name: ASSIST }],
  ["UserTaskCreate", { kind: "task_begin" }],
  ["UserTaskEnd", { kind: "task_end" }],
  ["UserLog", { kind: "log" }]
]);

// src/analyse/patterns/language/event-tests.ts
var ALL_CLASSES = -1;
var WHERE = /^(site|function|entry|class|reason|name|value|g|by) (==|!=) (?:\$([A-Z]\w{0,80})|"([^"]{0,500})")$/;
function listOf(value) {
  if (value === void 0) return [];
  return Array.isArray(value) ? value : [value];
}
function classBits(names) {
  let bits = 0;
  for (const name of names) {
    const group = CLASS_GROUPS.get(name) ?? [name];
    for (const cls of group) bits |= 1 << classNumber(cls);
  }
  return bits;
}
function classesOf(source) {
  if (source === void 0) return ALL_CLASSES;
  if (typeof source === "object" && "not" in source) return ~classBits(listOf(source.not));
  return classBits(listOf(source));
}
function eventNames(source, scope, path2) {
  const names = [];
  for (const [i, word] of listOf(source.on).entries()) {
    const kind = PATTERN_KINDS.find((k) => k === word);
    const v1 = V1_NAMES.get(word);
    if (kind !== void 0) names.push({ kind });
    else if (v1 !== void 0) names.push(v1);
    else {
      const at = Array.isArray(source.on) ? [...path2, "on", i] : [...path2, "on"];
      const message2 = `no event is called "${word}"; there are ${PATTERN_KINDS.join(", ")}`;
      scope.mistakes.push({ path: at, message: message2 });
    }
  }
  return names;
}
function comparisons(source, scope, path2) {
  const result = [];
  for (const text of listOf(source.where)) {
    const match = WHERE.exec(text);
    if (match === null) {
      const message2 = `"${text}" is no comparison; write site == $L or function != "main.f"`;
      scope.mistakes.push({ path: [...path2, "where"], message: message2 });
      continue;
    }
    const attribute2 = match[1];
    const name = match[3];
    const variable2 = name === void 0 ? ANY : scope.bound(name, [...path2, "where"]);
    const value = name === void 0 ? scope.facts.valueOf(attribute2, match[4] ?? "") : 0;
    if (attribute2 === "class" && value < 0) {
      const message2 = `no class is called "${match[4] ?? ""}"; there are ${PATTERN_CLASSES.join(", ")}`;
      scope.mistakes.push({ path: [...path2, "where"], message: message2 });
    }
    result.push({ attribute: attribute2, equal: match[2] === "==", variable: variable2, value });
  }
  return result;
}
function eventTests(source, scope, path2) {
  const { facts } = scope;
  if (source.on === void 0) {
    scope.mistakes.push({ path: path2, message: "`on` is missing: say which event" });
  }
  const g = source.g === void 0 ? ANY : scope.goroutine(source.g, [...path2, "g"]);
  let by = ANY;
  if (source.by === "runtime") by = RUNTIME;
  else if (source.by !== void 0) by = scope.goroutine(source.by, [...path2, "by"]);
  const own = classesOf(source.class);
  const lists = [listOf(source.reason), listOf(source.name)].filter((l) => l.length > 0);
  const values = listOf(source.value);
  const has = listOf(source.stack_has);
  const lacks = listOf(source.stack_lacks);
  const common = {
    g,
    by,
    value: values.length > 0 ? facts.textTest(values) : void 0,
    stack: has.length > 0 ? facts.stackTest(has) : void 0,
    stackLacks: lacks.length > 0 ? facts.stackTest(lacks) : void 0,
    noStack: source.no_stack,
    where: comparisons(source, scope, path2)
  };
  return merged(eventNames(source, scope, path2)).map((name) => ({
    ...common,
    kinds: name.kinds,
    classes: name.classes === void 0 ? own : own & classBits(name.classes),
    text: [...lists, ...name.name === void 0 ? [] : [[name.name]]].map(
      (l) => facts.textTest(l)
    )
  }));
}
function merged(names) {
  const plain4 = { kinds: 0 };
  const rest = [];
  for (const { kind, ...more } of names) {
    const kinds = 1 << kindNumber(kind);
    if (more.classes === void 0 && more.name === void 0) plain4.kinds |= kinds;
    else rest.push({ ...more, kinds });
  }
  return plain4.kinds === 0 ? rest : [plain4, ...rest];
}

// src/analyse/patterns/language/read-patterns.ts
var import_yaml = __toESM(require_dist(), 1);

// src/model/pattern.ts
var ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
var STEP_ID = /^[a-z][a-z0-9_]*$/;
var VARIABLE = /^[A-Z][A-Za-z0-9_]*$/;
var STEPS_MAX = 16;
var patternDuration = external_exports.union([
  external_exports.number().nonnegative(),
  external_exports.string().regex(/^\d{1,15}(?:\.\d{1,9})?(?:ns|us|µs|ms|s|m|h)$/, {
    error: "write a duration such as 10ms, 1.5s or 200us"
  })
]).meta({ description: "A duration such as 10ms, 1.5s, 200us; a bare number is nanoseconds." });
var variable = external_exports.string().regex(VARIABLE, { error: "a variable begins with a capital letter: A, Waker, W2" }).meta({ description: "A variable: B, Waker, W2." });
var oneOrMore = (item) => external_exports.union([item, external_exports.array(item).min(1)]);
var className = external_exports.enum([...PATTERN_CLASSES, ...CLASS_GROUPS.keys()]);
var eventFields = {
  on: oneOrMore(external_exports.string()).optional().meta({
    description: "Kinds of events: park, unpark, run, …; names of Go 1.21 and before (GoBlock, …) are understood."
  }),
  g: variable.optional().meta({ description: "The goroutine that the event is about." }),
  by: external_exports.union([external_exports.literal("runtime"), variable]).optional().meta({
    description: "create: the creator; unpark: the waker; `runtime`: none of the program's."
  }),
  class: external_exports.union([className, external_exports.array(className).min(1), external_exports.strictObject({ not: oneOrMore(className) })]).optional().meta({ description: "What is waited for, or why the goroutine stopped." }),
  reason: oneOrMore(external_exports.string()).optional().meta({ description: "The runtime's own words." }),
  name: oneOrMore(external_exports.string()).optional().meta({
    description: "Name of a range, region or task; category of a log. A final * stands for anything."
  }),
  value: oneOrMore(external_exports.string()).optional().meta({ description: "A log's text. As `name`." }),
  stack_has: oneOrMore(external_exports.string()).optional().meta({
    description: "A frame's function contains this text."
  }),
  stack_lacks: oneOrMore(external_exports.string()).optional().meta({ description: "No frame's function does." }),
  no_stack: external_exports.boolean().optional(),
  where: oneOrMore(external_exports.string()).optional().meta({
    description: 'Comparisons: site == $L, entry != $E, function == "main.f"; all must hold.'
  })
};
var eventTest = external_exports.strictObject(eventFields);
var attribute = external_exports.enum([
  "site",
  "function",
  "entry",
  "class",
  "reason",
  "name",
  "value",
  "g",
  "by"
]);
var step = external_exports.strictObject({
  id: external_exports.string().regex(STEP_ID).optional(),
  ...eventFields,
  any: external_exports.array(eventTest).min(1).optional().meta({ description: "Alternatives, the first that fits." }),
  bind: external_exports.record(external_exports.string().regex(VARIABLE), attribute).optional(),
  gap: external_exports.strictObject({
    min: patternDuration.optional(),
    max: patternDuration.optional(),
    from: external_exports.string().optional()
  }).optional().meta({ description: "Time since the previous step, or since the step named by `from`." }),
  edge: external_exports.string().regex(/^(?:wake|create)\([a-z][a-z0-9_]*\)$/).optional().meta({
    description: "wake(step): the wake of that wait, or the run after that wake; create(step): its first run."
  }),
  noise: external_exports.union([external_exports.number().int().nonnegative(), external_exports.literal("any")]).optional(),
  say: external_exports.string().optional().meta({ description: "What the step means, for the report." })
});
var interference = external_exports.strictObject({
  between: external_exports.tuple([external_exports.string(), external_exports.string()]).optional(),
  ...eventFields
});
var absent = external_exports.strictObject({
  after: external_exports.string().optional(),
  within: patternDuration.optional(),
  until: external_exports.literal("end").optional(),
  ...eventFields
});
var CERTAINTIES = ["proof", "direct", "heuristic"];
var pattern = external_exports.strictObject({
  name: external_exports.string().regex(ID, { error: "write words in small letters with - between them: my-pattern" }).meta({ description: "Kebab-case; shown in reports." }),
  title: external_exports.string().optional(),
  why: external_exports.string().optional().meta({ description: "What it does to the program." }),
  fix: external_exports.string().optional(),
  raise: external_exports.array(external_exports.string()).optional().meta({ description: "What would make it more certain." }),
  certainty: external_exports.enum(CERTAINTIES).optional(),
  steps: external_exports.array(step).min(1).max(STEPS_MAX),
  within: external_exports.union([external_exports.literal("none"), patternDuration]).optional(),
  noise: external_exports.union([external_exports.number().int().nonnegative(), external_exports.literal("any")]).optional().meta({
    description: "How many other events of the goroutines bound so far may lie between two steps (3)."
  }),
  same: external_exports.literal("ok").optional().meta({ description: "Two variables may be one goroutine." }),
  interference: external_exports.array(interference).optional(),
  absent: oneOrMore(absent).optional(),
  repeat: external_exports.strictObject({
    min: external_exports.number().int().positive(),
    key: oneOrMore(external_exports.string()).optional(),
    distinct: external_exports.record(external_exports.string().regex(VARIABLE), external_exports.number().int().positive()).optional(),
    window: patternDuration.optional()
  }).optional(),
  graph: external_exports.strictObject({
    from: variable,
    to: variable,
    distinct: variable.optional(),
    cycle: external_exports.number().int().positive()
  }).optional().meta({ description: "Each match is an edge from one value to another; cycles are reported." }),
  cost: external_exports.strictObject({ from: external_exports.string(), to: external_exports.string() }).optional().meta({
    description: "The steps between which the time is lost; default: first and last."
  }),
  worth: external_exports.strictObject({
    total: patternDuration.optional(),
    share: external_exports.number().min(0).max(1).optional()
  }).optional().meta({
    description: "Less lost time than this is not reported; share is of the trace's time."
  }),
  budget: external_exports.number().int().positive().optional().meta({
    description: "Events looked at for one pattern before it gives up, and says so."
  })
});
var patternFile = external_exports.union([pattern, external_exports.strictObject({ patterns: external_exports.array(pattern).min(1) })]).meta({ id: "pattern", title: "A cause pattern of racegate, or several" });

// src/analyse/patterns/language/article-form.ts
var gapNs = external_exports.number().nonnegative();
var articlePattern = external_exports.strictObject({
  Name: external_exports.string().min(1),
  Steps: external_exports.array(
    external_exports.strictObject({ Event: external_exports.string(), MaxGap: gapNs.optional(), MinGap: gapNs.optional() })
  ).min(1).max(8),
  Interference: external_exports.array(external_exports.string()).nullish()
});
var STATES = /* @__PURE__ */ new Map([
  ["park", ["running", "waiting"]],
  ["unpark", ["waiting", "runnable"]],
  ["run", ["runnable", "running"]],
  ["stop", ["running", "runnable"]],
  ["exit", ["running", "unknown"]]
]);
var WAYS = /* @__PURE__ */ new Map([
  ["waiting>running", ["unpark", "run"]],
  ["waiting>runnable", ["unpark"]],
  ["runnable>running", ["run"]],
  ["running>runnable", ["stop"]],
  ["running>waiting", ["park"]],
  ["runnable>waiting", ["run", "park"]]
]);
function isArticleForm(value) {
  return typeof value === "object" && value !== null && "Steps" in value && "Name" in value;
}
var OLD_NAMES = /* @__PURE__ */ new Map([
  ["unpark", "GoUnblock"],
  ["run", "GoStart"],
  ["park", "GoBlock"],
  ["stop", "GoSched or GoPreempt"]
]);
function bothNames(kind) {
  return `${kind} (${OLD_NAMES.get(kind) ?? kind})`;
}
function kebab(name) {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  const id = words.replace(/[^a-z0-9]+/g, "-").replace(/^[-0-9]+|-+$/g, "");
  return id === "" ? "pattern" : id;
}
function fromArticleForm(value) {
  const checked = articlePattern.safeParse(value);
  if (!checked.success) return checked.error;
  const { Name, Steps, Interference } = checked.data;
  const notes2 = [];
  const steps = [];
  const implied = /* @__PURE__ */ new Set();
  let state = "unknown";
  let before;
  for (const [i, s] of Steps.entries()) {
    const kind = V1_NAMES.get(s.Event)?.kind;
    const change = kind === void 0 ? void 0 : STATES.get(kind);
    const needs = change?.[0] ?? state;
    const between = WAYS.get(`${state}>${needs}`) ?? [];
    for (const [n, on] of between.entries()) {
      implied.add(on);
      steps.push({ id: `s${i + 1}_${n + 1}`, on, g: "G", say: "implied: not in the pattern" });
    }
    if (between.length > 0) {
      const last = Steps[i - 1]?.Event ?? "";
      notes2.push(
        `${Name}: on one goroutine ${last} cannot be followed by ${s.Event} without ${between.map(bothNames).join(" and ")}; read as ${[last, ...between, s.Event].join(", ")}`
      );
    }
    const gap = {
      ...s.MinGap === void 0 ? {} : { min: s.MinGap },
      // A MaxGap of 0 is Go's zero value: none was given.
      ...s.MaxGap === void 0 || s.MaxGap === 0 ? {} : { max: s.MaxGap },
      ...before === void 0 ? {} : { from: before }
    };
    const own = { id: `s${i + 1}`, on: s.Event, g: "G" };
    steps.push(before === void 0 ? own : { ...own, gap });
    before = own.id;
    state = change?.[1] ?? state;
  }
  const interference2 = blockedBetween(Interference ?? [], steps, implied, Name, notes2);
  const pattern2 = {
    name: kebab(Name),
    title: Name,
    steps,
    ...interference2.length === 0 ? {} : { interference: interference2 }
  };
  return { pattern: pattern2, notes: notes2 };
}
function blockedBetween(events, steps, implied, name, notes2) {
  const result = [];
  for (const event of events) {
    const kind = V1_NAMES.get(event)?.kind;
    if (kind !== void 0 && implied.has(kind)) {
      notes2.push(`${name}: ${event} interferes only where it is not one of the implied steps`);
    }
    for (let i = 1; i < steps.length; i++) {
      const between = [steps[i - 1]?.id ?? "", steps[i]?.id ?? ""];
      result.push({ between, on: event, g: "G" });
    }
  }
  return result;
}

// src/analyse/patterns/language/durations.ts
var UNITS2 = /* @__PURE__ */ new Map([
  ["ns", 1],
  ["us", 1e3],
  ["µs", 1e3],
  ["ms", 1e6],
  ["s", 1e9],
  ["m", 6e10],
  ["h", 36e11]
]);
var DURATION = /^(\d{1,15}(?:\.\d{1,9})?)(ns|us|µs|ms|s|m|h)$/;
function durationNs(value) {
  if (typeof value === "number") return value;
  const match = DURATION.exec(value);
  return Math.round(Number(match?.[1] ?? 0) * (UNITS2.get(match?.[2] ?? "ns") ?? 1));
}

// src/analyse/patterns/language/compile.ts
var NOISE_MAX = 3;
var WITHIN_NS = 1e10;
var BUDGET = 2e8;
var VARIABLES_MAX = 30;
var QUIET = ["range_begin", "range_end", "status", "log", "mark"];
function compilePattern(source, facts) {
  return new Compiler(source, facts).run();
}
var Compiler = class {
  #source;
  #facts;
  #mistakes = [];
  #variables = [];
  /** The first step that binds each variable. */
  #boundAt = [];
  #ids;
  constructor(source, facts) {
    this.#source = source;
    this.#facts = facts;
    this.#ids = source.steps.map((s, i) => s.id ?? `s${i + 1}`);
  }
  run() {
    const source = this.#source;
    const steps = [];
    for (const [i, step2] of source.steps.entries()) steps.push(this.#step(step2, i));
    const blocked = this.#interference(steps);
    const complete = steps.map((s, i) => ({ ...s, interference: blocked[i] ?? [] }));
    const absences = listOf(source.absent).map((a, i) => this.#absence(a, i));
    this.#names();
    const from = this.#stepNumber(source.cost?.from ?? this.#ids[0] ?? "", ["cost", "from"]);
    const to = this.#stepNumber(source.cost?.to ?? this.#ids.at(-1) ?? "", ["cost", "to"]);
    if (this.#variables.length > VARIABLES_MAX) {
      this.#mistake(["steps"], `more than ${VARIABLES_MAX} variables`);
    }
    if (this.#mistakes.length > 0) return { mistakes: this.#mistakes };
    let alphabet = 0;
    for (const s of complete) {
      alphabet |= s.kinds;
      for (const x of s.interference) for (const t of x.tests) alphabet |= t.kinds;
    }
    for (const kind of QUIET) alphabet &= ~(1 << kindNumber(kind));
    const { within } = source;
    const pattern2 = {
      source,
      variables: this.#variables,
      steps: complete,
      absences,
      alphabet,
      withinNs: within === "none" ? Infinity : durationNs(within ?? WITHIN_NS),
      sameOk: source.same === "ok",
      costFrom: from,
      costTo: to,
      budget: source.budget ?? BUDGET
    };
    return { pattern: pattern2 };
  }
  #mistake(path2, message2) {
    const same = this.#mistakes.some((m) => m.message === message2 && m.path.join() === path2.join());
    if (!same) this.#mistakes.push({ path: path2, message: message2 });
  }
  #stepNumber(id, path2) {
    const at = this.#ids.indexOf(id);
    if (at < 0) this.#mistake(path2, `no step is called "${id}"`);
    return Math.max(0, at);
  }
  #earlier(id, before, path2) {
    const at = this.#stepNumber(id, path2);
    if (at < before || this.#ids[at] !== id) return Math.min(at, Math.max(0, before - 1));
    this.#mistake(path2, `"${id}" is not an earlier step`);
    return Math.max(0, before - 1);
  }
  /** Looks variables up; with `step` given, goroutines may be bound there. */
  #scope(usable, step2) {
    const known = (name) => {
      const at = this.#variables.findIndex((v) => v.name === name);
      return at >= 0 && (this.#boundAt[at] ?? 0) <= usable ? at : -1;
    };
    const bound = (name, path2) => {
      const at = known(name);
      let where = step2 === void 0 ? "at the step it counts from" : "before this step";
      if (usable === Infinity) where = "by any step";
      if (at < 0) this.#mistake(path2, `$${name} is not bound ${where}`);
      return at;
    };
    const goroutine = (name, path2) => {
      if (step2 === void 0) return bound(name, path2);
      return this.#declare({ name, attribute: "g", goroutine: true }, step2, path2);
    };
    return { facts: this.#facts, mistakes: this.#mistakes, bound, goroutine };
  }
  #declare(variable2, step2, path2) {
    const at = this.#variables.findIndex((v) => v.name === variable2.name);
    if (at < 0) {
      this.#boundAt.push(step2);
      return this.#variables.push(variable2) - 1;
    }
    if (this.#variables[at]?.goroutine !== variable2.goroutine) {
      this.#mistake(path2, `${variable2.name} is both a goroutine and a value`);
    }
    return at;
  }
  #step(source, i) {
    const path2 = ["steps", i];
    const { say, any, bind, gap, edge, noise } = source;
    const own = eventPart(source);
    const goroutinesBefore = this.#variables.flatMap((v, at) => v.goroutine ? [at] : []);
    if (this.#ids.indexOf(this.#ids[i] ?? "") !== i) {
      this.#mistake([...path2, "id"], `two steps are called "${this.#ids[i] ?? ""}"`);
    }
    const from = edge === void 0 ? void 0 : this.#edgeFrom(edge, i);
    const g = from === void 0 ? void 0 : this.#source.steps[from]?.g;
    const scope = this.#scope(i - 1, i);
    const withG = (t) => t.g === void 0 && g !== void 0 ? { ...t, g } : t;
    if (any !== void 0 && own.on !== void 0) {
      this.#mistake([...path2, "any"], "give `on` or `any`, not both");
    }
    const tests = any === void 0 ? eventTests(withG(own), scope, path2) : any.flatMap((t, n) => eventTests(withG({ ...own, ...t }), scope, [...path2, "any", n]));
    const binds = Object.entries(bind ?? {}).map(([name, attribute2]) => {
      const goroutine = attribute2 === "g" || attribute2 === "by";
      const variable2 = { name, attribute: attribute2, goroutine };
      return { variable: this.#declare(variable2, i, [...path2, "bind", name]), attribute: attribute2 };
    });
    const common = (of) => {
      const first = tests[0] === void 0 ? ANY : of(tests[0]);
      return goroutinesBefore.includes(first) && tests.every((t) => of(t) === first) ? first : ANY;
    };
    const limit = noise ?? this.#source.noise ?? NOISE_MAX;
    return {
      id: this.#ids[i] ?? "",
      say,
      tests,
      kinds: tests.reduce((all, t) => all | t.kinds, 0),
      bind: binds,
      gapMinNs: durationNs(gap?.min ?? 0),
      gapMaxNs: gap?.max === void 0 ? Infinity : durationNs(gap.max),
      gapFrom: gap?.from === void 0 ? i - 1 : this.#earlier(gap.from, i, [...path2, "gap"]),
      noiseMax: limit === "any" ? Infinity : limit,
      firstOnly: from !== void 0 && from === i - 1,
      knownG: common((t) => t.g),
      knownBy: common((t) => t.by),
      interference: [],
      bound: goroutinesBefore
    };
  }
  #edgeFrom(edge, step2) {
    const id = edge.slice(edge.indexOf("(") + 1, -1);
    const path2 = ["steps", step2, "edge"];
    const from = this.#earlier(id, step2, path2);
    const g = this.#source.steps[from]?.g;
    if (g === void 0) this.#mistake(path2, `step "${id}" names no goroutine (g)`);
    const own = this.#source.steps[step2]?.g;
    if (own !== void 0 && own !== g) {
      this.#mistake(path2, `an edge from "${id}" is about ${g ?? "its goroutine"}, not ${own}`);
    }
    return from;
  }
  /** By step: what may not lie before it. */
  #interference(steps) {
    const result = steps.map(() => []);
    for (const [i, { edge }] of this.#source.steps.entries()) {
      if (edge === void 0) continue;
      const after = this.#edgeFrom(edge, i) ?? 0;
      const g = this.#source.steps[after]?.g ?? "";
      const variable2 = this.#variables.findIndex((v) => v.name === g);
      result[i]?.push({ after, tests: [anyEvent(steps[i]?.kinds ?? 0, variable2)] });
    }
    for (const [n, source] of (this.#source.interference ?? []).entries()) {
      this.#between(source, n, result);
    }
    return result;
  }
  #between(source, n, result) {
    const path2 = ["interference", n];
    const { between, ...test } = source;
    const [first, last] = between ?? [this.#ids[0] ?? "", this.#ids.at(-1) ?? ""];
    const until = this.#stepNumber(last, [...path2, "between"]);
    if (!this.#ids.includes(last)) return;
    const after = this.#earlier(first, until, [...path2, "between"]);
    const tests = eventTests(test, this.#scope(after, void 0), path2);
    result[until]?.push({ after, tests });
  }
  #absence(source, n) {
    const path2 = Array.isArray(this.#source.absent) ? ["absent", n] : ["absent"];
    const { after: id, within, until, ...test } = source;
    const after = id === void 0 ? this.#ids.length - 1 : this.#stepNumber(id, [...path2, "after"]);
    if (within === void 0 === (until === void 0)) {
      this.#mistake(path2, "give `within: <duration>` or `until: end`");
    }
    return {
      after,
      forNs: within === void 0 ? Infinity : durationNs(within),
      tests: eventTests(test, this.#scope(after, void 0), path2)
    };
  }
  /** Variables of repeat and graph must exist. */
  #names() {
    const { repeat, graph } = this.#source;
    const scope = this.#scope(Infinity, void 0);
    for (const key of listOf(repeat?.key)) {
      if (!key.startsWith("$")) this.#mistake(["repeat", "key"], `write $${key}`);
      else scope.bound(key.slice(1), ["repeat", "key"]);
    }
    for (const name of Object.keys(repeat?.distinct ?? {})) {
      scope.bound(name, ["repeat", "distinct", name]);
    }
    if (graph === void 0) return;
    scope.bound(graph.from, ["graph", "from"]);
    scope.bound(graph.to, ["graph", "to"]);
    if (graph.distinct !== void 0) scope.bound(graph.distinct, ["graph", "distinct"]);
  }
};
function eventPart(source) {
  const { on, g, by, reason, name, value, where } = source;
  const { class: cls, stack_has, stack_lacks, no_stack } = source;
  const all = {
    on,
    g,
    by,
    class: cls,
    reason,
    name,
    value,
    stack_has,
    stack_lacks,
    no_stack,
    where
  };
  return Object.fromEntries(Object.entries(all).filter(([, v]) => v !== void 0));
}
function anyEvent(kinds, g) {
  return {
    kinds,
    classes: -1,
    g,
    by: ANY,
    text: [],
    value: void 0,
    stack: void 0,
    stackLacks: void 0,
    noStack: void 0,
    where: []
  };
}

// src/analyse/patterns/language/read-patterns.ts
var MISTAKES_MAX = 20;
var DOCUMENTS_MAX = 200;
var TEXT_MAX = 1 << 20;
function readPatterns(text, path2, facts) {
  const patterns = [];
  const mistakes = [];
  const notes2 = [];
  if (text.length > TEXT_MAX) {
    const message2 = "larger than 1 MiB: not a pattern file";
    return { patterns, mistakes: [{ at: path2, message: message2 }], notes: notes2 };
  }
  const lines = new import_yaml.LineCounter();
  const parsed = (0, import_yaml.parseAllDocuments)(text, { lineCounter: lines, prettyErrors: false });
  const documents = (Array.isArray(parsed) ? parsed : []).slice(0, DOCUMENTS_MAX);
  const lineAt = (offset) => offset === void 0 ? path2 : `${path2}:${lines.linePos(offset).line}`;
  for (const document of documents) {
    for (const error of document.errors) {
      mistakes.push({ at: lineAt(error.pos[0]), message: `not valid YAML: ${error.message}` });
    }
    if (document.errors.length > 0) continue;
    const add3 = (where, message2) => {
      mistakes.push({ at: lineAt(offsetOf(document, where)), message: message2 });
    };
    for (const [value, base] of entries(document, (m) => mistakes.push({ at: path2, message: m }))) {
      one(value, base, { facts, path: path2, patterns, notes: notes2, add: add3 });
    }
  }
  if (patterns.length === 0 && mistakes.length === 0) {
    mistakes.push({ at: path2, message: "holds no pattern" });
  }
  return { patterns, mistakes: mistakes.slice(0, MISTAKES_MAX), notes: notes2 };
}
function entries(document, fail) {
  let value;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
    return [];
  }
  if (value === null || value === void 0) return [];
  if (Array.isArray(value)) return value.map((v, i) => [v, [i]]);
  if (typeof value === "object" && "patterns" in value && Array.isArray(value.patterns)) {
    return value.patterns.map((v, i) => [v, ["patterns", i]]);
  }
  return [[value, []]];
}
function one(value, base, to) {
  let source;
  const article = isArticleForm(value);
  if (article) {
    const imported = fromArticleForm(value);
    if (!("pattern" in imported)) {
      issues(imported, base, to.add);
      return;
    }
    to.notes.push(...imported.notes);
    source = imported.pattern;
  } else {
    const checked = pattern.safeParse(value);
    if (!checked.success) {
      issues(checked.error, base, to.add);
      return;
    }
    source = checked.data;
  }
  const compiled = compilePattern(source, to.facts);
  if ("pattern" in compiled) to.patterns.push({ pattern: compiled.pattern, source: to.path });
  else for (const m of compiled.mistakes) to.add(article ? base : [...base, ...m.path], m.message);
}
function issues(error, base, add3) {
  for (const issue of error.issues) {
    const keys = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
    const path2 = issue.path.filter((p) => typeof p !== "symbol");
    const where = path2.length === 0 ? "" : `${path2.join(".")}: `;
    add3([...base, ...path2, ...keys], `${where}${issue.message}`);
  }
}
function offsetOf(document, path2) {
  let node = document.contents;
  let offset = (0, import_yaml.isMap)(node) || (0, import_yaml.isSeq)(node) ? node.range?.[0] : void 0;
  for (const part of path2) {
    if ((0, import_yaml.isMap)(node)) {
      const pair = node.items.find(({ key }) => (0, import_yaml.isScalar)(key) && key.value === part);
      if (pair === void 0) break;
      if ((0, import_yaml.isScalar)(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if ((0, import_yaml.isSeq)(node) && typeof part === "number") {
      node = node.items[part];
      if ((0, import_yaml.isMap)(node) || (0, import_yaml.isScalar)(node) || (0, import_yaml.isSeq)(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

// src/analyse/patterns/matching/groups.ts
var GROUPS_MAX = 1e4;
var DISTINCT_MAX = 1e4;
var WINDOW_MAX = 1e5;
var FRAMES_SHOWN = 32;
var MatchGroups = class {
  #pattern;
  #facts;
  #groups = /* @__PURE__ */ new Map();
  #keys;
  #toEnd;
  matches = 0;
  quiet = 0;
  overflow = 0;
  constructor(pattern2, facts) {
    this.#pattern = pattern2;
    this.#facts = facts;
    this.#toEnd = pattern2.absences.some((a) => a.forNs === Infinity);
    this.#keys = listOf(pattern2.source.repeat?.key).map((key) => this.#variable(key.slice(1)));
  }
  add(match) {
    this.matches += 1;
    const key = this.#key(match);
    const startNs = match.steps[0]?.timeNs ?? 0;
    const endNs = match.steps.at(-1)?.timeNs ?? startNs;
    const cost = this.#cost(match);
    let group = this.#groups.get(key);
    if (group === void 0) {
      if (this.#groups.size >= GROUPS_MAX) {
        this.overflow += 1;
        return;
      }
      group = newGroup(match, startNs, endNs);
      this.#groups.set(key, group);
    }
    group.count += 1;
    group.firstNs = Math.min(group.firstNs, startNs);
    group.lastNs = Math.max(group.lastNs, endNs);
    group.totalNs += cost;
    if (cost > group.maxNs) {
      group.maxNs = cost;
      group.longest = match;
    }
    this.#repeats(group, match, startNs);
  }
  /** What is worth reporting, the most expensive first. */
  findings(traceNs) {
    const result = [];
    for (const group of this.#groups.values()) {
      if (this.#toEnd) {
        group.totalNs += group.count * traceNs;
        group.maxNs += traceNs;
      }
      if (this.#worth(group, traceNs)) result.push(this.#finding(group, traceNs));
      else this.quiet += 1;
    }
    return result.sort((a, b) => b.totalNs - a.totalNs || a.firstNs - b.firstNs);
  }
  #variable(name) {
    return this.#pattern.variables.findIndex((v) => v.name === name);
  }
  #key(match) {
    if (this.#keys.length > 0) return this.#keys.map((k) => match.values[k]).join(",");
    return match.steps.map((s) => this.#site(s)).join(",");
  }
  #site(seen) {
    const at = ownSite(this.#facts.interner.frames(seen.stack));
    if (at === void 0) return 0;
    return this.#facts.interner.textOf(`${at.function} ${at.file}:${at.line}`);
  }
  /** Time lost; where the loss lasts to the trace's end, which is not known yet, less that end. */
  #cost(match) {
    const { costFrom, costTo } = this.#pattern;
    if (this.#toEnd) return -(match.steps.at(-1)?.timeNs ?? 0);
    return (match.steps[costTo]?.timeNs ?? 0) - (match.steps[costFrom]?.timeNs ?? 0);
  }
  #repeats(group, match, startNs) {
    const { repeat } = this.#pattern.source;
    if (repeat === void 0) return;
    for (const name of Object.keys(repeat.distinct ?? {})) {
      let set = group.distinct.get(name);
      if (set === void 0) group.distinct.set(name, set = /* @__PURE__ */ new Set());
      if (set.size < DISTINCT_MAX) set.add(match.values[this.#variable(name)] ?? -1);
    }
    if (repeat.window === void 0 || group.dense) return;
    const size = Math.min(repeat.min, WINDOW_MAX);
    const at = (group.count - 1) % size;
    group.recent[at] = startNs;
    const oldest = group.recent[group.count % size];
    if (group.count >= size && oldest !== void 0) {
      group.dense = startNs - oldest <= durationNs(repeat.window);
    }
  }
  #worth(group, traceNs) {
    const { repeat, worth } = this.#pattern.source;
    if (repeat !== void 0) {
      if (group.count < repeat.min || repeat.window !== void 0 && !group.dense) return false;
      for (const [name, min] of Object.entries(repeat.distinct ?? {})) {
        if ((group.distinct.get(name)?.size ?? 0) < min) return false;
      }
    }
    if (worth?.total !== void 0 && group.totalNs < durationNs(worth.total)) return false;
    return worth?.share === void 0 || group.totalNs >= worth.share * traceNs;
  }
  #finding(group, traceNs) {
    const distinct = [...group.distinct].map(([name, set]) => [name, set.size]);
    return {
      ...describe(this.#pattern, this.#facts, group.longest, traceNs, group.totalNs),
      count: group.count,
      firstNs: group.firstNs,
      lastNs: group.lastNs,
      totalNs: group.totalNs,
      maxNs: group.maxNs,
      distinct: Object.fromEntries(distinct),
      steps: matchSteps(this.#pattern, this.#facts, group.longest)
    };
  }
};
function newGroup(match, startNs, endNs) {
  return {
    count: 0,
    firstNs: startNs,
    lastNs: endNs,
    totalNs: 0,
    maxNs: -Infinity,
    longest: match,
    distinct: /* @__PURE__ */ new Map(),
    recent: [],
    dense: false
  };
}
function describe(pattern2, facts, match, traceNs, totalNs) {
  const { source } = pattern2;
  const variables = [];
  for (const [at, v] of pattern2.variables.entries()) {
    const value = match.values[at] ?? Number.NaN;
    if (!Number.isNaN(value)) variables.push([v.name, facts.show(v.attribute, value)]);
  }
  return {
    pattern: source.name,
    title: source.title ?? source.name,
    certainty: source.certainty ?? "heuristic",
    confidence: "uncalibrated",
    share: traceNs > 0 ? Number((totalNs / traceNs).toPrecision(3)) : 0,
    variables: Object.fromEntries(variables),
    ...source.why === void 0 ? {} : { why: source.why },
    ...source.fix === void 0 ? {} : { fix: source.fix },
    raise: source.raise ?? []
  };
}
function matchSteps(pattern2, facts, match) {
  return match.steps.map((seen, i) => {
    const step2 = pattern2.steps[i];
    const frames2 = facts.interner.frames(seen.stack);
    const at = ownSite(frames2);
    const name = facts.interner.string(seen.text);
    const value = facts.interner.string(seen.value);
    return {
      id: step2?.id ?? "",
      event: PATTERN_KINDS[seen.kind] ?? "",
      ...step2?.say === void 0 ? {} : { say: step2.say },
      ...seen.cls === 0 ? {} : { class: PATTERN_CLASSES[seen.cls] ?? "other" },
      ...seen.g < 0 ? {} : { goroutine: seen.g },
      ...seen.by < 0 ? {} : { by: seen.by },
      timeNs: seen.timeNs,
      ...name === "" ? {} : { name },
      ...value === "" ? {} : { value },
      ...at === void 0 ? {} : { at },
      stack: frames2.slice(0, FRAMES_SHOWN).map((f) => ({ function: f.func, file: f.file, line: f.line }))
    };
  });
}

// src/analyse/patterns/matching/cycles.ts
var EDGES_MAX2 = 1e5;
var MATCHES_MAX = 8;
var CYCLE_MAX = 16;
var SEARCH_MAX = 1e5;
var FINDINGS_MAX = 100;
var MatchCycles = class {
  #pattern;
  #facts;
  #edges = /* @__PURE__ */ new Map();
  #size = 0;
  matches = 0;
  overflow = 0;
  /** Edges that are on no cycle long enough. */
  quiet = 0;
  constructor(pattern2, facts) {
    this.#pattern = pattern2;
    this.#facts = facts;
  }
  add(match) {
    this.matches += 1;
    const { graph } = this.#pattern.source;
    const from = this.#value(match, graph?.from ?? "");
    const to = this.#value(match, graph?.to ?? "");
    let out = this.#edges.get(from);
    if (out === void 0) this.#edges.set(from, out = /* @__PURE__ */ new Map());
    let matches2 = out.get(to);
    if (matches2 === void 0) {
      if (this.#size >= EDGES_MAX2) {
        this.overflow += 1;
        return;
      }
      this.#size += 1;
      out.set(to, matches2 = []);
    }
    const own = this.#owner(match);
    const known = own !== void 0 && matches2.some((m) => this.#owner(m) === own);
    if (!known && matches2.length < MATCHES_MAX) matches2.push(match);
  }
  findings(traceNs) {
    const result = [];
    const done = /* @__PURE__ */ new Set();
    for (const start of this.#edges.keys()) {
      if (done.has(start) || result.length >= FINDINGS_MAX) continue;
      const cycle = this.#cycleFrom(start, done);
      if (cycle === void 0) continue;
      result.push(this.#finding(cycle, traceNs));
      for (const m of cycle) done.add(this.#value(m, this.#pattern.source.graph?.from ?? ""));
    }
    this.quiet = Math.max(0, this.#size - result.reduce((n, f) => n + f.count, 0));
    return result;
  }
  #value(match, name) {
    return match.values[this.#pattern.variables.findIndex((v) => v.name === name)] ?? -1;
  }
  /** The value that must differ from edge to edge of a cycle. */
  #owner(match) {
    const name = this.#pattern.source.graph?.distinct;
    return name === void 0 ? void 0 : this.#value(match, name);
  }
  /** The first cycle through the node that is long enough, shortest first; depth-first with a bound. */
  #cycleFrom(start, done) {
    const min = this.#pattern.source.graph?.cycle ?? 2;
    let left = SEARCH_MAX;
    for (let length2 = min; length2 <= CYCLE_MAX && length2 <= this.#edges.size; length2++) {
      const path2 = [];
      const nodes = /* @__PURE__ */ new Set([start]);
      const walk = (node) => {
        for (const [next, matches2] of this.#edges.get(node) ?? []) {
          if (--left < 0) return false;
          const last = path2.length === length2 - 1;
          if (last ? next !== start : nodes.has(next) || done.has(next)) continue;
          for (const match of matches2) {
            const owner = this.#owner(match);
            if (owner !== void 0 && path2.some((m) => this.#owner(m) === owner)) continue;
            path2.push(match);
            nodes.add(next);
            if (last || walk(next)) return true;
            path2.pop();
            if (next !== start) nodes.delete(next);
          }
        }
        return false;
      };
      if (walk(start)) return path2;
      if (left < 0) {
        this.overflow += 1;
        return void 0;
      }
    }
    return void 0;
  }
  #finding(cycle, traceNs) {
    const times2 = cycle.flatMap((m) => m.steps.map((s) => s.timeNs));
    const firstNs = Math.min(...times2);
    const lastNs = Math.max(...times2);
    const [first] = cycle;
    const base = { steps: [], values: new Float64Array(0) };
    return {
      ...describe(this.#pattern, this.#facts, first ?? base, traceNs, traceNs - lastNs),
      count: cycle.length,
      firstNs,
      lastNs,
      totalNs: Math.max(0, traceNs - lastNs),
      maxNs: Math.max(0, traceNs - lastNs),
      distinct: {},
      steps: cycle.flatMap((m) => matchSteps(this.#pattern, this.#facts, m))
    };
  }
};

// src/analyse/patterns/matching/facts.ts
var Facts = class {
  interner;
  #sites = [];
  #functions = [];
  #entries = [];
  constructor(interner) {
    this.interner = interner;
  }
  /** The value of an attribute of an event: a goroutine's id, a class's number, or a text's. */
  attribute(name, e, i) {
    switch (name) {
      case "g":
        return e.g[i] ?? -1;
      case "by":
        return e.by[i] ?? -1;
      case "class":
        return e.cls[i] ?? 0;
      case "reason":
      case "name":
        return e.text[i] ?? 0;
      case "value":
        return e.value[i] ?? 0;
      case "site":
        return this.#cached(this.#sites, e.stack[i] ?? 0, (f) => siteText(ownSite(f)));
      case "function":
        return this.#cached(this.#functions, e.stack[i] ?? 0, (f) => ownSite(f)?.function ?? "");
      case "entry":
        return this.#cached(this.#entries, e.stack[i] ?? 0, entryFunction);
    }
  }
  /** The value's text for people; goroutines stay numbers. */
  show(name, value) {
    if (name === "g" || name === "by") return value;
    if (name === "class") return PATTERN_CLASSES[value] ?? "none";
    return this.interner.string(value);
  }
  /** The number that a text in a pattern stands for, for comparison with an attribute. */
  valueOf(name, text) {
    if (name === "g" || name === "by") return Number(text);
    if (name === "class") return PATTERN_CLASSES.findIndex((c) => c === text);
    return this.interner.textOf(text);
  }
  /** Whether a text is one of these; a final * stands for anything. */
  textTest(wanted) {
    return memo((index) => {
      const text = this.interner.string(index);
      return wanted.some((w) => w.endsWith("*") ? text.startsWith(w.slice(0, -1)) : text === w);
    });
  }
  /** Whether a frame's function contains one of these texts. */
  stackTest(parts) {
    return memo(
      (index) => this.interner.frames(index).some(({ func }) => parts.some((part) => func.includes(part)))
    );
  }
  #cached(cache, stack, text) {
    let value = cache[stack];
    if (value === void 0) {
      value = this.interner.textOf(text(this.interner.frames(stack)));
      cache[stack] = value;
    }
    return value;
  }
};
function memo(test) {
  const known = /* @__PURE__ */ new Map();
  return (index) => {
    let answer = known.get(index);
    if (answer === void 0) known.set(index, answer = test(index));
    return answer;
  };
}

// src/analyse/patterns/matching/bindings.ts
var Bindings = class {
  values;
  #pattern;
  #facts;
  #trail = [];
  #restored = false;
  constructor(pattern2, facts) {
    this.#pattern = pattern2;
    this.#facts = facts;
    this.values = new Float64Array(pattern2.variables.length).fill(Number.NaN);
  }
  /** Takes over the values of a match under way; nothing before it can be taken back. */
  restore(values) {
    this.values.set(values);
    this.#trail.length = 0;
    this.#restored = true;
  }
  clear() {
    this.undo(0);
    if (this.#restored) this.values.fill(Number.NaN);
    this.#restored = false;
  }
  mark() {
    return this.#trail.length;
  }
  undo(mark) {
    while (this.#trail.length > mark) this.values[this.#trail.pop() ?? 0] = Number.NaN;
  }
  /** Whether the event is the step's by this alternative; binds variables if so, else none. */
  step(step2, test, e, i) {
    if (!this.#fixed(test, e, i)) return false;
    const mark = this.mark();
    const ok = this.#goroutine(test.g, e.g[i] ?? -1) && this.#goroutine(test.by, e.by[i] ?? -1) && this.#where(test, e, i) && this.#bind(step2, e, i);
    if (!ok) this.undo(mark);
    return ok;
  }
  /** Whether the event passes the test; binds nothing. */
  passes(test, e, i) {
    return this.#fixed(test, e, i) && this.#equal(test.g, e.g[i] ?? -1) && this.#equal(test.by, e.by[i] ?? -1) && this.#where(test, e, i);
  }
  /** What does not depend on variables. */
  #fixed(test, e, i) {
    if ((test.kinds & 1 << (e.kind[i] ?? 0)) === 0) return false;
    if ((test.classes & 1 << (e.cls[i] ?? 0)) === 0) return false;
    if (test.by === RUNTIME && (e.by[i] ?? -1) >= 0) return false;
    const stack = e.stack[i] ?? 0;
    if (test.noStack !== void 0 && test.noStack !== (stack === 0)) return false;
    for (const text of test.text) if (!text(e.text[i] ?? 0)) return false;
    if (test.value !== void 0 && !test.value(e.value[i] ?? 0)) return false;
    if (test.stack !== void 0 && !test.stack(stack)) return false;
    return test.stackLacks === void 0 || !test.stackLacks(stack);
  }
  #goroutine(variable2, g) {
    if (variable2 < 0) return true;
    if (g < 0) return false;
    const value = this.values[variable2] ?? Number.NaN;
    if (!Number.isNaN(value)) return value === g;
    if (!this.#pattern.sameOk) {
      for (let v = 0; v < this.values.length; v++) {
        if (this.values[v] === g && this.#pattern.variables[v]?.goroutine === true) return false;
      }
    }
    this.values[variable2] = g;
    this.#trail.push(variable2);
    return true;
  }
  #equal(variable2, g) {
    return variable2 === ANY || variable2 === RUNTIME || this.values[variable2] === g;
  }
  #unify(variable2, value) {
    const known = this.values[variable2] ?? Number.NaN;
    if (!Number.isNaN(known)) return known === value;
    this.values[variable2] = value;
    this.#trail.push(variable2);
    return true;
  }
  #bind(step2, e, i) {
    for (const b of step2.bind) {
      if (!this.#unify(b.variable, this.#facts.attribute(b.attribute, e, i))) return false;
    }
    return true;
  }
  #where(test, e, i) {
    for (const c of test.where) {
      const value = this.#facts.attribute(c.attribute, e, i);
      const other = c.variable === ANY ? c.value : this.values[c.variable];
      if (value === other !== c.equal) return false;
    }
    return true;
  }
};

// src/analyse/patterns/matching/match.ts
function seenAt(e, i) {
  return {
    seq: e.firstSeq + i,
    timeNs: e.timeNs[i] ?? 0,
    kind: e.kind[i] ?? 0,
    cls: e.cls[i] ?? 0,
    g: e.g[i] ?? -1,
    by: e.by[i] ?? -1,
    stack: e.stack[i] ?? 0,
    text: e.text[i] ?? 0,
    value: e.value[i] ?? 0
  };
}

// src/analyse/patterns/matching/segment-index.ts
function firstAbove(rows, from, to, row) {
  let low = from;
  let high = to;
  while (low < high) {
    const mid = low + high >>> 1;
    if ((rows[mid] ?? 0) <= row) low = mid + 1;
    else high = mid;
  }
  return low;
}
var NO_ROWS = new Int32Array(0);
var SegmentIndex = class {
  events;
  /** Goroutines of the segment, numbered as they come. */
  #numbers = /* @__PURE__ */ new Map();
  #dense;
  /** Rows by goroutine, and each row's place in them. */
  #byGoroutine;
  #place;
  #byWaker;
  #byKind;
  constructor(events) {
    this.events = events;
    const n = events.length;
    this.#dense = new Int32Array(n);
    let lastG = Number.NaN;
    let lastNumber = 0;
    for (let i = 0; i < n; i++) {
      const g = events.g[i] ?? -1;
      if (g !== lastG) {
        lastG = g;
        lastNumber = this.#number(g);
      }
      this.#dense[i] = lastNumber;
    }
    this.#place = new Int32Array(n);
    this.#byGoroutine = postings(this.#dense, n, this.#numbers.size, this.#place);
  }
  #number(g) {
    let number2 = this.#numbers.get(g);
    if (number2 === void 0) this.#numbers.set(g, number2 = this.#numbers.size);
    return number2;
  }
  /** Where in `goroutineRows` the goroutine's rows above `row` lie. */
  range(g, row) {
    const { start, rows } = this.#byGoroutine;
    if (row >= 0 && this.events.g[row] === g) {
      const number3 = this.#dense[row] ?? 0;
      return [(this.#place[row] ?? 0) + 1, start[number3 + 1] ?? 0];
    }
    const number2 = this.#numbers.get(g);
    if (number2 === void 0) return [0, 0];
    const end = start[number2 + 1] ?? 0;
    return [firstAbove(rows, start[number2] ?? 0, end, row), end];
  }
  get goroutineRows() {
    return this.#byGoroutine.rows;
  }
  /** Rows that the goroutine caused (it is their `by`) above `row`: all of them, and the place of the first. */
  causedBy(g, row) {
    this.#byWaker ??= this.#wakers();
    const { start, rows } = this.#byWaker;
    const own = this.#numbers.get(g);
    if (own === void 0) return [NO_ROWS, 0, 0];
    const end = start[own + 1] ?? 0;
    return [rows, firstAbove(rows, start[own] ?? 0, end, row), end];
  }
  /** Rows of a kind above `row`. */
  ofKind(kind, row) {
    const n = this.events.length;
    this.#byKind ??= postings(this.events.kind, n, PATTERN_KINDS.length, void 0);
    const { start, rows } = this.#byKind;
    const end = start[kind + 1] ?? 0;
    return [rows, firstAbove(rows, start[kind] ?? 0, end, row), end];
  }
  #wakers() {
    const { by, length: length2 } = this.events;
    const numbers = new Int32Array(length2);
    for (let i = 0; i < length2; i++) numbers[i] = this.#number(by[i] ?? -1);
    return postings(numbers, length2, this.#numbers.size, void 0);
  }
};
function postings(numbers, n, size, place2) {
  const start = new Int32Array(size + 2);
  for (let i = 0; i < n; i++) {
    const at = (numbers[i] ?? 0) + 2;
    start[at] = (start[at] ?? 0) + 1;
  }
  for (let k = 1; k < start.length; k++) start[k] = (start[k] ?? 0) + (start[k - 1] ?? 0);
  const rows = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const number2 = (numbers[i] ?? 0) + 1;
    const at = start[number2] ?? 0;
    rows[at] = i;
    if (place2 !== void 0) place2[i] = at;
    start[number2] = at + 1;
  }
  return { start: start.subarray(0, size + 1), rows };
}
function lowest(lists) {
  let best;
  for (const list2 of lists) {
    if (list2[1] >= list2[2]) continue;
    if (best === void 0 || (list2[0][list2[1]] ?? 0) < (best[0][best[1]] ?? 0)) best = list2;
  }
  return best;
}

// src/analyse/patterns/matching/matcher.ts
var BRANCHES_MAX = 64;
var ANCHORS_MAX = 1e4;
var PatternMatcher = class {
  pattern;
  /** Would match if the trace were whole. */
  unknown = 0;
  /** Anchors that were dropped: too many under way, too many branches. */
  overflow = 0;
  overBudget = false;
  /** Events looked at. */
  looked = 0;
  #found;
  #bindings;
  #pending = [];
  #index;
  #e;
  #lastNs = 0;
  /** Rows of the steps so far; -1: carried from an earlier segment. */
  #rows;
  #times;
  #carried = [];
  #outcomes = [];
  constructor(pattern2, facts, found) {
    this.pattern = pattern2;
    this.#found = found;
    this.#bindings = new Bindings(pattern2, facts);
    this.#rows = new Int32Array(pattern2.steps.length);
    this.#times = new Float64Array(pattern2.steps.length);
  }
  /** Goes on with what was carried, then tries every anchor of the segment. */
  segment(index) {
    this.#index = index;
    this.#e = index.events;
    this.#lastNs = this.#e.timeNs[this.#e.length - 1] ?? 0;
    const pending = this.#pending;
    this.#pending = [];
    for (const outcomes of pending) this.#resume(outcomes);
    const first = this.pattern.steps[0];
    if (first === void 0) return;
    for (let kind = 0, bits = first.kinds; bits !== 0; kind++, bits >>>= 1) {
      if ((bits & 1) === 0) continue;
      const [rows, from, to] = index.ofKind(kind, -1);
      for (let at = from; at < to && !this.overBudget; at++) this.#anchor(first, rows[at] ?? 0);
    }
  }
  /** The trace is over at `endNs`; `whole`: nothing of it is missing. */
  finish(endNs, whole5) {
    for (const outcomes of this.#pending) {
      for (const outcome of outcomes) {
        const verdict = "match" in outcome ? "yes" : this.#atEnd(outcome.carried, endNs, whole5);
        if (verdict === "no") continue;
        if (verdict === "unknown") this.unknown += 1;
        else this.#found("match" in outcome ? outcome.match : matchOf(outcome.carried));
        break;
      }
    }
    this.#pending = [];
  }
  #atEnd(carried, endNs, whole5) {
    if (carried.step < this.pattern.steps.length) return "no";
    for (const a of this.pattern.absences) {
      const until = (carried.seen[a.after]?.timeNs ?? 0) + a.forNs;
      if (a.forNs === Infinity ? !whole5 : until > endNs) return "unknown";
    }
    return "yes";
  }
  #anchor(first, row) {
    this.looked += 1;
    this.#carried = [];
    for (const test of first.tests) {
      this.#bindings.clear();
      if (!this.#bindings.step(first, test, this.#e, row)) continue;
      this.#rows[0] = row;
      this.#times[0] = this.#e.timeNs[row] ?? 0;
      if (this.#search(1, row, 0)) break;
    }
    if (this.#outcomes.length > 0) this.#settle();
  }
  #resume(outcomes) {
    for (const outcome of outcomes) {
      if ("match" in outcome) {
        this.#outcomes.push(outcome);
        break;
      }
      const { step: step2, seen, values, noise } = outcome.carried;
      this.#carried = seen;
      this.#bindings.restore(values);
      for (const [s, event] of seen.entries()) {
        this.#rows[s] = -1;
        this.#times[s] = event.timeNs;
      }
      if (this.#search(step2, -1, noise)) break;
    }
    if (this.#outcomes.length > 0) this.#settle();
  }
  /** What became of an anchor: found, or carried with all its open branches. */
  #settle() {
    const outcomes = this.#outcomes;
    this.#outcomes = [];
    const [first] = outcomes;
    if (first !== void 0 && "match" in first) this.#found(first.match);
    else if (this.#pending.length < ANCHORS_MAX) this.#pending.push(outcomes);
    else this.overflow += 1;
  }
  /** Adds outcomes of the branch; true when one of them is a match, so that nothing after it counts. */
  #search(s, prevRow, noiseBefore) {
    const step2 = this.pattern.steps[s];
    if (step2 === void 0) return this.#watch();
    const from = this.#times[step2.gapFrom] ?? 0;
    const within = (this.#times[0] ?? 0) + this.pattern.withinNs;
    const deadline = Math.min(from + step2.gapMaxNs, within);
    const earliest = from + step2.gapMinNs;
    if (step2.firstOnly && !this.#firstInTime(step2, prevRow, earliest, deadline)) return false;
    const noise = { left: step2.noiseMax - noiseBefore };
    const quiet = this.#noiseLimit(step2, prevRow, noise, deadline);
    const limit = this.#interferenceLimit(s, quiet);
    const open = limit === this.#e.length && this.#lastNs <= deadline;
    const tried = this.#candidates(step2, prevRow, (row) => {
      const t = this.#e.timeNs[row] ?? 0;
      if (row > limit || t > deadline) return "stop";
      const verdict = t >= earliest ? this.#try(step2, s, row) : "on";
      const only = step2.firstOnly && (step2.kinds & 1 << (this.#e.kind[row] ?? 0)) !== 0;
      return verdict === "on" && only ? "stop" : verdict;
    });
    if (tried === "found") return true;
    if (open && tried === "on")
      this.#carry(s, noise.left === Infinity ? 0 : step2.noiseMax - noise.left);
    return false;
  }
  #try(step2, s, row) {
    for (const test of step2.tests) {
      const mark = this.#bindings.mark();
      if (!this.#bindings.step(step2, test, this.#e, row)) continue;
      this.#rows[s] = row;
      this.#times[s] = this.#e.timeNs[row] ?? 0;
      if (this.#search(s + 1, row, 0)) return "found";
      this.#bindings.undo(mark);
    }
    return "on";
  }
  /** False where the only row that can be the step comes too early or too late: most anchors end here. */
  #firstInTime(step2, prevRow, earliest, deadline) {
    const g = this.#bindings.values[step2.knownG] ?? Number.NaN;
    if (Number.isNaN(g)) return true;
    const rows = this.#index.goroutineRows;
    const [from, to] = this.#index.range(g, prevRow);
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      const t = this.#e.timeNs[row] ?? 0;
      if (t > deadline) return false;
      if ((step2.kinds & 1 << (this.#e.kind[row] ?? 0)) !== 0) return t >= earliest;
    }
    return true;
  }
  /** Rows that can be the step, in order. */
  #candidates(step2, prevRow, visit) {
    const values = this.#bindings.values;
    if (step2.knownG !== ANY && !Number.isNaN(values[step2.knownG])) {
      const [from, to] = this.#index.range(values[step2.knownG] ?? -1, prevRow);
      return this.#each(this.#index.goroutineRows, from, to, visit);
    }
    if (step2.knownBy !== ANY && !Number.isNaN(values[step2.knownBy])) {
      const [rows, from, to] = this.#index.causedBy(values[step2.knownBy] ?? -1, prevRow);
      return this.#each(rows, from, to, visit);
    }
    const lists = this.#kindLists(step2.kinds, prevRow);
    const only = lists[0];
    if (lists.length === 1 && only !== void 0) return this.#each(...only, visit);
    for (; ; ) {
      const next = lowest(lists);
      if (next === void 0) return "on";
      const verdict = this.#each(next[0], next[1], next[1] + 1, visit);
      if (verdict !== "on") return verdict;
      next[1] += 1;
    }
  }
  #each(rows, from, to, visit) {
    for (let at = from; at < to; at++) {
      this.looked += 1;
      if (this.looked > this.pattern.budget) {
        this.overBudget = true;
        return "stop";
      }
      const verdict = visit(rows[at] ?? 0);
      if (verdict !== "on") return verdict;
    }
    return "on";
  }
  #kindLists(kinds, row) {
    const lists = [];
    for (let kind = 0, bits = kinds; bits !== 0; kind++, bits >>>= 1) {
      if ((bits & 1) !== 0) lists.push(this.#index.ofKind(kind, row));
    }
    return lists;
  }
  /** The last row that may be the step: the one with which noise runs over; the length if it does not. */
  #noiseLimit(step2, prevRow, noise, deadline) {
    const { length: length2, kind, timeNs } = this.#e;
    if (noise.left === Infinity) return length2;
    const rows = this.#index.goroutineRows;
    const lists = [];
    for (const variable2 of step2.bound) {
      const g = this.#bindings.values[variable2] ?? Number.NaN;
      if (Number.isNaN(g)) continue;
      const [from, to] = this.#index.range(g, prevRow);
      if (from < to && !lists.some((l) => l[1] === from && l[2] === to))
        lists.push([rows, from, to]);
    }
    const { alphabet } = this.pattern;
    for (; ; ) {
      const next = lists.length === 1 ? lists[0] : lowest(lists);
      if (next === void 0 || next[1] >= next[2]) return length2;
      const row = next[0][next[1]] ?? 0;
      this.looked += 1;
      if ((timeNs[row] ?? 0) > deadline) return row;
      if ((alphabet & 1 << (kind[row] ?? 0)) !== 0) {
        if (noise.left === 0) return row;
        noise.left -= 1;
      }
      next[1] += 1;
    }
  }
  /**
   * The last row that may be step `s`: behind an event that interferes with it or with a later step nothing may. What
   * interferes depends only on what is bound already; -1 where a later step would have to come before that event.
   */
  #interferenceLimit(s, quiet) {
    let limit = quiet;
    const { steps } = this.pattern;
    for (let b = s; b < steps.length; b++) {
      const later = steps[b];
      if (later === void 0) break;
      for (const { after, tests } of later.interference) {
        if (after >= s) continue;
        const row = this.#first(tests, this.#rows[after] ?? -1, limit, Infinity);
        if (row < 0) continue;
        limit = row;
        if (later.gapFrom >= s) continue;
        const earliest = (this.#times[later.gapFrom] ?? 0) + later.gapMinNs;
        if ((this.#e.timeNs[row] ?? 0) < earliest) return -1;
      }
    }
    return limit;
  }
  /** The first event that passes a test strictly between two rows, up to a time; -1 for none. */
  #first(tests, above, below, untilNs) {
    let first = -1;
    for (const test of tests) {
      let lists;
      if (test.g >= 0) {
        const [from, to] = this.#index.range(this.#bindings.values[test.g] ?? -1, above);
        lists = [[this.#index.goroutineRows, from, to]];
      } else if (test.by >= 0) {
        lists = [this.#index.causedBy(this.#bindings.values[test.by] ?? -1, above)];
      } else lists = this.#kindLists(test.kinds, above);
      for (const [rows, from, to] of lists) {
        for (let at = from; at < to; at++) {
          const row = rows[at] ?? 0;
          if (row >= below || (this.#e.timeNs[row] ?? 0) > untilNs) break;
          this.looked += 1;
          if (first >= 0 && row >= first || !this.#bindings.passes(test, this.#e, row)) continue;
          first = row;
          break;
        }
      }
    }
    return first;
  }
  /** All steps are there: have the absences held, so far or for good? */
  #watch() {
    let open = false;
    for (const { after, forNs, tests } of this.pattern.absences) {
      const until = (this.#times[after] ?? 0) + forNs;
      if (this.#first(tests, this.#rows[after] ?? -1, this.#e.length, until) >= 0) return false;
      if (until >= this.#lastNs) open = true;
    }
    const steps = this.pattern.steps.length;
    if (open) {
      this.#push({ carried: this.#state(steps, 0) });
      return false;
    }
    this.#push({ match: matchOf(this.#state(steps, 0)) });
    return true;
  }
  /** The segment ends before the branch does. */
  #carry(s, noise) {
    for (const { after, forNs, tests } of this.pattern.absences) {
      const until = (this.#times[after] ?? 0) + forNs;
      if (after >= s) continue;
      if (this.#first(tests, this.#rows[after] ?? -1, this.#e.length, until) >= 0) return;
    }
    this.#push({ carried: this.#state(s, noise) });
  }
  #push(outcome) {
    if (this.#outcomes.length < BRANCHES_MAX) this.#outcomes.push(outcome);
    else this.overflow += 1;
  }
  #state(step2, noise) {
    const seen = [];
    for (let s = 0; s < step2; s++) {
      const row = this.#rows[s] ?? -1;
      const event = row < 0 ? this.#carried[s] : seenAt(this.#e, row);
      if (event !== void 0) seen.push(event);
    }
    return { step: step2, seen, values: this.#bindings.values.slice(), noise };
  }
};
function matchOf({ seen, values }) {
  return { steps: seen, values };
}

// src/analyse/patterns/index.ts
function loadPatterns(files, shipped, interner) {
  const facts = new Facts(interner);
  const own = shipped ? SHIPPED.map((p) => ({ text: p.yaml, path: p.id })) : [];
  const read = [...own, ...files].map((f) => readPatterns(f.text, f.path, facts));
  const byName = /* @__PURE__ */ new Map();
  for (const r of read) for (const p of r.patterns) byName.set(p.pattern.source.name, p);
  return {
    facts,
    patterns: [...byName.values()],
    mistakes: read.flatMap((r) => r.mistakes),
    notes: read.flatMap((r) => r.notes)
  };
}
var PatternEngine = class {
  visitor;
  #visitor;
  #parts;
  /** @param segmentRows events looked at at once; bounds memory */
  constructor(patterns, facts, segmentRows) {
    this.#parts = patterns.map((loaded) => {
      const { pattern: pattern2 } = loaded;
      const graph = pattern2.source.graph !== void 0;
      const groups = graph ? new MatchCycles(pattern2, facts) : new MatchGroups(pattern2, facts);
      const matcher = new PatternMatcher(pattern2, facts, (match) => groups.add(match));
      return { loaded, groups, matcher };
    });
    const wanted = { kinds: wantedKinds(patterns), ranges: wantedRanges(patterns) };
    this.#visitor = new PatternEventVisitor(
      facts.interner,
      wanted,
      (events) => {
        const index = new SegmentIndex(events);
        for (const { matcher } of this.#parts) matcher.segment(index);
      },
      segmentRows
    );
    this.visitor = this.#visitor;
  }
  /** The trace has been read. */
  result(summary) {
    const patternEvents2 = this.#visitor.end();
    const traceNs = Math.max(0, summary.lastEventNs);
    const whole5 = summary.status === "intact";
    const findings = [];
    const patterns = [];
    for (const { loaded, groups, matcher } of this.#parts) {
      matcher.finish(traceNs, whole5);
      const own = groups.findings(traceNs);
      findings.push(...own);
      const lost = { anchors: matcher.overflow, groups: groups.overflow };
      patterns.push({
        pattern: loaded.pattern.source.name,
        source: loaded.source,
        matches: groups.matches,
        reported: own.length,
        quiet: groups.quiet,
        unknown: matcher.unknown,
        incomplete: matcher.overBudget || lost.anchors + lost.groups > 0,
        lost
      });
    }
    findings.sort((a, b) => b.totalNs - a.totalNs || a.firstNs - b.firstNs);
    return { patternEvents: patternEvents2, patterns, findings };
  }
};
function wantedKinds(patterns) {
  let bits = 0;
  for (const { pattern: pattern2 } of patterns) {
    bits |= pattern2.alphabet;
    for (const s of pattern2.steps) {
      bits |= s.kinds;
      for (const x of s.interference) for (const t of x.tests) bits |= t.kinds;
    }
    for (const a of pattern2.absences) for (const t of a.tests) bits |= t.kinds;
  }
  const kinds = /* @__PURE__ */ new Set();
  for (let kind = 0; bits !== 0; kind++, bits >>>= 1) if ((bits & 1) !== 0) kinds.add(kind);
  return kinds;
}
function wantedRanges(patterns) {
  const names = /* @__PURE__ */ new Set();
  const ranges = /* @__PURE__ */ new Set(["range_begin", "range_end"]);
  for (const { pattern: pattern2 } of patterns) {
    const { steps, interference: interference2, absent: absent2 } = pattern2.source;
    const tests = [
      ...steps.flatMap((s) => s.any ?? [s]),
      ...interference2 ?? [],
      ...listOf(absent2)
    ];
    for (const test of tests) {
      const on = listOf(test.on);
      const v1 = on.some((word) => /^(?:GC|STW)/.test(word));
      if (!v1 && !on.some((word) => ranges.has(word))) continue;
      const wanted = listOf(test.name);
      if (v1 || wanted.length === 0 || wanted.some((n) => n.endsWith("*"))) return void 0;
      for (const name of wanted) names.add(name);
    }
  }
  return names;
}

// src/report/trace-match.ts
function who(step2) {
  const own = step2.goroutine === void 0 ? "" : ` goroutine ${step2.goroutine}`;
  if (step2.event !== "unpark" && step2.event !== "create") return own;
  return `${own} by ${step2.by === void 0 ? "the runtime" : `goroutine ${step2.by}`}`;
}
function stepLine(step2) {
  const at = step2.at === void 0 ? "" : ` at ${step2.at.function} ${step2.at.file}:${step2.at.line}`;
  const detail = [step2.class, step2.name, step2.value].filter((d) => d !== void 0).join(", ");
  const said = step2.say === void 0 ? "" : `: ${step2.say}`;
  const what2 = detail === "" ? step2.event : `${step2.event} (${detail})`;
  const line = inlineForTerminal(`${what2}${who(step2)}${at}${said}`);
  return `  ${(step2.timeNs / 1e6).toFixed(3).padStart(12)} ms ${line}
`;
}
function findingText(f) {
  const times2 = f.count === 1 ? "once" : `${f.count} times`;
  const cost = `${durationText(f.totalNs)} in all, ${durationText(f.maxNs)} at most`;
  const raise = f.raise.map((r) => `  would raise it: ${r}
`).join("");
  return [
    `${f.pattern}: ${f.title} (${times2}; ${cost}; ${f.certainty}, ${f.confidence})
`,
    ...f.steps.map(stepLine),
    f.why === void 0 ? "" : `  why: ${f.why}
`,
    f.fix === void 0 ? "" : `  fix: ${f.fix}
`,
    raise
  ].join("");
}
function matchText(d, limit) {
  const parts = d.notes.map((note) => `note: ${inlineForTerminal(note)}
`);
  if (d.findings.length === 0) parts.push(`no pattern of ${d.patterns.length} matches
`);
  parts.push(d.findings.slice(0, limit).map(findingText).join("\n"));
  const more = d.findings.length - limit;
  if (more > 0) parts.push(`(${more} more)
`);
  for (const p of d.patterns) {
    if (p.unknown > 0) {
      parts.push(`${p.pattern}: ${p.unknown} cannot be told, the trace is not whole
`);
    }
    if (p.incomplete) parts.push(`${p.pattern}: incomplete, a limit was hit; there may be more
`);
  }
  return parts.filter((part) => part !== "").join("");
}

// src/pipeline-trace-match.ts
var PatternMistakes = class extends Error {
};
async function traceMatchCommand(request, options, write) {
  const interner = new TraceInterner();
  const loaded = loadPatterns(options.patterns, options.shipped, interner);
  if (loaded.mistakes.length > 0) {
    throw new PatternMistakes(loaded.mistakes.map((m) => `${m.at}: ${m.message}`).join("\n"));
  }
  const engine = new PatternEngine(loaded.patterns, loaded.facts);
  const summary = await visitTrace(request, [engine.visitor], { interner });
  const result = engine.result(summary);
  const document = {
    ...traceHeadOf(summary),
    patternEvents: result.patternEvents,
    patterns: [...result.patterns],
    findings: [...result.findings],
    notes: [...loaded.notes]
  };
  write(options.json ? jsonText(document) : matchText(document, options.limit));
  return summary;
}

// src/entry/trace-match.ts
var FINDINGS_SHOWN = 20;
function whole3(text) {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("give a whole number.");
  return Number(text);
}
var DESCRIPTION = "why it waited: causes in the trace by pattern; yours in .racegate/patterns are used too";
function addTraceMatch(trace, deps) {
  const command = trace.command("match").description(DESCRIPTION).argument("<file>", FILE);
  addWindowOptions(command).option(
    "--pattern <file>",
    "a pattern file (YAML or JSON); may be repeated",
    (path2, all) => [...all, path2],
    []
  ).option("--no-shipped", "only your own patterns").option("--json", "as a JSON document").option("--limit <n>", "findings shown", whole3, FINDINGS_SHOWN).action(async (file, o) => {
    const patterns = readFiles(o.pattern);
    if (patterns === void 0) return;
    const { limit, shipped } = o;
    const options = { json: o.json === true, limit, shipped, patterns };
    try {
      await withTrace(file, o, deps, (r) => traceMatchCommand(r, options, stdoutWrite));
    } catch (error) {
      if (!(error instanceof PatternMistakes)) throw error;
      refuse(error.message);
    }
  });
}
function readFiles(named) {
  try {
    return [...ownPatternFiles(process.cwd()), ...namedPatternFiles(named)];
  } catch (error) {
    refuse(`cannot read a pattern: ${error instanceof Error ? error.message : String(error)}`);
    return void 0;
  }
}
function refuse(message2) {
  for (const line of message2.split("\n")) process.stderr.write(`racegate: ${line}
`);
  process.exitCode = 2;
}

// src/analyse/causal/path-report.ts
var STEPS_MAX2 = 2e3;
var MAIN_GOID = 1;
function chooseRoots(segments, choice) {
  const { actors } = segments;
  const all = actors.map((_, i) => i);
  const { goroutine, test } = choice;
  const pick = (wanted) => all.filter(wanted).sort((a, b) => spanOf(segments, b) - spanOf(segments, a) || a - b);
  if (goroutine !== void 0) return pick((i) => actors[i]?.goid === goroutine);
  if (test !== void 0) return pick((i) => isNamed(actors[i]?.test?.name, test));
  const tests = pick((i) => actors[i]?.test !== void 0);
  return tests.length > 0 ? tests : pick((i) => actors[i]?.goid === MAIN_GOID);
}
function isNamed(name, wanted) {
  if (name === void 0) return false;
  return name === wanted || name.startsWith(`${wanted}/`) || name.startsWith(`${wanted}.`);
}
function spanOf(segments, actor) {
  const { fromNs, toNs } = lifeOf(segments, actor);
  return toNs - fromNs;
}
function pathOf(segments, interner, actor) {
  const known = segments.actors[actor];
  const span = lifeOf(segments, actor);
  const sums = /* @__PURE__ */ new Map();
  const steps = [];
  let chargedNs = 0;
  let stepsTotal = 0;
  for (const charge of walkPath(segments, span)) {
    const step2 = stepOf(segments, interner, charge);
    const ns2 = charge.toNs - charge.fromNs;
    chargedNs += ns2;
    add2(sums, step2, ns2, segments.actorOf(charge.segment));
    const later = steps.at(-1);
    if (later !== void 0 && charge.toNs === later.fromNs && sameStep(later, step2)) {
      later.fromNs = step2.fromNs;
      continue;
    }
    stepsTotal += 1;
    if (stepsTotal <= STEPS_MAX2) steps.push(step2);
  }
  const charges = [...sums.values()].map(({ charge, actors }) => ({ ...charge, goroutines: actors.size })).sort((a, b) => b.ns - a.ns);
  const test = known?.test?.name ?? "";
  return {
    goroutine: known?.goid ?? -1,
    name: known?.name ?? "",
    ...test === "" ? {} : { test },
    startNs: span.fromNs,
    endNs: span.toNs,
    ended: known?.ended === true,
    spanNs: span.toNs - span.fromNs,
    chargedNs,
    charges,
    steps: steps.reverse(),
    stepsTotal
  };
}
function stepOf(segments, interner, charge) {
  const { segment, fromNs, toNs, arrival, arrivalStack, waitEnd } = charge;
  const actor = segments.actors[segments.actorOf(segment)];
  const reason = interner.string(segments.reasonOf(segment));
  const at = ownSite(interner.frames(segments.stackOf(segment)));
  const ledAt = ownSite(interner.frames(arrivalStack));
  const note = segments.noteOf(segment);
  const said = (key) => {
    const text = note === void 0 ? "" : interner.string(note[key]);
    return text === "" ? {} : { [key]: text };
  };
  return {
    goroutine: actor?.goid ?? -1,
    name: actor?.name ?? "",
    state: stateName(segments.stateOf(segment)),
    ...reason === "" ? {} : { reason },
    ...waitEnd === void 0 ? {} : { waitEnd },
    ...at === void 0 ? {} : { at },
    ...said("region"),
    ...said("task"),
    ...said("log"),
    fromNs,
    toNs,
    led: arrival,
    ...ledAt === void 0 ? {} : { ledAt }
  };
}
function keyOf(step2) {
  const { name, state, reason, waitEnd, at, region, task, log } = step2;
  return [name, state, reason, waitEnd, siteText(at), region, task, log].join("\0");
}
function sameStep(later, step2) {
  return step2.led === "same" && later.goroutine === step2.goroutine && keyOf(later) === keyOf(step2);
}
function add2(sums, step2, ns2, actor) {
  const key = keyOf(step2);
  const known = sums.get(key);
  if (known !== void 0) {
    known.charge.ns += ns2;
    known.charge.count += 1;
    known.actors.add(actor);
    return;
  }
  const { name, state, reason, waitEnd, at, region, task, log } = step2;
  const doing = { name, state, reason, waitEnd, at, region, task, log };
  const given = Object.fromEntries(Object.entries(doing).filter(([, v]) => v !== void 0));
  const charge = { ...given, name, state, ns: ns2, count: 1, goroutines: 1 };
  sums.set(key, { charge, actors: /* @__PURE__ */ new Set([actor]) });
}

// src/analyse/causal/cancel-report.ts
var CHILDREN_SHOWN = 200;
function cancelOf(segments, interner, c, number2) {
  const first = c.children[0];
  const ends = c.children.filter((w) => !w.isTest).map((w) => w.endedNs).filter((ns2) => ns2 !== void 0);
  const test = first === void 0 ? void 0 : testOf(segments, first.actor);
  return {
    id: `C${number2}`,
    kind: c.deadline ? "deadline" : "call",
    ...test === void 0 ? {} : { test },
    ...who2(segments, c.by),
    ...c.calledAt === void 0 ? {} : { calledAt: c.calledAt },
    firedNs: c.firedNs,
    cancelledNs: first?.wokenNs ?? c.firedNs,
    ...ends.length === 0 ? {} : { endedNs: ends.reduce((a, b) => Math.max(a, b)) },
    children: c.children.slice(0, CHILDREN_SHOWN).map((w) => ({
      ...who2(segments, w.actor),
      ...w.at === void 0 ? {} : { at: w.at },
      depth: w.depth,
      wokenNs: w.wokenNs,
      ...w.ranNs === void 0 ? {} : { ranNs: w.ranNs },
      ...w.endedNs === void 0 ? {} : { endedNs: w.endedNs },
      late: w.late
    })),
    childrenTotal: c.children.length,
    certainty: "direct",
    mayIgnore: c.bystanders.map(({ actor, row, endedNs }) => {
      const at = ownSite(interner.frames(segments.stackOf(row)));
      const creation = segments.actors[actor]?.creation;
      const createdAt = creation === void 0 ? void 0 : ownSite(interner.frames(creation));
      return {
        ...who2(segments, actor),
        ...createdAt === void 0 ? {} : { createdAt },
        state: interner.string(segments.reasonOf(row)) || stateName(segments.stateOf(row)),
        ...at === void 0 ? {} : { at },
        ...endedNs === void 0 ? {} : { endedNs },
        certainty: "heuristic"
      };
    })
  };
}
function who2(segments, actor) {
  const known = segments.actors[actor];
  return { goroutine: known?.goid ?? -1, name: known?.name ?? "" };
}

// src/analyse/causal/holds-report.ts
var LONGEST_SHOWN = 10;
var WAITERS_SHOWN = 20;
var SITES_SHOWN = 20;
var STATES_SHOWN = 5;
function lockOf(segments, interner, cluster, number2) {
  const found = holdsOf(segments, cluster);
  const { waits } = cluster;
  const times2 = waits.map((w) => waitNs(segments, w));
  return {
    id: `L${number2}`,
    kind: cluster.kind,
    waitsAt: sites(waits.map((w) => w.at)),
    releasedAt: sites(waits.map((w) => w.releasedAt)),
    certainty: "heuristic",
    contradictions: found.contradictions,
    waits: waits.length,
    goroutines: new Set(waits.map((w) => w.actor)).size,
    waitNs: sum(times2),
    waitMaxNs: largest(times2),
    unfinished: waits.filter((w) => w.wokenNs === void 0).length,
    handOffs: found.holds.length,
    futileWakes: found.futileWakes,
    ...found.convoy === void 0 ? {} : { convoy: found.convoy },
    ...writersOf(segments, cluster),
    holders: holdersOf(segments, interner, found),
    longest: [...found.holds].sort((a, b) => held(b) - held(a)).slice(0, LONGEST_SHOWN).map((hold) => holdOf(segments, interner, hold))
  };
}
function held(hold) {
  return hold.toNs - hold.fromNs;
}
function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0);
}
function largest(numbers) {
  return numbers.reduce((a, b) => Math.max(a, b), 0);
}
function sites(all) {
  const counts = /* @__PURE__ */ new Map();
  for (const site2 of all) {
    if (site2 === void 0) continue;
    const known = counts.get(siteText(site2));
    if (known === void 0) counts.set(siteText(site2), { site: site2, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, SITES_SHOWN).map(({ site: site2 }) => site2);
}
function writersOf(segments, { kind, waits }) {
  if (kind !== "RWMutex") return {};
  const writers = waits.filter((w) => !w.reads);
  const times2 = writers.map((w) => waitNs(segments, w));
  return {
    writers: {
      waits: writers.length,
      waitNs: sum(times2),
      waitMaxNs: largest(times2),
      byReaders: writers.filter((w) => w.releasedByReader).length
    }
  };
}
function holdersOf(segments, interner, { holds }) {
  const groups = /* @__PURE__ */ new Map();
  for (const hold of holds) {
    const name = segments.actors[hold.holder]?.name ?? "";
    const key = `${name}\0${siteText(hold.releasedAt)}`;
    const known = groups.get(key);
    if (known === void 0) groups.set(key, [hold]);
    else known.push(hold);
  }
  return [...groups.values()].map((of) => ({
    name: segments.actors[of[0]?.holder ?? -1]?.name ?? "",
    ...siteField("releasedAt", of[0]?.releasedAt),
    holds: of.length,
    goroutines: new Set(of.map((h) => h.holder)).size,
    heldNs: sum(of.map(held)),
    heldMaxNs: largest(of.map(held)),
    blockedNs: sum(of.map((h) => h.blockedNs)),
    states: statesOf(segments, interner, of)
  })).sort((a, b) => b.blockedNs - a.blockedNs);
}
function statesOf(segments, interner, holds) {
  const sums = /* @__PURE__ */ new Map();
  for (const hold of holds) {
    for (const { state, reason, stack, ns: ns2 } of holderStates(segments, hold)) {
      const text = interner.string(reason);
      const at = ownSite(interner.frames(stack));
      const key = `${state}\0${text}\0${siteText(at)}`;
      const known = sums.get(key);
      if (known !== void 0) {
        known.ns += ns2;
        continue;
      }
      const said = text === "" ? {} : { reason: text };
      sums.set(key, { state: stateName(state), ...said, ...siteField("at", at), ns: ns2 });
    }
  }
  const all = [...sums.values()].sort((a, b) => b.ns - a.ns);
  if (all.length <= STATES_SHOWN) return all;
  const rest = sum(all.slice(STATES_SHOWN).map((s) => s.ns));
  return [...all.slice(0, STATES_SHOWN), { state: "unknown", reason: "other states", ns: rest }];
}
function holdOf(segments, interner, hold) {
  const holder = segments.actors[hold.holder];
  const waiter = (w) => ({
    goroutine: segments.actors[w.actor]?.goid ?? -1,
    ...siteField("at", w.at),
    parkedNs: w.parkNs
  });
  return {
    goroutine: holder?.goid ?? -1,
    name: holder?.name ?? "",
    ...siteField("releasedAt", hold.releasedAt),
    fromNs: hold.fromNs,
    toNs: hold.toNs,
    shared: hold.shared,
    waiters: hold.waiters.slice(0, WAITERS_SHOWN).map(waiter),
    blockedNs: hold.blockedNs,
    states: statesOf(segments, interner, [hold])
  };
}
function siteField(key, site2) {
  return site2 === void 0 ? {} : { [key]: site2 };
}

// src/report/trace-cancel.ts
var BAR = 40;
function traceCancelText(d, limit) {
  if (d.cancellations.length === 0) return "no cancelled context woke a goroutine\n";
  const more = d.cancellationsTotal - Math.min(limit, d.cancellations.length);
  const all = d.cancellations.slice(0, limit).map((c) => cancelText(c, limit));
  const cut = d.eventsDropped > 0 ? "(the trace is too large: not all is shown)\n" : "";
  return `${all.join("\n")}${more > 0 ? `(${more} more)
` : ""}${cut}`;
}
function cancelText(c, limit) {
  const test = c.test === void 0 ? "" : ` in ${plain(c.test)}`;
  const what2 = c.kind === "deadline" ? "a context's deadline fired" : `cancel was called at ${siteText2(c.calledAt)}`;
  const lines = [
    `${c.id} ${what2}${test}, ${durationText(c.firedNs)} into the trace`,
    `  T0 +${durationText(0)}  ${c.kind === "deadline" ? "the timer fired" : "the call"}, G${c.goroutine}`,
    `  T1 +${durationText(c.cancelledNs - c.firedNs)}  the first goroutine was woken`
  ];
  if (c.endedNs !== void 0) {
    lines.push(`  T2 +${durationText(c.endedNs - c.firedNs)}  the last of the woken ended`);
  }
  const scale = scaleOf(c);
  for (const w of c.children.slice(0, limit)) {
    const ran = w.ranNs === void 0 ? "did not run" : `ran +${durationText(w.ranNs - c.firedNs)}`;
    const end = w.endedNs === void 0 ? "did not end" : `ended +${durationText(w.endedNs - c.firedNs)}`;
    const depth = w.depth > 1 ? `, ${w.depth - 1} below` : "";
    lines.push(
      `  ${bar(c, w, scale)} G${w.goroutine} ${plain(w.name)}, waited at ${siteText2(w.at)}${depth}: woken +${durationText(w.wokenNs - c.firedNs)}, ${ran}, ${end}${w.late ? "  LATE" : ""}`
    );
  }
  const more = c.childrenTotal - Math.min(limit, c.children.length);
  if (more > 0) lines.push(`  (${more} more)`);
  for (const m of c.mayIgnore.slice(0, limit)) {
    const end = m.endedNs === void 0 ? "did not end" : `ended ${durationText(m.endedNs - c.firedNs)} later`;
    lines.push(
      `  perhaps ignores it: G${m.goroutine} ${plain(m.name)}, ${plain(m.state)} at ${siteText2(m.at)}, ${end}`
    );
  }
  return `${lines.join("\n")}
`;
}
function scaleOf(c) {
  const last = c.children.reduce(
    (ns2, w) => Math.max(ns2, w.endedNs ?? w.ranNs ?? w.wokenNs),
    c.cancelledNs
  );
  return Math.max(1, (last - c.firedNs) / BAR);
}
function bar(c, w, scale) {
  const column = (ns2) => Math.min(BAR, Math.round((ns2 - c.firedNs) / scale));
  const woken = column(w.wokenNs);
  const ran = column(w.ranNs ?? w.wokenNs);
  const ended = w.endedNs === void 0 ? BAR : column(w.endedNs);
  const text = ".".repeat(woken) + "-".repeat(ran - woken) + "=".repeat(Math.max(0, ended - ran));
  return `|${text.padEnd(BAR)}${w.endedNs === void 0 ? ">" : "|"}`;
}
function siteText2(site2) {
  if (site2 === void 0) return "-";
  return plain(`${site2.function} ${site2.file.slice(site2.file.lastIndexOf("/") + 1)}:${site2.line}`);
}
function plain(text) {
  return inlineForTerminal(text);
}

// src/report/trace-holds.ts
var SITES_SHOWN2 = 4;
var HOLDS_SHOWN = 3;
var WAITERS_SHOWN2 = 6;
function traceHoldsText(d, limit) {
  if (d.locks.length === 0) return "no goroutine waited for a lock\n";
  const more = d.locksTotal - Math.min(limit, d.locks.length);
  const locks = d.locks.slice(0, limit).map((lock) => lockText(lock, limit));
  const cut = d.eventsDropped > 0 || d.waitsCut ? "(the trace is too large: not all is shown)\n" : "";
  return `${locks.join("\n")}${more > 0 ? `(${more} more locks)
` : ""}${cut}`;
}
function lockText(lock, limit) {
  const lines = [
    `${lock.id} ${lock.kind}: ${count2(lock.waits, "wait")} of ${count2(lock.goroutines, "goroutine")}, ${durationText(lock.waitNs)} in all, longest ${durationText(lock.waitMaxNs)}` + (lock.unfinished > 0 ? `, ${lock.unfinished} not over` : ""),
    `  asked for at  ${siteList(lock.waitsAt)}`,
    `  released at   ${siteList(lock.releasedAt)}`
  ];
  if (lock.contradictions > 0) {
    lines.push(
      `  these lines serve more than one lock (${count2(lock.contradictions, "contradiction")}): holders and times may belong to different ones`
    );
  }
  if (lock.convoy !== void 0) {
    const { handOffs, fromNs, toNs } = lock.convoy;
    lines.push(
      `  convoy: ${handOffs} hand-offs in ${durationText(toNs - fromNs)}, never without a waiter`
    );
  }
  if (lock.futileWakes > 0) {
    lines.push(`  ${count2(lock.futileWakes, "wake")} in vain: another goroutine got in between`);
  }
  if (lock.writers !== void 0 && lock.writers.waits > 0) {
    const { waits, waitNs: waitNs2, byReaders } = lock.writers;
    lines.push(
      `  writers waited ${waits} times, ${durationText(waitNs2)}; readers ended ${byReaders} of it`
    );
  }
  for (const h of lock.holders.slice(0, limit)) {
    lines.push(
      `  held by ${plain2(h.name)}, released at ${siteText3(h.releasedAt)}: ${count2(h.holds, "time")}, at least ${durationText(h.heldNs)} (longest ${durationText(h.heldMaxNs)}); others waited ${durationText(h.blockedNs)} meanwhile`
    );
    for (const state of h.states)
      lines.push(`      ${durationText(state.ns).padStart(8)}  ${did(state)}`);
  }
  lines.push(...lock.longest.slice(0, HOLDS_SHOWN).map(holdLine));
  return `${lines.join("\n")}
`;
}
function holdLine(hold) {
  const who3 = hold.waiters.slice(0, WAITERS_SHOWN2).map((w) => `G${w.goroutine}`);
  const more = hold.waiters.length > who3.length ? ", …" : "";
  return `  at ${durationText(hold.fromNs)}: G${hold.goroutine} for at least ${durationText(hold.toNs - hold.fromNs)}${hold.shared ? " (with other readers)" : ""}, waiting: ${who3.join(", ")}${more}`;
}
function did(s) {
  const what2 = s.state === "waiting" ? plain2(s.reason ?? "waiting") : s.state === "runnable" ? "ready, no processor" : s.state === "unknown" ? s.reason ?? "not known" : s.state;
  return s.at === void 0 ? what2 : `${what2} at ${siteText3(s.at)}`;
}
function siteList(sites2) {
  if (sites2.length === 0) return "-";
  const more = sites2.length > SITES_SHOWN2 ? `, and ${sites2.length - SITES_SHOWN2} more` : "";
  return `${sites2.slice(0, SITES_SHOWN2).map(siteText3).join(", ")}${more}`;
}
function siteText3(site2) {
  if (site2 === void 0) return "-";
  return plain2(`${site2.function} ${site2.file.slice(site2.file.lastIndexOf("/") + 1)}:${site2.line}`);
}
function count2(n, noun) {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
function plain2(text) {
  return inlineForTerminal(text);
}

// src/report/trace-path.ts
var STEPS_SHOWN = 12;
function tracePathText(d, limit) {
  if (d.roots.length === 0) return "no such goroutine or test in the trace\n";
  const more = d.rootsTotal - d.roots.length;
  const roots = d.roots.map((root) => rootText(root, limit)).join("\n");
  const dropped = d.eventsDropped > 0 ? `(${d.eventsDropped} events are not looked at: the trace is too large; give --from, --to or --last)
` : "";
  return `${roots}${more > 0 ? `(${more} more)
` : ""}${dropped}`;
}
function rootText(root, limit) {
  const who3 = root.test === void 0 ? "" : ` ${plain3(root.test)}`;
  const name = plain3(root.name);
  const end = root.ended ? "" : ", not ended";
  const title = `critical path of${who3} goroutine ${root.goroutine} ${name}: ${durationText(root.spanNs)}${end}
`;
  const rows = root.charges.slice(0, limit).map((c) => [
    durationText(c.ns),
    `${(100 * c.ns / Math.max(1, root.spanNs)).toFixed(1)} %`,
    String(c.count),
    what(c),
    place(c),
    plain3(c.name),
    notes(c)
  ]);
  const table = textTable(
    [
      { title: "time", number: true },
      { title: "share", number: true },
      { title: "times", number: true },
      { title: "what" },
      { title: "at" },
      { title: "goroutine" },
      { title: "called" }
    ],
    rows
  );
  const rest = root.charges.slice(limit).reduce((sum2, c) => sum2 + c.ns, 0);
  const others = rest > 0 ? `(${durationText(rest)} in ${root.charges.length - limit} more rows)
` : "";
  return `${title}${table}${others}${stepsText(root)}`;
}
function stepsText(root) {
  const largest2 = new Set(
    [...root.steps].sort((a, b) => length(b) - length(a)).slice(0, STEPS_SHOWN)
  );
  const lines = [];
  let hidden = root.stepsTotal - root.steps.length;
  const flush = () => {
    if (hidden > 0) lines.push(`    … ${hidden} shorter step${hidden === 1 ? "" : "s"}`);
    hidden = 0;
  };
  for (const step2 of root.steps) {
    if (!largest2.has(step2)) {
      hidden += 1;
      continue;
    }
    flush();
    lines.push(stepLine2(step2, root.startNs));
  }
  flush();
  return `${lines.join("\n")}
`;
}
function stepLine2(step2, startNs) {
  const from = `+${durationText(step2.fromNs - startNs)}`.padStart(10);
  const ledAt = step2.ledAt === void 0 ? "" : ` at ${siteOf(step2.ledAt)}`;
  const led = step2.led === "woke" ? `, then woke the next${ledAt}` : "";
  const created = step2.led === "created" ? `, then created the next${ledAt}` : "";
  const note = notes(step2);
  const called = note === "" ? "" : ` [${note}]`;
  return `${from}  ${durationText(length(step2)).padStart(8)}  G${step2.goroutine} ${what(step2)} ${place(step2)}${called}${led}${created}`;
}
function length(step2) {
  return step2.toNs - step2.fromNs;
}
var ENDS = {
  runtime: " (ended by the runtime)",
  outside: " (until the runtime started the goroutine that ended it)",
  unfinished: " (not ended)"
};
function what(c) {
  if (c.state === "waiting") {
    const end = c.waitEnd === void 0 ? "" : ENDS[c.waitEnd];
    return `${c.reason === void 0 ? "waiting" : plain3(c.reason)}${end}`;
  }
  if (c.state === "runnable") return "ready, no processor";
  return c.state === "unknown" ? "not known" : c.state;
}
function place(c) {
  return c.at === void 0 ? "-" : siteOf(c.at);
}
function siteOf(at) {
  return plain3(`${at.function} ${at.file.slice(at.file.lastIndexOf("/") + 1)}:${at.line}`);
}
function notes(c) {
  return [c.task, c.region, c.log].filter((text) => text !== void 0).map(plain3).join(" / ");
}
function plain3(text) {
  return inlineForTerminal(text);
}

// src/pipeline-causal.ts
async function segmentsOf(request) {
  const interner = new TraceInterner();
  const recorder = new SegmentRecorder(interner);
  const summary = await visitTrace(request, [recorder]);
  return { summary, segments: recorder.finish(), interner };
}
async function tracePathCommand(request, options, write) {
  const { summary, segments, interner } = await segmentsOf(request);
  const roots = chooseRoots(segments, options);
  const document = {
    ...traceHeadOf(summary),
    roots: roots.slice(0, options.roots).map((root) => pathOf(segments, interner, root)),
    rootsTotal: roots.length,
    eventsDropped: segments.dropped
  };
  write(options.json ? jsonText(document) : tracePathText(document, options.limit));
  return summary;
}
var LOCKS_MAX = 100;
async function traceHoldsCommand(request, options, write) {
  const { summary, segments, interner } = await segmentsOf(request);
  const { clusters, cut } = lockClusters(segments, interner);
  const document = {
    ...traceHeadOf(summary),
    locks: clusters.slice(0, LOCKS_MAX).map((c, i) => lockOf(segments, interner, c, i + 1)),
    locksTotal: clusters.length,
    eventsDropped: segments.dropped,
    waitsCut: cut
  };
  write(options.json ? jsonText(document) : traceHoldsText(document, options.limit));
  return summary;
}
var CANCELLATIONS_MAX = 1e3;
async function traceCancelCommand(request, options, write) {
  const { summary, segments, interner } = await segmentsOf(request);
  const found = cancellationsOf(segments, interner);
  const document = {
    ...traceHeadOf(summary),
    cancellations: found.slice(0, CANCELLATIONS_MAX).map((c, i) => cancelOf(segments, interner, c, i + 1)),
    cancellationsTotal: found.length,
    eventsDropped: segments.dropped
  };
  write(options.json ? jsonText(document) : traceCancelText(document, options.limit));
  return summary;
}

// src/entry/trace-path.ts
var ROWS_SHOWN2 = 10;
var ROOTS_SHOWN = 5;
function whole4(text) {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("give a whole number.");
  return Number(text);
}
function addCausalCommands(trace, deps) {
  addPath(trace, deps);
  addTable(trace, deps, {
    name: "holds",
    description: "contended locks: who held them, where, at least how long, and who waited",
    run: traceHoldsCommand
  });
  addTable(trace, deps, {
    name: "cancel",
    description: "cancelled contexts: when the deadline fired, who was woken, ran and ended",
    run: traceCancelCommand
  });
}
function addTable(trace, deps, table) {
  const { name, description, run: run2 } = table;
  addWindowOptions(trace.command(name).description(description).argument("<file>", FILE)).option("--json", "as a JSON document").option("--limit <n>", "rows of each table", whole4, ROWS_SHOWN2).action(async (file, o) => {
    const options = { json: o.json === true, limit: o.limit };
    await withTrace(file, o, deps, (r) => run2(r, options, stdoutWrite));
  });
}
function addPath(trace, deps) {
  const command = trace.command("path").description(
    "the critical path of tests: what had to happen, step by step, until they were done"
  ).argument("<file>", FILE);
  addWindowOptions(command).option("--goroutine <id>", "of this goroutine", whole4).option("--test <name>", "of this test and its subtests").option("--roots <n>", "how many paths, those of the longest tests", whole4, ROOTS_SHOWN).option("--json", "as a JSON document").option("--limit <n>", "rows of each table", whole4, ROWS_SHOWN2).action(async (file, o) => {
    const { limit, roots, goroutine, test } = o;
    const options = { json: o.json === true, limit, roots, goroutine, test };
    await withTrace(file, o, deps, (r) => tracePathCommand(r, options, stdoutWrite));
  });
}

// src/entry/trace-commands.ts
function addTraceCommands(program2, deps = {}) {
  const trace = program2.command("trace").description("read Go execution traces, whole or broken");
  addInfo(trace, deps);
  addEvents(trace, deps);
  addTraceAnalysisCommands(trace, deps);
  addTraceMatch(trace, deps);
  addCausalCommands(trace, deps);
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
  const { args, env } = cloudBuildInvocation(process.argv.slice(2), process.env);
  for (const [name, value] of Object.entries(env))
    if (value !== void 0) process.env[name] = value;
  await main(args);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = reportFailure(error, process.stderr);
}
