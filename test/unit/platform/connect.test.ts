import { expect, it } from "vitest";
import { connectPlatform, platformFor } from "../../../src/platform/connect.ts";
import { DEFAULT_PLATFORM_OPTIONS } from "../../../src/platform/platform.ts";
import { publications, testIo } from "../../servers/platform-io.ts";

it.each([
  [{ GITHUB_ACTIONS: "true" }, "github"],
  [{ GITHUB_ACTIONS: "true", BUILD_ID: "b", PROJECT_ID: "p" }, "github"],
  [{ BUILD_ID: "b", PROJECT_ID: "p" }, "cloud-build"],
  [{ BUILD_ID: "b" }, "local"],
  [{ HOME: "/builder/home" }, "cloud-build"],
  [{ BUILDER_OUTPUT: "/builder/outputs" }, "cloud-build"],
  [{ BUILDER_OUTPUT: "/home/me/out", HOME: "/home/me" }, "local"],
  [{ GITHUB_ACTIONS: "false" }, "local"],
  [{}, "local"],
])("%o is %s", (env, id) => {
  expect(platformFor(env).id).toBe(id);
});

it("a local run has an id of its own each time, safe in an object name, and delivers nothing", async () => {
  const io = testIo({ PWD: "/" });
  const first = await connectPlatform(io, DEFAULT_PLATFORM_OPTIONS);
  const second = await connectPlatform(io, { ...DEFAULT_PLATFORM_OPTIONS, step: "nightly" });
  expect(first.context.runId).toMatch(/^local-20261124T100000Z-[0-9a-f]{8}$/);
  expect(second.context.runId).toMatch(/^local-20261124T100000Z-[0-9a-f]{8}-nightly$/);
  expect(first.context.runId).not.toBe(second.context.runId.slice(0, first.context.runId.length));
  expect(await first.deliver(publications(3))).toEqual({ notes: [] });
  expect(io.written).toEqual([]);
});
