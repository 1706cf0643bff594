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
  chooseColour,
  policyOf,
  renderConsole,
  renderDoneLine,
  renderHeartbeat,
  renderPackageLine,
  renderProgressLine,
  renderPublications,
  resolveSettings,
  serialiseFindings
} from "./chunk-V7W4OVFU.js";
import {
  escapeForTerminal
} from "./chunk-SB7B5DOZ.js";
import {
  baseline,
  policy
} from "./chunk-2GK5UGFK.js";
import {
  finishCapture,
  isRunning,
  runCommand,
  runGo,
  startGroup
} from "./chunk-H46X6IK2.js";
import {
  TAG_VARIABLE,
  createLineSplitter,
  execCommandLine,
  finishProcessRecord,
  openCapture,
  openFiles,
  processDirectories,
  testingHook,
  wrapperScript
} from "./chunk-UYX4GZWK.js";
import {
  encodeImportPath
} from "./chunk-L2SAWRPZ.js";
import {
  parseGoDurationMs
} from "./chunk-3GZBLRQE.js";
import {
  escapeForRunnerLog,
  guardRunnerLines
} from "./chunk-OUFEZETZ.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";

// src/collect/collect-run.ts
import { randomBytes } from "node:crypto";
import { access as access3, constants as constants2, mkdir as mkdir2, mkdtemp, readdir as readdir3, rm as rm3, writeFile as writeFile2 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join7 } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

// src/collect/append-file.ts
import { open } from "node:fs/promises";
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
      this.handle ??= await open(this.path, "a");
      for (let at = 0; at < bytes.length; ) {
        const { bytesWritten } = await this.handle.write(bytes, at, bytes.length - at);
        at += bytesWritten;
      }
    } catch (error) {
      this.error = String(error);
    }
  }
  /** Flushes to the disk, so that a machine that dies leaves what was reported. */
  async close() {
    try {
      await this.handle?.sync();
      await this.handle?.close();
    } catch (error) {
      this.error ??= String(error);
    }
  }
};

// src/collect/pipe-holders.ts
var CHECK_MS = 2e3;
var GONE_CHECKS = 4;
function watchPipes(group, captureDirectory, hasEnded) {
  const goneChecks = /* @__PURE__ */ new Map();
  const watch = { ended: 0, stop: () => clearInterval(timer) };
  const check2 = async () => {
    for (const directory of await processDirectories(captureDirectory)) {
      const waits = !hasEnded(directory.package) && !isRunning(directory.pid);
      const checks = waits ? (goneChecks.get(directory.relative) ?? 0) + 1 : 0;
      goneChecks.set(directory.relative, checks);
      if (checks >= GONE_CHECKS) watch.ended += group.endOrphans();
    }
  };
  const timer = setInterval(() => void check2().catch(() => void 0), CHECK_MS);
  return watch;
}

// src/collect/runner-files.ts
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

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
function splitEnvironment(env, passEnv) {
  const passed = new Set(passEnv);
  const forGo = {};
  const secrets = /* @__PURE__ */ new Set();
  const names = [];
  const removed = /* @__PURE__ */ new Set();
  for (const [name, value] of Object.entries(env)) {
    if (value === void 0) continue;
    const isCredential = CREDENTIALS.has(name) || CREDENTIAL_FORM.test(name);
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

// src/collect/runner-files.ts
async function fileHash(path) {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
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
  /** The end of what was not written, and how much lies between. Resets to an empty tail. */
  finish() {
    const { ring } = this;
    if (ring === void 0) return { bytes: new Uint8Array(0), cutLines: 0, cutBytes: 0 };
    const wrapped = this.ringedBytes > ring.length;
    const ordered = wrapped ? Buffer.concat([ring.subarray(this.position), ring.subarray(0, this.position)]) : Buffer.from(ring.subarray(0, this.position));
    const bytes = wrapped ? ordered.subarray(ordered.indexOf(LF) + 1) : ordered;
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

// src/collect/stream-recorder.ts
var OUTPUT_LIMITS = { headBytes: 8 << 20, tailBytes: 1 << 20 };
var ALL_HEADS_BYTES = 512 << 20;
var LONG_LINE_HEAD = 64 << 10;
var ACTION = Buffer.from('"Action":"');
var PACKAGE = Buffer.from('"Package":"');
var TEST = Buffer.from('"Test":"');
var ACTION_WITHIN = 4096;
var QUOTE = 34;
var BRACE = 123;
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
  if (line[0] !== BRACE) return stray;
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
  onEvent;
  limits;
  allHeadsLeft;
  pending = [];
  constructor(onEvent, limits = OUTPUT_LIMITS) {
    this.onEvent = onEvent;
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
      keeper = new HeadTail({ headBytes, tailBytes: this.limits.tailBytes });
      this.keepers.set(key, keeper);
    }
    if (!keeper.take(line)) return;
    this.allHeadsLeft = Math.max(0, this.allHeadsLeft - line.length - 1);
    this.write(line);
  }
  flushTail(key) {
    const tail = this.keepers.get(key)?.finish();
    this.keepers.delete(key);
    if (tail === void 0) return;
    if (tail.cutBytes > 0) {
      this.cuts.push({ package: key, lines: tail.cutLines, bytes: tail.cutBytes });
      this.write(Buffer.from(gapLine(key, tail.cutLines, tail.cutBytes)));
    }
    if (tail.bytes.length > 0) this.pending.push(tail.bytes);
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
  constructor(onLine, limits = LIMITS) {
    this.keeper = new HeadTail(limits);
    this.splitter = createLineSplitter((line) => {
      onLine?.(line);
      if (this.keeper.take(line)) this.pending.push(Buffer.from(line), Buffer.from("\n"));
    });
  }
  push(chunk) {
    this.splitter.push(chunk);
  }
  end() {
    this.splitter.end();
    const tail = this.keeper.finish();
    this.cutBytes = tail.cutBytes;
    this.cutLines = tail.cutLines;
    if (tail.cutBytes > 0) {
      const gap = `racegate: ${tail.cutLines} lines (${tail.cutBytes} bytes) are cut here
`;
      this.pending.push(Buffer.from(gap));
    }
    this.pending.push(tail.bytes);
  }
  takePending() {
    const bytes = Buffer.concat(this.pending);
    this.pending = [];
    return bytes;
  }
};

// src/collect/modes/write-mode-files.ts
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
async function writeModeFiles({ files, link }) {
  for (const { path, text } of files) {
    await mkdir(dirname(path), { recursive: true, mode: 448 });
    await writeFile(path, text);
  }
  if (link !== void 0) await symlink(link.target, link.path, "dir");
}

// src/collect/tidy-package.ts
import { readdir, rm as rm2 } from "node:fs/promises";
import { join } from "node:path";

// src/collect/race-log-cap.ts
import { open as open2, rename, rm } from "node:fs/promises";
var RACE_LOG_LIMITS = { headBytes: 16 << 20, tailBytes: 2 << 20 };
var BORDER = Buffer.from(`
${"=".repeat(18)}
`);
var CHUNK = 1 << 20;
var MARK_BYTES = 256;
async function capRaceLog(path, limits = RACE_LOG_LIMITS) {
  const file = await open2(path, "r");
  const temporary = `${path}.cut`;
  try {
    const { size } = await file.stat();
    if (size <= limits.headBytes + limits.tailBytes + MARK_BYTES) return 0;
    const headEnd = await lastBorderEnd(file, limits.headBytes);
    const tailStart = await firstBorderStart(file, size - limits.tailBytes, size);
    const out = await open2(temporary, "w");
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

// src/collect/tidy-package.ts
var RACE_FILE = /^race\.\d+$/;
async function tidyProcess(directory) {
  const losses = [];
  const names = await readdir(directory.path).catch(() => []);
  const raceFiles = names.filter((name) => RACE_FILE.test(name));
  for (const name of raceFiles) {
    const cutBytes = await capRaceLog(join(directory.path, name));
    if (cutBytes > 0) losses.push(raceLogCut(directory, name, cutBytes));
  }
  if (raceFiles.length === 0 && names.includes("binary")) {
    await rm2(join(directory.path, "binary"), { force: true });
  }
  const record = await finishProcessRecord(directory);
  return { record, hasRaces: raceFiles.length > 0, losses };
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

// src/collect/plan.ts
import { access as access2 } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { isAbsolute as isAbsolute2, join as join6 } from "node:path";

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
var HIDES = "it would hide races";
var KEYS = /* @__PURE__ */ new Map([
  ["log_path", { type: "text", owner: "racegate" }],
  ["exitcode", { type: "int", owner: "racegate" }],
  ["halt_on_error", { type: "bool", owner: "racegate" }],
  ["history_size", { type: "int", max: 7 }],
  ["atexit_sleep_ms", { type: "int" }],
  ["strip_path_prefix", { type: "text" }],
  ["suppress_equal_stacks", { type: "bool" }],
  ["suppress_equal_addresses", { type: "bool" }],
  ["verbosity", { type: "int" }],
  ["memory_limit_mb", { type: "int" }],
  ["hard_rss_limit_mb", { type: "int" }],
  ["soft_rss_limit_mb", { type: "int" }],
  ["flush_memory_ms", { type: "int" }],
  ["profile_memory", { type: "text" }],
  ["stop_on_start", { type: "bool" }],
  ["io_sync", { type: "int", max: 2 }],
  ["detect_deadlocks", { type: "bool" }],
  ["second_deadlock_stack", { type: "bool" }],
  ["report_mutex_bugs", { type: "bool" }],
  ["report_destroy_locked", { type: "bool" }],
  ["report_thread_leaks", { type: "bool" }],
  ["print_full_thread_history", { type: "bool" }],
  ["print_module_map", { type: "int", max: 2 }],
  ["print_cmdline", { type: "bool" }],
  ["disable_coredump", { type: "bool" }],
  ["use_madv_dontdump", { type: "bool" }],
  ["no_huge_pages_for_shadow", { type: "bool" }],
  ["abort_on_error", { type: "bool" }],
  ["stack_trace_format", { type: "text", refused: "racegate reads the reports" }],
  ["log_exe_name", { type: "bool", refused: "racegate finds the reports by the name of the file" }],
  ["log_suffix", { type: "text", refused: "racegate finds the reports by the name of the file" }],
  ["log_to_syslog", { type: "bool", refused: "the reports belong into the capture" }],
  ["report_bugs", { type: "bool", refused: HIDES }],
  ["report_atomic_races", { type: "bool", refused: HIDES }],
  ["force_seq_cst_atomics", { type: "bool", refused: HIDES }],
  ["suppressions", { type: "text", refused: `${HIDES}; use accepted: in .racegate.yml` }],
  ["print_suppressions", { type: "bool", refused: HIDES }],
  ["include", { type: "text", refused: "a file cannot be checked; write the keys out" }],
  ["include_if_exists", { type: "text", refused: "a file cannot be checked; write the keys out" }]
]);
var RACE_EXIT_CODE = 66;
var DEFAULT_HISTORY_SIZE = 5;
var BOOLEANS = /* @__PURE__ */ new Set(["0", "1", "no", "yes", "false", "true"]);
var SEPARATORS = /* @__PURE__ */ new Set([" ", ",", ":", "\n", "	", "\r"]);
function parseGorace(text, where) {
  const pairs = [];
  let at = 0;
  while (at < text.length) {
    if (SEPARATORS.has(text.charAt(at))) {
      at += 1;
      continue;
    }
    const equals = text.indexOf("=", at);
    const key = equals < 0 ? text.slice(at) : text.slice(at, equals);
    if (equals < 0 || /[\s,:'"]/.test(key)) {
      throw refuse(`${where}: expected name=value at ${JSON.stringify(text.slice(at, at + 40))}`);
    }
    at = equals + 1;
    const quote = text.charAt(at);
    if (quote === "'" || quote === '"') {
      const end2 = text.indexOf(quote, at + 1);
      if (end2 < 0) throw refuse(`${where}: the quote behind ${key}= is not closed`);
      pairs.push([key, text.slice(at + 1, end2)]);
      at = end2 + 1;
      continue;
    }
    let end = at;
    while (end < text.length && !SEPARATORS.has(text.charAt(end))) end += 1;
    pairs.push([key, text.slice(at, end)]);
    at = end;
  }
  return pairs;
}
function refuse(message) {
  return new UserFailure("RG9001", message);
}
function checkPair(key, value, where) {
  const rule = KEYS.get(key);
  if (rule === void 0) {
    throw refuse(
      `${where}: Go's race runtime has no option ${JSON.stringify(key)} and would ignore it. ${hint(key)}Options: https://go.dev/doc/articles/race_detector#Options`
    );
  }
  if (rule.refused !== void 0) throw refuse(`${where}: ${key} is refused: ${rule.refused}.`);
  const broken = rule.type === "int" && !(/^-?\d{1,9}$/.test(value) && Number(value) <= (rule.max ?? 1e9)) || rule.type === "bool" && !BOOLEANS.has(value) || rule.type === "text" && /["'\n\r]/.test(value);
  if (broken) {
    const wanted = rule.max === void 0 ? rule.type : `a number from 0 to ${rule.max}`;
    throw refuse(
      `${where}: ${key}=${value} is not ${wanted}; the race runtime would end the test.`
    );
  }
  if (rule.max !== void 0 && Number(value) < 0) {
    throw refuse(`${where}: ${key}=${value} is not a number from 0 to ${rule.max}.`);
  }
  return rule;
}
function hint(key) {
  const letters = key.toLowerCase().replaceAll("-", "_");
  const near = [...KEYS.keys()].find((known) => known === letters || known.startsWith(letters));
  return near === void 0 ? "" : `Did you mean ${near}? `;
}
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
    for (const [key, value] of parseGorace(text2, where)) {
      const rule = checkPair(key, value, where);
      if (rule.owner === void 0) {
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

// src/collect/go-list.ts
var FIELDS = "Dir,ImportPath,Module,TestGoFiles,XTestGoFiles,GoFiles,CgoFiles,Error,DepsErrors,Match";
function parseListed(stdout) {
  return stdout.split(/^}$/m).filter((text) => text.trim() !== "").map((text) => JSON.parse(`${text}}`));
}
function hasFiles(listed) {
  const lists = [listed.GoFiles, listed.CgoFiles, listed.TestGoFiles, listed.XTestGoFiles];
  return lists.some((list) => (list?.length ?? 0) > 0);
}
async function listPackages(patterns, flags, options) {
  const args = ["list", "-e", `-json=${FIELDS}`, ...flags, "--", ...patterns];
  const { stdout, stderr, exitCode } = await runGo(args, options);
  const listed = parseListed(stdout);
  if (exitCode !== 0 && listed.length === 0) {
    return { packages: [], modules: [], failure: firstLines(stderr) };
  }
  const usable = listed.filter(hasFiles);
  if (usable.length === 0) {
    const reason = listed.find((each) => each.Error !== void 0)?.Error?.Err ?? firstLines(stderr);
    throw new UserFailure(
      "RG9002",
      `No packages: ${patterns.join(" ")} names none with Go files in ${options.cwd}${reason === "" ? "" : ` (${reason})`}. Check the pattern and the directory.`,
      5
    );
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
  return { packages: usable.map(toPlanned), modules: [...modules.values()] };
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

// src/collect/go-test-flags.ts
var REFUSED = /* @__PURE__ */ new Map([
  ["exec", "racegate's wrapper starts the test binaries"],
  ["json", "racegate sets it"],
  ["o", "racegate keeps the binaries that it needs"],
  ["c", "it would compile the tests and not run them"],
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
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? "";
    const flag = splitFlag(token);
    if (token === "-args" || token === "--args") {
      binaryArgs = tokens.slice(index + 1);
      break;
    }
    if (flag === void 0) {
      passed.push(token);
      continue;
    }
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

// src/collect/modules-below.ts
import { readdir as readdir2 } from "node:fs/promises";
import { join as join2, relative, sep } from "node:path";
var MAX_DIRECTORIES = 2e4;
var SKIPPED = /^(?:[._].*|testdata|vendor|node_modules)$/;
async function otherModulesBelow(directory, inRun) {
  const found = [];
  const pending = [directory];
  for (let seen = 0; seen < MAX_DIRECTORIES && pending.length > 0; seen += 1) {
    const current = pending.pop() ?? directory;
    const entries = await readdir2(current, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.isDirectory() && !SKIPPED.test(entry.name)) pending.push(join2(current, entry.name));
      if (entry.name === "go.mod" && current !== directory && !inRun.has(current)) {
        found.push(relative(directory, current).split(sep).join("/"));
      }
    }
  }
  return found.sort();
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
function environmentNotes(removed, otherModules) {
  const notes = [];
  if (removed.length > 0) {
    notes.push({
      code: "environment-removed",
      message: `The tests do not see ${removed.join(", ")}; pass-env lets a variable through.`
    });
  }
  if (otherModules.length > 0) {
    notes.push({
      code: "other-modules",
      message: `Not in this run, because they are modules of their own: ${otherModules.join(", ")}.`
    });
  }
  return notes;
}

// src/collect/modes/plan-mode.ts
import { readFile as readFile3 } from "node:fs/promises";
import { delimiter, join as join4, sep as sep2 } from "node:path";

// src/collect/modes/go-patches.ts
import { createHash as createHash2 } from "node:crypto";
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
  return createHash2("sha256").update(text).digest("hex");
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
import { join as join3, resolve } from "node:path";
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
    const path = join3(folder, file.replaceAll("/", "-"));
    replace.set(join3(goroot, "src", file), path);
    return { path, text: text2 };
  });
  const overlay = join3(folder, "overlay.json");
  const text = `${JSON.stringify({ Replace: Object.fromEntries(replace) }, void 0, 2)}
`;
  return { files: [{ path: overlay, text }, ...texts], overlay };
}
function clashOf(goroot, library, user) {
  return library.find(({ file }) => user.has(join3(goroot, "src", file)))?.file;
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
  if (gomodcache === "" || !goroot.startsWith(gomodcache + sep2)) {
    return { goroot, link: void 0, environment: {} };
  }
  const linked = join4(folder, "goroot");
  return {
    goroot: linked,
    link: { path: linked, target: goroot },
    environment: {
      GOROOT: linked,
      GOTOOLCHAIN: "local",
      PATH: join4(linked, "bin") + delimiter + path
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
    const text = await readFile3(join4(go.goroot, "src", file), "utf8").catch(() => void 0);
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

// src/collect/preflight.ts
import { access, constants } from "node:fs/promises";
import { delimiter as delimiter2, isAbsolute, join as join5 } from "node:path";
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
  if (isAbsolute(program)) return isExecutable(program);
  for (const directory of (env["PATH"] ?? "").split(delimiter2)) {
    if (directory !== "" && await isExecutable(join5(directory, program))) return true;
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
  checkDirectories(request);
  await access2(request.cwd).catch(() => {
    throw new UserFailure("RG9001", `The directory ${request.cwd} does not exist.`);
  });
  const split = splitEnvironment(request.env, request.passEnv ?? []);
  const options = { cwd: request.cwd, env: split.forGo };
  const patterns = request.packages.length === 0 ? ["./..."] : request.packages;
  for (const pattern of patterns) {
    if (pattern.startsWith("-")) {
      throw new UserFailure(
        "RG9001",
        `${pattern} is not a package; flags of go test stand behind --.`
      );
    }
  }
  const flags = parseGoTestFlags(request.goTestFlags ?? [], "--");
  const [goEnv, listed, gitTop, cpuLimit] = await Promise.all([
    readGoEnv(options),
    settle(listPackages(patterns, listFlags(flags), options)),
    runCommand("git", ["rev-parse", "--show-toplevel"], options).catch(() => void 0),
    cgroupCpuLimit()
  ]);
  checkModule(goEnv, request.cwd);
  const goflags = parseGoTestFlags(splitGoflags(goEnv.get("GOFLAGS") ?? ""), "GOFLAGS");
  const list = listed();
  const mode = await modeOf(request, goEnv, flags.overlay ?? goflags.overlay);
  const settings = pinSettings(request, flags, goflags, cpuLimit, mode);
  const problems = await preflight(goEnv, request.env);
  if (list.failure !== void 0) problems.push(listProblem(list.failure));
  const otherModules = patterns.some((pattern) => pattern.includes("...")) ? await otherModulesBelow(request.cwd, new Set(list.modules.map((module) => module.directory))) : [];
  const timeoutMs = userTimeoutMs(flags.timeout ?? goflags.timeout, flags.binaryArgs);
  const top = gitTop?.exitCode === 0 ? gitTop.stdout.trim() : "";
  return {
    cwd: request.cwd,
    captureDirectory: request.captureDirectory,
    goArgs: buildArguments(request, patterns, flags, goflags, cpuLimit, mode),
    patterns,
    goEnvironment: split.forGo,
    go: { ...goRecord(goEnv), goroot: mode.goroot },
    packages: list.packages,
    modules: list.modules,
    root: top === "" ? request.cwd : top,
    otherModulesBelow: otherModules,
    pinned: settings.pinned,
    mode,
    debugPanics: request.debugPanics ?? false,
    failFast: request.failFast ?? false,
    deadlineAtMs: request.deadlineAtMs,
    goWaitsForPipes: timeoutMs === 0 || flags.names.has("bench") || flags.names.has("fuzz"),
    wrapper: {
      ...settings.wrapper,
      outputs: outputs(request, flags),
      userTimeoutMs: timeoutMs,
      removedEnvironment: split.removedInWrapper,
      restoredEnvironment: split.unshellable
    },
    preflight: problems,
    notes: [
      ...[...mode.notes, ...settings.notes, ...flagNotes(flags, goflags)],
      ...[...failFastNotes(request), ...environmentNotes(split.removed, otherModules)]
    ]
  };
}
function checkDirectories(request) {
  for (const path of [request.cwd, request.captureDirectory]) {
    if (!isAbsolute2(path)) throw new UserFailure("RG9001", `${path} is not an absolute path.`);
  }
  if (/["'\n\r\\]/.test(request.captureDirectory)) {
    throw new UserFailure(
      "RG9001",
      `The capture directory ${JSON.stringify(request.captureDirectory)} holds a quote, a backslash or a line break, which GORACE cannot express. Choose another one.`
    );
  }
}
async function readGoEnv(options) {
  const { stdout, stderr, exitCode } = await runGo(["env", "-json"], options);
  if (exitCode !== 0) {
    throw new UserFailure("RG9003", `go env failed: ${stderr.trim().slice(0, 1e3)}`);
  }
  return new Map(Object.entries(JSON.parse(stdout)));
}
function checkModule(goEnv, cwd) {
  const gomod = goEnv.get("GOMOD") ?? "";
  const gowork = goEnv.get("GOWORK") ?? "";
  if (gowork !== "" && gowork !== "off") return;
  if (gomod === "" || gomod === "/dev/null" || gomod === "NUL") {
    throw new UserFailure(
      "RG9003",
      `${cwd} is not in a Go module: there is no go.mod here or above. Start racegate in the module's directory, or run go mod init.`
    );
  }
}
async function settle(promise) {
  return promise.then(
    (value) => () => value,
    (error) => () => {
      throw error;
    }
  );
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
function listFlags({ passed, overlay }) {
  const given = passed.flatMap((token, index) => {
    if (!LIST_FLAGS.test(token)) return [];
    return token.includes("=") ? [token] : [token, passed[index + 1] ?? ""];
  });
  return overlay === void 0 ? given : [...given, `-overlay=${overlay}`];
}
async function modeOf(request, goEnv, userOverlay) {
  return planMode({
    mode: request.mode ?? "light",
    go: goRecord(goEnv),
    goexperiment: goEnv.get("GOEXPERIMENT") ?? "",
    cwd: request.cwd,
    userOverlay,
    folder: join6(request.captureDirectory, "tmp", "overlay"),
    silentMs: request.silentDumpMs,
    path: request.env["PATH"] ?? ""
  });
}
function listProblem(failure) {
  return {
    code: "RG5001",
    slug: "go-list-failed",
    message: `go cannot list the packages: ${failure}`,
    cure: "Run go list ./... in the same directory and repair what it names (often: go mod tidy)."
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
    ...overlay === void 0 ? [] : [`-overlay=${overlay}`],
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
function outputs(request, flags) {
  if (flags.names.has("fuzz")) return [];
  const profiles = request.profiles ?? true;
  const wanted = [
    { flag: "trace", file: "trace.out", on: request.trace !== "never" },
    { flag: "mutexprofile", file: "mutex.pprof", on: profiles },
    { flag: "blockprofile", file: "block.pprof", on: profiles }
  ];
  return wanted.filter(({ flag, on }) => on && !flags.names.has(flag)).map(({ flag, file }) => ({ flag: `-test.${flag}`, file }));
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
      godebug,
      testFlags: request.profiles === false || flags.names.has("blockprofilerate") ? [] : [`-test.blockprofilerate=${BLOCK_PROFILE_RATE_NS}`]
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
var DRAIN_MS = 500;
async function collectRun(plan, options = {}) {
  const scratch = await prepareDirectory(plan);
  const runnerFileLosses = await watchRunnerFiles(options.env ?? {});
  const command = execCommandLine(scratch.scriptPath);
  const argv = plan.goArgs.map((arg) => arg.replace(WRAPPER, () => command));
  const run2 = new SupervisedRun(plan, options);
  const startedAtMs = Date.now();
  const begin = performance.now();
  const exit = await run2.go(argv, scratch.gotmpdir);
  const collectMs = Math.round(performance.now() - begin);
  const endedAtMs = Date.now();
  await scratch.remove();
  const processes = await run2.finishProcesses();
  return {
    argv: ["go", ...argv],
    startedAtMs,
    endedAtMs,
    collectMs,
    end: exit.spawnError === void 0 ? run2.end : "spawn-failed",
    goExitCode: exit.exitCode,
    goSignal: exit.signal,
    processes,
    losses: [...run2.losses, ...await runnerFileLosses()],
    notes: [...scratch.notes, ...run2.notes]
  };
}
async function prepareDirectory(plan) {
  const { captureDirectory } = plan;
  try {
    await mkdir2(join7(captureDirectory, "run"), { recursive: true });
    const names = await readdir3(captureDirectory);
    if (names.length > 1) {
      throw new UserFailure("RG9001", `The capture directory ${captureDirectory} is not empty.`);
    }
    const folder = join7(captureDirectory, "tmp");
    await mkdir2(folder, { mode: 448 });
    await writeModeFiles(plan.mode);
    const scriptPath = join7(folder, "wrapper.sh");
    await writeFile2(scriptPath, await wrapperScript(plan), { mode: 448 });
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
  const executes = await access3(scriptPath, constants2.X_OK).then(
    () => true,
    () => false
  );
  if (executes) {
    return { scriptPath, gotmpdir: folder, notes: [], remove: () => removeAll([folder]) };
  }
  const gotmpdir = await mkdtemp(join7(tmpdir(), "racegate-go-"));
  const message = "The capture's file system executes no programs: test binaries are copied into it.";
  return {
    scriptPath,
    gotmpdir,
    notes: [{ code: "capture-noexec", message }],
    remove: () => removeAll([folder, gotmpdir])
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
  tag = { name: TAG_VARIABLE, value: randomBytes(16).toString("hex") };
  tidying = Promise.resolve();
  constructor(plan, options) {
    this.plan = plan;
    this.options = options;
  }
  async go(args, gotmpdir) {
    const group = startGroup("go", args, {
      cwd: this.plan.cwd,
      env: {
        ...this.plan.goEnvironment,
        ...this.plan.mode.goEnvironment,
        PWD: this.plan.cwd,
        GOTMPDIR: gotmpdir,
        [this.tag.name]: this.tag.value
      },
      tag: this.tag
    });
    const streams = Promise.all([this.recordStdout(group.stdout), this.recordStderr(group.stderr)]);
    const watch = this.plan.goWaitsForPipes ? watchPipes(group, this.plan.captureDirectory, (importPath) => this.ended.has(importPath)) : void 0;
    await Promise.race([group.exited, this.endEarly(group)]);
    watch?.stop();
    if (this.end !== "finished") await group.end();
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
  /** Settles when the deadline has come or the caller's signal; says which in `end`. */
  async endEarly(group) {
    const { signal } = this.options;
    const over = new AbortController();
    void group.exited.then(() => over.abort());
    const { deadlineAtMs } = this.plan;
    const aborted = new Promise((resolve3) => {
      if (signal?.aborted === true) resolve3();
      signal?.addEventListener("abort", () => resolve3(), { once: true, signal: over.signal });
    }).then(() => "cancelled");
    const late = sleepUntil(deadlineAtMs, over.signal).then(() => "deadline");
    this.end = await Promise.race([aborted, late]);
  }
  async recordStdout(stdout) {
    const file = new AppendFile(join7(this.plan.captureDirectory, "stream.jsonl"));
    const recorder = new StreamRecorder((event) => this.event(event));
    await readAll(stdout, async (chunk) => {
      recorder.push(chunk);
      await file.append(recorder.takePending());
    });
    recorder.end();
    await file.append(recorder.takePending());
    await file.close();
    this.fileLoss(file, "The rest of stream.jsonl");
    for (const cut of recorder.cuts) this.losses.push(outputCut(cut.package, cut.bytes, cut.lines));
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
    const file = new AppendFile(join7(this.plan.captureDirectory, "stderr.log"));
    const recorder = new TextRecorder(this.options.onStderr);
    await readAll(stderr, async (chunk) => {
      recorder.push(chunk);
      await file.append(recorder.takePending());
    });
    recorder.end();
    await file.append(recorder.takePending());
    await file.close();
    this.fileLoss(file, "The rest of stderr.log");
    if (recorder.cutBytes > 0)
      this.losses.push(outputCut("", recorder.cutBytes, recorder.cutLines));
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
      const below = `run/${encodeImportPath(importPath)}`;
      for (const directory of await processDirectories(this.plan.captureDirectory, below)) {
        if (directory.package !== importPath) continue;
        const result = await tidyProcess(directory).catch(() => void 0);
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
      const { relative: relative3, package: importPath } = directory;
      const result = await tidyProcess(directory).catch((error) => String(error));
      seen.add(importPath);
      if (typeof result === "string" || result.record === void 0) {
        const why = typeof result === "string" ? result : "The wrapper could not write it.";
        this.losses.push(recordLost(relative3, importPath, why));
        continue;
      }
      if (importPath === "") this.losses.push(packageUnknown(relative3, result.record.cwd));
      this.losses.push(...result.losses);
      records.push(result.record);
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
  return delay(leftMs, void 0, { signal }).catch(() => new Promise(() => void 0));
}
async function untilDrained(streams) {
  const over = new AbortController();
  const late = delay(DRAIN_MS, void 0, { signal: over.signal }).catch(() => void 0);
  await Promise.race([streams, late]);
  over.abort();
}
async function exitOrLost(group) {
  const lost = delay(DRAIN_MS, { exitCode: null, signal: "SIGKILL" }, { ref: false });
  return Promise.race([group.exited, lost]);
}
async function readAll(stream, take) {
  try {
    for await (const chunk of stream) await take(chunk);
  } catch (error) {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}
function outputCut(importPath, bytes, lines) {
  return {
    code: "output-cut",
    what: `${lines} lines of output`,
    why: "There is more output than is kept; its head and tail are there, and every event.",
    ...importPath === "" ? {} : { package: importPath },
    bytes,
    breaksVerdict: false
  };
}
function recordLost(relative3, importPath, why) {
  const what = `What is known of the process in ${relative3}`;
  return { code: "process-record-lost", what, why, package: importPath, breaksVerdict: true };
}
function packageUnknown(relative3, cwd) {
  return {
    code: "package-unknown",
    what: `The package of the process in ${relative3}`,
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

// src/collect/not-run.ts
import { mkdir as mkdir3 } from "node:fs/promises";
async function notRun(plan, nowMs) {
  await mkdir3(plan.captureDirectory, { recursive: true });
  return {
    argv: ["go", ...plan.goArgs.filter((arg) => !arg.includes(WRAPPER) && arg !== "-exec")],
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

// src/collect/own-directory.ts
import { mkdir as mkdir4, readdir as readdir4, rm as rm4, stat, writeFile as writeFile3 } from "node:fs/promises";
import { join as join8 } from "node:path";
var CAPTURES_KEPT = 5;
var IGNORED = "*\n!/patterns/\n!/patterns/**\n";
async function prepareOwnDirectory(out) {
  try {
    await mkdir4(out, { recursive: true });
    await writeFile3(join8(out, ".gitignore"), IGNORED, { flag: "wx" }).catch(() => void 0);
    const captures = join8(out, "captures");
    const names = await readdir4(captures).catch(() => []);
    const dated = await Promise.all(
      names.map(async (name) => {
        const path = join8(captures, name);
        const { mtimeMs } = await stat(path);
        return { path, mtimeMs };
      })
    );
    dated.sort((a, b) => b.mtimeMs - a.mtimeMs);
    for (const { path } of dated.slice(CAPTURES_KEPT))
      await rm4(path, { recursive: true, force: true });
  } catch {
  }
}

// src/pipeline-baseline.ts
import { readFile as readFile4 } from "node:fs/promises";
import { resolve as resolve2 } from "node:path";
async function loadBaseline(place, cwd, rim) {
  if (place === void 0) return void 0;
  const text = place.includes("://") ? await readObject(place, rim) : await readLocal(resolve2(cwd, place));
  if (text === void 0) {
    rim.stderr.write(`racegate: no baseline at ${place} yet: every finding counts as new
`);
    return void 0;
  }
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserFailure("RG9001", `the baseline ${place} is not JSON. Write it anew.`);
  }
  const parsed = baseline.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new UserFailure(
    "RG9001",
    `the baseline ${place} has another shape: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`
  );
}
async function readLocal(path) {
  try {
    return await readFile4(path, "utf8");
  } catch (error) {
    const code = error.code;
    if (code === "ENOENT") return void 0;
    throw new UserFailure("RG9001", `the baseline ${path} cannot be read (${String(code)}).`);
  }
}
async function readObject(place, rim) {
  const slash = place.indexOf("/", "gs://".length);
  if (slash < 0) {
    throw new UserFailure(
      "RG9001",
      `the baseline ${place} names no object: gs://BUCKET/PATH.json.`
    );
  }
  const cut = place.lastIndexOf("/");
  const store2 = rim.openStore(place.slice(0, cut));
  const outcome = await store2.readText(place.slice(cut + 1), { signal: rim.signal });
  if (outcome.state === "read") return outcome.text;
  if (outcome.state === "absent") return void 0;
  throw new UserFailure("RG9001", `the baseline ${place} cannot be read: ${outcome.why}`);
}

// src/pipeline-deliver.ts
import { mkdir as mkdir5, rename as rename2, writeFile as writeFile4 } from "node:fs/promises";
import { join as join9, relative as relative2 } from "node:path";
var CANCELLED_UPLOAD_MS = 2e3;
async function deliver(delivery, rim) {
  const { document, presentation, settings } = delivery;
  const text = serialiseFindings(document);
  const say = (words) => rim.stderr.write(`${guardRunnerLines(words)}
`);
  const findingsFile = delivery.publish ? await writeFindings(settings.out, text, say) : void 0;
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
      directory: directoryInRoot(delivery)
    });
    rim.stdout.write(presentation.runnerLog ? guardRunnerLines(report) : report);
  }
  const reportLink = delivery.publish ? await store(delivery, text, rim, say) : void 0;
  if (delivery.publish) {
    const publications = renderPublications(document, {
      reportLink,
      annotations: settings.annotations
    });
    const { notes } = await rim.deliver(publications, settings.annotations);
    for (const note of notes) say(escapeForTerminal(`${note.level}: ${note.message}`));
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
    findingsFile,
    captureDirectory: delivery.captureDirectory,
    reportLink
  };
}
async function writeFindings(out, text, say) {
  const path = join9(out, "findings.json");
  try {
    await mkdir5(out, { recursive: true });
    await writeFile4(`${path}.part`, text, { flush: true });
    await rename2(`${path}.part`, path);
    return path;
  } catch (error) {
    say(`racegate: ${path} could not be written (${wordsOf(error)}); the verdict stands [RG9004]`);
    return void 0;
  }
}
async function store(delivery, text, rim, say) {
  const { manifest, capture, document, settings } = delivery;
  if (manifest === void 0) return void 0;
  const places = settings.gcs === void 0 ? [settings.out] : [settings.gcs];
  if (settings.gcs !== void 0 && settings.outGiven) places.push(settings.out);
  let link;
  for (const place of places) {
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
    import("./patterns-SGPMU4JY.js"),
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
import { join as join10 } from "node:path";
var PLATFORM_MARGIN_MS = 9e4;
function runRequestOf(input, settings, rim, nowMs) {
  const { config } = settings;
  const { runId, attempt, buildDeadlineMs } = rim.context;
  const own = settings.deadlineMs === void 0 ? void 0 : nowMs + settings.deadlineMs;
  const platform = buildDeadlineMs === void 0 ? void 0 : buildDeadlineMs - PLATFORM_MARGIN_MS;
  const deadlineAtMs = Math.min(own ?? Infinity, platform ?? Infinity);
  return {
    cwd: input.cwd,
    env: rim.env,
    captureDirectory: join10(settings.out, "captures", `${runId}-${attempt}`),
    packages: input.packages.length > 0 ? input.packages : config.packages.value,
    goTestFlags: input.goTestFlags,
    gomaxprocs: { value: config.gomaxprocs.value, source: sourceOf(config.gomaxprocs.origin) },
    gorace: config.gorace === void 0 ? [] : [{ value: config.gorace.value, source: sourceOf(config.gorace.origin) }],
    ...Number.isFinite(deadlineAtMs) ? { deadlineAtMs } : {},
    trace: settings.trace,
    profiles: config.profiles.value,
    failFast: config["fail-fast"].value,
    noInline: config["no-inline"].value,
    schedtrace: config.schedtrace.value,
    inittrace: config.inittrace.value,
    mode: config.mode.value,
    debugPanics: config["debug-panics"].value,
    ...settings.silentDumpMs === void 0 ? {} : { silentDumpMs: settings.silentDumpMs },
    passEnv: config["pass-env"].value
  };
}
function sourceOf(origin) {
  if (origin === "default") return "default";
  if (origin.startsWith("flag ")) return "flag";
  return origin.startsWith("environment ") ? "environment" : "config";
}

// src/pipeline.ts
async function run(input, rim) {
  const startedMs = rim.now();
  const settings = await resolveSettings({ ...input, env: rim.env });
  if (settings.gcs !== void 0) rim.openStore(settings.gcs);
  const policy2 = policyOf(settings, startedMs);
  const baseline2 = await loadBaseline(settings.baseline, input.cwd, rim);
  const patterns = await ownPatterns(input.cwd);
  if (!settings.outGiven) await prepareOwnDirectory(settings.out);
  const plan = await planRun(runRequestOf(input, settings, rim, startedMs));
  const outcome = await collect(plan, input, rim);
  const captureDirectory = plan.captureDirectory;
  const { keepWhatFindingsNeed, rereadRun, settle: settle2 } = await loadAnalysis();
  const known = {
    tool: { name: "racegate", version: rim.version },
    runId: rim.context.runId,
    attempt: rim.context.attempt,
    policy: policy2,
    baseline: baseline2 ?? null,
    build: rim.context
  };
  const kept = await keepWhatFindingsNeed(plan, outcome, rim.signal, known, patterns);
  const { parsed, facts } = kept;
  const manifest = await finishCapture(plan, outcome, facts);
  const capture = await openCapture(captureDirectory);
  try {
    const document = await settle2(await rereadRun(parsed, capture), policy2, baseline2);
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
  const settings = await resolveSettings({ ...input, env: rim.env });
  const capture = await openFiles(input.paths, input.stdin);
  try {
    for (const note of capture.notes) rim.stderr.write(`racegate: ${note.message}
`);
    const { policy: policy2, baseline: baseline2 } = await rulesFor(capture, input, settings, rim, startedMs);
    const { readRun, settle: settle2 } = await loadAnalysis();
    const read = await readRun(capture);
    const patterns = capture.manifest === void 0 ? await ownPatterns(input.cwd) : read.patterns;
    const document = await settle2({ ...read, patterns }, policy2, baseline2);
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
  return import("./pipeline-analysis-6ADL5LAH.js");
}
async function collect(plan, input, rim) {
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
    for (const note of [...rim.context.notes, ...plan.notes.map((n) => n.message)]) live.note(note);
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
    return { policy: own, baseline: await loadBaseline(settings.baseline, input.cwd, rim) };
  }
  const kept = policy.safeParse(manifest.policy);
  const policy2 = kept.success ? kept.data : own;
  const flags = settings.config["fail-on"].origin.startsWith("flag");
  const keptBaseline = baseline.safeParse(manifest.baseline);
  return {
    policy: flags ? { ...policy2, failOn: own.failOn } : policy2,
    baseline: input.flags.baseline === void 0 ? keptBaseline.data : await loadBaseline(settings.baseline, input.cwd, rim)
  };
}

export {
  run,
  analyze
};
