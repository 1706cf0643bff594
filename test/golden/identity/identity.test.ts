// Ids over what must not change them (lines, closures, receivers, instances, inlining, -trimpath, Go 1.22 to 1.26) and
// over what must: races of one file are as many ids. The reports are Go's own (record.ts); the lines name the races.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareIds } from "../../../src/decide/fingerprint.ts";
import type { Finding } from "../../../src/model/finding.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { parseRaceLog } from "../../../src/parse/race-log.ts";
import { manifestOf, runOf } from "../../unit/analyse/captured-run.ts";
import { decided } from "../../unit/decide/decided.ts";

const PATH = "example.com/mill";
const VARIANTS = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".txt"))
  .map((file) => file.slice(0, -".txt".length));

function sourcesOf(variant: string): ReadonlyMap<string, string> {
  const folder = join(import.meta.dirname, variant.startsWith("after") ? "after" : "before");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".go"))
    .map((file) => file.replaceAll("\\", "/"));
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

interface Options {
  readonly withSource?: boolean;
  readonly symbols?: ParsedRun["symbols"];
}

async function findingsOf(
  variant: string,
  { withSource = true, symbols = new Map() }: Options = {},
): Promise<readonly Finding[]> {
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
  const run = runOf({
    manifest, races, symbols, ...(withSource ? { sources: new Map(sources) } : {}) });
  return (await decided(run)).findings;
}

/** The names that the racing lines of a finding carry: `grain`. */
function namesOf(finding: Finding, sources: ReadonlyMap<string, string>): string {
  const names = finding.locations
    .filter(({ role }) => role.endsWith("access"))
    .map(({ file, line }) => {
      const text = sources.get(file)?.split("\n")[line - 1];
      return /\/\/@ (\S+)$/.exec(text ?? "")?.[1] ?? `${file}:${line}`;
    });
  return [...new Set(names)].sort().join(" and ");
}

async function idsOf(variant: string, options?: Options): Promise<ReadonlyMap<string, readonly string[]>> {
  const sources = sourcesOf(variant);
  const ids = new Map<string, string[]>();
  for (const finding of await findingsOf(variant, options)) {
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
  const ids = await idsOf(variant, { withSource: false });
  test("no two share an id, and each may be the one that was known", () => {
    const all = [...ids.values()].flat();
    expect(new Set(all).size).toBe(all.length);
    for (const [name, [id = ""]] of ids) {
      const [known = ""] = original.get(name) ?? [];
      expect([name, compareIds(id, known)]).toEqual([name, "unknown-here"]);
    }
  });
});

test("a global has one id, whether the symbol table names it or the source does", async () => {
  const names = ["turns", "stops", "hooked", "gauge.Limit", "Limit", "gauge.Reach"];
  const globals = (await findingsOf("before")).flatMap(({ variable }) =>
    variable?.address !== undefined && names.includes(variable.name) ? [variable] : [],
  );
  expect(globals).toHaveLength(5);
  const symbols = new Map(
    globals.map(({ name, address = "" }) => {
      const base = name.split(".").at(-1) ?? "";
      const path = /^[A-Z]/.test(base) ? `${PATH}/gauge` : PATH;
      return [
        `${PATH}\n1\n${address}`,
        { name: `${path}.${base}`, addressHex: address, sizeBytes: 8 },
      ] as const;
    }),
  );
  expect(await idsOf("before", { symbols })).toEqual(original);
});
