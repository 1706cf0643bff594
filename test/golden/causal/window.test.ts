// Traces that do not fit: what is looked at is chosen, read within the limit, and said.
import { expect, test } from "vitest";
import { chooseRoots, pathOf } from "../../../src/analyse/causal/path-report.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import type { TraceCancelDocument } from "../../../src/model/trace-cancel-document.ts";
import type { TraceHoldsDocument } from "../../../src/model/trace-holds-document.ts";
import type { TracePathDocument } from "../../../src/model/trace-path-document.ts";
import {
  traceCancelCommand,
  traceHoldsCommand,
  tracePathCommand,
} from "../../../src/pipeline-causal.ts";
import { causesOf } from "../../../src/pipeline-causes.ts";
import { recordFitting, testLives } from "../../../src/pipeline-window.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";
import { recordedBytes, type RecordedName } from "./recorded.ts";

const requestOf = (name: RecordedName) => ({
  source: bytesSource(recordedBytes(name), `${name}.trace`),
  window: {},
});
const OWNER = { artifact: "slow.trace", package: undefined, pid: undefined };

test("the end of the trace, where nothing else is asked for", async () => {
  const whole = await recordFitting(requestOf("slow"), undefined);
  expect(whole.looked).toBeUndefined();
  const max = Math.floor(whole.segments.length / 4);
  const part = await recordFitting(requestOf("slow"), undefined, max);
  expect(part.segments.dropped).toBe(0);
  expect(part.segments.length).toBeLessThanOrEqual(max);
  expect(part.looked?.fromNs).toBeGreaterThan(0);
  expect(part.segments.endNs).toBe(whole.segments.endNs);
});

test("the life of the test that is asked for, with the same path as in the whole trace", async () => {
  const whole = await recordFitting(requestOf("cancel"), undefined);
  const lives = await testLives(requestOf("cancel"));
  const life = lives.find(({ name }) => name === "TestWaitsForLate");
  const max = Math.floor(0.7 * whole.segments.length);
  const part = await recordFitting(requestOf("cancel"), (one) => one.goid === life?.goid, max);
  expect(part.looked?.toNs).toBe(life?.toNs);
  const charges = ({ segments, interner }: typeof part) => {
    const [root] = chooseRoots(segments, { test: "TestWaitsForLate" });
    if (root === undefined) throw new Error("no root");
    const path = pathOf(segments, interner, root);
    expect(path.chargedNs).toBe(path.spanNs);
    return path.charges.map(({ state, at, ns }) => [state, at?.line, ns]);
  };
  expect(charges(part)).toEqual(charges(whole));
});

test("the commands say which part they looked at", async () => {
  let out = "";
  const write = (text: string): void => {
    out = text;
  };
  const common = { limit: 3, segmentsMax: 400 };
  const path = { roots: 3, goroutine: undefined, test: undefined };
  await tracePathCommand(requestOf("slow"), { ...common, ...path, json: true }, write);
  expect((JSON.parse(out) as TracePathDocument).looked?.fromNs).toBeGreaterThan(0);
  await traceHoldsCommand(requestOf("slow"), { ...common, json: true }, write);
  const holds = JSON.parse(out) as TraceHoldsDocument;
  expect(holds.looked?.fromNs).toBeGreaterThan(0);
  expect(holds.locks.length).toBeGreaterThan(0);
  await traceCancelCommand(requestOf("slow"), { ...common, json: true }, write);
  expect((JSON.parse(out) as TraceCancelDocument).looked?.fromNs).toBeGreaterThan(0);
  await traceHoldsCommand(requestOf("slow"), { ...common, json: false }, write);
  expect(out).toMatch(/\(the trace is too large: looked at \S+ \S+ to \S+ \S+ of \S+ \S+; --from/);
});

test("findings get the causes of their tests from windows of a trace that does not fit", async () => {
  const asked = { threads: [], goids: new Set<number>(), lines: [] };
  const drafts = ["TestSlow", "TestLeak"].map(
    (name) => ({ package: "p", test: { name } }) as unknown as DraftFinding,
  );
  const whole = await causesOf(OWNER, requestOf("slow"), asked, drafts);
  const parts = await causesOf(OWNER, requestOf("slow"), asked, drafts, 400);
  expect(whole.looked).toBeUndefined();
  expect(parts.looked?.length).toBeGreaterThan(1);
  expect(parts.endNs).toBe(whole.endNs);
  const patterns = (causes: typeof whole, name: string) =>
    causes.tests.find((t) => t.test === name)?.causes.map((c) => c.pattern);
  expect(patterns(parts, "TestSlow")).toEqual(patterns(whole, "TestSlow"));
  expect(patterns(whole, "TestSlow")).toEqual(["lock-convoy"]);
});
