// The table of wait states against the runtime of the Go at hand: every word that it can print has to be known.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  compareStates,
  isKnownStatus,
  TRACE_REASONS,
} from "../../../src/analyse/causal/wait-states.ts";
import { GO } from "../../../src/model/trace.ts";

const runtime = join(
  execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim(),
  "src/runtime",
);

/** The strings of `var NAME = [...]string{…}` by constant. */
function table(file: string, name: string): Map<string, string> {
  const text = readFileSync(join(runtime, file), "utf8");
  const body = new RegExp(`^var ${name} = \\[\\.\\.\\.\\]string\\{\\n([^}]*)\\n\\}`, "m").exec(
    text,
  )?.[1];
  const lines = (body ?? "").matchAll(/^\s*(\w+):\s*"([^"]*)"/gm);
  return new Map([...lines].map(([, constant = "", words = ""]) => [constant, words]));
}

const reasons = table("runtime2.go", "waitReasonStrings");
const blocks = table("traceruntime.go", "traceBlockReasonStrings");
const stops = table("traceruntime.go", "traceGoStopReasonStrings");

describe("the runtime's words", () => {
  test("of dumps are all known", () => {
    expect(reasons.size).toBeGreaterThan(30);
    const missing = [...reasons.values()].filter((word) => word !== "" && !isKnownStatus(word));
    expect(missing).toEqual([]);
  });

  test("of traces are all known", () => {
    expect(blocks.size).toBeGreaterThan(14);
    const missing = [...blocks.values(), ...stops.values()].filter((w) => !TRACE_REASONS.has(w));
    expect(missing).toEqual([]);
  });

  test("go together as the calls of gopark have them", () => {
    const files = [
      "chan.go",
      "select.go",
      "sema.go",
      "netpoll.go",
      "mgc.go",
      "mgcsweep.go",
      "time.go",
      "proc.go",
    ];
    let checked = 0;
    const wrong: string[] = [];
    for (const file of files) {
      const text = readFileSync(join(runtime, file), "utf8");
      for (const [, reason = "", block = ""] of text.matchAll(
        /(waitReason\w+), (traceBlock\w+)/g,
      )) {
        const [word, traced] = [reasons.get(reason), blocks.get(block)];
        if (word === undefined || word === "" || traced === undefined) continue;
        checked += 1;
        if (compareStates(word, { state: GO.waiting, reason: traced }) !== "agree") {
          wrong.push(`${word} <> ${traced}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(10);
  });
});

test("a word of neither table is unknown, never guessed", () => {
  expect(compareStates("chan recieve", { state: GO.waiting, reason: "chan receive" })).toBe(
    "unknown",
  );
  expect(compareStates("chan receive", { state: GO.waiting, reason: "chan recieve" })).toBe(
    "unknown",
  );
  expect(isKnownStatus("waiting for godot")).toBe(false);
});
