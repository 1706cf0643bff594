import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/collect/pattern-files.ts
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync
} from "node:fs";
import { dirname, join, sep } from "node:path";
var PatternFileRefused = class extends Error {
};
var FOLDER = ".racegate/patterns";
var FILES_MAX = 100;
var FILE_BYTES_MAX = 128 << 10;
var ALL_BYTES_MAX = 1 << 20;
var LEVELS_MAX = 64;
function namedPatternFiles(paths) {
  return paths.map((path) => ({ path, text: readFileSync(path, "utf8") }));
}
function ownPatternFiles(directory) {
  let at = directory;
  for (let level = 0; level < LEVELS_MAX; level++) {
    if (existsSync(join(at, FOLDER))) return filesIn(at);
    if (existsSync(join(at, ".git")) || dirname(at) === at) return [];
    at = dirname(at);
  }
  return [];
}
function filesIn(root) {
  const folder = realpathSync(join(root, FOLDER));
  if (!folder.startsWith(realpathSync(root) + sep)) {
    throw new PatternFileRefused(`${FOLDER}: a link to another place is not followed`);
  }
  const names = readdirSync(folder).filter((name) => /\.(?:ya?ml|json)$/.test(name)).sort();
  if (names.length > FILES_MAX) {
    throw new PatternFileRefused(`${FOLDER}: ${names.length} files; at most ${FILES_MAX} are read`);
  }
  const files = names.map((name) => {
    const path = `${FOLDER}/${name}`;
    return { path, text: textOf(join(folder, name), path) };
  });
  if (files.reduce((all, { text }) => all + text.length, 0) > ALL_BYTES_MAX) {
    throw new PatternFileRefused(`${FOLDER}: more than 1 MiB in all`);
  }
  return files;
}
function textOf(file, shown) {
  let descriptor;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error;
    const why = code === "ELOOP" ? "is a link; put the file itself there" : `is not read (${code})`;
    throw new PatternFileRefused(`${shown}: ${why}`);
  }
  try {
    const entry = fstatSync(descriptor);
    if (!entry.isFile()) throw new PatternFileRefused(`${shown}: is not a file`);
    if (entry.size > FILE_BYTES_MAX) {
      throw new PatternFileRefused(`${shown}: larger than 128 KiB: not a pattern file`);
    }
    return readFileSync(descriptor, "utf8");
  } finally {
    closeSync(descriptor);
  }
}

export {
  PatternFileRefused,
  namedPatternFiles,
  ownPatternFiles
};
