package locks

import (
	"testing"
	"time"

	"github.com/sasha-s/go-deadlock"
)

type account struct {
	mu      deadlock.Mutex
	balance int
}

func transfer(from, to *account) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	from.balance--
	to.balance++
}

func TestOrder(t *testing.T) {
	deadlock.Opts.OnPotentialDeadlock = func() {}
	var a, b account
	transfer(&a, &b)
	transfer(&b, &a)
}

func TestTwice(t *testing.T) {
	deadlock.Opts.OnPotentialDeadlock = func() {}
	deadlock.Opts.DeadlockTimeout = 200 * time.Millisecond
	var a account
	a.mu.Lock()
	go func() {
		time.Sleep(700 * time.Millisecond)
		a.mu.Unlock()
	}()
	a.mu.Lock()
	a.mu.Unlock()
}
