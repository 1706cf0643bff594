// Where in the user's code a stack is: the innermost frame that is not the runtime's, a lock's, or of the packages of
// Go's library through which one waits and calls the system.
import type { Frame } from "../../model/trace.ts";
import type { TraceSite } from "../../model/trace-documents.ts";

const MACHINERY =
  /^(?:bufio|bytes|context|io|net|os|runtime|strings|sync|syscall|time|(?:internal|io|net|os|runtime|sync)\/[a-z0-9/]+)\.|^golang\.org\/x\/sync/;

function siteOf(f: Frame): TraceSite {
  return { function: f.func, file: f.file, line: f.line };
}

/** The innermost own frame, or the innermost one, or undefined for no stack. */
export function ownSite(frames: readonly Frame[]): TraceSite | undefined {
  const frame = frames.find((f) => !MACHINERY.test(f.func)) ?? frames[0];
  return frame === undefined ? undefined : siteOf(frame);
}

/** A creation site with its text, for grouping. */
export interface NamedSite {
  readonly site: TraceSite | undefined;
  readonly text: string;
}

const named = new WeakMap<readonly Frame[], NamedSite>();

/** The same as `ownSite`, looked up once for each stack. */
export function namedSite(frames: readonly Frame[]): NamedSite {
  let known = named.get(frames);
  if (known === undefined) {
    const site = ownSite(frames);
    known = { site, text: siteText(site) };
    named.set(frames, known);
  }
  return known;
}

/** The function a goroutine began with: the outermost frame of any of its stacks; "" for no stack. */
export function entryFunction(frames: readonly Frame[]): string {
  return frames.at(-1)?.func ?? "";
}

/** "function file:line", for keys and for tables. */
export function siteText(site: TraceSite | undefined): string {
  if (site === undefined) return "";
  const file = site.file.slice(site.file.lastIndexOf("/") + 1);
  return `${site.function} ${file}:${site.line}`;
}
