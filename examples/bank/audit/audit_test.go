package audit

import (
	"testing"
	"time"
)

var trail Trail

func TestAddLater(t *testing.T) {
	trail.AddLater("login")
}

// The detector prints the race while this test runs, and go test blames it; TestAddLater is the guilty one.
func TestLen(t *testing.T) {
	deadline := time.Now().Add(100 * time.Millisecond)
	for time.Now().Before(deadline) {
		_ = trail.Len()
		time.Sleep(time.Millisecond)
	}
}
