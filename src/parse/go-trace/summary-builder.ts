// Keeps the books of a reading: what was there, what was wrong first, what was lost.
import type { Diagnostic } from "../../model/diagnostic.ts";
import type {
  ClockSnapshot,
  EventChunk,
  GenerationSummary,
  TraceFault,
  TraceStatus,
  TraceSummary,
} from "../../model/trace.ts";
import { timeAt, typeAt, valueAt } from "../../model/trace-columns.ts";
import { EV } from "../../model/trace-event-types.ts";
import type { GenerationBuilder } from "./generation.ts";
import type { Kernel } from "./kernel.ts";

type KernelCounters = Pick<
  Kernel["x"],
  "eventCount" | "repairedCount" | "skippedBytes" | "skippedBatches" | "lastTime" | "origin"
>;

interface Mark {
  readonly events: number;
  readonly repaired: number;
}

export class SummaryBuilder {
  readonly #file: string;
  goVersion: string | undefined;
  snapshot: ClockSnapshot | undefined;
  syncs = 0;
  gomaxprocs: number | undefined;
  readonly #generations: GenerationSummary[] = [];
  readonly #lost = new Map<string, { count: number; message: string }>();
  #fault: TraceFault | undefined;
  #status: TraceStatus = "intact";
  #events = 0;
  #repaired = 0;
  #lastNs = 0;
  #startNs: number | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** A file that is not read at all. */
  refuse(goVersion: string | undefined, code: string, message: string): TraceSummary {
    this.goVersion = goVersion;
    this.fault(code, "damaged", message, 0, undefined);
    return this.finish(0n, 0n, 0);
  }

  /** Notes what is wrong. The first place counts; only the worst status does. */
  fault(
    code: string,
    status: TraceStatus,
    message: string,
    offset: number,
    generation: number | undefined,
  ): void {
    this.#fault ??= { code, message, offset, generation };
    if (this.#status !== "damaged") this.#status = status;
  }

  get faulty(): boolean {
    return this.#fault !== undefined;
  }

  /** Counts data that is not in the result. */
  lost(code: string, count: number, message: string): void {
    if (count <= 0) return;
    const known = this.#lost.get(code);
    if (known === undefined) this.#lost.set(code, { count, message });
    else known.count += count;
  }

  /** Looks at a chunk for what the summary says of the run. */
  chunk(chunk: EventChunk): void {
    if (chunk.length === 0) return;
    this.#startNs ??= timeAt(chunk, 0);
    this.#lastNs = timeAt(chunk, chunk.length - 1);
    if (this.gomaxprocs !== undefined) return;
    for (let i = 0; i < chunk.length; i++) {
      if (typeAt(chunk, i) === EV.procsChange) this.gomaxprocs = valueAt(chunk, i);
    }
  }

  eventsNow(x: KernelCounters): Mark {
    this.#startNs = undefined;
    return { events: x.eventCount(), repaired: x.repairedCount() };
  }

  generation(b: GenerationBuilder, open: boolean, start: Mark, x: KernelCounters): void {
    this.#generations.push({
      id: b.id,
      open,
      startNs: this.#startNs ?? this.#lastNs,
      endNs: Number(x.lastTime() - x.origin()),
      events: x.eventCount() - start.events,
      repaired: x.repairedCount() - start.repaired,
      bytes: b.bytes,
    });
    this.counts(x.eventCount(), x.repairedCount());
    if (this.#lost.has("event-bytes")) this.#lost.delete("event-bytes");
    this.lost("event-bytes", x.skippedBytes(), "bytes of events that could not be decoded");
  }

  counts(events: number, repaired: number): void {
    this.#events = events;
    this.#repaired = repaired;
  }

  /** A generation that did not come from the kernel. */
  plainGeneration(g: GenerationSummary): void {
    this.#generations.push(g);
  }

  finish(originNs: bigint, lastNs: bigint, bytes: number): TraceSummary {
    const diagnostics: Diagnostic[] = [];
    for (const [code, { count, message }] of this.#lost) {
      diagnostics.push({ code: `trace-${code}`, severity: "data-loss", message, count });
    }
    if (this.#fault !== undefined) {
      const { code, message, offset } = this.#fault;
      diagnostics.unshift({
        code: `trace-${code}`,
        severity: "data-loss",
        message,
        at: { source: this.#file, start: offset, end: offset },
        count: 1,
      });
    }
    const open = this.#generations.filter((g) => g.open);
    return {
      file: this.#file,
      goVersion: this.goVersion,
      status: this.#status,
      fault: this.#fault,
      events: this.#events,
      repaired: this.#repaired,
      openEvents: open.reduce((sum, g) => sum + g.events, 0),
      syncs: this.syncs,
      generations: this.#generations,
      gomaxprocs: this.gomaxprocs,
      originNs,
      lastEventNs: Number(lastNs - originNs),
      snapshot: this.snapshot,
      bytes,
      diagnostics,
    };
  }
}
