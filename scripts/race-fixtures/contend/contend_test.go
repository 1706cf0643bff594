// Package contend holds a lock for long (TestConvoy) and for a moment (TestBusy).
package contend

import (
	"os"
	"runtime/pprof"
	"sync"
	"testing"
	"time"
)

type store struct {
	mu    sync.Mutex
	items map[int]int
}

func (s *store) slow(key int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	time.Sleep(10 * time.Millisecond)
	s.items[key]++
}

func (s *store) quick(key int) {
	s.mu.Lock()
	s.items[key]++
	s.mu.Unlock()
}

func run(times int, each func(int)) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range times {
				each(i)
			}
		})
	}
	wg.Wait()
}

func TestConvoy(t *testing.T) {
	s := &store{items: map[int]int{}}
	run(20, s.slow)
}

func TestBusy(t *testing.T) {
	s := &store{items: map[int]int{}}
	for range 100 {
		run(10, s.quick)
		time.Sleep(5 * time.Millisecond)
	}
}

func TestGoroutines(t *testing.T) {
	jobs := make(chan int)
	for range 12 {
		go func() { <-jobs }()
	}
	time.Sleep(10 * time.Millisecond)
	file, err := os.Create(os.Getenv("GOROUTINE_PROFILE"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := pprof.Lookup("goroutine").WriteTo(file, 0); err != nil {
		t.Fatal(err)
	}
	close(jobs)
}
