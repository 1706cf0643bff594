import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The directory of package.json: above src/entry when run from sources, above dist/ when bundled. */
export function packageRoot(): string {
  let directory = import.meta.dirname;
  for (;;) {
    if (existsSync(join(directory, "package.json")) && existsSync(join(directory, "action.yml"))) {
      return directory;
    }
    const parent = dirname(directory);
    if (parent === directory) return import.meta.dirname;
    directory = parent;
  }
}

/** racegate's own version, from package.json. */
export function packageVersion(): string {
  try {
    const text = readFileSync(join(packageRoot(), "package.json"), "utf8");
    const version = (JSON.parse(text) as { version?: unknown }).version;
    return typeof version === "string" ? version : "0.0.0";
  } catch {
    return "0.0.0";
  }
}
