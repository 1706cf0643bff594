// Finds `.racegate.yml`: from the working directory up to the repository root, then in the root's .github/.
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { UserFailure } from "../model/failure.ts";

const NAMES = [".racegate.yml", ".racegate.yaml"];
/** A configuration is written by hand; anything larger is another file. */
const CONFIG_BYTES_MAX = 256 * 1024;

export interface ConfigFile {
  /** For messages: relative to the working directory where it lies below it. */
  readonly path: string;
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
  for (const directory of [...upTo(cwd, root), join(root, ".github")]) {
    for (const name of NAMES) {
      const file = await readIfThere(join(directory, name), cwd);
      if (file !== undefined) return file;
    }
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
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new UserFailure(
      "RG9001",
      `the configuration file ${path} cannot be read (${String(code)}). Make it a readable file.`,
    );
  }
  if (text.length > CONFIG_BYTES_MAX) {
    throw new UserFailure(
      "RG9001",
      `the configuration file ${path} is larger than 256 KiB: a configuration is written by hand. Name another file with config (--config).`,
    );
  }
  const shown = relative(cwd, path);
  return { path: shown.startsWith("..") ? path : shown, text };
}
