// Causes come before what they bring about, whatever it costs; the rest goes by cost.
import { expect, test } from "vitest";
import { causesOf, rankCauses } from "../../../../src/analyse/confidence/ranking.ts";

interface Found {
  readonly pattern: string;
  readonly totalNs: number;
  readonly firstNs: number;
  readonly count: number;
  readonly steps: { at?: { function: string; file: string; line: number } }[];
}

/** Steps at lines of functions: `["f:3", "g:7"]`. */
function found(pattern: string, totalNs: number, places: string[] = [], count = 1): Found {
  const steps = places.map((place) => {
    const [name = "", line] = place.split(":");
    return { at: { function: name, file: "/src/x.go", line: Number(line) } };
  });
  return { pattern, totalNs, firstNs: 0, count, steps };
}

const order = (...list: Found[]): string[] => rankCauses(list).map((f) => f.pattern);

test("a deadlock stands before the leaks that it makes", () => {
  expect(order(found("goroutine-leak", 900), found("ab-ba-deadlock", 1))).toEqual([
    "ab-ba-deadlock",
    "goroutine-leak",
  ]);
});

test("effects of effects come last", () => {
  const all = ["channel-slow-consumer", "slow-stage", "select-starvation"];
  expect(order(...all.map((pattern) => found(pattern, 5)))).toEqual(all.toReversed());
});

test("causes that have nothing to do with each other go by cost", () => {
  expect(order(found("timer-storm", 1), found("slow-holder", 9))).toEqual([
    "slow-holder",
    "timer-storm",
  ]);
});

test("of a lock's queue the head is told first, not the links", () => {
  const link = found("slow-holder", 400, ["read:25", "read:28"]);
  const head = found("slow-holder", 200, ["read:25", "ask:22"]);
  expect(rankCauses([link, head])[0]).toBe(head);
  expect(causesOf(link, [link, head])).toEqual(["slow-holder"]);
  expect(causesOf(head, [link, head])).toEqual([]);
});

test("two that wait for each other's lock go by cost", () => {
  const one = found("slow-holder", 400, ["f:1", "g:2"]);
  const other = found("slow-holder", 200, ["g:3", "f:4"]);
  expect(rankCauses([other, one])).toEqual([one, other]);
});

test("a convoy stands before few long holds at the same line, and not before many", () => {
  const few = found("slow-holder", 400, ["f:1", "f:2"], 5);
  const many = found("slow-holder", 400, ["f:1", "f:2"], 50);
  const convoy = found("lock-convoy", 20, ["f:1", "f:2"], 60);
  expect(rankCauses([few, convoy])[0]).toBe(convoy);
  expect(rankCauses([many, convoy])[0]).toBe(many);
});

test("a late wake at the line of a wait is part of it; at another it is not", () => {
  const wait = found("channel-slow-consumer", 10, ["send:1", "receive:2"]);
  const same = found("late-wakeup", 90, ["receive:2"]);
  const other = found("late-wakeup", 90, ["herd:9"]);
  expect(rankCauses([same, wait])[0]).toBe(wait);
  expect(rankCauses([other, wait])[0]).toBe(other);
});

test("nothing is lost", () => {
  const list = [found("lock-convoy", 1), found("lock-convoy", 2), found("my-own", 3)];
  expect(new Set(rankCauses(list))).toEqual(new Set(list));
});
