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
  presentationOf,
  settingsOf
} from "./chunk-RU7Y3DLT.js";
import {
  fetchPaths
} from "./chunk-54DLQO75.js";
import "./chunk-37Z3ARSG.js";
import {
  analyze
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

// src/entry/analyze-command.ts
var ARGUMENT = "a capture, files of any kind, - for standard input, or gs://BUCKET/PREFIX/runs/RUN/ATTEMPT (default: the capture of the last run here)";
function addAnalyzeCommand(program) {
  const command = program.command("analyze").description("the same findings from a capture or from any text, without running anything").argument("[paths...]", ARGUMENT);
  addCommonOptions(command).action(async (paths) => {
    var _stack = [];
    try {
      const options = command.opts();
      const given = settingsOf(command);
      const cwd = process.cwd();
      const platform = platformOptionsFromEnvironment();
      const rim = __using(_stack, await buildRim({ cwd, platform, endsByItself: false }));
      const local = await fetchPaths(paths, rim.signal);
      try {
        for (const note of local.notes) process.stderr.write(`racegate: ${note}
`);
        const outcome = await analyze(
          {
            cwd,
            paths: local.paths,
            given,
            stdin: process.stdin,
            configFile: options.config,
            ...presentationOf(options)
          },
          rim
        );
        process.exitCode = outcome.exitCode;
      } finally {
        await local.remove();
      }
    } catch (_) {
      var _error = _, _hasError = true;
    } finally {
      __callDispose(_stack, _error, _hasError);
    }
  });
}
export {
  addAnalyzeCommand
};
