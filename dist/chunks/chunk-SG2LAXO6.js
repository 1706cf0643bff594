import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  decodeImportPath,
  importPathDirectory
} from "./chunk-5MQILW2H.js";
import {
  manifest,
  processRecord
} from "./chunk-TZZCAVMG.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";
import {
  openTraceInput
} from "./chunk-TUQGUQHE.js";
import {
  noteTemporary
} from "./chunk-DJRU4FCG.js";

// src/collect/open-capture.ts
import { readFile as readFile2, readdir as readdir2, realpath as realpath2, stat as stat4 } from "node:fs/promises";
import { join as join3, relative, resolve, sep } from "node:path";

// src/collect/file-source.ts
import { open, stat } from "node:fs/promises";
var MAX_OPEN_FILES = 64;
var FilePool = class {
  files = /* @__PURE__ */ new Map();
  /** Reads up to `length` bytes at `offset`; fewer only at the end of the file. */
  async read(path, offset, length) {
    const file = this.take(path);
    file.reads += 1;
    try {
      const handle = await file.handle;
      const buffer = Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < length) {
        const part = await handle.read(buffer, filled, length - filled, offset + filled);
        if (part.bytesRead === 0) break;
        filled += part.bytesRead;
      }
      return buffer.subarray(0, filled);
    } finally {
      file.reads -= 1;
      if (file.evicted) await closeUnused(file);
    }
  }
  /** Closes every file; those being read, after the read. */
  async close() {
    const closing = [...this.files.values()].map((file) => {
      file.evicted = true;
      return closeUnused(file);
    });
    this.files.clear();
    await Promise.all(closing);
  }
  take(path) {
    const known = this.files.get(path);
    const file = known ?? { handle: open(path, "r"), reads: 0, evicted: false };
    this.files.delete(path);
    this.files.set(path, file);
    if (known !== void 0) return file;
    file.handle.catch(() => this.files.delete(path));
    const oldest = this.files.entries().next().value;
    if (this.files.size > MAX_OPEN_FILES && oldest !== void 0) {
      this.files.delete(oldest[0]);
      oldest[1].evicted = true;
      void closeUnused(oldest[1]);
    }
    return file;
  }
};
async function closeUnused(file) {
  if (file.reads > 0) return;
  await file.handle.then((handle) => handle.close()).catch(() => void 0);
}
async function fileSource(pool, path, name) {
  const { size } = await stat(path);
  return {
    name,
    size,
    read: (offset, length) => pool.read(path, offset, Math.max(0, Math.min(length, size - offset)))
  };
}

// src/collect/loose-file.ts
import { createReadStream } from "node:fs";
import { stat as stat2 } from "node:fs/promises";
import { constants as constants2, gunzipSync as gunzipSync2 } from "node:zlib";

// src/collect/packed-trace.ts
import { constants, gunzipSync, zstdDecompressSync } from "node:zlib";
var TRACE = /^go 1\.\d+ trace\0/;
var GZIP = [31, 139];
var ZSTD = [40, 181, 47, 253];
var GZIP_HEAD_BYTES = 4 << 10;
var ZSTD_HEAD_BYTES = 160 << 10;
var UNPACKED_HEAD_BYTES = 256 << 20;
async function isPackedTrace(bytes) {
  const head = await bytes.read(0, ZSTD.length);
  const begins = (magic) => magic.every((b, i) => head[i] === b);
  try {
    if (begins(GZIP)) {
      const finishFlush = constants.Z_SYNC_FLUSH;
      return isTrace(gunzipSync(await bytes.read(0, GZIP_HEAD_BYTES), { finishFlush }));
    }
    if (begins(ZSTD)) {
      const options = { finishFlush: constants.ZSTD_e_flush, maxOutputLength: UNPACKED_HEAD_BYTES };
      return isTrace(zstdDecompressSync(await bytes.read(0, ZSTD_HEAD_BYTES), options));
    }
  } catch {
  }
  return false;
}
function isTrace(head) {
  return TRACE.test(Buffer.from(head.buffer, head.byteOffset, 32).toString("latin1"));
}
async function unpackTrace(path, name, maxBytes) {
  const input = await openTraceInput({ location: path, stdin: nothing(), maxBytes });
  return { bytes: { ...input.source, name }, notes: input.notes, close: () => input.close() };
}
async function* nothing() {
}

// src/collect/recognise.ts
var TRACE2 = /^go 1\.\d+ trace\0/;
var STREAM_LINE = /^\{[^\n]{0,4000}"Action":"/m;
var TEXT_CONTROLS = /* @__PURE__ */ new Set([7, 8, 9, 10, 12, 13, 27]);
function startsWith(bytes, magic) {
  return magic.every((byte, index) => bytes[index] === byte);
}
function recogniseKind(name, head) {
  if (head.length === 0) return void 0;
  const base = name.slice(name.lastIndexOf("/") + 1);
  if (startsWith(head, [127, 69, 76, 70])) return "binary";
  if (startsWith(head, [31, 139])) return profileKind(base);
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString("latin1");
  if (TRACE2.test(text)) return "trace";
  if (text.includes("\0") && !isMostlyText(head)) return void 0;
  if (base === "process.json" && text.includes('"argv"')) return "process";
  if (base === "symbols.json" && text.includes('"processes"')) return "symbols";
  if (base === "sources.json") return "sources";
  if (base === "panics.json" && text.includes('"stops"')) return "panics";
  if (base === "manifest.json" && text.includes('"manifestVersion"')) return void 0;
  if (STREAM_LINE.test(text)) return "stream";
  if (/^race\.\d+$/.test(base)) return "race-log";
  return "text";
}
function isMostlyText(head) {
  let nul = 0;
  let control = 0;
  for (const byte of head) {
    if (byte === 0) nul += 1;
    else if (byte < 32 && !TEXT_CONTROLS.has(byte)) control += 1;
  }
  return nul * 2 < head.length && control * 100 < head.length;
}
function archiveOf(head) {
  const tar = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString(
    "latin1",
    257,
    262
  );
  if (tar === "ustar") return "tar";
  if (startsWith(head, [80, 75, 3, 4])) return "zip";
  if (startsWith(head, [253, 55, 122, 88, 90])) return "xz";
  return startsWith(head, [66, 90, 104]) ? "bzip2" : void 0;
}
function profileKind(base) {
  if (base.includes("trace")) return "trace";
  if (base.includes("block")) return "block-profile";
  return base.endsWith(".gz") && !base.includes("prof") ? void 0 : "mutex-profile";
}

// src/collect/spool.ts
import { mkdtemp, open as open2, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
var MAX_STANDARD_INPUT_BYTES = 4 * 1024 ** 3;
async function spoolStandardInput(input, maxBytes = MAX_STANDARD_INPUT_BYTES) {
  const folder = noteTemporary(await mkdtemp(join(tmpdir(), "racegate-stdin-")));
  const path = join(folder, "stdin");
  const notes = [];
  const file = await open2(path, "w", 384);
  try {
    let left = maxBytes;
    for await (const chunk of input) {
      const part = chunk.subarray(0, left);
      await file.writeFile(part);
      left -= part.length;
      if (part.length === chunk.length) continue;
      const message = `Standard input is longer than ${maxBytes} bytes; the rest was not read.`;
      notes.push({ code: "standard-input-cut", message });
      break;
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await file.close();
  }
  return { path, notes, remove: () => rm(folder, { recursive: true, force: true }) };
}

// src/collect/loose-file.ts
var HEAD_BYTES = 64 << 10;
var PACKED_HEAD_BYTES = 4 << 10;
var UNPACKED_TEXT_BYTES = 4 * 1024 ** 3;
var GZIP2 = [31, 139];
var ZSTD2 = [40, 181, 47, 253];
async function openLoose(path, name, files) {
  let readable = path;
  if (!(await stat2(path)).isFile()) {
    const spooled = await spoolStandardInput(createReadStream(path));
    files.closing.push(() => spooled.remove());
    files.notes.push(...spooled.notes);
    readable = spooled.path;
  }
  let bytes = await fileSource(files.pool, readable, name);
  if (await isPackedTrace(bytes) || await isPackedText(bytes)) {
    const unpacked = await unpackTrace(readable, name, UNPACKED_TEXT_BYTES);
    files.closing.push(() => unpacked.close());
    for (const message of unpacked.notes) files.notes.push({ code: "not-unpacked", message });
    bytes = unpacked.bytes;
  }
  const head = await bytes.read(0, HEAD_BYTES);
  if (head.length === 0) return { why: "is empty" };
  const archive = archiveOf(head);
  if (archive !== void 0) {
    return { why: `is an archive (${archive}): unpack it, and name the directory` };
  }
  const kind = recogniseKind(name, head);
  return kind === void 0 ? { why: "is nothing that racegate reads" } : { bytes, kind };
}
async function isPackedText(bytes) {
  const head = await bytes.read(0, PACKED_HEAD_BYTES);
  const begins = (magic) => magic.every((b, i) => head[i] === b);
  if (begins(ZSTD2)) return true;
  if (!begins(GZIP2)) return false;
  try {
    const text = gunzipSync2(head, { finishFlush: constants2.Z_SYNC_FLUSH });
    return archiveOf(text) !== void 0 || recogniseKind("text", text) !== void 0;
  } catch {
    return false;
  }
}

// src/collect/process-record.ts
import { readFile, readdir, rename, stat as stat3, unlink, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";

// src/collect/wrapper.ts
import { realpath } from "node:fs/promises";

// src/collect/modes/testing-hook.ts
var HOOK_DIRECTORY = "RACEGATE_HOOK_DIRECTORY";
var HOOK_PID = "RACEGATE_HOOK_PID";
var HOOK_SILENT_MS = "RACEGATE_HOOK_SILENT_MS";
var END_DUMP = "goroutines.end.txt";
var SILENT_DUMP = /^goroutines\.silent\.[1-9]\.txt$/;
var LEAK_PROFILE = "leak.pprof";
var HOOK = `package testing

import (
	"context"
	"io"
	"os"
	"runtime"
	"runtime/trace"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type racegateQuiet struct {
	since  time.Time
	spoken uint64
	dumped bool
}

var racegate struct {
	watching  atomic.Bool
	mu        sync.Mutex
	directory string
	silent    time.Duration
	step      time.Duration
	timer     *time.Timer
	spoken    map[string]uint64
	quiet     map[string]*racegateQuiet
	dumps     int
	started   bool
}

func racegateTest(t *T) {
	if t.name != "" && trace.IsEnabled() {
		trace.StartRegion(context.Background(), "racegate.test:"+t.name)
	}
}

func racegateStart() {
	racegate.mu.Lock()
	defer racegate.mu.Unlock()
	if racegate.started || os.Getenv("${HOOK_PID}") != strconv.Itoa(os.Getpid()) {
		return
	}
	racegate.started = true
	racegate.directory = os.Getenv("${HOOK_DIRECTORY}")
	ms, err := strconv.Atoi(os.Getenv("${HOOK_SILENT_MS}"))
	if err != nil || ms <= 0 || racegate.directory == "" {
		return
	}
	racegate.silent = time.Duration(ms) * time.Millisecond
	racegate.step = min(max(racegate.silent/10, 20*time.Millisecond), time.Second)
	racegate.spoken = map[string]uint64{}
	racegate.quiet = map[string]*racegateQuiet{}
	racegate.watching.Store(true)
	racegate.timer = time.AfterFunc(racegate.step, racegateTick)
}

func racegateSpoke(name string) {
	if !racegate.watching.Load() {
		return
	}
	racegate.mu.Lock()
	defer racegate.mu.Unlock()
	for at := len(name); at > 0; at = strings.LastIndexByte(name, '/') {
		name = name[:at]
		racegate.spoken[name]++
	}
}

func racegateTick() {
	racegate.mu.Lock()
	defer racegate.mu.Unlock()
	if !racegate.watching.Load() {
		return
	}
	now := time.Now()
	live := map[string]bool{}
	running.Range(func(key, _ any) bool {
		live[key.(string)] = true
		return true
	})
	for name := range live {
		quiet := racegate.quiet[name]
		if quiet == nil || quiet.spoken != racegate.spoken[name] {
			racegate.quiet[name] = &racegateQuiet{since: now, spoken: racegate.spoken[name]}
		}
	}
	for name := range racegate.quiet {
		if !live[name] {
			delete(racegate.quiet, name)
			delete(racegate.spoken, name)
		}
	}
	racegateLook(now, live)
	racegate.timer.Reset(racegate.step)
}

// Of a test that runs subtests only these count.
func racegateLook(now time.Time, live map[string]bool) {
	parents := map[string]bool{}
	for name := range live {
		for at := strings.LastIndexByte(name, '/'); at > 0; at = strings.LastIndexByte(name, '/') {
			name = name[:at]
			parents[name] = true
		}
	}
	var silent []string
	for name, quiet := range racegate.quiet {
		if !parents[name] && !quiet.dumped && now.Sub(quiet.since) >= racegate.silent {
			quiet.dumped = true
			silent = append(silent, strconv.Quote(name))
		}
	}
	if len(silent) == 0 || racegate.dumps >= 5 {
		return
	}
	racegate.dumps++
	racegateDump("goroutines.silent."+strconv.Itoa(racegate.dumps)+".txt",
		"racegate: silent for "+racegate.silent.String()+": "+strings.Join(silent, " "))
}

func racegateAfter(m *M) {
	racegate.mu.Lock()
	defer racegate.mu.Unlock()
	racegate.watching.Store(false)
	if racegate.timer != nil {
		racegate.timer.Stop()
	}
	if racegate.directory == "" {
		return
	}
	if racegateLeakProfile {
		racegateLeaks(m)
	}
	racegateDump("${END_DUMP}", "racegate: goroutines at the end of the tests")
	racegate.directory = ""
}

func racegateLeaks(m *M) {
	defer func() { recover() }()
	m.deps.WriteProfileTo("goroutineleak", io.Discard, 0)
	file, err := os.Create(racegate.directory + "/${LEAK_PROFILE}")
	if err != nil {
		return
	}
	defer file.Close()
	m.deps.WriteProfileTo("goroutineleak", file, 0)
}

func racegateDump(name, head string) {
	buffer := make([]byte, 1<<20)
	for {
		n := runtime.Stack(buffer, true)
		if n < len(buffer) || len(buffer) >= 64<<20 {
			buffer = buffer[:n]
			break
		}
		buffer = make([]byte, 2*len(buffer))
	}
	os.WriteFile(racegate.directory+"/"+name, append([]byte(head+"\\n\\n"), buffer...), 0o640)
}
`;
function testingHook(leakProfile) {
  return `${HOOK}
const racegateLeakProfile = ${leakProfile}
`;
}

// src/collect/wrapper.ts
var UNKNOWN_PACKAGE = "%unknown";
var PACKAGE_FILE = "package";
var FLUSH_SECONDS = 15;
function shellQuote(text) {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
async function directoryNames(planned) {
  const real = await realpath(planned.directory).catch(() => planned.directory);
  return real === planned.directory ? [real] : [planned.directory, real];
}
async function packageCases({ packages, wrapper }) {
  const lines = [];
  const seen = /* @__PURE__ */ new Set();
  const named = await Promise.all(
    packages.map(async (planned) => ({ planned, names: await directoryNames(planned) }))
  );
  for (const { planned, names } of named) {
    const fresh = names.filter((name) => !seen.has(name));
    for (const name of fresh) seen.add(name);
    if (fresh.length === 0) continue;
    const pattern = fresh.map(shellQuote).join("|");
    const path = importPathDirectory(planned.importPath);
    const named2 = decodeImportPath(path) === void 0 ? ` rg_import=${shellQuote(planned.importPath)}` : "";
    const observed = wrapper.observation.packages.get(planned.importPath);
    const observe = observed === void 0 ? "" : ` rg_observe=${shellQuote(observationWords(observed))}`;
    lines.push(`${pattern}) rg_package=${shellQuote(path)}${named2}${observe};;`);
  }
  return lines.join("\n");
}
function deadlineLines(plan) {
  if (plan.deadlineAtMs === void 0) return "";
  const endSec = Math.floor(plan.deadlineAtMs / 1e3) - FLUSH_SECONDS;
  const userSec = Math.ceil(plan.wrapper.userTimeoutMs / 1e3);
  return `
rg_left=$(( ${endSec} - $(date +%s) ))
[ "$rg_left" -ge 1 ] || rg_left=1
if [ ${userSec} -eq 0 ] || [ "$rg_left" -lt ${userSec} ]; then
  rg_count=$#
  rg_found=
  while [ "$rg_count" -gt 0 ]; do
    rg_argument=$1
    shift
    case $rg_argument in
    -test.timeout=*|--test.timeout=*) rg_argument=-test.timeout=\${rg_left}s; rg_found=1;;
    esac
    set -- "$@" "$rg_argument"
    rg_count=$(( rg_count - 1 ))
  done
  [ -n "$rg_found" ] || set -- "-test.timeout=\${rg_left}s" "$@"
fi`;
}
function observationLines({ wrapper }) {
  const { flags } = wrapper;
  const adding = (kind) => flags[kind].length === 0 ? "" : `case " $rg_observe " in *" ${kind} "*) set -- ${flags[kind].join(" ")} "$@";; esac
`;
  return adding("profiles") + adding("trace");
}
function observationWords({ trace, profiles }) {
  return [...trace ? ["trace"] : [], ...profiles ? ["profiles"] : []].join(" ");
}
function gotmpdirLine(plan) {
  const own = plan.goEnvironment["GOTMPDIR"];
  return own === void 0 ? "unset GOTMPDIR" : `export GOTMPDIR=${shellQuote(own)}`;
}
function hookLines({ mode, goEnvironment }) {
  if (mode.hook === void 0) return "";
  const own = goEnvironment["GOEXPERIMENT"];
  const restored = own === void 0 ? "unset GOEXPERIMENT\n" : `export GOEXPERIMENT=${shellQuote(own)}
`;
  return `export ${HOOK_DIRECTORY}="$rg_directory" ${HOOK_PID}=$$ ${HOOK_SILENT_MS}=${mode.hook.silentMs}
` + (mode.goEnvironment["GOEXPERIMENT"] === void 0 ? "" : restored);
}
function pinLines({ wrapper, mode }) {
  if (!wrapper.pins) return "";
  const { gomaxprocs, gorace, godebug } = wrapper;
  return `export GOMAXPROCS=${gomaxprocs} GOTRACEBACK=${mode.gotraceback}
export GORACE=${shellQuote(gorace)}" log_path=\\"$rg_directory/race\\""
` + (godebug === void 0 ? "" : `export GODEBUG=${shellQuote(godebug)}
`);
}
async function wrapperScript(plan) {
  const { wrapper, captureDirectory } = plan;
  const removed = wrapper.removedEnvironment;
  return `#!/bin/sh
# Started by go test for each test binary; written by racegate for one run.
rg_binary=$1
shift
rg_observe=${shellQuote(observationWords(wrapper.observation.byDefault))}
rg_import=
rg_find() {
case $1 in
${await packageCases(plan)}
*) rg_package=${shellQuote(UNKNOWN_PACKAGE)}; return 1;;
esac
}
rg_find "$PWD" || rg_find "$(pwd -P)"
rg_directory=${shellQuote(captureDirectory)}/run/$rg_package/$$
mkdir -p "$rg_directory" || {
  echo "racegate: cannot write $rg_directory: the test was not run" >&2
  exit 125
}
[ -z "$rg_import" ] || printf '%s' "$rg_import" > "$rg_directory/${PACKAGE_FILE}"
ln "$rg_binary" "$rg_directory/binary" 2>/dev/null || cp "$rg_binary" "$rg_directory/binary" 2>/dev/null
${removed.length === 0 ? "" : `unset ${removed.join(" ")}
`}${gotmpdirLine(plan)}
${hookLines(plan)}${pinLines(plan)}${deadlineLines(plan)}
${observationLines(plan)}printf '%s\\0' "$PWD" "\${GOMAXPROCS-}" "\${GORACE-}" "\${GODEBUG-}" "\${GOTRACEBACK-}" "$rg_binary" "$@" \\
  > "$rg_directory/process.raw" || {
  echo "racegate: cannot write $rg_directory/process.raw: the test was not run" >&2
  exit 125
}
exec ${environmentPrefix(plan)}"$rg_binary" "$@"
`;
}
function environmentPrefix(plan) {
  const pairs = plan.wrapper.restoredEnvironment.map(
    (name) => `${name}=${plan.goEnvironment[name] ?? ""}`
  );
  return pairs.length === 0 ? "" : `env ${pairs.map(shellQuote).join(" ")} `;
}
function execCommandLine(scriptPath) {
  const quote = scriptPath.includes("'") ? '"' : "'";
  return `/bin/sh ${quote}${scriptPath}${quote}`;
}

// src/collect/process-record.ts
var RAW_RECORD = "process.raw";
async function processDirectories(captureDirectory, below = "run") {
  const found = [];
  const pending = [below];
  for (let current = pending.pop(); current !== void 0; current = pending.pop()) {
    const absolute = join2(captureDirectory, current);
    const entries = await readdir(absolute, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isDirectory()) continue;
      const relative2 = `${current}/${entry.name}`;
      const isProcess = /^\d+$/.test(entry.name) && await isProcessDirectory(captureDirectory, relative2);
      if (!isProcess) {
        pending.push(relative2);
        continue;
      }
      found.push({
        path: join2(captureDirectory, relative2),
        relative: relative2,
        package: await packageOf(current.slice("run/".length), join2(captureDirectory, relative2)),
        pid: Number(entry.name)
      });
    }
  }
  return found.sort((left, right) => left.relative < right.relative ? -1 : 1);
}
async function isProcessDirectory(captureDirectory, relative2) {
  const names = await readdir(join2(captureDirectory, relative2)).catch(() => []);
  return names.some((name) => /^(?:process\.(?:raw|json)|binary|race\.\d+)$/.test(name));
}
async function packageOf(encoded, directory) {
  if (encoded === UNKNOWN_PACKAGE) return "";
  const decoded = decodeImportPath(encoded);
  if (decoded !== void 0) return decoded;
  const written = await readFile(join2(directory, PACKAGE_FILE), "utf8").catch(() => "");
  return importPathDirectory(written) === encoded ? written : "";
}
async function finishProcessRecord(directory) {
  const rawPath = join2(directory.path, RAW_RECORD);
  const jsonPath = join2(directory.path, "process.json");
  const raw = await readFile(rawPath, "utf8").catch(() => void 0);
  if (raw === void 0) return readRecord(jsonPath);
  const fields = raw.split("\0");
  if (fields.length < 7) return void 0;
  const [cwd = "", gomaxprocs = "", gorace = "", godebug = "", gotraceback = "", ...argv] = fields;
  const record = {
    package: directory.package,
    pid: directory.pid,
    directory: directory.relative,
    argv: argv.slice(0, -1),
    cwd,
    startedAt: (await stat3(rawPath)).mtime.toISOString(),
    environment: {
      GOMAXPROCS: gomaxprocs,
      GORACE: gorace,
      ...godebug === "" ? {} : { GODEBUG: godebug },
      GOTRACEBACK: gotraceback
    }
  };
  const temporary = `${jsonPath}.tmp`;
  await writeFile(temporary, `${JSON.stringify(record, void 0, 2)}
`);
  await rename(temporary, jsonPath);
  await unlink(rawPath);
  return record;
}
async function readRecord(path) {
  const text = await readFile(path, "utf8").catch(() => void 0);
  if (text === void 0) return void 0;
  try {
    return processRecord.parse(JSON.parse(text));
  } catch {
    return void 0;
  }
}

// src/collect/open-capture.ts
var MAX_MANIFEST_BYTES = 256 << 20;
var MAX_FILES = 1e5;
var PACKED_ENDINGS = [".gz", ".zst"];
async function openCapture(directory, draft) {
  const root = await realpath2(directory).catch(() => void 0);
  if (root === void 0 || !(await stat4(root)).isDirectory()) {
    throw new UserFailure("RG9001", `${directory} is not a directory.`);
  }
  const notes = [];
  const manifest2 = draft ?? await readManifest(root, notes);
  if (manifest2 === void 0) return openUnlabelled([root], root, notes);
  const files = new CaptureFiles(notes);
  const artifacts = [];
  for (const artifact of manifest2.artifacts) {
    const bytes = await openArtifact(root, artifact, files);
    if (bytes !== void 0) artifacts.push({ artifact, bytes });
    else if (artifact.kind !== "binary") {
      notes.push({ code: "artifact-missing", message: `${artifact.path} is not in the capture.` });
    }
  }
  return { manifest: manifest2, artifacts, notes, close: () => files.close() };
}
var CaptureFiles = class {
  #notes;
  #pool = new FilePool();
  #unpacked = [];
  constructor(notes) {
    this.#notes = notes;
  }
  async open(path, name) {
    return await fileSource(this.#pool, path, name);
  }
  async unpack(path, name) {
    const trace = await unpackTrace(path, name);
    this.#unpacked.push(() => trace.close());
    for (const message of trace.notes) this.#notes.push({ code: "trace-not-unpacked", message });
    return trace.bytes;
  }
  async openLoose(path, name) {
    const place = { pool: this.#pool, notes: this.#notes, closing: this.#unpacked };
    return await openLoose(path, name, place).catch((error) => ({
      why: `cannot be read (${error.code ?? String(error)})`
    }));
  }
  async close() {
    await this.#pool.close();
    await Promise.all(this.#unpacked.map((close) => close()));
  }
};
async function openArtifact(root, { path, kind }, files) {
  const located = await locate(root, path);
  if (located !== void 0) return await files.open(located, path);
  if (kind !== "trace") return void 0;
  for (const ending of PACKED_ENDINGS) {
    const packed = await locate(root, path + ending);
    if (packed !== void 0) return await files.unpack(packed, path);
  }
  return void 0;
}
async function locate(root, path) {
  const real = await realpath2(resolve(root, path)).catch(() => void 0);
  if (real?.startsWith(root + sep) !== true) return void 0;
  return (await stat4(real)).isFile() ? real : void 0;
}
async function readManifest(root, notes) {
  const path = join3(root, "manifest.json");
  const entry = await stat4(path).catch(() => void 0);
  if (entry === void 0) return void 0;
  const fit = entry.isFile() && entry.size <= MAX_MANIFEST_BYTES;
  const { value, why } = fit ? parseManifest(await readFile2(path, "utf8")) : { value: void 0, why: "not a file, or too large" };
  if (value === void 0) {
    const message = `manifest.json is not usable (${why}); the files are recognised by content.`;
    notes.push({ code: "manifest-broken", message });
  }
  return value;
}
function parseManifest(text) {
  try {
    const parsed = manifest.safeParse(JSON.parse(text));
    if (parsed.success) return { value: parsed.data, why: "" };
    return { value: void 0, why: parsed.error.issues[0]?.message ?? "wrong shape" };
  } catch (error) {
    return { value: void 0, why: String(error) };
  }
}
async function openFiles(paths, standardInput) {
  const [only] = paths;
  if (paths.length === 1 && only !== void 0 && only !== "-") {
    const isDirectory = await stat4(only).then(
      (entry) => entry.isDirectory(),
      () => false
    );
    if (isDirectory) return openCapture(only);
  }
  const files = paths.filter((path) => path !== "-");
  if (files.length === paths.length || standardInput === void 0) {
    return openUnlabelled(files, void 0, []);
  }
  const spooled = await spoolStandardInput(standardInput);
  const opened = await openUnlabelled([...files, spooled.path], void 0, [...spooled.notes], {
    path: spooled.path,
    name: "-"
  });
  const close = async () => {
    await opened.close();
    await spooled.remove();
  };
  return { ...opened, close };
}
async function openUnlabelled(paths, root, notes, renamed) {
  const files = new CaptureFiles(notes);
  const artifacts = [];
  const unread = [];
  const processes = new Map(
    (root === void 0 ? [] : await processDirectories(root)).map((each) => [each.relative, each])
  );
  for (const path of await expand(paths)) {
    const name = path === renamed?.path ? renamed.name : (root === void 0 ? path : relative(root, path)).split(sep).join("/");
    const loose = await files.openLoose(path, name);
    if ("why" in loose) {
      if (root === void 0 && paths.includes(path)) unread.push(`${name} ${loose.why}`);
      continue;
    }
    const { bytes, kind } = loose;
    const process = processes.get(name.slice(0, Math.max(0, name.lastIndexOf("/"))));
    const owner = process === void 0 ? {} : { package: process.package, pid: process.pid };
    artifacts.push({ artifact: { path: name, kind, sizeBytes: bytes.size ?? 0, ...owner }, bytes });
  }
  if (artifacts.length === 0) {
    await files.close();
    const all = unread.length > 0 ? unread.join("; ") : `${paths.join(", ")} holds no file that racegate reads`;
    throw new UserFailure("RG9001", `There is nothing to read: ${all}.`);
  }
  for (const each of unread) notes.push({ code: "not-read", message: `${each}; it was not read.` });
  return { manifest: void 0, artifacts, notes, close: () => files.close() };
}
async function expand(paths) {
  const files = [];
  for (const path of paths) {
    const entry = await stat4(path).catch(() => void 0);
    if (entry === void 0) throw new UserFailure("RG9001", `${path} does not exist.`);
    if (!entry.isDirectory()) {
      files.push(path);
      continue;
    }
    const names = await readdir2(path, { recursive: true, withFileTypes: true });
    const found = names.filter((each) => each.isFile()).map((each) => join3(each.parentPath, each.name)).sort();
    files.push(...found);
    if (files.length > MAX_FILES) {
      throw new UserFailure("RG9001", `${path} holds more than ${MAX_FILES} files.`);
    }
  }
  return files;
}

// src/util/line-splitter.ts
var MAX_LINE_BYTES = 1024 * 1024;
var LF = 10;
var CR = 13;
function createLineSplitter(onLine, options = {}) {
  const maxLineBytes = options.maxLineBytes ?? MAX_LINE_BYTES;
  let chunkOffset = options.firstOffset ?? 0;
  let lineOffset = chunkOffset;
  let carry = new Uint8Array(0);
  let carried = 0;
  let dropped = false;
  function keep(part) {
    const room = maxLineBytes + 1 - carried;
    const taken = Math.min(room, part.length);
    if (taken < part.length) dropped = true;
    const needed = carried + taken;
    if (needed > carry.length) {
      const grown = new Uint8Array(Math.min(maxLineBytes + 1, Math.max(needed, carry.length * 2)));
      grown.set(carry.subarray(0, carried));
      carry = grown;
    }
    carry.set(part.subarray(0, taken), carried);
    carried = needed;
  }
  function emit(line, cut, endOffset) {
    let length = line.length;
    if (!cut && length > 0 && line[length - 1] === CR) length -= 1;
    const truncated = cut || length > maxLineBytes;
    if (length > maxLineBytes) length = maxLineBytes;
    const kept = length === line.length ? line : line.subarray(0, length);
    onLine(kept, lineOffset, truncated, endOffset);
    lineOffset = endOffset;
  }
  function emitCarried(endOffset) {
    emit(carry.subarray(0, carried), dropped, endOffset);
    carried = 0;
    dropped = false;
  }
  return {
    push(chunk) {
      let start = 0;
      let end = chunk.indexOf(LF);
      if (end >= 0 && carried > 0) {
        keep(chunk.subarray(0, end));
        emitCarried(chunkOffset + end + 1);
        start = end + 1;
        end = chunk.indexOf(LF, start);
      }
      while (end >= 0) {
        emit(chunk.subarray(start, end), false, chunkOffset + end + 1);
        start = end + 1;
        end = chunk.indexOf(LF, start);
      }
      if (start < chunk.length) keep(chunk.subarray(start));
      chunkOffset += chunk.length;
    },
    end() {
      if (carried > 0) emitCarried(chunkOffset);
    }
  };
}

export {
  END_DUMP,
  SILENT_DUMP,
  LEAK_PROFILE,
  testingHook,
  wrapperScript,
  execCommandLine,
  RAW_RECORD,
  processDirectories,
  finishProcessRecord,
  createLineSplitter,
  FilePool,
  fileSource,
  openCapture,
  openFiles
};
