import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DETECTORS } from "../../../src/analyse/detectors/index.ts";
import { CODES } from "../../../src/model/codes.ts";

const root = join(import.meta.dirname, "../../..");
const pages = readdirSync(join(root, "docs/findings"));

test("the registry is what the generator writes", () => {
  const script = join(root, "scripts/gen-registry.ts");
  expect(() =>
    execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" }),
  ).not.toThrow();
});

test("a detector's id is its file's name, and unique", () => {
  const files = readdirSync(join(root, "src/analyse/detectors"))
    .map((name) => name.replace(/\.ts$/, ""))
    .filter((name) => name !== "index" && name !== "detector");
  expect(DETECTORS.map((each) => each.id).sort()).toEqual(files.sort());
});

describe("pages", () => {
  const HEADINGS = ["What", "Why it matters", "How sure", "Wrong", "Right", "Cure"];
  test.each(DETECTORS.flatMap((each) => each.docs.codes))("%s", (code) => {
    expect(pages).toContain(`${code}.md`);
    const text = readFileSync(join(root, "docs/findings", `${code}.md`), "utf8");
    expect(text.startsWith(`# ${code}: ${CODES[code]}\n`)).toBe(true);
    const headings = [...text.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
    expect(headings).toEqual(HEADINGS);
  });
});
