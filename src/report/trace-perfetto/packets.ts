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
const ANNOTATION_NAMES = 3;
const NAMED = { iid: 1, name: 2 } as const;
const DESCRIPTOR = { uuid: 1, name: 2, process: 3, parent: 5, counter: 8 } as const;
const PROCESS = { pid: 1, name: 6 } as const;
const SEQUENCE = 1;

/** Tags of what is written often: field number times eight plus the wire type. */
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
  descriptor: [0xe2, 0x03], // 60, bytes
  uuid: 0x08, // 1, varint
  trackName: 0x12, // 2, bytes
  parent: 0x28, // 5, varint
  interned: [0x62], // 12, bytes
  eventNames: [0x12], // 2, bytes
  iid: 0x08, // 1, varint
  text: 0x12, // 2, bytes
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
const TEXT_CHARS_MAX = 1000;
/** A packet with a text, whose characters have at most three bytes. */
const LONG_BYTES_MAX = 3 * TEXT_CHARS_MAX + 64;
const HIGH = 2 ** 32;
/** Names that are not likely to come again are not kept beyond this; they are then written anew. */
const NAMES_MAX = 20_000;
const encoder = new TextEncoder();

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
          new ProtobufWriter().bytes(ANNOTATION_NAMES, name.finish()).finish(),
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
    const packet = this.#openLong();
    const descriptor = this.#openInner(TAG.descriptor);
    this.#bytes[this.#n++] = TAG.uuid;
    this.#varint(uuid);
    this.#text(TAG.trackName, name);
    this.#bytes[this.#n++] = TAG.parent;
    this.#varint(parent);
    this.#closeLong(descriptor);
    this.#closeLong(packet);
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
    const packet = this.#openLong();
    this.#bytes[this.#n++] = TAG.flags;
    this.#bytes[this.#n++] = NEEDS_STATE;
    const interned = this.#openInner(TAG.interned);
    const entry = this.#openInner(TAG.eventNames);
    this.#bytes[this.#n++] = TAG.iid;
    this.#varint(iid);
    this.#text(TAG.text, text);
    this.#closeLong(entry);
    this.#closeLong(interned);
    this.#closeLong(packet);
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
    let n = this.#n;
    b[n++] = TAG.type;
    b[n++] = type;
    b[n++] = TAG.track;
    let rest = track;
    for (; rest > 127; rest >>>= 7) b[n++] = (rest & 127) | 128;
    b[n++] = rest;
    if (name !== NONE) {
      b[n++] = TAG.name;
      rest = name;
      for (; rest > 127; rest >>>= 7) b[n++] = (rest & 127) | 128;
      b[n++] = rest;
    }
    this.#n = n;
    if (annotation !== NONE) this.#annotation(annotation);
    if (flow !== NONE) this.#fixed(FLOW_TAG, flow);
    if (ending !== NONE) this.#fixed(ENDING_FLOW_TAG, ending);
    b[event] = this.#n - event - 1;
    b[packet] = this.#n - packet - 1;
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
    b[event] = this.#n - event - 1;
    b[packet] = this.#n - packet - 1;
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
    let n = this.#n;
    b[n++] = TAG.packet;
    const packet = n++;
    b[n++] = TAG.timestamp;
    const delta = Math.max(0, ns - this.#lastNs);
    if (delta < HIGH) {
      let rest = delta >>> 0;
      for (; rest > 127; rest >>>= 7) b[n++] = (rest & 127) | 128;
      b[n++] = rest;
    } else {
      this.#n = n;
      this.#varint(delta);
      n = this.#n;
    }
    if (ns > this.#lastNs) this.#lastNs = ns;
    b[n++] = TAG.sequence;
    b[n++] = SEQUENCE;
    b[n++] = TAG.flags;
    b[n++] = NEEDS_STATE;
    b[n++] = TAG.event;
    this.#n = n + 1;
    return packet;
  }

  /** Begins a packet of any length; where its length is to be written, two bytes. */
  #openLong(): number {
    if (this.#n + LONG_BYTES_MAX > BUFFER_BYTES) this.flush();
    this.#bytes[this.#n++] = TAG.packet;
    const at = this.#n;
    this.#n += 2;
    this.#bytes[this.#n++] = TAG.sequence;
    this.#bytes[this.#n++] = SEQUENCE;
    return at;
  }

  #openInner(tag: readonly number[]): number {
    for (const byte of tag) this.#bytes[this.#n++] = byte;
    const at = this.#n;
    this.#n += 2;
    return at;
  }

  /** The length as a number of two bytes, padded where one would do. */
  #closeLong(at: number): void {
    const length = this.#n - at - 2;
    this.#bytes[at] = (length & 127) | 128;
    this.#bytes[at + 1] = length >>> 7;
  }

  #text(tag: number, text: string): void {
    const b = this.#bytes;
    b[this.#n++] = tag;
    const at = this.#n;
    let n = at + 2;
    const length = Math.min(text.length, TEXT_CHARS_MAX);
    let plain = true;
    for (let i = 0; i < length && plain; i++) {
      const unit = text.charCodeAt(i);
      plain = unit < 128;
      b[n++] = unit;
    }
    if (!plain) {
      const part = text.slice(0, TEXT_CHARS_MAX);
      n = at + 2 + encoder.encodeInto(part, b.subarray(at + 2)).written;
    }
    this.#n = n;
    this.#closeLong(at);
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
    let n = this.#n;
    b[n++] = tag[0] ?? 0;
    b[n++] = tag[1] ?? 0;
    const low = value % HIGH;
    const high = Math.floor(value / HIGH);
    for (let shift = 0; shift < 32; shift += 8) b[n++] = (low >>> shift) & 255;
    for (let shift = 0; shift < 32; shift += 8) b[n++] = (high >>> shift) & 255;
    this.#n = n;
  }

  #varint(value: number): void {
    const b = this.#bytes;
    let n = this.#n;
    let v = value;
    for (; v >= HIGH; v = Math.floor(v / 128)) b[n++] = (v % 128) | 128;
    let small = v >>> 0;
    for (; small > 127; small >>>= 7) b[n++] = (small & 127) | 128;
    b[n++] = small;
    this.#n = n;
  }

  #descriptor(uuid: number, name: string, more: (d: ProtobufWriter) => ProtobufWriter): void {
    const d = new ProtobufWriter().uint(DESCRIPTOR.uuid, uuid).text(DESCRIPTOR.name, name);
    this.#packet((p) => p.bytes(PACKET.trackDescriptor, more(d).finish()));
  }

  /** A packet that is no event, and rare. */
  #packet(fill: (p: ProtobufWriter) => ProtobufWriter): void {
    const packet = fill(new ProtobufWriter().uint(PACKET.sequence, SEQUENCE)).finish();
    const whole = new ProtobufWriter().bytes(TRACE_PACKET, packet).finish();
    if (this.#n + whole.length > BUFFER_BYTES) this.flush();
    this.#bytes.set(whole, this.#n);
    this.#n += whole.length;
  }
}
