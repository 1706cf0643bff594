package cache

import (
	"fmt"
	"sync"
	"testing"
)

func TestConcurrentUse(t *testing.T) {
	var c Cache
	var wg sync.WaitGroup
	for i := 0; i < 8; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			k := fmt.Sprint(i)
			c.Put(k, k)
			if v, ok := c.Get(k); !ok || v != k {
				t.Errorf("Get(%q) = %q, %v", k, v, ok)
			}
		}()
	}
	wg.Wait()
}
