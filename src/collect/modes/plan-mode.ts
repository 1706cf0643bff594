/**
 * What a mode asks of a run: changed files of Go's library, environment, settings of the hook in package testing.
 * A Go whose files are not known, or whose files the user replaces, runs in light mode, and a note says so.
 */
import { readFile } from "node:fs/promises";
import { delimiter, join, sep } from "node:path";
import type { Manifest } from "../../model/capture.ts";
import type { PlanNote } from "../plan-types.ts";
import type { Mode, ModePlan } from "./mode-plan.ts";
import { patched, SYNC_PATCHES, TESTING_PATCHES, type GoPatch } from "./go-patches.ts";
import { clashOf, overlayFiles, readOverlay, type LibraryFile } from "./overlay-file.ts";
import { syncHook } from "./sync-hook.ts";
import { testingHook } from "./testing-hook.ts";

/** How long a test may be silent before its goroutines are listed. */
export const DEFAULT_SILENT_MS = 30_000;

export interface ModeRequest {
  readonly mode: Mode;
  readonly go: Manifest["go"];
  /** GOEXPERIMENT as go has it. */
  readonly goexperiment: string;
  readonly cwd: string;
  /** The user's own -overlay. */
  readonly userOverlay: string | undefined;
  /** Where the files will lie; it need not exist yet. */
  readonly folder: string;
  /** PATH as go has it. */
  readonly path?: string;
  /** 0: silence is not watched. */
  readonly silentMs: number | undefined;
}

const LEAK_EXPERIMENT = "goroutineleakprofile";

/** Never throws for what the files hold. */
export async function planMode(request: ModeRequest): Promise<ModePlan> {
  const { mode, go, userOverlay, cwd, folder } = request;
  if (mode === "light") return light(request, lightNotes(request));
  const version = minorVersion(go.version);
  const experiment =
    mode === "deep" && version === 26 && !request.goexperiment.split(",").includes(LEAK_EXPERIMENT);
  const library = await libraryFiles(request, version, experiment);
  if (!Array.isArray(library)) return light(request, [unknownNote(mode, go.version, library)]);
  const user = userOverlay === undefined ? new Map() : await readOverlay(userOverlay, cwd);
  if (user === undefined) {
    const why = `the file of -overlay (${userOverlay ?? ""}) cannot be read`;
    return light(request, [fallbackNote(mode, why)]);
  }
  const reached = rootFor(request);
  const clash = clashOf(go.goroot, library, user);
  if (clash !== undefined) {
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
      ...(experiment ? { GOEXPERIMENT: experiments.join(",") } : {}),
    },
    hook: { silentMs: request.silentMs ?? DEFAULT_SILENT_MS },
    gotraceback: mode === "deep" ? "system" : "all",
    notes: [costNote(mode)],
  };
}

function lightNotes({ silentMs = 0 }: ModeRequest): PlanNote[] {
  const message = "silent-dump needs mode instrumented or deep: silent tests are not looked at.";
  return silentMs === 0 ? [] : [{ code: "silent-dump", message }];
}

/**
 * Since Go 1.25 an overlay may not change files below the module cache, where GOTOOLCHAIN puts a Go that it
 * downloads. The same Go through a link is another place; what it compiles does not depend on the place.
 */
function rootFor({ go, folder, path = "" }: ModeRequest): {
  readonly goroot: string;
  readonly link: ModePlan["link"];
  readonly environment: Readonly<Record<string, string>>;
} {
  const { goroot, gomodcache } = go;
  if (gomodcache === "" || !goroot.startsWith(gomodcache + sep)) {
    return { goroot, link: undefined, environment: {} };
  }
  const linked = join(folder, "goroot");
  return {
    goroot: linked,
    link: { path: linked, target: goroot },
    environment: {
      GOROOT: linked,
      GOTOOLCHAIN: "local",
      PATH: join(linked, "bin") + delimiter + path,
    },
  };
}

function light({ go, userOverlay }: ModeRequest, notes: readonly PlanNote[]): ModePlan {
  return {
    mode: "light",
    files: [],
    overlay: userOverlay,
    goroot: go.goroot,
    link: undefined,
    goEnvironment: {},
    hook: undefined,
    gotraceback: "all",
    notes,
  };
}

/** `go1.26.8` → 26; undefined for what is no release. */
function minorVersion(version: string): number | undefined {
  const minor = /^go1\.(\d{1,4})(?:[.\s]|rc|beta|$)/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** The files, or the name of the one that is not known. */
async function libraryFiles(
  { mode, go, goexperiment }: ModeRequest,
  version: number | undefined,
  experiment: boolean,
): Promise<LibraryFile[] | string> {
  const files: LibraryFile[] = [];
  const patches = [...TESTING_PATCHES, ...(mode === "deep" ? SYNC_PATCHES : [])];
  for (const [file, candidates] of Map.groupBy(patches, (patch) => patch.file)) {
    const text = await readFile(join(go.goroot, "src", file), "utf8").catch(() => undefined);
    // internal/sync came with Go 1.24: before, its Mutex is that of package sync.
    if (text === undefined && file.startsWith("internal/")) continue;
    const changed = changedText(candidates, text);
    if (changed === undefined) return file;
    files.push({ file, text: changed });
  }
  const leaks =
    experiment ||
    (version !== undefined && version >= 27) ||
    goexperiment.split(",").includes(LEAK_EXPERIMENT);
  files.push({ file: "testing/zz_racegate.go", text: testingHook(leaks) });
  if (mode === "deep") {
    const inner = files.some(({ file }) => file.startsWith("internal/sync/"));
    files.push({ file: "sync/zz_racegate.go", text: syncHook() });
    if (inner) files.push({ file: "internal/sync/zz_racegate.go", text: syncHook() });
  }
  return files;
}

function changedText(candidates: readonly GoPatch[], text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return candidates.map((patch) => patched(patch, text)).find((each) => each !== undefined);
}

function unknownNote(mode: Mode, version: string, file: string): PlanNote {
  return fallbackNote(mode, `its change of ${file} is not known to fit ${version}`);
}

function fallbackNote(mode: Mode, why: string): PlanNote {
  return { code: "mode-fallback", message: `Mode light in the place of ${mode}: ${why}.` };
}

function costNote(mode: Mode): PlanNote {
  const message =
    mode === "deep"
      ? "Mode deep: Go's package sync is changed for this run, so all that is built on it is compiled once more " +
        "(a minute or two at first; keep GOCACHE between runs), and tests run slower."
      : "Mode instrumented: Go's package testing is changed for this run and compiled once more " +
        "(some seconds at first; keep GOCACHE between runs).";
  return { code: "mode", message };
}
