import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/entry/package-root.ts
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
function packageRoot() {
  let directory = import.meta.dirname;
  for (; ; ) {
    if (existsSync(join(directory, "package.json")) && existsSync(join(directory, "action.yml"))) {
      return directory;
    }
    const parent = dirname(directory);
    if (parent === directory) return import.meta.dirname;
    directory = parent;
  }
}
function packageVersion() {
  try {
    const text = readFileSync(join(packageRoot(), "package.json"), "utf8");
    const version = JSON.parse(text).version;
    return typeof version === "string" ? version : "0.0.0";
  } catch {
    return "0.0.0";
  }
}

export {
  packageRoot,
  packageVersion
};
