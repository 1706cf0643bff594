// Package inits races while it is initialised.
package inits

import "time"

var table map[string]int

func init() {
	go func() { table = map[string]int{"a": 1} }()
	time.Sleep(20 * time.Millisecond)
	table = nil
}
