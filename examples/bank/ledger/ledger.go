// Package ledger keeps account balances. Two bugs are planted here for racegate to find.
package ledger

import "sync"

// Transfers counts the transfers of all ledgers. Planted: it is incremented without a lock.
var Transfers int

// Ledger is a set of accounts.
type Ledger struct {
	mu       sync.Mutex
	balances map[string]int
}

// New returns a ledger in which every account has the given balance.
func New(accounts []string, balance int) *Ledger {
	l := &Ledger{balances: make(map[string]int)}
	for _, a := range accounts {
		l.balances[a] = balance
	}
	return l
}

// Transfer moves amount from one account to another.
func (l *Ledger) Transfer(from, to string, amount int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.balances[from] -= amount
	l.balances[to] += amount
}

// Record notes that a transfer happened.
func Record() { Transfers++ }

// Balance reads an account. Planted: the map is read without the lock that guards it elsewhere.
func (l *Ledger) Balance(account string) int {
	return l.balances[account]
}
