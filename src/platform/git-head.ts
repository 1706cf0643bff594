import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { commitId, plainText } from "./environment-value.ts";

/**
 * The commit and branch that are checked out, read from git's files (gitrepository-layout(5)) so that no git
 * has to be installed: `.git` is a directory, or a file `gitdir: …` in a worktree; HEAD holds a commit or
 * `ref: refs/heads/…`; the ref lies loose or in packed-refs of the common directory.
 */
export async function gitHead(
  directory: string,
): Promise<{ commit?: string | undefined; branch?: string | undefined }> {
  const gitDirectory = await findGitDirectory(path.resolve(directory));
  if (gitDirectory === undefined) return {};
  const head = (await readSmall(path.join(gitDirectory, "HEAD")))?.trim();
  if (head === undefined) return {};
  if (!head.startsWith("ref: ")) return { commit: commitId(head) };
  const ref = head.slice("ref: ".length);
  const shared = (await readSmall(path.join(gitDirectory, "commondir")))?.trim();
  const common = shared === undefined ? gitDirectory : path.resolve(gitDirectory, shared);
  return {
    commit: await commitOfRef(common, ref),
    branch: ref.startsWith("refs/heads/") ? plainText(ref.slice("refs/heads/".length)) : undefined,
  };
}

async function findGitDirectory(start: string): Promise<string | undefined> {
  for (let directory = start; ; directory = path.dirname(directory)) {
    const candidate = path.join(directory, ".git");
    const found = await stat(candidate).catch(() => undefined);
    if (found?.isDirectory() === true) return candidate;
    if (found?.isFile() === true) {
      const pointer = (await readSmall(candidate))?.trim();
      return pointer?.startsWith("gitdir: ") === true
        ? path.resolve(directory, pointer.slice("gitdir: ".length))
        : undefined;
    }
    if (path.dirname(directory) === directory) return undefined;
  }
}

async function commitOfRef(common: string, ref: string): Promise<string | undefined> {
  // The ref is text from a file: it may not lead out of the git directory.
  if (!/^refs\/[\w./-]{1,1000}$/.test(ref) || ref.includes("..")) return undefined;
  const loose = (await readSmall(path.join(common, ref)))?.trim();
  if (loose !== undefined) return commitId(loose);
  const packed = await readSmall(path.join(common, "packed-refs"));
  const line = packed?.split("\n").find((entry) => entry.endsWith(` ${ref}`));
  return commitId(line?.slice(0, line.indexOf(" ")));
}

const LARGEST_FILE_BYTES = 8 * 1024 * 1024;

async function readSmall(file: string): Promise<string | undefined> {
  try {
    const size = (await stat(file)).size;
    return size > LARGEST_FILE_BYTES ? undefined : await readFile(file, "utf8");
  } catch {
    return undefined;
  }
}
