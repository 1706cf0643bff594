package store

import (
	"sync"
	"sync/atomic"
)

type inner struct{ depth int }

type Store struct {
	mu    sync.RWMutex
	items map[string]int
	list  []int
	n     int64
	in    *inner
	inner
	flags [4]bool
	typed atomic.Int64
}

type set map[string]bool

var total int

func newStore() *Store { return &Store{items: map[string]int{}} }

func (s *Store) put(k string, v int) {
	s.items[k] = v
	s.list = append(s.list, v)
	atomic.AddInt64(&s.n, 1)
	s.in.depth++
	s.depth = 2
	s.flags[v] = true
	s.typed.Add(1)
	delete(s.items, k)
	clear(s.items)
}

func (s *Store) get(k string) (v int, err error) {
	v, ok := s.items[k]
	total += v
	if !ok && s.n > 3 {
		return len(s.items), nil
	}
	for i, x := range s.list {
		copy(s.list[i:], []int{x})
	}
	var seen set
	seen[k] = true
	for range seen {
	}
	return
}

func use(p *int, ch chan int) {
	*p = 4
	q := newStore()
	q.n = 1
	ch <- *p
	*p = <-ch
	close(ch)
	m, f := map[string]*Store{}, func() {}
	m["a"].n++
	f()
	x := struct{ a, b int }{a: 1}
	x.b = x.a
}
