// The one line that reproduces a finding, ready for a shell: the pinned environment, the test's name as go's
// -run wants it, and the package. It is quoted for sh, so a hostile test name stays one argument.
import type { Finding } from "../../model/finding.ts";
import type { RunSummary } from "../../model/findings-document.ts";
import { isStandardPackage } from "../../util/go-symbol.ts";

/** What fails only under observation is seen again only under it. */
const OBSERVER = "observer-changes-result";
const OBSERVATION =
  "-trace=/tmp/trace.out -mutexprofile=/tmp/mutex.pprof -blockprofile=/tmp/block.pprof";

/** The line, or undefined where no run of a test can reproduce it, or none is known: a wrong one is worse than none. */
export function reproLine(finding: Finding, run: RunSummary): string | undefined {
  if (finding.kind === "infrastructure" || !isPackageOfTests(finding, run)) return undefined;
  if (finding.kind === "trust" && finding.class !== OBSERVER) return undefined;
  if (finding.kind === "build-failure") {
    return [goIn(finding, run), "vet", ...buildFlags(run.command), packageArgument(finding)].join(
      " ",
    );
  }
  const words: string[] = [];
  const gomaxprocs = run.gomaxprocs?.effective ?? run.gomaxprocs?.requested;
  if (gomaxprocs !== undefined && gomaxprocs !== "") {
    words.push(`GOMAXPROCS=${shellQuote(gomaxprocs)}`);
  }
  const gorace = goraceToRepeat(run.gorace?.effective ?? run.gorace?.requested ?? "");
  if (gorace !== "") words.push(`GORACE=${shellQuote(gorace)}`);
  words.push(
    goIn(finding, run),
    "test -race",
    ...buildFlags(run.command),
    ...selection(finding),
    "-count=1",
  );
  if (finding.class === OBSERVER) words.push(OBSERVATION);
  words.push(packageArgument(finding), ...specSelection(finding));
  return words.join(" ");
}

/** A package that `go test` finds by this path, and of which a test is known, or at least a run of its tests. */
function isPackageOfTests({ package: path, module, test }: Finding, run: RunSummary): boolean {
  if (path === "" || path === "main" || path === "command-line-arguments") return false;
  if (module === "" && (isStandardPackage(path) || /(?:^|\/)vendor\//.test(path))) return false;
  return isTestName(test?.name ?? "") || run.packages.planned > 0 || run.tests.total > 0;
}

function isTestName(name: string): boolean {
  return name !== "TestMain" && /^(?:Test|Fuzz|Example|Benchmark)/.test(name);
}

/** A module that the run's own directory does not know is entered. */
function goIn({ module }: Finding, run: RunSummary): string {
  const directory = run.moduleDirectories?.[module] ?? ".";
  return directory === "." ? "go" : `go -C ${shellQuote(directory)}`;
}

/** One argument of a POSIX shell. */
export function shellQuote(text: string): string {
  if (/^[A-Za-z0-9_./:=@%+,-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function selection(finding: Finding): string[] {
  const name = finding.test?.name ?? "";
  // TestMain runs with any test: no pattern names it.
  if (!isTestName(name)) return [];
  if (name.startsWith("Benchmark")) return ["-run '^$' -bench", quotePattern(name)];
  return ["-run", quotePattern(name)];
}

/** What follows the package is the suite's own. */
function specSelection({ test }: Finding): string[] {
  if (test?.spec === undefined || !isTestName(test.name)) return [];
  const literal = test.spec.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
  return [shellQuote(`-ginkgo.focus=${literal}`)];
}

/** go splits the pattern at slashes and matches each element of the name, so each one is anchored. */
function quotePattern(testName: string): string {
  const elements = testName.split("/").map((element) => {
    const literal = element.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
    return `^${literal}$`;
  });
  return shellQuote(elements.join("/"));
}

/** What the race detector assumes anyway (runtime/race, racegate's pins repeat it). */
const GORACE_DEFAULTS = new Set(["halt_on_error=0", "exitcode=66"]);

/** GORACE without log_path, since a reader wants the report on the terminal, and without defaults. */
function goraceToRepeat(gorace: string): string {
  return gorace
    .split(/\s(?=\w+=)/)
    .map((key) => key.trim())
    .filter((key) => key !== "" && !key.startsWith("log_path=") && !GORACE_DEFAULTS.has(key))
    .join(" ");
}

const CARRIED = new Set(["tags", "cpu", "mod", "modfile", "short"]);

/** The user's own flags that change what is compiled or run; all the others are not needed to see it again. */
function buildFlags(command: readonly string[]): string[] {
  const flags: string[] = [];
  for (const [index, word] of command.entries()) {
    const match = /^--?([a-z]+)(=?)/.exec(word);
    if (match === null || !CARRIED.has(match[1] ?? "")) continue;
    const takesNext = match[2] === "" && match[1] !== "short";
    const value = command[index + 1];
    if (takesNext && value === undefined) continue;
    flags.push(shellQuote(takesNext ? `-${match[1] ?? ""}=${value ?? ""}` : word));
  }
  return flags;
}

/**
 * `./internal/cache` where the finding's own files prove that the module's root is the repository's root;
 * the import path otherwise, which works from anywhere inside the module.
 */
function packageArgument(finding: Finding): string {
  const { module, package: path } = finding;
  if (module === "" || (path !== module && !path.startsWith(`${module}/`))) return shellQuote(path);
  const below = path.slice(module.length + 1);
  const seen = finding.locations.some(
    (location) => location.own && directoryOf(location.file) === below,
  );
  return seen ? shellQuote(below === "" ? "." : `./${below}`) : shellQuote(path);
}

function directoryOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf("/")));
}
