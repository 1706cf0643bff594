// Traces that a program writes now, with the Go at hand or another version of it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Workers that take numbers from a channel and fight for a lock; one goroutine sleeps through all of it. */
const PROGRAM = `package main

import ("os"; "runtime"; "runtime/trace"; "strconv"; "sync"; "time")

func main() {
	f, _ := os.Create(os.Args[1])
	n, _ := strconv.Atoi(os.Args[2])
	trace.Start(f)
	var mu sync.Mutex
	var wg sync.WaitGroup
	ch := make(chan int)
	done := make(chan bool)
	wg.Add(1)
	go func() {
		defer wg.Done()
		<-done
	}()
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for v := range ch {
				mu.Lock()
				if v%50 == 0 { time.Sleep(time.Millisecond) }
				mu.Unlock()
			}
		}()
	}
	for i := 0; i < n; i++ {
		ch <- i
		if i%5000 == 4999 { runtime.GC() }
	}
	close(ch)
	close(done)
	wg.Wait()
	trace.Stop()
	f.Close()
}
`;

export interface FreshRequest {
  /** "1.24.13"; absent: the Go at hand. */
  readonly toolchain?: string;
  /** Numbers that go through the channel; about 15 bytes of trace each. */
  readonly numbers: number;
  /** How long a generation lasts; absent: a second. */
  readonly generationMs?: number;
}

/** The bytes of a trace. @throws when that Go cannot be had */
export function freshTrace(request: FreshRequest): Uint8Array {
  const dir = mkdtempSync(join(tmpdir(), "racegate-fresh-"));
  try {
    writeFileSync(join(dir, "main.go"), PROGRAM);
    writeFileSync(join(dir, "go.mod"), "module fresh\n\ngo 1.21\n");
    const { toolchain, generationMs } = request;
    const env = {
      ...process.env,
      GOFLAGS: "-mod=mod",
      ...(toolchain === undefined ? {} : { GOTOOLCHAIN: `go${toolchain}` }),
      ...(generationMs === undefined
        ? {}
        : { GODEBUG: `traceadvanceperiod=${generationMs * 1_000_000}` }),
    };
    const out = join(dir, "out.trace");
    execFileSync("go", ["run", ".", out, String(request.numbers)], {
      cwd: dir,
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    return readFileSync(out);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
