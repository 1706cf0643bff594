// The reference: a loop over golang.org/x/exp/trace's Reader that counts events and pairs of block and unblock.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"golang.org/x/exp/trace"
)

func main() {
	f, err := os.Open(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	r, err := trace.NewReader(bufio.NewReaderSize(f, 1<<20))
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	blocked := map[trace.GoID]trace.Time{}
	events, pairs := 0, 0
	var waited trace.Time
	for {
		ev, err := r.ReadEvent()
		if err == io.EOF {
			break
		}
		if err != nil {
			fmt.Println("error:", err)
			break
		}
		events++
		if ev.Kind() != trace.EventStateTransition {
			continue
		}
		st := ev.StateTransition()
		if st.Resource.Kind != trace.ResourceGoroutine {
			continue
		}
		from, to := st.Goroutine()
		if from == trace.GoRunning && to == trace.GoWaiting {
			blocked[st.Resource.Goroutine()] = ev.Time()
		} else if from == trace.GoWaiting && to == trace.GoRunnable {
			if at, ok := blocked[st.Resource.Goroutine()]; ok {
				waited += ev.Time() - at
				pairs++
				delete(blocked, st.Resource.Goroutine())
			}
		}
	}
	fmt.Printf("events=%d pairs=%d waited=%d\n", events, pairs, waited)
}
