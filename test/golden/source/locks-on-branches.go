package p

import "sync"

type C struct {
	mu sync.Mutex
	rw sync.RWMutex
	m  map[string]int
	n  int
}

type E struct {
	sync.Mutex
	n int
}

var global sync.Mutex

func (c *C) deferred(k string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.m[k] = 1
}

func (c *C) early(k string) int {
	c.rw.RLock()
	if v, ok := c.m[k]; ok {
		c.rw.RUnlock()
		return v
	}
	c.n = 1
	c.rw.RUnlock()
	c.n = 2
	return c.n
}

func (c *C) sometimes(b bool) {
	if b {
		c.mu.Lock()
	}
	c.n = 3
	if b {
		c.mu.Unlock()
	}
	c.n = 4
}

func (c *C) try() {
	if c.mu.TryLock() {
		c.n = 5
		c.mu.Unlock()
	}
	if !c.mu.TryLock() {
		c.n = 6
		return
	}
	c.n = 7
	c.mu.Unlock()
}

func (c *C) lock()   { c.mu.Lock() }
func (c *C) unlock() { c.mu.Unlock() }

func (c *C) helpers() {
	c.lock()
	c.n = 8
	c.unlock()
	c.n = 9
}

func (c *C) loops(b chan int) {
	for {
		c.mu.Lock()
		if c.n > 0 {
			c.mu.Unlock()
			break
		}
		c.n = 10
		c.mu.Unlock()
	}
	switch c.n {
	case 1:
		global.Lock()
	default:
		panic("no")
	}
	c.n = 11
	global.Unlock()
	select {
	case <-b:
		c.mu.Lock()
	default:
	}
	c.n = 12
}

func (e *E) embedded() {
	e.Lock()
	e.n = 13
	func() { e.n = 14 }()
	go func() { e.n = 15 }()
	defer func() {
		e.Unlock()
	}()
	e.n = 16
}

func (c *C) entry() {
	c.mu.Lock()
	c.setLocked()
	c.mu.Unlock()
}

func (c *C) setLocked() { c.n = 17 }

func (c *C) guard() func() { c.mu.Lock(); return c.mu.Unlock }

func (c *C) guarded() {
	defer c.guard()()
	c.n = 18 // held
}
