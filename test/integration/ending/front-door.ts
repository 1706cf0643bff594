/** A front door of racegate as a process, with what its outputs said and when. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ENTRY = fileURLToPath(new URL("../../../src/entry/", import.meta.url));
export const CLI = join(ENTRY, "cli.ts");
export const ACTION = join(ENTRY, "github-action.ts");

/** Of the machine's own CI. */
const CLEARED = /^(?:GITHUB_|ACTIONS_|RUNNER_|BUILD_ID|PROJECT_ID|CI$|GO(?:RACE|FLAGS|MAXPROCS)$)/;

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
  /** From the line that was waited for to the exit. */
  readonly afterMs: number;
}

export class FrontDoor {
  readonly child: ChildProcess;
  #said = "";
  #waiting: { has: string; then: () => void } | undefined;
  #markMs = 0;
  readonly #exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;

  constructor(
    entry: string,
    args: readonly string[],
    cwd: string,
    env: Record<string, string>,
    stdin: "ignore" | "pipe" = "ignore",
  ) {
    const kept = Object.entries(process.env).filter(([name]) => !CLEARED.test(name));
    this.child = spawn(process.execPath, [entry, ...args], {
      cwd,
      env: { ...Object.fromEntries(kept), NO_COLOR: "1", ...env },
      stdio: [stdin, "pipe", "pipe"],
    });
    const listen = (text: string): void => {
      this.#said += text;
      if (this.#waiting !== undefined && this.#said.includes(this.#waiting.has)) {
        const { then } = this.#waiting;
        this.#waiting = undefined;
        then();
      }
    };
    this.child.stdout?.setEncoding("utf8").on("data", listen);
    this.child.stderr?.setEncoding("utf8").on("data", listen);
    this.#exit = new Promise((resolve) => {
      this.child.on("exit", (code, signal) => resolve({ code, signal }));
    });
  }

  get said(): string {
    return this.#said;
  }

  /** Resolves when the words have been said; from then on the time counts. */
  async says(has: string): Promise<void> {
    await new Promise<void>((resolve) => {
      const then = (): void => {
        this.#markMs = performance.now();
        resolve();
      };
      if (this.#said.includes(has)) then();
      else this.#waiting = { has, then };
      void this.#exit.then(then);
    });
  }

  /** From now on the time counts. */
  signal(name: NodeJS.Signals): void {
    this.#markMs = performance.now();
    this.child.kill(name);
  }

  async ended(): Promise<Ending> {
    const exit = await this.#exit;
    return { ...exit, said: this.#said, afterMs: performance.now() - this.#markMs };
  }
}

/** A folder of the test's own that goes with it. */
export class Folder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), "racegate-ending-"));

  write(files: Readonly<Record<string, string>>): this {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(this.path, name, ".."), { recursive: true });
      writeFileSync(join(this.path, name), text);
    }
    return this;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A module whose one test has a data race. */
export const RACY: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/kettle\n\ngo 1.22\n",
  "kettle_test.go": `package kettle

import "testing"

func TestBoil(t *testing.T) {
	degrees := 0
	done := make(chan bool)
	go func() {
		degrees++
		close(done)
	}()
	degrees++
	<-done
}
`,
};
