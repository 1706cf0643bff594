/**
 * The user's own source files that findings refer to, as text in the capture, so that a later analysis
 * shows the same lines. Paths come from race reports, which a test can forge: only regular files below the
 * repository or a module of the run are read, links resolved before that is decided.
 */
import { constants } from "node:fs";
import { open, readdir, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import type { SourceFile } from "../model/capture.ts";
import { writeFileAtomically } from "./atomic-file.ts";
import type { RunPlan } from "./plan-types.ts";

/** Generated Go files of more are not read by anyone. */
const MAX_FILE_BYTES = 1 << 20;
const MAX_FILES = 2000;
/** No package that a person writes has more; a generated one is not worth reading for its locks. */
const MAX_PACKAGE_FILES = 300;
const MAX_ALL_BYTES = 64 << 20;
const SOURCE_NAME = /\.(?:go|s|c|cc|cpp|h|hpp|m)$/;

export interface SourcesResult {
  readonly sources: readonly SourceFile[];
  /** Paths of those that hold a secret: their text is not the file's any more, and no patch can be made of it. */
  readonly masked: ReadonlySet<string>;
}

/** Paths as the reports print them: absolute, or under -trimpath `import/path/file.go`. */
export interface WantedSources {
  readonly sources: readonly string[];
  /** Of these all Go files of the same directory are read; a path that ends in `/` is the directory. */
  readonly packagesOf: readonly string[];
}

/** Reads the files and writes sources.json into the capture. */
export async function keepSources(plan: RunPlan, wanted: WantedSources): Promise<SourcesResult> {
  const roots = await realRoots(plan);
  const packages = await Promise.all(
    wanted.packagesOf.map((path) => goFilesBeside(plan, roots, path)),
  );
  const read = await readAll(plan, roots, [...wanted.sources, ...packages.flat()]);
  const kept = new Set(read.map(({ path }) => path));
  const whole = new Set(packages.filter((files) => files.every((file) => kept.has(file))).flat());
  const masked = new Set<string>();
  const sources = read.map((source) => {
    const text = plan.masker.maskText(source.text);
    if (text !== source.text) masked.add(source.path);
    return { ...source, text, ...(whole.has(source.path) ? { whole: true } : {}) };
  });
  const json = `${JSON.stringify(sources, undefined, 2)}\n`;
  await writeFileAtomically(join(plan.captureDirectory, "sources.json"), json);
  return { sources, masked };
}

/** The Go files of the directory of one, by paths of the same form; none where the directory is too full to read. */
async function goFilesBeside(plan: RunPlan, roots: Roots, path: string): Promise<string[]> {
  const directory = await locateDirectory(plan, roots, path);
  if (directory === undefined) return [];
  const names = await readdir(directory).catch(() => []);
  const go = names.filter((name) => name.endsWith(".go"));
  if (go.length > MAX_PACKAGE_FILES) return [];
  const folder = path.slice(0, 1 + Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")));
  return go.map((name) => folder + name);
}

async function locateDirectory(
  plan: RunPlan,
  roots: Roots,
  path: string,
): Promise<string | undefined> {
  if (!path.endsWith("/")) {
    const located = await locate(plan, roots, path);
    return located && dirname(located.path);
  }
  if (path.includes("\0")) return undefined;
  const real = await realpath(path).catch(() => undefined);
  return real !== undefined && isBelow(roots, real + sep) ? real : undefined;
}

async function readAll(
  plan: RunPlan,
  roots: Roots,
  paths: readonly string[],
): Promise<readonly SourceFile[]> {
  const sources: SourceFile[] = [];
  let leftBytes = MAX_ALL_BYTES;
  for (const path of [...new Set(paths)].sort()) {
    if (sources.length >= MAX_FILES || leftBytes <= 0) break;
    const located = await locate(plan, roots, path);
    if (located === undefined) continue;
    const text = await readRegularFile(located.path, Math.min(MAX_FILE_BYTES, leftBytes));
    if (text === undefined) continue;
    leftBytes -= text.length;
    sources.push({ path, file: located.file, text });
  }
  return sources;
}

interface Roots {
  /** The repository root, links resolved. */
  readonly repository: string;
  readonly all: readonly string[];
}

async function realRoots(plan: RunPlan): Promise<Roots> {
  const real = (path: string): Promise<string> => realpath(path).catch(() => path);
  const repository = await real(plan.root);
  const modules = await Promise.all(plan.modules.map(({ directory }) => real(directory)));
  return { repository, all: [repository, ...modules] };
}

async function locate(
  plan: RunPlan,
  roots: Roots,
  path: string,
): Promise<{ path: string; file: string } | undefined> {
  if (!SOURCE_NAME.test(path) || path.includes("\0")) return undefined;
  const absolute = isAbsolute(path) ? path : fromTrimmed(plan, path);
  if (absolute === undefined) return undefined;
  const real = await realpath(absolute).catch(() => undefined);
  if (real === undefined || !SOURCE_NAME.test(real)) return undefined;
  if (!isBelow(roots, real)) return undefined;
  return { path: real, file: relative(roots.repository, real).split(sep).join("/") };
}

function isBelow(roots: Roots, real: string): boolean {
  return roots.all.some((root) => real.startsWith(root + sep));
}

/** Under -trimpath a path begins with the module's: the longest that fits says the directory. */
function fromTrimmed(plan: RunPlan, path: string): string | undefined {
  const owner = plan.modules
    .filter((module) => path.startsWith(`${module.path}/`))
    .sort((left, right) => right.path.length - left.path.length)[0];
  return owner === undefined ? undefined : join(owner.directory, path.slice(owner.path.length + 1));
}

async function readRegularFile(path: string, maxBytes: number): Promise<string | undefined> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const entry = await file.stat();
    if (!entry.isFile() || entry.size > maxBytes) return undefined;
    return await file.readFile("utf8");
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}
