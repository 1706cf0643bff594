/**
 * One event of `go test -json` (cmd/test2json): a flat JSON object on a line. Fields of Go 1.21 to 1.27:
 *
 *     Time, Action, Package, Test, Elapsed, Output, OutputType, FailedBuild   test events
 *     ImportPath, Action (build-output, build-fail), Output                   build events (Go 1.24)
 *     Key, Value (attr), Path (artifacts)                                      Go 1.25, 1.26
 */
export interface TestEvent {
  readonly action: string;
  readonly time: string | undefined;
  readonly package: string | undefined;
  readonly test: string | undefined;
  readonly elapsedSec: number | undefined;
  readonly output: string | undefined;
  readonly importPath: string | undefined;
  readonly failedBuild: string | undefined;
  readonly key: string | undefined;
  readonly value: string | undefined;
  readonly path: string | undefined;
}

export interface EventLine {
  readonly event: TestEvent;
  /** Text before the event on its line: a line of someone else without a line end, or a log's prefix. */
  readonly before: string;
}

/** No event holds an object or an array: a line that does is no event, and may be deep. */
const NESTED = /[^\\]":[ \t]{0,9}[[{]/;
const BEGINNING = /\{"(?:Time|Action|ImportPath|Package)":"/;

/** Reads one line; undefined where it is no event, `damaged` where it begins like one and is none. */
export function readEventLine(line: string): EventLine | "damaged" | undefined {
  const at = line.startsWith('{"') ? 0 : line.search(BEGINNING);
  if (at < 0) return undefined;
  const json = at === 0 ? line : line.slice(at);
  if (NESTED.test(json)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return BEGINNING.test(json) ? "damaged" : undefined;
  }
  const event = eventOf(value);
  return event === undefined ? undefined : { event, before: line.slice(0, at) };
}

function eventOf(value: unknown): TestEvent | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  const action = text(fields["Action"]);
  if (action === undefined) return undefined;
  const elapsed = fields["Elapsed"];
  return {
    action,
    time: text(fields["Time"]),
    package: text(fields["Package"]),
    test: text(fields["Test"]),
    elapsedSec: typeof elapsed === "number" && elapsed >= 0 ? elapsed : undefined,
    output: text(fields["Output"]),
    importPath: text(fields["ImportPath"]),
    failedBuild: text(fields["FailedBuild"]),
    key: text(fields["Key"]),
    value: text(fields["Value"]),
    path: text(fields["Path"]),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
