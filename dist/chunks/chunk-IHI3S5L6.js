import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  checkSetting,
  originWords,
  placeWords,
  settingMistakes
} from "./chunk-ZD56BJH2.js";
import {
  BLOCKING_CLASS_DOCS,
  RACE_CLASS_DOCS,
  counted,
  findingsDocument,
  isMarkedCapture,
  runCommand
} from "./chunk-SP5E6TVN.js";
import {
  durationText,
  isStandardPackage,
  jsonForLogs
} from "./chunk-BJQ3DP2B.js";
import {
  CODES,
  SETTINGS,
  SETTING_KEYS,
  acceptedEntry,
  failOnRule,
  findingKind,
  nearestWord,
  parseGoDurationMs,
  settingRow
} from "./chunk-WXN22JGC.js";
import {
  findingClass
} from "./chunk-TZZCAVMG.js";
import {
  ZodArray,
  ZodObject,
  ZodOptional,
  _enum,
  array,
  boolean,
  literal,
  number,
  object,
  strictObject,
  string
} from "./chunk-V6EFVX5X.js";
import {
  escapeCommandData,
  escapeCommandProperty,
  guardRunnerLines
} from "./chunk-OUFEZETZ.js";
import {
  escapeForTerminal,
  inlineForTerminal
} from "./chunk-SB7B5DOZ.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";

// src/pipeline-baseline.ts
import { resolve } from "node:path";

// src/model/config.ts
var shape = Object.fromEntries(
  SETTING_KEYS.map((key) => {
    const { schema, help } = SETTINGS[key];
    return [key, schema.optional().meta({ description: help })];
  })
);
var config = strictObject(shape).meta({ id: "config", title: ".racegate.yml" });
var policy = object({
  failOn: array(failOnRule),
  /** Where `fail-on` is said: `.racegate.yml:3`, `default`. */
  failOnOrigin: string().optional(),
  accepted: array(
    acceptedEntry.extend({
      origin: string().optional().meta({ description: "Where it stands: `.racegate.yml:12`." })
    })
  ),
  /** RFC 3339 instant against which `expires` is compared: the run's start. */
  now: string(),
  /** A run in which no test ran passes. */
  allowEmpty: boolean().optional()
});
var baseline = object({
  schemaVersion: literal("1"),
  scheme: _enum(["rg1", "rg2"]),
  counted: array(string()).optional().meta({
    description: "The last runs that were written into it: none counts twice."
  }),
  findings: array(
    object({
      fingerprint: string(),
      family: string().optional(),
      kind: findingKind,
      title: string(),
      firstSeen: string().optional().meta({ description: "The day of the first run, UTC." }),
      lastSeen: string().optional().meta({ description: "The day of the last run that saw it." }),
      firstCommit: string().optional(),
      lastCommit: string().optional(),
      runs: number().int().positive().optional().meta({
        description: "Runs that would have shown it, since its first; absent: one."
      }),
      hits: number().int().positive().optional().meta({
        description: "Runs of those that saw it; absent: one."
      }),
      silent: number().int().nonnegative().optional().meta({
        description: "Runs of those since the last that saw it; absent: none."
      }),
      code: string().regex(/^RG[0-9]{4}$/).optional(),
      class: findingClass.optional().catch(void 0),
      package: string().optional().meta({
        description: "Where it was seen: without it nothing tells that it is fixed."
      }),
      test: string().optional().meta({ description: "The test that showed it." })
    })
  )
}).meta({ id: "baseline" });

// src/collect/base-revision.ts
import { relative, sep } from "node:path";
async function baseRevision({ baseCommit, baseBranch }, root, env) {
  const names = [];
  if (baseCommit !== void 0) names.push([baseCommit, baseCommit.slice(0, 12)]);
  if (baseBranch !== void 0) {
    names.push([`refs/remotes/origin/${baseBranch}`, `origin/${baseBranch}`]);
  }
  for (const [revision, name] of names) {
    const found = await git(["cat-file", "-e", `${revision}^{commit}`], root, env);
    if (found !== void 0) return { revision, name, root, env };
  }
  return void 0;
}
async function readAtBase(base, path) {
  const below2 = relative(base.root, path).split(sep).join("/");
  return await git(["cat-file", "blob", `${base.revision}:${below2}`], base.root, base.env);
}
async function git(args, cwd, env) {
  const known = { GIT_NO_LAZY_FETCH: "1", GIT_TERMINAL_PROMPT: "0" };
  for (const [name, value] of Object.entries(env)) if (value !== void 0) known[name] ??= value;
  const ended = await runCommand("git", args, { cwd, env: known });
  return ended?.exitCode === 0 ? ended.stdout : void 0;
}

// src/collect/out-place.ts
import { realpath, stat } from "node:fs/promises";
import { dirname, relative as relative2, isAbsolute, sep as sep2 } from "node:path";
var SYSTEM = /^\/(?:proc|sys|dev)(?:\/|$)/;
async function outMistake(out, within) {
  const place = await existing(out);
  if (place === void 0) return "cannot be found";
  const { real, isDirectory } = place;
  if (SYSTEM.test(`${real}/`) || SYSTEM.test(`${out}/`)) {
    return "is of the system and not of a disk; name a directory on a disk";
  }
  if (out === dirname(out)) return "is the root of all files; name a directory below it";
  if (!isDirectory) return `lies at or below ${real}, which is not a directory`;
  if (within === void 0) return void 0;
  const root = await realpath(within).catch(() => within);
  if (isInside(root, real) && isInside(within, out)) return void 0;
  return "lies outside the repository, where a file of the repository may not send it; name it with --out, the input out or RACEGATE_OUT";
}
async function existing(path) {
  for (let level = path; ; level = dirname(level)) {
    const real = await realpath(level).catch(() => void 0);
    if (real !== void 0) {
      const entry = await stat(real).catch(() => void 0);
      return { real, isDirectory: entry?.isDirectory() === true };
    }
    if (level === dirname(level)) return void 0;
  }
}
function isInside(directory, path) {
  const below2 = relative2(directory, path);
  return below2 !== ".." && !below2.startsWith(`..${sep2}`) && !isAbsolute(below2);
}

// src/collect/small-file.ts
import { constants } from "node:fs";
import { open, stat as stat2 } from "node:fs/promises";
async function readSmallFile(path, most) {
  try {
    if (!(await stat2(path)).isFile()) return { state: "refused", why: "is not a regular file" };
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const { size } = await file.stat();
      if (size > most) return tooLarge(most);
      const bytes = Buffer.alloc(Math.min(most, Math.max(size, 64 * 1024)) + 1);
      let length = 0;
      while (length < bytes.length) {
        const { bytesRead } = await file.read(bytes, length, bytes.length - length);
        if (bytesRead === 0) return { state: "read", text: bytes.toString("utf8", 0, length) };
        length += bytesRead;
      }
      return tooLarge(most);
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code } = error;
    if (code === "ENOENT" || code === "ENOTDIR") return { state: "absent" };
    return { state: "refused", why: `cannot be read (${code ?? String(error)})` };
  }
}
function tooLarge(most) {
  const size = most >= 2 ** 20 ? `${most / 2 ** 20} MiB` : `${most / 2 ** 10} KiB`;
  return { state: "refused", why: `is larger than ${size}` };
}

// src/pipeline-baseline.ts
var BASELINE_BYTES_MAX = 64 * 2 ** 20;
async function loadBaseline(settings, cwd, rim) {
  const { baseline: place } = settings;
  if (place === void 0) return void 0;
  const text = place.includes("://") ? await readObject(place, rim) : await readTrusted(resolve(cwd, place), settings);
  if (text === void 0) {
    rim.stderr.write(`racegate: no baseline at ${place} yet: every finding counts as new
`);
    return void 0;
  }
  return parseBaseline(text, place);
}
function parseBaseline(text, place) {
  const cure = "Repair it, or remove it and write it anew: racegate baseline write.";
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserFailure("RG9001", `the baseline ${place} is not JSON. ${cure}`);
  }
  const parsed = baseline.safeParse(value);
  if (parsed.success) return parsed.data;
  const { scheme } = value ?? {};
  if (typeof scheme === "string" && !baseline.shape.scheme.safeParse(scheme).success) {
    throw new UserFailure(
      "RG9001",
      `the baseline ${place} is of scheme ${JSON.stringify(scheme)}, which this racegate does not know: a newer one wrote it. Use that one, or name another baseline.`
    );
  }
  const issue = parsed.error.issues[0];
  throw new UserFailure(
    "RG9001",
    `the baseline ${place} has another shape: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}. ${cure}`
  );
}
async function readBaselineFile(path) {
  const file = await readSmallFile(path, BASELINE_BYTES_MAX);
  if (file.state === "refused") {
    throw new UserFailure("RG9001", `the baseline ${path} ${file.why}. Name another one.`);
  }
  return file.state === "read" ? file.text : void 0;
}
async function readTrusted(path, { base, root }) {
  if (base === void 0 || !isInside(root, path)) return await readBaselineFile(path);
  return base.revision === void 0 ? void 0 : await readAtBase(base.revision, path);
}
async function readObject(place, rim) {
  const slash = place.indexOf("/", "gs://".length);
  if (slash < 0) {
    throw new UserFailure(
      "RG9001",
      `the baseline ${place} names no object: gs://BUCKET/PATH.json.`
    );
  }
  const cut2 = place.lastIndexOf("/");
  const store = rim.openStore(place.slice(0, cut2));
  const outcome = await store.readText(place.slice(cut2 + 1), { signal: rim.signal });
  if (outcome.state === "read") return outcome.text;
  if (outcome.state === "absent") return void 0;
  throw new UserFailure("RG9001", `the baseline ${place} cannot be read: ${outcome.why}`);
}

// src/report/colour-choice.ts
function chooseColour({ flag, env, isTTY }) {
  if (flag === "always") return true;
  if (flag === "never") return false;
  if (isSet(env["NO_COLOR"])) return false;
  const force = env["FORCE_COLOR"];
  if (isSet(force)) return force !== "0" && force !== "false";
  if (env["GITHUB_ACTIONS"] === "true") return true;
  if (isSet(env["BUILD_ID"]) && isSet(env["PROJECT_ID"])) return false;
  if (env["TERM"] === "dumb") return false;
  return isTTY;
}
function isSet(value) {
  return value !== void 0 && value !== "";
}

// src/report/text/repro-line.ts
var OBSERVER = "observer-changes-result";
var OBSERVATION = "-trace=/tmp/trace.out -mutexprofile=/tmp/mutex.pprof -blockprofile=/tmp/block.pprof";
function reproLine(finding, run) {
  if (finding.kind === "infrastructure" || !isPackageOfTests(finding, run)) return void 0;
  if (finding.kind === "trust" && finding.class !== OBSERVER) return void 0;
  if (finding.kind === "build-failure") {
    return [goIn(finding, run), "vet", ...buildFlags(run.command), packageArgument(finding)].join(
      " "
    );
  }
  const words = [];
  const gomaxprocs = run.gomaxprocs?.effective ?? run.gomaxprocs?.requested;
  if (gomaxprocs !== void 0 && gomaxprocs !== "") {
    words.push(`GOMAXPROCS=${shellQuote(gomaxprocs)}`);
  }
  const gorace = goraceToRepeat(run.gorace?.effective ?? run.gorace?.requested ?? "");
  if (gorace !== "") words.push(`GORACE=${shellQuote(gorace)}`);
  words.push(
    goIn(finding, run),
    "test -race",
    ...buildFlags(run.command),
    ...selection(finding),
    "-count=1"
  );
  if (finding.class === OBSERVER) words.push(OBSERVATION);
  words.push(packageArgument(finding), ...specSelection(finding));
  return words.join(" ");
}
function isPackageOfTests({ package: path, module, test }, run) {
  if (path === "" || path === "main" || path === "command-line-arguments") return false;
  if (module === "" && (isStandardPackage(path) || /(?:^|\/)vendor\//.test(path))) return false;
  return isTestName(test?.name ?? "") || run.packages.planned > 0 || run.tests.total > 0;
}
function isTestName(name) {
  return name !== "TestMain" && /^(?:Test|Fuzz|Example|Benchmark)/.test(name);
}
function goIn({ module }, run) {
  const directory = run.moduleDirectories?.[module] ?? ".";
  return directory === "." ? "go" : `go -C ${shellQuote(directory)}`;
}
function shellQuote(text) {
  if (/^[A-Za-z0-9_./:=@%+,-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
function selection(finding) {
  const name = finding.test?.name ?? "";
  if (!isTestName(name)) return [];
  if (name.startsWith("Benchmark")) return ["-run '^$' -bench", quotePattern(name)];
  return ["-run", quotePattern(name)];
}
function specSelection({ test }) {
  if (test?.spec === void 0 || !isTestName(test.name)) return [];
  const literal2 = test.spec.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
  return [shellQuote(`-ginkgo.focus=${literal2}`)];
}
function quotePattern(testName2) {
  const elements = testName2.split("/").map((element) => {
    const literal2 = element.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
    return `^${literal2}$`;
  });
  return shellQuote(elements.join("/"));
}
var GORACE_DEFAULTS = /* @__PURE__ */ new Set(["halt_on_error=0", "exitcode=66"]);
function goraceToRepeat(gorace) {
  return gorace.split(/\s(?=\w+=)/).map((key) => key.trim()).filter((key) => key !== "" && !key.startsWith("log_path=") && !GORACE_DEFAULTS.has(key)).join(" ");
}
var CARRIED = /* @__PURE__ */ new Set(["tags", "cpu", "mod", "modfile", "short"]);
function buildFlags(command2) {
  const flags = [];
  for (const [index, word] of command2.entries()) {
    const match = /^--?([a-z]+)(=?)/.exec(word);
    if (match === null || !CARRIED.has(match[1] ?? "")) continue;
    const takesNext = match[2] === "" && match[1] !== "short";
    const value = command2[index + 1];
    if (takesNext && value === void 0) continue;
    flags.push(shellQuote(takesNext ? `-${match[1] ?? ""}=${value ?? ""}` : word));
  }
  return flags;
}
function packageArgument(finding) {
  const { module, package: path } = finding;
  if (module === "" || path !== module && !path.startsWith(`${module}/`)) return shellQuote(path);
  const below2 = path.slice(module.length + 1);
  const seen = finding.locations.some(
    (location) => location.own && directoryOf(location.file) === below2
  );
  return seen ? shellQuote(below2 === "" ? "." : `./${below2}`) : shellQuote(path);
}
function directoryOf(file) {
  return file.slice(0, Math.max(0, file.lastIndexOf("/")));
}

// src/report/text/words.ts
function list(words) {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
function duration(ms) {
  const sec = Math.max(0, ms) / 1e3;
  if (sec < 59.95) return `${sec.toFixed(1)}s`;
  const whole = Math.round(sec);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}m${pad2(whole % 60)}s`;
  return `${Math.floor(minutes / 60)}h${pad2(minutes % 60)}m`;
}
function pad2(n) {
  return String(n).padStart(2, "0");
}
var KIND_WORDS = {
  "data-race": ["data race", "data races"],
  "fatal-error": ["fatal error", "fatal errors"],
  panic: ["panic", "panics"],
  deadlock: ["deadlock", "deadlocks"],
  "goroutine-leak": ["goroutine leak", "goroutine leaks"],
  timeout: ["timeout", "timeouts"],
  "lock-contention": ["contended lock", "contended locks"],
  "cancel-delay": ["late cancellation", "late cancellations"],
  schedule: ["scheduling problem", "scheduling problems"],
  "build-failure": ["build failure", "build failures"],
  "test-failure": ["test failure", "test failures"],
  infrastructure: ["infrastructure failure", "infrastructure failures"],
  trust: ["doubt about the run", "doubts about the run"]
};
function countByKind(findings, adjective = "") {
  const counts = /* @__PURE__ */ new Map();
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const words = [...counts].map(([kind, n], index) => {
    const [one, many] = KIND_WORDS[kind];
    const noun = n === 1 ? one : many;
    return adjective !== "" && index === 0 ? `${n} ${adjective} ${noun}` : `${n} ${noun}`;
  });
  return list(words);
}
function fixedWords(fixed) {
  const [first] = fixed;
  if (first === void 0) return "";
  const more = fixed.length === 1 ? "" : `; and ${fixed.length - 1} more in findings.json`;
  return `${fixed.length} fixed since the baseline: ${first.title}${more}`;
}
var CODE_WORDS = {
  ours: "own code",
  test: "test code",
  dependency: "a dependency's code",
  mixed: "own and foreign code",
  unknown: "code not known"
};
function shortFunction(symbol) {
  const bracket = symbol.indexOf("[");
  const head = bracket < 0 ? symbol : symbol.slice(0, bracket);
  return symbol.slice(head.lastIndexOf("/") + 1);
}

// src/report/text/finding-facts.ts
function findingFacts(finding, run) {
  const sites = collectSites(finding);
  return {
    finding,
    title: finding.title,
    sites,
    main: sites.find((site) => site.location.own) ?? sites[0],
    story: isToldByPlaces(finding, sites) ? void 0 : finding.explanation,
    seen: finding.sightings.reduce((sum, sighting) => sum + sighting.count, 0),
    test: finding.test === void 0 ? void 0 : testName(finding.test),
    testSurety: finding.test === void 0 ? void 0 : testSurety(finding.test),
    repro: reproLine(finding, run),
    raw: finding.evidence.find((piece) => piece.text !== void 0 && piece.text !== "")?.text
  };
}
function isToldByPlaces(finding, sites) {
  return finding.kind === "data-race" && finding.class === "unclassified" && sites.length > 1;
}
function placeOf(at) {
  return at.line > 0 ? `${at.file}:${at.line}` : at.file;
}
function collectSites(finding) {
  const accesses = finding.locations.filter(isAccess);
  const places = accesses.length > 0 ? accesses : finding.locations.filter(isPlace);
  const taken = /* @__PURE__ */ new Set();
  return places.map((location, index) => {
    const goroutine = pickGoroutine(finding.goroutines, location, index, taken);
    if (goroutine !== void 0) taken.add(goroutine);
    return {
      does: location.operation ?? DOES[location.role],
      location,
      where: placeOf(location),
      function: shortFunction(location.function),
      goroutine,
      frames: withoutHarness(goroutine?.stack ?? [])
    };
  });
}
function creationOf(goroutine) {
  const at = goroutine?.createdAt;
  if (goroutine === void 0 || at === void 0) return void 0;
  const known = goroutine.label.includes(placeOf(at)) || at.function.startsWith("testing.");
  return known ? void 0 : at;
}
function withoutHarness(frames) {
  const last = frames.findLastIndex(
    (frame) => frame.own || !/^(?:testing|runtime)\./.test(frame.function)
  );
  return last < 0 ? frames : frames.slice(0, last + 1);
}
var DOES = {
  access: "access",
  "previous-access": "access",
  "created-at": "created",
  stuck: "stuck",
  holder: "holder",
  waker: "waker",
  cause: "at",
  panic: "panic",
  declared: "declared"
};
function isAccess(location) {
  return location.role === "access" || location.role === "previous-access";
}
function isPlace(location) {
  return location.role !== "created-at" && location.role !== "declared";
}
function pickGoroutine(goroutines, location, index, taken) {
  if (location.goroutine === void 0) return isAccess(location) ? goroutines[index] : void 0;
  const same = goroutines.filter((goroutine) => goroutine.label === location.goroutine);
  const fallback = isAccess(location) ? goroutines[index] : void 0;
  return same.find((goroutine) => !taken.has(goroutine)) ?? same[0] ?? fallback;
}
var SURE = 0.95;
function testName(test) {
  switch (test.scope) {
    case "init":
      return "package initialisation, before any test";
    case "testmain":
      return test.name.startsWith("Test") && test.name !== "TestMain" ? `TestMain, around ${test.name}` : "TestMain";
    case "after-exit":
      return test.name === "" ? "after the last test" : `${test.name}, after it had ended`;
    case "child":
      return test.name === "" ? "a child process" : `a child process of ${test.name}`;
    default:
      return test.spec === void 0 ? test.name : `${test.spec} (${test.name})`;
  }
}
var BY = {
  stack: "it is in the stack",
  "creation-stack": "it created the goroutine",
  stream: "by the output of go test",
  position: "by the time it ran",
  process: "by the process"
};
function testSurety(test) {
  const parts = [];
  if (test.reported !== void 0 && test.reported !== test.name) {
    parts.push(`go test blamed ${test.reported}`);
  }
  const others = (test.alsoPossible ?? []).filter((name) => name !== test.reported);
  if (others.length > 0) {
    const shown2 = others.slice(0, 3).join(", ");
    const more = others.length - 3;
    parts.push(`also possible: ${shown2}${more > 0 ? ` and ${more} more` : ""}`);
  }
  if (parts.length === 0 && test.confidence >= SURE) return void 0;
  return [`${BY[test.by]}, confidence ${test.confidence.toFixed(2)}`, ...parts].join("; ");
}

// src/report/text/cause-text.ts
var CERTAINTY = {
  proof: "proof: the data show it",
  direct: "direct: the data show every link",
  heuristic: "heuristic: likely, not proved"
};
var STEPS_MAX = 12;
var PLAIN_RACE = "data-race";
function shortCause({ cause, explanation }) {
  if (cause === void 0 || cause.pattern === PLAIN_RACE) return "";
  const { pattern, certainty, confidence, summary = "" } = cause;
  if (summary === "" || explanation.includes(summary)) return "";
  const doubt = certainty === "heuristic" ? "likely, not proved" : "";
  const sure = certainty === "proof" ? "proved" : doubt;
  const doubts = [sure, sureness(certainty, confidence)].filter(Boolean).join(", ");
  return `${pattern}${doubts === "" ? "" : ` (${doubts})`}: ${summary}`;
}
function causeText({ cause }) {
  if (cause === void 0) return void 0;
  const { pattern, certainty, confidence, steps, summary = "", clock } = cause;
  const shown2 = steps.slice(0, STEPS_MAX);
  const started = clock?.startedAt === void 0 ? "" : ` at ${clock.startedAt}`;
  const dated = shown2.some(({ timeNs }) => timeNs !== void 0);
  const more = steps.length - shown2.length;
  return {
    head: `${pattern} (${[CERTAINTY[certainty], sureness(certainty, confidence)].filter(Boolean).join("; ")})`,
    summary,
    rows: shown2.map((step, index) => rowOf(step, index + 1, certainty)),
    foot: [
      more > 0 ? `${more} more steps in findings.json` : "",
      dated && clock !== void 0 ? `times since the trace began${started}` : ""
    ].filter((text) => text !== "").join("; ")
  };
}
function sureness(certainty, confidence) {
  if (confidence !== void 0) return `confidence ${confidence.toFixed(2)}`;
  return certainty === "proof" ? "" : "uncalibrated";
}
function rowOf({ what, timeNs, location, certainty }, number2, usual) {
  const sure = certainty === void 0 || certainty === usual ? "" : ` [${certainty}]`;
  return {
    number: String(number2),
    time: timeNs === void 0 ? "" : `+${durationText(timeNs)}`,
    where: location === void 0 ? "" : placeOf(location),
    own: location?.own ?? false,
    what: what + sure,
    code: tellingCode(location?.code)
  };
}
function tellingCode(code = "") {
  return /^[{}()\s]*$|^(?:go|defer) func\(|^select \{$/.test(code) ? "" : code;
}

// src/report/text/finding-details.ts
function findingDetails({ owner, issue, stress, locations }) {
  const details2 = [];
  const declared = locations.find(({ role }) => role === "declared");
  const access = (file, line2) => locations.some((one) => one.role !== "declared" && one.file === file && one.line === line2);
  if (declared !== void 0 && !access(declared.file, declared.line)) {
    const { file, line: line2, code } = declared;
    details2.push({ name: "declared at", text: `${file}:${line2}`, code });
  }
  if (owner !== void 0) details2.push({ name: "owner", text: owner });
  if (issue !== void 0) details2.push({ name: "issue", text: issue });
  if (stress !== void 0) details2.push({ name: "stress", text: stress });
  return details2;
}
function contentionRows({ contention = [] }) {
  return contention.map(({ role, location, waits, waitNs, share }) => ({
    role: role === "holder" ? "held by" : "waiting",
    where: location.line > 0 ? `${location.file}:${location.line}` : location.file,
    function: shortFunction(location.function),
    waits: `${waits}×`,
    waited: waitNs >= 1e9 ? `${(waitNs / 1e9).toFixed(1)} s` : `${(waitNs / 1e6).toFixed(1)} ms`,
    share: `${Math.round(share * 100)} %`
  }));
}

// src/report/text/patch-words.ts
function patchWords(fix) {
  const compiles = "the package compiles with it";
  const trial = fix?.trial;
  if (trial === void 0) return compiles;
  const { runs, passed } = trial;
  const times = `${passed} of ${runs} ${runs === 1 ? "run" : "runs"}`;
  if (passed < runs) {
    return `${compiles}; the package's tests passed in ${times}: something else fails them too`;
  }
  return `${compiles}; its tests pass without a race in ${times}`;
}

// src/util/utf8-cut.ts
function utf8Length(text) {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 128) bytes += 1;
    else if (unit < 2048) bytes += 2;
    else if (isPairAt(text, at)) {
      bytes += 4;
      at += 1;
    } else bytes += 3;
  }
  return bytes;
}
function cutUtf8(text, bytesMax, mark = "…") {
  if (utf8Length(text) <= bytesMax) return text;
  const room = bytesMax - utf8Length(mark);
  if (room < 0) return "";
  let bytes = 0;
  let at = 0;
  while (at < text.length) {
    const units = isPairAt(text, at) ? 2 : 1;
    const size = units === 2 ? 4 : utf8Length(text.charAt(at));
    if (bytes + size > room) break;
    bytes += size;
    at += units;
  }
  return text.slice(0, at) + mark;
}
function cutUnits(text, unitsMax, mark = "…") {
  if (text.length <= unitsMax) return text;
  let end = unitsMax - mark.length;
  if (end < 0) return "";
  if (end > 0 && isPairAt(text, end - 1)) end -= 1;
  return text.slice(0, end) + mark;
}
function isPairAt(text, at) {
  const high = text.charCodeAt(at);
  if (high < 55296 || high > 56319 || at + 1 >= text.length) return false;
  const low = text.charCodeAt(at + 1);
  return low >= 56320 && low <= 57343;
}

// src/report/text/styled.ts
var SPAN_UNITS_MAX = 2e3;
var PROSE_UNITS_MAX = 4e3;
var CODES2 = {
  plain: "",
  title: "1",
  bad: "1;31",
  good: "1;32",
  warn: "33",
  own: "1",
  dim: "2",
  group: ""
};
function span(text, style = "plain") {
  return { text, style };
}
function line(text, style = "plain") {
  return [span(text, style)];
}
function paint(lines, colour) {
  const text = lines.map((spans) => {
    const [first] = spans;
    return first?.style === "group" ? groupCommand(first.text) : guardRunnerLines(paintLine(spans, colour));
  });
  return `${text.join("\n")}
`;
}
function grouped(title, lines) {
  return [line(title, "group"), ...lines, line("", "group")];
}
function groupCommand(title) {
  if (title === "") return "::endgroup::";
  return `::group::${escapeCommandData(cutUnits(inlineForTerminal(title), SPAN_UNITS_MAX))}`;
}
function paintLine(spans, colour) {
  const painted = spans.map(({ text, style }) => {
    const safe = cutUnits(inlineForTerminal(text), SPAN_UNITS_MAX);
    const code = CODES2[style];
    if (!colour || code === "" || safe.trim() === "") return safe;
    return `\x1B[${code}m${safe}\x1B[0m`;
  });
  return painted.join("").trimEnd();
}
function wrapWords(text, width) {
  const lines = [];
  let current = "";
  const prose2 = cutUnits(text, PROSE_UNITS_MAX).replaceAll("\n", " ");
  for (const word of inlineForTerminal(prose2).split(" ")) {
    if (word === "") continue;
    if (current !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  if (current !== "") lines.push(current);
  return lines;
}

// src/report/text/finding-lines.ts
var LABEL_WIDTH = 13;
var INDENT = " ".repeat(LABEL_WIDTH + 2);
var WHERE_WIDTH_MAX = 60;
function fact(label, ...spans) {
  return [span(`  ${label.padEnd(LABEL_WIDTH)}`, "dim"), ...spans];
}
function below(text, style = "plain") {
  return line(INDENT + text, style);
}
function proseWidth(width) {
  return width - INDENT.length;
}
function proseFact(label, text, width) {
  const [first, ...rest] = wrapWords(text, proseWidth(width));
  return first === void 0 ? [] : [fact(label, span(first)), ...rest.map((part) => below(part))];
}
function titleLine({ finding, title, seen }, { number: number2, of }) {
  const state = finding.state.toUpperCase();
  return [
    span(of > 1 ? `${state} ${number2}/${of}` : state, finding.gates ? "bad" : "warn"),
    span(`  ${title}`, "title"),
    span(seen > 1 ? `  ×${seen}` : "")
  ];
}
function siteLines(sites, most) {
  const shown2 = sites.slice(0, sites.length > most ? most - 1 : most);
  const whereWidth = Math.min(WHERE_WIDTH_MAX, Math.max(...shown2.map((site) => site.where.length)));
  const more = sites.length - shown2.length;
  return [
    ...shown2.map(({ does, where, location, function: name }) => {
      const inside = name === "" || name.endsWith(".") ? "" : `in ${name}`;
      return [
        span(`  ${does.padEnd(LABEL_WIDTH)}`),
        span(where.padEnd(whereWidth), location.own ? "own" : "dim"),
        span("  "),
        location.code === void 0 ? span(inside, "dim") : span(location.code)
      ];
    }),
    ...more > 0 ? [below(`… ${more} more`, "dim")] : []
  ];
}
function contentionLines(finding, most) {
  const all = contentionRows(finding);
  const rows = all.slice(0, all.length > most ? most - 1 : most).map((row) => [row.role, row.where, row.function, row.waited, row.waits, row.share]);
  const widths = [0, 1, 2, 3, 4, 5].map(
    (at) => Math.max(0, ...rows.map((cells) => cells[at]?.length ?? 0))
  );
  const lines = rows.map((cells, index) => {
    const columns = cells.map((cell, at) => {
      const width = widths[at] ?? 0;
      return at < 3 ? cell.padEnd(width) : cell.padStart(width);
    });
    return fact(index === 0 ? "waits" : "", span(columns.join("  ")));
  });
  const more = all.length - rows.length;
  return more > 0 ? [...lines, below(`… ${more} more`, "dim")] : lines;
}
function patchLines(fix, most) {
  const patch = fix?.patch;
  if (patch === void 0) return [];
  const changed = patch.split("\n").filter((text) => /^[-+](?!-- |\+\+ )/.test(text));
  const more = changed.length - most;
  return [
    fact("patch", span(patchWords(fix), "dim")),
    ...changed.slice(0, most).map((text) => below(text.replaceAll("	", "  "), text.startsWith("+") ? "good" : "dim")),
    ...more > 0 ? [below(`… ${more} more`, "dim")] : []
  ];
}
function idLine(finding) {
  const { code, class: name, certainty, severity, codeClass, fingerprints } = finding;
  const words = [
    fingerprints.stable,
    name === "unclassified" ? code : `${code} ${name}`,
    severity,
    CODE_WORDS[codeClass],
    certainty === "heuristic" ? "class inferred" : ""
  ];
  return fact("id", span(words.filter((word) => word !== "").join(" · "), "dim"));
}
function testLines({ test, testSurety: testSurety2 }) {
  if (test === void 0) return [];
  const surety = testSurety2 === void 0 ? "" : `  (${testSurety2})`;
  return [fact("test", span(test, "title"), span(surety, "dim"))];
}

// src/report/text/leading-sentences.ts
var SENTENCES_MAX = 2;
var UNITS_MAX = 4e3;
function leadingSentences(text, width, linesMax) {
  const all = text.slice(0, UNITS_MAX).split(/(?<=[.!?)])\s+(?=[\p{Lu}"`(])/u);
  for (let n = Math.min(SENTENCES_MAX, all.length); n > 0; n--) {
    const shown2 = all.slice(0, n).join(" ");
    if (wrapWords(shown2, width).length <= linesMax) return shown2;
  }
  return `${wrapWords(all[0] ?? "", width - 2).slice(0, linesMax).join(" ")} …`;
}

// src/report/text/console-finding.ts
var LINES_MAX = 14;
var SITES_MAX = 3;
var WHY_LINES_MAX = 4;
var PROSE_LINES_MAX = 3;
var CAUSE_LINES_MAX = 2;
var PATCH_LINES_MAX = 8;
var WIDTH = 100;
var STACKS_ONLY = /* @__PURE__ */ new Set([
  "data-race",
  "deadlock",
  "goroutine-leak",
  "lock-contention"
]);
var DUMPING = /* @__PURE__ */ new Set(["panic", "fatal-error", "timeout"]);
function findingBlock(facts, options) {
  const standard = sections(facts, { ...options, width: WIDTH });
  const kept = withinRoom(standard);
  const shown2 = options.width === WIDTH ? standard : sections(facts, options);
  const patch = patchLines(facts.finding.fix, PATCH_LINES_MAX);
  return shown2.flatMap((section, index) => {
    if (section === "patch") return patch;
    if (section === "raw") return rawLines(facts, kept.room);
    return kept.sections.has(index) ? section.lines : [];
  });
}
function sections(facts, options) {
  const { finding, sites } = facts;
  const { width } = options;
  const waits = contentionLines(finding, SITES_MAX);
  const declared = findingDetails(finding).filter(({ name }) => name === "declared at");
  const cause = leadingSentences(shortCause(finding), proseWidth(WIDTH), CAUSE_LINES_MAX);
  return [
    always([titleLine(facts, options)]),
    always(waits.length > 0 ? waits : siteLines(sites, SITES_MAX)),
    "raw",
    always(proseFact("why", short(facts.story, WHY_LINES_MAX), width)),
    { rank: 1, lines: proseFact("cause", cause, width) },
    {
      rank: 2,
      lines: declared.map(
        ({ name, text, code = "" }) => fact(name, span(text), span(code === "" ? "" : `  ${code}`, "dim"))
      )
    },
    always(proseFact("fix", short(finding.fix?.words), width)),
    "patch",
    { rank: 3, lines: proseFact("note", short(finding.reason), width) },
    always(testLines(facts)),
    { rank: 4, lines: tagLines(facts) },
    always(facts.repro === void 0 ? [] : [fact("reproduce", span(facts.repro, "own"))]),
    always([idLine(finding)])
  ];
}
function always(lines) {
  return { lines, rank: 0 };
}
function short(text = "", linesMax = PROSE_LINES_MAX) {
  return leadingSentences(text, proseWidth(WIDTH), linesMax);
}
function isWhyWhole(facts) {
  return short(facts.story, WHY_LINES_MAX) === facts.finding.explanation;
}
function withinRoom(all) {
  const kept = /* @__PURE__ */ new Set();
  let room = LINES_MAX;
  const byRank = all.flatMap((section, index) => typeof section === "string" ? [] : [{ ...section, index }]).toSorted((a, b) => a.rank - b.rank);
  for (const { rank, lines, index } of byRank) {
    if (rank > 0 && lines.length > room) continue;
    kept.add(index);
    room -= lines.length;
  }
  return { sections: kept, room };
}
function tagLines({ finding }) {
  const tags = findingDetails(finding).filter(({ name }) => name !== "declared at");
  const [first, ...rest] = tags;
  if (first === void 0) return [];
  const words = [first.text, ...rest.map(({ name, text }) => `${name} ${text}`)];
  return [fact(first.name, span(words.join(" · ")))];
}
function rawLines({ finding, raw }, room) {
  if (raw === void 0 || STACKS_ONLY.has(finding.kind) || room < 1) return [];
  const stacks2 = DUMPING.has(finding.kind) ? raw.indexOf("\ngoroutine ") : -1;
  const words = stacks2 < 0 ? raw : raw.slice(0, stacks2);
  const all = escapeForTerminal(words).trimEnd().split("\n");
  const most = all.length <= room ? room : room - 1;
  if (most < 1) return [];
  const more = all.length - most;
  return [
    ...all.slice(0, most).map((text) => line(`  | ${text.replaceAll("	", "    ")}`)),
    ...more > 0 ? [line(`  … ${more} more ${more === 1 ? "line" : "lines"}`, "dim")] : []
  ];
}

// src/report/text/scope-text.ts
var NAMES_MAX = 3;
var MODULES_MAX = 30;
function notTestedLine(scope) {
  if (scope === void 0) return "";
  const {
    packagesWithoutTests: without,
    packagesWithoutRun: idle,
    excludedByRace,
    filters
  } = scope;
  const missing = modulesNotRun(scope);
  const parts = [
    missing.length === 0 ? "" : `${counted(missing.length, "module")} (${shown(missing)}; modules: all adds them)`,
    scope.modulesCut === true ? "modules in directories that were not searched (too many)" : "",
    without.length === 0 ? "" : `${counted(without.length, "package")} without tests`,
    idle.length === 0 ? "" : `${counted(idle.length, "package")} in which no test ran (${shown(idle)})`,
    excludedByRace.length === 0 ? "" : `${counted(excludedByRace.length, "file")} excluded by !race (${shown(excludedByRace.map(fileWords), " · ")})`,
    filters.length === 0 ? "" : `filter ${filters.join(" ")}`
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `Not tested: ${parts.join("; ")}.`;
}
function modulesClause(scope) {
  const missing = modulesNotRun(scope);
  if (scope === void 0 || missing.length === 0) return "";
  const all = scope.modules.length;
  return `in ${all - missing.length} of ${all} modules; not run: ${shown(missing)}`;
}
function moduleLines(scope) {
  const run = (scope?.modules ?? []).filter(({ state }) => state !== "not-run");
  if (run.length < 2) return [];
  const lines = run.slice(0, MODULES_MAX).map(moduleLine);
  const more = run.length - lines.length;
  return more > 0 ? [...lines, `and ${counted(more, "more module", "more modules")}`] : lines;
}
function moduleLine({
  path,
  directory,
  state,
  packages,
  tests,
  failed,
  findings
}) {
  const name = path === void 0 ? directory : `${directory} (${path})`;
  if (state === "failed") return `${name}: go cannot list its packages`;
  const words = [
    counted(packages, "package"),
    counted(tests, "test"),
    ...failed > 0 ? [`${failed} failed`] : [],
    ...findings > 0 ? [counted(findings, "new finding")] : []
  ];
  return `${name}: ${words.join(", ")}`;
}
function modulesNotRun(scope) {
  return (scope?.modules ?? []).filter(({ state }) => state === "not-run").map(({ directory }) => directory);
}
function fileWords({ file, tests }) {
  return tests.length === 0 ? file : `${file}: ${shown(tests)}`;
}
function shown(names, between = ", ") {
  const more = names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : "";
  return names.slice(0, NAMES_MAX).join(between) + more;
}

// src/report/text/headline.ts
function headline(document) {
  const head = verdictWords(document);
  const clause = modulesClause(document.scope);
  if (clause === "") return head;
  return { ...head, text: `${head.text}${head.word === "PASS" ? " " : "; "}${clause}` };
}
function verdictWords(document) {
  const { verdict, findings, run } = document;
  const other = verdict.reasons.slice(0, 8);
  switch (verdict.exitCode) {
    case 0:
      if (isEmpty(document)) {
        const text = "no race report, crash or test result is in what was read";
        return { word: "NOTHING", text, reasons: [] };
      }
      return { word: "PASS", text: passText(findings, run), reasons: [] };
    case 1:
      return { word: "FAIL", text: `${failedTests(run)}; no finding closes the gate`, reasons: [] };
    case 3:
      return { word: "FAIL", text: gateText(findings, run), reasons: [] };
    case 4:
      return incompleteHead(document, other);
    case 6:
      return {
        word: "ERROR",
        text: foundFirst(findings) + buildText(findings, run),
        reasons: findings.length > 0 ? [] : other
      };
    case 130:
      return {
        word: "CANCELLED",
        text: `${foundFirst(findings)}the run was cancelled${endedWords(run)}`,
        reasons: []
      };
    default: {
      const [first, ...rest] = other;
      return { word: "ERROR", text: first ?? `exit code ${verdict.exitCode}`, reasons: rest };
    }
  }
}
function isEmpty({ run, findings }) {
  return run.packages.planned === 0 && run.tests.total === 0 && findings.length === 0;
}
function scopeWords({ run, verdict }) {
  const packages = counted(run.packages.planned, "package");
  const details2 = [
    [run.tests.failed, verdict.exitCode === 0 ? "failed only by races" : "failed"],
    [run.tests.skipped, "skipped"],
    [run.tests.incomplete, "without an end"]
  ];
  const shown2 = details2.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  const tests = counted(run.tests.total, "test") + (shown2.length > 0 ? ` (${shown2.join(", ")})` : "");
  const broken = run.packages.buildFailed > 0 ? `, ${run.packages.buildFailed} did not build` : "";
  return `${packages}${broken}, ${tests}`;
}
function environmentWords(run) {
  const words = [];
  const go = [run.go, run.goos !== void 0 ? `${run.goos}/${run.goarch ?? "?"}` : void 0];
  const version = go.filter((word) => word !== void 0).join(" ");
  if (version !== "") words.push(version);
  const gomaxprocs = run.gomaxprocs?.effective ?? run.gomaxprocs?.requested;
  if (gomaxprocs !== void 0) words.push(`GOMAXPROCS=${gomaxprocs}`);
  return words.join(" · ");
}
function foundFirst(findings) {
  const gating = findings.filter((finding) => finding.gates && finding.state === "new");
  return gating.length === 0 ? "" : `${countByKind(gating, "new")} found; `;
}
function endedWords({ packages }) {
  const ended = packages.planned - packages.incomplete;
  return packages.incomplete === 0 ? "" : ` after ${ended} of ${counted(packages.planned, "package")}`;
}
function passText(findings, run) {
  const fresh = findings.filter(isFresh);
  if (fresh.length > 0) return `${countByKind(fresh, "new")}, but nothing closes the gate`;
  if (run.tests.total === 0 && run.packages.planned > 0) return "no test ran (allow-empty)";
  const known = findings.filter((finding) => finding.kind === "data-race" && isOld(finding));
  return known.length > 0 ? `no new data races, ${known.length} known` : "no data races";
}
function isFresh(finding) {
  return finding.state === "new" && finding.kind !== "trust" && finding.severity !== "note";
}
function isOld(finding) {
  return finding.state !== "new" && finding.state !== "fixed";
}
function gateText(findings, run) {
  const gating = findings.filter((finding) => finding.gates);
  const fresh = gating.filter((finding) => finding.state === "new");
  const old = gating.filter((finding) => finding.state !== "new");
  const parts = [
    ...fresh.length > 0 ? [countByKind(fresh, "new")] : [],
    ...old.length > 0 ? [countByKind(old, "known")] : []
  ];
  const subject = parts.length > 0 ? list(parts) : "a finding";
  const verb = gating.length > 1 ? "close" : "closes";
  const known = findings.filter((f) => f.kind === "data-race" && isOld(f) && !f.gates).length;
  const tail = [
    ...known > 0 ? [`${known} known`] : [],
    ...run.tests.failed > 0 ? [failedTests(run)] : []
  ];
  return `${subject} ${verb} the gate${tail.length > 0 ? ` (${tail.join(", ")})` : ""}`;
}
function failedTests(run) {
  if (run.tests.failed > 0) return `${counted(run.tests.failed, "test")} failed`;
  return `${counted(Math.max(1, run.packages.failed), "package")} failed`;
}
function incompleteHead({ findings, run }, reasons) {
  const found = foundFirst(findings);
  const n = run.packages.incomplete;
  const [first, ...rest] = reasons;
  if (n === 0) {
    const why = first === void 0 ? "its answer cannot be trusted" : first;
    return { word: "ERROR", text: `${found}the run is incomplete: ${why}`, reasons: rest };
  }
  const verb = n === 1 ? "has" : "have";
  const ends = `incomplete: ${n} of ${counted(run.packages.planned, "package")} ${verb} no end`;
  return { word: "ERROR", text: found + ends, reasons };
}
function buildText(findings, run) {
  const n = run.packages.buildFailed;
  if (n > 0) return `${counted(n, "package")} did not build`;
  const infrastructure = findings.find((finding) => finding.kind === "infrastructure");
  return infrastructure?.title ?? "no test could run";
}

// src/report/text/done-line.ts
var VERDICT_UNITS_MAX = 300;
function renderDoneLine(document, options) {
  const { run, verdict } = document;
  const { findings, new: fresh } = run.races;
  const { word, text } = headline(document);
  const parts = [
    `DONE ${counted(run.packages.planned, "package")}, ${counted(run.tests.total, "test")}, ${counted(findings, "race")} (${fresh} new) in ${duration(options.durationMs)}`,
    `gate: ${verdict.gate} (exit ${verdict.exitCode})`,
    `${word}: ${cutUnits(inlineForTerminal(text), VERDICT_UNITS_MAX)}`
  ];
  if (options.reportLink !== void 0 && options.reportLink !== "") {
    parts.push(inlineForTerminal(options.reportLink));
  }
  return guardRunnerLines(parts.join(" · "));
}

// src/report/text/finding-in-full.ts
var FRAMES_MAX = 100;
var GOROUTINES_MAX = 50;
var PATCH_LINES_MAX2 = 400;
var RAW_LINES_MAX = 400;
var PLACES_MAX = 50;
var EVIDENCE_MAX = 50;
var STEP_WHERE_MAX = 48;
var STEP_WORDS_MIN = 30;
function fullBlock(facts, options) {
  const { finding } = facts;
  const { width } = options;
  return [
    titleLine(facts, options),
    ...siteLines(facts.sites, PLACES_MAX),
    ...proseFact("why", finding.explanation, width),
    ...contentionLines(finding, PLACES_MAX),
    ...testLines(facts),
    ...findingDetails(finding).map(
      ({ name, text, code = "" }) => fact(name, span(text), span(code === "" ? "" : `  ${code}`, "dim"))
    ),
    ...proseFact("fix", finding.fix?.words ?? "", width),
    ...patchLines(finding.fix, PATCH_LINES_MAX2),
    ...proseFact("note", finding.reason ?? "", width),
    ...facts.repro === void 0 ? [] : [fact("reproduce", span(facts.repro, "own"))],
    idLine(finding),
    ...findingDetailLines(facts, width)
  ];
}
function findingDetailLines(facts, width) {
  return [
    ...causeLines(facts, width),
    ...stackLines(facts),
    ...rawLines2(facts),
    ...evidenceLines(facts, width)
  ];
}
function causeLines({ finding }, width) {
  const cause = causeText(finding);
  if (cause === void 0) return [];
  return [
    fact("cause", span(cause.head)),
    ...wrapWords(cause.summary, proseWidth(width)).map((part) => below(part)),
    ...stepLines(cause.rows, proseWidth(width)),
    ...cause.foot === "" ? [] : [below(cause.foot, "dim")]
  ];
}
function stepLines(rows, width) {
  const widest = (texts) => Math.max(0, ...texts.map((text) => text.length));
  const numberWidth = widest(rows.map(({ number: number2 }) => number2));
  const timeWidth = widest(rows.map(({ time }) => time));
  const whereWidth = Math.min(STEP_WHERE_MAX, widest(rows.map(({ where }) => where)));
  const column = (text, size) => size === 0 ? "" : `${text.padEnd(size)}  `;
  const left = numberWidth + 2 + (timeWidth && timeWidth + 2) + (whereWidth && whereWidth + 2);
  const room = Math.max(STEP_WORDS_MIN, width - left);
  return rows.flatMap(({ number: number2, time, where, own, what, code }) => {
    const [first = "", ...rest] = wrapWords(what, room);
    return [
      [
        ...below(`${number2.padStart(numberWidth)}  `, "dim"),
        span(column(time.padStart(timeWidth), timeWidth), "dim"),
        span(column(where, whereWidth), own ? "own" : "dim"),
        span(first)
      ],
      ...rest.map((part) => below(" ".repeat(left) + part)),
      ...code === "" ? [] : [below(`${" ".repeat(left)}  ${code}`, "dim")]
    ];
  });
}
function stackLines({ sites, finding }) {
  const shown2 = /* @__PURE__ */ new Set();
  const ofSites = sites.slice(0, PLACES_MAX).filter(({ frames, goroutine }) => frames.length > 0 || goroutine !== void 0).flatMap(({ does, goroutine, frames }) => {
    if (goroutine !== void 0 && shown2.has(goroutine)) return [];
    shown2.add(goroutine);
    return [[], goroutineLine(does, goroutine), ...frameLines(frames)];
  });
  const others = finding.goroutines.filter((goroutine) => !shown2.has(goroutine)).slice(0, GOROUTINES_MAX).flatMap((goroutine) => [
    [],
    goroutineLine("in", goroutine),
    ...frameLines(withoutHarness(goroutine.stack ?? []))
  ]);
  return [...ofSites, ...others];
}
function goroutineLine(does, goroutine) {
  if (goroutine === void 0) return line(`  ${does}`);
  const state = goroutine.state === void 0 || goroutine.state === "running" ? "" : ` (${goroutine.state})`;
  const by = does === "read" || does === "write" || does === "access" ? `${does} by` : does;
  const created = creationOf(goroutine);
  const parts = [span(`  ${by} `), span(goroutine.label, "title"), span(state)];
  if (created !== void 0) {
    parts.push(
      span(", created at "),
      span(placeOf(created), created.own ? "own" : "dim"),
      span(created.function === "" ? "" : ` in ${shortFunction(created.function)}`)
    );
  }
  return parts;
}
function frameLines(frames) {
  const shown2 = frames.slice(0, FRAMES_MAX);
  const names = shown2.map((frame) => shortFunction(frame.function));
  const nameWidth = Math.min(44, Math.max(0, ...names.map((name) => name.length)));
  const more = frames.length - shown2.length;
  return [
    ...shown2.map((frame, index) => [
      span(`    ${(names[index] ?? "").padEnd(nameWidth)}  `, frame.own ? "plain" : "dim"),
      span(placeOf(frame), frame.own ? "own" : "dim")
    ]),
    ...more > 0 ? [line(`    … ${more} more frames`, "dim")] : []
  ];
}
function rawLines2({ raw }) {
  if (raw === void 0) return [];
  const all = escapeForTerminal(raw).trimEnd().split("\n");
  const more = all.length - RAW_LINES_MAX;
  return [
    [],
    ...all.slice(0, RAW_LINES_MAX).map((text) => line(`  | ${text.replaceAll("	", "    ")}`)),
    ...more > 0 ? [line(`  … ${more} more lines`, "dim")] : []
  ];
}
function evidenceLines({ finding }, width) {
  const shown2 = finding.evidence.slice(0, EVIDENCE_MAX);
  const more = finding.evidence.length - shown2.length;
  if (shown2.length === 0) return [];
  const lines = shown2.flatMap(({ say, artifact, start, end }, index) => {
    const bytes = start === void 0 ? "" : `, bytes ${start} to ${end ?? "the end"}`;
    const words = proseFact(index === 0 ? "evidence" : "", say, width);
    return [...words, below(`${artifact}${bytes}`, "dim")];
  });
  return [[], ...lines, ...more > 0 ? [below(`… ${more} more in findings.json`, "dim")] : []];
}

// src/report/text/ranking.ts
var SEVERITY_RANK = { error: 0, warning: 1, note: 2 };
function rankFindings(findings) {
  return findings.map((finding, index) => ({ finding, index })).sort(
    (a, b) => Number(b.finding.gates) - Number(a.finding.gates) || Number(b.finding.state === "new") - Number(a.finding.state === "new") || SEVERITY_RANK[a.finding.severity] - SEVERITY_RANK[b.finding.severity] || a.index - b.index
  ).map(({ finding }) => finding);
}
function groupFindings(findings) {
  const ranked = rankFindings(findings);
  const isTrust = (finding) => finding.kind === "trust" && !finding.gates;
  const inState = (state) => ranked.filter((finding) => finding.state === state && !finding.gates && !isTrust(finding));
  return {
    fresh: ranked.filter(
      (finding) => finding.gates || finding.state === "new" && !isTrust(finding)
    ),
    quarantined: inState("quarantined"),
    known: inState("known"),
    suppressed: inState("suppressed"),
    fixed: inState("fixed"),
    trust: ranked.filter(isTrust)
  };
}

// src/report/text/notes.ts
var RANK = { "data-loss": 0, warning: 1, info: 2 };
function documentNotes(document) {
  const trust = groupFindings(document.findings).trust.map((finding) => {
    const sentences = [`${finding.title}.`, finding.explanation, finding.fix?.words ?? ""];
    const text = sentences.filter((sentence) => sentence !== "").join(" ");
    return { level: "trust", text: `${text} (${finding.code})` };
  });
  const diagnostics = document.diagnostics.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]).map(({ severity, message, count: n, at }) => {
    const times = n > 1 ? ` (${counted(n, "time")})` : "";
    const source = at === void 0 ? "" : ` [${at.source}]`;
    return { level: severity, text: message + times + source };
  });
  return [...trust, ...diagnostics];
}

// src/report/text/folded-notes.ts
function foldNotes(document) {
  const passes = document.verdict.exitCode === 0;
  const isQuiet = ({ gates, severity, state }) => !gates && state !== "fixed" && (severity === "note" || passes && severity !== "error");
  const findings = document.findings.filter((finding) => !isQuiet(finding));
  const quiet = document.findings.length - findings.length;
  const all = documentNotes({ ...document, findings });
  const notes2 = passes ? [] : all.filter(({ level }) => level !== "info");
  return { findings, notes: notes2, folded: quiet + all.length - notes2.length };
}

// src/report/text/runtime-section.ts
var SCHEDULERS_SHOWN = 5;
function runtimeTables({ runtime }) {
  if (runtime === void 0) return [];
  const { inits, initPackages, schedulers } = runtime;
  const tables = [];
  if (schedulers.length > 0) {
    const shown2 = schedulers.slice(0, SCHEDULERS_SHOWN);
    const more = schedulers.length - shown2.length;
    tables.push({
      title: "Scheduler (schedtrace)",
      head: [
        "package",
        "samples",
        "idle processors",
        "most in run queues",
        "none idle, some waiting"
      ],
      rows: shown2.map((one) => [
        one.package,
        `${one.samples}`,
        `${one.idleMean.toFixed(1)} of ${one.gomaxprocs}`,
        one.runnableMax === 0 ? "0" : `${one.runnableMax} at ${one.runnableMaxAtMs} ms`,
        counted(one.saturated, "sample")
      ]),
      foot: more === 0 ? "" : `${counted(more, "more package")} in findings.json`
    });
  }
  if (inits.length > 0) {
    const more = initPackages - inits.length;
    tables.push({
      title: "Package initialisation (inittrace), the slowest first",
      head: ["package", "longest", "began at", "allocated", "processes"],
      rows: inits.map((one) => [
        one.package,
        `${one.longestMs} ms`,
        `${one.atMs} ms`,
        one.bytes === void 0 ? "" : `${one.bytes} bytes`,
        `${one.processes}`
      ]),
      foot: more === 0 ? "" : `${counted(more, "quicker package")} not shown`
    });
  }
  return tables;
}

// src/report/console.ts
var WIDTH_DEFAULT = 100;
var WIDTH_MIN = 40;
var WHOLE_MAX = 20;
var LINES_PER_GROUP_MAX = 50;
var LINES_PER_GROUP_GREEN_MAX = 5;
var NOTES_MAX = 30;
function renderConsole(document, options) {
  const width = Math.max(WIDTH_MIN, Math.min(options.width ?? WIDTH_DEFAULT, WIDTH_DEFAULT));
  const { notesAt } = options;
  const all = { findings: document.findings, notes: documentNotes(document), folded: 0 };
  const shown2 = notesAt === void 0 ? all : foldNotes(document);
  const groups = groupFindings(shown2.findings);
  const isQuiet = notesAt !== void 0 && document.verdict.exitCode === 0;
  const lines = [
    ...headLines(document, width),
    ...freshFindings(document, groups.fresh, { ...options, width }),
    ...foldedGroups(document, groups, isQuiet ? LINES_PER_GROUP_GREEN_MAX : LINES_PER_GROUP_MAX),
    ...runtimeLines(document),
    ...noteLines(shown2.notes, width),
    ...shown2.folded === 0 ? [] : [[], line(`${counted(shown2.folded, "note")} (${notesAt ?? ""})`, "dim")]
  ];
  if (options.done !== void 0) {
    lines.push([], line(renderDoneLine(document, options.done), "title"));
  }
  const directory = options.directory ?? "";
  return paint(
    directory === "" ? lines : lines.map((one) => seenFrom(one, directory)),
    options.colour
  );
}
function seenFrom(spans, directory) {
  const prefix = `${directory}/`;
  return spans.map(({ text, style }) => {
    const parts = text.split(prefix);
    const shown2 = parts.reduce(
      (before, part) => before === "" || /[\s("'`]$/.test(before) ? before + part : before + prefix + part
    );
    return { text: shown2, style };
  });
}
var WORD_STYLE = { PASS: "good", FAIL: "bad", ERROR: "bad" };
function headLines(document, width) {
  const head = headline(document);
  const indent = " ".repeat(head.word.length + 2);
  const lines = [
    [span(head.word, WORD_STYLE[head.word] ?? "warn"), span(`  ${head.text}`, "title")]
  ];
  for (const reason of head.reasons) {
    const [first, ...rest] = wrapWords(reason, width - indent.length - 2);
    lines.push(
      line(`${indent}- ${first ?? ""}`),
      ...rest.map((text) => line(`${indent}  ${text}`))
    );
  }
  const scope = [scopeWords(document), environmentWords(document.run)];
  lines.push(line(indent + scope.filter((words) => words !== "").join(" · "), "dim"));
  for (const text of moduleLines(document.scope)) {
    lines.push(line(`${indent}  ${inlineForTerminal(text)}`, "dim"));
  }
  for (const text of wrapWords(notTestedLine(document.scope), width - indent.length)) {
    if (text !== "") lines.push(line(indent + text));
  }
  return lines;
}
function freshFindings(document, findings, options) {
  const shown2 = findings.slice(0, WHOLE_MAX);
  const lines = shown2.flatMap((finding, index) => [
    [],
    ...freshFinding(
      findingFacts(finding, document.run),
      { number: index + 1, of: findings.length, width: options.width },
      options.detail
    )
  ]);
  if (shown2.length > 0 && options.detailsAt !== void 0) {
    lines.push(
      [],
      line(`Stacks, causes step by step and original reports: ${options.detailsAt}`, "dim")
    );
  }
  const rest = findings.slice(WHOLE_MAX);
  if (rest.length === 0) return lines;
  return [
    ...lines,
    [],
    ...foldedLines(document, `MORE (${rest.length})`, rest, LINES_PER_GROUP_MAX)
  ];
}
function freshFinding(facts, options, detail) {
  if (detail === "full") return fullBlock(facts, options);
  const block = findingBlock(facts, options);
  if (detail !== "grouped") return block;
  const title = `Details of ${facts.finding.fingerprints.stable}`;
  const { explanation } = facts.finding;
  const why = isWhyWhole(facts) ? [] : proseFact("why", explanation, options.width);
  return [...block, ...grouped(title, [...why, ...findingDetailLines(facts, options.width)])];
}
function foldedGroups(document, groups, most) {
  const parts = [
    ["QUARANTINED", groups.quarantined],
    ["KNOWN", groups.known],
    ["SUPPRESSED", groups.suppressed]
  ];
  const fixed = fixedWords(groups.fixed);
  const folded = parts.flatMap(
    ([name, findings]) => findings.length === 0 ? [] : [
      [],
      ...foldedLines(
        document,
        `${name} (${findings.length}), the gate ignores ${findings.length === 1 ? "it" : "them"}`,
        findings,
        most
      )
    ]
  );
  return fixed === "" ? folded : [...folded, [], line(fixed, "good")];
}
function foldedLines(document, heading, findings, most) {
  const rows = findings.slice(0, most).map((finding) => {
    const facts = findingFacts(finding, document.run);
    return { where: facts.main?.where ?? finding.package, facts };
  });
  const whereWidth = Math.min(48, Math.max(...rows.map((row) => row.where.length)));
  const lines = rows.flatMap(({ where, facts }) => {
    const { reason, fingerprints } = facts.finding;
    const times = facts.seen > 1 ? ` ×${facts.seen}` : "";
    const row = [
      span(`  ${where.padEnd(whereWidth)}  `, "own"),
      span(facts.title),
      span(times),
      span(facts.test === void 0 ? "" : ` · ${facts.test}`),
      span(` · ${fingerprints.stable}`, "dim")
    ];
    if (reason === void 0 || reason === "") return [row];
    return [row, line(`  ${" ".repeat(whereWidth)}  ${reason}`, "dim")];
  });
  const more = findings.length - rows.length;
  return [
    line(heading, "title"),
    ...lines,
    ...more > 0 ? [line(`  … and ${more} more in findings.json`, "dim")] : []
  ];
}
function runtimeLines({ run }) {
  return runtimeTables(run).flatMap(({ title, head, rows, foot: foot2 }) => {
    const all = [head, ...rows];
    const widths = head.map((_, at) => Math.max(...all.map((cells) => cells[at]?.length ?? 0)));
    const lines = all.map((cells, index) => {
      const text = cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ");
      return line(`  ${text}`, index === 0 ? "dim" : "plain");
    });
    return [[], line(title, "title"), ...lines, ...foot2 === "" ? [] : [line(`  ${foot2}`, "dim")]];
  });
}
var NOTE_WORDS = {
  trust: "trust",
  "data-loss": "data lost",
  warning: "warning",
  info: "info"
};
var NOTE_INDENT = 13;
function noteLines(notes2, width) {
  if (notes2.length === 0) return [];
  const lines = notes2.slice(0, NOTES_MAX).flatMap(({ level, text }) => {
    const [first, ...rest] = wrapWords(text, width - NOTE_INDENT);
    const word = `  ${NOTE_WORDS[level].padEnd(NOTE_INDENT - 4)}  `;
    return [
      [span(word, level === "info" ? "dim" : "warn"), span(first ?? "")],
      ...rest.map((part) => line(" ".repeat(NOTE_INDENT) + part))
    ];
  });
  const more = notes2.length - NOTES_MAX;
  return [
    [],
    line("NOTES", "title"),
    ...lines,
    ...more > 0 ? [line(`  … and ${more} more in findings.json`, "dim")] : []
  ];
}

// src/report/text/explanations.ts
var FAILURE_TITLES = {
  RG9001: "usage or configuration",
  RG9002: "no packages",
  RG9003: "an environment that cannot work",
  RG9004: "reporting or storing failed",
  RG9070: "a bug of racegate itself"
};
function ofRaceClasses() {
  const entries = Object.entries(RACE_CLASS_DOCS).map(([code, { what, why, fix, signs }]) => [
    code,
    { means: `${what} ${why} How it is recognised: ${signs}`, fix }
  ]);
  return Object.fromEntries(entries);
}
function ofBlockingClasses() {
  const entries = Object.entries(BLOCKING_CLASS_DOCS).map(([code, { what, why, fix, signs }]) => [
    code,
    { means: `${what} ${why} How it is recognised: ${signs}`, fix }
  ]);
  return Object.fromEntries(entries);
}
var EXPLANATIONS = {
  ...ofRaceClasses(),
  ...ofBlockingClasses(),
  RG2000: {
    means: "A goroutine waited when its test was over, or the test could not end because of it, and what it waits for fits no known pattern.",
    fix: "Look at the line where it waits: who should end the wait, and on which path is that left out?"
  },
  RG1000: {
    means: "Two goroutines used the same memory at the same time, at least one of them wrote, and nothing (no lock, channel, WaitGroup or atomic) synchronized them. The race detector reports only what it saw happen: this is a bug, not a suspicion. By Go's memory model a program with a data race has no defined result.",
    fix: "Decide which goroutine owns the variable. Guard both accesses with the same mutex, pass the value through a channel, use sync/atomic on both sides, or let one side finish before the other starts. Then run the reproduction line several times."
  },
  RG3001: {
    means: "A goroutine panicked and nothing recovered, so the test binary ended; later tests never ran.",
    fix: "Read the first own frame of the panicking goroutine's stack; the text before it says why."
  },
  RG3002: {
    means: "The Go runtime ended the process: `concurrent map writes`, `all goroutines are asleep` and the like. It cannot be recovered, and it often has the same cause as a data race in the same test.",
    fix: "Fix the data races of the same test first, then run it again."
  },
  RG3003: {
    means: "The test binary ran longer than its -timeout, printed all goroutines and ended. The tests behind it in the package never ran.",
    fix: "Look at the goroutine of the named test: what does it wait for, and who should wake it? Under the race detector code is 2 to 20 times slower, so a larger -timeout may be right where nothing is stuck."
  },
  RG3004: {
    means: "A signal ended the test process from outside, so the end of its output is missing. The usual sender is the kernel's out-of-memory killer: the race detector takes 5 to 10 times the memory.",
    fix: "Give the job more memory, lower GOMAXPROCS or go test's -p, or split the package."
  },
  RG3005: {
    means: "A goroutine panicked, something recovered the panic (net/http does so for its handlers, frameworks for theirs), and its stack was printed. The process went on, so this is a note and never closes the gate.",
    fix: "Treat it as a bug of the handler: read the first own frame. Locks and counters that were not released by a deferred call are still held."
  },
  RG4001: {
    means: "The mutex profile shows one place whose lock goroutines waited for longer than the package's tests took: on average at least one goroutine stood still all the time. Less is not reported.",
    fix: "Do less while the lock is held: no input or output, no sleeping, no calls to other code. Copy what is needed, unlock, then work; or split the data so that not all goroutines need the same lock."
  },
  RG4002: {
    means: "A context was cancelled, and a goroutine under it went on for long: the test passed, and had to wait for it. The trace shows when the context was cancelled, when the goroutine was woken, and when it ended.",
    fix: "Look at the context while the goroutine works: select on ctx.Done() beside each wait, check ctx.Err() between pieces of work, pass the context on. Where it has to finish, accept the finding."
  },
  RG5001: {
    means: "A package or its tests did not compile, so none of its tests ran.",
    fix: "Fix the first message of the compiler; the others often follow from it."
  },
  RG5002: {
    means: "A test failed by itself. A test whose only failure is a detected race is not listed under this code.",
    fix: "Run the reproduction line and read the test's output."
  },
  RG5003: {
    means: "A package began and no end of it was seen: its process was killed, or the stream was cut. Whatever it would have said is not known, so the run is never green.",
    fix: "Look for a signal or a deadline in the notes, and run the package alone."
  },
  RG5101: {
    means: "`go test -race` was refused because cgo is off (CGO_ENABLED=0), and the race detector needs it.",
    fix: "Set CGO_ENABLED=1 and have a C compiler in the image."
  },
  RG5102: {
    means: "The race detector is linked by a C compiler and none was found.",
    fix: "Install gcc or clang (Debian: gcc and libc6-dev), or use an image that has one. Alpine images need gcc and musl-dev."
  },
  RG5103: {
    means: "Memory ran out. The race detector needs 5 to 10 times the memory of the plain program, per test binary, and go runs several of them at a time.",
    fix: "Give the job more memory, or run fewer packages at a time: -- -p=1."
  },
  RG5104: {
    means: "ThreadSanitizer could not map the shadow memory it needs. Kernels with many random bits in their address layout (vm.mmap_rnd_bits=32) and tight address-space limits cause it.",
    fix: "Run with `setarch -R`, or set vm.mmap_rnd_bits=28 on the host, and lift `ulimit -v`."
  },
  RG5105: {
    means: "The race detector does not exist for this GOOS/GOARCH.",
    fix: "Run on linux/amd64, linux/arm64, darwin or windows/amd64, or another port that `go help build` lists."
  },
  RG5106: {
    means: "The go command was not found or could not start.",
    fix: "Install Go 1.22 or later and put it on PATH; on GitHub add actions/setup-go before this step."
  },
  RG5107: {
    means: "The test ran more goroutines at a time than the race detector's port can follow, and it gave up.",
    fix: "Lower the number of goroutines in that test; newer Go versions lifted the limit on most ports."
  },
  RG5199: {
    means: "The environment failed in a way that has no code of its own; the original words are in the finding.",
    fix: "Read the original words. Until it is fixed, no answer of this run can be trusted."
  },
  RG5201: {
    means: "go test printed a cached result: the package's tests did not run, so nothing is known of its races.",
    fix: "Run with -count=1, as racegate does by itself."
  },
  RG5202: {
    means: "A test said that a race was detected, yet its report is nowhere. The run is never green then.",
    fix: "Check whether the test changes GORACE, closes standard error, or deletes files; run it alone."
  },
  RG5203: {
    means: "The test process ran with another GORACE than racegate had set, so its reports may be missing or cut.",
    fix: "Do not set GORACE in tests or in scripts around them; use racegate's gorace setting."
  },
  RG5204: {
    means: "One process reports a race only once. With -count or -cpu above one, later repetitions pass although they race too, so no rate can be taken from them.",
    fix: "Repeat the run instead of the test, or set suppress_equal_stacks=0 for one diagnosis."
  },
  RG5205: {
    means: "The process ended with a status that hides its race (GORACE exitcode=0, os.Exit after a race).",
    fix: "Nothing for the gate: the verdict comes from the reports. Restore the exit code so that plain go test fails too."
  },
  RG5206: {
    means: "Output was larger than what is kept, or was cut at its end; what stood in the lost part is not known.",
    fix: "Print less in the tests. The notes say what was kept and what was lost."
  },
  RG5207: {
    means: "Tests fail with racegate's trace and profiles and pass without them, each time: trace or profiles change what they see.",
    fix: "Turn the trace or the profiles off for the package under `observe` in .racegate.yml. Its races are found all the same."
  },
  RG9001: {
    means: "A flag, an input or the configuration file cannot be used as it is; nothing ran. The exit code is 2.",
    fix: "The message names the place. `racegate config print` shows every value and where it comes from."
  },
  RG9002: {
    means: "The patterns matched no package that is built with the race detector. The exit code is 5, so that an empty run is never green.",
    fix: "Check the working directory and the patterns: `go list ./...` has to print packages."
  },
  RG9003: {
    means: "There is no go command, no module, or no place to write; nothing ran.",
    fix: "Run inside a Go module, or above one, with go on PATH."
  },
  RG9004: {
    means: "A report or an object could not be delivered. This never changes the verdict.",
    fix: "The message names what is missing and why, usually a permission or the network."
  },
  RG9070: {
    means: "racegate itself failed. The exit code is 70, so that it is never taken for an answer.",
    fix: "Please report it with the stack that was printed and, where you may share it, the capture."
  }
};

// src/report/explain.ts
var WIDTH_DEFAULT2 = 100;
function explain(what, options) {
  const width = options.width ?? WIDTH_DEFAULT2;
  const code = what.toUpperCase();
  if (isCode(code)) return paint(codeLines(code, width), options.colour);
  const { document } = options;
  const finding = document?.findings.find(
    ({ fingerprints }) => Object.values(fingerprints).includes(what)
  );
  if (document === void 0 || finding === void 0) return void 0;
  const facts = findingFacts(finding, document.run);
  const lines = [...fullBlock(facts, { number: 1, of: 1, width })];
  if (isCode(finding.code)) lines.push([], ...codeLines(finding.code, width));
  return paint(lines, options.colour);
}
function isCode(text) {
  return Object.hasOwn(CODES, text) || Object.hasOwn(FAILURE_TITLES, text);
}
function codeLines(code, width) {
  const titles = { ...CODES, ...FAILURE_TITLES };
  const { means, fix } = EXPLANATIONS[code];
  return [
    line(`${code}  ${titles[code]}`, "title"),
    [],
    ...wrapWords(means, width).map((text) => line(text)),
    [],
    ...wrapWords(`What to do: ${fix}`, width).map((text) => line(text))
  ];
}

// src/report/text/fails-build.ts
var FAILING = /* @__PURE__ */ new Set([
  "test-failure",
  "panic",
  "fatal-error",
  "timeout",
  "build-failure",
  "infrastructure"
]);
function failsBuild(finding, verdict) {
  if (finding.gates) return true;
  if (verdict.exitCode === 0 || finding.state !== "new" || finding.severity !== "error")
    return false;
  return FAILING.has(finding.kind) || finding.failsTest === true;
}

// src/report/annotations.ts
var TITLE_UNITS_MAX = 255;
var RAW_BYTES_MAX = 64e3;
var MESSAGE_UNITS_MAX = 4096;
function findingAnnotations(document) {
  return rankFindings(document.findings).filter((finding) => isWorthALine(finding, document.verdict)).flatMap((finding) => annotate(finding, document));
}
function isWorthALine({ gates, state, severity }, { exitCode }) {
  if (gates) return true;
  if (exitCode === 0 && severity === "note") return false;
  return state === "new" || state === "quarantined";
}
function annotate(finding, { run, verdict }) {
  const facts = findingFacts(finding, run);
  const own = facts.sites.filter((site) => isOwn(site.location));
  const spots = own.length > 0 ? mergeSameLine(own) : fallbackSpots(finding);
  const notes2 = spots.slice(0, 2).map((spot) => note(facts, spot, levelOf(finding, verdict)));
  const all = [...notes2, ...creationNote(facts, spots)];
  if (facts.raw === void 0) return all;
  const rawDetails = cutUtf8(escapeForTerminal(facts.raw), RAW_BYTES_MAX, "\n… cut");
  return all.map((one) => ({ ...one, rawDetails }));
}
function isOwn(location) {
  return location.own && isRepositoryPath(location.file);
}
function isRepositoryPath(file) {
  return file !== "" && !/^(?:[/$]|[A-Za-z]:|<)/.test(file) && !file.split("/").includes("..");
}
function mergeSameLine(sites) {
  const spots = /* @__PURE__ */ new Map();
  for (const { location, does, where } of sites) {
    const spot = spots.get(where) ?? { location, does: [] };
    if (!spot.does.includes(does)) spot.does.push(does);
    spots.set(where, spot);
  }
  return [...spots.values()].map(({ location, does }) => ({ location, does: does.join(" and ") }));
}
function fallbackSpots(finding) {
  const frames = finding.goroutines.flatMap((goroutine) => {
    const frame = goroutine.stack?.find((one) => one.own && isRepositoryPath(one.file));
    return frame === void 0 ? [] : [{ location: frame, does: "call" }];
  });
  const first = frames[0];
  if (first !== void 0) {
    const other = frames.find((spot) => placeOf(spot.location) !== placeOf(first.location));
    return other === void 0 ? [first] : [first, other];
  }
  const location = finding.locations.find(isOwn);
  return location === void 0 ? [] : [{ location, does: "see" }];
}
function levelOf(finding, verdict) {
  if (failsBuild(finding, verdict)) return "error";
  return finding.severity === "note" ? "notice" : "warning";
}
function note(facts, spot, level) {
  const { finding } = facts;
  const here = placeOf(spot.location);
  const others = facts.sites.filter((site) => site.where !== here);
  const role = finding.kind === "data-race" ? ` (${spot.does})` : "";
  const lines = [
    ...others.slice(0, 3).map((site) => {
      const what = finding.kind === "data-race" ? "the other access" : site.does;
      const op = finding.kind === "data-race" ? `: ${site.does} at` : " at";
      return `${what}${op} ${site.where} in ${site.function}`;
    }),
    facts.story ?? "",
    ...facts.test === void 0 ? [] : [`Test: ${facts.test}${facts.testSurety === void 0 ? "" : ` (${facts.testSurety})`}`],
    ...finding.fix === void 0 ? [] : [`Cure: ${finding.fix.words}`],
    ...facts.seen > 1 ? [`Seen ${facts.seen} times.`] : [],
    ...facts.repro === void 0 ? [] : [`Reproduce: ${facts.repro}`],
    `${finding.code} ${finding.fingerprints.stable}`
  ];
  return annotation(facts, spot.location, level, `${facts.title}${role}`, lines);
}
function creationNote(facts, spots) {
  if (facts.finding.kind !== "data-race" || spots.length === 0) return [];
  const site = facts.sites.find(({ goroutine }) => {
    const at2 = goroutine?.createdAt;
    return at2 !== void 0 && isOwn(at2) && spots.every((spot) => placeOf(spot.location) !== placeOf(at2));
  });
  const at = site?.goroutine?.createdAt;
  if (site === void 0 || at === void 0) return [];
  const lines = [
    `The goroutine of the ${site.does} at ${site.where} is created here.`,
    facts.finding.fingerprints.stable
  ];
  return [annotation(facts, at, "notice", `${facts.title} (goroutine created)`, lines)];
}
function annotation(facts, at, level, title, lines) {
  const message = lines.map(escapeForTerminal).filter((text) => text.trim() !== "");
  return {
    file: inlineForTerminal(at.file),
    line: Math.max(1, at.line),
    level,
    title: cutUnits(inlineForTerminal(title), TITLE_UNITS_MAX),
    message: cutUnits(message.join("\n"), MESSAGE_UNITS_MAX),
    fingerprint: facts.finding.fingerprints.stable
  };
}

// src/report/text/fit-ladder.ts
function firstThatFits(forms, bytesMax) {
  let text = "";
  for (const form of forms) {
    text = form();
    if (utf8Length(text) <= bytesMax) return text;
  }
  return text;
}
function largestThatFits(max, fits) {
  let low = 0;
  let high = max;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

// src/report/builder-output.ts
var BUILDER_OUTPUT_BYTES_MAX = 48e3;
var FINDINGS_MAX = 100;
var TEXT_UNITS_MAX = 200;
var NOT_TESTED_UNITS_MAX = 1e3;
function renderBuilderOutput(document, options = {}) {
  const bytesMax = options.bytesMax ?? BUILDER_OUTPUT_BYTES_MAX - 1;
  const ranked = rankFindings(document.findings).filter((finding) => finding.state !== "fixed").slice(0, FINDINGS_MAX);
  const rows = ranked.map((finding) => findingRow(finding, document));
  const build = (n) => jsonForLogs(outputOf(document, options, rows.slice(0, n)));
  return build(largestThatFits(rows.length, (n) => utf8Length(build(n)) <= bytesMax));
}
function outputOf(document, options, findings) {
  const { verdict, run, tool } = document;
  return {
    schemaVersion: document.schemaVersion,
    tool: `${tool.name} ${tool.version}`,
    run: cut(run.id),
    conclusion: verdict.conclusion,
    gate: verdict.gate,
    exitCode: verdict.exitCode,
    complete: verdict.complete,
    headline: cut(headline(document).text),
    reasons: verdict.reasons.slice(0, 5).map(cut),
    packages: run.packages,
    tests: run.tests,
    notTested: cutUnits(notTestedLine(document.scope), NOT_TESTED_UNITS_MAX) || void 0,
    races: run.races,
    report: options.reportLink === void 0 ? void 0 : cutUnits(options.reportLink, 2e3),
    findings,
    omittedFindings: document.findings.length - findings.length
  };
}
function findingRow(finding, document) {
  const facts = findingFacts(finding, document.run);
  return {
    fingerprint: cut(finding.fingerprints.stable),
    code: finding.code,
    kind: finding.kind,
    severity: finding.severity,
    state: finding.state,
    gates: finding.gates,
    title: cut(facts.title),
    package: cut(finding.package),
    where: facts.sites.slice(0, 2).map((site) => cut(site.where)),
    test: facts.test === void 0 ? void 0 : cut(facts.test),
    seen: facts.seen
  };
}
function cut(text) {
  return cutUnits(text, TEXT_UNITS_MAX);
}

// src/util/escape-markdown.ts
var ZERO_WIDTH_SPACE = "​";
function escapeMarkdown(text) {
  const escaped = inlineForTerminal(text).trim().replaceAll(/[\\`*_[\]<>&~$#@]/g, "\\$&").replaceAll("|", "&vert;").replace(/^(\d{0,9})([-+=.)])/, "$1\\$2");
  return breakLinks(escaped);
}
function escapeMarkdownSentence(text) {
  const parts = inlineForTerminal(text).trim().split("`");
  if (parts.length % 2 === 0) return escapeMarkdown(text);
  return parts.map((part, index) => {
    if (index % 2 === 1) return codeSpan(part);
    const escaped = escapeMarkdown(part);
    const before = part.startsWith(" ") && escaped !== "" ? " " : "";
    return before + escaped + (part.endsWith(" ") ? " " : "");
  }).join("").trim();
}
function breakLinks(text) {
  return text.replaceAll(
    /[@#]|:(?=\/\/|[\w+-]{1,50}:)|www(?=\.)|\bGH(?=-\d)/gi,
    `$&${ZERO_WIDTH_SPACE}`
  );
}
function escapeMarkdownHtml(text) {
  const html = inlineForTerminal(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  return breakLinks(html);
}
function codeSpan(text) {
  const line2 = inlineForTerminal(text);
  if (line2.trim() === "") return "";
  if (line2.includes("|")) return escapeMarkdown(text);
  const fence = "`".repeat(longestRun(line2) + 1);
  const pad = line2.startsWith("`") || line2.endsWith("`") || /^ .* $/.test(line2) ? " " : "";
  return fence + pad + line2 + pad + fence;
}
function fencedBlock(text, language = "text") {
  const body = escapeForTerminal(text);
  const fence = "`".repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}${language}
${body}${body.endsWith("\n") ? "" : "\n"}${fence}`;
}
function longestRun(text) {
  let longest = 0;
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    run = text.charCodeAt(at) === 96 ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return longest;
}

// src/report/text/markdown-report.ts
var FRAMES_MAX2 = 30;
var NOTES_MAX2 = 30;
var NAME_UNITS_MAX = 300;
var PROSE_UNITS_MAX2 = 4e3;
var ROW_BYTES_MIN = 25;
var DETAILS_BYTES_MIN = 100;
function markdownReport(document, options) {
  const parts = collectParts(document, options);
  const { fresh, rows, total } = parts;
  const form = (details2, shown2, leftOut) => assemble(parts, {
    details: details2,
    rows: rows.slice(0, shown2),
    foot: foot(document, options, leftOut)
  });
  const detailed = (raw) => detailBlocks(document, fresh, raw);
  const canDetail = fresh.length * DETAILS_BYTES_MIN < options.bytesMax && rows.length === total;
  const tableOf = (n) => form([], n, `Left out for size: ${counted(total - n, "finding")}, and stacks and causes.`);
  return firstThatFits(
    [
      ...canDetail ? [
        () => form(detailed(true), total, ""),
        () => form(detailed(false), total, "Left out for size: the original reports.")
      ] : [],
      ...rows.length === total ? [() => form([], total, "Left out for size: stacks and causes of every finding.")] : [],
      () => tableOf(largestThatFits(rows.length, (n) => utf8Length(tableOf(n)) <= options.bytesMax)),
      () => `${parts.head}

${foot(document, options, "Left out for size: the findings themselves.")}
`
    ],
    options.bytesMax
  );
}
function markdownHead(document) {
  const head = headline(document);
  const scope = [scopeWords(document), environmentWords(document.run)];
  const lines = [
    `## ${head.word}: ${escapeMarkdown(cutUnits(head.text, NAME_UNITS_MAX))}`,
    "",
    escapeMarkdown(scope.filter((words) => words !== "").join(" · "))
  ];
  const modules = moduleLines(document.scope).map((text) => `- ${escapeMarkdown(short2(text))}`);
  if (modules.length > 0) lines.push("", ...modules);
  const notTested = notTestedLine(document.scope);
  if (notTested !== "") lines.push("", escapeMarkdown(cutUnits(notTested, PROSE_UNITS_MAX2)));
  if (head.reasons.length > 0) {
    lines.push(
      "",
      ...head.reasons.map((reason) => `- ${escapeMarkdown(cutUnits(reason, NAME_UNITS_MAX))}`)
    );
  }
  return lines.join("\n");
}
function collectParts(document, options) {
  const groups = groupFindings(document.findings);
  const findings = [...groups.fresh, ...groups.quarantined, ...groups.known, ...groups.suppressed];
  return {
    head: markdownHead(document),
    fixed: prose(fixedWords(groups.fixed)),
    runtime: runtimeSections(document),
    notes: notes(document),
    fresh: groups.fresh,
    rows: findings.slice(0, Math.floor(options.bytesMax / ROW_BYTES_MIN)).map((finding) => tableRow(findingFacts(finding, document.run))),
    total: findings.length
  };
}
function assemble(parts, { details: details2, rows, foot: end }) {
  const table = rows.length === 0 ? "" : ["| | finding | where | test | seen |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n"
  );
  const blocks = [parts.head, table, parts.fixed, ...details2, parts.runtime, parts.notes, end];
  return `${blocks.filter((block) => block !== "").join("\n\n")}
`;
}
function detailBlocks(document, findings, raw) {
  return findings.map(
    (finding, index) => details(findingFacts(finding, document.run), { open: index === 0, raw })
  );
}
function tableRow(facts) {
  const { finding } = facts;
  const state = finding.gates ? `**${finding.state}**` : finding.state;
  const places = [...new Set(facts.sites.map((site) => site.where))].slice(0, 2);
  const where = places.length > 0 ? places : [finding.package].filter((name) => name !== "");
  const test = finding.test?.name ?? "";
  const cells = [
    state,
    escapeMarkdownSentence(short2(facts.title)),
    where.map((place) => codeSpan(short2(place))).join(" ↔ "),
    test === "" ? escapeMarkdown(short2(facts.test ?? "")) : codeSpan(short2(test)),
    facts.seen > 1 ? `${facts.seen}×` : "once"
  ];
  return `| ${cells.join(" | ")} |`;
}
function details(facts, options) {
  const { finding } = facts;
  const where = facts.main === void 0 ? "" : ` · ${facts.main.where}`;
  const title = escapeMarkdownHtml(short2(`${finding.state} · ${facts.title}${where}`));
  const parts = [
    `${options.open ? "<details open>" : "<details>"}
<summary>${title}</summary>`,
    prose(finding.explanation),
    stacks(facts) === "" ? "" : fencedBlock(stacks(facts)),
    contentionTable(finding),
    factList(facts),
    causeSteps(finding),
    facts.repro === void 0 ? "" : `Reproduce:

${fencedBlock(facts.repro, "sh")}`,
    ...finding.fix?.patch === void 0 ? [] : [`Patch (${patchWords(finding.fix)}):`, fencedBlock(finding.fix.patch, "diff")],
    options.raw || finding.kind !== "data-race" ? rawBlock(facts, options.raw) : "",
    "</details>"
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}
function stacks(facts) {
  const telling = facts.sites.filter(
    ({ frames, goroutine, location }) => frames.length > 0 || goroutine !== void 0 || location.code !== void 0
  );
  return telling.slice(0, 6).map((site) => siteLines2(site).map(oneLine).join("\n")).join("\n\n");
}
function siteLines2({ does, where, location, goroutine, frames }) {
  const created = creationOf(goroutine);
  const more = frames.length - FRAMES_MAX2;
  return [
    `${does === "at" ? "" : `${does} `}at ${where}`,
    ...location.code === void 0 ? [] : [`    > ${location.code}`],
    ...goroutine === void 0 ? [] : [`  by ${goroutine.label}`],
    ...frames.slice(0, FRAMES_MAX2).map((frame) => `    ${shortFunction(frame.function)}  ${placeOf(frame)}`),
    ...more > 0 ? [`    … ${more} more frames`] : [],
    ...created !== void 0 ? [`  created at ${placeOf(created)} in ${shortFunction(created.function)}`] : []
  ];
}
function oneLine(text) {
  return cutUnits(inlineForTerminal(text), 1e3);
}
function causeSteps(finding) {
  const cause = causeText(finding);
  if (cause === void 0 || cause.rows.length === 0) return "";
  const { rows } = cause;
  const timeWidth = Math.max(...rows.map(({ time }) => time.length));
  const whereWidth = Math.min(60, Math.max(...rows.map(({ where }) => where.length)));
  const column = (text, size) => size === 0 ? "" : `${text.padEnd(size)}  `;
  const lines = rows.map(
    ({ number: number2, time, where, what, code }) => `${number2.padStart(2)}  ${column(time.padStart(timeWidth), timeWidth)}${column(where, whereWidth)}${what}${code === "" ? "" : `   ${code}`}`
  );
  const foot2 = cause.foot === "" ? [] : [`(${cause.foot})`];
  return `From cause to symptom:

${fencedBlock([...lines, ...foot2].map(oneLine).join("\n"))}`;
}
function factList(facts) {
  const { finding } = facts;
  const rows = [];
  if (facts.test !== void 0) {
    const surety = facts.testSurety === void 0 ? "" : ` (${short2(facts.testSurety)})`;
    rows.push([
      "Test",
      codeSpan(short2(facts.test)) + (surety === "" ? "" : ` ${escapeMarkdown(surety)}`)
    ]);
  }
  for (const { name, text, code } of findingDetails(finding)) {
    const at = codeSpan(short2(text)) + (code === void 0 ? "" : ` ${codeSpan(short2(code))}`);
    rows.push([`${name.charAt(0).toUpperCase()}${name.slice(1)}`, at]);
  }
  const cause = causeText(finding);
  if (cause !== void 0) {
    const summary = cause.summary === "" ? "" : `: ${prose(cause.summary)}`;
    rows.push(["Cause", escapeMarkdown(short2(cause.head)) + summary]);
  }
  if (finding.fix !== void 0) rows.push(["Fix", prose(finding.fix.words)]);
  const sure = finding.certainty === void 0 ? "" : `, ${finding.certainty}`;
  rows.push([
    "Class",
    `${escapeMarkdown(`${finding.code} ${finding.class}, ${finding.severity}`)}${sure}, ${CODE_WORDS[finding.codeClass]}`
  ]);
  if (finding.reason !== void 0)
    rows.push(["Note", escapeMarkdownSentence(short2(finding.reason))]);
  rows.push(["Fingerprint", codeSpan(finding.fingerprints.stable)]);
  return rows.map(([name, value]) => `- **${name}:** ${value}`).join("\n");
}
function runtimeSections({ run }) {
  const sections2 = runtimeTables(run).map(({ title, head, rows, foot: foot2 }) => {
    const row = (cells) => `| ${cells.join(" | ")} |`;
    const body = rows.map(([name = "", ...cells]) => row([codeSpan(short2(name)), ...cells]));
    const table = [row(head), row(head.map(() => "---")), ...body].join("\n");
    const end = foot2 === "" ? "" : `

${foot2}`;
    return `<details>
<summary>${title}</summary>

${table}${end}

</details>`;
  });
  return sections2.join("\n\n");
}
function contentionTable(finding) {
  const rows = contentionRows(finding).map(
    ({ role, where, function: name, waited, waits, share }) => `| ${role} | ${codeSpan(short2(where))} | ${codeSpan(short2(name))} | ${waited} | ${waits} | ${share} |`
  );
  if (rows.length === 0) return "";
  return [
    "| | place | function | waited | waits | share |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows
  ].join("\n");
}
function rawBlock({ raw, finding }, whole) {
  if (raw === void 0) return "";
  const name = finding.kind === "data-race" ? "Original report" : "Original text";
  return `${name}:

${fencedBlock(whole ? raw : cutUnits(raw, 1e3, "\n… cut"))}`;
}
function notes(document) {
  const all = documentNotes(document).filter((note2) => note2.level !== "info");
  if (all.length === 0) return "";
  const shown2 = all.slice(0, NOTES_MAX2).map(({ text }) => `- ${prose(text)}`);
  const more = all.length - shown2.length;
  return [
    "### Notes",
    "",
    ...shown2,
    ...more > 0 ? [`- and ${more} more in findings.json`] : []
  ].join("\n");
}
function foot(document, options, leftOut) {
  const { verdict, tool } = document;
  const words = `racegate ${tool.version} · gate ${verdict.gate} · exit ${verdict.exitCode}`;
  const link = linkTo(options.reportLink ?? "");
  const last = escapeMarkdown(words) + (link === "" ? "" : ` · report: ${link}`);
  return [leftOut, last].filter((text) => text !== "").join("\n\n");
}
function linkTo(link) {
  if (/^https:\/\/[\w.~:/?&=%+@-]{1,2000}$/.test(link)) return `<${link}>`;
  return codeSpan(cutUnits(link, 2e3));
}
function prose(text) {
  return escapeMarkdownSentence(cutUnits(text, PROSE_UNITS_MAX2).replaceAll("\n", " "));
}
function short2(text) {
  return cutUnits(text, NAME_UNITS_MAX);
}

// src/report/check-run.ts
var CHECK_TEXT_BYTES_MAX = 65535;
var TITLE_UNITS_MAX2 = 255;
function renderCheck(document, options) {
  const head = headline(document);
  const bytesMax = options.bytesMax ?? CHECK_TEXT_BYTES_MAX;
  const link = httpLink(options.reportLink);
  const { id, attempt } = document.run;
  return {
    name: options.name ?? "racegate",
    conclusion: conclusionOf(document),
    title: cutUnits(`${head.word}: ${head.text}`, TITLE_UNITS_MAX2),
    summary: markdownHead(document),
    text: markdownReport(document, { bytesMax, reportLink: options.reportLink }),
    annotations: options.annotations,
    externalId: ["racegate", id, attempt, options.jobKey].filter((part) => part !== void 0).join(":"),
    ...link === void 0 ? {} : { detailsUrl: link }
  };
}
function conclusionOf({ verdict, findings }) {
  if (verdict.exitCode !== 0 || verdict.conclusion !== "pass") return "failure";
  const open2 = findings.some(
    (finding) => finding.state === "new" && finding.severity !== "note" && finding.kind !== "trust"
  );
  return open2 ? "neutral" : "success";
}
function httpLink(link) {
  return link !== void 0 && /^https?:\/\//.test(link) ? link : void 0;
}

// src/report/text/patched-places.ts
var FILE = "+++ b/";
var HUNK = /^@@ -(\d{1,9})(?:,\d{1,9})? \+\d{1,9}(?:,\d{1,9})? @@/;
function patchedPlaces(patch) {
  const places = [];
  let file;
  let hunk;
  const finish = () => {
    if (hunk === void 0) return true;
    const place = file === void 0 ? void 0 : placeOf2(file, hunk.startLine, hunk.lines);
    hunk = void 0;
    if (place !== void 0) places.push(place);
    return place !== void 0;
  };
  for (const line2 of patch.split("\n")) {
    const start = HUNK.exec(line2)?.[1];
    const begins = start !== void 0 || line2.startsWith("--- a/") || line2.startsWith(FILE);
    if (begins && !finish()) return [];
    if (start !== void 0) hunk = { startLine: Number(start), lines: [] };
    else if (line2.startsWith(FILE)) file = line2.slice(FILE.length);
    else if (/^[-+ ]/.test(line2)) hunk?.lines.push(line2);
    else if (line2 !== "") return [];
  }
  return finish() ? places : [];
}
function placeOf2(file, startLine, lines) {
  const isChange = (text) => !text.startsWith(" ");
  let first = lines.findIndex(isChange);
  let last = lines.findLastIndex(isChange);
  if (first < 0) return void 0;
  const within = (sign) => lines.slice(first, last + 1).flatMap((text) => text.startsWith(sign) ? [] : [text.slice(1)]);
  if (within("+").length === 0 || within("-").length === 0) {
    if (last + 1 < lines.length) last += 1;
    else first -= 1;
  }
  if (first < 0) return void 0;
  const skipped = lines.slice(0, first).filter((text) => !text.startsWith("+")).length;
  const [before, after] = [within("+"), within("-")];
  return { file, startLine: startLine + skipped, before, after };
}

// src/report/suggestions.ts
var FINDINGS_MAX2 = 10;
var WORDS_UNITS_MAX = 1500;
function findingSuggestions(document) {
  const patched = groupFindings(document.findings).fresh.filter(
    ({ fix }) => fix?.patch !== void 0
  );
  return patched.slice(0, FINDINGS_MAX2).flatMap(suggestionsOf);
}
function suggestionsOf(finding) {
  const places = patchedPlaces(finding.fix?.patch ?? "");
  return places.map((place, index) => ({
    ...place,
    words: wordsOf(finding, index + 1, places.length),
    fingerprint: finding.fingerprints.stable,
    part: index + 1,
    of: places.length
  }));
}
function wordsOf(finding, part, of) {
  const { title, fix, code, fingerprints } = finding;
  const together = of === 1 ? "" : ` This is part ${part} of ${of}: add all of them to one batch, since one alone may not compile.`;
  const lines = [
    `**${escapeMarkdownSentence(cutUnits(title, 300))}**`,
    "",
    escapeMarkdownSentence(cutUnits(fix?.words ?? "", WORDS_UNITS_MAX)),
    "",
    `The package compiles with this change; run its tests before you take it.${together}`,
    "",
    `racegate ${escapeMarkdown(code)} · ${codeSpan(fingerprints.stable)}`
  ];
  return lines.join("\n");
}

// src/report/summary.ts
var SUMMARY_BYTES_MAX = 9e5;
function renderSummary(document, options = {}) {
  return markdownReport(document, {
    bytesMax: options.bytesMax ?? SUMMARY_BYTES_MAX,
    reportLink: options.reportLink
  });
}

// src/report/workflow-commands.ts
var COMMANDS_PER_LEVEL_MAX = 10;
var MESSAGE_UNITS_MAX2 = 4096;
var FIXES_MAX = 3;
function headlineCommand(document) {
  const { verdict, findings } = document;
  if (verdict.exitCode === 0) return void 0;
  const head = headline(document);
  const placeless = rankFindings(findings).filter(
    (finding) => failsBuild(finding, verdict) && finding.locations.length === 0
  );
  const lines = [
    `${head.word}: ${head.text}`,
    ...head.reasons,
    ...placeless.slice(0, FIXES_MAX).map((finding) => fixLine(finding, head.text))
  ];
  const message = lines.map((text) => escapeForTerminal(text)).join("\n");
  return `::error title=racegate::${escapeCommandData(cutUnits(message, MESSAGE_UNITS_MAX2))}`;
}
function fixLine({ title, explanation, fix }, headText) {
  const todo = fix?.words ?? explanation;
  return inlineForTerminal(headText.includes(title) ? todo : `${title}. ${todo}`);
}
function workflowCommands(annotations, options = {}) {
  const most = options.perLevel ?? COMMANDS_PER_LEVEL_MAX;
  const levels = ["error", "warning", "notice"];
  const first = options.headline === void 0 ? [] : [options.headline];
  const rest = levels.flatMap((level) => {
    const taken = level === "error" ? first.length : 0;
    const perLevel = Math.min(most, COMMANDS_PER_LEVEL_MAX - taken);
    const ofLevel = annotations.filter((annotation2) => annotation2.level === level);
    if (perLevel < 1 || ofLevel.length === 0) return [];
    if (ofLevel.length <= perLevel) return ofLevel.map(command);
    const kept = wholeFindings(ofLevel, perLevel - 1);
    const left = ofLevel.length - kept.length;
    const where = options.more ?? "see the summary of this job";
    const more = `::${level} title=racegate::${escapeCommandData(`+${left} more, ${where}`)}`;
    return [...kept.map(command), more];
  });
  return [...first, ...rest];
}
function wholeFindings(annotations, max) {
  let end = 0;
  for (let at = 0; at < annotations.length; at = end) {
    const { fingerprint } = annotations[at] ?? {};
    let next = at;
    while (next < annotations.length && annotations[next]?.fingerprint === fingerprint) next += 1;
    if (next > max) return annotations.slice(0, at);
    end = next;
  }
  return annotations.slice(0, end);
}
function command(annotation2) {
  const properties = [
    `file=${escapeCommandProperty(annotation2.file)}`,
    `line=${annotation2.line}`,
    `title=${escapeCommandProperty(annotation2.title)}`
  ];
  const message = escapeCommandData(cutUnits(annotation2.message, MESSAGE_UNITS_MAX2));
  return `::${annotation2.level} ${properties.join(",")}::${message}`;
}

// src/report/findings-json.ts
function serialiseFindings(document) {
  return `${jsonForLogs(inSchemaOrder(document, findingsDocument), 2)}
`;
}
function inSchemaOrder(value, schema) {
  const inner = schema instanceof ZodOptional ? schema.unwrap() : schema;
  if (Array.isArray(value)) {
    const element = inner instanceof ZodArray ? inner.element : void 0;
    return value.map((item) => inSchemaOrder(item, element));
  }
  if (typeof value !== "object" || value === null) return value;
  const shape2 = inner instanceof ZodObject ? inner.shape : {};
  const fields = new Map(Object.entries(value));
  const known = Object.keys(shape2).filter((key) => fields.has(key));
  const others = [...fields.keys()].filter((key) => !Object.hasOwn(shape2, key)).sort();
  return Object.fromEntries(
    [...known, ...others].map((key) => [key, inSchemaOrder(fields.get(key), shape2[key])])
  );
}

// src/report/progress.ts
function renderProgressLine(state, nowMs, options) {
  const running = state.running[0];
  const tail = running === void 0 ? "building" : running.importPath;
  const text = cutUnits(`${progressWords(state, nowMs)} · ${tail}`, (options.width ?? 80) - 1);
  return paintOne([span(text, state.races > 0 || state.testsFailed > 0 ? "bad" : "dim")], options);
}
var OUTCOMES = {
  pass: ["ok", "good"],
  fail: ["FAIL", "bad"],
  skip: ["skip", "dim"],
  incomplete: ["NO END", "bad"],
  "build-failed": ["NO BUILD", "bad"]
};
function renderPackageLine(result, options) {
  const [word, style] = OUTCOMES[result.outcome];
  const facts = [
    result.outcome === "skip" ? "no tests" : counted(result.tests, "test"),
    ...result.testsFailed > 0 ? [`${result.testsFailed} failed`] : [],
    ...result.races > 0 ? [counted(result.races, "race report")] : [],
    ...result.cached === true ? ["cached"] : [],
    ...result.elapsedMs === void 0 ? [] : [duration(result.elapsedMs)]
  ];
  return paintOne(
    [
      span(word.padEnd(9), style),
      span(` ${result.importPath}`),
      span(`  ${facts.join(", ")}`, "dim")
    ],
    options
  );
}
function renderHeartbeat(state, nowMs) {
  const where = state.running.slice(0, 3).map(({ importPath, sinceMs }) => `${importPath} for ${duration(nowMs - sinceMs)}`);
  const more = state.running.length - where.length;
  const tail = where.length === 0 ? "building" : `in ${where.join(", ")}`;
  const text = `still running: ${progressWords(state, nowMs)} · ${tail}`;
  return paintOne([span(more > 0 ? `${text} and ${more} more` : text)], { colour: false });
}
function progressWords(state, nowMs) {
  const parts = [
    duration(nowMs - state.startedMs),
    `${state.packagesDone}/${state.packagesPlanned} packages`,
    counted(state.testsDone, "test") + (state.testsFailed > 0 ? `, ${state.testsFailed} failed` : ""),
    ...state.races > 0 ? [counted(state.races, "race report")] : []
  ];
  return parts.join(" · ");
}
function paintOne(one, options) {
  return paint([one], options.colour).trimEnd();
}

// src/report/index.ts
function renderPublications(document, context = {}) {
  const { reportLink } = context;
  const wanted = context.annotations ?? "auto";
  const annotations = wanted === "none" ? [] : findingAnnotations(document);
  const headline2 = wanted === "none" ? void 0 : headlineCommand(document);
  return {
    headline: headline2,
    commands: workflowCommands(annotations, {
      perLevel: typeof wanted === "number" ? Math.min(wanted, 10) : void 0,
      headline: headline2
    }),
    check: renderCheck(document, {
      annotations,
      name: context.checkName,
      reportLink,
      jobKey: context.jobKey
    }),
    suggestions: findingSuggestions(document),
    jobSummary: renderSummary(document, { reportLink }),
    builderOutput: renderBuilderOutput(document, { reportLink })
  };
}

// src/collect/config-file.ts
import { dirname as dirname2, join, relative as relative3, resolve as resolve2 } from "node:path";
var NAMES = [".racegate.yml", ".racegate.yaml"];
var CONFIG_BYTES_MAX = 256 * 1024;
async function findConfigFile(cwd, root, explicit) {
  if (explicit !== void 0) {
    const path = resolve2(cwd, explicit);
    const file = await readIfThere(path, cwd);
    if (file !== void 0) return file;
    throw new UserFailure(
      "RG9001",
      `the configuration file ${explicit} does not exist. Name another one with --config, or leave it out.`
    );
  }
  for (const path of candidates(cwd, root)) {
    const file = await readIfThere(path, cwd);
    if (file !== void 0) return file;
  }
  return void 0;
}
function* upTo(cwd, root) {
  let directory = resolve2(cwd);
  const last = resolve2(root);
  for (; ; ) {
    yield directory;
    const parent = dirname2(directory);
    if (directory === last || parent === directory) return;
    directory = parent;
  }
}
async function readIfThere(path, cwd) {
  const file = await readSmallFile(path, CONFIG_BYTES_MAX);
  if (file.state === "absent") return void 0;
  if (file.state === "refused") {
    throw new UserFailure(
      "RG9001",
      `the configuration file ${path} ${file.why}. A configuration is a text that is written by hand: name another file with config (--config).`
    );
  }
  const shown2 = relative3(cwd, path);
  return { path: shown2.startsWith("..") ? path : shown2, absolute: path, text: file.text };
}
async function findConfigAtBase(base, cwd, explicit) {
  const paths = explicit === void 0 ? [...candidates(cwd, base.root)] : [resolve2(cwd, explicit)];
  for (const absolute of paths) {
    const text = await readAtBase(base, absolute);
    if (text === void 0) continue;
    return { path: `${base.name}:${relative3(base.root, absolute)}`, absolute, text };
  }
  return void 0;
}
function* candidates(cwd, root) {
  for (const directory of [...upTo(cwd, root), join(root, ".github")]) {
    for (const name of NAMES) yield join(directory, name);
  }
}

// src/collect/repository-root.ts
import { stat as stat3 } from "node:fs/promises";
import { dirname as dirname3, join as join2, resolve as resolve3 } from "node:path";
async function repositoryRoot(cwd) {
  let directory = resolve3(cwd);
  for (; ; ) {
    const found = await stat3(join2(directory, ".git")).catch(() => void 0);
    if (found !== void 0) return directory;
    const parent = dirname3(directory);
    if (parent === directory) return resolve3(cwd);
    directory = parent;
  }
}

// src/decide/config-environment.ts
var PREFIX = "RACEGATE_";
var OTHERS = [
  "STEP",
  "GCS_ENDPOINT",
  "TOOLS",
  "STALL",
  "TIME_UP",
  "PROCESS_TAG",
  "USER",
  "VERSION"
];
var OWN = /^RACEGATE_(?:HOOK_|TEST_)/;
function environmentName(key) {
  return `${PREFIX}${key.toUpperCase().replaceAll("-", "_")}`;
}
var VARIABLES = new Map(
  SETTING_KEYS.map((key) => [environmentName(key), key])
);
var KNOWN = [...VARIABLES.keys(), ...OTHERS.map((name) => PREFIX + name)];
function environmentMistakes(env) {
  const mistakes = [];
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || value === void 0 || OWN.test(name)) continue;
    const key = VARIABLES.get(name);
    if (key !== void 0) {
      if (settingRow(key).reads !== "none") continue;
      mistakes.push({
        at: name,
        message: `${key} is read from .racegate.yml only: write it there`
      });
      continue;
    }
    if (KNOWN.includes(name)) continue;
    const near = nearestWord(name, KNOWN);
    if (near === void 0) continue;
    mistakes.push({ at: name, message: `there is no such setting; did you mean ${near}?` });
  }
  return mistakes;
}

// src/decide/setting-text.ts
var DIGITS_MAX = 400;
async function valueOfText(key, text) {
  const word = text.trim();
  switch (settingRow(key).reads) {
    case "whole":
      return numberOf(word);
    case "cap":
      return numberOf(word);
    case "switch":
      return switchOf(word);
    case "words":
      return word.split(/[\s,]+/).filter((part) => part !== "");
    case "rules":
      return await rulesOf(word);
    default:
      return word;
  }
}
function numberOf(word) {
  return word.length <= DIGITS_MAX && /^[+-]?[0-9]+(?:\.[0-9]+)?$/.test(word) ? Number(word) : word;
}
function switchOf(word) {
  const lower = word.toLowerCase();
  if (lower === "true" || lower === "1") return true;
  return lower === "false" || lower === "0" ? false : word;
}
async function rulesOf(word) {
  if (word === "none") return [];
  if (!word.startsWith("[") && !word.startsWith("- ")) {
    return word.split(/[\n,]/).map((part) => part.trim()).filter((part) => part !== "");
  }
  const { parse } = await import("./dist-WQISZF5V.js");
  try {
    return parse(word, { maxAliasCount: 100, uniqueKeys: false });
  } catch {
    return word;
  }
}

// src/decide/config-resolve.ts
async function resolveConfig(sources) {
  const mistakes = [
    ...environmentMistakes(sources.env),
    ...sources.file?.mistakes ?? [],
    ...sources.stranger?.base?.mistakes ?? []
  ];
  const resolved = /* @__PURE__ */ new Map();
  for (const key of SETTING_KEYS) {
    const values = [
      await fromGiven(key, sources, mistakes),
      await fromEnvironment(key, sources, mistakes),
      fromFile(key, sourceOf(key, sources)),
      fromDefaults(key)
    ];
    const value = values.find((one) => one !== void 0);
    if (value !== void 0) resolved.set(key, value);
  }
  const accepting = sourceOf("accepted", sources);
  return {
    config: Object.fromEntries(resolved),
    mistakes,
    acceptedAt: (accepting?.acceptedLines ?? []).map((line2) => `${accepting?.path ?? ""}:${line2}`),
    ignored: SETTING_KEYS.filter((key) => isIgnored(key, sources))
  };
}
function sourceOf(key, { file, stranger }) {
  return stranger !== void 0 && settingRow(key).guarded === true ? stranger.base : file;
}
function isIgnored(key, { file, stranger }) {
  if (stranger === void 0 || settingRow(key).guarded !== true) return false;
  const [own, base] = [file?.config[key], stranger.base?.config[key]];
  return own !== void 0 && JSON.stringify(own) !== JSON.stringify(base);
}
async function fromGiven(key, { given, door, packages = [] }, mistakes) {
  if (key === "packages" && packages.length > 0) {
    return checkedValue(key, packages, { by: "flag", name: "packages" }, mistakes);
  }
  const text = given.get(key);
  if (text === void 0) return void 0;
  const [option] = (settingRow(key).option?.syntax ?? `--${key}`).split(" ");
  const name = door === "input" ? key : option ?? key;
  return await checked(key, text, { by: door, name }, mistakes);
}
async function fromEnvironment(key, { env }, mistakes) {
  if (settingRow(key).reads === "none") return void 0;
  const name = environmentName(key);
  const text = env[name];
  if (text === void 0 || text === "" && key !== "fail-on") return void 0;
  return await checked(key, text, { by: "environment", name }, mistakes);
}
function fromFile(key, file) {
  const value = file?.config[key];
  if (file === void 0 || value === void 0) return void 0;
  return { value, origin: { by: "file", name: file.path, line: file.lines.get(key) } };
}
function fromDefaults(key) {
  const { fallback } = settingRow(key);
  return fallback === void 0 ? void 0 : { value: fallback, origin: { by: "default" } };
}
async function checked(key, text, origin, mistakes) {
  return checkedValue(key, await valueOfText(key, text), origin, mistakes);
}
function checkedValue(key, value, origin, mistakes) {
  const result = checkSetting(key, value);
  if (result.problems === void 0) return { value: result.value, origin };
  mistakes.push(...settingMistakes(origin, key, result.problems));
  return void 0;
}

// src/util/byte-size.ts
var UNITS = /* @__PURE__ */ new Map([
  ["", 1],
  ["b", 1],
  ["kb", 1e3],
  ["mb", 1e6],
  ["gb", 1e9],
  ["kib", 2 ** 10],
  ["mib", 2 ** 20],
  ["gib", 2 ** 30]
]);
function parseByteSize(text) {
  const [, number2, unit = ""] = /^([0-9]{1,9}(?:\.[0-9]{1,3})?)\s?([A-Za-z]{0,3})$/.exec(text) ?? [];
  const factor = UNITS.get(unit.toLowerCase());
  if (number2 === void 0 || factor === void 0) return void 0;
  return Math.round(Number(number2) * factor);
}
function sizeText(bytes) {
  for (const [unit, factor] of [
    ["GB", 1e9],
    ["MB", 1e6],
    ["kB", 1e3]
  ]) {
    if (bytes >= factor) return `${(bytes / factor).toFixed(bytes >= 10 * factor ? 0 : 1)} ${unit}`;
  }
  return `${bytes} bytes`;
}

// src/pipeline-settings.ts
import { resolve as resolve4 } from "node:path";
async function resolveSettings(input) {
  const root = await repositoryRoot(input.cwd);
  const loaded = await loadConfig(input, root);
  const { config: config2, configFile } = loaded;
  const deadlineMs = durationOf(config2.deadline);
  const uploadBudgetMs = durationOf(config2["upload-budget"]);
  return {
    config: config2,
    out: resolve4(input.cwd, config2.out.value),
    outGiven: config2.out.origin.by !== "default",
    keep: { runs: config2.keep.value, bytes: parseByteSize(config2["keep-size"].value) ?? Infinity },
    keepGiven: [config2.keep, config2["keep-size"]].some(({ origin }) => origin.by !== "default"),
    gcs: config2.gcs?.value,
    trace: config2.trace.value,
    annotations: config2.annotations.value,
    deadlineMs,
    silentDumpMs: silenceOf(config2["silent-dump"]),
    uploadBudgetMs,
    baseline: config2.baseline?.value,
    root,
    configFile,
    acceptedAt: loaded.acceptedAt,
    base: loaded.base,
    notes: loaded.notes
  };
}
function durationOf(setting) {
  return setting === void 0 ? void 0 : parseGoDurationMs(setting.value);
}
async function readConfig(text, path) {
  const { parseConfig } = await import("./config-file-YVOY2VAP.js");
  return { ...parseConfig(text, path), path };
}
function silenceOf(setting) {
  return setting?.value === "0" || setting?.value === "off" ? 0 : durationOf(setting);
}
async function loadConfig(input, root) {
  const { cwd, env, context, configFile } = input;
  const found = await findConfigFile(cwd, root, configFile);
  const file = found === void 0 ? void 0 : await readConfig(found.text, found.path);
  const isStrangers = context?.trusted === false && (found === void 0 || isInside(root, found.absolute));
  const revision = isStrangers ? await baseRevision(context, root, env) : void 0;
  const base = revision === void 0 ? void 0 : await findConfigAtBase(revision, cwd, configFile);
  const { config: config2, mistakes, acceptedAt, ignored } = await resolveConfig({
    given: input.given.settings,
    door: input.given.door,
    packages: input.packages,
    env,
    file,
    stranger: isStrangers ? { base: base === void 0 ? void 0 : await readConfig(base.text, base.path) } : void 0
  });
  const wrong = [...mistakes, ...await outMistakes(config2, cwd, root)];
  if (wrong.length > 0) {
    const lines = wrong.map(({ at, message }) => `  ${at}: ${message}`);
    throw new UserFailure(
      "RG9001",
      `the configuration has ${wrong.length === 1 ? "a mistake" : "mistakes"}; nothing was run.
${lines.join("\n")}`
    );
  }
  return {
    config: config2,
    configFile: found?.path,
    acceptedAt,
    base: context?.trusted === false ? { revision } : void 0,
    notes: ignored.length > 0 ? [ignoredNote(ignored, revision)] : []
  };
}
function ignoredNote(ignored, revision) {
  const keys = ignored.join(", ");
  return revision === void 0 ? `This change is not trusted, so what its own configuration says of ${keys} does not count, and the base revision is not in this clone: the defaults hold. Fetch the base (actions/checkout with fetch-depth: 0), or set them as inputs.` : `This change is not trusted: of ${keys} the configuration of ${revision.name} counts, not its own.`;
}
async function outMistakes({ out }, cwd, root) {
  const { origin, value } = out;
  if (origin.by === "default") return [];
  const message = await outMistake(resolve4(cwd, value), origin.by === "file" ? root : void 0);
  if (message === void 0) return [];
  return [{ at: placeWords(origin, "out"), message: `${JSON.stringify(value)} ${message}` }];
}
function policyOf(settings, nowMs) {
  const { config: config2 } = settings;
  return {
    failOn: [...config2["fail-on"].value],
    failOnOrigin: originWords(config2["fail-on"].origin),
    accepted: config2.accepted.value.map((entry, index) => {
      const origin = settings.acceptedAt[index];
      return origin === void 0 ? entry : { ...entry, origin };
    }),
    now: new Date(nowMs).toISOString(),
    ...config2["allow-empty"].value ? { allowEmpty: true } : {}
  };
}

// src/collect/evidence-place.ts
import { createHash } from "node:crypto";
import { lstat, mkdir, readdir, realpath as realpath2, stat as stat4 } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { basename, isAbsolute as isAbsolute2, join as join3, relative as relative4, sep as sep3 } from "node:path";
var NOT_EXPRESSIBLE = /["\n\r\\]/;
async function evidencePlace(root, env) {
  const real = await realpath2(root).catch(() => root);
  const hash = createHash("sha256").update(real).digest("hex").slice(0, 12);
  const name = `${basename(real).replaceAll(/[^A-Za-z0-9._-]/g, "_")}-${hash}`;
  for (const base of cacheDirectories(env)) {
    const place = join3(base, "racegate", name);
    if (NOT_EXPRESSIBLE.test(place) || await isInside2(real, base)) continue;
    if (await canMake(place)) return place;
  }
  return join3(tmpdir(), `racegate-${ownUid()}`, name);
}
function cacheDirectories(env) {
  const home = env["HOME"] ?? homeOrNone();
  const caches = process.platform === "darwin" ? join3("Library", "Caches") : ".cache";
  const own = home === void 0 ? void 0 : join3(home, caches);
  const onRunner = env["GITHUB_ACTIONS"] === "true" ? env["RUNNER_TEMP"] : void 0;
  return [onRunner, env["XDG_CACHE_HOME"], own].filter(
    (each) => each !== void 0 && isAbsolute2(each)
  );
}
function homeOrNone() {
  try {
    return homedir();
  } catch {
    return void 0;
  }
}
async function isInside2(root, path) {
  const real = await realpath2(path).catch(() => path);
  const below2 = relative4(root, real);
  return below2 !== ".." && !below2.startsWith(`..${sep3}`) && !isAbsolute2(below2);
}
async function canMake(place) {
  try {
    await mkdir(place, { recursive: true, mode: 448 });
    const entry = await lstat(place);
    return entry.isDirectory() && isOwn2(entry.uid);
  } catch {
    return false;
  }
}
function isOwn2(uid) {
  const own = ownUid();
  return own < 0 || uid === own || own === 0;
}
function ownUid() {
  return process.getuid?.() ?? -1;
}
async function lastCapture(captures) {
  let last;
  for (const name of await readdir(captures).catch(() => [])) {
    const path = join3(captures, name);
    if (!await isMarkedCapture(path)) continue;
    const written = await stat4(join3(path, "manifest.json")).catch(() => void 0);
    if (written === void 0) continue;
    if (last === void 0 || written.mtimeMs > last.atMs) last = { path, atMs: written.mtimeMs };
  }
  return last?.path;
}

export {
  policy,
  baseline,
  loadBaseline,
  parseBaseline,
  readBaselineFile,
  evidencePlace,
  lastCapture,
  sizeText,
  cutUtf8,
  cutUnits,
  fencedBlock,
  chooseColour,
  renderDoneLine,
  renderConsole,
  explain,
  serialiseFindings,
  renderProgressLine,
  renderPackageLine,
  renderHeartbeat,
  renderPublications,
  resolveSettings,
  policyOf
};
