// Builds the pinned Go programs that the tests use, once, into a cache outside the repository:
//
//     node scripts/tools.ts ensure fake-gcs-server act      builds what is missing, prints one path a line
//     node scripts/tools.ts path fake-gcs-server            prints the path alone
//
// A program is `${RACEGATE_TOOLS:-$HOME/.cache/racegate-tools}/<name>-<version>/<name>`. One that is there and
// was built from the pinned version (`go version -m`) is left alone. A build happens in a directory beside and
// is renamed when it is whole, so that two of them at once, or a broken one, leave nothing half.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

interface Tool {
  /** What `go install` is given, without the version. */
  readonly command: string;
  readonly module: string;
  readonly version: string;
}

const TOOLS = {
  "fake-gcs-server": {
    command: "github.com/fsouza/fake-gcs-server",
    module: "github.com/fsouza/fake-gcs-server",
    version: "v1.56.1",
  },
  act: { command: "github.com/nektos/act", module: "github.com/nektos/act", version: "v0.2.89" },
  actionlint: {
    command: "github.com/rhysd/actionlint/cmd/actionlint",
    module: "github.com/rhysd/actionlint",
    version: "v1.7.12",
  },
  dlv: {
    command: "github.com/go-delve/delve/cmd/dlv",
    module: "github.com/go-delve/delve",
    version: "v1.27.2",
  },
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

/** Where the program is or will be; it need not exist. */
export function toolPath(name: ToolName): string {
  const configured = process.env["RACEGATE_TOOLS"];
  const cache =
    configured === undefined || configured === ""
      ? join(homedir(), ".cache", "racegate-tools")
      : configured;
  const suffix = process.platform === "win32" ? ".exe" : "";
  return join(cache, `${name}-${TOOLS[name].version}`, name + suffix);
}

/** Builds the program unless it is there in its pinned version; returns its path. Needs go. */
export function ensureTool(name: ToolName): string {
  const path = toolPath(name);
  if (isPinned(name, path)) return path;
  const place = dirname(path);
  mkdirSync(dirname(place), { recursive: true });
  const building = mkdtempSync(`${place}.building-`);
  try {
    const { command, version } = TOOLS[name];
    process.stderr.write(`building ${command}@${version}\n`);
    execFileSync("go", ["install", `${command}@${version}`], {
      env: { ...process.env, GOBIN: building, GOFLAGS: "-mod=mod", CGO_ENABLED: "0" },
      stdio: ["ignore", "inherit", "inherit"],
    });
    if (!isPinned(name, join(building, basename(path)))) {
      throw new Error(`go install did not leave ${name} ${version}`);
    }
    // Someone else may have been faster; theirs is as good.
    if (!isPinned(name, path)) {
      rmSync(place, { recursive: true, force: true });
      renameSync(building, place);
    }
    return path;
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

function isPinned(name: ToolName, path: string): boolean {
  if (!existsSync(path)) return false;
  const { module, version } = TOOLS[name];
  try {
    const info = execFileSync("go", ["version", "-m", path], { encoding: "utf8" });
    return info.split("\n").some((line) => line.startsWith(`\tmod\t${module}\t${version}\t`));
  } catch {
    return false;
  }
}

function isToolName(name: string): name is ToolName {
  return Object.hasOwn(TOOLS, name);
}

function main([verb, ...names]: readonly string[]): number {
  const unknown = names.filter((name) => !isToolName(name));
  if ((verb !== "ensure" && verb !== "path") || names.length === 0 || unknown.length > 0) {
    const known = Object.keys(TOOLS).join(" | ");
    process.stderr.write(`usage: node scripts/tools.ts ensure|path <${known}>…\n`);
    return 2;
  }
  for (const name of names.filter(isToolName)) {
    process.stdout.write(`${verb === "ensure" ? ensureTool(name) : toolPath(name)}\n`);
  }
  return 0;
}

const [, script] = process.argv;
if (script !== undefined && import.meta.url === pathToFileURL(script).href) {
  process.exitCode = main(process.argv.slice(2));
}
