// The user's tasks: a track each, below its parent's where that is under way, with a slice from begin to end and the
// logs as instants.
import type { EventChunk } from "../../model/trace.ts";
import * as col from "../../model/trace-columns.ts";
import { NONE, type PacketWriter, TYPE } from "./packets.ts";

const TEXT_CHARS_MAX = 300;
/** Tasks under way at once; more are not shown. */
const TASKS_MAX = 100_000;

export class TaskTracks {
  readonly #out: PacketWriter;
  readonly #fresh: () => number;
  readonly #parent: number;
  /** Tracks of the tasks under way. */
  readonly #tracks = new Map<number, number>();

  constructor(out: PacketWriter, fresh: () => number, parent: number) {
    this.#out = out;
    this.#fresh = fresh;
    this.#parent = parent;
  }

  begin(c: EventChunk, i: number): void {
    const id = col.valueAt(c, i);
    if (this.#tracks.size >= TASKS_MAX || this.#tracks.has(id)) return;
    const name = (c.generation.tables.string(col.textAt(c, i)) ?? "").slice(0, TEXT_CHARS_MAX);
    const track = this.#fresh();
    this.#tracks.set(id, track);
    this.#out.track(
      track,
      `task ${id} ${name}`,
      this.#tracks.get(col.value2At(c, i)) ?? this.#parent,
    );
    const g = col.goroutineIdOf(c, col.goroutineAt(c, i));
    this.#out.event(col.timeAt(c, i), TYPE.begin, track, this.#out.name(name), NONE, NONE, g);
  }

  finish(c: EventChunk, i: number): void {
    const id = col.valueAt(c, i);
    const track = this.#tracks.get(id);
    if (track === undefined) return;
    this.#tracks.delete(id);
    this.#out.event(col.timeAt(c, i), TYPE.end, track, NONE, NONE, NONE, NONE);
  }

  /** False for a log of no task that is under way. */
  log(c: EventChunk, i: number): boolean {
    const track = this.#tracks.get(col.valueAt(c, i));
    if (track === undefined) return false;
    const { tables } = c.generation;
    const category = tables.string(col.textAt(c, i)) ?? "";
    const message = tables.string(col.logValueAt(c, i)) ?? "";
    const text = category === "" ? message : `${category}: ${message}`;
    const g = col.goroutineIdOf(c, col.goroutineAt(c, i));
    const name = this.#out.name(text.slice(0, TEXT_CHARS_MAX));
    this.#out.event(col.timeAt(c, i), TYPE.instant, track, name, NONE, NONE, g);
    return true;
  }

  end(ns: number): void {
    for (const track of this.#tracks.values()) {
      this.#out.event(ns, TYPE.end, track, NONE, NONE, NONE, NONE);
    }
    this.#tracks.clear();
  }
}
