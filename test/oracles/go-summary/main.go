// Prints what Go's own trace summaries (internal/trace/summary.go, which `go tool trace` shows) say of each goroutine,
// a JSON object a line. It is built as if it lay in GOROOT/src/cmd (go build -overlay), where the package may be used.
package main

import (
	"encoding/json"
	"fmt"
	"internal/trace"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := trace.NewReader(f)
	if err != nil {
		return err
	}
	s := trace.NewSummarizer()
	var first trace.Time
	for {
		ev, err := r.ReadEvent()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if first == 0 {
			first = ev.Time()
		}
		s.Event(&ev)
	}
	out := json.NewEncoder(os.Stdout)
	for id, g := range s.Finalize().Goroutines {
		err := out.Encode(map[string]any{
			"id": id, "name": g.Name, "startNs": g.CreationTime - first, "endNs": g.EndTime - first,
			"ended": g.EndTime != 0, "totalNs": g.TotalTime, "executionNs": g.ExecTime,
			"runnableNs": g.SchedWaitTime, "blocked": g.BlockTimeByReason, "syscallNs": g.SyscallTime,
			"syscallBlockedNs": g.SyscallBlockTime, "unknownNs": g.UnknownTime(), "ranges": g.RangeTime,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
