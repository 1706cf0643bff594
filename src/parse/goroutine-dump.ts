import type { DumpFrame, DumpGoroutine } from "../model/crash.ts";
import type { StackFrame } from "../model/race-report.ts";
import { goleakHeaderOf } from "./goleak.ts";
import { LinePrefixes } from "./line-prefix.ts";
import {
  createdByOf,
  dumpCallOf,
  dumpHeaderOf,
  dumpLocationOf,
  isElision,
  type CreatedBy,
  type DumpCall,
} from "./dump-lines.ts";

/** Collects the goroutines of one dump, line by line. */

/** Goroutines and frames that are kept: the runtime prints 100 frames, a runaway program a million goroutines. */
const GOROUTINES_MAX = 10_000;
const FRAMES_MAX = 256;
const OUTERMOST: ReadonlySet<string> = new Set(["main.main", "runtime.main", "runtime.goexit"]);

interface Building {
  readonly header: Omit<DumpGoroutine, "frames" | "createdBy" | "truncated">;
  readonly frames: DumpFrame[];
  createdBy: { frame: StackFrame; goid: string | undefined } | undefined;
  truncated: boolean;
}

export class GoroutineDump {
  readonly #goroutines: Building[] = [];
  readonly #prefixes = new LinePrefixes();
  #dropped = 0;
  #call: DumpCall | undefined;
  #creator: CreatedBy | undefined;
  /** `[originating from goroutine N]:` the stack of an ancestor follows, which is not this goroutine's. */
  #ancestor = false;

  get count(): number {
    return this.#goroutines.length + this.#dropped;
  }

  /** Goroutines above the limit: seen, not kept. */
  get dropped(): number {
    return this.#dropped;
  }

  /** The last stack is at the function that began it: no frame can follow. */
  get stackEnded(): boolean {
    const last = this.#goroutines.at(-1);
    if (last === undefined || last.createdBy !== undefined) return true;
    return OUTERMOST.has(last.frames.at(-1)?.function ?? "");
  }

  learn(prefix: string): void {
    this.#prefixes.learn(prefix);
  }

  strip(line: string): string {
    return this.#prefixes.strip(line);
  }

  /** True where the line is a goroutine's first. */
  header(line: string): boolean {
    const parsed = dumpHeaderOf(line) ?? goleakHeaderOf(line);
    if (parsed === undefined) return false;
    this.#flush(true);
    const last = this.#goroutines.at(-1);
    // goleak's line for a goroutine, and then the runtime's for the same one.
    if (last?.header.goid === parsed.goid && last.frames.length === 0) return true;
    const { prefix, ...header } = parsed;
    this.#prefixes.learn(prefix);
    this.#ancestor = false;
    if (this.#goroutines.length >= GOROUTINES_MAX) {
      this.#dropped += 1;
      return true;
    }
    this.#goroutines.push({ header, frames: [], createdBy: undefined, truncated: false });
    return true;
  }

  /** True where the line, as `strip` returns it, is one of the current goroutine's. */
  take(text: string): boolean {
    const goroutine = this.#goroutines.at(-1);
    if (goroutine === undefined) return false;
    if (isElision(text)) {
      goroutine.truncated = true;
      return true;
    }
    if (/^\[originating from goroutine [0-9]{1,20}\]:$/.test(text)) {
      this.#flush(false);
      this.#ancestor = true;
      return true;
    }
    const creator = createdByOf(text);
    if (creator !== undefined) {
      this.#flush(false);
      this.#creator = creator;
      return true;
    }
    const call = dumpCallOf(text);
    if (call !== undefined) {
      this.#flush(false);
      this.#call = call;
      return true;
    }
    return this.#location(text, goroutine);
  }

  /** The goroutines, the last one marked where its last line was cut. */
  finish(): { goroutines: DumpGoroutine[]; whole: boolean } {
    const whole = this.#call === undefined && this.#creator === undefined;
    this.#flush(true);
    const goroutines = this.#goroutines.map(
      ({ header, frames, createdBy, truncated }): DumpGoroutine => ({
        ...header,
        frames,
        createdBy,
        truncated,
      }),
    );
    return { goroutines, whole };
  }

  #location(text: string, goroutine: Building): boolean {
    const call = this.#call;
    const creator = this.#creator;
    if (call === undefined && creator === undefined) return false;
    const location = dumpLocationOf(text);
    if (location === undefined) return false;
    this.#call = undefined;
    this.#creator = undefined;
    if (this.#ancestor || this.#dropped > 0) return true;
    if (creator !== undefined) {
      goroutine.createdBy = {
        frame: { function: creator.function, ...location },
        goid: creator.goid,
      };
    } else if (call !== undefined && goroutine.frames.length < FRAMES_MAX) {
      goroutine.frames.push({ ...call, ...location });
    }
    return true;
  }

  /** A call or a creator whose location line did not come. */
  #flush(last: boolean): void {
    const goroutine = this.#goroutines.at(-1);
    const nowhere = { file: "", line: 0 };
    if (goroutine !== undefined && !this.#ancestor && this.#dropped === 0) {
      if (this.#call !== undefined && goroutine.frames.length < FRAMES_MAX) {
        goroutine.frames.push({ ...this.#call, ...nowhere });
        if (last) goroutine.truncated = true;
      }
      if (this.#creator !== undefined) {
        const { goid } = this.#creator;
        goroutine.createdBy = { frame: { function: this.#creator.function, ...nowhere }, goid };
        if (last) goroutine.truncated = true;
      }
    }
    this.#call = undefined;
    this.#creator = undefined;
  }
}
