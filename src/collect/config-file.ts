// Finds `.racegate.yml`: from the working directory up to the repository root, then in the root's .github/.
import { dirname, join, relative, resolve } from "node:path";
import { UserFailure } from "../model/failure.ts";
import { readAtBase, type BaseRevision } from "./base-revision.ts";
import { readSmallFile } from "./small-file.ts";

const NAMES = [".racegate.yml", ".racegate.yaml"];
/** A configuration is written by hand; anything larger is another file. */
const CONFIG_BYTES_MAX = 256 * 1024;

export interface ConfigFile {
  /** For messages: relative to the working directory where it lies below it. */
  readonly path: string;
  readonly absolute: string;
  readonly text: string;
}

/**
 * The configuration file that applies, or undefined where there is none.
 * @param explicit a path that the user named; it must exist.
 * @throws UserFailure RG9001 when the named file cannot be read, or a found one is too large.
 */
export async function findConfigFile(
  cwd: string,
  root: string,
  explicit?: string,
): Promise<ConfigFile | undefined> {
  if (explicit !== undefined) {
    const path = resolve(cwd, explicit);
    const file = await readIfThere(path, cwd);
    if (file !== undefined) return file;
    throw new UserFailure(
      "RG9001",
      `the configuration file ${explicit} does not exist. Name another one with --config, or leave it out.`,
    );
  }
  for (const path of candidates(cwd, root)) {
    const file = await readIfThere(path, cwd);
    if (file !== undefined) return file;
  }
  return undefined;
}

function* upTo(cwd: string, root: string): Generator<string> {
  let directory = resolve(cwd);
  const last = resolve(root);
  for (;;) {
    yield directory;
    const parent = dirname(directory);
    if (directory === last || parent === directory) return;
    directory = parent;
  }
}

async function readIfThere(path: string, cwd: string): Promise<ConfigFile | undefined> {
  const file = await readSmallFile(path, CONFIG_BYTES_MAX);
  if (file.state === "absent") return undefined;
  if (file.state === "refused") {
    throw new UserFailure(
      "RG9001",
      `the configuration file ${path} ${file.why}. A configuration is a text that is written by hand: name ` +
        "another file with config (--config).",
    );
  }
  const shown = relative(cwd, path);
  return { path: shown.startsWith("..") ? path : shown, absolute: path, text: file.text };
}

/**
 * The file that applies in the base revision, in the same order of places.
 * @param explicit a path that the user named
 */
export async function findConfigAtBase(
  base: BaseRevision,
  cwd: string,
  explicit?: string,
): Promise<ConfigFile | undefined> {
  const paths = explicit === undefined ? [...candidates(cwd, base.root)] : [resolve(cwd, explicit)];
  for (const absolute of paths) {
    const text = await readAtBase(base, absolute);
    if (text === undefined) continue;
    return { path: `${base.name}:${relative(base.root, absolute)}`, absolute, text };
  }
  return undefined;
}

function* candidates(cwd: string, root: string): Generator<string> {
  for (const directory of [...upTo(cwd, root), join(root, ".github")]) {
    for (const name of NAMES) yield join(directory, name);
  }
}
