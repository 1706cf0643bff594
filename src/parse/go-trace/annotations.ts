// Checks of tasks and regions that need the strings: a task may not begin twice, a region must end as it began.
// Source: internal/trace/order.go (advanceUserTaskBegin, endRegion).
import type { EventChunk } from "../../model/trace.ts";
import { subjectAt, textAt, typeAt, valueAt } from "../../model/trace-columns.ts";
import { EV } from "../../model/trace-event-types.ts";

interface Region {
  readonly task: number;
  readonly name: string;
}

/** Regions nested deeper than this on one goroutine are not checked. */
const DEPTH_MAX = 10_000;

export class AnnotationCheck {
  readonly #tasks = new Set<number>();
  readonly #regions = new Map<number, { readonly id: number; readonly stack: Region[] }>();

  /** The first row of the chunk that breaks a rule, with the reason, or undefined. */
  check(
    chunk: EventChunk,
    idOf: (slot: number) => number,
  ): { row: number; message: string } | undefined {
    for (let i = 0; i < chunk.length; i++) {
      const type = typeAt(chunk, i);
      if (type < EV.taskBegin || type > EV.regionEnd) continue;
      const message = this.#event(chunk, i, type, idOf);
      if (message !== undefined) return { row: i, message };
    }
    return undefined;
  }

  #event(
    chunk: EventChunk,
    i: number,
    type: number,
    idOf: (slot: number) => number,
  ): string | undefined {
    const task = valueAt(chunk, i);
    if (type === EV.taskBegin) {
      if (this.#tasks.has(task)) return `task ${task} begins twice`;
      this.#tasks.add(task);
      return undefined;
    }
    if (type === EV.taskEnd) {
      this.#tasks.delete(task);
      return undefined;
    }
    const slot = subjectAt(chunk, i);
    const id = idOf(slot);
    let own = this.#regions.get(slot);
    if (own?.id !== id) {
      own = { id, stack: [] };
      this.#regions.set(slot, own);
    }
    const region = { task, name: chunk.generation.tables.string(textAt(chunk, i)) ?? "" };
    if (type === EV.regionBegin) {
      if (own.stack.length < DEPTH_MAX) own.stack.push(region);
      return undefined;
    }
    const open = own.stack.pop();
    if (open === undefined || (open.task === region.task && open.name === region.name))
      return undefined;
    return `a region ends as "${region.name}", the innermost began as "${open.name}"`;
  }
}
