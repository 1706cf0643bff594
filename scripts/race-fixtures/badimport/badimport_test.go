package badimport

import (
	_ "example.com/m/nowhere"
	"testing"
)

func TestF(t *testing.T) {}
