package mill

import (
	"bytes"
	"errors"
	"testing"
)

func TestMaps(t *testing.T) {
	rye, oat := map[int]int{}, map[int]int{}
	both(func(i int) {
		rye[i] = 1 //@ rye
		oat[i] = 2 //@ oat
	})
}

func TestCells(t *testing.T) {
	xs, ys := make([]int, 1), make([]int, 1)
	both(func(int) {
		xs[0]++ //@ xs
		ys[0]++ //@ ys
	})
}

func swapIn(p, q *int) {
	*p += 1 //@ in-p
	*q += 2 //@ in-q
}

func TestSwapIn(t *testing.T) {
	a, b := 0, 0
	both(func(int) { swapIn(&a, &b) })
}

type plan struct{ main, spare struct{ size, cost int } }

func (p *plan) grow() {
	p.main.size++  //@ main-size
	p.spare.size++ //@ spare-size
	p.main.cost++  //@ main-cost
}

func TestGrow(t *testing.T) {
	p := &plan{}
	both(func(int) { p.grow() })
}

func TestTable(t *testing.T) {
	for _, name := range []string{"one"} {
		t.Run(name, func(t *testing.T) {
			var err error
			both(func(int) {
				err = errors.New("first") //@ first-err
			})
			_ = err
		})
	}
	var err error
	both(func(int) {
		err = errors.New("second") //@ second-err
	})
	_ = err
}

func TestBuffers(t *testing.T) {
	var in, out bytes.Buffer
	both(func(int) {
		in.WriteByte('a')  //@ in
		out.WriteByte('b') //@ out
	})
}

type flags struct{ ready, count int }

func (f *flags) set() {
	f.ready = 1 //@ ready
	f.count++   //@ count
}

func (f *flags) show() bool {
	if f.ready == 1 { //@ ready
		print()
	}
	return f.count > 0 //@ count
}

func TestFlags(t *testing.T) {
	f := &flags{}
	both(func(i int) {
		if i == 0 {
			f.set()
		} else {
			f.show()
		}
	})
}

type first struct{ v int }
type second struct{ v int }

func (o *first) put()  { o.v = 1 } //@ first-v
func (o *second) put() { o.v = 1 } //@ second-v

func TestPut(t *testing.T) {
	a, b := &first{}, &second{}
	both(func(int) {
		a.put()
		b.put()
	})
}

func TestTwoLiterals(t *testing.T) {
	x, y := 0, 0
	done := make(chan bool)
	go func() {
		x++ //@ lit-x
		done <- true
	}()
	go func() {
		y++ //@ lit-y
		done <- true
	}()
	x++ //@ lit-x
	y++ //@ lit-y
	<-done
	<-done
}

func pair(n *[2]int) (low, high int) {
	return n[0], n[1]
}

func TestShared(t *testing.T) {
	var low, high int
	n := [2]int{1, 2}
	both(func(int) {
		low, high = pair(&n) //@ low-high
	})
	_, _ = low, high
}
