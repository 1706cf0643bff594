// Package audit writes a trail of events. One bug is planted here: a goroutine outlives its test.
package audit

import "time"

// Trail is a list of events.
type Trail struct{ Events []string }

// AddLater appends an event a little later. Planted: nothing orders it before the reader.
func (t *Trail) AddLater(event string) {
	go func() {
		time.Sleep(20 * time.Millisecond)
		t.Events = append(t.Events, event)
	}()
}

// Len is the number of events.
func (t *Trail) Len() int { return len(t.Events) }
