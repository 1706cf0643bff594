/**
 * Folders that must not outlive the process, whatever ends it. Whoever makes one notes it here and removes it
 * itself; the front door removes what is left at the process's exit, when nothing else runs any more.
 */
const noted = new Set<string>();

/** Notes the folder and gives it back. */
export function noteTemporary(path: string): string {
  noted.add(path);
  return path;
}

/** All that were noted; most of them are gone by then. */
export function temporaryPaths(): readonly string[] {
  return [...noted];
}
