package mill

import (
	"testing"

	"example.com/mill/gauge"
)

var hooked int

var idle = func() {}

var hook = func() {
	hooked++ //@ hooked
}

func TestHook(t *testing.T) { both(func(int) { hook() }) }

func (c *Bin[T]) Spread() {
	both(func(int) {
		c.size-- //@ spread
	})
}

func TestSpread(t *testing.T) { (&Bin[string]{}).Spread() }

func tally[K comparable, V any](m map[K]V) int {
	all := 0
	both(func(int) {
		for range m {
			all++ //@ all
		}
	})
	return all
}

func TestTally(t *testing.T) { tally(map[int]bool{1: true}) }

type hitter interface{ Hit() }

type knob struct{ at *int }

func (k knob) Hit() {
	k.check()
	*k.at++ //@ knob
}

func (k knob) check() {}

type panel struct{ knob }

func TestPanel(t *testing.T) {
	var h hitter = &panel{knob{new(int)}}
	both(func(int) { h.Hit() })
}

func TestStored(t *testing.T) {
	defer func() { idle() }()
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
	quiet := func() {}
	quiet()
	both(func(int) {
		gauge.Reach++ //@ reach
	})
}
