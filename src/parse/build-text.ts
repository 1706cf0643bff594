import type { BuildFailure } from "../model/test-run.ts";
import { HeadTailText } from "../util/head-tail-text.ts";

/**
 * Compiler output as plain text, which is what `go test -json` before Go 1.24 and plain `go test` print:
 *
 *     # example.com/m/p [example.com/m/p.test]
 *     ./a.go:3:7: undefined: x
 *
 * A section ends at a blank line, at the next section, or at go's own words about a package.
 */

const SECTIONS_MAX = 1000;
const OUTPUT_MAX = 16 * 1024;

const SECTION = /^# ((?:[^\s[\]]+)(?: \[[^\s[\]]+\])?)$/;
const POSITION = /^\S[^:]{0,1000}\.(?:go|c|cc|cpp|h|s|S|m):[0-9]{1,9}(?::[0-9]{1,9})?: /;
const END = /^(?:ok {2}\t|FAIL\t|FAIL$|\?? {3}\t|---? |=== |go: )/;

export class BuildText {
  readonly #sections = new Map<string, { output: HeadTailText; hasPosition: boolean }>();
  #current: { output: HeadTailText; hasPosition: boolean } | undefined;

  line(text: string): void {
    const heading = text.startsWith("# ") ? SECTION.exec(text) : null;
    if (heading !== null) {
      const path = heading[1] ?? "";
      let section = this.#sections.get(path);
      if (section === undefined && this.#sections.size < SECTIONS_MAX) {
        section = { output: new HeadTailText(OUTPUT_MAX), hasPosition: false };
        this.#sections.set(path, section);
      }
      this.#current = section;
      return;
    }
    const section = this.#current;
    if (section === undefined) return;
    if (text === "" || END.test(text)) {
      this.#current = undefined;
      return;
    }
    if (POSITION.test(text)) section.hasPosition = true;
    section.output.add(`${text}\n`);
  }

  /** The sections that hold an error's position, or name one of the packages that failed to build. */
  failures(failedPackages: ReadonlySet<string>): BuildFailure[] {
    const failures: BuildFailure[] = [];
    for (const [importPath, { output, hasPosition }] of this.#sections) {
      const base = importPath.replace(/ \[.*$/, "").replace(/(?:\.test|_test)$/, "");
      if (!hasPosition && !failedPackages.has(base)) continue;
      failures.push({ importPath, output: output.toString() });
    }
    return failures;
  }
}
