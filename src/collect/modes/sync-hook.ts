/**
 * What deep mode adds to package sync: each acquisition and release of a Mutex or RWMutex becomes a log event of the
 * execution trace, with the lock's address as its text and the caller's stack.
 *
 *     racegate.want    the Mutex is taken: the goroutine is about to wait
 *     racegate.lock    it has the Mutex; of an RWMutex: it is the writer whose turn is next
 *     racegate.unlock  it is about to release it
 *     racegate.rwant / rlock / runlock       the same for readers of an RWMutex
 *     racegate.wwant / wlock / wunlock       a writer waits for readers, has the lock, is about to release it
 *
 * A release is logged before it happens and an acquisition after, so that the events of one lock stand in their real
 * order. An RWMutex has the address of the Mutex in it. Nothing here is atomic or locked, and the race detector does
 * not look at package sync: the events order no goroutines, so they hide no race. The counter may lose some
 * increments; it only bounds the size of the trace.
 */

/** Events that one process logs; some 25 bytes each. */
const EVENTS_MAX = 3_000_000;

/** The file that is added to package sync and, from Go 1.24 on, to internal/sync, where Mutex has its slow path. */
export function syncHook(): string {
  return `package sync

import "unsafe"

var racegateLogged int32

//go:linkname racegateUserLog runtime/trace.userLog
//go:noescape
func racegateUserLog(id uint64, category, message string)

//go:noinline
func racegateLog(category string, lock *Mutex) {
	if racegateLogged >= ${EVENTS_MAX} {
		if racegateLogged == ${EVENTS_MAX} {
			racegateLogged++
			racegateUserLog(0, "racegate.full", "")
		}
		return
	}
	racegateLogged++
	var text [16]byte
	at := len(text)
	for address := uintptr(unsafe.Pointer(lock)); at > 0; address >>= 4 {
		at--
		text[at] = "0123456789abcdef"[address&15]
		if address < 16 {
			break
		}
	}
	racegateUserLog(0, category, unsafe.String(&text[at], len(text)-at))
}
`;
}
