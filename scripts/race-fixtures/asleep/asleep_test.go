package asleep

import "testing"

func TestAsleep(t *testing.T) { select {} }
