import { access, constants } from "node:fs/promises";
import path from "node:path";

/** True when PATH has a `go` that may be run. */
export async function hasGo(env: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  const names = process.platform === "win32" ? ["go.exe"] : ["go"];
  for (const directory of (env["PATH"] ?? "").split(path.delimiter)) {
    for (const name of names) {
      try {
        await access(path.join(directory, name), constants.X_OK);
        return true;
      } catch {
        // Look in the next directory.
      }
    }
  }
  return false;
}
