// Writes an execution trace of a chosen size: a mix of what busy services do (worker pools with select, contended
// locks, condition variables, timers, contexts, tasks and regions, loopback TCP, file syscalls, short goroutines,
// garbage), and with -dense also channel ping-pong inside regions, which fills the file faster.
//
//	go run . -mb 100 | -ms 5 [-dense] [-kill] out.trace
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"runtime/trace"
	"sync"
	"sync/atomic"
	"time"
)

var (
	mb    = flag.Float64("mb", 5, "stop when the file has this many megabytes")
	ms    = flag.Float64("ms", 0, "stop after this many milliseconds instead")
	dense = flag.Bool("dense", false, "add channel ping-pong inside regions")
	kill  = flag.Bool("kill", false, "leave without stopping the trace: its last generation stays open")
)

// counter is the trace's destination; it knows how much went through.
type counter struct {
	w io.Writer
	n atomic.Int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n.Add(int64(n))
	return n, err
}

func main() {
	flag.Parse()
	f, err := os.Create(flag.Arg(0))
	check(err)
	out := &counter{w: f}
	check(trace.Start(out))
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	start := func(n int, work func(context.Context, int)) {
		for i := 0; i < n; i++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				work(ctx, i)
			}()
		}
	}
	jobs := make(chan int, 16)
	start(8, func(ctx context.Context, _ int) { worker(ctx, jobs) })
	start(2, func(ctx context.Context, _ int) { feeder(ctx, jobs) })
	start(6, locker)
	start(4, waiter)
	start(2, ticker)
	start(2, server)
	start(2, files)
	start(2, spawner)
	start(1, garbage)
	if *dense {
		start(8, pingPong)
	}
	time.Sleep(time.Duration(*ms * 1e6))
	for *ms == 0 && float64(out.n.Load()) < *mb*1e6 {
		time.Sleep(2 * time.Millisecond)
	}
	if *kill {
		os.Exit(3)
	}
	cancel()
	wg.Wait()
	trace.Stop()
	check(f.Close())
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func worker(ctx context.Context, jobs <-chan int) {
	t := time.NewTimer(time.Second)
	defer t.Stop()
	for {
		select {
		case j := <-jobs:
			if j%64 == 0 {
				task(ctx, j)
			}
		case <-t.C:
			t.Reset(10 * time.Millisecond)
		case <-ctx.Done():
			return
		}
	}
}

func task(ctx context.Context, j int) {
	ctx, t := trace.NewTask(ctx, "job")
	defer t.End()
	trace.WithRegion(ctx, "think", func() { trace.Logf(ctx, "job", "%d", j) })
}

func feeder(ctx context.Context, jobs chan<- int) {
	for i := 0; ; i++ {
		select {
		case jobs <- i:
		case <-ctx.Done():
			return
		}
	}
}

var (
	mu     sync.Mutex
	rw     sync.RWMutex
	shared = map[int]int{}
)

func locker(ctx context.Context, n int) {
	for i := 0; ctx.Err() == nil; i++ {
		mu.Lock()
		shared[n]++
		if i%8 == 0 {
			// Give up the processor while holding the lock, so that others have to wait for it.
			time.Sleep(time.Microsecond)
		}
		mu.Unlock()
		rw.RLock()
		_ = i
		rw.RUnlock()
		if i%32 == 0 {
			rw.Lock()
			rw.Unlock()
		}
	}
}

var (
	condMu sync.Mutex
	cond   = sync.NewCond(&condMu)
	turn   int
)

func waiter(ctx context.Context, n int) {
	go func() {
		<-ctx.Done()
		cond.Broadcast()
	}()
	for ctx.Err() == nil {
		condMu.Lock()
		for turn%4 != n && ctx.Err() == nil {
			cond.Wait()
		}
		turn++
		condMu.Unlock()
		cond.Broadcast()
	}
}

func ticker(ctx context.Context, _ int) {
	for ctx.Err() == nil {
		short, cancel := context.WithTimeout(ctx, 200*time.Microsecond)
		<-short.Done()
		cancel()
	}
}

func server(ctx context.Context, _ int) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	defer l.Close()
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		_, _ = io.Copy(c, c)
		c.Close()
	}()
	c, err := net.Dial("tcp", l.Addr().String())
	check(err)
	defer c.Close()
	buf := make([]byte, 256)
	for ctx.Err() == nil {
		if _, err := c.Write(buf); err != nil {
			return
		}
		if _, err := io.ReadFull(c, buf); err != nil {
			return
		}
	}
}

func files(ctx context.Context, _ int) {
	f, err := os.CreateTemp("", "generator-")
	check(err)
	defer os.Remove(f.Name())
	defer f.Close()
	buf := make([]byte, 4096)
	for ctx.Err() == nil {
		_, _ = f.WriteAt(buf, 0)
		_, _ = f.ReadAt(buf, 0)
	}
}

func spawner(ctx context.Context, _ int) {
	for ctx.Err() == nil {
		var wg sync.WaitGroup
		for i := 0; i < 16; i++ {
			wg.Add(1)
			go func() { wg.Done() }()
		}
		wg.Wait()
	}
}

var sink []byte

func garbage(ctx context.Context, _ int) {
	for ctx.Err() == nil {
		sink = make([]byte, 1<<16)
		time.Sleep(50 * time.Microsecond)
	}
}

func pingPong(ctx context.Context, _ int) {
	there, back := make(chan int), make(chan int)
	go func() {
		for v := range there {
			back <- v
		}
	}()
	defer close(there)
	for i := 0; ctx.Err() == nil; i++ {
		trace.WithRegion(ctx, "round", func() {
			there <- i
			<-back
		})
	}
}
