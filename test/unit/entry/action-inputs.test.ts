import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readActionInputs } from "../../../src/entry/action-inputs.ts";
import { actionOutputs } from "../../../src/entry/action-outputs.ts";
import { settingRow, type SettingKey } from "../../../src/model/settings.ts";
import type { Setting } from "../../../src/model/setting.ts";
import { UserFailure } from "../../../src/model/failure.ts";

interface ActionFile {
  readonly inputs: Record<string, { default?: string; description: string }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: { using: string; main: string };
}
const ACTION = parse(
  readFileSync(new URL("../../../action.yml", import.meta.url), "utf8"),
) as ActionFile;

function read(values: Record<string, string> = {}) {
  const asked: string[] = [];
  const inputs = readActionInputs((name) => {
    asked.push(name);
    return values[name] ?? "";
  });
  return { inputs, asked };
}

describe("inputs", () => {
  it("are those of action.yml, no more and no fewer", () => {
    const { asked } = read();
    expect([...new Set(asked)].sort()).toEqual(Object.keys(ACTION.inputs).sort());
  });

  it.each(Object.entries(ACTION.inputs))(
    "%s is described as the table of settings says",
    (name, input) => {
      const row = settingRow(name as SettingKey) as Setting | undefined;
      if (row !== undefined) expect(input).toEqual({ description: row.input, default: "" });
    },
  );

  it("that a workflow leaves empty decide nothing", () => {
    expect(read().inputs).toEqual({
      workingDirectory: ".",
      configFile: undefined,
      given: { door: "input", settings: new Map() },
      goTestFlags: [],
      platform: {
        token: undefined,
        annotations: "auto",
        summary: true,
        suggestions: false,
        unsafePullRequestTarget: false,
        jobIndex: undefined,
        jobTotal: undefined,
      },
    });
  });

  it("are flags", () => {
    const { inputs } = read({
      packages: "./a ./b/...\n./c",
      args: `-run 'Test A' -count=3`,
      config: "ci/racegate.yml",
      "working-directory": "a b:c",
      gomaxprocs: "2",
      gorace: "history_size=5",
      "fail-on": "new, panic\nfatal-error",
      deadline: "20m",
      trace: "on-finding",
      profiles: "False",
      "fail-fast": "true",
      "pass-env": "DB_TOKEN, OTHER_KEY\nTHIRD",
      gcs: "gs://bucket/prefix",
      out: "out",
      annotations: "7",
      "upload-budget": "90s",
      summary: "false",
      suggestions: "true",
      token: "t",
      "unsafe-pull-request-target": "true",
      "job-index": "2",
      "job-total": "4",
    });
    expect(inputs).toEqual({
      workingDirectory: "a b:c",
      configFile: "ci/racegate.yml",
      given: {
        door: "input",
        settings: new Map([
          ["fail-on", "new, panic\nfatal-error"],
          ["gomaxprocs", "2"],
          ["gorace", "history_size=5"],
          ["deadline", "20m"],
          ["trace", "on-finding"],
          ["profiles", "False"],
          ["fail-fast", "true"],
          ["pass-env", "DB_TOKEN, OTHER_KEY\nTHIRD"],
          ["gcs", "gs://bucket/prefix"],
          ["out", "out"],
          ["upload-budget", "90s"],
          ["annotations", "7"],
          ["packages", "./a ./b/...\n./c"],
        ]),
      },
      goTestFlags: ["-run", "Test A", "-count=3"],
      platform: {
        token: "t",
        annotations: "auto",
        summary: false,
        suggestions: true,
        unsafePullRequestTarget: true,
        jobIndex: 2,
        jobTotal: 4,
      },
    });
  });

  it.each([
    ["summary", "on", "true or false"],
    ["job-index", "one", "a whole number"],
    ["args", "-run 'Test", "a quote or a backslash is left open"],
  ])("%s: %s is refused with what, why and a cure", (name, value, why) => {
    let message = "";
    try {
      read({ [name]: value });
    } catch (error) {
      if (!(error instanceof UserFailure)) throw error;
      message = error.message;
      expect(error.exitCode).toBe(2);
    }
    expect(message).toContain(`input ${name}: ${JSON.stringify(value)} is not `);
    expect(message).toContain(why);
    expect(message).toContain(`${name}: `);
  });
});

describe("outputs", () => {
  const RUN = { conclusion: "fail", exitCode: 3, gate: "closed", races: 2, newRaces: 0 } as const;

  it("are those of action.yml in every case", () => {
    const names = Object.keys(ACTION.outputs).sort();
    const bare = actionOutputs({ conclusion: "error", exitCode: 70, gate: "closed" }).values;
    expect([...bare.keys()].sort()).toEqual(names);
    expect(Object.fromEntries(bare)).toMatchObject({
      races: "",
      "new-races": "",
      "exit-code": "70",
    });
    expect([...actionOutputs(RUN).values.keys()].sort()).toEqual(names);
    expect(Object.fromEntries(actionOutputs(RUN).values)).toMatchObject({ "new-races": "0" });
  });

  it.each(["$(id)", "a b", "`id`", 'x";id', "a\nb", "a&b", "a|b", "ä"])(
    "a path like %j is withheld",
    (findingsFile) => {
      const { values, withheld } = actionOutputs({ ...RUN, findingsFile });
      expect(values.get("findings-file")).toBe("");
      expect(withheld).toHaveLength(1);
    },
  );

  it("an ordinary path and address pass", () => {
    const { values, withheld } = actionOutputs({
      ...RUN,
      findingsFile: "/home/runner/work/r/r/.racegate/findings.json",
      reportUrl: "https://storage.cloud.google.com/b/p/report.html?x=1",
    });
    expect(withheld).toEqual([]);
    expect(values.get("findings-file")).toBe("/home/runner/work/r/r/.racegate/findings.json");
    expect(values.get("report-url")).toBe("https://storage.cloud.google.com/b/p/report.html?x=1");
  });
});

it("the Action is a bundle for Node 24", () => {
  expect(ACTION.runs).toEqual({ using: "node24", main: "dist/action.js" });
});
