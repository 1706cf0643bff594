package leak

import (
	"testing"

	"go.uber.org/goleak"
)

func worker(jobs <-chan int, done chan<- struct{}) {
	for range jobs {
	}
	done <- struct{}{}
}

func TestLeaks(t *testing.T) {
	defer goleak.VerifyNone(t)
	jobs := make(chan int)
	for range 3 {
		go worker(jobs, make(chan struct{}))
	}
	go func() { select {} }()
}
