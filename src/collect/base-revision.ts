/**
 * Files as the base revision of a pull request has them: what a change says of itself does not decide about it.
 * Nothing is fetched; where the clone does not have that revision, there is none.
 */
import { relative, sep } from "node:path";
import { runCommand } from "./go-command.ts";
import type { Environment } from "./plan-types.ts";

/** A revision that the change did not write. */
export interface BaseRevision {
  /** As git takes it. */
  readonly revision: string;
  /** For messages: `origin/main`. */
  readonly name: string;
  readonly root: string;
  readonly env: Environment;
}

export interface BaseSource {
  readonly baseCommit?: string | undefined;
  readonly baseBranch?: string | undefined;
}

/** The first of the base's names that this clone knows. */
export async function baseRevision(
  { baseCommit, baseBranch }: BaseSource,
  root: string,
  env: Environment,
): Promise<BaseRevision | undefined> {
  const names: [revision: string, name: string][] = [];
  if (baseCommit !== undefined) names.push([baseCommit, baseCommit.slice(0, 12)]);
  if (baseBranch !== undefined) {
    names.push([`refs/remotes/origin/${baseBranch}`, `origin/${baseBranch}`]);
  }
  for (const [revision, name] of names) {
    const found = await git(["cat-file", "-e", `${revision}^{commit}`], root, env);
    if (found !== undefined) return { revision, name, root, env };
  }
  return undefined;
}

/** The text of a file there; undefined where there is none. */
export async function readAtBase(base: BaseRevision, path: string): Promise<string | undefined> {
  const below = relative(base.root, path).split(sep).join("/");
  return await git(["cat-file", "blob", `${base.revision}:${below}`], base.root, base.env);
}

async function git(args: string[], cwd: string, env: Environment): Promise<string | undefined> {
  // What a partial clone lacks is not fetched, and nobody is asked for a password.
  const known: Record<string, string> = { GIT_NO_LAZY_FETCH: "1", GIT_TERMINAL_PROMPT: "0" };
  for (const [name, value] of Object.entries(env)) if (value !== undefined) known[name] ??= value;
  const ended = await runCommand("git", args, { cwd, env: known });
  return ended?.exitCode === 0 ? ended.stdout : undefined;
}
