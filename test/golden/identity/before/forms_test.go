package mill

import (
	"testing"

	"example.com/mill/gauge"
)

var hooked int

var hook = func() {
	hooked++ //@ hooked
}

func TestHook(t *testing.T) { both(func(int) { hook() }) }

func (b *Bin[T]) Spread() {
	both(func(int) {
		b.size-- //@ spread
	})
}

func TestSpread(t *testing.T) { (&Bin[int]{}).Spread() }

func tally[K comparable, V any](m map[K]V) int {
	all := 0
	both(func(int) {
		for range m {
			all++ //@ all
		}
	})
	return all
}

func TestTally(t *testing.T) { tally(map[string]int{"a": 1}) }

type hitter interface{ Hit() }

type knob struct{ at *int }

func (k knob) Hit() {
	*k.at++ //@ knob
}

type panel struct{ knob }

func TestPanel(t *testing.T) {
	var h hitter = &panel{knob{new(int)}}
	both(func(int) { h.Hit() })
}

func TestStored(t *testing.T) {
	x := 0
	f := func() {
		x++ //@ stored
	}
	done := make(chan bool)
	go func() {
		f()
		done <- true
	}()
	f()
	<-done
}

func TestValue(t *testing.T) {
	s := &Stones{}
	f := s.Weigh
	both(func(int) { f() })
}

func (s *Stones) Weigh() {
	s.left.n += 2 //@ weighed
}

func TestLimit(t *testing.T) {
	both(func(i int) {
		if i == 0 {
			gauge.Raise()
		} else {
			gauge.Limit++ //@ limit
		}
	})
}

func TestReach(t *testing.T) {
	both(func(int) {
		gauge.Reach++ //@ reach
	})
}
