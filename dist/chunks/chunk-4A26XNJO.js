import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  temporaryPaths
} from "./chunk-DJRU4FCG.js";

// src/entry/ending.ts
import { rmSync } from "node:fs";
var SIGNALS = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"];
var CANCELLED_EXIT_CODE = 130;
var WALL_MS = 6500;
var SAME_SIGNAL_MS = 1e3;
var cancelRun;
var cancelledAtMs;
var started = false;
function startEntry({ stdoutIsDocument }) {
  if (started) return;
  started = true;
  sayWhenBroken(process.stdout, "standard output", process.stderr);
  sayWhenBroken(process.stderr, "standard error", stdoutIsDocument ? void 0 : process.stdout);
  process.on("exit", removeTemporaryFolders);
  listen();
}
function onCancel(cancel) {
  cancelRun = cancel;
  return {
    [Symbol.dispose]: () => {
      if (cancelRun === cancel) cancelRun = void 0;
    }
  };
}
async function endProcess(exitCode) {
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(cancelledAtMs === void 0 ? exitCode : CANCELLED_EXIT_CODE);
}
function withDefaultSignals(work) {
  if (!started) return work();
  for (const signal of SIGNALS) process.off(signal, onSignal);
  try {
    return work();
  } finally {
    listen();
  }
}
function listen() {
  for (const signal of SIGNALS) process.on(signal, onSignal);
}
function onSignal(signal) {
  if (cancelRun === void 0) endNow(`ended by ${signal}`);
  else if (cancelledAtMs === void 0) {
    cancelledAtMs = performance.now();
    setTimeout(() => endNow("cancelled; there was no time for the rest"), WALL_MS);
    cancelRun();
  } else if (performance.now() - cancelledAtMs > SAME_SIGNAL_MS) {
    endNow("cancelled again: ended without the rest of the report");
  }
}
function endNow(words) {
  process.stderr.write(`racegate: ${words}
`);
  process.exit(CANCELLED_EXIT_CODE);
}
function sayWhenBroken(stream, name, other) {
  let said = false;
  stream.on("error", (error) => {
    if (said || error.code === "EPIPE") return;
    said = true;
    const why = error.code ?? error.message;
    other?.write(
      `racegate: ${name} cannot be written (${why}); the exit code and what is stored stand [RG9004]
`
    );
  });
}
async function flushed(stream) {
  if (stream.writableLength === 0 || stream.destroyed) return;
  await new Promise((resolve) => {
    stream.once("error", () => resolve());
    stream.once("close", () => resolve());
    stream.write("", () => resolve());
  });
}
function removeTemporaryFolders() {
  for (const path of temporaryPaths()) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
    }
  }
}

export {
  startEntry,
  onCancel,
  endProcess,
  withDefaultSignals
};
