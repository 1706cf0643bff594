package mill

import (
	"sync"
	"testing"
)

// both runs f in two goroutines.
func both(f func(i int)) {
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			f(i)
		}()
	}
	wg.Wait()
}

func TestFill(t *testing.T) {
	s := &Stones{}
	both(func(i int) { s.Fill(i) })
}

func TestNote(t *testing.T) {
	s := &Stones{names: map[string]int{}}
	both(func(i int) { s.Note("a", i) })
}

func TestTurn(t *testing.T) {
	s := &Stones{}
	both(func(int) { s.Turn() })
}

func TestOpen(t *testing.T) {
	s := &Stones{}
	both(func(int) { s.open() })
}

func TestWear(t *testing.T) {
	s := &Stones{}
	done := make(chan bool)
	go func() {
		go s.wearOut(2)
		s.wearOut(1)
		done <- true
	}()
	<-done
}

func TestLater(t *testing.T) {
	s := &Stones{}
	both(func(int) { s.Later() })
}

func TestCount(t *testing.T) { both(func(int) { count() }) }

func TestBin(t *testing.T) {
	b := &Bin[string]{}
	both(func(int) { b.Put("oat") })
}

func TestBump(t *testing.T) {
	n := 0
	both(func(int) { bump(&n) })
}

func TestStart(t *testing.T) {
	var wg sync.WaitGroup
	load := 0
	start(&wg, &load)
	start(&wg, &load)
	wg.Wait()
}

func TestWeigh(t *testing.T) {
	var wg sync.WaitGroup
	_, _ = weigh(&wg)
}

func TestOrder(t *testing.T) {
	o := &order{}
	both(func(i int) {
		if i == 0 {
			work(o)
		} else {
			look(o)
		}
	})
}

func TestTwins(t *testing.T) {
	t.Run("left", func(t *testing.T) {
		n := 0
		done := make(chan bool)
		go func() {
			n++ //@ twin-left
			close(done)
		}()
		n++ //@ twin-left
		<-done
	})
	t.Run("right", func(t *testing.T) {
		n := 0
		done := make(chan bool)
		go func() {
			n++ //@ twin-right
			close(done)
		}()
		n++ //@ twin-right
		<-done
	})
}

func TestLoose(t *testing.T) {
	a, b := &side{}, &side{}
	done := make(chan bool)
	go func() {
		a.n++ //@ loose-a
		b.n++ //@ loose-b
		close(done)
	}()
	a.n++ //@ loose-a
	b.n++ //@ loose-b
	<-done
}
