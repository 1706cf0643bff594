/**
 * The program that `go test -exec` puts before each test binary: a generated POSIX sh script. It makes the
 * process's directory in the capture, writes down what it was started with, pins the environment, adds the
 * flags for trace and profiles, and execs, so that the pid stays that of the test process.
 *
 * What it leaves in `run/<encoded import path>/<pid>/`:
 * - `process.raw`: NUL-terminated fields, read by process-record.ts;
 * - `binary`: the test binary, for symbols;
 * - `package`: the import path, where the directory's name had to be shortened.
 */
import { realpath } from "node:fs/promises";
import { decodeImportPath, importPathDirectory } from "../util/import-path.ts";
import { HOOK_DIRECTORY, HOOK_PID, HOOK_SILENT_MS } from "./modes/testing-hook.ts";
import type { PlannedPackage } from "../model/capture.ts";
import type { Observation } from "./observation.ts";
import type { RunPlan } from "./plan-types.ts";

/** Directory for a test process whose package is not known; `%` cannot begin an encoded path like this. */
export const UNKNOWN_PACKAGE = "%unknown";
/** Beside a process whose directory's name was shortened: the import path. */
export const PACKAGE_FILE = "package";
/** The test binary ends this long before the deadline, so that Go flushes trace and profiles itself. */
const FLUSH_SECONDS = 15;

/** `a'b` → `'a'\''b'`: the only quoting in which sh reads nothing. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A package's directory as go names it, and as the kernel does where a link lies in between. */
async function directoryNames(planned: PlannedPackage): Promise<string[]> {
  const real = await realpath(planned.directory).catch(() => planned.directory);
  return real === planned.directory ? [real] : [planned.directory, real];
}

async function packageCases({ packages, wrapper }: RunPlan): Promise<string> {
  const lines: string[] = [];
  const seen = new Set<string>();
  const named = await Promise.all(
    packages.map(async (planned) => ({ planned, names: await directoryNames(planned) })),
  );
  for (const { planned, names } of named) {
    const fresh = names.filter((name) => !seen.has(name));
    for (const name of fresh) seen.add(name);
    if (fresh.length === 0) continue;
    const pattern = fresh.map(shellQuote).join("|");
    const path = importPathDirectory(planned.importPath);
    // A shortened directory does not say which package it is of.
    const named =
      decodeImportPath(path) === undefined ? ` rg_import=${shellQuote(planned.importPath)}` : "";
    const observed = wrapper.observation.packages.get(planned.importPath);
    const observe =
      observed === undefined ? "" : ` rg_observe=${shellQuote(observationWords(observed))}`;
    lines.push(`${pattern}) rg_package=${shellQuote(path)}${named}${observe};;`);
  }
  return lines.join("\n");
}

/**
 * Replaces `-test.timeout` by what is left before the deadline, when that is less. Runs in the script with
 * the test binary's arguments in `$@`.
 */
function deadlineLines(plan: RunPlan): string {
  if (plan.deadlineAtMs === undefined) return "";
  const endSec = Math.floor(plan.deadlineAtMs / 1000) - FLUSH_SECONDS;
  const userSec = Math.ceil(plan.wrapper.userTimeoutMs / 1000);
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

/** Trace and profiles, for the packages that are to have them. */
function observationLines({ wrapper }: RunPlan): string {
  const { flags } = wrapper;
  const adding = (kind: keyof Observation): string =>
    flags[kind].length === 0
      ? ""
      : `case " $rg_observe " in *" ${kind} "*) set -- ${flags[kind].join(" ")} "$@";; esac\n`;
  // What is set later stands earlier.
  return adding("profiles") + adding("trace");
}

/** The kinds of observation as a list of words. */
function observationWords({ trace, profiles }: Observation): string {
  return [...(trace ? ["trace"] : []), ...(profiles ? ["profiles"] : [])].join(" ");
}

/** GOTMPDIR is racegate's; the test process gets the user's own, or none. */
function gotmpdirLine(plan: RunPlan): string {
  const own = plan.goEnvironment["GOTMPDIR"];
  return own === undefined ? "unset GOTMPDIR" : `export GOTMPDIR=${shellQuote(own)}`;
}

/** For the hook in package testing; an experiment of racegate's was for go alone. */
function hookLines({ mode, goEnvironment }: RunPlan): string {
  if (mode.hook === undefined) return "";
  const own = goEnvironment["GOEXPERIMENT"];
  const restored =
    own === undefined ? "unset GOEXPERIMENT\n" : `export GOEXPERIMENT=${shellQuote(own)}\n`;
  return (
    `export ${HOOK_DIRECTORY}="$rg_directory" ${HOOK_PID}=$$ ${HOOK_SILENT_MS}=${mode.hook.silentMs}\n` +
    (mode.goEnvironment["GOEXPERIMENT"] === undefined ? "" : restored)
  );
}

/** The settings that are the same on every machine, and where the race detector writes. */
function pinLines({ wrapper, mode }: RunPlan): string {
  if (!wrapper.pins) return "";
  const { gomaxprocs, gorace, godebug } = wrapper;
  return (
    `export GOMAXPROCS=${gomaxprocs} GOTRACEBACK=${mode.gotraceback}\n` +
    `export GORACE=${shellQuote(gorace)}" log_path=\\"$rg_directory/race\\""\n` +
    (godebug === undefined ? "" : `export GODEBUG=${shellQuote(godebug)}\n`)
  );
}

/** The whole script. */
export async function wrapperScript(plan: RunPlan): Promise<string> {
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
${removed.length === 0 ? "" : `unset ${removed.join(" ")}\n`}${gotmpdirLine(plan)}
${hookLines(plan)}${pinLines(plan)}${deadlineLines(plan)}
${observationLines(plan)}printf '%s\\0' "$PWD" "\${GOMAXPROCS-}" "\${GORACE-}" "\${GODEBUG-}" "\${GOTRACEBACK-}" "$rg_binary" "$@" \\
  > "$rg_directory/process.raw" || {
  echo "racegate: cannot write $rg_directory/process.raw: the test was not run" >&2
  exit 125
}
exec ${environmentPrefix(plan)}"$rg_binary" "$@"
`;
}

/** `env 'a.b=1' `: dash drops variables whose names it cannot write itself. */
function environmentPrefix(plan: RunPlan): string {
  const pairs = plan.wrapper.restoredEnvironment.map(
    (name) => `${name}=${plan.goEnvironment[name] ?? ""}`,
  );
  return pairs.length === 0 ? "" : `env ${pairs.map(shellQuote).join(" ")} `;
}

/**
 * The value of -exec: `/bin/sh` and the script, quoted as cmd/internal/quoted reads it. Through sh, because
 * a capture may lie on a file system that does not execute.
 */
export function execCommandLine(scriptPath: string): string {
  const quote = scriptPath.includes("'") ? '"' : "'";
  return `/bin/sh ${quote}${scriptPath}${quote}`;
}
