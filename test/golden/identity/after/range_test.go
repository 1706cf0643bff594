//go:build go1.23

package mill

import "testing"

func two(yield func(int) bool) {
	_ = yield(0) && yield(1)
}

func TestRange(t *testing.T) {
	sum := 0
	for range two {
	}
	both(func(int) {
		for v := range two {
			sum += v //@ ranged
		}
	})
}
