import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { ByteSource } from "../../../src/model/byte-source.ts";
import type { TraceEnd } from "../../../src/model/trace-ends.ts";
import { readTraceEnd } from "../../../src/parse/trace-ends.ts";

const OWNER = { package: "example.com/m", pid: 7 };

/** Recorded by test/golden/leaks/record.ts. */
function recorded(name: string): Uint8Array {
  const file = new URL(`../../golden/leaks/${name}.trace.gz`, import.meta.url);
  return gunzipSync(readFileSync(file));
}

function read(bytes: Uint8Array): Promise<TraceEnd> {
  const source: ByteSource = {
    name: "run/trace.out",
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
  return readTraceEnd(source, OWNER);
}

describe("the end of a trace", () => {
  test("senders without a receiver: place, creation, test, time", async () => {
    const end = await read(recorded("channel-send.stuck"));
    expect(end).toMatchObject({ ...OWNER, status: "intact", doubt: undefined, dropped: 0 });
    const left = end.goroutines.filter(({ origin }) => origin === "test");
    expect(left.map(({ reason, state }) => [state, reason])).toEqual([
      ["waiting", "chan send"],
      ["waiting", "chan send"],
    ]);
    for (const { frames, creation, start, test: of, ofTest, createdNs, sinceNs } of left) {
      expect(frames.map((each) => each.function)).toContain(
        "example.com/leaks/channel-send.First.func1",
      );
      expect(start?.function).toBe("example.com/leaks/channel-send.First.func1");
      expect(creation[0]?.function).toBe("example.com/leaks/channel-send.First");
      expect(of?.entry?.function).toBe("example.com/leaks/channel-send.TestFirst");
      expect(of?.ended).toBe(true);
      expect(ofTest).toBe(false);
      expect(createdNs).toBeGreaterThan(0);
      expect(sinceNs).toBeGreaterThan(createdNs ?? Infinity);
      expect(end.endNs).toBeGreaterThan(sinceNs);
    }
  });

  test("a stuck test has not ended, and its own goroutine is told apart", async () => {
    const end = await read(recorded("lock-order.stuck"));
    const own = end.goroutines.filter(({ ofTest }) => ofTest);
    expect(own.map(({ test: of }) => of?.ended)).toEqual([false]);
    const below = end.goroutines.filter(({ origin, ofTest }) => origin === "test" && !ofTest);
    expect(below.map(({ reason, parent }) => [reason, parent])).toEqual([
      ["sync", own[0]?.goid],
      ["sync", own[0]?.goid],
    ]);
  });

  test("the fixed twin leaves nobody", async () => {
    const end = await read(recorded("channel-send.fixed"));
    expect(end.goroutines.filter(({ origin }) => origin === "test")).toEqual([]);
  });

  test("wakes are counted by place, with the waker's stack", async () => {
    const { wakes } = await read(recorded("mixed-channel-lock.fixed"));
    const names = (frames: readonly { function: string }[]) =>
      frames.map((each) => each.function).join(" ");
    expect(wakes.length).toBeGreaterThan(0);
    const served = wakes.filter(({ waiting }) => names(waiting).includes("(*Queue)."));
    expect(served.length).toBeGreaterThan(0);
    for (const { count, reason } of wakes) {
      expect(count).toBeGreaterThan(0);
      expect(typeof reason).toBe("string");
    }
  });
});

describe("a trace that is not whole", () => {
  test("every cut is a value with a doubt, never an exception", async () => {
    const whole = recorded("lock-order.stuck");
    for (let length = 17; length < whole.length; length += 97) {
      const end = await read(whole.subarray(0, length));
      expect(end.doubt, `cut at ${length}`).toBeDefined();
      expect(end.status).not.toBe("intact");
    }
  });

  test("flipped bytes give a value", async () => {
    const whole = recorded("channel-send.stuck");
    for (let at = 16; at < whole.length; at += 61) {
      const bytes = whole.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0x55;
      const end = await read(bytes);
      expect(end.goroutines.length).toBeLessThan(1000);
    }
  });

  test("what is no trace at all has no goroutines", async () => {
    const end = await read(new TextEncoder().encode("PASS\nok  example.com/m 0.1s\n"));
    expect(end.goroutines).toEqual([]);
    expect(end.doubt).toBeDefined();
  });
});
