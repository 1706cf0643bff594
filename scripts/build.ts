// Bundles the front doors into dist/ (committed). `--check` builds into a temporary directory instead and
// fails when the committed files differ, so that dist/ can never lag behind src/.
import { build, type Metafile } from "esbuild";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const DIST = join(ROOT, "dist");
/** A newcomer's checkout stays small: the bundles may not grow past this without a decision. */
const DIST_BYTES_MAX = 16 * 1024 * 1024;

/** CommonJS dependencies call require and know their own file. */
const BANNER = [
  'import { createRequire as racegateCreateRequire } from "node:module";',
  'import { fileURLToPath as racegateFileUrl } from "node:url";',
  'import { dirname as racegateDirname } from "node:path";',
  "const require = racegateCreateRequire(import.meta.url);",
  "const __filename = racegateFileUrl(import.meta.url);",
  "const __dirname = racegateDirname(__filename);",
].join("\n");

async function bundle(outdir: string): Promise<Metafile> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: {
      cli: "src/entry/cli.ts",
      action: "src/entry/github-action.ts",
      // Not a front door: what the worker threads of the trace commands run, found beside the bundles by name.
      "trace-worker": "src/pipeline-trace-worker.ts",
    },
    outdir,
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node24",
    format: "esm",
    chunkNames: "chunks/[name]-[hash]",
    banner: { js: BANNER },
    legalComments: "none",
    charset: "utf8",
    metafile: true,
    logLevel: "warning",
    // Only ever reached on Node without its own implementation.
    external: ["encoding"],
  });
  writeFileSync(join(outdir, "LICENSES.txt"), licences(result.metafile));
  return result.metafile;
}

/** The licence texts of every package that the bundles hold. */
function licences(meta: Metafile): string {
  const packages = new Set<string>();
  for (const input of Object.keys(meta.inputs)) {
    const at = input.lastIndexOf("node_modules/");
    if (at < 0) continue;
    const parts = input.slice(at + "node_modules/".length).split("/");
    const name =
      parts[0]?.startsWith("@") === true ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
    packages.add(input.slice(0, at) + "node_modules/" + name);
  }
  const sections = [...packages].sort().map((directory) => {
    const manifest = JSON.parse(readFileSync(join(ROOT, directory, "package.json"), "utf8")) as {
      name: string;
      version: string;
      license?: string;
    };
    const file = readdirSync(join(ROOT, directory)).find((f) => /^(licen[cs]e|copying)/i.test(f));
    const text = file === undefined ? "" : readFileSync(join(ROOT, directory, file), "utf8").trim();
    return `${manifest.name} ${manifest.version} (${manifest.license ?? "see below"})\n\n${text}\n`;
  });
  return sections.join(`\n${"-".repeat(80)}\n\n`);
}

function filesBelow(directory: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(directory, path), readFileSync(path));
  }
  return files;
}

if (process.argv.includes("--check")) {
  const fresh = mkdtempSync(join(tmpdir(), "racegate-dist-"));
  try {
    await bundle(fresh);
    const want = filesBelow(fresh);
    const have = filesBelow(DIST);
    const stale = [...new Set([...want.keys(), ...have.keys()])].filter(
      (name) => want.get(name)?.equals(have.get(name) ?? Buffer.alloc(0)) !== true,
    );
    const bytes = [...want.values()].reduce((sum, b) => sum + b.length, 0);
    if (stale.length > 0) {
      console.error(`dist/ is stale: run "node scripts/build.ts" and commit.\n${stale.join("\n")}`);
      process.exitCode = 1;
    } else if (bytes > DIST_BYTES_MAX) {
      console.error(`dist/ has ${bytes} bytes, more than ${DIST_BYTES_MAX}.`);
      process.exitCode = 1;
    } else {
      console.log(`dist/ is fresh: ${have.size} files, ${bytes} bytes`);
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
} else {
  rmSync(DIST, { recursive: true, force: true });
  await bundle(DIST);
  const files = filesBelow(DIST);
  console.log(
    `dist/: ${files.size} files, ${[...files.values()].reduce((s, b) => s + b.length, 0)} bytes`,
  );
}
