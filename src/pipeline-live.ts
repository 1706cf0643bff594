// What a person sees while the tests run, on standard error: a redrawn line on a terminal, a line per finished
// package elsewhere, and a heartbeat when nothing was said for a while. It reads test2json events as they pass
// and decides nothing: the findings come from the capture.
import {
  renderHeartbeat,
  renderPackageLine,
  renderProgressLine,
  type PackageLine,
} from "./report/index.ts";
import { escapeForRunnerLog } from "./util/escape-runner.ts";
import { escapeForTerminal } from "./util/escape-terminal.ts";
import type { Output } from "./pipeline-rim.ts";

const REDRAW_MS = 100;
const HEARTBEAT_AFTER_MS = 30_000;
const ERASE_LINE = "\r\u001b[2K";

export interface LiveOptions {
  readonly stderr: Output;
  readonly colour: boolean;
  readonly verbose: boolean;
  readonly runnerLog: boolean;
  readonly now: () => number;
  readonly packagesPlanned: number;
}

interface PackageProgress {
  sinceMs: number;
  tests: number;
  failed: number;
  races: number;
  cached: boolean;
  buildFailed: boolean;
}

interface Event {
  readonly Action?: unknown;
  readonly Package?: unknown;
  readonly Test?: unknown;
  readonly Output?: unknown;
  readonly Elapsed?: unknown;
  readonly FailedBuild?: unknown;
}

/** The output lines that the progress counts; all others are not even decoded. */
const RACE_MARK = Buffer.from("race detected during execution of test");
const CACHED_MARK = Buffer.from("(cached)");

/** Follows one run. `stop` must be called, else a timer keeps the process alive. */
export class LiveProgress {
  readonly #options: LiveOptions;
  readonly #running = new Map<string, PackageProgress>();
  readonly #startedMs: number;
  readonly #timer: NodeJS.Timeout;
  #done = 0;
  #testsDone = 0;
  #testsFailed = 0;
  #races = 0;
  #lastSaidMs: number;
  #lineShown = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#startedMs = options.now();
    this.#lastSaidMs = this.#startedMs;
    this.#timer = setInterval(() => this.#tick(), this.#onTerminal ? REDRAW_MS : 1_000);
    this.#timer.unref();
  }

  get #onTerminal(): boolean {
    return this.#options.stderr.isTTY === true;
  }

  /** One line of the stream of `go test -json`. */
  onEvent({ action, line }: { readonly action: string; readonly line: Uint8Array }): void {
    const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
    if (action === "output" && !this.#options.verbose) {
      if (!bytes.includes(RACE_MARK) && !bytes.includes(CACHED_MARK)) return;
    }
    const event = parseEvent(bytes);
    if (event === undefined) return;
    const name = typeof event.Package === "string" ? event.Package : "";
    if (name !== "") this.#follow(name, event);
  }

  /** Text that go itself wrote: downloads, build errors. */
  onStderr(line: Uint8Array): void {
    const text = Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString("utf8");
    if (text.trim() !== "") this.#say(this.#foreign(text));
  }

  /** A line of racegate's own. */
  note(text: string): void {
    this.#say(text);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#erase();
  }

  #follow(name: string, event: Event): void {
    const state = this.#package(name);
    const action = event.Action;
    if (action === "output") {
      const text = typeof event.Output === "string" ? event.Output : "";
      if (text.includes("race detected during execution of test")) {
        state.races++;
        this.#races++;
      }
      if (event.Test === undefined && text.includes("(cached)")) state.cached = true;
      if (this.#options.verbose && text !== "") this.#say(this.#foreign(text.replace(/\n$/, "")));
      return;
    }
    if (action !== "pass" && action !== "fail" && action !== "skip") return;
    if (event.Test !== undefined) {
      state.tests++;
      this.#testsDone++;
      if (action === "fail") {
        state.failed++;
        this.#testsFailed++;
      }
      return;
    }
    if (event.FailedBuild !== undefined) state.buildFailed = true;
    this.#finish(name, action, event, state);
  }

  #finish(name: string, action: "pass" | "fail" | "skip", event: Event, state: PackageProgress) {
    this.#running.delete(name);
    this.#done++;
    const elapsedMs = typeof event.Elapsed === "number" ? event.Elapsed * 1_000 : undefined;
    const line: PackageLine = {
      importPath: name,
      outcome: state.buildFailed ? "build-failed" : action,
      tests: state.tests,
      testsFailed: state.failed,
      races: state.races,
      elapsedMs,
      cached: state.cached,
    };
    if (line.outcome === "skip" && state.tests === 0 && this.#onTerminal) return;
    const { colour, stderr } = this.#options;
    this.#say(renderPackageLine(line, { colour, width: stderr.columns }));
  }

  #package(name: string): PackageProgress {
    const known = this.#running.get(name);
    if (known !== undefined) return known;
    const fresh: PackageProgress = {
      sinceMs: this.#options.now(),
      tests: 0,
      failed: 0,
      races: 0,
      cached: false,
      buildFailed: false,
    };
    this.#running.set(name, fresh);
    return fresh;
  }

  #foreign(text: string): string {
    return this.#options.runnerLog ? escapeForRunnerLog(text) : escapeForTerminal(text);
  }

  #say(text: string): void {
    this.#erase();
    this.#options.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
    this.#lastSaidMs = this.#options.now();
  }

  #erase(): void {
    if (!this.#lineShown) return;
    this.#options.stderr.write(ERASE_LINE);
    this.#lineShown = false;
  }

  #tick(): void {
    const nowMs = this.#options.now();
    const state = {
      startedMs: this.#startedMs,
      packagesDone: this.#done,
      packagesPlanned: this.#options.packagesPlanned,
      testsDone: this.#testsDone,
      testsFailed: this.#testsFailed,
      races: this.#races,
      running: [...this.#running]
        .map(([importPath, { sinceMs }]) => ({ importPath, sinceMs }))
        .sort((a, b) => a.sinceMs - b.sinceMs),
    };
    const { stderr, colour } = this.#options;
    if (this.#onTerminal) {
      const line = renderProgressLine(state, nowMs, { colour, width: stderr.columns });
      stderr.write(`${ERASE_LINE}${line.trimEnd()}`);
      this.#lineShown = true;
    } else if (nowMs - this.#lastSaidMs >= HEARTBEAT_AFTER_MS) {
      this.#say(renderHeartbeat(state, nowMs));
    }
  }
}

function parseEvent(bytes: Buffer): Event | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
