// Package distance races after a given number of further accesses: how far back the detector remembers.
package distance

import (
	"flag"
	"testing"
	"time"
)

var (
	accesses = flag.Int("accesses", 0, "calls between the write and the racing read")
	shared   int
	sink     [64]int
)

//go:noinline
func touch(i int) { sink[i%len(sink)]++ }

func TestDistance(t *testing.T) {
	done := make(chan int)
	go func() {
		// Sleeping orders nothing: the read races with the write below.
		time.Sleep(500 * time.Millisecond)
		done <- shared
	}()
	shared = 1
	for i := range *accesses {
		touch(i)
	}
	<-done
}
