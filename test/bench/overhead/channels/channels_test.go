// Package channels is the worst case for an execution trace: goroutines that do nothing but block and wake.
package channels

import (
	"sync"
	"testing"
)

func TestPingPong(t *testing.T) {
	var group sync.WaitGroup
	for range 8 {
		ping, pong := make(chan int), make(chan int)
		group.Add(2)
		go func() {
			defer group.Done()
			for i := range 100_000 {
				ping <- i
				<-pong
			}
		}()
		go func() {
			defer group.Done()
			for range 100_000 {
				pong <- <-ping
			}
		}()
	}
	group.Wait()
}

func TestContendedMutex(t *testing.T) {
	var group sync.WaitGroup
	var mutex sync.Mutex
	total := 0
	for range 16 {
		group.Add(1)
		go func() {
			defer group.Done()
			for range 100_000 {
				mutex.Lock()
				total++
				mutex.Unlock()
			}
		}()
	}
	group.Wait()
	if total != 16*100_000 {
		t.Fatal(total)
	}
}
