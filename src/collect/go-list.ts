import type { ModuleRecord, PlannedPackage } from "../model/capture.ts";
import { runGo, type CommandOptions } from "./go-command.ts";
import { excludedPaths, type ExcludedPath } from "./race-excluded.ts";

const FIELDS = "Dir,ImportPath,Module,TestGoFiles,XTestGoFiles,GoFiles,CgoFiles,Error,Match";

interface ListedModule {
  readonly Path: string;
  readonly Dir?: string;
  readonly GoVersion?: string;
}

interface ListedPackage {
  readonly Dir?: string;
  readonly ImportPath: string;
  readonly Module?: ListedModule;
  readonly TestGoFiles?: readonly string[];
  readonly XTestGoFiles?: readonly string[];
  readonly GoFiles?: readonly string[];
  readonly CgoFiles?: readonly string[];
  readonly Error?: { readonly Err: string };
}

export interface ListResult {
  readonly packages: readonly PlannedPackage[];
  readonly modules: readonly ModuleRecord[];
  /** Test files that are listed without -race and not with it. */
  readonly excluded: readonly ExcludedPath[];
  /** Why there is no package, in go's words or ours; `packages` is then empty. */
  readonly empty?: string;
  /** What go said when it could not list at all (a broken go.mod, a missing module). */
  readonly failure?: string;
}

/** Cuts the concatenated objects of `go list -json`: each ends with a line `}`. */
function parseListed(stdout: string): ListedPackage[] {
  return stdout
    .split(/^}$/m)
    .filter((text) => text.trim() !== "")
    .map((text) => JSON.parse(`${text}}`) as ListedPackage);
}

function hasFiles(listed: ListedPackage): boolean {
  const lists = [listed.GoFiles, listed.CgoFiles, listed.TestGoFiles, listed.XTestGoFiles];
  return lists.some((list) => (list?.length ?? 0) > 0);
}

interface Listing {
  readonly listed: readonly ListedPackage[];
  readonly stderr: string;
  readonly failed: boolean;
}

async function list(
  own: readonly string[],
  patterns: readonly string[],
  flags: readonly string[],
  options: CommandOptions,
): Promise<Listing> {
  const args = ["list", "-e", ...own, `-json=${FIELDS}`, ...flags, "--", ...patterns];
  const { stdout, stderr, exitCode } = await runGo(args, options);
  const listed = parseListed(stdout);
  return { listed, stderr, failed: exitCode !== 0 && listed.length === 0 };
}

/**
 * The packages of the patterns: where they are, which module, whether they have tests, as `go test -race` sees
 * them; and the test files that it does not see. A package that does not load stays in the list as long as it
 * has files: `go test` says what is wrong with it.
 * @param flags build flags that change the answer, e.g. `-tags=x`
 * @returns with `empty` where no pattern names a package
 */
export async function listPackages(
  patterns: readonly string[],
  flags: readonly string[],
  options: CommandOptions,
): Promise<ListResult> {
  const [withRace, plain] = await Promise.all([
    list(["-race"], patterns, flags, options),
    list(["-find"], patterns, flags, options),
  ]);
  // Without cgo go refuses -race even for a list; that is said by preflight.
  const raced = withRace.failed && !plain.failed ? plain : withRace;
  const { listed, stderr } = raced;
  if (raced.failed) {
    return { packages: [], modules: [], excluded: [], failure: firstLines(stderr) };
  }
  const excluded = excludedPaths(plain.listed, listed);
  const usable = listed.filter(hasFiles);
  if (usable.length === 0) {
    const reason =
      excluded.length > 0
        ? "all of their files are excluded by !race"
        : (listed.find((each) => each.Error !== undefined)?.Error?.Err ?? firstLines(stderr));
    return { packages: [], modules: [], excluded, empty: reason };
  }
  const modules = new Map<string, ModuleRecord>();
  for (const { Module: module } of usable) {
    if (module?.Dir === undefined) continue;
    modules.set(module.Path, {
      path: module.Path,
      directory: module.Dir,
      ...(module.GoVersion === undefined ? {} : { goDirective: module.GoVersion }),
    });
  }
  return { packages: usable.map(toPlanned), modules: [...modules.values()], excluded };
}

function toPlanned(listed: ListedPackage): PlannedPackage {
  return {
    importPath: listed.ImportPath,
    directory: listed.Dir ?? "",
    ...(listed.Module === undefined ? {} : { module: listed.Module.Path }),
    hasTests: (listed.TestGoFiles?.length ?? 0) + (listed.XTestGoFiles?.length ?? 0) > 0,
  };
}

function firstLines(text: string): string {
  return text.trim().split("\n").slice(0, 5).join("; ").slice(0, 1000);
}
