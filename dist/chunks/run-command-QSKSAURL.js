import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  platformOptionsFromEnvironment
} from "./chunk-QNIBF6V5.js";
import {
  addCommonOptions,
  addRunOptions,
  presentationOf,
  settingsOf
} from "./chunk-RU7Y3DLT.js";
import "./chunk-37Z3ARSG.js";
import {
  run
} from "./chunk-WIXANMP5.js";
import {
  buildRim
} from "./chunk-EBIWJLPI.js";
import "./chunk-XOK7FMGN.js";
import "./chunk-KQQBIVY7.js";
import "./chunk-3Y27RDDK.js";
import "./chunk-IHI3S5L6.js";
import "./chunk-ZD56BJH2.js";
import "./chunk-DHT6K65V.js";
import "./chunk-7ZAQYDPQ.js";
import "./chunk-SG2LAXO6.js";
import "./chunk-N6K2DZNL.js";
import "./chunk-5MQILW2H.js";
import "./chunk-SP5E6TVN.js";
import "./chunk-BJQ3DP2B.js";
import "./chunk-WXN22JGC.js";
import "./chunk-TZZCAVMG.js";
import "./chunk-V6EFVX5X.js";
import "./chunk-YDFPSLX2.js";
import "./chunk-4A26XNJO.js";
import "./chunk-UHCXFUJM.js";
import "./chunk-OUFEZETZ.js";
import "./chunk-SB7B5DOZ.js";
import "./chunk-SSO7WQEY.js";
import "./chunk-TUQGUQHE.js";
import "./chunk-DJRU4FCG.js";
import {
  __callDispose,
  __using
} from "./chunk-FVG4TTG2.js";

// src/entry/run-command.ts
function addRunCommand(program, goTestFlags) {
  const command = program.command("run").description("run the tests under the race detector with a trace, explain, store, decide").argument("[packages...]", "package patterns (default: ./...)").addHelpText("after", "\nEverything behind -- goes to go test, e.g. -- -run TestX -short");
  addRunOptions(addCommonOptions(command)).action(async (packages) => {
    var _stack = [];
    try {
      const options = command.opts();
      const given = settingsOf(command);
      const cwd = process.cwd();
      const platform = platformOptionsFromEnvironment();
      const stdoutIsDocument = options.json;
      const rim = __using(_stack, await buildRim({ cwd, platform, endsByItself: true, stdoutIsDocument }));
      const outcome = await run(
        { cwd, packages, goTestFlags, given, configFile: options.config, ...presentationOf(options) },
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
export {
  addRunCommand
};
