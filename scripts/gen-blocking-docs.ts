/**
 * Writes docs/findings/<code>.md for the classes of deadlocks and leaks, from their words
 * (src/model/blocking-classes.ts) and from the fixtures that the tests run: the wrong example gets stuck, the
 * right one is silent. With --check it only says which pages are stale.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BLOCKING_CLASS_DOCS } from "../src/model/blocking-classes.ts";

const root = new URL("../", import.meta.url);

function example(id: string, file: string): string {
  const text = readFileSync(new URL(`test/fixtures/leaks/${id}/${file}`, root), "utf8");
  return `\`\`\`go\n${text.trim()}\n\`\`\``;
}

const SEVERITIES =
  "Severity follows the proof. A test that cannot end, a cycle that the source shows, and a goroutine that the " +
  "collector proved unreachable are errors. A goroutine that was blocked when its test was over is a warning. The " +
  "helper of an object that a test did not close, and goroutines of libraries, are notes.";

/** The pages by file name. */
export function blockingPages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const [code, { id, title, what, why, fix, signs }] of Object.entries(BLOCKING_CLASS_DOCS)) {
    const page = [
      `# ${code}: ${title}`,
      `Class \`${id}\` of kinds \`deadlock\` and \`goroutine-leak\`.`,
      "## What",
      what,
      "## Why it matters",
      why,
      "## How sure",
      `${signs} ${SEVERITIES}`,
      "A trace that is cut, or a process that died in the midst of its tests, shows waits that may have ended a " +
        "moment later: such a run yields no leak, and no proof that there is none.",
      "## Wrong",
      example(id, "stuck_test.go"),
      "## Right",
      example(id, "fixed/fixed_test.go"),
      "## Cure",
      fix,
      "See also: [package sync](https://pkg.go.dev/sync), " +
        "[Go Concurrency Patterns: Pipelines and cancellation](https://go.dev/blog/pipelines).",
    ];
    pages.set(`${code}.md`, page.join("\n\n") + "\n");
  }
  return pages;
}

/** Names of the pages that differ from what would be written. */
export function staleBlockingPages(): string[] {
  return [...blockingPages()]
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
    const stale = staleBlockingPages();
    if (stale.length > 0) {
      console.error(`stale: docs/findings/${stale.join(", ")}; run scripts/gen-blocking-docs.ts`);
      process.exitCode = 1;
    }
  } else {
    for (const [name, text] of blockingPages()) {
      writeFileSync(new URL(`docs/findings/${name}`, root), text);
    }
  }
}
