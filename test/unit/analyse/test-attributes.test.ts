import { describe, expect, it } from "vitest";
import { analyse } from "../../../src/analyse/engine.ts";
import type { Detector } from "../../../src/analyse/detectors/detector.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { looseTexts } from "../parse/loose-texts.ts";

function event(fields: Record<string, unknown>): string {
  return `${JSON.stringify({ Package: "example.com/m", ...fields })}\n`;
}

const attr = (test: string, key: string, value: string): string =>
  event({ Action: "attr", Test: test, Key: key, Value: value });

const STREAM = [
  event({ Action: "run", Test: "TestA" }),
  attr("TestA", "owner", "@everybody"),
  attr("TestA", "race.owner", "@storage"),
  attr("TestA", "issue", "https://example.com/1"),
  event({ Action: "run", Test: "TestA/sub" }),
  attr("TestA/sub", "issue", "https://example.com/2"),
  attr("TestA/sub", "race.stress", "count=200"),
  attr("TestA/sub", "race.stress", "  "),
  event({ Action: "run", Test: "TestAB" }),
  event({ Action: "fail", Test: "TestA" }),
].join("");

async function attributesOf(test: string, owner = "example.com/m"): Promise<unknown[]> {
  const run = await parseRun(looseTexts({ name: "stream.jsonl", bytes: STREAM }));
  const draft: DraftFinding = {
    kind: "panic",
    code: "RG3001",
    class: "unclassified",
    severity: "error",
    title: "",
    explanation: "",
    package: owner,
    module: "",
    codeClass: "ours",
    locations: [],
    goroutines: [],
    test: { name: test, scope: "test", by: "stack", confidence: 1 },
    evidence: [],
    sightings: [],
  };
  const detector: Detector = {
    id: "one",
    docs: { what: "", kinds: [], codes: [] },
    finish: () => [draft],
  };
  const [finding] = analyse(run, { detectors: [detector] }).drafts;
  return [finding?.owner, finding?.issue, finding?.stress];
}

describe("attributes of a test", () => {
  it("stand on its findings, racegate's own keys first", async () => {
    expect(await attributesOf("TestA")).toEqual(["@storage", "https://example.com/1", undefined]);
  });

  it("are a subtest's own, else its parent's; an empty value is none", async () => {
    expect(await attributesOf("TestA/sub")).toEqual([
      "@storage",
      "https://example.com/2",
      undefined,
    ]);
    expect(await attributesOf("TestA/other/deep")).toEqual([
      "@storage",
      "https://example.com/1",
      undefined,
    ]);
  });

  it("are not those of another test or package", async () => {
    expect(await attributesOf("TestAB")).toEqual([undefined, undefined, undefined]);
    expect(await attributesOf("TestA", "example.com/other")).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
