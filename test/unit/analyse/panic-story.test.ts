import { describe, expect, it } from "vitest";
import { panicStory } from "../../../src/analyse/panic-story.ts";
import type { PanicStop, ReadPanics } from "../../../src/model/panic-record.ts";
import { runOf } from "./captured-run.ts";

const at = (name: string, line: number): PanicStop["frames"][number] => ({
  function: `example.com/m/p.${name}`,
  file: "/repo/p/p.go",
  line,
});

function stop(kind: PanicStop["at"], name: string, more: Partial<PanicStop> = {}): PanicStop {
  return { at: kind, goid: "7", frames: [at(name, 10)], panics: [], defers: [], ...more };
}

const value = (text: string, recovered = false): PanicStop["panics"][number] => ({
  value: JSON.stringify(text),
  recovered,
  goexit: false,
});

function story(stops: readonly PanicStop[], more: Partial<ReadPanics> = {}) {
  const record: ReadPanics = {
    package: "example.com/m/p",
    pid: 5,
    test: "TestX",
    delve: "Version: 1.27.2",
    end: "exited",
    stops: [...stops],
    dropped: 0,
    artifact: "run/panics.json",
    ...more,
  };
  const origin = { channel: "stream", package: "example.com/m/p", pid: 5 } as const;
  return panicStory(runOf({ panicRecords: [record] }), origin);
}

describe("what Delve saw, in words", () => {
  it("who ran, who recovered and raised it again, and what the evidence shows", () => {
    const defers = [{ deferred: at("mend", 20), by: at("TestX", 3) }];
    const { words, evidence } = story([
      stop("panic", "TestX", { panics: [value("no room")], defers }),
      stop("deferred", "mend", { panics: [value("no room")] }),
      stop("panic", "mend", { panics: [value("again"), value("no room", true)] }),
      stop("deferred", "last"),
      stop("fatal", "mend"),
    ]);
    expect(words).toBe(
      " Under Delve it was goroutine 7: deferred functions ran in this order: p.mend (p.go:10), then p.last " +
        '(p.go:10). p.mend (p.go:10) had recovered "no room" and raised "again".',
    );
    expect(evidence).toMatchObject({ kind: "log", artifact: "run/panics.json" });
    expect(evidence?.text?.split("\n").slice(0, 3)).toEqual([
      "goroutine 7: panics in p.TestX (p.go:10)",
      '  panics, newest first: "no room"',
      "  deferred, next first: p.mend (p.go:3)",
    ]);
  });

  it("a panic while another one unwinds, and one that was recovered elsewhere", () => {
    const { words } = story([
      stop("recover", "calm", { goid: "9", panics: [value("early")] }),
      stop("recovered", "calm", { goid: "9", panics: [value("early", true)] }),
      stop("panic", "close", { panics: [value("second"), value("first")] }),
      stop("fatal", "close"),
    ]);
    expect(words).toContain("no deferred function of the program ran.");
    expect(words).toContain('p.close (p.go:10), while "first" unwound, raised "second".');
    expect(words).toContain('Recovered on the way: "early" by p.calm (p.go:10) on goroutine 9.');
  });

  it("a test that did not panic again", () => {
    expect(story([stop("defer", "TestX")]).words).toBe(
      " Under Delve the test did not panic to its end once more.",
    );
  });

  it("a Delve that may not trace says so in its own words", () => {
    const why = "Delve ended: could not launch process: fork/exec ./x: operation not permitted";
    expect(story([], { end: "failed", why })).toEqual({
      words: ` Delve could not look at it: ${why}.`,
      evidence: undefined,
    });
  });

  it("nothing of another process's panic", () => {
    const other = { channel: "stream", package: "example.com/m/p", pid: 6 } as const;
    expect(panicStory(runOf({}), other)).toEqual({ words: "", evidence: undefined });
  });

  it("a panic that left a Once's function: not with OnceFunc, which raises it at each call", () => {
    const through = (...names: string[]) => [
      at("connect", 30),
      ...names.map((name) => ({ function: name, file: "/go/src/sync/x.go", line: 1 })),
      at("Send", 25),
    ];
    const stops = (frames: PanicStop["frames"]) => [
      stop("panic", "connect", { frames, panics: [value("no address")] }),
      stop("recover", "Send.func1"),
      stop("recovered", "Send", { panics: [value("no address", true)] }),
      stop("fatal", "Flush"),
    ];
    const once = through("sync.(*Once).doSlow", "sync.(*Once).Do");
    expect(story(stops(once)).words).toContain(
      ' "no address" came out of the function of a Once (p.Send (p.go:25)): to the Once it has been run, and Do ' +
        "does not run it again, whatever it has not set up.",
    );
    const func = through("sync.OnceFunc.func1", "sync.(*Once).doSlow", "sync.(*Once).Do");
    expect(story(stops(func)).words).not.toContain("of a Once");
    const [first, ...others] = stops(once);
    const unrecovered = others.filter((each) => each.at === "fatal");
    expect(story(first === undefined ? [] : [first, ...unrecovered]).words).not.toContain(
      "of a Once",
    );
  });
});
