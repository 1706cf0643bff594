/**
 * The file that an instrumented package `testing` gets in addition, and what of testing.go calls it. All of it
 * stands still unless the wrapper started this very process: children of a test have another pid.
 *
 * - `racegateTest`: a region of the execution trace that names the test of its goroutine. It has no end: a region
 *   of the test's own that is left open would make the end a fault of the trace, and the goroutine ends anyway.
 * - `racegateSpoke`: a test said something, so it is not silent.
 * - `racegateStart`, `racegateAfter`: around the tests; the latter runs on pass, fail and -timeout. First the leak
 *   profile, twice (the first pass misses goroutines that a stale word on a stack still points at), then every
 *   goroutine, which then carries the mark `(leaked)`.
 *
 * A timer, not a goroutine, watches for silence: leak detectors in tests count goroutines.
 */

/** Variables of the test process that the wrapper sets in these modes. */
export const HOOK_DIRECTORY = "RACEGATE_HOOK_DIRECTORY";
export const HOOK_PID = "RACEGATE_HOOK_PID";
export const HOOK_SILENT_MS = "RACEGATE_HOOK_SILENT_MS";

/** Files that the hook leaves in the process's directory of the capture. */
export const END_DUMP = "goroutines.end.txt";
export const SILENT_DUMP = /^goroutines\.silent\.[1-9]\.txt$/;
export const LEAK_PROFILE = "leak.pprof";

const HOOK = `package testing

import (
	"context"
	"io"
	"os"
	"runtime"
	"runtime/trace"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type racegateQuiet struct {
	since  time.Time
	spoken uint64
	dumped bool
}

var racegate struct {
	watching  atomic.Bool
	mu        sync.Mutex
	directory string
	silent    time.Duration
	step      time.Duration
	timer     *time.Timer
	spoken    map[string]uint64
	quiet     map[string]*racegateQuiet
	dumps     int
	started   bool
}

func racegateTest(t *T) {
	if t.name != "" && trace.IsEnabled() {
		trace.StartRegion(context.Background(), "racegate.test:"+t.name)
	}
}

func racegateStart() {
	racegate.mu.Lock()
	defer racegate.mu.Unlock()
	if racegate.started || os.Getenv("${HOOK_PID}") != strconv.Itoa(os.Getpid()) {
		return
	}
	racegate.started = true
	racegate.directory = os.Getenv("${HOOK_DIRECTORY}")
	ms, err := strconv.Atoi(os.Getenv("${HOOK_SILENT_MS}"))
	if err != nil || ms <= 0 || racegate.directory == "" {
		return
	}
	racegate.silent = time.Duration(ms) * time.Millisecond
	racegate.step = min(max(racegate.silent/10, 20*time.Millisecond), time.Second)
	racegate.spoken = map[string]uint64{}
	racegate.quiet = map[string]*racegateQuiet{}
	racegate.watching.Store(true)
	racegate.timer = time.AfterFunc(racegate.step, racegateTick)
}

func racegateSpoke(name string) {
	if !racegate.watching.Load() {
		return
	}
	racegate.mu.Lock()
	defer racegate.mu.Unlock()
	for at := len(name); at > 0; at = strings.LastIndexByte(name, '/') {
		name = name[:at]
		racegate.spoken[name]++
	}
}

func racegateTick() {
	racegate.mu.Lock()
	defer racegate.mu.Unlock()
	if !racegate.watching.Load() {
		return
	}
	now := time.Now()
	live := map[string]bool{}
	running.Range(func(key, _ any) bool {
		live[key.(string)] = true
		return true
	})
	for name := range live {
		quiet := racegate.quiet[name]
		if quiet == nil || quiet.spoken != racegate.spoken[name] {
			racegate.quiet[name] = &racegateQuiet{since: now, spoken: racegate.spoken[name]}
		}
	}
	for name := range racegate.quiet {
		if !live[name] {
			delete(racegate.quiet, name)
			delete(racegate.spoken, name)
		}
	}
	racegateLook(now, live)
	racegate.timer.Reset(racegate.step)
}

// Of a test that runs subtests only these count.
func racegateLook(now time.Time, live map[string]bool) {
	parents := map[string]bool{}
	for name := range live {
		for at := strings.LastIndexByte(name, '/'); at > 0; at = strings.LastIndexByte(name, '/') {
			name = name[:at]
			parents[name] = true
		}
	}
	var silent []string
	for name, quiet := range racegate.quiet {
		if !parents[name] && !quiet.dumped && now.Sub(quiet.since) >= racegate.silent {
			quiet.dumped = true
			silent = append(silent, strconv.Quote(name))
		}
	}
	if len(silent) == 0 || racegate.dumps >= 5 {
		return
	}
	racegate.dumps++
	racegateDump("goroutines.silent."+strconv.Itoa(racegate.dumps)+".txt",
		"racegate: silent for "+racegate.silent.String()+": "+strings.Join(silent, " "))
}

func racegateAfter(m *M) {
	racegate.mu.Lock()
	defer racegate.mu.Unlock()
	racegate.watching.Store(false)
	if racegate.timer != nil {
		racegate.timer.Stop()
	}
	if racegate.directory == "" {
		return
	}
	if racegateLeakProfile {
		racegateLeaks(m)
	}
	racegateDump("${END_DUMP}", "racegate: goroutines at the end of the tests")
	racegate.directory = ""
}

func racegateLeaks(m *M) {
	defer func() { recover() }()
	m.deps.WriteProfileTo("goroutineleak", io.Discard, 0)
	file, err := os.Create(racegate.directory + "/${LEAK_PROFILE}")
	if err != nil {
		return
	}
	defer file.Close()
	m.deps.WriteProfileTo("goroutineleak", file, 0)
}

func racegateDump(name, head string) {
	buffer := make([]byte, 1<<20)
	for {
		n := runtime.Stack(buffer, true)
		if n < len(buffer) || len(buffer) >= 64<<20 {
			buffer = buffer[:n]
			break
		}
		buffer = make([]byte, 2*len(buffer))
	}
	os.WriteFile(racegate.directory+"/"+name, append([]byte(head+"\\n\\n"), buffer...), 0o640)
}
`;

/** The added file. `leakProfile`: this Go has the profile `goroutineleak`. */
export function testingHook(leakProfile: boolean): string {
  return `${HOOK}
const racegateLeakProfile = ${leakProfile}
`;
}
