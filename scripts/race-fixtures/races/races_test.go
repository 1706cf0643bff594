package races

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

type box[T any] struct{ value T }

func (b *box[T]) set(v T) { b.value = v }

type counter struct{ n int64 }

func (c *counter) add()          { c.n++ }
func (c *counter) addBy(k int64) { c.n += k }

func both(one, other func()) {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); one() }()
	go func() { defer wg.Done(); other() }()
	wg.Wait()
}

func TestReadWrite(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		x = 1
		done <- true
	}()
	_ = fmt.Sprint(x)
	<-done
}

func TestIncrement(t *testing.T) {
	var c counter
	both(func() {
		for range 100 {
			c.add()
		}
	}, func() {
		for range 100 {
			c.add()
		}
	})
}

func TestFinished(t *testing.T) {
	x := 0
	go func() { x = 1 }()
	time.Sleep(50 * time.Millisecond)
	_ = fmt.Sprint(x)
}

func TestMap(t *testing.T) {
	m := map[string]int{}
	go func() { m["a"] = 1 }()
	time.Sleep(20 * time.Millisecond)
	m["b"] = 2
}

func TestClose(t *testing.T) {
	c := make(chan int, 10)
	go func() { c <- 1 }()
	time.Sleep(20 * time.Millisecond)
	close(c)
}

func TestAtomic(t *testing.T) {
	var c counter
	go func() { atomic.AddInt64(&c.n, 1) }()
	time.Sleep(20 * time.Millisecond)
	c.n = 5
}

func TestGeneric(t *testing.T) {
	var b box[struct{ X, Y int }]
	go b.set(struct{ X, Y int }{1, 2})
	time.Sleep(20 * time.Millisecond)
	b.set(struct{ X, Y int }{3, 4})
}

func TestMethodValue(t *testing.T) {
	var c counter
	f := c.add
	go f()
	time.Sleep(20 * time.Millisecond)
	f()
}

func TestGoWrap(t *testing.T) {
	var c counter
	go c.addBy(2)
	time.Sleep(20 * time.Millisecond)
	c.addBy(3)
}

func TestSub(t *testing.T) {
	t.Run("clean", func(t *testing.T) {})
	t.Run("with race", func(t *testing.T) {
		x := 0
		go func() { x = 1 }()
		time.Sleep(20 * time.Millisecond)
		x = 2
		_ = fmt.Sprint(x)
	})
}

func TestGlued(t *testing.T) {
	x := 0
	go func() { x = 1 }()
	time.Sleep(20 * time.Millisecond)
	fmt.Print("no newline behind this")
	x = 2
	_ = fmt.Sprint(x)
}

func TestNoisy(t *testing.T) {
	x := 0
	t.Log("before")
	go func() { x = 1 }()
	time.Sleep(20 * time.Millisecond)
	x = 2
	_ = fmt.Sprint(x)
	t.Log("after\nwith a second line")
}

var late = make(chan bool)
var lateDone = make(chan bool)
var shared int

func TestLateA(t *testing.T) {
	shared = 1
	go func() {
		<-late
		shared = 2
		close(lateDone)
	}()
}

func TestLateB(t *testing.T) {
	go func() { _ = fmt.Sprint(shared) }()
	time.Sleep(20 * time.Millisecond)
	close(late)
	<-lateDone
}

var together int

func TestParallelA(t *testing.T) {
	t.Parallel()
	time.Sleep(10 * time.Millisecond)
	together = 1
	time.Sleep(30 * time.Millisecond)
}

func TestParallelB(t *testing.T) {
	t.Parallel()
	time.Sleep(20 * time.Millisecond)
	together = 2
	time.Sleep(30 * time.Millisecond)
}

func TestParallelC(t *testing.T) {
	t.Parallel()
	for i := range 6 {
		t.Log("innocent", i)
		time.Sleep(10 * time.Millisecond)
	}
}

func TestChild(t *testing.T) {
	if os.Getenv("RACES_CHILD") != "" {
		t.Skip("only the parent")
	}
	command := exec.Command(os.Args[0], "-test.run=^TestReadWrite$")
	command.Env = append(os.Environ(), "RACES_CHILD=1")
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, &out
	err := command.Run()
	fmt.Print(out.String())
	t.Log("child:", err)
}
