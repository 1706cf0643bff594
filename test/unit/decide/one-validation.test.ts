// The same bad value through each door: refused at each, in the same words, named as that door names it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { environmentName } from "../../../src/decide/config-environment.ts";
import { parseConfig } from "../../../src/decide/config-file.ts";
import { resolveConfig, type ConfigSources } from "../../../src/decide/config-resolve.ts";
import { checkSetting } from "../../../src/decide/setting-check.ts";
import { CLASSES } from "../../../src/model/classes.ts";
import {
  SETTING_KEYS,
  settingRow,
  SETTINGS,
  type SettingKey,
} from "../../../src/model/settings.ts";

type Door = "flag" | "input" | "environment" | "file";
const DOORS: readonly Door[] = ["flag", "input", "environment", "file"];

/** What a person may write, as text; in a file the same as YAML. */
const BAD: readonly (readonly [SettingKey, string, unknown?])[] = [
  ["fail-on", "data-rase", ["data-rase"]],
  ["fail-on", "new, panik", ["new", "panik"]],
  ["fail-on", "[{kind: nonsense}]", [{ kind: "nonsense" }]],
  ["fail-on", "[{code: ours}]", [{ code: "ours" }]],
  ["fail-on", "[{knd: panic}]", [{ knd: "panic" }]],
  ["fail-on", "[7]", [7]],
  ["fail-on", "[{", "[{"],
  ["baseline", "s3://bucket/known.json"],
  ["baseline", "gs:/bucket/known.json"],
  ["baseline", "gs://bucket"],
  ["gomaxprocs", "many"],
  ["gomaxprocs", "0", 0],
  ["gomaxprocs", "-4", -4],
  ["gomaxprocs", "2.5", 2.5],
  ["gomaxprocs", "1025", 1025],
  ["gomaxprocs", "999999", 999999],
  ["gomaxprocs", "2147483648", 2147483648],
  ["gomaxprocs", "9".repeat(320), Infinity],
  ["gorace", "histroy_size=5"],
  ["gorace", "history_size=9"],
  ["gorace", "suppressions=x"],
  ["gorace", "history_size"],
  ["deadline", "soon"],
  ["deadline", "0"],
  ["deadline", "-1s"],
  ["deadline", "20"],
  ["deadline", "0s"],
  ["deadline", "99999999999999h"],
  ["deadline", "9".repeat(5000)],
  ["upload-budget", "fast"],
  ["silent-dump", "never"],
  ["trace", "sometimes"],
  ["mode", "heavy"],
  ["modules", "some"],
  ["profiles", "perhaps"],
  ["fail-fast", "yes"],
  ["no-inline", "on"],
  ["schedtrace", "2"],
  ["inittrace", "no"],
  ["debug-panics", "maybe"],
  ["allow-empty", "y"],
  ["pass-env", "A=B", ["A=B"]],
  ["pass-env", "*", ["*"]],
  ["pass-env", "GOOD $BAD", ["GOOD", "$BAD"]],
  ["gcs", "my-bucket"],
  ["gcs", "gs:/my-bucket"],
  ["gcs", "gs://My-Bucket"],
  ["gcs", "gs://b"],
  ["gcs", "gs://bucket/../x"],
  ["gcs", "s3://my-bucket"],
  ["out", "gs://my-bucket"],
  ["out", "gs:my-bucket"],
  ["out", "file:///tmp/x"],
  ["keep", "0", 0],
  ["keep", "all"],
  ["keep-size", "much"],
  ["annotations", "all"],
  ["annotations", "-1", -1],
  ["packages", "-run", ["-run"]],
];

const CASES = BAD.map(([key, text, value = text]): [SettingKey, string, unknown] => [
  key,
  text,
  value,
]);

/** What a door says, in words without the door's own: the part after the place, and before the example. */
async function refusals(door: Door, key: SettingKey, text: string, value: unknown) {
  const given = new Map<SettingKey, string>();
  if (door === "flag" || door === "input") given.set(key, text);
  const path = ".racegate.yml";
  const sources: ConfigSources = {
    door: door === "input" ? "input" : "flag",
    given,
    env: door === "environment" ? { [environmentName(key)]: text } : {},
    file: door === "file" ? { ...parseConfig(stringify({ [key]: value }), path), path } : undefined,
  };
  const { mistakes } = await resolveConfig(sources);
  return mistakes;
}

describe("one validation", () => {
  it.each(CASES)("%s: %s", async (key, text, value) => {
    const said = await Promise.all(DOORS.map((door) => refusals(door, key, text, value)));
    for (const mistakes of said) expect(mistakes).not.toEqual([]);
    const words = said.map((mistakes) =>
      mistakes.map(({ message }) => message.split("; for example ")[0]),
    );
    expect(words[1]).toEqual(words[0]);
    expect(words[2]).toEqual(words[0]);
    expect(words[3]).toEqual(words[0]);
    const [flag, input, environment, file] = said.map(([first]) => first?.at);
    expect(flag).toMatch(/^--[a-z-]+$/);
    expect(input).toBe(`input ${key}`);
    expect(environment).toBe(environmentName(key));
    expect(file).toMatch(new RegExp(`^\\.racegate\\.yml:\\d+: ${key}$`));
  });

  it("has a bad value of each key that a text can set", () => {
    const tried = new Set(BAD.map(([key]) => key));
    const keys = SETTING_KEYS.filter((key) => settingRow(key).reads !== "none");
    expect(keys.filter((key) => !tried.has(key))).toEqual([]);
  });

  it.each(SETTING_KEYS)("the example of %s can be used, and its default", async (key) => {
    const { example, reads, fallback, schema } = settingRow(key);
    if (fallback !== undefined) expect(schema.safeParse(fallback).success).toBe(true);
    if (reads !== "none") expect(await refusals("input", key, example, example)).toEqual([]);
  });

  it.each(["gcs", "out", "deadline", "baseline", "mode"] as const)(
    "an empty %s is refused",
    async (key) => {
      expect(await refusals("flag", key, "", "")).toHaveLength(1);
      expect(await refusals("flag", key, "  ", "")).toHaveLength(1);
      expect(await refusals("file", key, "", "")).toHaveLength(1);
    },
  );

  it.each([
    ["RACEGATE_DEADLIN", "RACEGATE_DEADLINE"],
    ["RACEGATE_FAILON", "RACEGATE_FAIL_ON"],
    ["RACEGATE_GOMAXPROC", "RACEGATE_GOMAXPROCS"],
  ])("the variable %s is taken for a mistyped %s", async (name, meant) => {
    const { mistakes } = await resolveConfig({
      door: "flag",
      given: new Map(),
      env: { [name]: "1" },
    });
    expect(mistakes).toMatchObject([{ at: name }]);
    expect(mistakes[0]?.message).toContain(meant);
  });

  it.each(["RACEGATE_VERSION", "RACEGATE_HOOK_PID", "RACEGATE_STEP", "RACEGATE_OUR_PIPELINE"])(
    "the variable %s is left alone",
    async (name) => {
      const env = { [name]: "1" };
      expect((await resolveConfig({ door: "flag", given: new Map(), env })).mistakes).toEqual([]);
    },
  );

  it("names nothing of the table that is not there", () => {
    expect(Object.keys(SETTINGS)).toEqual(SETTING_KEYS);
  });
});

/** Classes in the source of whoever makes findings: what they write, `fail-on` can name. */
describe("every class that a finding can have", () => {
  const SOURCES = ["analyse", "collect", "parse"] as const;
  const written = new Set<string>();
  for (const folder of SOURCES) {
    const root = fileURLToPath(new URL(`../../../src/${folder}/`, import.meta.url));
    for (const name of readdirSync(root, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".ts") || name.startsWith("patterns/")) continue;
      const text = readFileSync(join(root, name), "utf8");
      for (const [, word = ""] of text.matchAll(/\b(?:class|slug): "([a-z-]+)"/g))
        written.add(word);
    }
  }

  it("was found in the source", () => {
    expect([...written]).toEqual(expect.arrayContaining(["go-missing", "cgo-disabled", "no-end"]));
  });

  it.each([...new Set([...CLASSES, ...written])])("%s can be named in fail-on", (word) => {
    expect(checkSetting("fail-on", [word, { class: word }]).problems).toBeUndefined();
  });
});
