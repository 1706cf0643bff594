// A goroutineleak profile beside a trace that shows the same goroutines: one finding, and it is proved.
import { expect, test } from "vitest";
import { analyse } from "../../../src/analyse/index.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import type { Profile, ProfileSite } from "../../../src/model/profile.ts";
import { recordedRun } from "../../golden/leaks/leak-fixtures.ts";

function leaksOf(run: ParsedRun) {
  return analyse(run).drafts.filter(({ kind }) => kind === "goroutine-leak");
}

function profileOf(...sites: ProfileSite[]): Profile {
  return {
    artifact: "run/p/1/goroutineleak.pprof",
    package: "example.com/leaks/channel-send",
    pid: undefined,
    kind: "goroutine-leak",
    sites,
    dropped: 0,
    total: { count: sites.length, delayNs: 0 },
  };
}

test("the profile's proof goes to the finding of the trace", async () => {
  const run = await recordedRun("channel-send", "stuck");
  const [alone, ...others] = leaksOf(run);
  expect(others).toEqual([]);
  expect(alone?.severity).toBe("warning");
  const stack = alone?.goroutines[0]?.stack ?? [];
  const frames = stack.map(({ function: name, file, line }) => ({
    function: name,
    file,
    line,
    pcOffset: undefined,
  }));
  expect(frames.length).toBeGreaterThan(0);
  const site = { frames, count: 2, delayNs: 0 } as unknown as ProfileSite;

  const both = leaksOf({ ...run, profiles: [profileOf(site)] });
  expect(both).toHaveLength(1);
  expect(both[0]?.severity).toBe("error");
  expect(both[0]?.title).toBe(alone?.title);
  expect(both[0]?.explanation).toContain("The garbage collector proves it");
  expect(both[0]?.evidence.at(-1)).toMatchObject({
    kind: "profile-sample",
    artifact: "run/p/1/goroutineleak.pprof",
  });

  const elsewhere = {
    ...site,
    frames: frames.map((frame) => ({ ...frame, line: frame.line + 100 })),
  } as unknown as ProfileSite;
  expect(leaksOf({ ...run, profiles: [profileOf(elsewhere)] })).toHaveLength(2);
});
