import { describe, expect, test } from "vitest";
import type { RaceReport } from "../../../../src/model/race-report.ts";
import { classifyRace } from "../../../../src/analyse/classes/classify.ts";
import { UNNAMED } from "../../../../src/analyse/classes/race-facts.ts";
import { classifyMarked } from "./marked-race.ts";

describe("hits that the fixtures do not show", () => {
  test("a write under RLock", async () => {
    const found = await classifyMarked(`package p
import "sync"
type C struct { mu sync.RWMutex; n int }
func (c *C) inc() {
	c.mu.RLock()
	defer c.mu.RUnlock()
	c.n++ // B:write
}
func (c *C) get() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.n // A:read
}
func start(c *C) {
	go c.inc() // GO
}`);
    expect(found?.class).toBe("partial-lock");
    expect(found?.fix.edits?.map(({ line, replacement }) => [line, ...replacement])).toEqual([
      [5, "\tc.mu.Lock()"],
      [6, "\tdefer c.mu.Unlock()"],
    ]);
  });

  test("a channel variable that is set to nil", async () => {
    const text = `package p
type F struct { out chan int }
func (f *F) stop() {
	f.out = nil // B:write
}
func (f *F) send() {
	f.out <- 1 // A:read
}
func start(f *F) {
	go f.stop() // GO
}`;
    expect((await classifyMarked(text))?.class).toBe("channel-close");
  });

  test("without source, a line at which a goroutine waits on a channel", async () => {
    const marked = `package p
func (f *F) stop() {
	x = nil // B:write
}
func (f *F) send() {
	y() // A:read
}
func start(f *F) {
	go f.stop() // GO
}`;
    const found = await classifyMarked(marked, {
      source: undefined,
      waitsAt: (_file, line) => (line === 6 ? [{ reason: "forever", partner: undefined }] : []),
    });
    expect(found).toMatchObject({ class: "channel-close", certainty: "heuristic" });
  });

  test("without source, a send whose receiver is, or is not, in the function that writes the variable", async () => {
    const marked = `package p
func (f *F) stop() {
	x = nil // B:write
}
func (f *F) send() {
	y() // A:read
}
func start(f *F) {
	go f.stop() // GO
}`;
    const classWith = async (partner: string): Promise<string | undefined> => {
      const waitsAt = (_file: string, line: number) =>
        line === 6 ? [{ reason: "chan send", partner }] : [];
      return (await classifyMarked(marked, { source: undefined, waitsAt }))?.class;
    };
    const writer = (await classifyMarked(marked))?.facts.sides.find((s) => s.operation === "write");
    expect(await classWith(writer?.user?.function ?? "")).toBe("channel-close");
    expect(await classWith("m/p.other")).toBe("missing-lock");
  });

  test("two variables on one line: no name is guessed, the symbol table decides", async () => {
    const text = `package p
var a, b int
func swap() {
	a, b = b, a // A:write B:read
}
func start() {
	go swap() // GO
}`;
    expect((await classifyMarked(text))?.facts.name).toBe(UNNAMED);
    const symbol = { name: "m/p.b", addressHex: "5c0", sizeBytes: 8 };
    expect((await classifyMarked(text, { symbol }))?.facts.name).toBe("b");
  });

  test("a lost side: what the other proves alone is said, nothing else", () => {
    const report = (names: readonly string[]): RaceReport => ({
      accesses: [
        {
          operation: "read",
          previous: false,
          address: "0x00c000012345",
          goroutine: { main: false, raceId: 7 },
          frames: names.map((name) => ({ function: name, file: "/m/x.go", line: 3 })),
          restored: true,
        },
      ],
      creations: [],
      complete: false,
      at: { source: "", start: 0, end: 0 },
      text: "",
      foreign: [],
    });
    const classOf = (...names: string[]) => classifyRace(report(names), {})?.class;
    expect(classOf("runtime.mapaccess1", "m/p.F")).toBe("concurrent-map");
    expect(classOf("testing.(*common).logDepth", "testing.(*T).Logf", "m/p.F")).toBe(
      "test-outlives",
    );
    expect(classOf("sync/atomic.AddInt64", "m/p.F")).toBeUndefined();
    expect(classOf("m/p.F")).toBeUndefined();
    expect(classOf()).toBeUndefined();
  });
});
