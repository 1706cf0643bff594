package inits

import "testing"

func TestNothing(t *testing.T) {}
