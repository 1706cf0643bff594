import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  parseConfig
} from "./chunk-UESLSNI2.js";
import {
  baselineOf
} from "./chunk-SDFK3EEK.js";
import {
  chooseColour,
  explain,
  findConfigFile,
  repositoryRoot,
  resolveSettings
} from "./chunk-V7W4OVFU.js";
import {
  findingsDocument
} from "./chunk-3GZBLRQE.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";

// src/pipeline-tools.ts
import { readFile } from "node:fs/promises";
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
async function readDocument(path) {
  const text = await readFile(path, "utf8").catch(() => void 0);
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
  const lines = mistakes.map(({ at, message }) => `  ${at}: ${message}`);
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

export {
  explainFinding,
  printConfig,
  verifyConfig,
  baselineText
};
