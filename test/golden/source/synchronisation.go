package p

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

type S struct {
	wg    sync.WaitGroup
	done  chan struct{}
	out   chan int
	ready bool
	flag  int32
	once  sync.Once
	mu    sync.Mutex
}

func (s *S) start(ctx context.Context) {
	s.done, s.out = make(chan struct{}), make(chan int, 4)
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		select {
		case s.out <- 1:
		case <-ctx.Done():
			return
		default:
		}
		close(s.done)
	}()
	go func() {
		s.wg.Add(1)
		defer s.wg.Done()
	}()
	go s.loop()
	s.wg.Wait()
	for v := range s.out {
		_ = v
	}
	if ctx.Err() != nil {
		return
	}
}

func (s *S) loop() {
	for !s.ready {
		runtime.Gosched()
	}
	for {
		if s.ready {
			break
		}
		time.Sleep(time.Millisecond)
	}
	for i := 0; i < 3; i++ {
	}
	for s.ready {
		s.work()
	}
	atomic.StoreInt32(&s.flag, 1)
	s.ready = s.flag == 1
}

func (s *S) work() { s.once.Do(func() { s.ready = true }) }

func contexts(parent context.Context) {
	a, cancelA := context.WithCancel(parent)
	defer cancelA()
	b, _ := context.WithTimeout(a, time.Second)
	c, cancelC := context.WithCancel(b)
	_ = c
	_ = cancelC
	d, cancelD := context.WithCancel(c)
	go func() { cancelD() }()
	<-d.Done()
}

func (s S) byValue() { t := s; _ = t }

func TestSleep(t *testing.T) {
	t.Parallel()
	x := 0
	go func() { x++ }()
	time.Sleep(time.Second)
	if x != 1 {
		t.Fatal(x)
	}
	t.Run("sub", func(t *testing.T) { t.Parallel(); x++ })
}
