package mains

import (
	"os"
	"testing"
	"time"
)

var x int

func TestMain(m *testing.M) {
	code := m.Run()
	go func() { x = 1 }()
	time.Sleep(20 * time.Millisecond)
	x = 2
	os.Exit(code)
}

func TestNothing(t *testing.T) {}
