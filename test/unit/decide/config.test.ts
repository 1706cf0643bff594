import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../src/decide/config-file.ts";
import { resolveConfig } from "../../../src/decide/config-resolve.ts";

const door = { door: "flag", given: new Map() } as const;

describe("the file", () => {
  it("gives values with the line of each key", () => {
    const parsed = parseConfig("# comment\ngomaxprocs: 2\n\ntrace: never\n", ".racegate.yml");
    expect(parsed.mistakes).toEqual([]);
    expect(parsed.config).toEqual({ gomaxprocs: 2, trace: "never" });
    expect([...parsed.lines]).toEqual([
      ["gomaxprocs", 2],
      ["trace", 4],
    ]);
  });

  it("sets nothing when it is empty or only comments", () => {
    for (const text of ["", "# nothing\n", "\n\n"]) {
      expect(parseConfig(text, "f")).toMatchObject({ config: {}, mistakes: [] });
    }
  });

  it.each([
    ["an unknown key", "gomaxprocs: 4\nfail-onn: []\n", "f:2", /unknown key "fail-onn".*"fail-on"/],
    ["a wrong type", "trace: sometimes\n", "f:1", /trace:/],
    ["a wrong type in a list", "accepted:\n  - reason: x\n    owner: y\n", "f", /fingerprint/],
    ["broken YAML", "gomaxprocs: [1\n", "f:", /not valid YAML/],
    ["a list where a map belongs", "- a\n- b\n", "f", /./],
    ["a date that is none", accepted("2026-13-40"), "f:", /expires/],
  ])("names %s with its line", (_name, text, at, message) => {
    const { mistakes, config } = parseConfig(text, "f");
    expect(config).toEqual({});
    expect(mistakes[0]?.at).toContain(at);
    expect(mistakes[0]?.message).toMatch(message);
  });

  it("says each line of the accepted entries", () => {
    expect(parseConfig(accepted("2027-01-31"), "f").acceptedLines).toEqual([2]);
  });

  it.each([
    ["the same key twice", "trace: never\ntrace: always\n", "f:2"],
    ["a blank reason", accepted("2027-01-31").replace("reason: r", 'reason: " "'), "f:3"],
    ["a blank fingerprint", accepted("2027-01-31").replace(/rg2.*/, '""'), "f:2"],
  ])("refuses %s", (_name, text, at) => {
    expect(parseConfig(text, "f").mistakes[0]?.at).toContain(at);
  });

  it("ends soon with a file of keys, of digits, or of brackets", () => {
    const keys = Array.from({ length: 50_000 }, (_, i) => `key${i}: 1\n`).join("");
    expect(parseConfig(keys, "f").mistakes).toHaveLength(20);
    expect(parseConfig(`gomaxprocs: ${"9".repeat(900_000)}\n`, "f").mistakes).toHaveLength(1);
    expect(parseConfig(`packages: ${"[".repeat(100_000)}\n`, "f").mistakes).not.toEqual([]);
  }, 10_000);

  it("does not unfold a bomb of aliases", () => {
    const levels = Array.from({ length: 12 }, (_, i) =>
      i === 0 ? "a0: &a0 [x, x]" : `a${i}: &a${i} [*a${i - 1}, *a${i - 1}, *a${i - 1}]`,
    );
    expect(parseConfig(levels.join("\n"), "f").mistakes).not.toEqual([]);
  });
});

function accepted(expires: string): string {
  return [
    "accepted:",
    "  - fingerprint: rg2-0123456789abcdef",
    "    reason: r",
    "    owner: o",
    `    expires: ${expires}`,
    "",
  ].join("\n");
}

describe("the resolution", () => {
  const file = {
    ...parseConfig("gomaxprocs: 2\ntrace: never\nout: kept\n", "f.yml"),
    path: "f.yml",
  };

  it("takes flags over environment over file over default, and says which", async () => {
    const { config, mistakes } = await resolveConfig({
      door: "flag",
      given: new Map([["gomaxprocs", "8"]]),
      env: { RACEGATE_GOMAXPROCS: "6", RACEGATE_TRACE: "on-finding" },
      file,
    });
    expect(mistakes).toEqual([]);
    expect(config.gomaxprocs).toEqual({ value: 8, origin: { by: "flag", name: "--gomaxprocs" } });
    expect(config.trace).toEqual({
      value: "on-finding",
      origin: { by: "environment", name: "RACEGATE_TRACE" },
    });
    expect(config.out).toEqual({ value: "kept", origin: { by: "file", name: "f.yml", line: 3 } });
    expect(config.profiles).toEqual({ value: true, origin: { by: "default" } });
    expect(config.gcs).toBeUndefined();
  });

  it("takes an empty variable for none", async () => {
    const env = { RACEGATE_FAIL_FAST: "true", RACEGATE_GCS: "" };
    const { config } = await resolveConfig({ ...door, env });
    expect(config["fail-fast"].value).toBe(true);
    expect(config.gcs).toBeUndefined();
  });

  it("an empty fail-on is report-only, not the default", async () => {
    const { config } = await resolveConfig({ ...door, env: { RACEGATE_FAIL_ON: "" } });
    expect(config["fail-on"].value).toEqual([]);
  });

  it("names a value that is none instead of falling back silently", async () => {
    const env = { RACEGATE_GOMAXPROCS: "many", RACEGATE_FAIL_FAST: "perhaps" };
    const { mistakes } = await resolveConfig({ ...door, env });
    expect(mistakes.map((mistake) => mistake.at).sort()).toEqual([
      "RACEGATE_FAIL_FAST",
      "RACEGATE_GOMAXPROCS",
    ]);
  });

  it("takes accepted findings from the file alone", async () => {
    const { config, mistakes } = await resolveConfig({ ...door, env: { RACEGATE_ACCEPTED: "[]" } });
    expect(config.accepted).toEqual({ value: [], origin: { by: "default" } });
    expect(mistakes).toMatchObject([{ at: "RACEGATE_ACCEPTED" }]);
  });
});
