// Package gauge holds variables that others use.
package gauge

var Limit, Reach int

func Raise() {
	Limit++ //@ limit
}
