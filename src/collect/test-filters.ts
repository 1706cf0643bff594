import type { GoTestFlags } from "./go-test-flags.ts";

/** Flags of `go test` that leave tests out. */
const FILTERS = ["run", "skip", "short"] as const;

/**
 * The filters that hold for the run, as one would write them (`-run Foo`, `-short`). Of the same flag the last
 * one wins: GOFLAGS, then what stands behind `--`, then `-test.…` behind `-args`.
 */
export function testFilters(flags: GoTestFlags, goflags: GoTestFlags): string[] {
  const words = [...goflags.passed, ...flags.passed];
  const own = [...goflags.binaryArgs, ...flags.binaryArgs].filter((word, index, all) =>
    // A value belongs to the flag before it.
    [word, all[index - 1] ?? ""].some((each) => /^--?test\./.test(each)),
  );
  return FILTERS.flatMap((name) => {
    const value = lastValue([...words, ...own], name);
    if (value === undefined || value === "") return [];
    if (name !== "short") return [`-${name} ${value}`];
    return /^(?:0|f|F|false|FALSE|False)$/.test(value) ? [] : ["-short"];
  });
}

function lastValue(words: readonly string[], name: string): string | undefined {
  let value: string | undefined;
  for (const [index, word] of words.entries()) {
    const match = /^--?(?:test\.)?([a-z]+)(?:=([^]*))?$/.exec(word);
    if (match?.[1] !== name) continue;
    value = match[2] ?? (name === "short" ? "true" : words[index + 1]);
  }
  return value;
}
