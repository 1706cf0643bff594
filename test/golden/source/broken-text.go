package broken

func a() { x++

func (s *S) b( { s.n = 1 }

func c() {
	mu.Lock()
	go func() { y = "unclosed }()
	z = 2
}
Ã( â‚¬
