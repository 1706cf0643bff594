// Package mill races on purpose. Each racing line ends in the name of its race; test/golden/identity/record.ts runs it.
package mill

import "sync"

var turns, stops int

type side struct{ n int }

type Stones struct {
	grain       int
	husk        string
	names       map[string]int
	rows        []int
	left, right side
	up          bool
	wear        int
	depth       int
}

func (s *Stones) Fill(v int) {
	s.grain = v    //@ grain
	s.husk = "oat" //@ husk
}

func (s *Stones) Note(k string, v int) {
	s.names[k] = v             //@ names
	s.rows = append(s.rows, v) //@ rows
}

func (s *Stones) Turn() {
	s.left.n++  //@ left
	s.right.n++ //@ right
}

func (s *Stones) open() { s.up = true } //@ up

func (s *Stones) wearOut(v int) {
	s.wear = v //@ wear
}

func (s *Stones) Later() {
	defer func() {
		s.depth++ //@ depth
	}()
}

func count() {
	turns++ //@ turns
	stops++ //@ stops
}

type Bin[T any] struct {
	last T
	size int
}

func (b *Bin[T]) Put(v T) {
	b.last = v //@ last
	b.size++   //@ size
}

func bump(p *int) {
	*p++ //@ pointed
}

// start is small enough to be inlined, and its literal with it.
func start(wg *sync.WaitGroup, load *int) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		*load++ //@ load
	}()
}

func weigh(wg *sync.WaitGroup) (cents int, err error) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		cents, err = 3, nil //@ several
	}()
	cents, err = 4, nil //@ several
	wg.Wait()
	return 0, nil
}

type order struct{ done, result int }

func work(o *order) {
	o.result = 42 //@ result
	o.done = 1    //@ done
}

func look(o *order) int {
	for range 3 {
		if o.done == 1 { //@ done
			break
		}
	}
	return o.result //@ result
}
