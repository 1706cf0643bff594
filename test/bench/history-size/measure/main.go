// Command measure runs a program and prints its wall time, CPU time and peak memory as JSON.
package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"syscall"
	"time"
)

func main() {
	command := exec.Command(os.Args[1], os.Args[2:]...)
	begin := time.Now()
	_ = command.Run()
	state := command.ProcessState
	if state == nil {
		os.Exit(1)
	}
	usage := state.SysUsage().(*syscall.Rusage)
	_ = json.NewEncoder(os.Stdout).Encode(map[string]any{
		"wallMs":    time.Since(begin).Milliseconds(),
		"cpuMs":     (state.UserTime() + state.SystemTime()).Milliseconds(),
		"maxRssKib": usage.Maxrss,
		"exitCode":  state.ExitCode(),
	})
}
