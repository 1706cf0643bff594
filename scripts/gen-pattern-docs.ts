// Writes docs/patterns/<id>.md, a page for each shipped pattern: what it means, a picture of its steps, what it looks
// like in a trace, and its text. With --check it writes nothing and exits 1 when a page is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { SHIPPED } from "../src/analyse/patterns/catalogue/index.ts";
import { pattern as patternSchema, type PatternSource } from "../src/model/pattern.ts";

const root = join(import.meta.dirname, "..");
const RUNTIME = "Runtime";
const CERTAINTY = {
  proof: "the events show it",
  direct: "every edge is in the trace",
  heuristic: "a likely reading of the events, not a proof",
};

type Step = PatternSource["steps"][number];

function actor(name: string | undefined): string {
  return name === undefined || name === "runtime" ? RUNTIME : name;
}

function gapText(step: Step): string {
  const { min, max } = step.gap ?? {};
  if (min !== undefined && max !== undefined) return ` (after ${min} to ${max})`;
  if (min !== undefined) return ` (after ${min} or more)`;
  return max === undefined ? "" : ` (within ${max})`;
}

/** The steps as a sequence diagram. */
function picture(source: PatternSource): string {
  const lines = source.steps.map((step) => {
    const first = step.any?.[0] ?? step;
    const kind = [first.on ?? ""].flat().join(" or ");
    const text = `${kind}: ${step.say ?? ""}${gapText(step)}`.replace(/[;#]/g, ",");
    if (kind === "unpark" || kind === "create") {
      return `    ${actor(first.by)}->>${actor(first.g)}: ${text}`;
    }
    return `    Note over ${actor(first.g)}: ${text}`;
  });
  for (const absence of [source.absent ?? []].flat()) {
    const until = absence.until === "end" ? "to the trace's end" : `for ${absence.within ?? ""}`;
    const kinds = [absence.on ?? ""].flat().join(" or ");
    lines.push(`    Note over ${actor(absence.g)}: no ${kinds} ${until}`);
  }
  return ["```mermaid", "sequenceDiagram", ...lines, "```"].join("\n");
}

function example(id: string): string {
  const file = join(root, "test/golden/patterns", id, "expected.txt");
  if (!existsSync(file)) return "";
  const paths = readFileSync(file, "utf8").split(/\n(?=\S)/);
  const lines = (paths[0] ?? "").trimEnd().split("\n");
  const path = lines.filter((line) => !/^ {2}(?:why|fix|would raise it):/.test(line));
  return `## In a trace\n\n\`\`\`text\n${path.join("\n")}\n\`\`\`\n\n`;
}

/** What is asked of a match beside its steps. */
function besides({ busy, awake, finder }: PatternSource): string {
  const words = [
    finder === undefined
      ? ""
      : `Matches are found by code (\`src/analyse/patterns/finders/${finder}.ts\`, which says how); the steps are what a match looks like.`,
    busy === undefined
      ? ""
      : `Between \`${busy.from}\` and \`${busy.to}\` goroutines kept every processor${busy.turns === true ? ", and no one alone for longer than the scheduler lets it where others wait" : ""}: else the machine, not the program, was busy.`,
    awake === undefined
      ? ""
      : `Between \`${awake.from}\` and \`${awake.to}\` \`${awake.g}\` did not wait for a processor most of the time: else that is the cause.`,
  ];
  return words
    .filter((w) => w !== "")
    .map((w) => `${w}\n\n`)
    .join("");
}

/** The page of a shipped pattern. */
export function patternPage(id: string, yaml: string): string {
  const forms = parseAllDocuments(yaml).map((d) => patternSchema.parse(d.toJS()));
  const [source, ...others] = forms;
  if (source === undefined) throw new Error(`${id}: no pattern`);
  const certainty = source.certainty ?? "heuristic";
  const raise = (source.raise ?? []).map((r) => `- ${r}\n`).join("");
  return [
    `# ${id}\n\n`,
    `<!-- Written by scripts/gen-pattern-docs.ts from the pattern itself. -->\n\n`,
    `**${source.title ?? id}.** ${source.why ?? ""}\n\n`,
    `What to do: ${source.fix ?? ""}\n\n`,
    `Certainty: ${certainty} - ${CERTAINTY[certainty]}. [How often it is right](../confidence.md).\n\n`,
    raise === "" ? "" : `What would raise it:\n\n${raise}\n`,
    `## Steps\n\n${picture(source)}\n\n${besides(source)}`,
    ...others.map(
      (other) =>
        `## Another form\n\n**${other.title ?? id}.** ${other.why ?? ""}\n\nWhat to do: ${other.fix ?? ""}\n\n${picture(other)}\n\n${besides(other)}`,
    ),
    example(id),
    `## The pattern\n\n[The language](../patterns.md)\n\n`,
    `\`\`\`yaml\n${yaml.trim()}\n\`\`\`\n`,
  ].join("");
}

if (import.meta.main) {
  const folder = join(root, "docs/patterns");
  mkdirSync(folder, { recursive: true });
  for (const { id, yaml } of SHIPPED) {
    const file = join(folder, `${id}.md`);
    const text = patternPage(id, yaml);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    if (process.argv.includes("--check")) {
      console.error(`docs/patterns/${id}.md is stale: run node scripts/gen-pattern-docs.ts`);
      process.exitCode = 1;
    } else writeFileSync(file, text);
  }
}
