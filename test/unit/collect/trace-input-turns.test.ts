import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openTraceInput } from "../../../src/collect/trace-input.ts";

it("reads of a file that are done at once let the event loop turn now and then, so that signals are heard", async () => {
  const folder = mkdtempSync(join(tmpdir(), "racegate-turns-"));
  const path = join(folder, "trace");
  writeFileSync(path, "go 1.26 trace\0\0\0");
  const input = await openTraceInput({ location: path, stdin: (async function* () {})() });
  const turns: string[] = [];
  setImmediate(() => turns.push("once"));
  const until = performance.now() + 20_000;
  while (turns.length === 0 && performance.now() < until) await input.source.turn?.();
  expect(turns).toEqual(["once"]);
  await input.close();
  rmSync(folder, { recursive: true });
});
