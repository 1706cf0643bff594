import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import type { TraceCancelDocument } from "../../../src/model/trace-cancel-document.ts";
import { traceCancelCommand } from "../../../src/pipeline-causal.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";
import { recordedBytes, type RecordedName } from "./recorded.ts";

async function said(name: RecordedName, json: boolean): Promise<string> {
  let out = "";
  const request = { source: bytesSource(recordedBytes(name), `${name}.trace`), window: {} };
  await traceCancelCommand(request, { json, limit: 5 }, (text) => {
    out = text;
  });
  return out;
}

const documentOf = async (name: RecordedName): Promise<TraceCancelDocument> =>
  JSON.parse(await said(name, true)) as TraceCancelDocument;

test("a deadline: fired, cancelled, woken, ended, with who was late and who may ignore it", async () => {
  const { cancellations } = await documentOf("cancel");
  const [deadline, call] = cancellations;
  expect(deadline).toMatchObject({ kind: "deadline", test: "TestDeadline", childrenTotal: 3 });
  const lateOnes = deadline?.children.filter((w) => w.late) ?? [];
  expect(lateOnes.map((w) => [w.at?.line, w.depth])).toEqual([[16, 2]]);
  expect(deadline?.mayIgnore.map((m) => m.at?.line)).toEqual([21]);
  expect(call).toMatchObject({ kind: "call", calledAt: { line: 58 }, childrenTotal: 3 });
  expect(call?.children.filter((w) => w.late)).toEqual([]);
  for (const c of cancellations) {
    expect(c.firedNs).toBeLessThanOrEqual(c.cancelledNs);
    for (const w of c.children) {
      expect(w.wokenNs).toBeGreaterThanOrEqual(c.cancelledNs);
      expect(w.ranNs).toBeGreaterThan(w.wokenNs);
      expect(w.endedNs).toBeGreaterThan(w.ranNs ?? 0);
    }
  }
});

test("healthy programs cancel in time", async () => {
  const { cancellations } = await documentOf("healthy");
  expect(cancellations.length).toBe(1);
  expect(cancellations[0]?.children.some((w) => w.late)).toBe(false);
  expect(cancellations[0]?.mayIgnore).toEqual([]);
});

test("the document is valid, the text is a waterfall", async () => {
  const schema = join(import.meta.dirname, "../../../schema/trace-cancel.schema.json");
  const valid = new Ajv2020().compile(JSON.parse(readFileSync(schema, "utf8")) as object);
  const document = await documentOf("cancel");
  expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
  const text = await said("cancel", false);
  expect(text).toMatch(/T0 \+0 ns {2}the timer fired/);
  expect(text).toMatch(/\|=+ +\| G\d+ .*late cancel_test\.go:16, 1 below: .* LATE/);
  expect(text).toContain("perhaps ignores it: G");
  expect(await said("convoy", false)).toBe("no cancelled context woke a goroutine\n");
});
