import type { BuildFailure } from "../model/test-run.ts";
import { HeadTailText } from "../util/head-tail-text.ts";

/**
 * Compiler output as plain text, which is what `go test -json` before Go 1.24 and plain `go test` print:
 *
 *     # example.com/m/p [example.com/m/p.test]
 *     ./a.go:3:7: undefined: x
 *
 * A section ends at a blank line, at the next section, or at go's own words about a package. Where go cannot even load
 * the packages it has no section, and no package has a result:
 *
 *     a.go:2:8: no required module provides package example.org/x; to add it:
 *     	go get example.org/x
 */

const SECTIONS_MAX = 1000;
const OUTPUT_MAX = 16 * 1024;

const SECTION = /^# ((?:[^\s[\]]+)(?: \[[^\s[\]]+\])?)$/;
const POSITION = /^\S[^:]{0,1000}\.(?:go|c|cc|cpp|h|s|S|m):[0-9]{1,9}(?::[0-9]{1,9})?: /;
const END = /^(?:ok {2}\t|FAIL\t|FAIL$|\?? {3}\t|---? |=== |go: )/;

/** How go begins when it cannot load packages (cmd/go/internal/load, Go 1.21 to 1.23). */
const SETUP =
  /^(?:package \S{1,4096}$|found packages |\S[^:]{0,1000}\.go:[0-9]{1,9}:[0-9]{1,9}: (?:no required module|missing go\.sum|cannot find |package \S{1,1000} is not in |pattern |use of internal |import cycle|ambiguous import))/;

export class BuildText {
  readonly #setup = new HeadTailText(OUTPUT_MAX);
  #inSetup = false;
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
    if (section === undefined) {
      this.#inSetup = SETUP.test(text) || (this.#inSetup && text.startsWith("\t"));
      if (this.#inSetup) this.#setup.add(`${text}\n`);
      return;
    }
    if (text === "" || END.test(text)) {
      this.#current = undefined;
      return;
    }
    if (POSITION.test(text)) section.hasPosition = true;
    section.output.add(`${text}\n`);
  }

  /** What kept go from loading the packages at all; undefined where nothing did. */
  setupFailure(): BuildFailure | undefined {
    const output = this.#setup.toString();
    return output === "" ? undefined : { importPath: "", output };
  }

  /** The sections of packages that failed to build: others may hold warnings of a C compiler. */
  ofPackages(failedPackages: ReadonlySet<string>): BuildFailure[] {
    return this.failures(failedPackages).filter(({ importPath }) =>
      failedPackages.has(packageOf(importPath)),
    );
  }

  /** The sections that hold an error's position, or name one of the packages that failed to build. */
  failures(failedPackages: ReadonlySet<string>): BuildFailure[] {
    const failures: BuildFailure[] = [];
    for (const [importPath, { output, hasPosition }] of this.#sections) {
      if (!hasPosition && !failedPackages.has(packageOf(importPath))) continue;
      failures.push({ importPath, output: output.toString() });
    }
    return failures;
  }
}

/** `p [p.test]`, `p_test [p.test]` and `p.test` are built for the tests of p. */
function packageOf(importPath: string): string {
  return importPath.replace(/ \[.*$/, "").replace(/(?:\.test|_test)$/, "");
}
