/** Code that looks like a class and is not: each must get the other class that is named beside it. */
import { describe, expect, test } from "vitest";
import { classifyMarked } from "./marked-race.ts";

interface Miss {
  readonly not: string;
  readonly but: string;
  readonly why: string;
  readonly text: string;
  readonly goDirective?: string;
  readonly callees?: Readonly<Record<string, readonly string[]>>;
}

const MISSES: readonly Miss[] = [
  {
    not: "loop-variable-capture",
    but: "closure-capture",
    why: "since go 1.22 the iterations do not share it, and the goroutine races with its own iteration",
    goDirective: "1.22",
    text: `package p
func TestX(t *testing.T) {
	for i := 0; i < 3; i++ {
		go func() { // GO
			_ = i // B:read
		}()
		i++ // A:write
	}
}`,
  },
  {
    not: "loop-variable-capture",
    but: "closure-capture",
    why: "a copy of the loop variable, written by both",
    goDirective: "1.20",
    text: `package p
func TestX(t *testing.T) {
	for _, v := range []int{1} {
		v := v
		go func() { // GO
			v++ // B:write
		}()
		v = 2 // A:write
	}
}`,
  },
  {
    not: "err-capture",
    but: "missing-lock",
    why: "an error in a field is nobody's local variable",
    text: `package p
type S struct { err *int }
func (s *S) fail() {
	s.err = nil // B:write
}
func (s *S) get() bool {
	return s.err == nil // A:read
}
func start(s *S) {
	go s.fail() // GO
}`,
  },
  {
    not: "named-result-capture",
    but: "closure-capture",
    why: "the result has no name: a plain local variable",
    text: `package p
func compute() int {
	result := 1
	go func() { // GO
		_ = result // B:read
	}()
	result = 2 // A:write
	return result
}`,
  },
  {
    not: "closure-capture",
    but: "missing-lock",
    why: "the field of an object that a captured pointer reaches is shared on purpose",
    text: `package p
type C struct { n int }
func TestX(t *testing.T) {
	c := &C{}
	go func() { // GO
		c.n++ // B:write
	}()
	c.n = 2 // A:write
}`,
  },
  {
    not: "concurrent-map",
    but: "closure-capture",
    why: "the key is raced on, not the map",
    callees: { A: ["runtime.mapaccess1"] },
    text: `package p
func TestX(t *testing.T) {
	m, k := map[int]int{}, 1
	go func() { // GO
		k = 2 // B:write
	}()
	_ = m[k] // A:read
}`,
  },
  {
    not: "slice-header",
    but: "missing-lock",
    why: "one element, while the slice itself stays as it is",
    text: `package p
type L struct { items []int }
func (l *L) set() {
	l.items[0] = 1 // B:write
}
func (l *L) first() int {
	return l.items[0] // A:read
}
func start(l *L) {
	go l.set() // GO
}`,
  },
  {
    not: "partial-lock",
    but: "missing-lock",
    why: "the lock is given back before the access",
    text: `package p
import "sync"
type C struct { mu sync.Mutex; n int }
func (c *C) inc() {
	c.mu.Lock()
	c.mu.Unlock()
	c.n++ // B:write
}
func (c *C) get() int {
	return c.n // A:read
}
func start(c *C) {
	go c.inc() // GO
}`,
  },
  {
    not: "partial-lock",
    but: "missing-lock",
    why: "each instance locks its own mutex around a global",
    text: `package p
import "sync"
var total int
type C struct { mu sync.Mutex }
func (c *C) inc() {
	c.mu.Lock()
	defer c.mu.Unlock()
	total++ // B:write
}
func (c *C) get() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return total // A:read
}
func start(c *C) {
	go c.inc() // GO
}`,
  },
  {
    not: "mixed-atomic",
    but: "lock-copy",
    why: "the atomic operation is a mutex's own; the struct around it is overwritten",
    callees: { B: ["sync/atomic.CompareAndSwapInt32", "sync.(*Mutex).Lock"] },
    text: `package p
import "sync"
type C struct { mu sync.Mutex }
func (c *C) use() {
	c.mu.Lock() // B:write
}
func (c *C) reset() {
	*c = C{} // A:write
}
func start(c *C) {
	go c.use() // GO
}`,
  },
  {
    not: "mixed-atomic",
    but: "closure-capture",
    why: "both sides are atomic, and what races is another variable",
    text: `package p
import "sync/atomic"
func TestX(t *testing.T) {
	var n int64
	m := 0
	go func() { // GO
		m++; atomic.AddInt64(&n, 1) // B:write
	}()
	m++; atomic.AddInt64(&n, 1) // A:write
}`,
  },
  {
    not: "publish-before-write",
    but: "missing-lock",
    why: "the write is not in the function that starts the goroutine",
    text: `package p
type S struct { n int }
func (s *S) loop() {
	_ = s.n // B:read
}
func (s *S) set() {
	s.n = 1 // A:write
}
func start(s *S) {
	go s.loop() // GO
}`,
  },
  {
    not: "publish-before-write",
    but: "missing-lock",
    why: "a signal after a while, not the rest of a construction",
    text: `package p
import "time"
type W struct { stop bool }
func (w *W) loop() {
	for !w.stop { // B:read
		w.work()
	}
}
func (w *W) work() {}
func start(w *W) {
	go w.loop() // GO
	time.Sleep(time.Second)
	w.stop = true // A:write
}`,
  },
  {
    not: "flag-polling",
    but: "missing-lock",
    why: "the loop works and does not merely wait",
    text: `package p
type W struct { stop bool }
func (w *W) halt() {
	w.stop = true // B:write
}
func (w *W) loop() {
	for !w.stop { // A:read
		w.work()
	}
}
func (w *W) work() {}
func start(w *W) {
	go w.halt() // GO
}`,
  },
  {
    not: "sleep-sync",
    but: "closure-capture",
    why: "the sleep comes before the goroutine is started",
    text: `package p
import "time"
func TestX(t *testing.T) {
	n := 0
	time.Sleep(time.Second)
	go func() { // GO
		n++ // B:write
	}()
	_ = n // A:read
}`,
  },
  {
    not: "waitgroup-add-in-goroutine",
    but: "closure-capture",
    why: "Add is where it belongs; the access stands in front of Wait",
    text: `package p
import "sync"
func TestX(t *testing.T) {
	var wg sync.WaitGroup
	n := 0
	wg.Add(1)
	go func() { // GO
		defer wg.Done()
		n++ // B:write
	}()
	_ = n // A:read
	wg.Wait()
}`,
  },
  {
    not: "global-hook",
    but: "missing-lock",
    why: "the code under test writes the variable, not the test",
    text: `package p
var current int
type S struct{}
func (s *S) run() {
	current = 1 // B:write
}
func read() int {
	return current // A:read
}
func start(s *S) {
	go s.run() // GO
}`,
  },
  {
    not: "interface-or-struct-write",
    but: "missing-lock",
    why: "a pointer is one word",
    text: `package p
type O struct{ a, b int }
type S struct { o *O }
func (s *S) set() {
	s.o = nil // B:write
}
func (s *S) get() *O {
	return s.o // A:read
}
func start(s *S) {
	go s.set() // GO
}`,
  },
  {
    not: "lock-copy",
    but: "partial-lock",
    why: "a pointer receiver copies nothing",
    text: `package p
import "sync"
type G struct { mu sync.Mutex; n int }
func (g *G) add() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.n++ // B:write
}
func (g *G) get() int {
	return g.n // A:read
}
func start(g *G) {
	go g.add() // GO
}`,
  },
  {
    not: "channel-close",
    but: "missing-lock",
    why: "a number that was received is not the channel",
    text: `package p
type F struct { last int; in chan int }
func (f *F) loop() {
	f.last = <-f.in // B:write
}
func (f *F) get() int {
	return f.last // A:read
}
func start(f *F) {
	go f.loop() // GO
}`,
  },
  {
    not: "parallel-subtest",
    but: "closure-capture",
    why: "one of the two goroutines is no test of its own",
    text: `package p
func TestX(t *testing.T) {
	t.Parallel()
	n := 0
	go func() { // GO
		n++ // B:write
	}()
	_ = n // A:read
}`,
  },
];

describe("near misses", () => {
  test.each(MISSES)("not $not but $but: $why", async ({ text, not, but, goDirective, callees }) => {
    const found = await classifyMarked(text, {
      ...(goDirective === undefined ? {} : { goDirectiveOf: () => goDirective }),
      ...(callees === undefined ? {} : { callees }),
    });
    expect(found?.class).not.toBe(not);
    expect(found?.class).toBe(but);
  });
});
