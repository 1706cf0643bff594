/**
 * What suites that run inside of one test say at their end: ginkgo, gocheck, goconvey. They fail the test with t.Fail(),
 * which leaves no line of testing's own.
 */

export interface SpecFailure {
  /** The spec's text, or suite and method. */
  readonly name: string;
  readonly message: string;
  /** As printed: a path, or gocheck's base name. */
  readonly file: string | undefined;
  readonly line: number;
}

export interface SuiteReport {
  readonly runner: "ginkgo" | "gocheck" | "goconvey";
  readonly passed: boolean;
  readonly failures: readonly SpecFailure[];
}

const ESC = String.fromCharCode(27);
const COLOUR = new RegExp(`${ESC}\\[[0-9;]{0,20}m`, "g");
const FAILURES_MAX = 50;
const MESSAGE_LINES_MAX = 12;

/** Undefined where no such suite reported its end. */
export function suiteReport(output: string): SuiteReport | undefined {
  const lines = output.replaceAll(COLOUR, "").split("\n");
  return ginkgo(lines) ?? gocheck(lines) ?? goconvey(lines);
}

const GINKGO_END = /^(SUCCESS|FAIL)! -- \d{1,9} Passed \|/;
const GINKGO_FAILURE =
  /^\s{0,9}\[(?:FAIL|FAILED|Fail|PANICKED|Panic|TIMEDOUT|INTERRUPTED|ABORTED)!?\] (.{1,500})$/;
const GINKGO_NODE =
  / ?\[(?:It|BeforeEach|AfterEach|JustBeforeEach|JustAfterEach|DeferCleanup[^\]]{0,40})\] ?/g;

function ginkgo(lines: readonly string[]): SuiteReport | undefined {
  const ends = lines.flatMap((line) => GINKGO_END.exec(line)?.[1] ?? []);
  if (ends.length === 0) return undefined;
  const failures: SpecFailure[] = [];
  const summary = lines.findIndex((line) => /^Summarizing \d{1,9} Failures?:/.test(line));
  for (let at = summary; at >= 0 && at < lines.length; at++) {
    const name = GINKGO_FAILURE.exec(lines[at] ?? "")?.[1];
    if (name === undefined || failures.length >= FAILURES_MAX) continue;
    const place = placeIn(lines[at + 1] ?? "");
    failures.push({
      name: name.replaceAll(GINKGO_NODE, " ").trim(),
      message: place === undefined ? "" : ginkgoMessage(lines.slice(0, summary), place),
      file: place?.file,
      line: place?.line ?? 0,
    });
  }
  return { runner: "ginkgo", passed: ends.every((end) => end === "SUCCESS"), failures };
}

/** `[FAILED] Expected … In [It] at: /src/x_test.go:30`: the text that stands before its place. */
function ginkgoMessage(lines: readonly string[], { file, line }: FilePlace): string {
  const end = lines.findIndex(
    (each) => /^\s{0,9}In \[/.test(each) && each.includes(`${file}:${line}`),
  );
  if (end < 0) return "";
  let start = end - 1;
  while (
    start >= 0 &&
    end - start <= MESSAGE_LINES_MAX &&
    !/^\s*\[[A-Z]+!?\] /.test(lines[start] ?? "")
  ) {
    start--;
  }
  const text = lines.slice(Math.max(0, start), end).join(" ");
  return text
    .replaceAll(/\s+/g, " ")
    .replace(/^ ?\[[A-Z]+!?\] /, "")
    .trim();
}

interface FilePlace {
  readonly file: string;
  readonly line: number;
}

function placeIn(text: string): FilePlace | undefined {
  const [, file, line] = /^\s*(\S.{0,4000}?\.go):(\d{1,7})\b/.exec(text) ?? [];
  return file === undefined ? undefined : { file, line: Number(line) };
}

const GOCHECK_FAILURE = /^(?:FAIL|PANIC): ([^\s:]{1,200}\.go):(\d{1,7}): (\S{1,300})$/;

function gocheck(lines: readonly string[]): SuiteReport | undefined {
  const passed = lines.some((line) => /^OK: \d{1,9} passed/.test(line));
  const failed = lines.some((line) => /^OOPS: \d{1,9} passed/.test(line));
  if (!passed && !failed) return undefined;
  const failures: SpecFailure[] = [];
  for (const [index, each] of lines.entries()) {
    const [, file, printed, name] = GOCHECK_FAILURE.exec(each) ?? [];
    if (file === undefined || name === undefined || failures.length >= FAILURES_MAX) continue;
    const rest = lines.slice(index + 1, index + 1 + MESSAGE_LINES_MAX);
    const end = rest.findIndex((line) => /^-{20}|^OOPS/.test(line));
    const body = (end < 0 ? rest : rest.slice(0, end)).filter((line) => line.trim() !== "");
    // What the test logged comes first, then the place of the call that failed.
    const at = body.findIndex((line) => placeIn(line) !== undefined);
    const said = body.slice(at + 1).map((line) => line.replace(/^\.\.\. /, "").trim());
    const line = placeIn(body[at] ?? "")?.line ?? Number(printed);
    failures.push({ name, message: said.join(", "), file, line });
  }
  return { runner: "gocheck", passed: !failed, failures };
}

const CONVEY_FAILURE = /^\s*\* (\S.{0,4000}?\.go)\s*$/;

function goconvey(lines: readonly string[]): SuiteReport | undefined {
  const at = lines.findIndex((line) => /^(?:Failures|Errors):\s*$/.test(line));
  if (at < 0 || !lines.some((line) => /^\d{1,9} total assertions?\s*$/.test(line)))
    return undefined;
  const failures: SpecFailure[] = [];
  for (let start = at; start < lines.length && failures.length < FAILURES_MAX; start++) {
    const file = CONVEY_FAILURE.exec(lines[start] ?? "")?.[1];
    if (file === undefined) continue;
    const rest = lines.slice(start + 1, start + 1 + MESSAGE_LINES_MAX);
    const line = Number(/^\s*Line (\d{1,7}):/.exec(rest[0] ?? "")?.[1] ?? 0);
    const said = rest.filter((each) => /^\s*(?:Expected|Actual|Error)\b/.test(each)).slice(0, 2);
    const message = said.map((each) => each.trim().replaceAll(/\s+/g, " ")).join(", ");
    failures.push({ name: "", message, file, line });
  }
  return { runner: "goconvey", passed: false, failures };
}
