// Ids over what must not change them (lines, closures, receivers, instances, inlining, -trimpath, Go 1.22 to 1.26) and
// over what must: races of one file are as many ids. The reports are Go's own (record.ts); the lines name the races.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareIds } from "../../../src/decide/fingerprint.ts";
import type { Finding } from "../../../src/model/finding.ts";
import { parseRaceLog } from "../../../src/parse/race-log.ts";
import { manifestOf, runOf } from "../../unit/analyse/captured-run.ts";
import { decided } from "../../unit/decide/decided.ts";

const PATH = "example.com/mill";
const VARIANTS = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".txt"))
  .map((file) => file.slice(0, -".txt".length));

function sourcesOf(variant: string): ReadonlyMap<string, string> {
  const folder = join(import.meta.dirname, variant.startsWith("after") ? "after" : "before");
  const files = readdirSync(folder).filter((file) => file.endsWith(".go"));
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

async function findingsOf(variant: string, withSource = true): Promise<readonly Finding[]> {
  const text = readFileSync(join(import.meta.dirname, `${variant}.txt`), "utf8");
  const races = parseRaceLog(text, "race.1").value.map((report) => ({
    report,
    origin: { channel: "race-file" as const, package: PATH, pid: 1 },
  }));
  const printed = text.includes(`${PATH}/mill_test.go`) ? PATH : "/repo";
  const sources = [...sourcesOf(variant)].map(
    ([file, content]) =>
      [`${printed}/${file}`, { path: `${printed}/${file}`, file, text: content }] as const,
  );
  const manifest = manifestOf({ modules: [{ path: PATH, directory: "/repo", goDirective: "1.22" }] });
  const run = runOf({ manifest, races, ...(withSource ? { sources: new Map(sources) } : {}) });
  return (await decided(run)).findings;
}

/** The names that the racing lines of a finding carry: `grain`. */
function namesOf(finding: Finding, sources: ReadonlyMap<string, string>): string {
  const names = finding.locations
    .filter(({ role }) => role.endsWith("access"))
    .map(({ file, line }) => {
      const text = sources.get(file.split("/").at(-1) ?? "")?.split("\n")[line - 1];
      return /\/\/@ (\S+)$/.exec(text ?? "")?.[1] ?? `${file}:${line}`;
    });
  return [...new Set(names)].sort().join(" and ");
}

async function idsOf(variant: string, withSource = true): Promise<ReadonlyMap<string, readonly string[]>> {
  const sources = sourcesOf(variant);
  const ids = new Map<string, string[]>();
  for (const finding of await findingsOf(variant, withSource)) {
    const name = namesOf(finding, sources);
    const known = ids.get(name);
    if (known === undefined) ids.set(name, [finding.fingerprints.stable]);
    else known.push(finding.fingerprints.stable);
  }
  return ids;
}

const original = await idsOf("before");
const RACES = [...original.keys()];

test("every race of the module is one finding with an id of its own", () => {
  const lines = [...sourcesOf("before").values()].flatMap((text) => text.match(/(?<=\/\/@ )\S+$/gm));
  expect(RACES.toSorted()).toEqual([...new Set(lines)].sort());
  expect([...original].filter(([, ids]) => ids.length !== 1)).toEqual([]);
  const all = [...original.values()].flat();
  expect(new Set(all).size).toBe(all.length);
  // All pairs of them: different bugs of one module, most of them of one file.
  expect((all.length * (all.length - 1)) / 2).toBeGreaterThanOrEqual(40);
});

describe.each(VARIANTS.filter((variant) => variant !== "before"))("%s", async (variant) => {
  const ids = await idsOf(variant);
  test.each(RACES.filter((name) => ids.has(name)))("%s keeps its id", (name) => {
    expect(ids.get(name)).toEqual(original.get(name));
  });
  test("has the same races; Go 1.22 alone has no iterators", () => {
    const missing = RACES.filter((name) => !ids.has(name));
    expect(missing).toEqual(variant.includes("go1.22") ? ["ranged"] : []);
    expect([...ids.keys()].filter((name) => !original.has(name))).toEqual([]);
  });
});

describe.each(VARIANTS)("%s without its source", async (variant) => {
  const ids = await idsOf(variant, false);
  test("no two share an id, and each may be the one that was known", () => {
    const all = [...ids.values()].flat();
    expect(new Set(all).size).toBe(all.length);
    for (const [name, [id = ""]] of ids) {
      const [known = ""] = original.get(name) ?? [];
      expect([name, compareIds(id, known)]).toEqual([name, "unknown-here"]);
    }
  });
});
