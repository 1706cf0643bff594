package outcomes

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
)

func TestPass(t *testing.T)     {}
func TestFail(t *testing.T)     { t.Error("wrong answer") }
func TestSkip(t *testing.T)     { t.Skip("not today") }
func TestKilled(t *testing.T)   { _ = syscall.Kill(os.Getpid(), syscall.SIGKILL); select {} }
func TestExitZero(t *testing.T) { os.Exit(0) }

func TestLongLine(t *testing.T) {
	fmt.Println(strings.Repeat("0123456789", 700))
	fmt.Println("short")
}

func TestPartialA(t *testing.T) { fmt.Print("half of a line") }
func TestPartialB(t *testing.T) { fmt.Print("the other half\n") }

func TestAttr(t *testing.T) {
	t.Attr("owner", "team-a")
	t.Attr("ticket", "42 and more")
	if err := os.WriteFile(t.ArtifactDir()+"/note.txt", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
}

func Example() {
	fmt.Println("hello")
	// Output: hello
}

func FuzzSeed(f *testing.F) {
	f.Add(1)
	f.Add(2)
	f.Fuzz(func(t *testing.T, n int) {})
}
