package crashes

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"sync"
	"syscall"
	"testing"
	"time"
)

type node struct{ next *node }

func TestNestedPanic(t *testing.T) {
	defer func() {
		recover()
		defer func() { panic(fmt.Sprint("third after ", recover())) }()
		panic("second")
	}()
	defer func() { panic("middle") }()
	panic("first")
}

func TestErrorPanic(t *testing.T) { panic(fmt.Errorf("outer: %w", errors.New("inner"))) }

func TestNilPointer(t *testing.T) {
	t.Run("deep", func(t *testing.T) {
		var n *node
		n = n.next.next
		_ = n
	})
}

func TestMapWrites(t *testing.T) {
	m := map[int]int{}
	for range 4 {
		go func() {
			for i := 0; ; i++ {
				m[i%8]++
			}
		}()
	}
	time.Sleep(5 * time.Second)
}

func TestUnlock(t *testing.T) {
	var mu sync.Mutex
	mu.Unlock()
}

func TestHang(t *testing.T) {
	t.Run("inner", func(t *testing.T) {
		var wg sync.WaitGroup
		wg.Add(1)
		wg.Wait()
	})
}

func TestQuit(t *testing.T) {
	pprof.Do(context.Background(), pprof.Labels("request", "a b"), func(context.Context) {
		go func() { select {} }()
	})
	runtime.LockOSThread()
	go func() { _ = syscall.Kill(os.Getpid(), syscall.SIGQUIT) }()
	select {}
}

func deep(n int) int {
	if n == 0 {
		panic("bottom")
	}
	return deep(n-1) + 1
}

func TestDeep(t *testing.T) { deep(300) }

func TestPrintStack(t *testing.T) {
	defer func() {
		fmt.Println("recovered panic:", recover())
		debug.PrintStack()
	}()
	panic("handled")
}

func TestServing(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		panic("in a handler")
	}))
	defer server.Close()
	_, err := http.Get(server.URL)
	t.Log(err != nil)
}

func TestMultiLine(t *testing.T) { panic("line one\nline two\ngoroutine of words\n\nline five") }

func TestGoexitPanic(t *testing.T) {
	defer func() { panic("in a defer of Goexit") }()
	runtime.Goexit()
}

func TestPanicGoroutine(t *testing.T) {
	go func() { panic("not in the test's goroutine") }()
	time.Sleep(time.Second)
}
