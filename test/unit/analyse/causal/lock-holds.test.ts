import { expect, test } from "vitest";
import { holdsOf } from "../../../../src/analyse/causal/lock-holds.ts";
import type { LockWait } from "../../../../src/analyse/causal/lock-waits.ts";
import {
  type ActorIndex,
  NO_SEGMENT,
  NO_STACK,
  Segments,
} from "../../../../src/analyse/causal/segments.ts";
import { GO } from "../../../../src/model/trace.ts";

/** Goroutines 0 to 3, all running all the time; row n is goroutine n's. */
function four(): Segments {
  const segments = new Segments();
  for (let i = 0; i < 4; i++) {
    const last = segments.open(i as ActorIndex, GO.running, 0, NO_SEGMENT);
    segments.close(last, 1000);
    segments.actors.push({
      goid: i,
      creator: NO_SEGMENT,
      creation: NO_STACK,
      start: NO_STACK,
      created: false,
      startNs: 0,
      name: "main.f",
      test: undefined,
      last,
      ended: false,
    });
  }
  return segments;
}

function wait(
  who: number,
  times: { park: number; woken: number; ran: number },
  by: number,
  futile = false,
): LockWait {
  return {
    row: who as never,
    actor: who as ActorIndex,
    kind: "Mutex",
    reads: false,
    parkNs: times.park,
    wokenNs: times.woken,
    ranNs: times.ran,
    releaser: by as never,
    stack: NO_STACK,
    at: undefined,
    releasedAt: undefined,
    releasedByReader: false,
    futile,
    again: undefined,
  };
}

const timesOf = (waits: readonly LockWait[]): number[][] =>
  holdsOf(four(), { kind: "Mutex", waits }).holds.map((h) => [h.holder, h.fromNs, h.toNs]);

test("a hold lasts at least from the first wait to the release", () => {
  const waits = [
    wait(1, { park: 10, woken: 20, ran: 25 }, 0),
    wait(2, { park: 12, woken: 40, ran: 45 }, 1),
  ];
  expect(timesOf(waits)).toEqual([
    [0, 10, 20],
    [1, 25, 40],
  ]);
});

test("between a release and what the woken one does, a wait proves no hold", () => {
  // 1 is woken at 20 and waits again at 31: meanwhile any number of others may have held the lock.
  const waits = [
    wait(1, { park: 10, woken: 20, ran: 30 }, 0, true),
    wait(2, { park: 22, woken: 60, ran: 65 }, 1),
    wait(1, { park: 31, woken: 40, ran: 45 }, 3),
  ];
  expect(timesOf(waits)).toEqual([
    [0, 10, 20],
    [3, 31, 40],
    [1, 45, 60],
  ]);
});

test("a release by another than the known holder is a contradiction, and no hold is claimed", () => {
  const waits = [
    wait(1, { park: 10, woken: 20, ran: 25 }, 0),
    wait(2, { park: 12, woken: 400_000, ran: 400_005 }, 3),
  ];
  const found = holdsOf(four(), { kind: "Mutex", waits });
  expect(found.contradictions).toBe(1);
  expect(found.holds[1]).toMatchObject({ holder: 3, fromNs: 400_000, toNs: 400_000 });
});

test("who was woken may spin for a moment while another one has the lock", () => {
  const waits = [
    wait(1, { park: 10, woken: 20, ran: 25 }, 0),
    wait(2, { park: 12, woken: 40, ran: 45 }, 3),
  ];
  const found = holdsOf(four(), { kind: "Mutex", waits });
  expect(found.contradictions).toBe(0);
  expect(found.holds[1]).toMatchObject({ holder: 3, fromNs: 40, toNs: 40 });
});

test("hand-offs with others still waiting are a convoy from three on", () => {
  const waits = [
    wait(1, { park: 10, woken: 20, ran: 21 }, 0),
    wait(2, { park: 11, woken: 30, ran: 31 }, 1),
    wait(3, { park: 12, woken: 40, ran: 41 }, 2),
  ];
  expect(holdsOf(four(), { kind: "Mutex", waits }).convoy).toEqual({
    handOffs: 3,
    fromNs: 10,
    toNs: 40,
  });
  expect(holdsOf(four(), { kind: "Mutex", waits: waits.slice(0, 2) }).convoy).toBeUndefined();
});

test("who waits again without having released anything did not get the lock", () => {
  // 1 is woken and runs; 2 got in between and releases after 1 has waited again.
  const first = wait(1, { park: 10, woken: 20, ran: 30 }, 0);
  const again = wait(1, { park: 40, woken: 60, ran: 70 }, 2);
  first.again = again;
  const found = holdsOf(four(), { kind: "Mutex", waits: [first, again] });
  expect(found.contradictions).toBe(0);
  expect(found.futileWakes).toBe(1);
  expect(found.holds.map((h) => [h.holder, h.fromNs, h.toNs])).toEqual([
    [0, 10, 20],
    [2, 40, 60],
  ]);
});

test("who released something in between had the lock: then there are several", () => {
  const first = wait(1, { park: 10, woken: 20, ran: 30 }, 0);
  const other = wait(3, { park: 31, woken: 35, ran: 36 }, 1);
  // 3 has it from 36 on, and 1 waits again: it is not the lock that 1 has given to 3.
  const again = wait(1, { park: 300_040, woken: 300_060, ran: 300_070 }, 2);
  first.again = again;
  const found = holdsOf(four(), { kind: "Mutex", waits: [first, other, again] });
  expect(found.contradictions).toBe(1);
});

test("readers that a writer waits for held the lock since it began to wait, whoever wrote before", () => {
  const reader = (park: number, woken: number, by: number): LockWait => ({
    ...wait(1, { park, woken, ran: woken + 5 }, by),
    kind: "RWMutex",
    releasedByReader: true,
  });
  // The writer's own Unlock woke readers, who wait at other lines: it is not among these.
  const waits = [reader(10, 20, 0), reader(300_000, 600_000, 2), reader(700_000, 900_000, 3)];
  const found = holdsOf(four(), { kind: "RWMutex", waits });
  expect(found.contradictions).toBe(0);
  expect(found.holds.map((h) => [h.holder, h.fromNs, h.toNs, h.acquired])).toEqual([
    [0, 10, 20, undefined],
    [2, 300_000, 600_000, undefined],
    [3, 700_000, 900_000, undefined],
  ]);
});
