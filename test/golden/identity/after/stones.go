// Package mill is what before/ became: lines moved, receivers renamed, literals added, other type arguments.
package mill

var turns, stops int

type side struct{ n int }

type Stones struct {
	grain       int
	husk        string
	names       map[string]int
	rows        []int
	left, right side
	up          bool
	wear        int
	depth       int
}

func (st *Stones) Fill(v int) {
	if v > 9 {
		return
	}
	st.husk = "rye" //@ husk
	st.grain = v    //@ grain
}

func (s *Stones) Note(k string, v int) {
	s.names[k] = v             //@ names
	s.rows = append(s.rows, v) //@ rows
}

func (m *Stones) Turn() {
	m.right.n++ //@ right
	m.left.n++  //@ left
}

func (s *Stones) open() { s.up = true } //@ up

func (s *Stones) wearOut(v int) {
	s.wear = v //@ wear
}

func (s *Stones) Later() {
	defer func() { _ = s }()
	defer func() {
		s.depth++ //@ depth
	}()
}

func count() {
	stops++ //@ stops

	turns++ //@ turns
}
