import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  platformOptionsFromEnvironment
} from "./chunk-OMRQ7UWQ.js";
import {
  baselineText
} from "./chunk-Q7LWIVXW.js";
import "./chunk-UESLSNI2.js";
import "./chunk-SDFK3EEK.js";
import "./chunk-UDIUBDHM.js";
import {
  buildRim,
  openStore
} from "./chunk-GEWWZVLB.js";
import {
  NO_GENERATION,
  pause
} from "./chunk-NYQNCHPJ.js";
import "./chunk-V7W4OVFU.js";
import "./chunk-SB7B5DOZ.js";
import "./chunk-2GK5UGFK.js";
import "./chunk-N6K2DZNL.js";
import "./chunk-L2SAWRPZ.js";
import "./chunk-3GZBLRQE.js";
import "./chunk-BVDQNPBO.js";
import "./chunk-5PWBSGHX.js";
import "./chunk-BYI6K56W.js";
import "./chunk-7ALGY5IK.js";
import "./chunk-P6AGTHTA.js";
import "./chunk-UHCXFUJM.js";
import "./chunk-OUFEZETZ.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";
import {
  __callDispose,
  __using
} from "./chunk-FVG4TTG2.js";

// src/entry/baseline-command.ts
import { mkdir, writeFile } from "node:fs/promises";
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
  program.command("baseline").description("the findings that are known").command("write").description("make the findings of a run known: write them to a place for --baseline").argument("<place>", "a file, or an object gs://BUCKET/PATH.json").option("--findings <file>", "the run's findings.json", ".racegate/findings.json").action(async (place, options) => {
    const cwd = process.cwd();
    const { text, findings } = await baselineText(cwd, options.findings);
    if (place.includes("://")) await writeObject(place, text, cwd);
    else await writeLocal(resolve(cwd, place), text);
    process.stdout.write(`${place}: ${findings} known findings
`);
  });
}
async function writeLocal(path, text) {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    const code = error.code ?? String(error);
    throw new UserFailure("RG9001", `the baseline ${path} cannot be written (${code}).`);
  }
}
async function writeObject(place, text, cwd) {
  var _stack = [];
  try {
    const rim = __using(_stack, await buildRim({ cwd, platform: platformOptionsFromEnvironment({}) }));
    const cut = place.lastIndexOf("/");
    const store = openStore(place.slice(0, cut), cwd);
    const { trusted } = rim.context;
    const outcome = await updateDocument(store, place.slice(cut + 1), () => text, { trusted });
    if (!("why" in outcome)) return;
    throw new UserFailure("RG9001", `${place} is not written: ${outcome.why}.`);
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    __callDispose(_stack, _error, _hasError);
  }
}
export {
  addBaselineCommand
};
