import { expect, it } from "vitest";
import { cloudBuildInvocation } from "../../../src/entry/cloud-build.ts";

const BUILD = { BUILD_ID: "b", PROJECT_ID: "p" };

it("a step without args runs, configured by substitutions", () => {
  const { args, env } = cloudBuildInvocation([], {
    ...BUILD,
    _RACEGATE_GCS: "gs://b/p",
    _RACEGATE_DEADLINE: "",
    _OTHER: "x",
  });
  expect(args).toEqual(["run"]);
  expect(env["RACEGATE_GCS"]).toBe("gs://b/p");
  expect("RACEGATE_DEADLINE" in env).toBe(false);
  expect("OTHER" in env).toBe(false);
});

it("args stay, and a variable of the step wins over a substitution", () => {
  const { args, env } = cloudBuildInvocation(["--help"], {
    ...BUILD,
    _RACEGATE_GCS: "gs://trigger",
    RACEGATE_GCS: "gs://step",
  });
  expect(args).toEqual(["--help"]);
  expect(env["RACEGATE_GCS"]).toBe("gs://step");
});

it("a step that is not told its build runs all the same", () => {
  expect(cloudBuildInvocation([], { HOME: "/builder/home" }).args).toEqual(["run"]);
});

it("elsewhere nothing changes", () => {
  const env = { _RACEGATE_GCS: "gs://b", BUILD_ID: "b" };
  expect(cloudBuildInvocation([], env)).toEqual({ args: [], env });
});
