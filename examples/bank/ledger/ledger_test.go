package ledger

import (
	"sync"
	"testing"
)

func TestTransfersAreCounted(t *testing.T) {
	var wg sync.WaitGroup
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := 0; j < 100; j++ {
				Record()
			}
		}()
	}
	wg.Wait()
}

func TestBalanceDuringTransfer(t *testing.T) {
	l := New([]string{"alice", "bob"}, 100)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := 0; i < 100; i++ {
			l.Transfer("alice", "bob", 1)
		}
	}()
	for i := 0; i < 100; i++ {
		if l.Balance("alice") > 100 {
			t.Error("money out of nothing")
		}
	}
	<-done
}

func TestTransferMovesMoney(t *testing.T) {
	l := New([]string{"alice", "bob"}, 100)
	l.Transfer("alice", "bob", 30)
	if got := l.Balance("bob"); got != 130 {
		t.Errorf("bob has %d, want 130", got)
	}
}
