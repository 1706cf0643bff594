import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contendedPlaces } from "../../../src/analyse/contention.ts";
import { analyse } from "../../../src/analyse/engine.ts";
import { createPlaces } from "../../../src/analyse/places.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { manifestOf } from "./captured-run.ts";
import { captureOf } from "../parse/loose-texts.ts";

const FOLDER = join(import.meta.dirname, "../../golden/profiles");
const PACKAGE = "example.com/m/contend";

/** A run of the package that took so long, with the profiles that real runs of its tests left. */
async function runOf(mutex: string, elapsedSec: number): Promise<ParsedRun> {
  const manifest = manifestOf({ modules: [{ path: "example.com/m", directory: "/repo" }] });
  const events = [
    { Action: "run", Package: PACKAGE, Test: "TestX" },
    { Action: "pass", Package: PACKAGE, Test: "TestX", Elapsed: elapsedSec },
    { Action: "pass", Package: PACKAGE, Elapsed: elapsedSec },
  ];
  const profile = (name: string, kind: "mutex-profile" | "block-profile") => ({
    name,
    bytes: new Uint8Array(readFileSync(join(FOLDER, name))),
    artifact: { kind, package: PACKAGE, pid: 7 },
  });
  return parseRun(
    captureOf(manifest, [
      {
        name: "stream.jsonl",
        bytes: events.map((each) => `${JSON.stringify(each)}\n`).join(""),
        artifact: { kind: "stream" },
      },
      profile(mutex, "mutex-profile"),
      profile("block-convoy.pprof", "block-profile"),
    ]),
  );
}

async function notes(mutex: string, elapsedSec: number): Promise<DraftFinding[]> {
  const { drafts } = analyse(await runOf(mutex, elapsedSec));
  return drafts.filter(({ kind }) => kind === "lock-contention");
}

describe("lock contention", () => {
  it("is a note where goroutines stood still all the time", async () => {
    const [note, ...more] = await notes("mutex-convoy.pprof", 1.9);
    expect(more).toEqual([]);
    expect(note?.severity).toBe("note");
    expect(note?.code).toBe("RG4001");
    expect(note?.title).toBe("11.5 s of waiting for the lock that contend.(*store).slow holds");
    expect(note?.explanation).toContain("on average 6.1 goroutines stood still");
    expect(note?.explanation).toContain("Those who waited: contend.(*store).slow (12.7 s)");
    expect(note?.locations.map(({ role, file, line }) => `${role} ${file}:${line}`)).toEqual([
      "holder contend/contend_test.go:22",
      "stuck contend/contend_test.go:18",
    ]);
  });

  it("is none where the tests took longer than the waiting", async () => {
    expect(await notes("mutex-convoy.pprof", 60)).toEqual([]);
  });

  it("is none for a busy program that waits for moments only", async () => {
    expect(await notes("mutex-busy.pprof", 0.001)).toEqual([]);
  });

  it("has a table of all places, without the testing package's waits", async () => {
    const run = await runOf("mutex-convoy.pprof", 60);
    const rows = contendedPlaces(run, createPlaces(run));
    expect(
      rows.map(({ frame, primitive }) => `${primitive} ${frame.function}:${frame.line}`),
    ).toEqual([
      "sync.(*Mutex).Lock example.com/m/contend.(*store).slow:18",
      "sync.(*Mutex).Unlock example.com/m/contend.(*store).slow:22",
      "sync.(*WaitGroup).Wait example.com/m/contend.run:39",
    ]);
    expect(rows[1]?.share).toBe(1);
  });
});
