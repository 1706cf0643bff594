// Package late has a goroutine that logs when its test is over.
package late

import (
	"os"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	status := m.Run()
	time.Sleep(200 * time.Millisecond)
	os.Exit(status)
}

func TestLogLate(t *testing.T) {
	go func() {
		time.Sleep(50 * time.Millisecond)
		t.Log("too late")
	}()
}
