import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readActionInputs } from "../../../src/entry/action-inputs.ts";
import { actionOutputs } from "../../../src/entry/action-outputs.ts";
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

  it("that a workflow leaves empty decide nothing", () => {
    expect(read().inputs).toEqual({
      workingDirectory: ".",
      configFile: undefined,
      packages: [],
      flags: {},
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
      packages: ["./a", "./b/...", "./c"],
      flags: {
        gomaxprocs: 2,
        gorace: "history_size=5",
        "fail-on": ["new", "panic", "fatal-error"],
        deadline: "20m",
        trace: "on-finding",
        profiles: false,
        "fail-fast": true,
        "pass-env": ["DB_TOKEN", "OTHER_KEY", "THIRD"],
        "upload-budget": "90s",
        gcs: "gs://bucket/prefix",
        out: "out",
        annotations: 7,
      },
      goTestFlags: ["-run", "Test A", "-count=3"],
      platform: {
        token: "t",
        annotations: 7,
        summary: false,
        suggestions: true,
        unsafePullRequestTarget: true,
        jobIndex: 2,
        jobTotal: 4,
      },
    });
  });

  it.each([
    ["none", []],
    ["[]", []],
    ["[{kind: data-race, state: new}, panic]", [{ kind: "data-race", state: "new" }, "panic"]],
    ["- panic\n- severity: error", ["panic", { severity: "error" }]],
  ])("fail-on may be %s", (value, rules) => {
    expect(read({ "fail-on": value }).inputs.flags["fail-on"]).toEqual(rules);
  });

  it.each([
    ["gomaxprocs", "four", "it must be a whole number"],
    ["gomaxprocs", "0", ">0"],
    ["trace", "sometimes", "on-finding"],
    ["fail-fast", "yes", "true or false"],
    ["summary", "on", "true or false"],
    ["annotations", "all", "auto, none or a number"],
    ["args", "-run 'Test", "a quote or a backslash is left open"],
    ["fail-on", "[{kind: nonsense}]", "fail-on"],
    ["fail-on", "[{", "no YAML list"],
  ])("%s: %s is refused with what, why and a cure", (name, value, why) => {
    let message = "";
    try {
      read({ [name]: value });
    } catch (error) {
      if (!(error instanceof UserFailure)) throw error;
      message = error.message;
      expect(error.exitCode).toBe(2);
    }
    expect(message).toContain(`Input ${name} is ${JSON.stringify(value)}`);
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
