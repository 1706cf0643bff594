package fatals

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/debug"
	"runtime/pprof"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
	"unsafe"
)

type node struct {
	name string
	next *node
}

func (n *node) label() string { return n.name }

func TestNilReceiver(t *testing.T) {
	var n *node
	_ = n.label()
}

func TestNilField(t *testing.T) {
	n := &node{}
	n.next.next = n
}

func even(n int) bool { return n == 0 || odd(n-1) }
func odd(n int) bool  { return n != 0 && even(n-1) }

func TestOverflow(t *testing.T) {
	debug.SetMaxStack(1 << 16)
	even(-1)
}

var huge = 1 << 45

func TestMemory(t *testing.T) { _ = make([]byte, huge) }

func TestMapIteration(t *testing.T) {
	m := map[int]int{1: 1, 2: 2}
	go func() {
		for i := 0; ; i++ {
			m[i%4096] = i
		}
	}()
	for time.Now().Before(time.Now().Add(time.Second)) {
		for range m {
		}
	}
}

func TestRUnlock(t *testing.T) {
	var mu sync.RWMutex
	mu.RUnlock()
}

func worker(jobs <-chan int) {
	for range jobs {
	}
}

func TestManyStuck(t *testing.T) {
	jobs := make(chan int)
	for range 37 {
		go worker(jobs)
	}
	var mu sync.Mutex
	mu.Lock()
	for range 3 {
		go mu.Lock()
	}
	mu.Lock()
}

type point struct{ x, y int }
type code int

func TestCustomType(t *testing.T) { panic(point{1, 2}) }
func TestCustomInt(t *testing.T)  { panic(code(7)) }
func TestPanicNil(t *testing.T)   { panic(nil) }

var errGone = errors.New("gone")

func TestSameValueAgain(t *testing.T) {
	defer func() { panic(recover()) }()
	panic(errGone)
}

type closer struct{ name string }

func (c closer) Close() {
	if c.name == "second" {
		panic("close " + c.name)
	}
}

func TestDeferredPanic(t *testing.T) {
	defer closer{"first"}.Close()
	defer closer{"second"}.Close()
	panic("work failed")
}

func TestSendClosed(t *testing.T) {
	results := make(chan int)
	done := make(chan bool)
	go func() {
		<-done
		results <- 1
	}()
	close(results)
	close(done)
	time.Sleep(time.Second)
}

func TestCloseClosed(t *testing.T) {
	c := make(chan int)
	close(c)
	close(c)
}

func TestCloseNil(t *testing.T) {
	var c chan int
	close(c)
}

func at(list []int, i int) int { return list[i] }

func TestIndex(t *testing.T)  { at([]int{1, 2}, 5) }
func TestSlice(t *testing.T)  { list, n := []int{1}, 3; _ = list[n:] }
func TestNilMap(t *testing.T) { var m map[string]int; m["a"] = 1 }
func TestNegative(t *testing.T) {
	var wg sync.WaitGroup
	wg.Done()
}
func TestDivide(t *testing.T)    { zero := len(os.Args) - len(os.Args); _ = 1 / zero }
func TestAssertion(t *testing.T) { var v any = "text"; _ = v.(int) }

func TestExit(t *testing.T) { os.Exit(0) }

func TestBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		go func() { <-make(chan int) }()
		<-make(chan int)
	})
}

func TestFault(t *testing.T) {
	address := uintptr(0xdead0000)
	*(*int)(*(*unsafe.Pointer)(unsafe.Pointer(&address))) = 1
}

func TestServingNil(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		var n *node
		_ = n.next.name
	}))
	defer server.Close()
	_, _ = http.Get(server.URL)
}

func work() { panic("first") }

func TestRecoveredThenOther(t *testing.T) {
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Errorf("wrapped: %v", r))
		}
	}()
	work()
}

type broken struct{ name *string }

func (b broken) Error() string { return *b.name }

func TestPanicWhilePrinting(t *testing.T) { panic(broken{}) }

func TestMakeChannel(t *testing.T) { n := -len(os.Args); _ = make(chan int, n) }

// Under GOTRACEBACK=crash every thread prints itself.
func TestQuitCrash(t *testing.T) {
	go func() { select {} }()
	time.Sleep(10 * time.Millisecond)
	_ = syscall.Kill(os.Getpid(), syscall.SIGQUIT)
	time.Sleep(time.Second)
}

// Labels stand in the header with GODEBUG=tracebacklabels=1.
func TestLabels(t *testing.T) {
	labels := pprof.Labels("job", "a b", "quoted", `q"x]:`)
	pprof.Do(context.Background(), labels, func(context.Context) {
		go func() { select {} }()
		time.Sleep(10 * time.Millisecond)
		select {}
	})
}

// A bubble that is not over: its goroutines are marked, the blocked ones as durable.
func TestBubbleTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		done := make(chan int)
		go func() {
			for {
				time.Sleep(time.Second)
			}
		}()
		<-done
	})
}
