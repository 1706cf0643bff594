import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  PatternFileRefused,
  ownPatternFiles
} from "./chunk-KQQBIVY7.js";
import {
  baseline,
  chooseColour,
  evidencePlace,
  lastCapture,
  loadBaseline,
  policy,
  policyOf,
  renderConsole,
  renderDoneLine,
  renderHeartbeat,
  renderPackageLine,
  renderProgressLine,
  renderPublications,
  resolveSettings,
  serialiseFindings,
  sizeText
} from "./chunk-IHI3S5L6.js";
import {
  WRAPPER,
  collectRun,
  finishCapture,
  goTestFlagValues,
  leaveManifest,
  parseGoTestFlags,
  planRun
} from "./chunk-DHT6K65V.js";
import {
  writeFileAtomically
} from "./chunk-7ZAQYDPQ.js";
import {
  openCapture,
  openFiles
} from "./chunk-SG2LAXO6.js";
import {
  claimCapture,
  isLive,
  isMarkedCapture
} from "./chunk-SP5E6TVN.js";
import {
  goraceMistake,
  parseGoDurationMs
} from "./chunk-WXN22JGC.js";
import {
  escapeForRunnerLog,
  guardRunnerLines
} from "./chunk-OUFEZETZ.js";
import {
  escapeForTerminal
} from "./chunk-SB7B5DOZ.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";

// src/collect/not-run.ts
import { mkdir } from "node:fs/promises";
async function notRun(plan, nowMs) {
  await mkdir(plan.captureDirectory, { recursive: true });
  return {
    argv: ["go", ...plan.goArgs.filter((arg) => !arg.includes(WRAPPER) && arg !== "-exec")],
    steps: [],
    startedAtMs: nowMs,
    endedAtMs: nowMs,
    collectMs: 0,
    end: "not-run",
    goExitCode: null,
    goSignal: void 0,
    processes: [],
    losses: [],
    notes: []
  };
}

// src/pipeline-check.ts
import { stat } from "node:fs/promises";

// src/collect/go-test-values.ts
var positive = [(value) => /^\+?0*[1-9][0-9]{0,8}$/.test(value), "a positive whole number"];
var whole = [(value) => /^[+-]?[0-9]{1,9}$/.test(value), "a whole number"];
var duration = [(value) => parseGoDurationMs(value) !== void 0, "a duration like 10m"];
var times = [
  (value) => /^[1-9][0-9]{0,8}x$/.test(value) || (parseGoDurationMs(value) ?? 0) > 0,
  "a duration like 2s, or a number of times like 100x"
];
var bool = [
  (value) => /^(?:1|0|t|f|T|F|true|false|TRUE|FALSE|True|False)$/.test(value),
  "true or false"
];
var oneOf = (...words) => [(value) => words.includes(value), words.join(", ")];
var TESTS = new Map([
  ["p", positive],
  ["parallel", positive],
  ["count", whole],
  ["cpu", [(value) => value.split(",").every((one) => positive[0](one.trim())), "CPU counts"]],
  ["timeout", duration],
  ["benchtime", times],
  ["fuzztime", times],
  ["fuzzminimizetime", times],
  ["blockprofilerate", whole],
  ["memprofilerate", whole],
  ["mutexprofilefraction", whole],
  ["covermode", oneOf("set", "count", "atomic")],
  ["mod", oneOf("readonly", "vendor", "mod")],
  ["shuffle", [(value) => /^(?:on|off|-?[0-9]{1,19})$/.test(value), "on, off or a seed"]],
  ...["short", "failfast", "cover", "benchmem", "fullpath", "trimpath", "race", "modcacherw"].map(
    (name) => [name, bool]
  )
]);
function checkGoTestFlags(tokens, where) {
  parseGoTestFlags(tokens, where);
  for (const { name, value } of goTestFlagValues(tokens)) {
    const test = TESTS.get(name);
    if (test === void 0 || test[0](value)) continue;
    throw new UserFailure(
      "RG9001",
      `-${name}=${value.slice(0, 80)} (${where}) is refused: ${JSON.stringify(value.slice(0, 80))} is not ${test[1]}.`
    );
  }
}

// src/pipeline-check.ts
async function checkRunInput(input, env) {
  const isInput = input.given.door === "input";
  const entry = await stat(input.cwd).catch(() => void 0);
  if (entry?.isDirectory() !== true) {
    const where = isInput ? "input working-directory: " : "";
    const what = entry === void 0 ? "does not exist" : "is not a directory";
    throw new UserFailure(
      "RG9001",
      `${where}${input.cwd} ${what}. Name the directory of the Go module, from the checkout's root.`
    );
  }
  checkGoTestFlags(input.goTestFlags, isInput ? "input args" : "--");
  const mistake = goraceMistake(env["GORACE"] ?? "");
  if (mistake !== void 0) throw new UserFailure("RG9001", `GORACE: ${mistake}`);
}

// src/pipeline-deliver.ts
import { mkdir as mkdir4 } from "node:fs/promises";
import { join as join4, relative as relative2 } from "node:path";

// src/collect/own-directory.ts
import {
  lstat,
  mkdir as mkdir2,
  readFile,
  readdir,
  rm,
  rmdir,
  stat as stat2,
  unlink,
  writeFile
} from "node:fs/promises";
import { join } from "node:path";
var IGNORED = "*\n!/patterns/\n!/patterns/**\n";
async function prepareOwnDirectory(out) {
  await mkdir2(out, { recursive: true }).catch(() => void 0);
  await writeFile(join(out, ".gitignore"), IGNORED, { flag: "wx" }).catch(() => void 0);
}
async function clearOwnDirectory(out) {
  try {
    if (!(await lstat(out)).isDirectory()) return;
    await unlink(join(out, "findings.json")).catch(() => void 0);
    const rest = await readdir(out);
    if (rest.length > 1 || rest.length === 1 && rest[0] !== ".gitignore") return;
    const ignore = join(out, ".gitignore");
    if (rest.length === 1 && await readFile(ignore, "utf8") === IGNORED) await unlink(ignore);
    await rmdir(out);
  } catch {
  }
}
async function pruneCaptures(captures, keep, nowMs) {
  const found = [];
  for (const name of await readdir(captures).catch(() => [])) {
    const path = join(captures, name);
    if (!await isMarkedCapture(path) || await isLive(path, nowMs)) continue;
    const { mtimeMs } = await stat2(path);
    found.push({ path, mtimeMs, bytes: await sizeOf(path) });
  }
  found.sort((a, b) => b.mtimeMs - a.mtimeMs);
  let [count, bytes, held] = [0, 0, 0];
  for (const [index, capture] of found.entries()) {
    held += capture.bytes;
    if (index < keep.runs && held <= keep.bytes) continue;
    const removed = await rm(capture.path, { recursive: true, force: true }).then(
      () => true,
      () => false
    );
    if (!removed) continue;
    count++;
    bytes += capture.bytes;
  }
  return { count, bytes };
}
async function sizeOf(directory) {
  let bytes = 0;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    () => []
  );
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    bytes += await lstat(join(entry.parentPath, entry.name)).then(
      ({ size }) => size,
      () => 0
    );
  }
  return bytes;
}

// src/pipeline-place.ts
import { mkdir as mkdir3, rmdir as rmdir2 } from "node:fs/promises";
import { dirname, join as join3 } from "node:path";

// src/collect/refuse-links.ts
import { lstat as lstat2 } from "node:fs/promises";
import { isAbsolute, join as join2, relative, sep } from "node:path";
async function refuseLinks(base, path) {
  const below = relative(base, path);
  const inside = below !== "" && below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below);
  let level = inside ? base : path;
  const names = inside ? below.split(sep) : [];
  for (; ; ) {
    if (level !== base) {
      const entry = await lstat2(level).catch(() => void 0);
      if (entry?.isSymbolicLink() === true) throw linkRefusal(level);
    }
    const name = names.shift();
    if (name === void 0) return;
    level = join2(level, name);
  }
}
function linkRefusal(path) {
  return new UserFailure(
    "RG9001",
    `${path} is a symbolic link. racegate writes and deletes there, and follows no links, so that a checkout cannot lead it elsewhere. Remove the link, or name a directory with --out.`
  );
}

// src/pipeline-place.ts
async function captureHome(settings, rim) {
  if (settings.outGiven) return settings.out;
  if (rim.context.platform === "cloud-build" && settings.gcs === void 0) return settings.out;
  return await evidencePlace(settings.root, rim.env);
}
async function prepareRunPlace(settings, rim, input) {
  await refuseOutLinks(settings, input.cwd);
  const home = await captureHome(settings, rim);
  const captures = join3(home, "captures");
  await refuseLinks(home, captures);
  if (!settings.outGiven) await clearOwnDirectory(settings.out);
  if (home === settings.out && !settings.outGiven) await prepareOwnDirectory(home);
  if (!settings.outGiven || settings.keepGiven) {
    const { count, bytes } = await pruneCaptures(captures, settings.keep, rim.now());
    if (count > 0 && input.verbose) {
      const what = count === 1 ? "1 capture" : `${count} captures`;
      rim.stderr.write(
        `racegate: ${what} of earlier runs removed from ${captures} (${sizeText(bytes)}); keep: sets how many stay
`
      );
    }
  }
  const { runId, attempt } = rim.context;
  const captureDirectory = join3(captures, `${runId}-${attempt}`);
  return { captureDirectory, release: await claim(captureDirectory) };
}
async function lastRun(settings, rim) {
  const captures = join3(await captureHome(settings, rim), "captures");
  const last = await lastCapture(captures);
  if (last !== void 0) return last;
  throw new UserFailure(
    "RG9001",
    `There is no capture of a finished run in ${captures}. Run racegate run, or name a capture or files.`
  );
}
async function claim(directory) {
  try {
    const first = await mkdir3(directory, { recursive: true });
    const release = await claimCapture(directory);
    return async () => {
      await release();
      await removeEmpty(dirname(directory), first);
    };
  } catch (error) {
    throw new UserFailure("RG9001", `The capture directory ${directory} ${whyNot(error)}.`);
  }
}
async function removeEmpty(path, first) {
  if (first === void 0) return;
  for (let level = path; level.startsWith(first); level = dirname(level)) {
    const removed = await rmdir2(level).then(
      () => true,
      () => false
    );
    if (!removed) return;
  }
}
function whyNot(error) {
  const { code } = error;
  if (code === "EEXIST") return "is not empty: it is another run's";
  if (code !== "EACCES" && code !== "EPERM" && code !== "EROFS") {
    return `cannot be written: ${String(error)}`;
  }
  return `cannot be written by user ${process.getuid?.() ?? "unknown"} (${code}). Let it be writable in a step before, run as its owner, or name another directory with out (--out)`;
}
async function refuseOutLinks({ out, root }, cwd) {
  const base = isBelow(out, cwd) ? cwd : root;
  await refuseLinks(base, out);
  for (const name of ["captures", "findings.json.part"]) await refuseLinks(out, join3(out, name));
}
function isBelow(path, directory) {
  return path.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}

// src/pipeline-deliver.ts
var CANCELLED_UPLOAD_MS = 2e3;
async function deliver(delivery, rim) {
  const { document, presentation, settings } = delivery;
  const text = serialiseFindings(document);
  const say = (words) => rim.stderr.write(`${guardRunnerLines(words)}
`);
  const findingsFile = delivery.publish ? await writeFindings(settings, delivery.cwd, text, say) : void 0;
  const stdoutColour = chooseColour({
    flag: presentation.colour,
    env: rim.env,
    isTTY: rim.stdout.isTTY === true
  });
  if (presentation.json) rim.stdout.write(text);
  else {
    const report = renderConsole(document, {
      colour: stdoutColour,
      width: rim.stdout.columns,
      directory: directoryInRoot(delivery),
      notesAt: notesPlace(delivery, findingsFile, rim),
      ...detailOf(delivery, findingsFile, rim)
    });
    rim.stdout.write(report);
  }
  const reportLink = delivery.publish ? await store(delivery, text, rim, say) : void 0;
  if (delivery.publish) {
    const publications = renderPublications(document, {
      reportLink,
      annotations: settings.annotations
    });
    const { notes } = await rim.deliver(publications, settings.annotations);
    const told = notes.filter(({ level }) => level !== "debug" || presentation.verbose);
    for (const note of told) say(escapeForTerminal(`${note.level}: ${note.message}`));
  }
  if (delivery.captureDirectory !== void 0 && document.verdict.exitCode !== 0) {
    say(escapeForTerminal(`racegate: the capture of this run is ${delivery.captureDirectory}`));
  }
  const done = renderDoneLine(document, {
    durationMs: rim.now() - delivery.startedMs,
    reportLink: reportLink ?? findingsFile
  });
  (presentation.json ? rim.stderr : rim.stdout).write(`${presentation.json ? "" : "\n"}${done}
`);
  return {
    exitCode: document.verdict.exitCode,
    document,
    findingsFile: await keepFindings(delivery, text) ?? findingsFile,
    captureDirectory: delivery.captureDirectory,
    reportLink
  };
}
function detailOf({ presentation }, findingsFile, rim) {
  if (presentation.runnerLog) return { detail: "grouped" };
  if (presentation.verbose) return { detail: "full" };
  if (findingsFile === void 0) return { detailsAt: "--verbose" };
  const isLocal = rim.context.platform === "local";
  return { detailsAt: isLocal ? "racegate explain <id>" : "findings.json" };
}
function notesPlace({ presentation }, findingsFile, rim) {
  if (presentation.verbose || findingsFile === void 0) return void 0;
  return rim.context.platform === "local" ? "racegate explain --last" : "in findings.json";
}
async function keepFindings({ publish, captureDirectory }, text) {
  if (!publish || captureDirectory === void 0) return void 0;
  const path = join4(captureDirectory, "findings.json");
  return await writeFileAtomically(path, text).then(
    () => path,
    // The capture may be gone; the one in the output directory remains.
    () => void 0
  );
}
async function writeFindings(settings, cwd, text, say) {
  const { out } = settings;
  const path = join4(out, "findings.json");
  try {
    await refuseOutLinks(settings, cwd);
    if (settings.outGiven) await mkdir4(out, { recursive: true });
    else await prepareOwnDirectory(out);
    await writeFileAtomically(path, text);
    return path;
  } catch (error) {
    say(`racegate: ${path} could not be written (${wordsOf(error)}); the verdict stands [RG9004]`);
    return void 0;
  }
}
async function store(delivery, text, rim, say) {
  const { manifest, capture, document, settings } = delivery;
  if (manifest === void 0) return void 0;
  const places = [settings.gcs, settings.outGiven ? settings.out : void 0];
  let link;
  for (const place of places) {
    if (place === void 0) continue;
    const target = rim.openStore(place);
    const run2 = { id: manifest.run.id, attempt: manifest.run.attempt };
    const { report, notes } = await rim.upload({
      manifest,
      store: target,
      run: run2,
      artifacts: capture.artifacts,
      documents: /* @__PURE__ */ new Map([["findings.json", Buffer.from(text)]]),
      traceMode: settings.trace,
      packagesWithFindings: new Set(
        document.findings.filter(({ state }) => state !== "fixed").map((each) => each.package)
      ),
      signal: rim.signal,
      budgetMs: settings.uploadBudgetMs,
      cancelledBudgetMs: CANCELLED_UPLOAD_MS,
      spoolDirectory: delivery.captureDirectory
    });
    for (const note of notes) {
      if (note.level === "info" && target.kind === "disk") continue;
      const tail = note.level === "warning" ? "; the verdict stands [RG9004]" : "";
      say(escapeForTerminal(`racegate: ${note.message}${tail}`));
    }
    if (report.manifest.state === "stored") {
      link ??= target.link(`runs/${run2.id}/${run2.attempt}/findings.json`);
    }
  }
  return link;
}
function wordsOf(error) {
  return error instanceof Error ? error.message : String(error);
}
function directoryInRoot({ manifest, settings, cwd }) {
  const path = relative2(manifest?.root ?? settings.root, cwd).replaceAll("\\", "/");
  return path.startsWith("..") ? "" : path;
}

// src/pipeline-own-patterns.ts
var PATTERNS_MAX = 100;
async function ownPatterns(cwd) {
  const files = readFiles(cwd);
  if (files.length > 0) await check(files);
  return files;
}
function readFiles(cwd) {
  try {
    return ownPatternFiles(cwd);
  } catch (error) {
    if (!(error instanceof PatternFileRefused)) throw error;
    throw refusal([error.message]);
  }
}
async function check(files) {
  const [{ loadPatterns }, { TraceInterner }] = await Promise.all([
    import("./patterns-Z22EOTKJ.js"),
    import("./trace-interner-2UCYCPMW.js")
  ]);
  const fileOf = /* @__PURE__ */ new Map();
  const twice = [];
  for (const file of files) {
    for (const name of loadPatterns([file], false, new TraceInterner()).own) {
      const other = fileOf.get(name);
      if (other !== void 0) twice.push(`${file.path}: ${name} is a pattern of ${other} as well`);
      fileOf.set(name, file.path);
    }
  }
  if (twice.length > 0) throw refusal(twice);
  const { own, mistakes } = loadPatterns(files, false, new TraceInterner());
  if (mistakes.length > 0) throw refusal(mistakes.map((m) => `${m.at}: ${m.message}`));
  if (own.size <= PATTERNS_MAX) return;
  throw refusal([`.racegate/patterns: ${own.size} patterns; a run takes at most ${PATTERNS_MAX}`]);
}
function refusal(mistakes) {
  const lines = mistakes.map((mistake) => `  ${mistake}`).join("\n");
  const what = mistakes.length === 1 ? "a mistake" : "mistakes";
  return new UserFailure("RG9001", `the own patterns have ${what}; nothing was run.
${lines}`);
}

// src/pipeline-live.ts
var REDRAW_MS = 100;
var HEARTBEAT_AFTER_MS = 3e4;
var ERASE_LINE = "\r\x1B[2K";
var RACE_MARK = Buffer.from("race detected during execution of test");
var CACHED_MARK = Buffer.from("(cached)");
var LiveProgress = class {
  #options;
  #running = /* @__PURE__ */ new Map();
  #startedMs;
  #timer;
  #done = 0;
  #testsDone = 0;
  #testsFailed = 0;
  #races = 0;
  #lastSaidMs;
  #lineShown = false;
  constructor(options) {
    this.#options = options;
    this.#startedMs = options.now();
    this.#lastSaidMs = this.#startedMs;
    this.#timer = setInterval(() => this.#tick(), this.#onTerminal ? REDRAW_MS : 1e3);
    this.#timer.unref();
  }
  get #onTerminal() {
    return this.#options.stderr.isTTY === true;
  }
  /** One line of the stream of `go test -json`. */
  onEvent({ action, line }) {
    const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
    if (action === "output" && !this.#options.verbose) {
      if (!bytes.includes(RACE_MARK) && !bytes.includes(CACHED_MARK)) return;
    }
    const event = parseEvent(bytes);
    if (event === void 0) return;
    const name = typeof event.Package === "string" ? event.Package : "";
    if (name !== "") this.#follow(name, event);
  }
  /** Text that go itself wrote: downloads, build errors. */
  onStderr(line) {
    const text = Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString("utf8");
    if (text.trim() !== "") this.#say(this.#foreign(text));
  }
  /** A line of racegate's own. */
  note(text) {
    this.#say(text);
  }
  stop() {
    clearInterval(this.#timer);
    this.#erase();
  }
  #follow(name, event) {
    const state = this.#package(name);
    const action = event.Action;
    if (action === "output") {
      const text = typeof event.Output === "string" ? event.Output : "";
      if (text.includes("race detected during execution of test")) {
        state.races++;
        this.#races++;
      }
      if (event.Test === void 0 && text.includes("(cached)")) state.cached = true;
      if (this.#options.verbose && text !== "") this.#say(this.#foreign(text.replace(/\n$/, "")));
      return;
    }
    if (action !== "pass" && action !== "fail" && action !== "skip") return;
    if (event.Test !== void 0) {
      state.tests++;
      this.#testsDone++;
      if (action === "fail") {
        state.failed++;
        this.#testsFailed++;
      }
      return;
    }
    if (event.FailedBuild !== void 0) state.buildFailed = true;
    this.#finish(name, action, event, state);
  }
  #finish(name, action, event, state) {
    this.#running.delete(name);
    this.#done++;
    const elapsedMs = typeof event.Elapsed === "number" ? event.Elapsed * 1e3 : void 0;
    const line = {
      importPath: name,
      outcome: state.buildFailed ? "build-failed" : action,
      tests: state.tests,
      testsFailed: state.failed,
      races: state.races,
      elapsedMs,
      cached: state.cached
    };
    if (line.outcome === "skip" && state.tests === 0 && this.#onTerminal) return;
    const { colour, stderr } = this.#options;
    this.#say(renderPackageLine(line, { colour, width: stderr.columns }));
  }
  #package(name) {
    const known = this.#running.get(name);
    if (known !== void 0) return known;
    const fresh = {
      sinceMs: this.#options.now(),
      tests: 0,
      failed: 0,
      races: 0,
      cached: false,
      buildFailed: false
    };
    this.#running.set(name, fresh);
    return fresh;
  }
  #foreign(text) {
    return this.#options.runnerLog ? escapeForRunnerLog(text) : escapeForTerminal(text);
  }
  #say(text) {
    this.#erase();
    this.#options.stderr.write(text.endsWith("\n") ? text : `${text}
`);
    this.#lastSaidMs = this.#options.now();
  }
  #erase() {
    if (!this.#lineShown) return;
    this.#options.stderr.write(ERASE_LINE);
    this.#lineShown = false;
  }
  #tick() {
    const nowMs = this.#options.now();
    const state = {
      startedMs: this.#startedMs,
      packagesDone: this.#done,
      packagesPlanned: this.#options.packagesPlanned,
      testsDone: this.#testsDone,
      testsFailed: this.#testsFailed,
      races: this.#races,
      running: [...this.#running].map(([importPath, { sinceMs }]) => ({ importPath, sinceMs })).sort((a, b) => a.sinceMs - b.sinceMs)
    };
    const { stderr, colour } = this.#options;
    if (this.#onTerminal) {
      const line = renderProgressLine(state, nowMs, { colour, width: stderr.columns });
      stderr.write(`${ERASE_LINE}${line.trimEnd()}`);
      this.#lineShown = true;
    } else if (nowMs - this.#lastSaidMs >= HEARTBEAT_AFTER_MS) {
      this.#say(renderHeartbeat(state, nowMs));
    }
  }
};
function parseEvent(bytes) {
  try {
    const value = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null ? value : void 0;
  } catch {
    return void 0;
  }
}

// src/pipeline-request.ts
var PLATFORM_MARGIN_MS = 9e4;
function runRequestOf(input, settings, rim, nowMs, captureDirectory) {
  const { config } = settings;
  const { buildDeadlineMs } = rim.context;
  const own = settings.deadlineMs === void 0 ? void 0 : nowMs + settings.deadlineMs;
  const platform = buildDeadlineMs === void 0 ? void 0 : buildDeadlineMs - PLATFORM_MARGIN_MS;
  const deadlineAtMs = Math.min(own ?? Infinity, platform ?? Infinity);
  return {
    cwd: input.cwd,
    env: rim.env,
    captureDirectory,
    packages: config.packages.value,
    goTestFlags: input.goTestFlags,
    gomaxprocs: { value: config.gomaxprocs.value, source: sourceOf(config.gomaxprocs.origin) },
    gorace: config.gorace === void 0 ? [] : [{ value: config.gorace.value, source: sourceOf(config.gorace.origin) }],
    ...Number.isFinite(deadlineAtMs) ? { deadlineAtMs } : {},
    trace: settings.trace,
    profiles: config.profiles.value,
    observe: config.observe.value,
    failFast: config["fail-fast"].value,
    noInline: config["no-inline"].value,
    schedtrace: config.schedtrace.value,
    inittrace: config.inittrace.value,
    mode: config.mode.value,
    debugPanics: config["debug-panics"].value,
    ...settings.silentDumpMs === void 0 ? {} : { silentDumpMs: settings.silentDumpMs },
    modules: config.modules?.value,
    passEnv: config["pass-env"].value
  };
}
var SOURCES = {
  default: "default",
  flag: "flag",
  input: "flag",
  environment: "environment",
  file: "config"
};
function sourceOf({ by }) {
  return SOURCES[by];
}

// src/pipeline.ts
async function run(input, rim) {
  const startedMs = rim.now();
  const settings = await resolveSettings({ ...input, env: rim.env, context: rim.context });
  if (settings.gcs !== void 0) rim.openStore(settings.gcs);
  const policy2 = policyOf(settings, startedMs);
  await checkRunInput(input, rim.env);
  const baseline2 = await loadBaseline(settings, input.cwd, rim);
  const patterns = await ownPatterns(input.cwd);
  const place = await prepareRunPlace(settings, rim, input);
  try {
    const request = runRequestOf(input, settings, rim, startedMs, place.captureDirectory);
    const plan = await planRun(request);
    return await runPlan(plan, { input, settings, policy: policy2, baseline: baseline2, patterns, startedMs }, rim);
  } finally {
    await place.release();
  }
}
async function runPlan(plan, rules, rim) {
  const { input, settings, policy: policy2, baseline: baseline2, patterns, startedMs } = rules;
  const collected = await collect(plan, input, rim, settings.notes);
  const captureDirectory = plan.captureDirectory;
  const { keepWhatFindingsNeed, rereadRun, rerunFailures, settle } = await loadAnalysis();
  const known = {
    tool: { name: "racegate", version: rim.version },
    runId: rim.context.runId,
    attempt: rim.context.attempt,
    policy: policy2,
    baseline: baseline2 ?? null,
    build: rim.context
  };
  if (rim.signal.aborted) await leaveManifest(plan, collected, known);
  const rerun = await rerunFailures(plan, collected, known, {
    signal: rim.signal,
    now: rim.now,
    say: (words) => rim.stderr.write(`${escapeForTerminal(words)}
`)
  });
  const kept = await keepWhatFindingsNeed(plan, rerun, rim.signal, known, patterns, {
    trace: settings.trace,
    policy: policy2,
    baseline: baseline2
  });
  const outcome = rim.signal.aborted ? { ...rerun, end: "cancelled" } : rerun;
  const { parsed, facts } = kept;
  const manifest = await finishCapture(plan, outcome, facts);
  const capture = await openCapture(captureDirectory);
  try {
    const document = await settle(await rereadRun(parsed, capture), policy2, baseline2);
    return await deliver(
      {
        document,
        manifest,
        capture,
        captureDirectory,
        settings,
        presentation: input,
        startedMs,
        cwd: input.cwd,
        publish: true
      },
      rim
    );
  } finally {
    await capture.close();
  }
}
async function analyze(input, rim) {
  const startedMs = rim.now();
  const settings = await resolveSettings({ ...input, env: rim.env, context: rim.context });
  const paths = input.paths.length > 0 ? input.paths : [await lastRun(settings, rim)];
  const capture = await openFiles(paths, input.stdin);
  try {
    for (const note of capture.notes) rim.stderr.write(`racegate: ${note.message}
`);
    const { policy: policy2, baseline: baseline2 } = await rulesFor(capture, input, settings, rim, startedMs);
    const { readRun, settle } = await loadAnalysis();
    const read = await readRun(capture);
    const patterns = capture.manifest === void 0 ? await ownPatterns(input.cwd) : read.patterns;
    const document = await settle({ ...read, patterns }, policy2, baseline2);
    return await deliver(
      {
        document,
        manifest: capture.manifest,
        capture,
        captureDirectory: void 0,
        settings,
        presentation: input,
        startedMs,
        cwd: input.cwd,
        publish: false
      },
      rim
    );
  } finally {
    await capture.close();
  }
}
function loadAnalysis() {
  return import("./pipeline-analysis-X72VIR3W.js");
}
var QUIET_NOTES = /* @__PURE__ */ new Set(["environment-removed"]);
async function collect(plan, input, rim, settingNotes) {
  if (plan.preflight.length > 0) return await notRun(plan, rim.now());
  const live = new LiveProgress({
    stderr: rim.stderr,
    colour: chooseColour({ flag: input.colour, env: rim.env, isTTY: rim.stderr.isTTY === true }),
    verbose: input.verbose,
    runnerLog: input.runnerLog,
    now: rim.now,
    packagesPlanned: plan.packages.length
  });
  let analysis;
  try {
    const planned = plan.notes.filter(({ code }) => input.verbose || !QUIET_NOTES.has(code));
    const notes = [...rim.context.notes, ...settingNotes, ...planned.map((n) => n.message)];
    for (const note of notes) live.note(note);
    return await collectRun(plan, {
      signal: rim.signal,
      env: rim.env,
      onEvent: (event) => {
        if (event.action === "run") analysis ??= loadAnalysis();
        live.onEvent(event);
      },
      onStderr: (line) => live.onStderr(line)
    });
  } finally {
    live.stop();
  }
}
async function rulesFor(capture, input, settings, rim, nowMs) {
  const { manifest } = capture;
  const own = policyOf(settings, nowMs);
  if (manifest === void 0) {
    return { policy: own, baseline: await loadBaseline(settings, input.cwd, rim) };
  }
  const kept = policy.safeParse(manifest.policy);
  const policy2 = kept.success ? kept.data : own;
  const { by } = settings.config["fail-on"].origin;
  const flags = by === "flag" || by === "input";
  const keptBaseline = baseline.safeParse(manifest.baseline);
  return {
    policy: flags ? { ...policy2, failOn: own.failOn } : policy2,
    baseline: !input.given.settings.has("baseline") ? keptBaseline.data : await loadBaseline(settings, input.cwd, rim)
  };
}

export {
  run,
  analyze
};
