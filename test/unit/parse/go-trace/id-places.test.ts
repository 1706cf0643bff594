import { expect, test } from "vitest";
import { IdPlaces } from "../../../../src/parse/go-trace/id-places.ts";

/** Ids as a map has them, and what IdPlaces says of each of `asked`. */
function filled(ids: readonly number[]): IdPlaces {
  const places = new IdPlaces();
  ids.forEach((id, i) => {
    places.set(id, i % 3, 10 * i, i);
  });
  return places;
}

test("small ids, in any order, are found again", () => {
  const ids = Array.from({ length: 3000 }, (_, i) => ((i * 7919) % 3001) + 1);
  const places = filled(ids);
  for (const [i, id] of ids.entries()) {
    expect(places.get(id)).toEqual({ batch: i % 3, at: 10 * i, size: i });
  }
  expect(places.max).toBe(Math.max(...ids));
  expect(places.has(0)).toBe(false);
  expect(places.has(3500)).toBe(false);
  const bits = ids.filter((id) => ((places.bits[id >>> 3] ?? 0) & (1 << (id & 7))) !== 0);
  expect(bits.length).toBe(ids.length);
});

test("an id of 2^60 costs an entry and no room", () => {
  const places = filled([1, 2 ** 60, 2]);
  expect(places.get(2 ** 60)).toEqual({ batch: 1, at: 10, size: 1 });
  expect(places.has(2 ** 60 + 4096)).toBe(false);
  expect([...places.apart()]).toEqual([2 ** 60]);
  expect(places.max).toBe(2);
  expect(places.bits.length).toBeLessThan(1024);
});

test("ids that were kept apart stay findable when the arrays grow over them", () => {
  const early = 300_000;
  const ids = [early, ...Array.from({ length: 100_000 }, (_, i) => i + 1), early + 1];
  const places = filled(ids);
  for (const id of [early, 1, 100_000, early + 1]) expect(places.has(id), `${id}`).toBe(true);
  expect(places.get(early)).toEqual({ batch: 0, at: 0, size: 0 });
  expect(places.has(early + 2)).toBe(false);
  expect([...places.apart()]).toEqual([]);
  expect(places.max).toBe(early + 1);
});
