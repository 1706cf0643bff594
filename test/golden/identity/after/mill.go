package mill

import "sync"

type Bin[T any] struct {
	last T
	size int
}

func (bin *Bin[T]) Put(v T) {
	bin.last = v //@ last
	bin.size++   //@ size
}

func bump(p *int) {
	*p++ //@ pointed
}

// start is small enough to be inlined, and its literal with it.
func start(wg *sync.WaitGroup, load *int) {
	once := func() int { return 1 }
	wg.Add(once())
	go func() {
		defer wg.Done()
		*load++ //@ load
	}()
}

func weigh(wg *sync.WaitGroup) (cents int, err error) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		cents, err = 3, nil //@ several
	}()
	cents, err = 4, nil //@ several
	wg.Wait()
	return 0, nil
}

type order struct{ done, result int }

func work(o *order) {
	_ = o
	o.result = 42 //@ result
	o.done = 1    //@ done
}

func look(o *order) int {
	for range 3 {
		if o.done == 1 { //@ done
			break
		}
	}
	return o.result //@ result
}
