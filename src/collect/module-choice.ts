/**
 * Which modules a run takes in. `go test` knows one module, or the members of a workspace; a repository may have
 * more. Each pattern that is a directory belongs to the module that holds it; one that ends in `/...` reaches to
 * the modules below as well:
 *  - members of the workspace are run, with the rest in one `go test`;
 *  - where neither a module nor a workspace is there, all modules below it are run;
 *  - others are run when `modules: all` says so, and named otherwise.
 */
import { stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { UserFailure } from "../model/failure.ts";
import { runGo, type CommandOptions } from "./go-command.ts";
import { modulesBelow } from "./modules-below.ts";

export type ModulesSetting = "all" | "root" | undefined;

/** One `go test`: where it is started, and its patterns. */
export interface ModuleStep {
  /** Absolute. */
  readonly directory: string;
  readonly patterns: readonly string[];
  /** What go needs in its environment for it. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface ModuleChoice {
  /** At least one; the first is the run's own directory where that is part of the run. */
  readonly steps: readonly ModuleStep[];
  /** Directories of modules that are not run; absolute, sorted. */
  readonly notRun: readonly string[];
  /** The directories of `notRun`, as steps. */
  readonly others: readonly ModuleStep[];
  /** Not every directory was searched for modules. */
  readonly cut: boolean;
}

interface Workspace {
  readonly directory: string;
  readonly members: ReadonlySet<string>;
}

/** @throws UserFailure RG9003 where no module is found for any pattern */
export async function chooseModules(
  patterns: readonly string[],
  setting: ModulesSetting,
  goEnv: ReadonlyMap<string, string>,
  options: CommandOptions,
): Promise<ModuleChoice> {
  const workspace = await workspaceOf(goEnv, options);
  const chosen = new StepsByModule(options.cwd, mainModule(goEnv), workspace);
  let cut = false;
  for (const pattern of patterns) {
    const local = localPattern(pattern, options.cwd);
    if (local === undefined) {
      chosen.addMain(pattern);
      continue;
    }
    const gomod = await nearest("go.mod", local.base);
    const owner = gomod === undefined ? undefined : dirname(gomod);
    if (owner !== undefined) chosen.add(owner, local.base, local.rest);
    if (local.rest !== "/...") continue;
    const below = await modulesBelow(local.base);
    cut ||= below.cut;
    const members = workspace?.directory === local.base ? [...workspace.members] : [];
    const reached = [...new Set([...below.directories, ...members])];
    const isWorkspace = reached.some((directory) => workspace?.members.has(directory));
    for (const directory of reached) {
      if (directory === owner) continue;
      const isMember = workspace?.members.has(directory) === true;
      const runs = isMember || (owner === undefined && !isWorkspace);
      if (setting === "all" || (runs && setting !== "root"))
        chosen.add(directory, directory, "/...");
      else chosen.leaveOut(directory);
    }
  }
  const { steps, others } = chosen.result();
  const workspaces = new Workspaces(options, goEnv.get("GOWORK") === "off");
  const notRun = others.map(({ directory }) => directory);
  return {
    steps: await Promise.all(steps.map((step) => workspaces.complete(step))),
    others: await Promise.all(others.map((step) => workspaces.complete(step))),
    notRun,
    cut,
  };
}

type Patterns = Pick<ModuleStep, "directory" | "patterns">;

/** Collects patterns by the `go test` that takes them. */
class StepsByModule {
  readonly #cwd: string;
  readonly #main: string | undefined;
  readonly #workspace: Workspace | undefined;
  readonly #patterns = new Map<string, string[]>();
  readonly #left = new Set<string>();

  constructor(cwd: string, main: string | undefined, workspace: Workspace | undefined) {
    this.#cwd = cwd;
    this.#main = main;
    this.#workspace = workspace;
  }

  /** A pattern for go in the run's own directory, as it is. */
  addMain(pattern: string): void {
    this.#push(this.#cwd, pattern);
  }

  /** @param base the directory of the pattern, @param rest what follows it: nothing or `/...` */
  add(module: string, base: string, rest: string): void {
    const directory = this.#isMain(module) ? this.#cwd : module;
    const below = relative(directory, base).split(sep).join("/");
    const path = below === "" ? "." : below.startsWith("..") ? below : `./${below}`;
    this.#push(directory, path + rest);
    this.#left.delete(module);
  }

  leaveOut(module: string): void {
    if (!this.#patterns.has(module)) this.#left.add(module);
  }

  result(): { readonly steps: readonly Patterns[]; readonly others: readonly Patterns[] } {
    const own = this.#patterns.get(this.#cwd);
    const steps = [...this.#patterns]
      .filter(([directory]) => directory !== this.#cwd)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([directory, patterns]) => ({ directory, patterns }));
    return {
      steps: own === undefined ? steps : [{ directory: this.#cwd, patterns: own }, ...steps],
      others: [...this.#left].sort().map((directory) => ({ directory, patterns: ["./..."] })),
    };
  }

  #push(directory: string, pattern: string): void {
    const known = this.#patterns.get(directory);
    if (known === undefined) this.#patterns.set(directory, [pattern]);
    else if (!known.includes(pattern)) known.push(pattern);
  }

  /** Whether go in the run's own directory knows the module. */
  #isMain(module: string): boolean {
    return module === this.#main || this.#workspace?.members.has(module) === true;
  }
}

/** go refuses a module that the nearest workspace does not list: for such a one it is told to look for none. */
class Workspaces {
  readonly #options: CommandOptions;
  readonly #isOff: boolean;
  readonly #known = new Map<string, Promise<Workspace>>();

  /** @param isOff the user wants none */
  constructor(options: CommandOptions, isOff: boolean) {
    this.#options = options;
    this.#isOff = isOff;
  }

  async complete(step: Patterns): Promise<ModuleStep> {
    const { cwd, env } = this.#options;
    if (step.directory === cwd || this.#isOff) return { ...step, environment: {} };
    const file = (env["GOWORK"] ?? "") || (await nearest("go.work", step.directory));
    if (file === undefined) return { ...step, environment: {} };
    const known = this.#known.get(file) ?? readWorkspace(file, this.#options);
    this.#known.set(file, known);
    const isMember = (await known).members.has(step.directory);
    return { ...step, environment: isMember ? {} : { GOWORK: "off" } };
  }
}

function mainModule(goEnv: ReadonlyMap<string, string>): string | undefined {
  const gomod = goEnv.get("GOMOD") ?? "";
  return gomod === "" || gomod === "/dev/null" || gomod === "NUL" ? undefined : dirname(gomod);
}

async function workspaceOf(
  goEnv: ReadonlyMap<string, string>,
  options: CommandOptions,
): Promise<Workspace | undefined> {
  const gowork = goEnv.get("GOWORK") ?? "";
  return gowork === "" || gowork === "off" ? undefined : readWorkspace(gowork, options);
}

async function readWorkspace(gowork: string, options: CommandOptions): Promise<Workspace> {
  const directory = dirname(gowork);
  const { stdout, stderr, exitCode } = await runGo(["work", "edit", "-json", gowork], options);
  if (exitCode !== 0) {
    throw new UserFailure("RG9003", `go cannot read ${gowork}: ${stderr.trim().slice(0, 1000)}`);
  }
  const { Use } = JSON.parse(stdout) as { Use?: readonly { DiskPath: string }[] | null };
  return {
    directory,
    members: new Set((Use ?? []).map((use) => resolve(directory, use.DiskPath))),
  };
}

/** A pattern that is a directory, with nothing or `/...` behind it. */
function localPattern(
  pattern: string,
  cwd: string,
): { readonly base: string; readonly rest: "" | "/..." } | undefined {
  if (!/^(?:\.{1,2}$|\.{1,2}\/|\/)/.test(pattern)) return undefined;
  const rest = pattern.endsWith("/...") ? "/..." : "";
  const base = rest === "" ? pattern : pattern.slice(0, -rest.length);
  return base.includes("...") ? undefined : { base: resolve(cwd, base === "" ? "/" : base), rest };
}

/** The file of that name in the directory, or in the nearest one above that has it. */
async function nearest(name: string, base: string): Promise<string | undefined> {
  for (let directory = base; ; directory = dirname(directory)) {
    const path = join(directory, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() === true) return path;
    if (directory === dirname(directory)) return undefined;
  }
}
