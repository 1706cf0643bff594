import {
  Function as ProfileFunction,
  Line,
  Location,
  Profile,
  Sample,
  StringTable,
  ValueType,
} from "pprof-format";
import { expect, it } from "vitest";
import { analyse } from "../../../src/analyse/engine.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { looseTexts } from "../parse/loose-texts.ts";

type Frames = readonly (readonly [string, number])[];

/** A profile as Go 1.27 writes it: one sample for each stack. */
function encoded(type: string, stacks: readonly { frames: Frames; count: number }[]): Uint8Array {
  const stringTable = new StringTable();
  const sampleType = [
    new ValueType({ type: stringTable.dedup(type), unit: stringTable.dedup("count") }),
  ];
  const made: ProfileFunction[] = [];
  const location: Location[] = [];
  const sample = stacks.map(({ frames, count }) => {
    const locationId = frames.map(([name, line]) => {
      const id = made.length + 1;
      const own = name.startsWith("example.com/");
      const file = own ? "/home/gopher/m/p/p.go" : "/usr/local/go/src/runtime/x.go";
      const filename = stringTable.dedup(file);
      made.push(new ProfileFunction({ id, name: stringTable.dedup(name), filename }));
      location.push(new Location({ id, line: [new Line({ functionId: id, line })] }));
      return id;
    });
    return new Sample({ locationId, value: [count] });
  });
  return new Profile({ sampleType, sample, location, function: made, stringTable }).encode();
}

async function drafts(bytes: Uint8Array): Promise<DraftFinding[]> {
  return [...analyse(await parseRun(looseTexts({ name: "leak.pprof", bytes }))).drafts];
}

const SEND: Frames = [
  ["runtime.gopark", 460],
  ["runtime.chansend", 283],
  ["runtime.chansend1", 161],
  ["example.com/m/p.worker", 12],
];
const WAIT: Frames = [
  ["runtime.gopark", 460],
  ["sync.runtime_SemacquireWaitGroup", 114],
  ["sync.(*WaitGroup).Wait", 206],
  ["example.com/m/p.all", 30],
];

it("makes every stack of a goroutineleak profile an error with proof", async () => {
  const found = await drafts(
    encoded("goroutineleak", [
      { frames: SEND, count: 3 },
      { frames: WAIT, count: 1 },
    ]),
  );
  expect(
    found.map(({ code, class: name, severity, certainty }) => [code, name, severity, certainty]),
  ).toEqual([
    ["RG2004", "channel-send", "error", "proof"],
    ["RG2008", "waitgroup", "error", "proof"],
  ]);
  expect(found.map(({ title }) => title)).toEqual([
    "3 goroutines leaked in p.worker",
    "a goroutine leaked in p.all",
  ]);
  expect(found[0]?.locations.map(({ role, line }) => `${role} ${line}`)).toEqual(["stuck 12"]);
});

it("says nothing of an ordinary goroutine profile with the same stacks", async () => {
  expect(await drafts(encoded("goroutine", [{ frames: SEND, count: 3 }]))).toEqual([]);
});
