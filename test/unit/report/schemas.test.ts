import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const script = join(root, "scripts/gen-schemas.ts");
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), "utf8"));

function validator(name: string) {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  return ajv.compile(read(`schema/${name}.schema.json`) as object);
}

describe("the generator", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "schemas-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const check = () =>
    spawnSync(process.execPath, [script, "--check", folder], { encoding: "utf8" });

  test("--check fails on missing and on stale files, and passes on fresh ones", () => {
    expect(check().status).toBe(1);
    execFileSync(process.execPath, [script, folder]);
    const committed = readdirSync(new URL("../../../schema", import.meta.url));
    expect(readdirSync(folder).sort()).toEqual(committed.sort());
    for (const name of ["baseline", "config", "findings", "manifest"]) {
      expect(committed).toContain(`${name}.schema.json`);
    }
    expect(check().status).toBe(0);
    appendFileSync(join(folder, "config.schema.json"), " ");
    const stale = check();
    expect(stale.status).toBe(1);
    expect(stale.stderr).toContain("config.schema.json is stale");
    expect(stale.stderr).not.toContain("findings.schema.json");
  });
});

describe("findings.schema.json", () => {
  const validate = validator("findings");
  const folders = readdirSync(join(root, "test/golden/reports"), { withFileTypes: true });

  test.each(folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name))(
    "accepts %s",
    (name) => {
      const valid = validate(read(`test/golden/reports/${name}/findings.json`));
      expect(validate.errors).toBeNull();
      expect(valid).toBe(true);
    },
  );

  test.each([
    ["no verdict", (document: Record<string, unknown>) => delete document["verdict"]],
    ["another version", (document: Record<string, unknown>) => (document["schemaVersion"] = "2")],
    [
      "a made-up state",
      (document: Record<string, unknown>) => {
        (document["findings"] as { state: string }[])[0]!.state = "maybe";
      },
    ],
  ])("refuses %s", (_name, damage) => {
    const document = read("test/golden/reports/two-new-races/findings.json");
    damage(document as Record<string, unknown>);
    expect(validate(document)).toBe(false);
  });
});

test("config.schema.json accepts a configuration and refuses a typing error", () => {
  const validate = validator("config");
  const accepted = {
    fingerprint: "rg2-0123456789abcdef",
    reason: "debug page only",
    owner: "ana",
    expires: "2026-12-31",
  };
  const config = {
    "fail-on": ["new", { kind: "data-race" }],
    accepted: [accepted],
    trace: "never",
  };
  expect(validate(config)).toBe(true);
  expect(validate({ "fail-onn": [] })).toBe(false);
  expect(validate({ accepted: [{ ...accepted, fingerprint: "x" }] })).toBe(false);
});
