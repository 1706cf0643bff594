/**
 * Writes docs/findings/<code>.md for the classes of data races, from their words (src/model/race-classes.ts)
 * and from the fixtures that the tests run: the wrong example races, the right one is silent. With --check
 * it only says which pages are stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { RACE_CLASS_DOCS } from "../src/model/race-classes.ts";

const root = new URL("../", import.meta.url);

function example(id: string, file: string): string {
  const text = readFileSync(new URL(`test/fixtures/classes/${id}/${file}`, root), "utf8");
  return `\`\`\`go\n${text.trim()}\n\`\`\``;
}

/** The pages by file name. */
export function classPages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const [code, { id, title, what, why, fix, signs }] of Object.entries(RACE_CLASS_DOCS)) {
    const page = [
      `# ${code}: ${title}`,
      `Class \`${id}\` of kind \`data-race\`.`,
      "## What",
      what,
      "## Why it matters",
      `${why} A program with a data race has no defined result.`,
      "## How sure",
      `The detector saw both accesses, and nothing synchronizes them: the race is certain. The class: ${signs}`,
      "A finding's `certainty` says which: `proof` and `direct` rest on stacks and source, `heuristic` is " +
        "the likeliest reading.",
      "## Wrong",
      example(id, "race_test.go"),
      "## Right",
      example(id, "fixed/fixed_test.go"),
      "## Cure",
      fix,
      "See also: [the Go memory model](https://go.dev/ref/mem), " +
        "[the race detector](https://go.dev/doc/articles/race_detector).",
    ];
    pages.set(`${code}.md`, page.join("\n\n") + "\n");
  }
  return pages;
}

/** Names of the pages that differ from what would be written. */
export function stalePages(): string[] {
  return [...classPages()]
    .filter(([name, text]) => {
      try {
        return readFileSync(new URL(`docs/findings/${name}`, root), "utf8") !== text;
      } catch {
        return true;
      }
    })
    .map(([name]) => name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--check")) {
    const stale = stalePages();
    if (stale.length > 0) {
      console.error(`stale: docs/findings/${stale.join(", ")}; run scripts/gen-class-docs.ts`);
      process.exitCode = 1;
    }
  } else {
    mkdirSync(new URL("docs/findings/", root), { recursive: true });
    for (const [name, text] of classPages()) {
      writeFileSync(new URL(`docs/findings/${name}`, root), text);
    }
  }
}
