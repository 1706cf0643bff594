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
  baselineChange
} from "./chunk-ITUPUPD6.js";
import "./chunk-62RGFGXI.js";
import {
  buildRim,
  openStore
} from "./chunk-EBIWJLPI.js";
import {
  NO_GENERATION,
  pause
} from "./chunk-3Y27RDDK.js";
import {
  readBaselineFile
} from "./chunk-IHI3S5L6.js";
import "./chunk-ZD56BJH2.js";
import {
  writeFileAtomically
} from "./chunk-7ZAQYDPQ.js";
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
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";
import "./chunk-DJRU4FCG.js";
import {
  __callDispose,
  __using
} from "./chunk-FVG4TTG2.js";

// src/entry/baseline-command.ts
import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";

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
function addBaselineCommand(program) {
  program.command("baseline").description("the findings that are known").command("write").description("make the findings of a run known: merge them into a place for --baseline").argument("<place>", "a file, or an object gs://BUCKET/PATH.json").option("--findings <file>", "the findings.json to read (default: the last run's)").option("--prune", "drop what this run did not see, however rare it is").action(async (place, options) => {
    var _stack = [];
    try {
      const cwd = process.cwd();
      const platform = platformOptionsFromEnvironment();
      const rim = __using(_stack, await buildRim({ cwd, platform, endsByItself: false }));
      const { commit } = rim.context;
      const { prune } = options;
      const from = { cwd, env: process.env, findingsFile: options.findings };
      const change = await baselineChange(place, from, { prune, commit });
      const told = place.includes("://") ? await writeObject(place, change, cwd, rim) : await writeLocal(resolve(cwd, place), change);
      process.stdout.write(told);
    } catch (_) {
      var _error = _, _hasError = true;
    } finally {
      __callDispose(_stack, _error, _hasError);
    }
  });
}
async function writeLocal(path, change) {
  const { text, told } = change(await readBaselineFile(path));
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomically(path, text);
  } catch (error) {
    const code = error.code ?? String(error);
    throw new UserFailure("RG9001", `the baseline ${path} cannot be written (${code}).`);
  }
  return told;
}
async function writeObject(place, change, cwd, rim) {
  const cut = place.lastIndexOf("/");
  const store = openStore(place.slice(0, cut), cwd);
  let told = "";
  const merge = (current) => {
    const made = change(current);
    ({ told } = made);
    return made.text;
  };
  const { trusted, notes } = rim.context;
  const outcome = await updateDocument(store, place.slice(cut + 1), merge, { trusted });
  if ("why" in outcome) {
    const why = [`${outcome.why}.`, ...trusted ? [] : notes].join(" ");
    throw new UserFailure("RG9001", `${place} is not written: ${why}`);
  }
  return told;
}
export {
  addBaselineCommand
};
