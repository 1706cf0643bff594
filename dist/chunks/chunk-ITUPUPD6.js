import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  baselineWords,
  mergeBaseline
} from "./chunk-62RGFGXI.js";
import {
  chooseColour,
  evidencePlace,
  explain,
  lastCapture,
  parseBaseline,
  renderConsole,
  resolveSettings
} from "./chunk-IHI3S5L6.js";
import {
  originWords
} from "./chunk-ZD56BJH2.js";
import {
  findingsDocument
} from "./chunk-SP5E6TVN.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";

// src/pipeline-tools.ts
import { readFile } from "node:fs/promises";
import { join as join2, resolve } from "node:path";

// src/collect/last-run.ts
import { stat } from "node:fs/promises";
import { join } from "node:path";
async function lastFindings({ out, outGiven, root }, env) {
  const latest = await ifFile(join(out, "findings.json"));
  if (latest !== void 0) return latest;
  const home = outGiven ? out : await evidencePlace(root, env);
  const capture = await lastCapture(join(home, "captures"));
  return capture === void 0 ? void 0 : await ifFile(join(capture, "findings.json"));
}
async function ifFile(path) {
  const found = await stat(path).catch(() => void 0);
  return found?.isFile() === true ? path : void 0;
}

// src/pipeline-tools.ts
async function explainFinding(what, sources) {
  const code = /^rg[0-9]{4}$/i.test(what) ? what.toUpperCase() : void 0;
  if (code !== void 0) {
    const page = join2(sources.docsRoot, "docs", "findings", `${code}.md`);
    const text2 = await readFile(page, "utf8").catch(() => void 0);
    if (text2 !== void 0) return text2;
  }
  const file = code === void 0 ? await findingsOf(sources) : void 0;
  const document = file === void 0 ? void 0 : await readDocument(file);
  const text = explain(what, {
    colour: chooseColour(sources.colour),
    width: sources.width,
    document
  });
  if (text !== void 0) return text.endsWith("\n") ? text : `${text}
`;
  throw new UserFailure(
    "RG9001",
    code === void 0 ? `"${what}" is neither a code (RG1000) nor a fingerprint in ${file ?? "a findings.json of this directory"}. Name the findings.json of the run with --findings.` : `there is no code ${code}.`
  );
}
async function explainLast(sources) {
  const findingsFile = await findingsOf(sources);
  const document = findingsFile === void 0 ? void 0 : await readDocument(findingsFile);
  if (document !== void 0) {
    return renderConsole(document, {
      colour: chooseColour(sources.colour),
      width: sources.width,
      detail: "full"
    });
  }
  throw new UserFailure(
    "RG9001",
    findingsFile === void 0 ? "there is no run yet: racegate run makes one here. Elsewhere, name its findings.json with --findings." : `${findingsFile} is not a findings.json. Run racegate first, or name another with --findings.`
  );
}
async function findingsOf(sources) {
  const { cwd, colour, findingsFile } = sources;
  if (findingsFile !== void 0) return findingsFile;
  const given = { door: "flag", settings: /* @__PURE__ */ new Map() };
  const settings = await resolveSettings({ cwd, env: colour.env, given });
  return await lastFindings(settings, colour.env);
}
async function readDocument(path) {
  const text = await readFile(path, "utf8").catch(() => void 0);
  if (text === void 0) return void 0;
  try {
    return findingsDocument.safeParse(JSON.parse(text)).data;
  } catch {
    return void 0;
  }
}
async function printConfig(input) {
  const { config } = await resolveSettings(input);
  const rows = Object.entries(config).sort(([a], [b]) => a < b ? -1 : 1).map(([key, { value, origin }]) => ({
    text: `${key}: ${JSON.stringify(value)}`,
    origin: originWords(origin)
  }));
  const width = Math.min(60, Math.max(...rows.map(({ text }) => text.length)));
  return rows.map(({ text, origin }) => `${text.padEnd(width)}  # ${origin}
`).join("");
}
async function verifyConfig(input) {
  const { configFile } = await resolveSettings(input);
  return configFile === void 0 ? "no .racegate.yml here: the defaults apply\n" : `${configFile}: no mistakes
`;
}
async function baselineChange(place, from, options) {
  const { cwd, env } = from;
  const last = await findingsOf({ ...from, colour: { env, isTTY: false } });
  if (last === void 0) {
    throw new UserFailure(
      "RG9001",
      "there is no run yet: racegate run makes one here. Elsewhere, name its findings.json with --findings."
    );
  }
  const findingsFile = resolve(cwd, last);
  const document = await readDocument(findingsFile);
  if (document === void 0) {
    throw new UserFailure(
      "RG9001",
      `${findingsFile} is not a findings.json. Run racegate first, or name one with --findings.`
    );
  }
  if (options.prune === true && !document.verdict.complete) {
    throw new UserFailure(
      "RG9001",
      `the run of ${findingsFile} is incomplete: what did not run is not fixed. Prune with a complete run.`
    );
  }
  return (current) => {
    const previous = current === void 0 ? void 0 : parseBaseline(current, place);
    const merged = mergeBaseline(document, previous, options);
    const text = `${JSON.stringify(merged.baseline, void 0, 2)}
`;
    return { text, told: baselineWords(merged, place) };
  };
}

export {
  explainFinding,
  explainLast,
  printConfig,
  verifyConfig,
  baselineChange
};
