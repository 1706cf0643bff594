// A Perfetto trace for ui.perfetto.dev: one track a goroutine with a slice for each state, instants at wakes, and a flow
// from each wake to the run it led to. Heap size and GOMAXPROCS are counters.
// Field numbers: protos/perfetto/trace/trace_packet.proto, track_event.proto, track_descriptor.proto.
import { type EventChunk, GO, GO_STATES, type TraceVisitor } from "../model/trace.ts";
import * as col from "../model/trace-columns.ts";
import { EV } from "../model/trace-event-types.ts";
import { ProtobufWriter } from "../util/protobuf-writer.ts";

const TRACE_PACKET = 1;
const PACKET = { timestamp: 8, sequence: 10, trackEvent: 11, trackDescriptor: 60 } as const;
const DESCRIPTOR = { uuid: 1, name: 2, process: 3, parent: 5, counter: 8 } as const;
const PROCESS = { pid: 1, name: 6 } as const;
const EVENT = {
  type: 9,
  track: 11,
  name: 23,
  counter: 30,
  flows: 47,
  endingFlows: 48,
} as const;
const SLICE_BEGIN = 1;
const SLICE_END = 2;
const INSTANT = 3;
const COUNTER = 4;
const SEQUENCE = 1;
const PROCESS_TRACK = 1;
const HEAP_TRACK = 2;
const PROCS_TRACK = 3;
const FIRST_GOROUTINE_TRACK = 16;
const NONE = -1;

interface Track {
  readonly id: number;
  readonly uuid: number;
  open: boolean;
  /** The flow that a wake began and the next run ends. */
  flow: number;
}

export class PerfettoWriter implements TraceVisitor {
  readonly #write: (bytes: Uint8Array) => void;
  readonly #out = new ProtobufWriter();
  readonly #packet = new ProtobufWriter();
  readonly #event = new ProtobufWriter();
  readonly #tracks: (Track | undefined)[] = [];
  #nextTrack = FIRST_GOROUTINE_TRACK;
  #nextFlow = 1;
  #lastNs = 0;
  #begun = false;

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
  }

  chunk(c: EventChunk): void {
    if (!this.#begun) this.#begin();
    for (let i = 0; i < c.length; i++) this.#row(c, i);
    if (c.length > 0) this.#lastNs = col.timeAt(c, c.length - 1);
    this.#flush();
  }

  /** Closes what is still open. */
  end(): void {
    for (const t of this.#tracks) if (t?.open === true) this.#slice(t, SLICE_END, this.#lastNs, "");
    this.#flush();
  }

  #begin(): void {
    this.#begun = true;
    const process = new ProtobufWriter().uint(PROCESS.pid, 1).text(PROCESS.name, "go").finish();
    this.#descriptor(PROCESS_TRACK, "go", (d) => d.bytes(DESCRIPTOR.process, process));
    const counter = (d: ProtobufWriter): ProtobufWriter =>
      d.uint(DESCRIPTOR.parent, PROCESS_TRACK).bytes(DESCRIPTOR.counter, new Uint8Array(0));
    this.#descriptor(HEAP_TRACK, "heap bytes", counter);
    this.#descriptor(PROCS_TRACK, "GOMAXPROCS", counter);
  }

  #row(c: EventChunk, i: number): void {
    const type = col.typeAt(c, i);
    if (type === EV.heapAlloc || type === EV.procsChange) {
      const track = type === EV.heapAlloc ? HEAP_TRACK : PROCS_TRACK;
      this.#emit(col.timeAt(c, i), (e) =>
        e.uint(EVENT.type, COUNTER).uint(EVENT.track, track).uint(EVENT.counter, col.valueAt(c, i)),
      );
      return;
    }
    const goroutine = type >= EV.goCreate && type <= EV.goStatus;
    if (goroutine || (type >= EV.goSwitch && type <= EV.goStatusStack))
      this.#transition(c, i, type);
  }

  #transition(c: EventChunk, i: number, type: number): void {
    const slot = col.subjectAt(c, i);
    const from = col.fromAt(c, i);
    const to = col.toAt(c, i);
    if (slot === NONE || from === to) return;
    const t = col.timeAt(c, i);
    const track = this.#track(c, i, slot, from);
    if (track.open) this.#slice(track, SLICE_END, t, "");
    track.open = false;
    if (to === GO.notExist) {
      this.#tracks[slot] = undefined;
      return;
    }
    let flow = 0;
    if (to === GO.running && track.flow !== 0) {
      flow = track.flow;
      track.flow = 0;
    }
    this.#slice(track, SLICE_BEGIN, t, stateName(c, i, type, to), flow);
    track.open = true;
    const waker = col.goroutineAt(c, i);
    const wakerTrack = waker === NONE || from !== GO.waiting ? undefined : this.#tracks[waker];
    if (wakerTrack === undefined) return;
    track.flow = this.#nextFlow++;
    this.#emit(t, (e) =>
      e
        .uint(EVENT.type, INSTANT)
        .uint(EVENT.track, wakerTrack.uuid)
        .text(EVENT.name, `wakes goroutine ${track.id}`)
        .fixed64(EVENT.flows, track.flow),
    );
  }

  #track(c: EventChunk, i: number, slot: number, from: number): Track {
    const id = col.goroutineIdOf(c, col.subjectAt(c, i));
    const known = this.#tracks[slot];
    if (known !== undefined && known.id === id && from !== GO.notExist) return known;
    if (known?.open === true) this.#slice(known, SLICE_END, col.timeAt(c, i), "");
    const track: Track = { id, uuid: this.#nextTrack++, open: false, flow: 0 };
    this.#tracks[slot] = track;
    const stack = from === GO.notExist ? col.newStackAt(c, i) : col.stackAt(c, i);
    const entry = c.generation.tables.frames(stack).at(-1)?.func;
    const name = entry === undefined ? `goroutine ${id}` : `goroutine ${id} ${entry}`;
    this.#descriptor(track.uuid, name, (d) => d.uint(DESCRIPTOR.parent, PROCESS_TRACK));
    return track;
  }

  #slice(track: Track, type: number, ns: number, name: string, flow = 0): void {
    this.#emit(ns, (e) => {
      e.uint(EVENT.type, type).uint(EVENT.track, track.uuid);
      if (type === SLICE_BEGIN) e.text(EVENT.name, name);
      if (flow !== 0) e.fixed64(EVENT.endingFlows, flow);
    });
  }

  #descriptor(uuid: number, name: string, more: (d: ProtobufWriter) => ProtobufWriter): void {
    const d = new ProtobufWriter().uint(DESCRIPTOR.uuid, uuid).text(DESCRIPTOR.name, name);
    this.#packet.clear();
    this.#packet.uint(PACKET.sequence, SEQUENCE).bytes(PACKET.trackDescriptor, more(d).finish());
    this.#out.bytes(TRACE_PACKET, this.#packet.finish());
  }

  #emit(ns: number, fill: (e: ProtobufWriter) => unknown): void {
    this.#event.clear();
    fill(this.#event);
    this.#packet.clear();
    // Zero would count as "no time".
    this.#packet.uint(PACKET.timestamp, ns + 1).uint(PACKET.sequence, SEQUENCE);
    this.#packet.bytes(PACKET.trackEvent, this.#event.finish());
    this.#out.bytes(TRACE_PACKET, this.#packet.finish());
  }

  #flush(): void {
    this.#write(this.#out.finish());
    this.#out.clear();
  }
}

function stateName(c: EventChunk, i: number, type: number, to: number): string {
  const state = (GO_STATES[to] ?? "").toLowerCase();
  const reason = type === EV.goBlock ? c.generation.tables.string(col.textAt(c, i)) : undefined;
  return reason === undefined || reason === "" ? state : `${state}: ${reason}`;
}
