// Code that is nearly, but not quite, of a patch's form: no patch is better than one that changes what it does.
import { expect, test } from "vitest";
import {
  blockingFacts,
  type BlockingFacts,
} from "../../../../src/analyse/blocking-classes/blocking-facts.ts";
import type { Bucket } from "../../../../src/analyse/leaks/buckets.ts";
import type { Scene } from "../../../../src/analyse/leaks/scenes.ts";
import type { Stuck } from "../../../../src/analyse/leaks/stuck.ts";
import type { WaitKind } from "../../../../src/analyse/leaks/wait.ts";
import { closeAfterLastSend } from "../../../../src/analyse/patches/close-after-last-send.ts";
import { deferCancel } from "../../../../src/analyse/patches/defer-cancel.ts";
import { resultBuffer } from "../../../../src/analyse/patches/result-buffer.ts";
import { unlockBeforeReturn } from "../../../../src/analyse/patches/unlock-before-return.ts";
import { applyEdits } from "../../../../src/analyse/patches/unified-diff.ts";
import { openGoSource } from "../../../../src/analyse/source/go-source.ts";

const PATH = "/m/p.go";

/** A goroutine that waits at the line with `// stuck` and was made at the one with `// made`. */
async function factsOf(body: string, kind: WaitKind): Promise<BlockingFacts> {
  const text = `package p\n\n${body}\n`;
  const lines = text.split("\n");
  const at = (mark: string) => lines.findIndex((line) => line.includes(`// ${mark}`)) + 1;
  const source = await openGoSource([{ path: PATH, text }]);
  const nameAt = (line: number) => `m.${source.enclosingFunction(PATH, line)?.name ?? ""}`;
  const frame = (line: number) => ({ function: nameAt(line), file: PATH, line });
  const site = frame(at("stuck"));
  const wait = { kind, site: 0, address: undefined };
  const made = at("made") === 0 ? [] : [frame(at("made"))];
  const goroutine = { frames: [site], creation: made, wait } as unknown as Stuck;
  const bucket: Bucket = {
    goroutines: [goroutine],
    frames: [site],
    wait,
    site,
    siteIndex: 0,
    own: true,
    key: "",
  };
  const scene = { core: [bucket], joiners: [], peers: [] } as unknown as Scene;
  return blockingFacts(scene, source);
}

/** One statement a line, as gofmt has it but for the indentation. */
function spreadOut(body: string): string {
  return body
    .replaceAll("; ", "\n")
    .replaceAll(/\{ (?!\/\/)/g, "{\n")
    .replaceAll(" }", "\n}");
}

type Patch = typeof resultBuffer;

async function patched(patch: Patch, body: string, kind: WaitKind): Promise<string | undefined> {
  const spread = spreadOut(body);
  const edits = patch(await factsOf(spread, kind));
  return edits && applyEdits(`package p\n\n${spread}\n`, edits);
}

test.each([
  [
    "a channel that others know",
    `func f(keep func(chan int)) { ch := make(chan int); keep(ch); go func() { ch <- 1 // stuck\n}() }`,
  ],
  [
    "a channel that is returned",
    `func f() chan int { ch := make(chan int); go func() { ch <- 1 // stuck\n}(); return ch }`,
  ],
  [
    "a send in a loop",
    `func f() { ch := make(chan int); go func() { for { ch <- 1 // stuck\n} }(); <-ch }`,
  ],
  [
    "goroutines without a count",
    `func f() { ch := make(chan int); for { go func() { ch <- 1 // stuck\n}() } }`,
  ],
  [
    "a channel with room already",
    `func f() { ch := make(chan int, 1); go func() { ch <- 1 // stuck\n}(); <-ch }`,
  ],
  [
    "a range over a call",
    `func g() []int\nfunc f() { ch := make(chan int); for range g() { go func() { ch <- 1 // stuck\n}() }; <-ch }`,
  ],
  [
    "a sender that is called too",
    `func send(ch chan int) { ch <- 1 // stuck\n}\nfunc f() { ch := make(chan int); go send(ch); send(ch) }`,
  ],
])("no buffer for %s", async (_, body) => {
  expect(await patched(resultBuffer, body, "send")).toBeUndefined();
});

test("two goroutines that race for one receive get room for both", async () => {
  const body = `func f() int {\n\tch := make(chan int)\n\tgo func() {\n\t\tch <- 1 // stuck\n\t}()\n\tgo func() {\n\t\tch <- 2\n\t}()\n\treturn <-ch\n}`;
  expect(await patched(resultBuffer, body, "send")).toContain("make(chan int, 2)");
});

test.each([
  [
    "two producers",
    `func f() { ch := make(chan int); go func() { ch <- 1 }(); go func() { ch <- 2 }(); go func() { for range ch { // stuck\n} }() }`,
  ],
  [
    "a producer in a loop",
    `func f() { ch := make(chan int)\nfor range 3 { go func() {\nch <- 1 }() }\ngo func() { for range ch { // stuck\n} }() }`,
  ],
  [
    "a return before the last send",
    `func f(stop bool) {\nch := make(chan int)\ngo func() { for range ch { // stuck\n} }()\nif stop { return }\nch <- 1\n}`,
  ],
  [
    "a close that is there",
    `func f() {\nch := make(chan int)\ngo func() {\nif false { close(ch) }\nch <- 1\n}()\ngo func() { for range ch { // stuck\n} }()\n}`,
  ],
])("no close for %s", async (_, body) => {
  expect(await patched(closeAfterLastSend, body, "receive")).toBeUndefined();
});

test("one producer closes when it is done", async () => {
  const body =
    "func f() { ch := make(chan int); go func() { ch <- 1 }(); go func() { for range ch { // stuck\n} }() }";
  expect(await patched(closeAfterLastSend, body, "receive")).toContain(
    "go func() {\n\tdefer close(ch)\nch <- 1\n",
  );
});

const IMPORTS = `import (\n\t"context"\n\t"sync"\n\t"testing"\n)\n\nvar _ sync.Mutex\n`;

test.each([
  [
    "a function that is no test",
    `func Start(parent context.Context) {\nctx, _ := context.WithCancel(parent)\ngo func() { // made\n<-ctx.Done() // stuck\n}()\n}`,
  ],
  [
    "a context of another function",
    `func TestA(t *testing.T) { ctx, _ := context.WithCancel(context.Background()); _ = ctx }\nfunc TestB(t *testing.T) {\nctx := context.Background()\ngo func() { // made\n<-ctx.Done() // stuck\n}()\n}`,
  ],
  [
    "a name that is taken",
    `func TestA(t *testing.T) {\ncancel := 1\n_ = cancel\nctx, _ := context.WithCancel(context.Background())\ngo func() { // made\n<-ctx.Done() // stuck\n}()\n}`,
  ],
])("no cancel for %s", async (_, body) => {
  expect(await patched(deferCancel, IMPORTS + body, "receive")).toBeUndefined();
});

test("parallel subtests run after the function: Cleanup cancels behind them", async () => {
  const body = `func TestA(t *testing.T) {\n\tctx, stop := context.WithCancel(context.Background())\n\t_ = stop\n\tt.Run("x", func(t *testing.T) { t.Parallel() })\n\tgo func() { // made\n\t\t<-ctx.Done() // stuck\n\t}()\n}`;
  const text = await patched(deferCancel, IMPORTS + body, "receive");
  expect(text).toContain(
    "\tctx, stop := context.WithCancel(context.Background())\n\tt.Cleanup(stop)\n",
  );
  expect(text).not.toContain("_ = stop");
});

const STORE = `type store struct { mu sync.Mutex; items map[string]int }\nfunc (s *store) add() { s.mu.Lock() // stuck\ns.mu.Unlock() }\n`;

test.each([
  [
    "a value that the lock guards",
    `func (s *store) get(k string) int {\ns.mu.Lock()\nif k == "" {\nreturn s.items[k]\n}\ns.mu.Unlock()\nreturn later()\n}\nfunc later() int { return 0 }`,
  ],
  [
    "a function that locks for its caller",
    `func (s *store) lock(b bool) bool {\ns.mu.Lock()\nif b {\nreturn true\n}\nreturn false\n}`,
  ],
  [
    "an unlock that is deferred",
    `func (s *store) get(k string) int {\ns.mu.Lock()\ndefer s.mu.Unlock()\nif k == "" {\nreturn 0\n}\nreturn 1\n}`,
  ],
])("no unlock for %s", async (_, body) => {
  expect(await patched(unlockBeforeReturn, IMPORTS + STORE + body, "mutex")).toBeUndefined();
});

test("a name, a constant or nil is returned behind the unlock", async () => {
  const body = `func (s *store) get(k string) error {\ns.mu.Lock()\nif k == "" {\nreturn nil\n}\ns.mu.Unlock()\nreturn later()\n}\nfunc later() error { return nil }`;
  expect(await patched(unlockBeforeReturn, IMPORTS + STORE + body, "mutex")).toContain(
    "s.mu.Unlock()\nreturn nil\n}\ns.mu.Unlock()\n",
  );
});
