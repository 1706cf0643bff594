/**
 * The flags of `go test` that a user gives behind `--` or in GOFLAGS, sorted into what racegate refuses
 * (it would take the run out of racegate's hands), merges with its own, and passes on. Which flags take a
 * value: `go help build`, `go help testflag` (go1.26).
 */
import { UserFailure } from "../model/failure.ts";
import { parseGoDurationMs } from "../util/go-duration.ts";

const REFUSED: ReadonlyMap<string, string> = new Map([
  ["exec", "racegate's wrapper starts the test binaries"],
  ["json", "racegate sets it"],
  ["o", "racegate keeps the binaries that it needs"],
  ["c", "it would compile the tests and not run them"],
  ["list", "it would list the tests and not run them"],
  ["n", "it would print the commands and not run them"],
  ["trace", "racegate writes a trace for each package"],
  ["toolexec", "it would put another program around the compiler"],
  ["vettool", "it would put another program in the place of vet"],
  ["C", "start racegate in that directory"],
  ["race", "racegate sets it"],
  ["msan", "it excludes -race"],
  ["asan", "it excludes -race"],
]);
const MERGED = new Set(["ldflags", "gcflags", "timeout", "count", "cpu", "overlay"]);
const WITH_VALUE = new Set(
  (
    "bench benchtime blockprofile blockprofilerate count coverprofile covermode coverpkg cpu cpuprofile " +
    "fuzz fuzzcachedir fuzzminimizetime fuzztime list memprofile memprofilerate mutexprofile " +
    "mutexprofilefraction outputdir p parallel run shuffle skip timeout trace testlogfile vet exec o C " +
    "asmflags buildmode buildvcs compiler gccgoflags gcflags installsuffix ldflags mod modfile overlay " +
    "pgo pkgdir tags toolexec vettool"
  ).split(" "),
);
/** These take a value only behind `=`. */
const BOOLEAN = new Set(
  (
    "v short failfast json c n x a i race msan asan cover work benchmem fullpath artifacts linkshared " +
    "modcacherw trimpath buildvcs"
  ).split(" "),
);
/** Go's own default of -timeout. */
const DEFAULT_TIMEOUT_MS = 600_000;

export interface GoTestFlags {
  /** In the order given, without the merged ones. */
  readonly passed: readonly string[];
  /** Behind `-args`, verbatim. */
  readonly binaryArgs: readonly string[];
  /** Values of every -ldflags, weakest first. */
  readonly ldflags: readonly string[];
  /** Values of every -gcflags, weakest first. */
  readonly gcflags: readonly string[];
  readonly count: string | undefined;
  readonly cpu: string | undefined;
  readonly timeout: string | undefined;
  readonly overlay: string | undefined;
  /** Names of all flags that were given, without dashes and without `test.`. */
  readonly names: ReadonlySet<string>;
}

/**
 * @param where `--` or `GOFLAGS`, for messages
 * @throws UserFailure RG9001 on a refused flag or a broken value
 */
export function parseGoTestFlags(tokens: readonly string[], where: string): GoTestFlags {
  const passed: string[] = [];
  let binaryArgs: readonly string[] = [];
  const ldflags: string[] = [];
  const gcflags: string[] = [];
  const last = new Map<string, string>();
  const names = new Set<string>();
  // go takes what follows a flag that it does not know for the test binary's.
  let ownFlagSeen = false;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? "";
    const flag = splitFlag(token);
    if (token === "-args" || token === "--args") {
      binaryArgs = tokens.slice(index + 1);
      break;
    }
    if (flag === undefined) {
      if (!ownFlagSeen) throw misplaced(token, where);
      passed.push(token); // the value of a flag of the test binary, or an argument
      continue;
    }
    ownFlagSeen ||= !isGoFlag(flag.name);
    const reason = REFUSED.get(flag.name);
    if (reason !== undefined && !(flag.name === "race" && flag.value !== "false")) {
      throw new UserFailure("RG9001", `${token} (${where}) is refused: ${reason}.`);
    }
    let { value } = flag;
    const takesNext = value === undefined && WITH_VALUE.has(flag.name) && !BOOLEAN.has(flag.name);
    if (takesNext) {
      index += 1;
      value = tokens[index];
      if (value === undefined) {
        throw new UserFailure("RG9001", `${token} (${where}) needs a value.`);
      }
    }
    names.add(flag.name);
    // -json implies -v, and an explicit one would take back the framing that test2json goes by.
    if (flag.name === "race" || flag.name === "v") continue;
    if (!MERGED.has(flag.name)) passed.push(...(takesNext ? [token, value ?? ""] : [token]));
    else if (flag.name === "ldflags") ldflags.push(value ?? "");
    else if (flag.name === "gcflags") gcflags.push(value ?? "");
    else last.set(flag.name, value ?? "");
  }
  refuseEmptyRun(last.get("count"), binaryArgs, where);
  return {
    passed,
    binaryArgs,
    ldflags,
    gcflags,
    count: last.get("count"),
    cpu: last.get("cpu"),
    timeout: last.get("timeout"),
    overlay: last.get("overlay"),
    names,
  };
}

/** The flags of go before `-args` that have a value, in order. */
export function goTestFlagValues(tokens: readonly string[]): { name: string; value: string }[] {
  const values: { name: string; value: string }[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? "";
    if (token === "-args" || token === "--args") break;
    const flag = splitFlag(token);
    if (flag === undefined || !isGoFlag(flag.name)) continue;
    const takesNext =
      flag.value === undefined && WITH_VALUE.has(flag.name) && !BOOLEAN.has(flag.name);
    if (takesNext) index += 1;
    const value = takesNext ? tokens[index] : flag.value;
    if (value !== undefined) values.push({ name: flag.name, value });
  }
  return values;
}

function isGoFlag(name: string): boolean {
  return WITH_VALUE.has(name) || BOOLEAN.has(name) || REFUSED.has(name);
}

/** `go test` gives such a word to the test binary: a package would silently not be tested. */
function misplaced(token: string, where: string): UserFailure {
  return new UserFailure(
    "RG9001",
    `${JSON.stringify(token)} (${where}) is no flag: go test would hand it to the tests and test no such ` +
      "package. Name packages before --, and arguments of the tests behind -args.",
  );
}

/** Refuses what ends green without running a test. */
function refuseEmptyRun(
  count: string | undefined,
  binaryArgs: readonly string[],
  where: string,
): void {
  if (count !== undefined && Number(count) === 0) {
    throw new UserFailure("RG9001", `-count=${count} (${where}) is refused: it would run no test.`);
  }
  for (const [index, token] of binaryArgs.entries()) {
    const flag = /^--?test\./.test(token) ? splitFlag(token) : undefined;
    const value = flag?.value ?? binaryArgs[index + 1] ?? "";
    if (flag?.name === "list" || (flag?.name === "count" && Number(value) === 0)) {
      throw new UserFailure("RG9001", `${token} (behind -args) is refused: it would run no test.`);
    }
  }
}

function splitFlag(token: string): { name: string; value: string | undefined } | undefined {
  const match = /^--?([^-=][^=]*)(?:=([^]*))?$/.exec(token);
  if (match === null) return undefined;
  const name = match[1] ?? "";
  return { name: name.startsWith("test.") ? name.slice(5) : name, value: match[2] };
}

/** GOFLAGS as go splits it: blanks, and quotes around a whole entry. */
export function splitGoflags(text: string): string[] {
  const entries: string[] = [];
  for (const match of text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)) {
    entries.push(match[1] ?? match[2] ?? match[3] ?? "");
  }
  return entries;
}

/** Linker flag that keeps the symbol table: go strips test binaries, and the table names the globals. */
export const KEEP_SYMBOLS = "-s=false";

/**
 * Values for -ldflags or -gcflags with a flag of racegate's, in order. Of several values the last whose
 * pattern matches a package wins, so the bare one comes first, for the packages that no pattern of the
 * user's names, and the flag stands in each of the user's too.
 */
export function mergeToolFlags(own: string, userValues: readonly string[]): string[] {
  return [own, ...userValues.map((value) => `${value} ${own}`.trim())];
}

/**
 * The timeout that the test binary would have, in ms (0: none): go's default, -timeout, and a
 * `-test.timeout` behind `-args`, which the binary reads last.
 * @throws UserFailure RG9001 on a text that is no duration
 */
export function userTimeoutMs(timeout: string | undefined, binaryArgs: readonly string[]): number {
  let text = timeout;
  for (const [index, token] of binaryArgs.entries()) {
    const flag = splitFlag(token);
    if (flag?.name === "timeout" && token.includes("test.")) {
      text = flag.value ?? binaryArgs[index + 1];
    }
  }
  if (text === undefined) return DEFAULT_TIMEOUT_MS;
  const ms = parseGoDurationMs(text);
  if (ms === undefined) {
    throw new UserFailure("RG9001", `-timeout ${JSON.stringify(text)} is not a duration like 10m.`);
  }
  return Math.max(0, ms);
}
