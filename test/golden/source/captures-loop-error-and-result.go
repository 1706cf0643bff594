package p

import "errors"

func loop(xs []int) (result int, err error) {
	done := make(chan bool)
	count := 0
	var x int
	for i := 0; i < 3; i++ {
		go func() { count += i; done <- true }()
	}
	for _, x = range xs {
		go func() { _ = x; done <- true }()
	}
	for _, v := range xs {
		v := v
		go func(n int) { _, _ = v, n; done <- true }(v)
	}
	go func() {
		err = errors.New("a")
		result = 1
		if err := errors.New("b"); err != nil {
			return
		}
	}()
	err = errors.New("c")
	return 2, err
}
