import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  writeFileAtomically
} from "./chunk-7ZAQYDPQ.js";
import {
  END_DUMP,
  LEAK_PROFILE,
  RAW_RECORD,
  SILENT_DUMP,
  createLineSplitter,
  execCommandLine,
  finishProcessRecord,
  processDirectories,
  testingHook,
  wrapperScript
} from "./chunk-SG2LAXO6.js";
import {
  createCrc32c
} from "./chunk-N6K2DZNL.js";
import {
  importPathDirectory
} from "./chunk-5MQILW2H.js";
import {
  CLAIM_FILES,
  execa,
  isRunning,
  isSame,
  livingProcesses,
  orphans,
  runCommand,
  runGo
} from "./chunk-SP5E6TVN.js";
import {
  goraceMistake,
  isRacegatesOption,
  parseGoDurationMs,
  parseGorace
} from "./chunk-WXN22JGC.js";
import {
  MANIFEST_VERSION
} from "./chunk-TZZCAVMG.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";
import {
  noteTemporary
} from "./chunk-DJRU4FCG.js";

// src/collect/finish-capture.ts
import { join as join2 } from "node:path";

// src/collect/artifacts.ts
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
var RERUNS = "reruns";
var TOP_LEVEL = /* @__PURE__ */ new Map([
  ["stream.jsonl", "stream"],
  ["stderr.log", "stderr"],
  ["symbols.json", "symbols"],
  ["sources.json", "sources"],
  ["patterns.json", "patterns"]
]);
var IN_PROCESS = /* @__PURE__ */ new Map([
  ["process.json", "process"],
  ["trace.out", "trace"],
  ["mutex.pprof", "mutex-profile"],
  ["block.pprof", "block-profile"],
  ["binary", "binary"],
  [END_DUMP, "goroutine-dump"],
  [LEAK_PROFILE, "goroutine-leak-profile"],
  ["panics.json", "panics"]
]);
var RACE_FILE = /^race\.\d+$/;
function kindOf(name) {
  if (RACE_FILE.test(name)) return "race-log";
  return SILENT_DUMP.test(name) ? "goroutine-dump" : IN_PROCESS.get(name);
}
async function listArtifacts(directory) {
  const found = [];
  for (const [name, kind] of TOP_LEVEL) {
    const sizeBytes = await sizeOf(join(directory, name));
    if (sizeBytes !== void 0) found.push({ path: name, kind, sizeBytes });
  }
  for (const process2 of await processDirectories(directory)) {
    for (const name of await readdir(process2.path)) {
      const kind = kindOf(name);
      const sizeBytes = await sizeOf(join(process2.path, name));
      if (kind === void 0 || sizeBytes === void 0) continue;
      if (sizeBytes === 0 && kind !== "race-log") continue;
      const { relative: relative5, package: importPath, pid } = process2;
      found.push({ path: `${relative5}/${name}`, kind, package: importPath, pid, sizeBytes });
    }
  }
  found.push(...await rerunArtifacts(directory));
  return found.sort((left, right) => left.path < right.path ? -1 : 1);
}
var IN_RERUN = /* @__PURE__ */ new Set([
  "stream",
  "stderr",
  "process",
  "race-log",
  "binary"
]);
async function rerunArtifacts(directory) {
  const found = [];
  for (const number of await readdir(join(directory, RERUNS)).catch(() => [])) {
    if (!/^[1-9][0-9]{0,3}$/.test(number)) continue;
    for (const artifact of await listArtifacts(join(directory, RERUNS, number))) {
      if (!IN_RERUN.has(artifact.kind)) continue;
      found.push({ ...artifact, path: `${RERUNS}/${number}/${artifact.path}` });
    }
  }
  return found;
}
async function sizeOf(path) {
  return stat(path).then(
    (entry) => entry.isFile() ? entry.size : void 0,
    () => void 0
  );
}
async function withChecksum(directory, artifact) {
  const sum = await createCrc32c();
  let sizeBytes = 0;
  const stream = createReadStream(join(directory, artifact.path), { highWaterMark: 1 << 20 });
  for await (const chunk of stream) {
    sum.update(chunk);
    sizeBytes += chunk.length;
  }
  return { ...artifact, sizeBytes, crc32c: sum.digestBase64() };
}

// src/collect/finish-capture.ts
var CANCELLED_BUDGET_MS = 1500;
async function draftManifest(plan, outcome, facts) {
  return masked(plan, manifestOf(plan, outcome, facts, await listArtifacts(plan.captureDirectory)));
}
async function finishCapture(plan, outcome, facts) {
  const artifacts = [];
  const losses = [];
  const untilMs = outcome.end === "cancelled" ? performance.now() + CANCELLED_BUDGET_MS : Infinity;
  for (const artifact of await listArtifacts(plan.captureDirectory)) {
    if (performance.now() > untilMs) {
      artifacts.push(artifact);
      continue;
    }
    try {
      artifacts.push(await withChecksum(plan.captureDirectory, artifact));
    } catch (error) {
      losses.push(unreadable(artifact, String(error)));
    }
  }
  const closed = { ...facts, losses: [...facts.losses ?? [], ...losses] };
  const manifest = masked(plan, manifestOf(plan, outcome, closed, artifacts));
  await writeManifest(plan, manifest);
  return manifest;
}
async function leaveManifest(plan, outcome, facts) {
  try {
    await writeManifest(plan, masked(plan, await draftManifest(plan, outcome, facts)));
  } catch {
  }
}
async function writeManifest(plan, manifest) {
  const text = `${JSON.stringify(manifest, void 0, 2)}
`;
  await writeFileAtomically(join2(plan.captureDirectory, "manifest.json"), text);
}
function masked({ masker }, manifest) {
  if (masker.isEmpty) return manifest;
  return JSON.parse(masker.maskText(JSON.stringify(manifest), true));
}
function unreadable(artifact, why) {
  return {
    code: "artifact-unreadable",
    what: artifact.path,
    why,
    ...artifact.package === void 0 ? {} : { package: artifact.package },
    bytes: artifact.sizeBytes,
    breaksVerdict: artifact.kind === "race-log" || artifact.kind === "stream"
  };
}
function manifestOf(plan, outcome, facts, artifacts) {
  const problems = [...plan.preflight, ...plan.unlisted];
  return {
    manifestVersion: MANIFEST_VERSION,
    tool: facts.tool,
    run: {
      id: facts.runId,
      attempt: facts.attempt,
      startedAt: new Date(outcome.startedAtMs).toISOString(),
      endedAt: new Date(outcome.endedAtMs).toISOString(),
      collectMs: outcome.collectMs,
      end: outcome.end,
      goExitCode: outcome.goExitCode,
      ...outcome.goSignal === void 0 ? {} : { goSignal: outcome.goSignal }
    },
    go: plan.go,
    command: { argv: [...outcome.argv], cwd: plan.steps[0]?.directory ?? plan.cwd },
    packages: [...plan.packages],
    modules: [...plan.modules],
    root: plan.root,
    directory: plan.cwd,
    otherModulesBelow: [...plan.otherModulesBelow],
    ...plan.modulesCut ? { modulesCut: true } : {},
    ...plan.brokenModules.length === 0 ? {} : { brokenModules: [...plan.brokenModules] },
    ...isOneHere(plan) ? {} : { steps: stepRecords(plan, outcome) },
    excludedByRace: [...plan.excludedByRace],
    filters: [...plan.filters],
    pinned: effectiveSettings(plan, outcome, facts.gomaxprocsFromTrace),
    ...plan.deadlineAtMs === void 0 ? {} : {
      deadline: {
        at: new Date(plan.deadlineAtMs).toISOString(),
        userTimeoutMs: plan.wrapper.userTimeoutMs
      }
    },
    mode: plan.mode.mode,
    failFast: plan.failFast,
    processes: [...outcome.processes],
    ...outcome.reruns === void 0 ? {} : { reruns: [...outcome.reruns] },
    artifacts: [...artifacts],
    losses: [...outcome.losses, ...facts.losses ?? []],
    notes: [...plan.notes, ...outcome.notes, ...facts.notes ?? []],
    ...problems.length === 0 ? {} : { preflight: problems },
    policy: facts.policy,
    baseline: facts.baseline,
    build: facts.build,
    ...facts.patches === void 0 || facts.patches.length === 0 ? {} : { patches: [...facts.patches] },
    ...facts.silentRuns === void 0 || facts.silentRuns.length === 0 ? {} : { silentRuns: [...facts.silentRuns] },
    sourceFiles: [...facts.sourceFiles ?? []]
  };
}
function isOneHere({ steps, cwd }) {
  return steps.length === 0 || steps.length === 1 && steps[0]?.directory === cwd;
}
function stepRecords(plan, outcome) {
  return outcome.steps.flatMap(({ argv, goExitCode, goSignal }, index) => {
    const step = plan.steps[index];
    if (step === void 0) return [];
    return {
      argv: [...argv],
      cwd: step.directory,
      modules: step.modules.map(({ path }) => path),
      goExitCode,
      ...goSignal === void 0 ? {} : { goSignal }
    };
  });
}
function effectiveSettings(plan, outcome, gomaxprocsFromTrace) {
  const seen = (name) => {
    const values = new Set(
      outcome.processes.map(({ environment }) => withoutLogPath(environment[name] ?? ""))
    );
    const [only] = values;
    return values.size === 1 && only !== void 0 ? { effective: only } : {};
  };
  const { gomaxprocs, gorace, gotraceback, godebug } = plan.pinned;
  const traced = gomaxprocsFromTrace === void 0 ? {} : { effective: String(gomaxprocsFromTrace) };
  const fromEnvironment = gomaxprocs.note?.startsWith("-cpu") === true ? {} : seen("GOMAXPROCS");
  return {
    gomaxprocs: { ...gomaxprocs, ...fromEnvironment, ...traced },
    gorace: { ...gorace, ...seen("GORACE") },
    gotraceback: { ...gotraceback, ...seen("GOTRACEBACK") },
    ...godebug === void 0 ? {} : { godebug: { ...godebug, ...seen("GODEBUG") } }
  };
}
function withoutLogPath(gorace) {
  const at = gorace.indexOf(' log_path="');
  return at < 0 ? gorace : gorace.slice(0, at);
}

// src/collect/process-group.ts
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
var GRACE_MS = 1500;
var DUMP_MS = 1500;
var PASS_ON_MS = 100;
var SWEEP_MS = 1e3;
var POLL_MS = 25;
function randomMark() {
  const [name, value] = ["RACEGATE_PROCESS_TAG", randomBytes(16).toString("hex")];
  return { variables: { [name]: value }, marks: [`${name}=${value}`] };
}
function startGroup(program, args, options) {
  const child = execa(program, [...args], {
    cwd: options.cwd,
    env: { ...options.env },
    extendEnv: false,
    detached: true,
    cleanup: false,
    stdin: "ignore",
    buffer: false,
    reject: false
  });
  const { pid } = child;
  const exited = new Promise((resolve4) => {
    child.nodeChildProcess.once(
      "exit",
      (exitCode, signal) => resolve4({ exitCode, signal: signal ?? void 0 })
    );
    void child.then((result) => {
      if (pid === void 0) {
        resolve4({ exitCode: null, signal: void 0, spawnError: String(result.originalMessage) });
      }
    });
  });
  const { marks } = options;
  const killAtExit = () => {
    const left = livingProcesses(pid, marks);
    signalGroup(pid, "SIGKILL");
    for (const each of left) signalProcess(each.pid, "SIGKILL");
  };
  process.once("exit", killAtExit);
  void exited.then(() => process.removeListener("exit", killAtExit));
  return {
    pid,
    stdout: child.stdout,
    stderr: child.stderr,
    exited,
    end: (askFirst = []) => endGroup(pid, marks, askFirst),
    sweep: () => sweepProcesses(pid, marks, []),
    endOrphans: () => {
      const found = orphans(pid, marks);
      for (const each of found) signalProcess(each.pid, "SIGKILL");
      return found.length;
    }
  };
}
async function endGroup(pid, marks, askFirst) {
  const known = livingProcesses(pid, marks);
  const asked = known.filter((each) => askFirst.includes(each.pid));
  await askForGoroutines(asked);
  signalGroup(pid, "SIGINT");
  for (let waitedMs = 0; waitedMs < GRACE_MS && groupExists(pid); waitedMs += POLL_MS) {
    await delay(POLL_MS);
  }
  await sweepProcesses(pid, marks, known);
  return asked.map((each) => each.pid);
}
async function askForGoroutines(processes) {
  if (processes.length === 0) return;
  for (const each of processes) signalProcess(each.pid, "SIGQUIT");
  for (let waitedMs = 0; waitedMs < DUMP_MS && processes.some(isSame); waitedMs += POLL_MS) {
    await delay(POLL_MS);
  }
  await delay(PASS_ON_MS);
}
async function sweepProcesses(pid, marks, known) {
  const ended = /* @__PURE__ */ new Set();
  for (let waitedMs = 0; waitedMs < SWEEP_MS; waitedMs += POLL_MS) {
    signalGroup(pid, "SIGKILL");
    const left = [...livingProcesses(pid, marks), ...known.filter(isSame)];
    for (const each of left) {
      ended.add(each.pid);
      signalProcess(each.pid, "SIGKILL");
    }
    if (left.length === 0) break;
    await delay(POLL_MS);
  }
  return ended.size;
}
function signalProcess(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
  }
}
function signalGroup(pid, signal) {
  if (pid !== void 0) signalProcess(-pid, signal);
}
function groupExists(pid) {
  if (pid === void 0) return false;
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

// src/collect/plan.ts
import { access as access2 } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { isAbsolute as isAbsolute3, join as join9, resolve as resolve3 } from "node:path";

// src/collect/cpu-limit.ts
import { readFile } from "node:fs/promises";
var V2_LINE = /^0::(\/\S*)$/m;
async function readText(path) {
  return readFile(path, "utf8").catch(() => void 0);
}
async function cgroupCpuLimit() {
  const own = V2_LINE.exec(await readText("/proc/self/cgroup") ?? "")?.[1] ?? "/";
  for (const group of /* @__PURE__ */ new Set([own === "/" ? "" : own, ""])) {
    const limit = parseCpuMax(await readText(`/sys/fs/cgroup${group}/cpu.max`));
    if (limit !== void 0) return limit;
  }
  const quota = Number(await readText("/sys/fs/cgroup/cpu/cpu.cfs_quota_us") ?? "-1");
  const period = Number(await readText("/sys/fs/cgroup/cpu/cpu.cfs_period_us") ?? "0");
  return quota > 0 && period > 0 ? quota / period : void 0;
}
function parseCpuMax(text) {
  const [quota, period] = (text ?? "").trim().split(" ").map(Number);
  if (quota === void 0 || period === void 0) return void 0;
  return quota > 0 && period > 0 ? quota / period : void 0;
}

// src/collect/gorace.ts
var RACE_EXIT_CODE = 66;
var DEFAULT_HISTORY_SIZE = 5;
function quoteValue(value) {
  return /[\s,:]/.test(value) || value === "" ? `"${value}"` : value;
}
function mergeGorace(texts, options) {
  const merged = /* @__PURE__ */ new Map([
    ["halt_on_error", options.failFast ? "1" : "0"],
    ["history_size", String(DEFAULT_HISTORY_SIZE)],
    ["exitcode", String(RACE_EXIT_CODE)]
  ]);
  const notes = [];
  let source = "default";
  for (const { value: text2, source: from } of texts) {
    const where = from === "environment" ? "GORACE" : `gorace (${from})`;
    const mistake = goraceMistake(text2);
    if (mistake !== void 0) throw new UserFailure("RG9001", `${where}: ${mistake}`);
    for (const [key, value] of parseGorace(text2).pairs ?? []) {
      if (!isRacegatesOption(key)) {
        merged.set(key, value);
        source = from;
      } else if (merged.get(key) !== value) {
        notes.push({ code: "gorace-key-replaced", message: replacedMessage(where, key, value) });
      }
    }
  }
  const text = [...merged].map(([key, value]) => `${key}=${quoteValue(value)}`).join(" ");
  return { text, source, notes };
}
function replacedMessage(where, key, value) {
  const instead = /* @__PURE__ */ new Map([
    ["log_path", "the reports go into the capture"],
    ["exitcode", `it stays ${RACE_EXIT_CODE}; the verdict comes from the reports`],
    ["halt_on_error", "use fail-fast to stop at the first race"]
  ]);
  return `${where}: ${key}=${value} is not used: ${instead.get(key) ?? "racegate sets it"}.`;
}

// src/collect/race-excluded.ts
import { open } from "node:fs/promises";
import { join as join3, relative, sep } from "node:path";
var MAX_FILES = 500;
var MAX_FILE_BYTES = 1 << 20;
var NOT_CODE = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|`[^`]*(?:`|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?/g;
var TEST_FUNCTION = /^func\s+((?:Test|Fuzz|Example)[\p{L}\p{N}_]*)\s*\(/gmu;
function excludedPaths(plain, raced) {
  const kept = new Map(raced.map((each) => [each.ImportPath, new Set(testFiles(each))]));
  return plain.flatMap(
    (each) => testFiles(each).filter((file) => kept.get(each.ImportPath)?.has(file) !== true).map((file) => ({ package: each.ImportPath, path: join3(each.Dir ?? "", file) }))
  );
}
function testFiles({ TestGoFiles = [], XTestGoFiles = [] }) {
  return [...TestGoFiles, ...XTestGoFiles];
}
async function readExcluded(paths, root) {
  const files = [];
  for (const [index, { package: importPath, path }] of paths.entries()) {
    const text = index < MAX_FILES ? await readStart(path).catch(() => "") : "";
    files.push({
      file: relative(root, path).split(sep).join("/"),
      package: importPath,
      tests: testNames(text)
    });
  }
  return files;
}
async function readStart(path) {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_FILE_BYTES), 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}
function testNames(text) {
  const code = text.replace(NOT_CODE, '""');
  return [...code.matchAll(TEST_FUNCTION)].map((match) => match[1] ?? "").filter((name) => name !== "TestMain" && !new RegExp("^(?:Test|Fuzz|Example)\\p{Ll}", "u").test(name));
}

// src/collect/go-list.ts
var FIELDS = "Dir,ImportPath,Module,TestGoFiles,XTestGoFiles,GoFiles,CgoFiles,Error,Match";
function parseListed(stdout) {
  return stdout.split(/^}$/m).filter((text) => text.trim() !== "").map((text) => JSON.parse(`${text}}`));
}
function hasFiles(listed) {
  const lists = [listed.GoFiles, listed.CgoFiles, listed.TestGoFiles, listed.XTestGoFiles];
  return lists.some((list2) => (list2?.length ?? 0) > 0);
}
async function list(own, patterns, flags, options) {
  const args = ["list", "-e", ...own, `-json=${FIELDS}`, ...flags, "--", ...patterns];
  const { stdout, stderr, exitCode } = await runGo(args, options);
  const listed = parseListed(stdout);
  return { listed, stderr, failed: exitCode !== 0 && listed.length === 0 };
}
async function listPackages(patterns, flags, options) {
  const [withRace, plain] = await Promise.all([
    list(["-race"], patterns, flags, options),
    list(["-find"], patterns, flags, options)
  ]);
  const raced = withRace.failed && !plain.failed ? plain : withRace;
  const { listed, stderr } = raced;
  if (raced.failed) {
    return { packages: [], modules: [], excluded: [], failure: firstLines(stderr) };
  }
  const excluded = excludedPaths(plain.listed, listed);
  const usable = listed.filter(hasFiles);
  if (usable.length === 0) {
    const reason = excluded.length > 0 ? "all of their files are excluded by !race" : listed.find((each) => each.Error !== void 0)?.Error?.Err ?? firstLines(stderr);
    return { packages: [], modules: [], excluded, empty: reason };
  }
  const modules = /* @__PURE__ */ new Map();
  for (const { Module: module } of usable) {
    if (module?.Dir === void 0) continue;
    modules.set(module.Path, {
      path: module.Path,
      directory: module.Dir,
      ...module.GoVersion === void 0 ? {} : { goDirective: module.GoVersion }
    });
  }
  return { packages: usable.map(toPlanned), modules: [...modules.values()], excluded };
}
function toPlanned(listed) {
  return {
    importPath: listed.ImportPath,
    directory: listed.Dir ?? "",
    ...listed.Module === void 0 ? {} : { module: listed.Module.Path },
    hasTests: (listed.TestGoFiles?.length ?? 0) + (listed.XTestGoFiles?.length ?? 0) > 0
  };
}
function firstLines(text) {
  return text.trim().split("\n").slice(0, 5).join("; ").slice(0, 1e3);
}

// src/collect/go-env.ts
async function readGoEnv(options) {
  const { stdout, stderr, exitCode } = await runGo(["env", "-json"], options);
  if (exitCode !== 0) {
    throw new UserFailure("RG9003", `go env failed: ${stderr.trim().slice(0, 1e3)}`);
  }
  return new Map(Object.entries(JSON.parse(stdout)));
}
function goRecord(goEnv) {
  const get = (name) => goEnv.get(name) ?? "";
  return {
    version: get("GOVERSION"),
    goos: get("GOOS"),
    goarch: get("GOARCH"),
    goroot: get("GOROOT"),
    gomod: get("GOMOD"),
    gowork: get("GOWORK"),
    gomodcache: get("GOMODCACHE")
  };
}

// src/collect/go-test-flags.ts
var REFUSED = /* @__PURE__ */ new Map([
  ["exec", "racegate's wrapper starts the test binaries"],
  ["json", "racegate sets it"],
  ["o", "racegate keeps the binaries that it needs"],
  ["c", "it would compile the tests and not run them"],
  ["list", "it would list the tests and not run them"],
  ["n", "it would print the commands and not run them"],
  ["trace", "racegate writes a trace for each package"],
  ["toolexec", "it would put another program around the compiler"],
  ["vettool", "it would put another program in the place of vet"],
  ["C", "start racegate in that directory"],
  ["race", "racegate sets it"],
  ["msan", "it excludes -race"],
  ["asan", "it excludes -race"]
]);
var MERGED = /* @__PURE__ */ new Set(["ldflags", "gcflags", "timeout", "count", "cpu", "overlay"]);
var WITH_VALUE = new Set(
  "bench benchtime blockprofile blockprofilerate count coverprofile covermode coverpkg cpu cpuprofile fuzz fuzzcachedir fuzzminimizetime fuzztime list memprofile memprofilerate mutexprofile mutexprofilefraction outputdir p parallel run shuffle skip timeout trace testlogfile vet exec o C asmflags buildmode buildvcs compiler gccgoflags gcflags installsuffix ldflags mod modfile overlay pgo pkgdir tags toolexec vettool".split(" ")
);
var BOOLEAN = new Set(
  "v short failfast json c n x a i race msan asan cover work benchmem fullpath artifacts linkshared modcacherw trimpath buildvcs".split(" ")
);
var DEFAULT_TIMEOUT_MS = 6e5;
function parseGoTestFlags(tokens, where) {
  const passed = [];
  let binaryArgs = [];
  const ldflags = [];
  const gcflags = [];
  const last = /* @__PURE__ */ new Map();
  const names = /* @__PURE__ */ new Set();
  let ownFlagSeen = false;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? "";
    const flag = splitFlag(token);
    if (token === "-args" || token === "--args") {
      binaryArgs = tokens.slice(index + 1);
      break;
    }
    if (flag === void 0) {
      if (!ownFlagSeen) throw misplaced(token, where);
      passed.push(token);
      continue;
    }
    ownFlagSeen ||= !isGoFlag(flag.name);
    const reason = REFUSED.get(flag.name);
    if (reason !== void 0 && !(flag.name === "race" && flag.value !== "false")) {
      throw new UserFailure("RG9001", `${token} (${where}) is refused: ${reason}.`);
    }
    let { value } = flag;
    const takesNext = value === void 0 && WITH_VALUE.has(flag.name) && !BOOLEAN.has(flag.name);
    if (takesNext) {
      index += 1;
      value = tokens[index];
      if (value === void 0) {
        throw new UserFailure("RG9001", `${token} (${where}) needs a value.`);
      }
    }
    names.add(flag.name);
    if (flag.name === "race" || flag.name === "v") continue;
    if (!MERGED.has(flag.name)) passed.push(...takesNext ? [token, value ?? ""] : [token]);
    else if (flag.name === "ldflags") ldflags.push(value ?? "");
    else if (flag.name === "gcflags") gcflags.push(value ?? "");
    else last.set(flag.name, value ?? "");
  }
  refuseEmptyRun(last.get("count"), binaryArgs, where);
  return {
    passed,
    binaryArgs,
    ldflags,
    gcflags,
    count: last.get("count"),
    cpu: last.get("cpu"),
    timeout: last.get("timeout"),
    overlay: last.get("overlay"),
    names
  };
}
function goTestFlagValues(tokens) {
  const values = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? "";
    if (token === "-args" || token === "--args") break;
    const flag = splitFlag(token);
    if (flag === void 0 || !isGoFlag(flag.name)) continue;
    const takesNext = flag.value === void 0 && WITH_VALUE.has(flag.name) && !BOOLEAN.has(flag.name);
    if (takesNext) index += 1;
    const value = takesNext ? tokens[index] : flag.value;
    if (value !== void 0) values.push({ name: flag.name, value });
  }
  return values;
}
function isGoFlag(name) {
  return WITH_VALUE.has(name) || BOOLEAN.has(name) || REFUSED.has(name);
}
function misplaced(token, where) {
  return new UserFailure(
    "RG9001",
    `${JSON.stringify(token)} (${where}) is no flag: go test would hand it to the tests and test no such package. Name packages before --, and arguments of the tests behind -args.`
  );
}
function refuseEmptyRun(count, binaryArgs, where) {
  if (count !== void 0 && Number(count) === 0) {
    throw new UserFailure("RG9001", `-count=${count} (${where}) is refused: it would run no test.`);
  }
  for (const [index, token] of binaryArgs.entries()) {
    const flag = /^--?test\./.test(token) ? splitFlag(token) : void 0;
    const value = flag?.value ?? binaryArgs[index + 1] ?? "";
    if (flag?.name === "list" || flag?.name === "count" && Number(value) === 0) {
      throw new UserFailure("RG9001", `${token} (behind -args) is refused: it would run no test.`);
    }
  }
}
function splitFlag(token) {
  const match = /^--?([^-=][^=]*)(?:=([^]*))?$/.exec(token);
  if (match === null) return void 0;
  const name = match[1] ?? "";
  return { name: name.startsWith("test.") ? name.slice(5) : name, value: match[2] };
}
function splitGoflags(text) {
  const entries = [];
  for (const match of text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)) {
    entries.push(match[1] ?? match[2] ?? match[3] ?? "");
  }
  return entries;
}
var KEEP_SYMBOLS = "-s=false";
function mergeToolFlags(own, userValues) {
  return [own, ...userValues.map((value) => `${value} ${own}`.trim())];
}
function userTimeoutMs(timeout, binaryArgs) {
  let text = timeout;
  for (const [index, token] of binaryArgs.entries()) {
    const flag = splitFlag(token);
    if (flag?.name === "timeout" && token.includes("test.")) {
      text = flag.value ?? binaryArgs[index + 1];
    }
  }
  if (text === void 0) return DEFAULT_TIMEOUT_MS;
  const ms = parseGoDurationMs(text);
  if (ms === void 0) {
    throw new UserFailure("RG9001", `-timeout ${JSON.stringify(text)} is not a duration like 10m.`);
  }
  return Math.max(0, ms);
}

// src/collect/observation.ts
import { isAbsolute, relative as relative2, sep as sep2 } from "node:path";
var UNOBSERVED = {
  byDefault: { trace: false, profiles: false },
  packages: /* @__PURE__ */ new Map()
};
function planObservation(byDefault, rules, packages, cwd) {
  const differing = /* @__PURE__ */ new Map();
  for (const planned of packages) {
    let { trace, profiles } = byDefault;
    for (const rule of rules) {
      if (!rule.packages.some((pattern) => matchesPackage(pattern, planned, cwd))) continue;
      if (rule.trace !== void 0) trace = rule.trace === "always";
      profiles = rule.profiles ?? profiles;
    }
    if (trace === byDefault.trace && profiles === byDefault.profiles) continue;
    differing.set(planned.importPath, { trace, profiles });
  }
  return { byDefault, packages: differing };
}
function matchesPackage(pattern, { importPath, directory }, cwd) {
  if (!/^\.\.?(?:\/|$)/.test(pattern)) return patternExpression(pattern).test(importPath);
  const below = relative2(cwd, directory).split(sep2).join("/");
  if (isAbsolute(below)) return false;
  const place = below === "" ? "." : below.startsWith("..") ? below : `./${below}`;
  const wanted = pattern === "./" ? "." : pattern.replace(/(?<=.)\/$/, "");
  return patternExpression(wanted).test(place);
}
function patternExpression(pattern) {
  const open5 = pattern.endsWith("/...");
  const parts = (open5 ? pattern.slice(0, -4) : pattern).split("...").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}${open5 ? "(?:/.*)?" : ""}$`, "s");
}

// src/collect/plan-notes.ts
function flagNotes(flags, goflags) {
  const notes = [];
  const merged = ["ldflags", "gcflags", "timeout", "count", "cpu"].filter(
    (name) => goflags.names.has(name)
  );
  if (merged.length > 0) {
    const names = merged.map((name) => `-${name}`).join(", ");
    notes.push({
      code: "goflags-merged",
      message: `GOFLAGS sets ${names}: merged with racegate's own flags; a flag behind -- wins.`
    });
  }
  const count = flags.count ?? goflags.count;
  const cpu = flags.cpu ?? goflags.cpu;
  if (count !== void 0 && count !== "1" || cpu?.includes(",") === true) {
    notes.push({
      code: "one-report-per-process",
      message: "With -count or -cpu, one process repeats the tests and reports each race only once."
    });
  }
  if (flags.names.has("fuzz")) {
    notes.push({
      code: "fuzz-without-trace",
      message: "With -fuzz no trace and no profile is written."
    });
  }
  for (const name of ["mutexprofile", "blockprofile"]) {
    if (flags.names.has(name)) {
      notes.push({ code: "own-profile", message: `-${name} is yours: the capture has none.` });
    }
  }
  const overriding = flags.binaryArgs.filter(
    (token) => /^--?test\.(?:trace|mutexprofile|blockprofile)(?:=|$)/.test(token)
  );
  for (const token of overriding) {
    notes.push({
      code: "own-profile",
      message: `${token} behind -args overrides the capture's file.`
    });
  }
  return notes;
}
function environmentNotes(removed) {
  const notes = [];
  if (removed.length > 0) {
    notes.push({
      code: "environment-removed",
      message: `The tests do not see ${removed.join(", ")}; pass-env lets a variable through.`
    });
  }
  return notes;
}

// src/collect/masking/encodings.ts
var NEEDLE_MIN = 8;
function encodingsOf(value) {
  const plain = /* @__PURE__ */ new Set([
    value,
    ...urlForms(value),
    ...htmlForms(value),
    ...base64Forms(value)
  ]);
  for (const form of [...plain]) for (const quoted of jsonForms(form)) plain.add(quoted);
  for (const form of [...plain]) for (const quoted of jsonForms(form)) plain.add(quoted);
  return [...plain].map((form) => Buffer.from(form, "utf8")).filter(({ length }) => length >= NEEDLE_MIN);
}
var LEFT_ALONE = [
  /[A-Za-z0-9\-_.~]/,
  /[A-Za-z0-9\-_.~$&+=:@]/,
  /[A-Za-z0-9\-_.~$&+,;=]/,
  /[A-Za-z0-9\-_.~!'()*]/,
  /[A-Za-z0-9\-_.~!'()*;,/?:@&=+$#]/
];
function urlForms(value) {
  return LEFT_ALONE.flatMap((kept) => {
    const upper = percentEncoded(value, kept);
    const lower = upper.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
    return [upper, lower, upper.replaceAll("%20", "+"), lower.replaceAll("%20", "+")];
  });
}
function percentEncoded(value, kept) {
  let text = "";
  for (const byte of Buffer.from(value, "utf8")) {
    const character = String.fromCharCode(byte);
    const code = byte.toString(16).toUpperCase().padStart(2, "0");
    text += kept.test(character) ? character : `%${code}`;
  }
  return text;
}
function htmlForms(value) {
  const base = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const go = base.replaceAll('"', "&#34;").replaceAll("'", "&#39;");
  return [
    base,
    go,
    go.replaceAll("+", "&#43;"),
    base.replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
    base.replaceAll('"', "&quot;").replaceAll("'", "&#x27;"),
    base.replaceAll('"', "&quot;")
  ];
}
function base64Forms(value) {
  const bytes = Buffer.from(value, "utf8");
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    const from = Math.ceil(offset * 8 / 6);
    const to = Math.floor((offset + bytes.length) * 8 / 6);
    const middle = text.slice(from, to);
    return [middle, middle.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
function jsonForms(value) {
  const json = JSON.stringify(value).slice(1, -1);
  const forHtml = json.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("&", "\\u0026").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  return [json, forHtml];
}

// src/collect/masking/masker.ts
var STAR = 42;
var BACKSLASH = 92;
var PIECE_MIN = 6;
var OUTPUT = Buffer.from('"Output":"');
var Masker = class {
  #needles;
  /** One bit for each pair of first bytes. */
  #pairs = new Uint8Array(1 << 13);
  /** By the first eight bytes; each of them is long enough. */
  #byHead = /* @__PURE__ */ new Map();
  /** The longest sequence that is looked for. */
  longest;
  constructor(values) {
    const needles = /* @__PURE__ */ new Map();
    for (const value of values) {
      for (const bytes of encodingsOf(value))
        needles.set(Buffer.from(bytes).toString("latin1"), bytes);
    }
    this.#needles = [...needles.values()];
    this.longest = Math.max(0, ...this.#needles.map(({ length }) => length));
    for (const needle of this.#needles) {
      const pair = (needle[0] ?? 0) << 8 | (needle[1] ?? 0);
      this.#pairs[pair >> 3] = (this.#pairs[pair >> 3] ?? 0) | 1 << (pair & 7);
      const byRest = this.#byHead.get(fourBytes(needle, 0)) ?? /* @__PURE__ */ new Map();
      this.#byHead.set(fourBytes(needle, 0), byRest);
      const rest = fourBytes(needle, 4);
      byRest.set(rest, [...byRest.get(rest) ?? [], needle]);
    }
  }
  get isEmpty() {
    return this.#needles.length === 0;
  }
  /**
   * Strikes out in place.
   * @param isJson a value may then not begin within an escape: `\n` and a value that begins with n
   * @returns the number of places
   */
  mask(bytes, isJson = false) {
    const ranges = this.find(bytes, isJson);
    for (const { start, end } of ranges) bytes.fill(STAR, start, end);
    return ranges.length;
  }
  /** The same for a text. */
  maskText(text, isJson = false) {
    if (this.isEmpty) return text;
    const bytes = Buffer.from(text, "utf8");
    return this.mask(bytes, isJson) === 0 ? text : bytes.toString("utf8");
  }
  /** The places, in order of their beginning; they may overlap. */
  find(bytes, isJson = false) {
    if (this.isEmpty) return [];
    const ranges = [];
    const pairs = this.#pairs;
    let before = bytes[0] ?? 0;
    for (let next = 1; next < bytes.length; next++) {
      const byte = bytes[next] ?? 0;
      const pair = before << 8 | byte;
      before = byte;
      if (((pairs[pair >> 3] ?? 0) & 1 << (pair & 7)) === 0) continue;
      const at = next - 1;
      const end = this.#endOfMatch(bytes, at);
      if (end > at && !(isJson && isEscaped(bytes, at))) ranges.push({ start: at, end });
    }
    return ranges;
  }
  /** Where the longest sequence that begins at the place ends; the place itself where none does. */
  #endOfMatch(bytes, at) {
    if (at + NEEDLE_MIN > bytes.length) return at;
    const byRest = this.#byHead.get(fourBytes(bytes, at));
    const candidates = byRest?.get(fourBytes(bytes, at + 4)) ?? [];
    let length = 0;
    for (const needle of candidates) {
      if (needle.length > length && startsAt(bytes, at, needle)) length = needle.length;
    }
    return at + length;
  }
  /** How many bytes at the end are the beginning of a value; 0 where fewer than six are. */
  beginningAtEnd(bytes) {
    for (let length = Math.min(this.longest - 1, bytes.length); length >= PIECE_MIN; length--) {
      const start = bytes.length - length;
      if (this.#needles.some((one) => one.length > length && endsWithin(bytes, start, one, 0))) {
        return length;
      }
    }
    return 0;
  }
  /** How many bytes at the beginning are the rest of a value; 0 where fewer than six are. */
  restAtStart(bytes) {
    for (let length = Math.min(this.longest - 1, bytes.length); length >= PIECE_MIN; length--) {
      const head = bytes.subarray(0, length);
      const isRest = (one) => one.length > length && endsWithin(head, 0, one, one.length - length);
      if (this.#needles.some(isRest)) return length;
    }
    return 0;
  }
};
function fourBytes(bytes, at) {
  return (bytes[at] ?? 0) << 24 | (bytes[at + 1] ?? 0) << 16 | (bytes[at + 2] ?? 0) << 8 | (bytes[at + 3] ?? 0);
}
function startsAt(bytes, at, needle) {
  if (at + needle.length > bytes.length) return false;
  for (let i = 8; i < needle.length; i++) if (bytes[at + i] !== needle[i]) return false;
  return true;
}
function endsWithin(bytes, start, needle, from) {
  for (let i = start; i < bytes.length; i++) {
    if (bytes[i] !== needle[from + i - start]) return false;
  }
  return true;
}
function isEscaped(bytes, at) {
  let count = 0;
  while (count < at && bytes[at - 1 - count] === BACKSLASH) count++;
  return count % 2 === 1;
}
var EventMasker = class {
  #masker;
  #isOpen = false;
  constructor(masker) {
    this.#masker = masker;
  }
  /** Strikes out in place. */
  line(bytes) {
    const masker = this.#masker;
    if (masker.isEmpty) return;
    masker.mask(bytes, true);
    const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const at = line.indexOf(OUTPUT);
    if (at < 0) return;
    const start = at + OUTPUT.length;
    const end = endOfString(line, start);
    const text = line.subarray(start, end);
    if (this.#isOpen) text.fill(STAR, 0, masker.restAtStart(text));
    const endsLine = text.length >= 2 && text[text.length - 2] === BACKSLASH && text.at(-1) === 110;
    if (!endsLine) text.fill(STAR, text.length - masker.beginningAtEnd(text));
    this.#isOpen = !endsLine;
  }
};
function endOfString(line, start) {
  for (let at = start; at < line.length; at++) {
    if (line[at] === BACKSLASH) at++;
    else if (line[at] === 34) return at;
  }
  return line.length;
}

// src/collect/masking/secret-values.ts
import { existsSync, readFileSync, statSync } from "node:fs";

// src/collect/secret-environment.ts
var NOBODYS = /^(?:ACTIONS_|INPUT_|RACEGATE_)/;
var RUNNER_FILES = [
  "GITHUB_ENV",
  "GITHUB_PATH",
  "GITHUB_OUTPUT",
  "GITHUB_STATE",
  "GITHUB_STEP_SUMMARY"
];
var RUNNER = /* @__PURE__ */ new Set([...RUNNER_FILES, "BUILDER_OUTPUT"]);
var CREDENTIALS = /* @__PURE__ */ new Set([
  "GOOGLE_APPLICATION_CREDENTIALS",
  "GOOGLE_CREDENTIALS",
  "GOOGLE_GHA_CREDS_PATH",
  "GCLOUD_SERVICE_KEY",
  "GCP_SA_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SHARED_CREDENTIALS_FILE",
  "NETRC",
  "GIT_ASKPASS",
  "SSH_ASKPASS",
  "GOAUTH"
]);
var CREDENTIAL_FORM = /^(?:CLOUDSDK_(?:AUTH|CONFIG)|AWS_(?:CONTAINER|WEB_IDENTITY)_|AZURE_CLIENT_SECRET|GIT_CONFIG_(?:COUNT|KEY_|VALUE_|PARAMETERS))|(?:^|_)(?:TOKEN|TOKEN_FILE|PAT)$/i;
var SHELL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
var MIN_SECRET = 12;
function isCredentialName(name) {
  return CREDENTIALS.has(name) || CREDENTIAL_FORM.test(name);
}
function splitEnvironment(env, passEnv) {
  const passed = new Set(passEnv);
  const forGo = {};
  const secrets = /* @__PURE__ */ new Set();
  const names = [];
  const removed = /* @__PURE__ */ new Set();
  for (const [name, value] of Object.entries(env)) {
    if (value === void 0) continue;
    const isCredential = isCredentialName(name);
    const isSecret = !passed.has(name) && (NOBODYS.test(name) || RUNNER.has(name) || isCredential);
    if (isSecret) {
      removed.add(name);
      if (isCredential && value.length >= MIN_SECRET) secrets.add(value);
      if (!isCredential || NOBODYS.test(name) || !SHELL_NAME.test(name)) continue;
    }
    forGo[name] = value;
    names.push(name);
  }
  for (const name of names) {
    if (!passed.has(name) && secrets.has(forGo[name] ?? "")) removed.add(name);
  }
  return {
    forGo,
    removedInWrapper: names.filter((name) => removed.has(name) && SHELL_NAME.test(name)).sort(),
    unshellable: names.filter((name) => !removed.has(name) && !SHELL_NAME.test(name)).sort(),
    removed: [...removed].sort()
  };
}
function runnerFiles(env) {
  return RUNNER_FILES.flatMap((name) => {
    const path = env[name];
    return path === void 0 || path === "" ? [] : [{ name, path }];
  });
}

// src/collect/masking/secret-values.ts
var SECRET_NAME = /(?:^|_|-)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PASS|PAT|CREDENTIALS?|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|SIGNING_?KEY|DSN|DATABASE_URL|CONNECTION_STRING|WEBHOOK(?:_URL)?)(?:_|-|$)/i;
var SECRET_MEMBER = /^(?:private_key|private_key_id|client_secret|refresh_token|token|password)$/i;
var VALUES_MAX = 200;
var VALUE_BYTES_MAX = 64 << 10;
var FILE_BYTES_MAX = 64 << 10;
function secretValues(env, kept) {
  const found = /* @__PURE__ */ new Set();
  for (const [name, value] of Object.entries(env)) {
    if (value === void 0 || !(isCredentialName(name) || SECRET_NAME.test(name))) continue;
    for (const part of partsOf(value)) if (part.length >= NEEDLE_MIN) found.add(part);
  }
  return [...found].filter((value) => !kept.some((text) => text.includes(value))).sort().slice(0, VALUES_MAX);
}
function partsOf(value) {
  if (value.length > VALUE_BYTES_MAX) return partsOf(value.slice(0, VALUE_BYTES_MAX));
  if (value.startsWith("/") && existsSync(value)) return ofFile(value);
  const password = passwordIn(value);
  return [...ofText(value), ...password === void 0 ? [] : [password, decoded(password)]];
}
function ofFile(path) {
  try {
    const entry = statSync(path);
    if (!entry.isFile() || entry.size > FILE_BYTES_MAX) return [];
    const text = readFileSync(path, "utf8");
    return text.trimStart().startsWith("{") ? ofText(text) : [];
  } catch {
    return [];
  }
}
function ofText(text) {
  const members = privateMembers(text);
  if (members !== void 0) return members.flatMap(linesOf);
  return linesOf(text);
}
function linesOf(text) {
  const trimmed = text.trim();
  const lines = trimmed.split(/[\r\n]+/).filter((line) => !line.startsWith("-----"));
  return lines.length > 1 ? lines.map((line) => line.trim()) : [trimmed];
}
function privateMembers(text) {
  if (!text.trimStart().startsWith("{")) return void 0;
  try {
    const object = JSON.parse(text);
    if (typeof object !== "object" || object === null) return void 0;
    return Object.entries(object).flatMap(
      ([key, value]) => SECRET_MEMBER.test(key) && typeof value === "string" ? [value] : []
    );
  } catch {
    return void 0;
  }
}
function passwordIn(value) {
  return /^[a-z][a-z0-9+.-]{0,30}:\/\/[^/@:\s]{0,200}:([^@\s]{1,500})@/i.exec(value)?.[1];
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// src/util/go-errors.ts
var TEXT_MAX = 64 * 1024;
var ROWS = [
  {
    id: "vendor-inconsistent",
    words: /inconsistent vendoring in |import lookup disabled by -mod=vendor|cannot find (?:package|module) .{0,300}vendor/,
    what: "the vendor directory does not match go.mod",
    cure: "Run go mod vendor and commit the vendor directory, or run with -mod=mod.",
    whole: true
  },
  {
    id: "go-version",
    words: /requires go ?>= ?([0-9][\w.]{0,30})|requires newer Go version (go[\w.]{1,30})|invalid go version '([^']{1,60})'/,
    what: "the module needs Go $1",
    cure: "Install that version of Go, or set GOTOOLCHAIN=auto so that go fetches it.",
    whole: true
  },
  {
    id: "toolchain-missing",
    words: /(?:download|toolchain) (go[0-9][\w.]{0,30})[^\n]{0,200}: toolchain not available|toolchain not available/,
    what: "the Go tool chain $1 that the module asks for cannot be had",
    cure: "Install it, correct the toolchain line of go.mod, or set GOTOOLCHAIN=local.",
    whole: true
  },
  {
    id: "go-mod-invalid",
    words: /errors parsing (\S{0,300}go\.(?:mod|work))|malformed go\.(?:mod|work)/,
    what: "go.mod has a line that go cannot read",
    cure: "Correct the line that go names (go mod edit -fmt shows more).",
    whole: true
  },
  {
    id: "checksum-mismatch",
    words: /verifying (\S{1,300}): checksum mismatch|SECURITY ERROR/,
    what: "the content of $1 is not what go.sum recorded",
    cure: "Find out why before you change go.sum: the version may have been moved, or a proxy serves another one."
  },
  {
    id: "go-sum-missing",
    words: /missing go\.sum entry(?: for module providing package (\S{1,300})| for (go\.mod file)|)/,
    what: "go.sum has no entry for $1",
    cure: "Run go mod tidy and commit go.mod and go.sum."
  },
  {
    id: "go-mod-stale",
    words: /updates to go\.mod needed|updating go\.mod|existing contents have changed/,
    what: "go.mod does not list what the code imports",
    cure: "Run go mod tidy and commit go.mod and go.sum.",
    whole: true
  },
  {
    id: "module-missing",
    words: /no required module provides package ([^\s;]{1,300})/,
    what: "no module in go.mod provides the package $1",
    cure: "Run go get $1 and commit go.mod and go.sum, or correct the import."
  },
  {
    id: "replacement-missing",
    words: /replacement directory (\S{1,300}) does not exist/,
    what: "go.mod replaces a module by the directory $1, which is not here",
    cure: "Check that directory out too, or drop the replace line for CI."
  },
  {
    id: "workspace",
    words: /(?:not one of the workspace modules|listed in go\.work)/,
    what: "go.work and the modules on disk do not fit together",
    cure: "Run go work use for the module, remove the line of the one that is gone, or set GOWORK=off.",
    whole: true
  },
  {
    id: "module-access",
    words: /terminal prompts disabled|could not read (?:Username|Password)|Permission denied \(publickey|Authentication failed for/,
    what: "go has no access to a private module",
    cure: "Set GOPRIVATE and give the step credentials (.netrc or git's credential helper).",
    whole: true
  },
  {
    id: "module-version",
    words: /(\S{1,300}@\S{1,100}): (?:invalid version|reading [^\n]{0,300}: (?:404|410)|unknown revision)|unknown revision (\S{1,100})/,
    what: "the version $1 cannot be found",
    cure: "Correct the version in go.mod (go get MODULE@latest); for a private module set GOPRIVATE."
  },
  {
    id: "ambiguous-import",
    words: /ambiguous import: found package (\S{1,300}) in multiple modules/,
    what: "two modules provide the package $1",
    cure: "Drop one of them from go.mod, or raise both to versions that no longer overlap."
  },
  {
    id: "import-cycle",
    words: /import cycle not allowed/,
    what: "packages import each other in a cycle",
    cure: "Move what both need into a package of its own; a test may go into package x_test."
  },
  {
    id: "internal-package",
    words: /use of internal package (\S{1,300}) not allowed/,
    what: "the internal package $1 may not be imported from here",
    cure: "Use the public API of that module, or move the code below the parent of internal."
  },
  {
    id: "not-in-std",
    words: /package (\S{1,300}) is not in (?:std|GOROOT)/,
    what: "$1 is no package of this Go version's standard library",
    cure: "Correct the import path, or use a Go version that has the package."
  },
  {
    id: "embed-missing",
    words: /pattern ([^\n:]{1,300}): no matching files found/,
    what: "go:embed finds no file for $1",
    cure: "Make the file before the tests run (a generated one is often not committed), or correct the pattern."
  },
  {
    id: "mixed-packages",
    words: /found packages (\S{1,200}) \(/,
    what: "one directory holds files of two packages",
    cure: "Give all files of the directory the same package clause; only tests may add _test."
  },
  {
    id: "build-constraints",
    words: /build constraints exclude all Go files in (\S{1,500})/,
    what: "build constraints leave no file of the package",
    cure: "Set the GOOS, GOARCH or -tags that the files ask for."
  },
  {
    id: "c-header-missing",
    by: "the C compiler",
    words: /fatal error: (\S{1,200}): No such file or directory/,
    what: "the C header $1 is not there",
    cure: "Install the development package of that library."
  },
  {
    id: "c-library-missing",
    by: "the linker",
    words: /cannot find -l([\w.+-]{1,100})|library not found for -l([\w.+-]{1,100})/,
    what: "the C library $1 is not there",
    cure: "Install the development package of that library, or correct #cgo LDFLAGS."
  },
  {
    id: "pkg-config",
    words: /pkg-config[^\n]{0,300}(?:executable file not found|: exit status)/,
    what: "pkg-config does not know a C library that the package asks for",
    cure: "Install pkg-config and the development package of that library."
  },
  {
    id: "link-undefined",
    by: "the linker",
    words: /undefined reference to [`']([^`'\n]{1,200})|Undefined symbols? (?:for architecture)?[^\n]{0,60}\n?\s*"?([^\s",]{1,200})|relocation target (\S{1,200}) not defined/,
    what: "nothing defines $1",
    cure: "A C function: link its library (#cgo LDFLAGS) and install it. A Go function without a body or behind go:linkname: use a version of that module which knows this Go version."
  },
  {
    id: "link-duplicate",
    by: "the linker",
    words: /duplicated definition of symbol ([^\s,]{1,200})|multiple definition of [`']([^`'\n]{1,200})/,
    what: "$1 is defined twice",
    cure: "Remove one of the two; two versions of one C library are the usual reason."
  },
  {
    id: "link-failed",
    by: "the linker",
    words: /\/link: |ld returned \d{1,3} exit status|linker command failed/,
    what: "the test binary could not be linked",
    cure: "Read the linker's first line; a missing library or too little memory are the usual reasons."
  },
  {
    id: "c-compiler",
    by: "the C compiler",
    words: /^\S[^:\n]{0,500}:\d{1,7}(?::\d{1,5})?: (?:fatal )?error: /m,
    what: "C code does not compile",
    cure: "Fix the first error; the ones below it are often its consequences."
  },
  {
    id: "vet",
    by: "go vet",
    words: /^vet: |^# \[[^\]\n]{1,500}\]$/m,
    what: "go vet found a mistake",
    cure: "Correct it, or run with -vet=off after -- to test without vet."
  }
];
function goErrorOf(text) {
  const searched = text.slice(0, TEXT_MAX);
  for (const { id, by = "go", words, what, cure, whole = false } of ROWS) {
    const match = words.exec(searched);
    if (match === null) continue;
    const subject = match.slice(1).find((group) => group !== void 0 && group !== "") ?? "";
    const filled = (sentence) => sentence.replaceAll("$1", subject === "" ? "it" : subject.replace(/:$/, ""));
    return { id, by, what: filled(what), cure: filled(cure), subject: whole ? "" : subject };
  }
  return void 0;
}

// src/collect/modes/plan-mode.ts
import { readFile as readFile3 } from "node:fs/promises";
import { delimiter, join as join5, sep as sep3 } from "node:path";

// src/collect/modes/go-patches.ts
import { createHash } from "node:crypto";
var TESTING = {
  file: "testing/testing.go",
  sha256: /* @__PURE__ */ new Set([
    "be5e9b1febf76fdddd8f8c73b9a08e32e8ef59e7afe81ecb9df6fd3fd0317ee4",
    // go1.22.0 to go1.22.12
    "60959fa1092a504e620de251540da8e843559ef3a85c60bec7776576b44c318a",
    // go1.23.0 to go1.23.12
    "82c63860ac61a0e028e6152ef96d7794a6373ec625e1efbc1870b2781a24bc1f",
    // go1.24.0 to go1.24.13
    "7ea0bc471a7d22b6757c68eca689efa0561a0610052545242d866d8039dd1781",
    // go1.25.0 to go1.25.14
    "bb48f8fd36ad46a7d67dfe720dd367a25cdac91739f568830d1b0863ae0255ce",
    // go1.26.0 to go1.26.11
    "8d2437cfdcfb82fd8807e5063783de1d50f70e589e80cad10e17d8ef23f724d9",
    // go1.27.0 and go1.27.1
    "27c59df1832eae458ab8d2d4b6a6252bbd1ea2a3001734910d1ce2decff16f81"
    // go1.27.2 to go1.27.4
  ]),
  edits: [
    behind("	t.runner = callerName(0)", "racegateTest(t)"),
    behind("		deadline := m.startAlarm()", "racegateStart()"),
    opening("func (m *M) writeProfiles() {", "racegateAfter(m)"),
    opening(
      "func (p *chattyPrinter) Updatef(testName, format string, args ...any) {",
      "racegateSpoke(testName)"
    ),
    opening(
      "func (p *chattyPrinter) Printf(testName, format string, args ...any) {",
      "racegateSpoke(testName)"
    )
  ]
};
var log = (what, lock = "m") => `racegateLog("racegate.${what}", ${lock})`;
var WRITER = "&rw.w";
var MUTEX = {
  file: "sync/mutex.go",
  sha256: /* @__PURE__ */ new Set([
    "bc38ff8baa185648ad3856eea516c37f86604afa21aacb24300da0617dc9bcb8",
    // go1.22.0 to go1.22.12
    "507443584e79a36244c0c1800fe480632822be195f9f59f99fc3d2aef9c9b4a6"
    // go1.23.0 to go1.23.12
  ]),
  edits: [
    {
      before: "		return\n	}\n	// Slow path",
      after: `		${log("lock")}; return
	}
	// Slow path`
    },
    { before: "	m.lockSlow()\n", after: `	${log("want")}; m.lockSlow(); ${log("lock")}
` },
    {
      before: "	return true\n}\n\nfunc (m *Mutex) lockSlow",
      after: `	${log("lock")}; return true
}

func (m *Mutex) lockSlow`
    },
    opening("func (m *Mutex) Unlock() {", log("unlock"))
  ]
};
var MUTEX_SHELL = {
  file: "sync/mutex.go",
  sha256: /* @__PURE__ */ new Set(["3dec4264678744c4ce15a05ba0cc88e5e8b155f071b71d74eb7ed229ca72c114"]),
  // go1.24.0 to go1.27.4
  edits: [
    behind("	m.mu.Lock()", log("lock")),
    {
      before: "	return m.mu.TryLock()\n",
      after: `	if !m.mu.TryLock() { return false }; ${log("lock")}; return true
`
    },
    { before: "	m.mu.Unlock()\n", after: `	${log("unlock")}; m.mu.Unlock()
` }
  ]
};
var INNER_MUTEX = {
  file: "internal/sync/mutex.go",
  sha256: /* @__PURE__ */ new Set(["0535ca03e44cb62cf3e4a511b989ffd0f08ec899d864e2a817b77c4025bec48c"]),
  // go1.24.0 to go1.27.4
  edits: [{ before: "	m.lockSlow()\n", after: `	${log("want")}; m.lockSlow()
` }]
};
var RWMUTEX = {
  file: "sync/rwmutex.go",
  sha256: /* @__PURE__ */ new Set([
    "3c530fdb0fcb231e43b52884e61c6d96d6f80dfe06642e78eb097a8df606f495",
    // go1.22.0 to go1.22.12
    "1252488d2494c163a57f148fa21c39f80a43ca4aa20e1a9426d5ea15d3c453a3",
    // go1.23.0 to go1.23.12
    "4ecc9b2fa7771cbe37e1670e4caefd7a28939683bfe1614fcf5e9d545261d17f"
    // go1.24.0 to go1.27.4
  ]),
  edits: [
    opening("	if rw.readerCount.Add(1) < 0 {", log("rwant", WRITER)),
    closing("}\n\n// TryRLock tries", log("rlock", WRITER)),
    {
      before: "			return true\n		}\n	}\n}\n\n// RUnlock undoes",
      after: `			${log("rlock", WRITER)}; return true
		}
	}
}

// RUnlock undoes`
    },
    opening("func (rw *RWMutex) RUnlock() {", log("runlock", WRITER)),
    opening("	if r != 0 && rw.readerWait.Add(r) != 0 {", log("wwant", WRITER)),
    closing("}\n\n// TryLock tries", log("wlock", WRITER)),
    {
      before: "	return true\n}\n\n// Unlock unlocks rw",
      after: `	${log("wlock", WRITER)}; return true
}

// Unlock unlocks rw`
    },
    opening("func (rw *RWMutex) Unlock() {", log("wunlock", WRITER))
  ]
};
var TESTING_PATCHES = [TESTING];
var SYNC_PATCHES = [MUTEX, MUTEX_SHELL, INNER_MUTEX, RWMUTEX];
function behind(line, call) {
  return { before: `${line}
`, after: `${line}; ${call}
` };
}
function opening(line, call) {
  return { before: `${line}
`, after: `${line} ${call}
` };
}
function closing(end, call) {
  return { before: `	}
${end}`, after: `	}; ${call}
${end}` };
}
function sha256Of(text) {
  return createHash("sha256").update(text).digest("hex");
}
function patched(patch, text, hash = sha256Of(text)) {
  if (!patch.sha256.has(hash)) return void 0;
  let result = text;
  for (const { before, after } of patch.edits) {
    const parts = result.split(before);
    const [head, tail] = parts;
    if (parts.length !== 2 || head === void 0 || tail === void 0) return void 0;
    result = head + after + tail;
  }
  return result;
}

// src/collect/modes/overlay-file.ts
import { readFile as readFile2 } from "node:fs/promises";
import { join as join4, resolve } from "node:path";
async function readOverlay(file, cwd) {
  const text = await readFile2(resolve(cwd, file), "utf8").catch(() => void 0);
  if (text === void 0) return void 0;
  try {
    const parsed = JSON.parse(text);
    const replace = parsed?.Replace ?? {};
    if (typeof replace !== "object" || Array.isArray(replace)) return void 0;
    const entries = Object.entries(replace).map(([from, to]) => {
      if (typeof to !== "string") throw new TypeError("not a path");
      return [resolve(cwd, from), to === "" ? "" : resolve(cwd, to)];
    });
    return new Map(entries);
  } catch {
    return void 0;
  }
}
function overlayFiles(goroot, library, user, folder) {
  const replace = new Map(user);
  const texts = library.map(({ file, text: text2 }) => {
    const path = join4(folder, file.replaceAll("/", "-"));
    replace.set(join4(goroot, "src", file), path);
    return { path, text: text2 };
  });
  const overlay = join4(folder, "overlay.json");
  const text = `${JSON.stringify({ Replace: Object.fromEntries(replace) }, void 0, 2)}
`;
  return { files: [{ path: overlay, text }, ...texts], overlay };
}
function clashOf(goroot, library, user) {
  return library.find(({ file }) => user.has(join4(goroot, "src", file)))?.file;
}

// src/collect/modes/sync-hook.ts
var EVENTS_MAX = 3e6;
function syncHook() {
  return `package sync

import "unsafe"

var racegateLogged int32

//go:linkname racegateUserLog runtime/trace.userLog
//go:noescape
func racegateUserLog(id uint64, category, message string)

//go:noinline
func racegateLog(category string, lock *Mutex) {
	if racegateLogged >= ${EVENTS_MAX} {
		if racegateLogged == ${EVENTS_MAX} {
			racegateLogged++
			racegateUserLog(0, "racegate.full", "")
		}
		return
	}
	racegateLogged++
	var text [16]byte
	at := len(text)
	for address := uintptr(unsafe.Pointer(lock)); at > 0; address >>= 4 {
		at--
		text[at] = "0123456789abcdef"[address&15]
		if address < 16 {
			break
		}
	}
	racegateUserLog(0, category, unsafe.String(&text[at], len(text)-at))
}
`;
}

// src/collect/modes/plan-mode.ts
var DEFAULT_SILENT_MS = 3e4;
var LEAK_EXPERIMENT = "goroutineleakprofile";
async function planMode(request) {
  const { mode, go, userOverlay, cwd, folder } = request;
  if (mode === "light") return light(request, lightNotes(request));
  const version = minorVersion(go.version);
  const experiment = mode === "deep" && version === 26 && !request.goexperiment.split(",").includes(LEAK_EXPERIMENT);
  const library = await libraryFiles(request, version, experiment);
  if (!Array.isArray(library)) return light(request, [unknownNote(mode, go.version, library)]);
  const user = userOverlay === void 0 ? /* @__PURE__ */ new Map() : await readOverlay(userOverlay, cwd);
  if (user === void 0) {
    const why = `the file of -overlay (${userOverlay ?? ""}) cannot be read`;
    return light(request, [fallbackNote(mode, why)]);
  }
  const reached = rootFor(request);
  const clash = clashOf(go.goroot, library, user);
  if (clash !== void 0) {
    return light(request, [fallbackNote(mode, `your -overlay replaces ${clash}, and so would it`)]);
  }
  const { files, overlay } = overlayFiles(reached.goroot, library, user, folder);
  const experiments = [...request.goexperiment.split(","), LEAK_EXPERIMENT].filter(Boolean);
  return {
    mode,
    files,
    overlay,
    goroot: reached.goroot,
    link: reached.link,
    goEnvironment: {
      ...reached.environment,
      ...experiment ? { GOEXPERIMENT: experiments.join(",") } : {}
    },
    hook: { silentMs: request.silentMs ?? DEFAULT_SILENT_MS },
    gotraceback: mode === "deep" ? "system" : "all",
    notes: [costNote(mode)]
  };
}
function lightNotes({ silentMs = 0 }) {
  const message = "silent-dump needs mode instrumented or deep: silent tests are not looked at.";
  return silentMs === 0 ? [] : [{ code: "silent-dump", message }];
}
function rootFor({ go, folder, path = "" }) {
  const { goroot, gomodcache } = go;
  if (gomodcache === "" || !goroot.startsWith(gomodcache + sep3)) {
    return { goroot, link: void 0, environment: {} };
  }
  const linked = join5(folder, "goroot");
  return {
    goroot: linked,
    link: { path: linked, target: goroot },
    environment: {
      GOROOT: linked,
      GOTOOLCHAIN: "local",
      PATH: join5(linked, "bin") + delimiter + path
    }
  };
}
function light({ go, userOverlay }, notes) {
  return {
    mode: "light",
    files: [],
    overlay: userOverlay,
    goroot: go.goroot,
    link: void 0,
    goEnvironment: {},
    hook: void 0,
    gotraceback: "all",
    notes
  };
}
function minorVersion(version) {
  const minor = /^go1\.(\d{1,4})(?:[.\s]|rc|beta|$)/.exec(version)?.[1];
  return minor === void 0 ? void 0 : Number(minor);
}
async function libraryFiles({ mode, go, goexperiment }, version, experiment) {
  const files = [];
  const patches = [...TESTING_PATCHES, ...mode === "deep" ? SYNC_PATCHES : []];
  for (const [file, candidates] of Map.groupBy(patches, (patch) => patch.file)) {
    const text = await readFile3(join5(go.goroot, "src", file), "utf8").catch(() => void 0);
    if (text === void 0 && file.startsWith("internal/")) continue;
    const changed = changedText(candidates, text);
    if (changed === void 0) return file;
    files.push({ file, text: changed });
  }
  const leaks = experiment || version !== void 0 && version >= 27 || goexperiment.split(",").includes(LEAK_EXPERIMENT);
  files.push({ file: "testing/zz_racegate.go", text: testingHook(leaks) });
  if (mode === "deep") {
    const inner = files.some(({ file }) => file.startsWith("internal/sync/"));
    files.push({ file: "sync/zz_racegate.go", text: syncHook() });
    if (inner) files.push({ file: "internal/sync/zz_racegate.go", text: syncHook() });
  }
  return files;
}
function changedText(candidates, text) {
  if (text === void 0) return void 0;
  return candidates.map((patch) => patched(patch, text)).find((each) => each !== void 0);
}
function unknownNote(mode, version, file) {
  return fallbackNote(mode, `its change of ${file} is not known to fit ${version}`);
}
function fallbackNote(mode, why) {
  return { code: "mode-fallback", message: `Mode light in the place of ${mode}: ${why}.` };
}
function costNote(mode) {
  const message = mode === "deep" ? "Mode deep: Go's package sync is changed for this run, so all that is built on it is compiled once more (a minute or two at first; keep GOCACHE between runs), and tests run slower." : "Mode instrumented: Go's package testing is changed for this run and compiled once more (some seconds at first; keep GOCACHE between runs).";
  return { code: "mode", message };
}

// src/collect/plan-steps.ts
import { relative as relative4, sep as sep5 } from "node:path";

// src/collect/module-choice.ts
import { stat as stat2 } from "node:fs/promises";
import { dirname, join as join7, relative as relative3, resolve as resolve2, sep as sep4 } from "node:path";

// src/collect/modules-below.ts
import { readdir as readdir2 } from "node:fs/promises";
import { join as join6 } from "node:path";
var MAX_DIRECTORIES = 2e4;
var SKIPPED = /^(?:[._].*|testdata|vendor|node_modules)$/;
async function modulesBelow(directory) {
  const found = [];
  const pending = [directory];
  let seen = 0;
  for (; seen < MAX_DIRECTORIES && pending.length > 0; seen += 1) {
    const current = pending.pop() ?? directory;
    const entries = await readdir2(current, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.isDirectory() && !SKIPPED.test(entry.name)) pending.push(join6(current, entry.name));
      if (entry.isFile() && entry.name === "go.mod" && current !== directory) found.push(current);
    }
  }
  return { directories: found.sort(), cut: pending.length > 0 };
}

// src/collect/module-choice.ts
async function chooseModules(patterns, setting, goEnv, options) {
  const workspace = await workspaceOf(goEnv, options);
  const chosen = new StepsByModule(options.cwd, mainModule(goEnv), workspace);
  let cut = false;
  for (const pattern of patterns) {
    const local = localPattern(pattern, options.cwd);
    if (local === void 0) {
      chosen.addMain(pattern);
      continue;
    }
    const gomod = await nearest("go.mod", local.base);
    const owner = gomod === void 0 ? void 0 : dirname(gomod);
    if (owner !== void 0) chosen.add(owner, local.base, local.rest);
    if (local.rest !== "/...") continue;
    const below = await modulesBelow(local.base);
    cut ||= below.cut;
    const members = workspace?.directory === local.base ? [...workspace.members] : [];
    const reached = [.../* @__PURE__ */ new Set([...below.directories, ...members])];
    const isWorkspace = reached.some((directory) => workspace?.members.has(directory));
    for (const directory of reached) {
      if (directory === owner) continue;
      const isMember = workspace?.members.has(directory) === true;
      const runs = isMember || owner === void 0 && !isWorkspace;
      if (setting === "all" || runs && setting !== "root")
        chosen.add(directory, directory, "/...");
      else chosen.leaveOut(directory);
    }
  }
  const { steps, others } = chosen.result();
  const workspaces = new Workspaces(options, goEnv.get("GOWORK") === "off");
  const notRun = others.map(({ directory }) => directory);
  return {
    steps: await Promise.all(steps.map((step) => workspaces.complete(step))),
    others: await Promise.all(others.map((step) => workspaces.complete(step))),
    notRun,
    cut
  };
}
var StepsByModule = class {
  #cwd;
  #main;
  #workspace;
  #patterns = /* @__PURE__ */ new Map();
  #left = /* @__PURE__ */ new Set();
  constructor(cwd, main, workspace) {
    this.#cwd = cwd;
    this.#main = main;
    this.#workspace = workspace;
  }
  /** A pattern for go in the run's own directory, as it is. */
  addMain(pattern) {
    this.#push(this.#cwd, pattern);
  }
  /** @param base the directory of the pattern, @param rest what follows it: nothing or `/...` */
  add(module, base, rest) {
    const directory = this.#isMain(module) ? this.#cwd : module;
    const below = relative3(directory, base).split(sep4).join("/");
    const path = below === "" ? "." : below.startsWith("..") ? below : `./${below}`;
    this.#push(directory, path + rest);
    this.#left.delete(module);
  }
  leaveOut(module) {
    if (!this.#patterns.has(module)) this.#left.add(module);
  }
  result() {
    const own = this.#patterns.get(this.#cwd);
    const steps = [...this.#patterns].filter(([directory]) => directory !== this.#cwd).sort(([left], [right]) => left < right ? -1 : 1).map(([directory, patterns]) => ({ directory, patterns }));
    return {
      steps: own === void 0 ? steps : [{ directory: this.#cwd, patterns: own }, ...steps],
      others: [...this.#left].sort().map((directory) => ({ directory, patterns: ["./..."] }))
    };
  }
  #push(directory, pattern) {
    const known = this.#patterns.get(directory);
    if (known === void 0) this.#patterns.set(directory, [pattern]);
    else if (!known.includes(pattern)) known.push(pattern);
  }
  /** Whether go in the run's own directory knows the module. */
  #isMain(module) {
    return module === this.#main || this.#workspace?.members.has(module) === true;
  }
};
var Workspaces = class {
  #options;
  #isOff;
  #known = /* @__PURE__ */ new Map();
  /** @param isOff the user wants none */
  constructor(options, isOff) {
    this.#options = options;
    this.#isOff = isOff;
  }
  async complete(step) {
    const { cwd, env } = this.#options;
    if (step.directory === cwd || this.#isOff) return { ...step, environment: {} };
    const file = (env["GOWORK"] ?? "") || await nearest("go.work", step.directory);
    if (file === void 0) return { ...step, environment: {} };
    const known = this.#known.get(file) ?? readWorkspace(file, this.#options);
    this.#known.set(file, known);
    const isMember = (await known).members.has(step.directory);
    return { ...step, environment: isMember ? {} : { GOWORK: "off" } };
  }
};
function mainModule(goEnv) {
  const gomod = goEnv.get("GOMOD") ?? "";
  return gomod === "" || gomod === "/dev/null" || gomod === "NUL" ? void 0 : dirname(gomod);
}
async function workspaceOf(goEnv, options) {
  const gowork = goEnv.get("GOWORK") ?? "";
  return gowork === "" || gowork === "off" ? void 0 : readWorkspace(gowork, options);
}
async function readWorkspace(gowork, options) {
  const directory = dirname(gowork);
  const { stdout, stderr, exitCode } = await runGo(["work", "edit", "-json", gowork], options);
  if (exitCode !== 0) {
    throw new UserFailure("RG9003", `go cannot read ${gowork}: ${stderr.trim().slice(0, 1e3)}`);
  }
  const { Use } = JSON.parse(stdout);
  return {
    directory,
    members: new Set((Use ?? []).map((use) => resolve2(directory, use.DiskPath)))
  };
}
function localPattern(pattern, cwd) {
  if (!/^(?:\.{1,2}$|\.{1,2}\/|\/)/.test(pattern)) return void 0;
  const rest = pattern.endsWith("/...") ? "/..." : "";
  const base = rest === "" ? pattern : pattern.slice(0, -rest.length);
  return base.includes("...") ? void 0 : { base: resolve2(cwd, base === "" ? "/" : base), rest };
}
async function nearest(name, base) {
  for (let directory = base; ; directory = dirname(directory)) {
    const path = join7(directory, name);
    const found = await stat2(path).catch(() => void 0);
    if (found?.isFile() === true) return path;
    if (directory === dirname(directory)) return void 0;
  }
}

// src/collect/plan-steps.ts
var LISTS_AT_ONCE = 4;
async function listRun(request, options) {
  const { patterns, modules, goEnv } = request;
  const { cwd } = options;
  const choice = await chooseModules(patterns, modules, goEnv, options);
  let { steps, notRun } = choice;
  if (steps.length === 0) throw noModule(cwd, choice.notRun);
  let listed = await inGroups(steps, (step) => listStep(step, request, options));
  if (modules === void 0 && choice.others.length > 0 && listed.every(isEmpty)) {
    ({ others: steps, notRun } = { ...choice, notRun: [] });
    listed = await inGroups(steps, (step) => listStep(step, request, options));
  }
  if (listed.every(isEmpty)) throw noPackages(patterns, cwd, listed[0]?.empty ?? "");
  const found = steps.map((step, index) => ({ ...step, ...listed[index] ?? EMPTY }));
  const run = found.filter((step) => step.packages.length > 0);
  refuseTwins(run, cwd);
  return {
    steps: run,
    broken: found.flatMap(
      ({ directory, failure }) => failure === void 0 ? [] : [{ directory: shown(directory, cwd), failure }]
    ),
    notRun: notRun.map((directory) => shown(directory, cwd)),
    excluded: found.flatMap(({ excluded }) => excluded),
    cut: choice.cut
  };
}
var EMPTY = { packages: [], modules: [], excluded: [] };
function isEmpty({ packages, failure }) {
  return packages.length === 0 && failure === void 0;
}
async function listStep(step, { patterns, flags, early }, { cwd, env, signal }) {
  const same = step.directory === cwd && step.patterns.join("\n") === patterns.join("\n");
  if (same) return early();
  return listPackages(step.patterns, flags, {
    cwd: step.directory,
    env: { ...env, ...step.environment },
    signal
  });
}
async function inGroups(items, work) {
  const results = [];
  for (let at = 0; at < items.length; at += LISTS_AT_ONCE) {
    results.push(...await Promise.all(items.slice(at, at + LISTS_AT_ONCE).map(work)));
  }
  return results;
}
function refuseTwins(steps, cwd) {
  const owners = /* @__PURE__ */ new Map();
  for (const { directory, packages, modules } of steps) {
    const names = [
      ...packages.map(({ importPath, hasTests }) => ({ name: importPath, hasTests })),
      // Files are found by the module's path.
      ...modules.map(({ path }) => ({ name: `module ${path}`, hasTests: true }))
    ];
    for (const { name, hasTests } of names) {
      const other = owners.get(name);
      if (other !== void 0 && other.directory !== directory && (hasTests || other.hasTests)) {
        const where = `${shown(other.directory, cwd)} and ${shown(directory, cwd)}`;
        throw new UserFailure(
          "RG9001",
          `${where} both have ${name.startsWith("module ") ? name : `the package ${name}`}: in one run their results could not be told apart. Run racegate in each of them, or give one another module path.`
        );
      }
      owners.set(name, { directory, hasTests });
    }
  }
}
function noModule(cwd, below) {
  const names = below.map((directory) => shown(directory, cwd));
  return new UserFailure(
    "RG9003",
    `${cwd} is not in a Go module: there is no go.mod here or above. ` + (names.length === 0 ? "Start racegate in the module's directory, or run go mod init." : `There are modules below: ${names.slice(0, 10).join(", ")}. modules: all runs them.`)
  );
}
function noPackages(patterns, cwd, reason) {
  const cure = reason.includes("go.work") ? "Add the module with go work use, or set GOWORK=off." : "Check the pattern and the directory.";
  return new UserFailure(
    "RG9002",
    `No packages: ${patterns.join(" ")} names none with Go files in ${cwd}${reason === "" ? "" : ` (${reason})`}. ${cure}`,
    5
  );
}
function shown(directory, cwd) {
  const below = relative4(cwd, directory).split(sep5).join("/");
  return below === "" ? "." : below;
}

// src/collect/preflight.ts
import { access, constants } from "node:fs/promises";
import { delimiter as delimiter2, isAbsolute as isAbsolute2, join as join8 } from "node:path";
var SUPPORTED = /* @__PURE__ */ new Map([
  ["linux", ["amd64", "arm64", "loong64", "ppc64le", "riscv64", "s390x"]],
  ["darwin", ["amd64", "arm64"]],
  ["freebsd", ["amd64"]],
  ["netbsd", ["amd64"]],
  ["windows", ["amd64"]]
]);
var MIN_GO_MINOR = 22;
async function isExecutable(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false
  );
}
async function commandExists(command, env) {
  const program = command.trim().split(/\s+/)[0] ?? "";
  if (program === "") return false;
  if (isAbsolute2(program)) return isExecutable(program);
  for (const directory of (env["PATH"] ?? "").split(delimiter2)) {
    if (directory !== "" && await isExecutable(join8(directory, program))) return true;
  }
  return false;
}
async function preflight(goEnv, env) {
  const problems = [];
  const goos = goEnv.get("GOOS") ?? "";
  const goarch = goEnv.get("GOARCH") ?? "";
  if (SUPPORTED.get(goos)?.includes(goarch) !== true) {
    problems.push({
      code: "RG5105",
      slug: "unsupported-platform",
      message: `Go's race detector does not support ${goos}/${goarch}.`,
      cure: "Run on linux/amd64 or linux/arm64, or unset GOOS and GOARCH."
    });
  }
  const version = goEnv.get("GOVERSION") ?? "";
  const minor = /^go1\.(\d+)/.exec(version)?.[1];
  if (minor !== void 0 && Number(minor) < MIN_GO_MINOR) {
    problems.push({
      code: "RG5199",
      slug: "go-too-old",
      message: `${version} is older than go1.${MIN_GO_MINOR}.`,
      cure: `Install Go 1.${MIN_GO_MINOR} or later.`
    });
  }
  if (goos !== "darwin") problems.push(...await cgoProblems(goEnv, env));
  return problems;
}
async function cgoProblems(goEnv, env) {
  const compiler = goEnv.get("CC") ?? "";
  const enabled = goEnv.get("CGO_ENABLED") === "1";
  const hasCompiler = await commandExists(compiler, env);
  if (!hasCompiler && (enabled || env["CGO_ENABLED"] !== "0")) {
    return [
      {
        code: "RG5102",
        slug: "no-c-compiler",
        message: `The C compiler ${JSON.stringify(compiler)} is not on PATH, and -race needs one.`,
        cure: "Install gcc or clang (Debian: apt-get install gcc libc6-dev; Alpine: apk add gcc musl-dev)."
      }
    ];
  }
  if (enabled) return [];
  return [
    {
      code: "RG5101",
      slug: "cgo-disabled",
      message: "CGO_ENABLED is 0, and -race needs cgo.",
      cure: "Set CGO_ENABLED=1, or unset it (go env -u CGO_ENABLED)."
    }
  ];
}

// src/collect/test-filters.ts
var FILTERS = ["run", "skip", "short"];
function testFilters(flags, goflags) {
  const words = [...goflags.passed, ...flags.passed];
  const own = [...goflags.binaryArgs, ...flags.binaryArgs].filter(
    (word, index, all) => (
      // A value belongs to the flag before it.
      [word, all[index - 1] ?? ""].some((each) => /^--?test\./.test(each))
    )
  );
  return FILTERS.flatMap((name) => {
    const value = lastValue([...words, ...own], name);
    if (value === void 0 || value === "") return [];
    if (name !== "short") return [`-${name} ${value}`];
    return /^(?:0|f|F|false|FALSE|False)$/.test(value) ? [] : ["-short"];
  });
}
function lastValue(words, name) {
  let value;
  for (const [index, word] of words.entries()) {
    const match = /^--?(?:test\.)?([a-z]+)(?:=([^]*))?$/.exec(word);
    if (match?.[1] !== name) continue;
    value = match[2] ?? (name === "short" ? "true" : words[index + 1]);
  }
  return value;
}

// src/collect/plan.ts
var WRAPPER = "\0wrapper";
var DEFAULT_GOMAXPROCS = 4;
var BLOCK_PROFILE_RATE_NS = 1e4;
function failFastNotes({ failFast }) {
  const message = "fail-fast: each test process ends at its first race, and its trace and profiles with it.";
  return failFast === true ? [{ code: "fail-fast", message }] : [];
}
var LIST_FLAGS = /^--?(?:tags|mod|modfile|compiler)(?:=|$)/;
async function planRun(request) {
  await checkDirectories(request);
  const split = splitEnvironment(request.env, request.passEnv ?? []);
  const options = { cwd: request.cwd, env: split.forGo };
  const patterns = patternsOf(request);
  const flags = parseGoTestFlags(request.goTestFlags ?? [], "--");
  const listing = listFlags(flags, request.cwd);
  const [ownEnv, early, gitTop, cpuLimit] = await Promise.all([
    readGoEnv(options),
    settle(listPackages(patterns, listing, options)),
    runCommand("git", ["rev-parse", "--show-toplevel"], options).catch(() => void 0),
    cgroupCpuLimit()
  ]);
  const goflags = parseGoTestFlags(splitGoflags(ownEnv.get("GOFLAGS") ?? ""), "GOFLAGS");
  const list2 = await listRun(
    { patterns, modules: request.modules, flags: listing, early, goEnv: ownEnv },
    options
  );
  const goEnv = await goEnvOf(list2.steps[0], ownEnv, options);
  const mode = await modeOf(request, goEnv, flags.overlay ?? goflags.overlay);
  const settings = pinSettings(request, flags, goflags, cpuLimit, mode);
  const blocking = list2.steps.length === 0 ? list2.broken.map(listProblem) : [];
  const timeoutMs = userTimeoutMs(flags.timeout ?? goflags.timeout, flags.binaryArgs);
  const root = (gitTop?.exitCode === 0 ? gitTop.stdout.trim() : "") || request.cwd;
  const argumentsFor = (ofStep) => buildArguments(request, ofStep, flags, goflags, cpuLimit, mode);
  const steps = list2.steps.map((step) => ({
    ...step,
    goArgs: argumentsFor(step.patterns)
  }));
  const packages = steps.flatMap((step) => step.packages);
  const modules = steps.flatMap((step) => step.modules);
  return {
    cwd: request.cwd,
    captureDirectory: request.captureDirectory,
    goArgs: steps[0]?.goArgs ?? argumentsFor(patterns),
    steps,
    patterns,
    goEnvironment: split.forGo,
    go: { ...goRecord(goEnv), goroot: mode.goroot },
    packages,
    modules,
    root,
    ...modulesLeftOut(list2),
    excludedByRace: await readExcluded(list2.excluded, root),
    filters: testFilters(flags, goflags),
    pinned: settings.pinned,
    mode,
    debugPanics: request.debugPanics ?? false,
    failFast: request.failFast ?? false,
    deadlineAtMs: request.deadlineAtMs,
    goWaitsForPipes: timeoutMs === 0 || flags.names.has("bench") || flags.names.has("fuzz"),
    wrapper: {
      ...settings.wrapper,
      pins: true,
      flags: observationFlags(flags),
      observation: observationOf(request, packages),
      userTimeoutMs: timeoutMs,
      removedEnvironment: split.removedInWrapper,
      restoredEnvironment: split.unshellable
    },
    preflight: [...await preflight(goEnv, request.env), ...blocking],
    notes: [
      ...[...mode.notes, ...settings.notes, ...flagNotes(flags, goflags)],
      ...[...failFastNotes(request), ...environmentNotes(split.removed)]
    ],
    masker: new Masker(secretValues(request.env, placeNames({ packages, modules })))
  };
}
function placeNames({ packages, modules }) {
  return [...packages, ...modules].flatMap(
    (one) => "importPath" in one ? [one.importPath, one.directory] : [one.path, one.directory]
  );
}
function patternsOf({ packages }) {
  const flag = packages.find((pattern) => pattern.startsWith("-"));
  if (flag !== void 0) {
    throw new UserFailure("RG9001", `${flag} is not a package; flags of go test stand behind --.`);
  }
  return packages.length === 0 ? ["./..."] : packages;
}
async function goEnvOf(first, own, { cwd, env }) {
  if (first === void 0 || first.directory === cwd) return own;
  return await readGoEnv({ cwd: first.directory, env: { ...env, ...first.environment } });
}
async function checkDirectories(request) {
  for (const path of [request.cwd, request.captureDirectory]) {
    if (!isAbsolute3(path)) throw new UserFailure("RG9001", `${path} is not an absolute path.`);
  }
  if (/["\n\r\\]/.test(request.captureDirectory)) {
    throw new UserFailure(
      "RG9001",
      `The capture directory ${JSON.stringify(request.captureDirectory)} holds a double quote, a backslash or a line break, which GORACE cannot express. Give another one with --out.`
    );
  }
  await access2(request.cwd).catch(() => {
    throw new UserFailure("RG9001", `The directory ${request.cwd} does not exist.`);
  });
}
async function settle(promise) {
  return promise.then(
    (value) => () => value,
    (error) => () => {
      throw error;
    }
  );
}
function listFlags({ passed, overlay }, cwd) {
  const given = passed.flatMap((token, index) => {
    if (!LIST_FLAGS.test(token)) return [];
    return token.includes("=") ? [token] : [token, passed[index + 1] ?? ""];
  });
  return overlay === void 0 ? given : [...given, `-overlay=${resolve3(cwd, overlay)}`];
}
async function modeOf(request, goEnv, userOverlay) {
  return planMode({
    mode: request.mode ?? "light",
    go: goRecord(goEnv),
    goexperiment: goEnv.get("GOEXPERIMENT") ?? "",
    cwd: request.cwd,
    userOverlay,
    folder: join9(request.captureDirectory, "tmp", "overlay"),
    silentMs: request.silentDumpMs,
    path: request.env["PATH"] ?? ""
  });
}
function modulesLeftOut({
  notRun,
  cut,
  broken,
  steps
}) {
  const beside = steps.length === 0 ? [] : broken;
  return {
    otherModulesBelow: notRun,
    modulesCut: cut,
    brokenModules: beside.map(({ directory }) => directory),
    unlisted: beside.map(listProblem)
  };
}
function listProblem({ directory, failure }) {
  const where = directory === "." ? "" : ` of the module in ${directory}`;
  const known = goErrorOf(failure);
  const why = known === void 0 ? failure : `${known.what}. It says: ${failure}`;
  return {
    code: "RG5001",
    slug: known?.id === "go-version" ? "go-version" : "go-list-failed",
    ...known === void 0 ? {} : { title: known.what },
    message: `go cannot list the packages${where}: ${why}`,
    cure: known?.cure ?? "Run go list ./... in the same directory and repair what it names (often: go mod tidy)."
  };
}
function buildArguments(request, patterns, flags, goflags, cpuLimit, { overlay }) {
  const timeout = flags.timeout ?? goflags.timeout;
  const cpu = flags.cpu ?? goflags.cpu;
  const gcflags = request.noInline === true ? mergeToolFlags("-l", [...goflags.gcflags, ...flags.gcflags]) : flags.gcflags;
  return [
    "test",
    "-race",
    "-json",
    `-exec=${WRAPPER}`,
    ...mergeToolFlags(KEEP_SYMBOLS, [...goflags.ldflags, ...flags.ldflags]).map(
      (value) => `-ldflags=${value}`
    ),
    ...gcflags.map((value) => `-gcflags=${value}`),
    ...packageParallelism(request, flags, goflags, cpuLimit),
    ...overlay === void 0 ? [] : [`-overlay=${resolve3(request.cwd, overlay)}`],
    ...patterns,
    // Behind the packages: a flag here ends the list, so that what follows cannot add to it.
    `-count=${flags.count ?? goflags.count ?? "1"}`,
    ...timeout === void 0 ? [] : [`-timeout=${timeout}`],
    ...cpu === void 0 ? [] : [`-cpu=${cpu}`],
    ...flags.passed,
    ...flags.binaryArgs.length === 0 ? [] : ["-args", ...flags.binaryArgs]
  ];
}
function packageParallelism(request, flags, goflags, cpuLimit) {
  const isGiven = flags.names.has("p") || goflags.names.has("p");
  if (isGiven || request.env["GOMAXPROCS"] !== void 0) return [];
  const wanted = request.gomaxprocs?.value ?? DEFAULT_GOMAXPROCS;
  const cpus = Math.min(availableParallelism(), cpuLimit ?? Infinity);
  return cpus < wanted ? [`-p=${wanted}`] : [];
}
function observationOf({ trace, profiles = true, observe = [], cwd }, packages) {
  return planObservation({ trace: trace !== "never", profiles }, observe, packages, cwd);
}
function observationFlags({ names }) {
  if (names.has("fuzz")) return { trace: [], profiles: [] };
  const output = (flag, file) => names.has(flag) ? [] : [`"-test.${flag}=$rg_directory/${file}"`];
  return {
    trace: output("trace", "trace.out"),
    profiles: [
      ...output("mutexprofile", "mutex.pprof"),
      ...output("blockprofile", "block.pprof"),
      ...names.has("blockprofilerate") ? [] : [`-test.blockprofilerate=${BLOCK_PROFILE_RATE_NS}`]
    ]
  };
}
function pinSettings(request, flags, goflags, cpuLimit, mode) {
  const gomaxprocs = request.gomaxprocs ?? {
    value: DEFAULT_GOMAXPROCS,
    source: "default"
  };
  const gorace = mergeGorace(goraceTexts(request), { failFast: request.failFast ?? false });
  const notes = [...gorace.notes];
  const cpu = flags.cpu ?? goflags.cpu;
  let note = cpu === void 0 ? void 0 : `-cpu=${cpu} sets it in the test process`;
  if (cpuLimit !== void 0 && gomaxprocs.value > cpuLimit) {
    note = `above the control group's limit of ${cpuLimit} CPUs`;
    notes.push({
      code: "gomaxprocs-above-limit",
      message: `GOMAXPROCS=${gomaxprocs.value} is above the control group's limit of ${cpuLimit} CPUs: tests are throttled.`
    });
  }
  const own = [
    ...request.schedtrace === true ? ["schedtrace=1000"] : [],
    ...request.inittrace === true ? ["inittrace=1"] : []
  ];
  const userGodebug = request.env["GODEBUG"] ?? "";
  const godebug = own.length === 0 ? void 0 : [...userGodebug === "" ? [] : [userGodebug], ...own].join(",");
  return {
    pinned: {
      gomaxprocs: {
        requested: String(gomaxprocs.value),
        source: gomaxprocs.source,
        ...note === void 0 ? {} : { note }
      },
      gorace: { requested: gorace.text, source: gorace.source },
      gotraceback: { requested: mode.gotraceback, source: "default" },
      ...godebug === void 0 ? {} : { godebug: { requested: godebug, source: "flag" } }
    },
    wrapper: {
      gomaxprocs: gomaxprocs.value,
      gorace: gorace.text,
      godebug
    },
    notes
  };
}
function goraceTexts(request) {
  const given = request.gorace ?? [];
  const variable = request.env["GORACE"] ?? "";
  return [
    ...given.filter(({ source }) => source !== "flag"),
    ...variable === "" ? [] : [{ value: variable, source: "environment" }],
    ...given.filter(({ source }) => source === "flag")
  ];
}

// src/collect/collect-run.ts
import { join as join13 } from "node:path";
import { setTimeout as delay2 } from "node:timers/promises";

// src/collect/append-file.ts
import { mkdir, open as open2 } from "node:fs/promises";
import { dirname as dirname2 } from "node:path";
var AppendFile = class {
  /** Why bytes are missing, if they are. */
  error;
  path;
  handle;
  constructor(path) {
    this.path = path;
  }
  async append(bytes) {
    if (this.error !== void 0) return;
    try {
      this.handle ??= await this.open();
      for (let at = 0; at < bytes.length; ) {
        const { bytesWritten } = await this.handle.write(bytes, at, bytes.length - at);
        at += bytesWritten;
      }
    } catch (error) {
      this.error = String(error);
    }
  }
  /** The directory is made again where a test has removed it meanwhile; whoever collects says so. */
  async open() {
    return await open2(this.path, "a+").catch(async () => {
      await mkdir(dirname2(this.path), { recursive: true });
      return await open2(this.path, "a+");
    });
  }
  /** Flushes to the disk, so that a machine that dies leaves what was reported. */
  async close() {
    try {
      await this.handle?.sync();
      await this.restore();
      await this.handle?.close();
    } catch (error) {
      this.error ??= String(error);
    }
  }
  /** A test that cleans the work tree may have removed the file: its bytes are still there while it is open. */
  async restore() {
    const { handle } = this;
    if (handle === void 0 || (await handle.stat()).nlink > 0) return;
    await mkdir(dirname2(this.path), { recursive: true });
    const copy = await open2(this.path, "w");
    try {
      const buffer = Buffer.allocUnsafe(1 << 20);
      for (let at = 0; ; ) {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
        if (bytesRead === 0) break;
        await copy.writeFile(buffer.subarray(0, bytesRead));
        at += bytesRead;
      }
      await copy.sync();
    } finally {
      await copy.close();
    }
  }
};

// src/collect/pipe-holders.ts
var CHECK_MS = 2e3;
var GONE_CHECKS = 4;
function watchPipes(group, captureDirectory, hasEnded) {
  const goneChecks = /* @__PURE__ */ new Map();
  const watch = { ended: 0, stop: () => clearInterval(timer) };
  const check = async () => {
    for (const directory of await processDirectories(captureDirectory)) {
      const waits = !hasEnded(directory.package) && !isRunning(directory.pid);
      const checks = waits ? (goneChecks.get(directory.relative) ?? 0) + 1 : 0;
      goneChecks.set(directory.relative, checks);
      if (checks >= GONE_CHECKS) watch.ended += group.endOrphans();
    }
  };
  const timer = setInterval(() => void check().catch(() => void 0), CHECK_MS);
  return watch;
}

// src/collect/runner-files.ts
import { createHash as createHash2 } from "node:crypto";
import { createReadStream as createReadStream2 } from "node:fs";
async function fileHash(path) {
  const hash = createHash2("sha256");
  try {
    for await (const chunk of createReadStream2(path)) hash.update(chunk);
    return hash.digest("hex");
  } catch {
    return "absent";
  }
}
async function watchRunnerFiles(env) {
  const files = runnerFiles(env);
  const before = await Promise.all(files.map(({ path }) => fileHash(path)));
  return async () => {
    const losses = [];
    for (const [index, { name, path }] of files.entries()) {
      if (await fileHash(path) === before[index]) continue;
      losses.push({
        code: "runner-file-changed",
        what: `The integrity of ${name}`,
        why: `The file behind ${name} changed while the tests ran: a test wrote commands for the runner.`,
        breaksVerdict: true
      });
    }
    return losses;
  };
}

// src/collect/run-losses.ts
function outputCut({ package: importPath, bytes, lines, reports }) {
  return {
    code: "output-cut",
    what: reports === 0 ? `${lines} lines of output` : `${lines} lines of output with the beginnings of ${reports} race reports`,
    why: "There is more output than is kept; its head and tail are there, what looks like a report, and every event.",
    ...importPath === "" ? {} : { package: importPath },
    bytes,
    breaksVerdict: reports > 0
  };
}
function recordLost(relative5, importPath, why) {
  const what = `What is known of the process in ${relative5}`;
  return { code: "process-record-lost", what, why, package: importPath, breaksVerdict: true };
}
function packageUnknown(relative5, cwd) {
  return {
    code: "package-unknown",
    what: `The package of the process in ${relative5}`,
    why: `It was started in ${JSON.stringify(cwd)}, which is no package of the plan.`,
    breaksVerdict: true
  };
}
function processLost(importPath) {
  return {
    code: "process-lost",
    what: "The race log, the trace and the profiles of a package",
    why: "Its tests ran, but not under racegate's wrapper.",
    package: importPath,
    breaksVerdict: true
  };
}

// src/collect/head-tail.ts
var LF = 10;
var HeadTail = class {
  headLeft;
  tailBytes;
  ring;
  position = 0;
  ringedBytes = 0;
  ringedLines = 0;
  constructor(limits) {
    this.headLeft = limits.headBytes;
    this.tailBytes = limits.tailBytes;
  }
  /**
   * @param line without its line feed
   * @returns true: write it now; false: it is behind the head, and kept only if it is among the last
   */
  take(line) {
    const size = line.length + 1;
    if (this.ring === void 0 && size <= this.headLeft) {
      this.headLeft -= size;
      return true;
    }
    this.ring ??= new Uint8Array(this.tailBytes);
    this.ringedBytes += size;
    this.ringedLines += 1;
    this.append(line);
    return false;
  }
  /**
   * The end of what was not written, and how much lies between. Resets to an empty tail.
   * @param mostBytes of the tail; what is before counts as cut
   */
  finish(mostBytes = Infinity) {
    const { ring } = this;
    if (ring === void 0) return { bytes: new Uint8Array(0), cutLines: 0, cutBytes: 0 };
    const wrapped = this.ringedBytes > ring.length;
    const ordered = wrapped ? Buffer.concat([ring.subarray(this.position), ring.subarray(0, this.position)]) : Buffer.from(ring.subarray(0, this.position));
    const whole = wrapped ? ordered.subarray(ordered.indexOf(LF) + 1) : ordered;
    const start = whole.length - mostBytes;
    const bytes = start <= 0 ? whole : whole.subarray(whole.indexOf(LF, start - 1) + 1);
    const tail = {
      bytes,
      cutLines: this.ringedLines - countLines(bytes),
      cutBytes: this.ringedBytes - bytes.length
    };
    this.position = 0;
    this.ringedBytes = 0;
    this.ringedLines = 0;
    return tail;
  }
  append(line) {
    const ring = this.ring ?? new Uint8Array(0);
    let rest = line.length >= ring.length ? line.subarray(line.length - ring.length + 1) : line;
    while (rest.length > 0) {
      const part = rest.subarray(0, ring.length - this.position);
      ring.set(part, this.position);
      this.position = (this.position + part.length) % ring.length;
      rest = rest.subarray(part.length);
    }
    ring[this.position] = LF;
    this.position = (this.position + 1) % ring.length;
  }
};
function countLines(bytes) {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines += 1;
  return lines;
}

// src/collect/report-keeper.ts
var RACE = Buffer.from("WARNING: DATA RACE");
var CRASHES = ["fatal error: ", "panic: ", "SIGQUIT: quit", "unexpected fault address "].map(
  (text) => Buffer.from(text)
);
var OUTPUT2 = Buffer.from('"Output":"');
var BRACE = 123;
var REPORT_BYTES = 128 << 10;
var CONTEXT_BYTES = 8 << 10;
var REPORTS_BYTES = 8 << 20;
var WRITE = { write: true };
var HOLD = { write: false };
var ReportKeeper = class {
  /** How many lines that begin a race report were not kept with what follows. */
  lostReports = 0;
  headTail;
  reportsLeft;
  passageLeft = 0;
  behindHead = false;
  constructor(limits, reportsBytes = REPORTS_BYTES) {
    this.headTail = new HeadTail(limits);
    this.reportsLeft = reportsBytes;
  }
  /** @param line without its line feed */
  take(line) {
    const size = line.length + 1;
    const begins = this.behindHead ? beginsReport(line) : void 0;
    let before;
    if (begins !== void 0) {
      if (size > this.reportsLeft) this.lostReports += begins === "race" ? 1 : 0;
      else {
        if (this.passageLeft <= 0) before = this.cutHere();
        this.passageLeft = REPORT_BYTES;
      }
    }
    if (this.passageLeft > 0 && size <= this.reportsLeft) {
      this.passageLeft -= size;
      this.reportsLeft -= size;
      return before === void 0 ? WRITE : { before, write: true };
    }
    this.passageLeft = 0;
    if (this.headTail.take(line)) return WRITE;
    if (!this.behindHead) {
      this.behindHead = true;
      if (beginsReport(line) !== void 0) {
        this.passageLeft = REPORT_BYTES;
        return { before: this.cutHere(), write: false };
      }
    }
    return HOLD;
  }
  /** The stream is over. */
  finish() {
    return this.headTail.finish();
  }
  cutHere() {
    const { bytes, cutBytes, cutLines } = this.headTail.finish(CONTEXT_BYTES);
    return { gap: { lines: cutLines, bytes: cutBytes }, bytes };
  }
};
function beginsReport(bytes) {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (line.includes(RACE)) return "race";
  const from = line[0] === BRACE ? line.indexOf(OUTPUT2) + OUTPUT2.length : 0;
  const begins = (text) => line.subarray(from, from + text.length).equals(text);
  return CRASHES.some(begins) ? "crash" : void 0;
}

// src/collect/stream-recorder.ts
var OUTPUT_LIMITS = { headBytes: 8 << 20, tailBytes: 1 << 20 };
var ALL_HEADS_BYTES = 512 << 20;
var LONG_LINE_HEAD = 64 << 10;
var ACTION = Buffer.from('"Action":"');
var PACKAGE = Buffer.from('"Package":"');
var TEST = Buffer.from('"Test":"');
var ACTION_WITHIN = 4096;
var QUOTE = 34;
var BRACE2 = 123;
var TEXT_ACTIONS = /* @__PURE__ */ new Set(["", "output", "build-output", "attr"]);
var END_ACTIONS = /* @__PURE__ */ new Set(["pass", "fail", "skip"]);
function fieldAfter(line, needle, from) {
  const at = line.indexOf(needle, from);
  if (at < 0) return void 0;
  const start = at + needle.length;
  const end = line.indexOf(QUOTE, start);
  return end < 0 ? void 0 : line.toString("utf8", start, end);
}
function classifyLine(bytes) {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stray = { action: "", package: void 0, endsPackage: false, line: bytes };
  if (line[0] !== BRACE2) return stray;
  const at = line.subarray(0, ACTION_WITHIN).indexOf(ACTION);
  if (at < 0) return stray;
  const action = fieldAfter(line, ACTION, at);
  if (action === void 0) return stray;
  return {
    action,
    package: fieldAfter(line, PACKAGE, at),
    endsPackage: END_ACTIONS.has(action) && line.indexOf(TEST, at) < 0,
    line: bytes
  };
}
var StreamRecorder = class {
  cuts = [];
  /** Lines longer than the limit, and whether one of them was structure. */
  longLines = 0;
  longStructure = false;
  splitter;
  keepers = /* @__PURE__ */ new Map();
  gaps = /* @__PURE__ */ new Map();
  onEvent;
  limits;
  allHeadsLeft;
  masker;
  pending = [];
  constructor(onEvent, limits = OUTPUT_LIMITS, masker = new Masker([])) {
    this.onEvent = onEvent;
    this.masker = new EventMasker(masker);
    this.limits = limits;
    this.allHeadsLeft = limits.allHeadsBytes ?? ALL_HEADS_BYTES;
    this.splitter = createLineSplitter((line, _start, truncated) => this.line(line, truncated));
  }
  /** Takes the next bytes; what is to be written is then in takePending(). */
  push(chunk) {
    this.splitter.push(chunk);
  }
  /** The stream is over: the tails of packages that never ended come out. */
  end() {
    this.splitter.end();
    for (const key of [...this.keepers.keys()]) this.flushTail(key);
  }
  /** Bytes for the file, in order; empty when nothing is to be written. */
  takePending() {
    const bytes = Buffer.concat(this.pending);
    this.pending = [];
    return bytes;
  }
  line(line, truncated) {
    this.masker.line(line);
    const event = classifyLine(line);
    if (truncated) {
      this.longLines += 1;
      if (!TEXT_ACTIONS.has(event.action)) this.longStructure = true;
    }
    if (TEXT_ACTIONS.has(event.action)) {
      this.text(event, truncated ? line.subarray(0, LONG_LINE_HEAD) : line);
    } else {
      if (event.endsPackage) this.flushTail(event.package ?? "");
      this.write(line);
    }
    this.onEvent(event);
  }
  text(event, line) {
    const key = event.package ?? "";
    let keeper = this.keepers.get(key);
    if (keeper === void 0) {
      const headBytes = Math.min(this.limits.headBytes, this.allHeadsLeft);
      const { tailBytes, reportsBytes } = this.limits;
      keeper = new ReportKeeper({ headBytes, tailBytes }, reportsBytes);
      this.keepers.set(key, keeper);
    }
    const { before, write } = keeper.take(line);
    if (before !== void 0) {
      this.gap(key, before.gap);
      this.pending.push(before.bytes);
    }
    if (!write) return;
    this.allHeadsLeft = Math.max(0, this.allHeadsLeft - line.length - 1);
    this.write(line);
  }
  flushTail(key) {
    const keeper = this.keepers.get(key);
    if (keeper === void 0) return;
    const tail = keeper.finish();
    this.keepers.delete(key);
    this.gap(key, { lines: tail.cutLines, bytes: tail.cutBytes });
    if (tail.bytes.length > 0) this.pending.push(tail.bytes);
    const gap = this.gaps.get(key);
    this.gaps.delete(key);
    if (gap !== void 0) this.cuts.push({ package: key, ...gap, reports: keeper.lostReports });
  }
  gap(key, { lines, bytes }) {
    if (bytes === 0) return;
    this.write(Buffer.from(gapLine(key, lines, bytes)));
    const { lines: allLines, bytes: allBytes } = this.gaps.get(key) ?? { lines: 0, bytes: 0 };
    this.gaps.set(key, { lines: allLines + lines, bytes: allBytes + bytes });
  }
  write(line) {
    const copy = Buffer.allocUnsafe(line.length + 1);
    copy.set(line);
    copy[line.length] = 10;
    this.pending.push(copy);
  }
};
function gapLine(importPath, lines, bytes) {
  const Output = `
racegate: ${lines} lines (${bytes} bytes) of output are cut here
`;
  return JSON.stringify({
    Action: "output",
    ...importPath === "" ? {} : { Package: importPath },
    Output
  });
}

// src/collect/text-recorder.ts
var LIMITS = { headBytes: 8 << 20, tailBytes: 1 << 20 };
var TextRecorder = class {
  cutBytes = 0;
  cutLines = 0;
  splitter;
  keeper;
  pending = [];
  constructor(onLine, limits = LIMITS, masker = new Masker([])) {
    this.keeper = new ReportKeeper(limits);
    this.splitter = createLineSplitter((line) => {
      masker.mask(line);
      onLine?.(line);
      const { before, write } = this.keeper.take(line);
      if (before !== void 0) {
        this.gap(before.gap.lines, before.gap.bytes);
        this.pending.push(before.bytes);
      }
      if (write) this.pending.push(Buffer.from(line), Buffer.from("\n"));
    });
  }
  push(chunk) {
    this.splitter.push(chunk);
  }
  end() {
    this.splitter.end();
    const tail = this.keeper.finish();
    this.gap(tail.cutLines, tail.cutBytes);
    this.pending.push(tail.bytes);
  }
  /** Beginnings of race reports that were cut. */
  get lostReports() {
    return this.keeper.lostReports;
  }
  gap(lines, bytes) {
    if (bytes === 0) return;
    this.cutLines += lines;
    this.cutBytes += bytes;
    this.pending.push(Buffer.from(`racegate: ${lines} lines (${bytes} bytes) are cut here
`));
  }
  takePending() {
    const bytes = Buffer.concat(this.pending);
    this.pending = [];
    return bytes;
  }
};

// src/collect/tidy-package.ts
import { readdir as readdir4, rm as rm2 } from "node:fs/promises";
import { join as join11 } from "node:path";

// src/collect/race-log-cap.ts
import { open as open3, rename, rm } from "node:fs/promises";
var RACE_LOG_LIMITS = { headBytes: 16 << 20, tailBytes: 2 << 20 };
var BORDER = Buffer.from(`
${"=".repeat(18)}
`);
var CHUNK = 1 << 20;
var MARK_BYTES = 256;
async function capRaceLog(path, limits = RACE_LOG_LIMITS) {
  const file = await open3(path, "r");
  const temporary = `${path}.cut`;
  try {
    const { size } = await file.stat();
    if (size <= limits.headBytes + limits.tailBytes + MARK_BYTES) return 0;
    const headEnd = await lastBorderEnd(file, limits.headBytes);
    const tailStart = await firstBorderStart(file, size - limits.tailBytes, size);
    const out = await open3(temporary, "w");
    try {
      await copyRange(file, out, 0, headEnd);
      await out.write(`racegate: ${tailStart - headEnd} bytes of race reports are cut here
`);
      await copyRange(file, out, tailStart, size);
      await out.sync();
    } finally {
      await out.close();
    }
    await rename(temporary, path);
    return tailStart - headEnd;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
async function readRange(file, start, end) {
  const buffer = Buffer.alloc(Math.max(0, end - start));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
  return buffer.subarray(0, bytesRead);
}
async function lastBorderEnd(file, limit) {
  const start = Math.max(0, limit - CHUNK);
  const window = await readRange(file, start, limit);
  const between = window.lastIndexOf(Buffer.concat([BORDER, BORDER.subarray(1)]));
  return between < 0 ? limit : start + between + BORDER.length;
}
async function firstBorderStart(file, from, size) {
  const window = await readRange(file, from, Math.min(size, from + CHUNK));
  const between = window.indexOf(Buffer.concat([BORDER, BORDER.subarray(1)]));
  return between < 0 ? from : from + between + BORDER.length;
}
async function copyRange(from, to, start, end) {
  for (let at = start; at < end; at += CHUNK) {
    await to.write(await readRange(from, at, Math.min(end, at + CHUNK)));
  }
}

// src/collect/masking/mask-files.ts
import { constants as constants2 } from "node:fs";
import { open as open4, readFile as readFile4, readdir as readdir3, lstat, writeFile } from "node:fs/promises";
import { join as join10 } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
var BLOCK = 4 << 20;
var PROFILE_BYTES_MAX = 256 << 20;
var unpack = promisify(gunzip);
var pack = promisify(gzip);
async function maskDirectory(masker, directory, skip) {
  if (masker.isEmpty) return [];
  const unmasked = [];
  for (const name of await readdir3(directory).catch(() => [])) {
    if (skip.has(name)) continue;
    const path = join10(directory, name);
    const entry = await lstat(path).catch(() => void 0);
    if (entry?.isFile() !== true) continue;
    const work = name.endsWith(".pprof") ? maskProfile(masker, path) : maskFile(masker, path);
    await work.catch(() => unmasked.push(name));
  }
  return unmasked;
}
async function maskFile(masker, path) {
  const file = await open4(path, constants2.O_RDWR | constants2.O_NOFOLLOW);
  try {
    const buffer = Buffer.allocUnsafe(BLOCK + masker.longest);
    for (let position = 0; ; position += BLOCK) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return;
      const isJson = path.endsWith(".json");
      for (const { start, end } of masker.find(buffer.subarray(0, bytesRead), isJson)) {
        await file.write(Buffer.alloc(end - start, "*"), 0, end - start, position + start);
      }
      if (bytesRead <= BLOCK) return;
    }
  } finally {
    await file.close();
  }
}
async function maskProfile(masker, path) {
  const packed = await readFile4(path);
  if (packed[0] !== 31 || packed[1] !== 139) {
    await maskFile(masker, path);
    return;
  }
  const bytes = await unpack(packed, { maxOutputLength: PROFILE_BYTES_MAX });
  if (masker.mask(bytes) > 0) await writeFile(path, await pack(bytes));
}

// src/collect/tidy-package.ts
var RACE_FILE2 = /^race\.\d+$/;
async function tidyProcess(directory, masker) {
  const losses = await maskFiles(directory, masker);
  const names = await readdir4(directory.path).catch(() => []);
  const raceFiles = names.filter((name) => RACE_FILE2.test(name));
  for (const name of raceFiles) {
    const cutBytes = await capRaceLog(join11(directory.path, name));
    if (cutBytes > 0) losses.push(raceLogCut(directory, name, cutBytes));
  }
  if (raceFiles.length === 0 && names.includes("binary")) {
    await rm2(join11(directory.path, "binary"), { force: true });
  }
  const record = await finishProcessRecord(directory);
  return { record, hasRaces: raceFiles.length > 0, losses };
}
async function maskFiles(directory, masker) {
  if (masker.isEmpty) return [];
  const names = await readdir4(directory.path).catch(() => []);
  const isFirst = names.includes(RAW_RECORD);
  const skip = names.filter((name) => name === "binary" || !(isFirst || RACE_FILE2.test(name)));
  const unmasked = await maskDirectory(masker, directory.path, new Set(skip));
  for (const name of unmasked) await rm2(join11(directory.path, name), { force: true });
  return unmasked.map((name) => ({
    code: "not-masked",
    what: `${directory.relative}/${name}`,
    why: "It could not be looked through for secrets, so it is not kept.",
    package: directory.package,
    breaksVerdict: RACE_FILE2.test(name)
  }));
}
function raceLogCut(directory, name, bytes) {
  return {
    code: "race-log-cut",
    what: `The middle of ${directory.relative}/${name}`,
    why: `The race log is larger than what is kept; its head and tail are there.`,
    package: directory.package,
    bytes,
    breaksVerdict: true
  };
}

// src/collect/scratch.ts
import { access as access3, constants as constants3, mkdir as mkdir3, mkdtemp, readdir as readdir5, rm as rm3, writeFile as writeFile3 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join12 } from "node:path";

// src/collect/modes/write-mode-files.ts
import { mkdir as mkdir2, symlink, writeFile as writeFile2 } from "node:fs/promises";
import { dirname as dirname3 } from "node:path";
async function writeModeFiles({ files, link }) {
  for (const { path, text } of files) {
    await mkdir2(dirname3(path), { recursive: true, mode: 448 });
    await writeFile2(path, text);
  }
  if (link !== void 0) await symlink(link.target, link.path, "dir");
}

// src/collect/scratch.ts
async function prepareDirectory(plan) {
  const { captureDirectory } = plan;
  try {
    await mkdir3(join12(captureDirectory, "run"), { recursive: true });
    const names = await readdir5(captureDirectory);
    if (names.some((name) => name !== "run" && !CLAIM_FILES.has(name))) {
      throw new UserFailure("RG9001", `The capture directory ${captureDirectory} is not empty.`);
    }
    const folder = noteTemporary(join12(captureDirectory, "tmp"));
    await mkdir3(folder, { mode: 448 });
    await writeModeFiles(plan.mode);
    const scriptPath = join12(folder, "wrapper.sh");
    await writeFile3(scriptPath, await wrapperScript(plan), { mode: 448 });
    return await withGotmpdir(folder, scriptPath);
  } catch (error) {
    if (error instanceof UserFailure) throw error;
    throw new UserFailure(
      "RG9001",
      `The capture directory ${captureDirectory} cannot be written: ${String(error)}`
    );
  }
}
async function withGotmpdir(folder, scriptPath) {
  const removeAll = async (paths) => {
    for (const path of paths)
      await rm3(path, { recursive: true, force: true }).catch(() => void 0);
  };
  const executes = await access3(scriptPath, constants3.X_OK).then(
    () => true,
    () => false
  );
  if (executes) {
    return { scriptPath, gotmpdir: folder, notes: [], remove: () => removeAll([folder]) };
  }
  const gotmpdir = noteTemporary(await mkdtemp(join12(tmpdir(), "racegate-go-")));
  const message = "The capture's file system executes no programs: test binaries are copied into it.";
  return {
    scriptPath,
    gotmpdir,
    notes: [{ code: "capture-noexec", message }],
    remove: () => removeAll([folder, gotmpdir])
  };
}
async function whenRemoved({ captureDirectory }, scratch) {
  const isThere = await access3(scratch.scriptPath).then(
    () => true,
    () => false
  );
  if (isThere) return [];
  await mkdir3(join12(captureDirectory, "run"), { recursive: true }).catch(() => void 0);
  return [
    {
      code: "capture-removed",
      what: "The capture of this run, as far as it was written then",
      why: `${captureDirectory} was removed while the tests ran: do not clean the work tree from a test, or let the capture lie elsewhere`,
      breaksVerdict: true
    }
  ];
}

// src/collect/collect-run.ts
var DRAIN_MS = 500;
async function collectRun(plan, options = {}) {
  const scratch = await prepareDirectory(plan);
  const runnerFileLosses = await watchRunnerFiles(options.env ?? {});
  const command = execCommandLine(scratch.scriptPath);
  const run = new SupervisedRun(plan, options);
  const startedAtMs = Date.now();
  const begin = performance.now();
  const steps = [];
  let spawnFailed = false;
  for (const step of plan.steps) {
    if (run.end !== "finished" || spawnFailed) break;
    const argv = step.goArgs.map((arg) => arg.replace(WRAPPER, () => command));
    const exit = await run.go(step, argv, scratch.gotmpdir);
    spawnFailed = exit.spawnError !== void 0;
    steps.push({ argv: ["go", ...argv], goExitCode: exit.exitCode, goSignal: exit.signal });
  }
  const collectMs = Math.round(performance.now() - begin);
  const endedAtMs = Date.now();
  const removed = await whenRemoved(plan, scratch);
  await scratch.remove();
  const processes = await run.finishProcesses();
  const worst = steps.find(({ goExitCode }) => goExitCode !== 0) ?? steps[0];
  return {
    argv: steps[0]?.argv ?? ["go", ...plan.goArgs],
    steps,
    startedAtMs,
    endedAtMs,
    collectMs,
    end: spawnFailed ? "spawn-failed" : run.end,
    goExitCode: worst?.goExitCode ?? null,
    goSignal: worst?.goSignal,
    processes,
    losses: [...removed, ...run.losses, ...await runnerFileLosses()],
    notes: [...scratch.notes, ...run.notes]
  };
}
var SupervisedRun = class {
  losses = [];
  notes = [];
  end = "finished";
  plan;
  options;
  ranTests = /* @__PURE__ */ new Set();
  ended = /* @__PURE__ */ new Set();
  /** Process directories by why they were asked for their goroutines. */
  askedToDump = /* @__PURE__ */ new Map();
  tidying = Promise.resolve();
  constructor(plan, options) {
    this.plan = plan;
    this.options = options;
  }
  async go(step, args, gotmpdir) {
    const group = startGroup("go", args, {
      cwd: step.directory,
      env: {
        ...this.plan.goEnvironment,
        ...step.environment,
        ...this.plan.mode.goEnvironment,
        PWD: step.directory,
        GOTMPDIR: gotmpdir
      },
      // go and its tools have the one, the test processes and their children the other: a variable of
      // racegate's own could change what a test sees.
      marks: [`GOTMPDIR=${gotmpdir}`, ` log_path="${this.plan.captureDirectory}/run/`]
    });
    const streams = Promise.all([this.recordStdout(group.stdout), this.recordStderr(group.stderr)]);
    const watch = this.plan.goWaitsForPipes ? watchPipes(group, this.plan.captureDirectory, (importPath) => this.ended.has(importPath)) : void 0;
    await Promise.race([group.exited, this.endEarly(group)]);
    watch?.stop();
    if (this.end !== "finished") await this.endByForce(group);
    const exit = await (this.end === "finished" ? group.exited : exitOrLost(group));
    await untilDrained(streams);
    const outlived = await group.sweep() + (watch?.ended ?? 0);
    if (outlived > 0 && this.end === "finished") {
      this.notes.push({
        code: "processes-outlived",
        message: `${outlived} processes that the tests had started outlived them and were ended.`
      });
    }
    await untilDrained(streams);
    group.stdout.destroy();
    group.stderr.destroy();
    await streams;
    return exit;
  }
  /** Asks the test processes for their goroutines first: what was stuck is what one wants to know. */
  async endByForce(group) {
    const why = this.end === "deadline" ? "deadline" : "cancelled";
    const directories = await processDirectories(this.plan.captureDirectory);
    const asked = await group.end(directories.map(({ pid }) => pid));
    for (const { pid, relative: relative5 } of directories) {
      if (asked.includes(pid)) this.askedToDump.set(relative5, why);
    }
  }
  /** Settles when the deadline has come or the caller's signal; says which in `end`. */
  async endEarly(group) {
    const { signal } = this.options;
    const over = new AbortController();
    void group.exited.then(() => over.abort());
    const { deadlineAtMs } = this.plan;
    const aborted = new Promise((resolve4) => {
      if (signal?.aborted === true) resolve4();
      signal?.addEventListener("abort", () => resolve4(), { once: true, signal: over.signal });
    }).then(() => "cancelled");
    const late = sleepUntil(deadlineAtMs, over.signal).then(() => "deadline");
    this.end = await Promise.race([aborted, late]);
  }
  async recordStdout(stdout) {
    const file = new AppendFile(join13(this.plan.captureDirectory, "stream.jsonl"));
    const recorder = new StreamRecorder(
      (event) => this.event(event),
      OUTPUT_LIMITS,
      this.plan.masker
    );
    await readAll(stdout, async (chunk) => {
      recorder.push(chunk);
      await file.append(recorder.takePending());
    });
    recorder.end();
    await file.append(recorder.takePending());
    await file.close();
    this.fileLoss(file, "The rest of stream.jsonl");
    for (const cut of recorder.cuts) this.losses.push(outputCut(cut));
    if (recorder.longLines > 0) {
      this.losses.push({
        code: "line-cut",
        what: `The rest of ${recorder.longLines} lines of standard output`,
        why: "The lines are longer than 1 MiB; their beginning is kept.",
        breaksVerdict: recorder.longStructure
      });
    }
  }
  async recordStderr(stderr) {
    const file = new AppendFile(join13(this.plan.captureDirectory, "stderr.log"));
    const recorder = new TextRecorder(this.options.onStderr, void 0, this.plan.masker);
    await readAll(stderr, async (chunk) => {
      recorder.push(chunk);
      await file.append(recorder.takePending());
    });
    recorder.end();
    await file.append(recorder.takePending());
    await file.close();
    this.fileLoss(file, "The rest of stderr.log");
    const { cutLines: lines, cutBytes: bytes, lostReports: reports } = recorder;
    if (bytes > 0) this.losses.push(outputCut({ package: "", lines, bytes, reports }));
  }
  fileLoss(file, what) {
    if (file.error === void 0) return;
    this.losses.push({ code: "write-failed", what, why: file.error, breaksVerdict: true });
  }
  event(event) {
    this.options.onEvent?.(event);
    if (event.package === void 0) return;
    if (event.action === "run") this.ranTests.add(event.package);
    if (!event.endsPackage) return;
    this.ended.add(event.package);
    this.tidyLater(event.package);
  }
  /** One package after the other: it is disk work, and the tests want the machine. */
  tidyLater(importPath) {
    this.tidying = this.tidying.then(async () => {
      const below = `run/${importPathDirectory(importPath)}`;
      for (const directory of await processDirectories(this.plan.captureDirectory, below)) {
        if (directory.package !== importPath) continue;
        const result = await tidyProcess(directory, this.plan.masker).catch(() => void 0);
        this.losses.push(...result?.losses ?? []);
      }
    });
  }
  /** After the end: every process directory, also of packages that never ended. */
  async finishProcesses() {
    await this.tidying;
    const records = [];
    const seen = /* @__PURE__ */ new Set();
    for (const directory of await processDirectories(this.plan.captureDirectory)) {
      const { relative: relative5, package: importPath } = directory;
      const result = await tidyProcess(directory, this.plan.masker).catch(
        (error) => String(error)
      );
      seen.add(importPath);
      if (typeof result === "string" || result.record === void 0) {
        const why = typeof result === "string" ? result : "The wrapper could not write it.";
        this.losses.push(recordLost(relative5, importPath, why));
        continue;
      }
      if (importPath === "") this.losses.push(packageUnknown(relative5, result.record.cwd));
      this.losses.push(...result.losses);
      const askedToDump = this.askedToDump.get(relative5);
      records.push(askedToDump === void 0 ? result.record : { ...result.record, askedToDump });
    }
    for (const importPath of this.ranTests) {
      if (!seen.has(importPath)) this.losses.push(processLost(importPath));
    }
    return records;
  }
};
function sleepUntil(atMs, signal) {
  if (atMs === void 0) return new Promise(() => void 0);
  const leftMs = Math.min(Math.max(0, atMs - Date.now()), 2 ** 31 - 1);
  return delay2(leftMs, void 0, { signal }).catch(() => new Promise(() => void 0));
}
async function untilDrained(streams) {
  const over = new AbortController();
  const late = delay2(DRAIN_MS, void 0, { signal: over.signal }).catch(() => void 0);
  await Promise.race([streams, late]);
  over.abort();
}
async function exitOrLost(group) {
  const lost = delay2(DRAIN_MS, { exitCode: null, signal: "SIGKILL" }, { ref: false });
  return Promise.race([group.exited, lost]);
}
async function readAll(stream, take) {
  try {
    for await (const chunk of stream) await take(chunk);
  } catch (error) {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}

export {
  randomMark,
  startGroup,
  parseGoTestFlags,
  goTestFlagValues,
  UNOBSERVED,
  goErrorOf,
  WRAPPER,
  planRun,
  collectRun,
  RERUNS,
  draftManifest,
  finishCapture,
  leaveManifest
};
