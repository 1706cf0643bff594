// Writes Perfetto packets into one buffer that goes out when it is full. A trace has tens of millions of them, so they
// are small: times count from the packet before, names are numbers, and no packet makes an object.
// Source: protos/perfetto/trace/{trace_packet,clock_snapshot,trace_packet_defaults}.proto and
// track_event/{track_event,track_descriptor}.proto, interned_data/interned_data.proto of google/perfetto.
import { ProtobufWriter } from "../../util/protobuf-writer.ts";

const TRACE_PACKET = 1;
const PACKET = {
  clockSnapshot: 6,
  timestamp: 8,
  sequence: 10,
  trackEvent: 11,
  internedData: 12,
  sequenceFlags: 13,
  timestampClock: 58,
  defaults: 59,
  trackDescriptor: 60,
} as const;
const CLOCKS = 1;
const CLOCK = { id: 1, timestamp: 2, incremental: 3, unit: 4 } as const;
const BOOT_CLOCK = 6;
/** The first of the clocks that a sequence may define for itself. */
const OWN_CLOCK = 64;
const STATE_CLEARED = 1;
const NEEDS_STATE = 2;
const INTERNED = { eventNames: 2, annotationNames: 3 } as const;
const NAMED = { iid: 1, name: 2 } as const;
const DESCRIPTOR = { uuid: 1, name: 2, process: 3, parent: 5, counter: 8 } as const;
const PROCESS = { pid: 1, name: 6 } as const;
const SEQUENCE = 1;

/** Tags of an event packet: field number times eight plus the wire type. */
const TAG = {
  packet: 0x0a, // 1, bytes
  timestamp: 0x40, // 8, varint
  sequence: 0x50, // 10, varint
  event: 0x5a, // 11, bytes
  flags: 0x68, // 13, varint
  annotation: 0x22, // 4, bytes
  annotationName: 0x08, // 1, varint
  annotationNumber: 0x18, // 3, varint
  type: 0x48, // 9, varint
  name: 0x50, // 10, varint
  track: 0x58, // 11, varint
} as const;
/** Fields above 15 have tags of two bytes. */
const COUNTER_TAG = [0xf0, 0x01]; // 30, varint
const FLOW_TAG = [0xf9, 0x02]; // 47, fixed 64
const ENDING_FLOW_TAG = [0x81, 0x03]; // 48, fixed 64

export const TYPE = { begin: 1, end: 2, instant: 3, counter: 4 } as const;
/** What is left out of an event. */
export const NONE = -1;

const BUFFER_BYTES = 1 << 20;
/** More than any event packet has. */
const EVENT_BYTES_MAX = 128;
const HIGH = 2 ** 32;
/** Names that are not likely to come again are not kept beyond this; they are then written anew. */
const NAMES_MAX = 100_000;

export class PacketWriter {
  readonly #write: (bytes: Uint8Array) => void;
  readonly #bytes = new Uint8Array(BUFFER_BYTES);
  readonly #names = new Map<string, number>();
  #nextName = 1;
  #n = 0;
  #lastNs = 0;
  #begun = false;

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
  }

  /** Must come first: the clock that all times count on, and the process. */
  begin(ns: number, processTrack: number, annotation: string): void {
    this.#begun = true;
    this.#lastNs = ns;
    const clock = (id: number): ProtobufWriter =>
      // Zero would count as no time.
      new ProtobufWriter().uint(CLOCK.id, id).uint(CLOCK.timestamp, ns + 1);
    const own = clock(OWN_CLOCK).uint(CLOCK.incremental, 1).uint(CLOCK.unit, 1);
    const snapshot = new ProtobufWriter()
      .bytes(CLOCKS, clock(BOOT_CLOCK).finish())
      .bytes(CLOCKS, own.finish());
    const name = new ProtobufWriter().uint(NAMED.iid, 1).text(NAMED.name, annotation);
    this.#packet((p) =>
      p
        .uint(PACKET.sequenceFlags, STATE_CLEARED)
        .bytes(PACKET.clockSnapshot, snapshot.finish())
        .bytes(
          PACKET.defaults,
          new ProtobufWriter().uint(PACKET.timestampClock, OWN_CLOCK).finish(),
        )
        .bytes(
          PACKET.internedData,
          new ProtobufWriter().bytes(INTERNED.annotationNames, name.finish()).finish(),
        ),
    );
    const process = new ProtobufWriter().uint(PROCESS.pid, 1).text(PROCESS.name, "go").finish();
    this.#descriptor(processTrack, "go", (d) => d.bytes(DESCRIPTOR.process, process));
  }

  get begun(): boolean {
    return this.#begun;
  }

  /** A track below another one. */
  track(uuid: number, name: string, parent: number): void {
    this.#descriptor(uuid, name, (d) => d.uint(DESCRIPTOR.parent, parent));
  }

  counterTrack(uuid: number, name: string, parent: number): void {
    this.#descriptor(uuid, name, (d) =>
      d.uint(DESCRIPTOR.parent, parent).bytes(DESCRIPTOR.counter, new Uint8Array(0)),
    );
  }

  /** The number of a name, written to the file when it is new. */
  name(text: string): number {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const iid = this.#nextName++;
    if (this.#names.size < NAMES_MAX) this.#names.set(text, iid);
    const name = new ProtobufWriter().uint(NAMED.iid, iid).text(NAMED.name, text);
    const interned = new ProtobufWriter().bytes(INTERNED.eventNames, name.finish());
    this.#packet((p) =>
      p.uint(PACKET.sequenceFlags, NEEDS_STATE).bytes(PACKET.internedData, interned.finish()),
    );
    return iid;
  }

  /**
   * An event on a track, not earlier than the one before. `name`: a number, `flow`: begins here, `ending`: ends here,
   * `annotation`: the value of the annotation whose name `begin` was given; NONE leaves each of them out.
   */
  event(
    ns: number,
    type: number,
    track: number,
    name: number,
    flow: number,
    ending: number,
    annotation: number,
  ): void {
    const packet = this.#open(ns);
    const event = this.#n - 1;
    const b = this.#bytes;
    b[this.#n++] = TAG.type;
    b[this.#n++] = type;
    b[this.#n++] = TAG.track;
    this.#varint(track);
    if (name !== NONE) {
      b[this.#n++] = TAG.name;
      this.#varint(name);
    }
    if (annotation !== NONE) this.#annotation(annotation);
    if (flow !== NONE) this.#fixed(FLOW_TAG, flow);
    if (ending !== NONE) this.#fixed(ENDING_FLOW_TAG, ending);
    this.#close(packet, event);
  }

  counter(ns: number, track: number, value: number): void {
    const packet = this.#open(ns);
    const event = this.#n - 1;
    const b = this.#bytes;
    b[this.#n++] = TAG.type;
    b[this.#n++] = TYPE.counter;
    b[this.#n++] = TAG.track;
    this.#varint(track);
    b[this.#n++] = COUNTER_TAG[0] ?? 0;
    b[this.#n++] = COUNTER_TAG[1] ?? 0;
    this.#varint(value);
    this.#close(packet, event);
  }

  /** Everything written so far goes out. */
  flush(): void {
    if (this.#n > 0) this.#write(this.#bytes.subarray(0, this.#n));
    this.#n = 0;
  }

  /** Begins an event packet up to the event's length; where the packet's length is to be written. */
  #open(ns: number): number {
    if (this.#n + EVENT_BYTES_MAX > BUFFER_BYTES) this.flush();
    const b = this.#bytes;
    b[this.#n++] = TAG.packet;
    const packet = this.#n++;
    b[this.#n++] = TAG.timestamp;
    this.#varint(Math.max(0, ns - this.#lastNs));
    this.#lastNs = Math.max(ns, this.#lastNs);
    b[this.#n++] = TAG.sequence;
    b[this.#n++] = SEQUENCE;
    b[this.#n++] = TAG.flags;
    b[this.#n++] = NEEDS_STATE;
    b[this.#n++] = TAG.event;
    this.#n++;
    return packet;
  }

  /** Both lengths: an event packet is always shorter than 128 bytes. */
  #close(packet: number, event: number): void {
    this.#bytes[event] = this.#n - event - 1;
    this.#bytes[packet] = this.#n - packet - 1;
  }

  #annotation(value: number): void {
    const b = this.#bytes;
    b[this.#n++] = TAG.annotation;
    const at = this.#n++;
    b[this.#n++] = TAG.annotationName;
    b[this.#n++] = 1;
    b[this.#n++] = TAG.annotationNumber;
    this.#varint(value);
    b[at] = this.#n - at - 1;
  }

  #fixed(tag: readonly number[], value: number): void {
    const b = this.#bytes;
    b[this.#n++] = tag[0] ?? 0;
    b[this.#n++] = tag[1] ?? 0;
    for (let v = value, i = 0; i < 8; i++) {
      b[this.#n++] = v % 256;
      v = Math.floor(v / 256);
    }
  }

  #varint(value: number): void {
    const b = this.#bytes;
    let v = value;
    for (; v >= HIGH; v = Math.floor(v / 128)) b[this.#n++] = (v % 128) | 128;
    let small = v >>> 0;
    for (; small > 127; small >>>= 7) b[this.#n++] = (small & 127) | 128;
    b[this.#n++] = small;
  }

  #descriptor(uuid: number, name: string, more: (d: ProtobufWriter) => ProtobufWriter): void {
    const d = new ProtobufWriter().uint(DESCRIPTOR.uuid, uuid).text(DESCRIPTOR.name, name);
    this.#packet((p) => p.bytes(PACKET.trackDescriptor, more(d).finish()));
  }

  /** A packet that is no event: of any length, and rare. */
  #packet(fill: (p: ProtobufWriter) => ProtobufWriter): void {
    const packet = fill(new ProtobufWriter().uint(PACKET.sequence, SEQUENCE)).finish();
    const whole = new ProtobufWriter().bytes(TRACE_PACKET, packet).finish();
    if (this.#n + whole.length > BUFFER_BYTES) this.flush();
    if (whole.length > BUFFER_BYTES) this.#write(whole);
    else {
      this.#bytes.set(whole, this.#n);
      this.#n += whole.length;
    }
  }
}
