package p

import (
	"context"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

type T struct{ once sync.Once }

var hook = func() { _ = 1 }

func (t *T) M(ctx context.Context) (n int, err error) {
	go func() { func() { n++ }() }()
	t.once.Do(func() { n = 1 })
	defer func() { err = nil }()
	return 2, nil
}

func (T) Value() {}

func G[K comparable, V any](k K) { go func() { _ = k }() }

func TestX(t *testing.T) {
	var g errgroup.Group
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		g.Go(func() error { return nil })
		t.Run("a", func(t *testing.T) { t.Parallel(); _ = i })
	}
	wg.Go(func() {})
	time.AfterFunc(time.Second, func() {})
	t.Cleanup(func() {})
	fn := func() {}
	each(func(int) {}, 1)
	fn()
}

func each(f func(int), n int) { f(n) }
