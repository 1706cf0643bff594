// Reads a Go execution trace as ordered events.
//
// (1) Read the header; it picks the format. The old one (1.11-1.21) is converted (v1-reader.ts) and skips (2) to (6).
// (2) Read batches one after the other until a generation is complete. Events of each thread stay together, in file
//     order; strings, stacks, CPU samples and clocks go to the generation's tables.
// (3) A generation is complete at its end mark (1.26 and later), or at the first batch of the next one, or at the end
//     of the file (before 1.26).
// (4) Let the kernel order the generation: a min-heap of threads by next event time, a scheduler state machine that
//     says whether the earliest event can happen yet, and if not, the others in time order.
// (5) Hand each chunk of ordered events to the visitors. Times never stand still: they move on by at least 1 ns.
// (6) Nothing can happen, or an event contradicts the state: the file is damaged. Note the first such place, then take
//     events at their word and flag them; a later generation starts from a clean state again.
// (7) Behind bytes that are no batch look for the next batch header; what lies between is lost and counted.
// (8) The file ended inside a generation: order what there is of it, as in (6), and label it open.
//
// Source of the format: Go's internal/trace (reader.go, generation.go, order.go), Go 1.22 to 1.26.
import type { ByteSource } from "../../model/byte-source.ts";
import type {
  ClockSnapshot,
  EventChunk,
  TraceGeneration,
  TraceSummary,
} from "../../model/trace.ts";
import { TraceInterner } from "../../model/trace-interner.ts";
import { AnnotationCheck } from "./annotations.ts";
import { type Batch, BatchScanner, type Scanned } from "./batches.ts";
import { EdgeFeed } from "./edge-feed.ts";
import { GenerationBuilder, USUAL_TICKS_PER_SECOND } from "./generation.ts";
import { HEADER_BYTES, readHeader } from "./header.ts";
import { isTrap, Kernel } from "./kernel.ts";
import { orderGeneration } from "./ordering.ts";
import type { PartJoin } from "./part-join.ts";
import type { ReadOptions, TimeWindow } from "./read-options.ts";
import { ReasonNames } from "./reasons.ts";
import { nextBatchOffset } from "./resync.ts";
import { SummaryBuilder } from "./summary-builder.ts";
import { readV1 } from "./v1-reader.ts";
import { clipped, wantedTypes } from "./window.ts";

/** A generation's events beyond this stay in the file and are read again batch by batch. */
const BUFFER_BYTES_MAX = 64 << 20;
const GO_1_26 = 26;

/** Reads a trace. Never throws on bad bytes: the summary says what state they were in. */
export async function readTrace(source: ByteSource, options: ReadOptions): Promise<TraceSummary> {
  const head = readHeader(await source.read(0, HEADER_BYTES));
  const summary = new SummaryBuilder(source.name);
  if (head.kind === "none") {
    return summary.refuse(undefined, "not-a-trace", "this is not a Go execution trace");
  }
  if (head.kind === "unknown") {
    const message = `traces of Go ${head.goVersion} are not known to this version of racegate`;
    return summary.refuse(head.goVersion, "unknown-version", message);
  }
  summary.goVersion = head.goVersion;
  try {
    if (head.kind === "v1") return await readV1(source, head.minor, options, summary);
    return await new V2Reader(source, head.minor, options, summary).run();
  } catch (error) {
    if (!isTrap(error)) throw error;
    summary.fault(
      "out-of-memory",
      "damaged",
      `reading needs too much memory: ${error.message}`,
      0,
      undefined,
    );
    return summary.finish(0n, 0n, 0);
  }
}

class V2Reader {
  readonly #source: ByteSource;
  readonly #minor: number;
  readonly #options: ReadOptions;
  #summary: SummaryBuilder;
  readonly #kernel: Kernel;
  readonly #stop: boolean;
  readonly #annotations = new AnnotationCheck();
  readonly #edges: EdgeFeed;
  readonly #reasons: ReasonNames;
  #scanner: BatchScanner;
  #current: GenerationBuilder | undefined;
  #buffered = 0;
  #lastId = 0;
  #nsPerTick: number | undefined;
  #syncs = 0;
  #halted = false;

  constructor(source: ByteSource, minor: number, options: ReadOptions, summary: SummaryBuilder) {
    this.#source = source;
    this.#minor = minor;
    this.#options = options;
    this.#summary = summary;
    this.#kernel = options.kernel ?? new Kernel();
    this.#stop = options.onDamage === "stop";
    this.#reasons = new ReasonNames(minor);
    this.#scanner = new BatchScanner(source, options.part?.offset ?? HEADER_BYTES);
    this.#kernel.x.reset();
    const wanted = wantedTypes(options.visitors, this.#stop);
    if (wanted !== undefined) for (let t = 0; t < 256; t++) this.#kernel.x.want(t, wanted.has(t));
    const begins = options.part === undefined || options.join?.quiet === false;
    if (!begins) this.#kernel.x.startAt(options.part.originNs);
    const interner = options.interner ?? new TraceInterner();
    const { visitors, window, join } = options;
    this.#edges = new EdgeFeed(this.#kernel, interner, visitors, window, join);
  }

  async run(): Promise<TraceSummary> {
    while (!this.#halted) {
      const got = await this.#scanner.next();
      this.#options.onProgress?.(this.#scanner.offset);
      if (got.kind === "batch") await this.#batch(got);
      else if (got.kind === "end-of-generation") await this.#endMark(got.offset);
      else if (!(await this.#broken(got))) break;
      if (this.#options.part !== undefined && this.#scanner.offset >= this.#options.part.end) {
        await this.#finishAtEnd();
        break;
      }
    }
    const { join } = this.#options;
    join?.end();
    // A contradiction ends Go's reader on the spot; everything else ends with a sync event.
    if (!this.#halted && join?.last !== false) this.#emitSync(this.#kernel.x.lastTime(), undefined);
    const { x } = this.#kernel;
    this.#summary.counts(...(join?.counts() ?? [x.eventCount(), x.repairedCount()]));
    return this.#summary.finish(x.origin(), x.lastTime(), this.#scanner.offset);
  }

  async #batch(batch: Batch): Promise<void> {
    if (batch.generation === 0) {
      await this.#generationFault(batch.offset, "a batch of generation 0");
      return;
    }
    const current = this.#current;
    if (current !== undefined && batch.generation !== current.id) {
      const next = batch.generation === current.id + 1;
      if (this.#minor >= GO_1_26) {
        await this.#generationFault(batch.offset, "a generation without its end mark");
      } else if (next) {
        await this.#finish(current, undefined);
      } else {
        await this.#generationFault(batch.offset, "generations out of order");
      }
      if (this.#halted) return;
    }
    if (this.#minor >= GO_1_26 && batch.payload[0] === 52 && batch.experiment === undefined) {
      await this.#endMark(batch.offset);
      return;
    }
    if (this.#options.join?.begins(batch.offset) === true) this.#beginPart(this.#options.join);
    this.#current ??= new GenerationBuilder(batch.generation, this.#minor, batch.offset);
    this.#lastId = batch.generation;
    this.#current.add(batch, (payload) => {
      const most = this.#options.bufferBytes ?? BUFFER_BYTES_MAX;
      if (this.#buffered + payload.length > most && this.#source.size !== undefined)
        return undefined;
      this.#buffered += payload.length;
      return this.#kernel.put(payload);
    });
  }

  /** What was read so far only led up to the part. */
  #beginPart(join: PartJoin): void {
    join.begin(this.#summary.faulty || this.#current !== undefined);
    const { goVersion } = this.#summary;
    this.#summary = new SummaryBuilder(this.#source.name);
    this.#summary.goVersion = goVersion;
    this.#syncs = 0;
  }

  async #endMark(offset: number): Promise<void> {
    const current = this.#current;
    if (this.#minor < GO_1_26) {
      await this.#generationFault(offset, "an end mark in a format that has none");
    } else if (current === undefined) {
      await this.#generationFault(offset, "an end mark without a generation");
    } else await this.#finish(current, undefined);
  }

  /** The file ends, or bytes are no batch. False when there is nothing more to read. */
  async #broken(got: Exclude<Scanned, { kind: "batch" | "end-of-generation" }>): Promise<boolean> {
    if (got.kind === "eof") {
      await this.#finishAtEnd();
      return false;
    }
    if (got.kind === "cut") {
      this.#summary.fault("cut-in-batch", "truncated", got.message, got.offset, this.#current?.id);
      if (got.partial !== undefined && !this.#stop) await this.#batch(got.partial);
      await this.#giveUpCurrent();
      return false;
    }
    this.#summary.fault("no-batch", "damaged", got.message, got.offset, this.#current?.id);
    if (this.#stop) {
      await this.#giveUpCurrent();
      return false;
    }
    const next = await nextBatchOffset(
      this.#source,
      got.offset + 1,
      this.#current?.id ?? this.#lastId,
    );
    const lost = (next ?? this.#source.size ?? got.offset) - got.offset;
    this.#summary.lost("bytes-skipped", lost, "bytes between batches that are no batch");
    if (next === undefined) {
      await this.#giveUpCurrent();
      return false;
    }
    this.#scanner = new BatchScanner(this.#source, next);
    if (this.#current !== undefined) this.#current.problem ??= "bytes in it were lost";
    return true;
  }

  /** The regular end of the file. */
  async #finishAtEnd(): Promise<void> {
    const current = this.#current;
    if (current === undefined) return;
    if (this.#minor < GO_1_26) {
      await this.#finishLast(current);
      return;
    }
    if (current.batches.length === 0) return;
    const message = "the file ends inside a generation: the run died, or the file was cut";
    this.#summary.fault("open-generation", "truncated", message, this.#scanner.offset, current.id);
    await this.#giveUpCurrent();
  }

  /** A generation whose end is not there: before 1.26 Go's reader tries it all the same. */
  async #giveUpCurrent(): Promise<void> {
    const current = this.#current;
    if (current === undefined) return;
    if (this.#minor < GO_1_26) await this.#finishLast(current);
    else if (!this.#stop) await this.#finish(current, "no end mark");
    this.#current = undefined;
  }

  /**
   * The last generation of a format without end marks. Its tables are written last, strings always: without them the
   * file was cut, even where the cut lies between two batches. Go's reader tries it as if it were whole.
   */
  async #finishLast(current: GenerationBuilder): Promise<void> {
    const cut = !current.tables.hasStringBatch && current.batches.length > 0 && !this.#stop;
    if (!cut) {
      await this.#finish(current, undefined);
      return;
    }
    const message = "the last generation has no tables: the run died, or the file was cut";
    this.#summary.fault("open-generation", "truncated", message, this.#scanner.offset, current.id);
    await this.#finish(current, message);
  }

  async #generationFault(offset: number, message: string): Promise<void> {
    this.#summary.fault("broken-generation", "damaged", message, offset, this.#current?.id);
    const current = this.#current;
    this.#current = undefined;
    if (this.#stop) {
      this.#emitSync(this.#kernel.x.lastTime(), undefined);
      this.#halted = true;
    } else if (current !== undefined) await this.#finish(current, message);
  }

  /** Orders the generation; `openBecause` says why it is known not to be complete. */
  async #finish(builder: GenerationBuilder, openBecause: string | undefined): Promise<void> {
    this.#current = undefined;
    this.#buffered = 0;
    const problem = openBecause ?? builder.incomplete();
    if (problem !== undefined && openBecause === undefined) {
      const cut = this.#minor < GO_1_26 && builder.problem === undefined;
      const status = cut ? "truncated" : "damaged";
      this.#summary.fault("incomplete-generation", status, problem, builder.offset, builder.id);
      if (this.#stop) {
        this.#emitSync(this.#kernel.x.lastTime(), undefined);
        this.#halted = true;
        return;
      }
    }
    const { x } = this.#kernel;
    const ns = builder.nsPerTick ?? this.#nsPerTick ?? 1e9 / USUAL_TICKS_PER_SECOND;
    this.#nsPerTick = ns;
    const generation = this.#generation(builder, ns, problem !== undefined);
    const start = this.#summary.eventsNow(x);
    const fault = await orderGeneration({
      kernel: this.#kernel,
      builder,
      generation,
      nsPerTick: ns,
      lenient: problem !== undefined,
      stop: this.#stop,
      // Misuse of regions and tasks is the program's; only Go's reader takes it for damage.
      annotations: this.#stop ? this.#annotations : undefined,
      opened: () => this.#emitSync(x.ticks(builder.minTicks ?? 0n), generation),
      emit: (chunk) => this.#emit(chunk),
      stepped: () => this.#edges.deliver(generation),
      load: (offset, size) => this.#source.read(offset, size),
    });
    if (fault !== undefined && problem === undefined) this.#contradiction(builder, fault);
    this.#edges.generationEnd(generation);
    this.#summary.generation(builder, generation.open, start, x);
    if (this.#options.join?.quiet !== true) {
      for (const v of this.#options.visitors) v.generationEnd?.(generation);
    }
    if ((problem ?? fault) !== undefined) x.forget();
  }

  #contradiction(builder: GenerationBuilder, fault: { message: string; offset: number }): void {
    // Before 1.26 a cut file looks like this: the last generation lacks what other threads did.
    const cut = this.#minor < GO_1_26 && !builder.tables.hasStringBatch;
    const status = cut ? "truncated" : "damaged";
    this.#summary.fault("contradiction", status, fault.message, fault.offset, builder.id);
    if (this.#stop) this.#halted = true;
  }

  #generation(builder: GenerationBuilder, ns: number, open: boolean): TraceGeneration {
    const s = builder.snapshot;
    let snapshot: ClockSnapshot | undefined;
    if (s !== undefined) {
      const traceNs = BigInt(Math.trunc(Number(s.ticks) * ns));
      const wallNsec = Number(s.nsec);
      snapshot = { traceNs, monoNs: s.mono, wallSec: s.sec, wallNsec };
      this.#summary.snapshot ??= snapshot;
    }
    const { id, tables } = builder;
    if (!open) this.#reasons.learn(tables);
    const named = open && !tables.hasStringBatch ? this.#reasons.complete(tables) : tables;
    return { id, open, tables: named, snapshot, converted: false };
  }

  #emitSync(ns: bigint, generation: TraceGeneration | undefined): void {
    this.#syncs += 1;
    this.#kernel.x.sync(ns, this.#syncs);
    const none = {
      id: -1,
      open: false,
      tables: EMPTY_TABLES,
      snapshot: undefined,
      converted: false,
    };
    this.#emit(this.#kernel.chunk(generation ?? none));
    this.#summary.syncs = this.#syncs;
  }

  #emit(chunk: EventChunk): void {
    const { window, join } = this.#options;
    if (join?.quiet === true) return;
    this.#summary.chunk(chunk);
    let clip = window === undefined ? chunk : clipped(chunk, window);
    if (clip.length === 0) return;
    for (const v of this.#options.visitors) {
      if (clip.kind.length === 0) clip = this.#again(chunk, window);
      v.chunk?.(clip);
    }
  }

  /** The same rows where the kernel's memory has moved: a visitor has taken some of it. */
  #again(chunk: EventChunk, window: TimeWindow | undefined): EventChunk {
    const same = { ...this.#kernel.chunk(chunk.generation), length: chunk.length };
    return window === undefined ? same : clipped(same, window);
  }
}

const EMPTY_TABLES = {
  string: (id: number): string | undefined => (id === 0 ? "" : undefined),
  frames: () => [],
  hasStack: (id: number) => id === 0,
};
