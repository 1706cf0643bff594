import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  addCommonOptions,
  flagsOf,
  presentationOf
} from "./chunk-Q7UMTOGY.js";
import {
  fetchPaths
} from "./chunk-D34KAIRW.js";
import {
  platformOptionsFromEnvironment
} from "./chunk-OMRQ7UWQ.js";
import "./chunk-37Z3ARSG.js";
import {
  analyze
} from "./chunk-IZYDBOL3.js";
import "./chunk-KQQBIVY7.js";
import {
  buildRim
} from "./chunk-GEWWZVLB.js";
import "./chunk-NYQNCHPJ.js";
import "./chunk-V7W4OVFU.js";
import "./chunk-SB7B5DOZ.js";
import "./chunk-2GK5UGFK.js";
import "./chunk-H46X6IK2.js";
import "./chunk-UYX4GZWK.js";
import "./chunk-6M3SO5ET.js";
import "./chunk-N6K2DZNL.js";
import "./chunk-L2SAWRPZ.js";
import "./chunk-3GZBLRQE.js";
import "./chunk-BVDQNPBO.js";
import "./chunk-5PWBSGHX.js";
import "./chunk-7ALGY5IK.js";
import "./chunk-P6AGTHTA.js";
import "./chunk-UHCXFUJM.js";
import "./chunk-OUFEZETZ.js";
import "./chunk-SSO7WQEY.js";
import "./chunk-KKZI3XF5.js";
import {
  __callDispose,
  __using
} from "./chunk-FVG4TTG2.js";

// src/entry/analyze-command.ts
var ARGUMENT = "a capture, files of any kind, - for standard input, or gs://BUCKET/PREFIX/runs/RUN/ATTEMPT";
function addAnalyzeCommand(program) {
  const command = program.command("analyze").description("the same findings from a capture or from any text, without running anything").argument("<paths...>", ARGUMENT);
  addCommonOptions(command).action(async (paths) => {
    var _stack = [];
    try {
      const options = command.opts();
      const flags = flagsOf(options, command);
      const cwd = process.cwd();
      const rim = __using(_stack, await buildRim({ cwd, platform: platformOptionsFromEnvironment(flags) }));
      const local = await fetchPaths(paths, rim.signal);
      try {
        for (const note of local.notes) process.stderr.write(`racegate: ${note}
`);
        const outcome = await analyze(
          {
            cwd,
            paths: local.paths,
            flags,
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
