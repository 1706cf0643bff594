/**
 * Where captures lie when nobody named a directory: outside the repository, so that tests which walk it do not
 * meet them and `git clean` does not remove them.
 */
import { createHash } from "node:crypto";
import { lstat, mkdir, readdir, realpath, stat } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { basename, isAbsolute, join, relative, sep } from "node:path";
import { isMarkedCapture } from "./capture-mark.ts";
import type { Environment } from "./plan-types.ts";

/** GORACE and -exec know quotes but no escapes (plan.ts refuses such a directory). */
const NOT_EXPRESSIBLE = /["\n\r\\]/;

/** The directory for the captures of one repository; made where it can be, else one in the temporary folder. */
export async function evidencePlace(root: string, env: Environment): Promise<string> {
  const real = await realpath(root).catch(() => root);
  const hash = createHash("sha256").update(real).digest("hex").slice(0, 12);
  const name = `${basename(real).replaceAll(/[^A-Za-z0-9._-]/g, "_")}-${hash}`;
  for (const base of cacheDirectories(env)) {
    const place = join(base, "racegate", name);
    if (NOT_EXPRESSIBLE.test(place) || (await isInside(real, base))) continue;
    if (await canMake(place)) return place;
  }
  return join(tmpdir(), `racegate-${ownUid()}`, name);
}

function cacheDirectories(env: Environment): string[] {
  const home = env["HOME"] ?? homeOrNone();
  const caches = process.platform === "darwin" ? join("Library", "Caches") : ".cache";
  const own = home === undefined ? undefined : join(home, caches);
  const onRunner = env["GITHUB_ACTIONS"] === "true" ? env["RUNNER_TEMP"] : undefined;
  return [onRunner, env["XDG_CACHE_HOME"], own].filter(
    (each): each is string => each !== undefined && isAbsolute(each),
  );
}

/** Undefined for a user without an entry in passwd, as containers have. */
function homeOrNone(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}

/** Whether `path`, or the nearest directory above it that exists, lies in the repository. */
async function isInside(root: string, path: string): Promise<boolean> {
  const real = await realpath(path).catch(() => path);
  const below = relative(root, real);
  return below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}

/** Makes the directory for this user alone; false where that fails or it is someone else's. */
async function canMake(place: string): Promise<boolean> {
  try {
    await mkdir(place, { recursive: true, mode: 0o700 });
    const entry = await lstat(place);
    return entry.isDirectory() && isOwn(entry.uid);
  } catch {
    return false;
  }
}

function isOwn(uid: number): boolean {
  const own = ownUid();
  return own < 0 || uid === own || own === 0;
}

/** Not `userInfo()`, which throws for a user without an entry in passwd. Windows has no numbers. */
function ownUid(): number {
  return process.getuid?.() ?? -1;
}

/** The newest finished capture below a directory of captures; undefined where there is none. */
export async function lastCapture(captures: string): Promise<string | undefined> {
  let last: { readonly path: string; readonly atMs: number } | undefined;
  for (const name of await readdir(captures).catch(() => [])) {
    const path = join(captures, name);
    if (!(await isMarkedCapture(path))) continue;
    const written = await stat(join(path, "manifest.json")).catch(() => undefined);
    if (written === undefined) continue;
    if (last === undefined || written.mtimeMs > last.atMs) last = { path, atMs: written.mtimeMs };
  }
  return last?.path;
}
