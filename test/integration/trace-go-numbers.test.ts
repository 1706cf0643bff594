// The numbers of `trace goroutines` and `trace profile` against Go's own, on a trace that a real program writes now.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Profile } from "pprof-format";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type TraceGoroutinesDocument,
  traceGoroutinesDocument,
} from "../../src/model/trace-documents.ts";
import {
  type ProfileKind,
  traceGoroutinesCommand,
  traceProfileCommand,
} from "../../src/pipeline-trace.ts";
import { bytesSource } from "../oracles/bytes-source.ts";
import { buildGoSummary, type GoGoroutine } from "../oracles/go-summary.ts";
import { ROOT } from "./main-job/command-line.ts";

type Goroutine = TraceGoroutinesDocument["goroutines"][number];

let directory: string;
let path: string;
let go: GoGoroutine[];
let own: Map<number, Goroutine>;
let lastNs: number;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "racegate-go-numbers-"));
  path = join(directory, "trace.out");
  const program = join(directory, "work");
  const cwd = join(ROOT, "test/fixtures/trace-work");
  execFileSync("go", ["build", "-o", program, "."], { cwd });
  execFileSync(program, [path]);
  go = buildGoSummary(directory)(path);
  let text = "";
  const request = { source: bytesSource(readFileSync(path)), window: {} };
  await traceGoroutinesCommand(request, { json: true, limit: 1 }, (t) => (text += t));
  const document = traceGoroutinesDocument.parse(JSON.parse(text));
  own = new Map(document.goroutines.map((g) => [g.id, g]));
  lastNs = document.durationNs;
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe("goroutines", () => {
  it("are the same ones, with the same names", () => {
    expect([...own.keys()].sort()).toEqual(go.map((g) => g.id).sort());
    for (const g of go) expect(own.get(g.id)?.name).toBe(g.name);
    expect(go.length).toBeGreaterThan(25);
  });

  it("have Go's times to the nanosecond", () => {
    for (const g of go) {
      const o = own.get(g.id);
      const forEver = "forever" in (o?.blocked ?? {});
      expect(o?.startNs).toBe(g.startNs);
      expect(o?.executionNs).toBe(g.executionNs);
      // 1. Go takes a goroutine that waits for ever for one that has ended there.
      const { forever = 0, ...blocked } = o?.blocked ?? {};
      expect(blocked).toEqual(g.blocked);
      expect((o?.totalNs ?? 0) - forever).toBe(g.totalNs);
      if (!forEver) expect(o?.ended).toBe(g.ended);
      if (g.ended && !forEver) expect(o?.endNs).toBe(g.endNs);
      expect(o?.ranges).toEqual(g.ranges);
    }
  });

  it("have Go's syscall times but for what Go's summary mixes up", () => {
    for (const g of go) {
      const o = own.get(g.id);
      const all = (t: { syscallNs: number; syscallBlockedNs: number }): number =>
        t.syscallNs + t.syscallBlockedNs;
      const open = o?.lastState === "Syscall";
      if (!open) {
        // 2. In a syscall since before the trace, without a processor; 3. a goroutine whose processor is taken after
        // another one has left a syscall that began on it: both are blocked, Go takes them for working.
        expect(o === undefined ? undefined : all(o)).toBe(all(g));
        expect(o?.syscallBlockedNs).toBeGreaterThanOrEqual(g.syscallBlockedNs);
        expect(o?.runnableNs).toBe(g.runnableNs);
        continue;
      }
      // 4. In a syscall at the end: Go counts the time without a processor twice, as syscall and as waiting to run.
      const twice = g.runnableNs - o.runnableNs;
      expect(o.syscallBlockedNs).toBe(g.syscallBlockedNs + twice);
      expect(o.syscallNs).toBe(g.syscallNs - twice);
    }
  });

  it("have each second in one place", () => {
    for (const g of own.values()) {
      const { executionNs, runnableNs, blockedNs, syscallNs, syscallBlockedNs, unknownNs } = g;
      const sum = executionNs + runnableNs + blockedNs + syscallNs + syscallBlockedNs + unknownNs;
      expect(sum).toBe((g.endNs ?? lastNs) - g.startNs);
      expect(unknownNs).toBe(0);
    }
  });
});

/** Samples by stack: how often, how long. */
function samplesOf(bytes: Uint8Array): Map<string, string> {
  const profile = Profile.decode(gunzipSync(bytes));
  const strings = profile.stringTable.strings;
  const functions = new Map(profile.function.map((f) => [Number(f.id), strings[Number(f.name)]]));
  const locations = new Map(
    profile.location.map((l) => [
      Number(l.id),
      l.line.map((n) => `${functions.get(Number(n.functionId)) ?? ""}:${Number(n.line)}`).join("|"),
    ]),
  );
  const sums = new Map<string, [number, number]>();
  for (const s of profile.sample) {
    const stack = s.locationId.map((id) => locations.get(Number(id)) ?? "").join(" < ");
    const [count, ns] = sums.get(stack) ?? [0, 0];
    sums.set(stack, [count + Number(s.value[0]), ns + Number(s.value[1])]);
  }
  return new Map([...sums].map(([stack, [count, ns]]) => [stack, `${count} ${ns}`]));
}

describe("profiles", () => {
  it.each(["sync", "net", "syscall", "sched", "block"] as const)(
    "%s is opened by go tool pprof and says what go tool trace -pprof says",
    async (kind: ProfileKind) => {
      const parts: Uint8Array[] = [];
      const request = { source: bytesSource(readFileSync(path)), window: {} };
      await traceProfileCommand(request, kind, (bytes) => parts.push(Uint8Array.from(bytes)));
      const file = join(directory, `${kind}.pprof`);
      writeFileSync(file, Buffer.concat(parts));
      const top = execFileSync("go", ["tool", "pprof", "-top", "-sample_index=delay", file], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
      expect(top).toContain("Type: delay");
      expect(top).toMatch(/main\.|runtime\./);
      // Go has no profile of all waits.
      if (kind === "block") return;
      const expected = execFileSync("go", ["tool", "trace", `-pprof=${kind}`, path], {
        maxBuffer: 1 << 28,
        stdio: ["ignore", "pipe", "ignore"],
      });
      const ours = samplesOf(Buffer.concat(parts));
      expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(samplesOf(expected)));
      expect(ours.size).toBeGreaterThan(0);
    },
  );
});
