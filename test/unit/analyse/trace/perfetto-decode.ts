// Reads a Perfetto trace as its published protos say (trace_packet.proto, track_event.proto, track_descriptor.proto,
// clock_snapshot.proto, interned_data.proto), as far as `trace perfetto` uses them. Throws where a rule is broken.

export interface Slice {
  readonly track: string;
  readonly parent: string;
  readonly name: string;
  readonly fromNs: number;
  readonly toNs: number;
  readonly depth: number;
  readonly goroutine: number | undefined;
}

export interface Decoded {
  /** "parent/track", in the order of their descriptors. */
  readonly tracks: string[];
  readonly slices: Slice[];
  readonly instants: { readonly track: string; readonly name: string; readonly ns: number }[];
  readonly counters: { readonly track: string; readonly ns: number; readonly value: number }[];
  /** Flows by number: where each began and ended. */
  readonly flows: Map<number, { begins: string; ends: string | undefined }>;
}

type Field = readonly [number, number | Uint8Array];

/** Field numbers and values of a message, nested ones as bytes. */
function fields(bytes: Uint8Array): Field[] {
  const out: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let v = 0;
    for (let scale = 1; ; scale *= 128) {
      const b = bytes[at++];
      if (b === undefined) throw new Error("a number is cut");
      v += (b & 127) * scale;
      if (b < 128) return v;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const wire = tag % 8;
    const field = Math.floor(tag / 8);
    if (wire === 0) out.push([field, varint()]);
    else if (wire === 1) {
      out.push([field, Number(Buffer.from(bytes.subarray(at, at + 8)).readBigUInt64LE())]);
      at += 8;
    } else if (wire === 2) {
      const length = varint();
      if (at + length > bytes.length) throw new Error("a field is cut");
      out.push([field, bytes.subarray(at, at + length)]);
      at += length;
    } else throw new Error(`wire type ${wire}`);
  }
  return out;
}

class Message {
  readonly #fields: readonly Field[];
  constructor(bytes: Uint8Array) {
    this.#fields = fields(bytes);
  }
  number(field: number): number | undefined {
    const value = this.#fields.findLast(([f]) => f === field)?.[1];
    return typeof value === "number" ? value : undefined;
  }
  need(field: number): number {
    const value = this.number(field);
    if (value === undefined) throw new Error(`field ${field} is missing`);
    return value;
  }
  all(field: number): Message[] {
    return this.#fields.flatMap(([f, v]) =>
      f === field && typeof v !== "number" ? [new Message(v)] : [],
    );
  }
  text(field: number): string {
    const value = this.#fields.findLast(([f]) => f === field)?.[1];
    return typeof value === "object" ? Buffer.from(value).toString() : "";
  }
}

const SEQ_INCREMENTAL_STATE_CLEARED = 1;
const SEQ_NEEDS_INCREMENTAL_STATE = 2;

class Decoder {
  readonly out: Decoded = { tracks: [], slices: [], instants: [], counters: [], flows: new Map() };
  readonly #tracks = new Map<number, { name: string; parent: string; open: Message[] }>();
  readonly #begun = new Map<Message, { ns: number; name: string }>();
  readonly #names = new Map<number, string>();
  readonly #annotations = new Map<number, string>();
  #ns: number | undefined;

  packet(p: Message): void {
    if (p.need(10) !== 1) throw new Error("another sequence");
    for (const s of p.all(6)) this.#clock(p, s);
    for (const interned of p.all(12)) {
      for (const n of interned.all(2)) this.#intern(this.#names, n);
      for (const n of interned.all(3)) this.#intern(this.#annotations, n);
    }
    for (const d of p.all(60)) {
      const parent = d.number(5);
      const above = parent === undefined ? "" : this.#track(parent).name;
      if (this.#tracks.has(d.need(1))) throw new Error(`track ${d.need(1)} twice`);
      this.#tracks.set(d.need(1), { name: d.text(2), parent: above, open: [] });
      this.out.tracks.push(`${above}/${d.text(2)}`);
    }
    for (const e of p.all(11)) this.#event(p, e);
  }

  #intern(names: Map<number, string>, entry: Message): void {
    if (names.has(entry.need(1))) throw new Error("a number means two names");
    names.set(entry.need(1), entry.text(2));
  }

  #clock(p: Message, snapshot: Message): void {
    if (p.need(13) !== SEQ_INCREMENTAL_STATE_CLEARED) throw new Error("the state is not cleared");
    if (p.all(59)[0]?.need(58) !== 64) throw new Error("another clock is the default");
    const clocks = new Map(snapshot.all(1).map((c) => [c.need(1), c]));
    const own = clocks.get(64);
    if (own?.number(3) !== 1 || own.number(4) !== 1) throw new Error("the clock does not count on");
    if (clocks.get(6)?.need(2) !== own.need(2)) throw new Error("clocks differ");
    this.#ns = own.need(2);
  }

  #track(uuid: number): { name: string; parent: string; open: Message[] } {
    const track = this.#tracks.get(uuid);
    if (track === undefined) throw new Error(`track ${uuid} is not described`);
    return track;
  }

  #event(p: Message, e: Message): void {
    if (p.need(13) !== SEQ_NEEDS_INCREMENTAL_STATE) throw new Error("needs the state");
    if (this.#ns === undefined) throw new Error("no clock yet");
    this.#ns += p.need(8);
    // The clock begins at one.
    const ns = this.#ns - 1;
    const track = this.#track(e.need(11));
    const name = this.#names.get(e.number(10) ?? -1);
    const type = e.need(9);
    if ((type === 1 || type === 3) && name === undefined) throw new Error("an event without name");
    for (const flow of numbers(e, 47))
      this.out.flows.set(flow, { begins: track.name, ends: undefined });
    for (const flow of numbers(e, 48)) {
      const known = this.out.flows.get(flow);
      if (known === undefined || known.ends !== undefined) throw new Error(`flow ${flow}`);
      known.ends = track.name;
    }
    if (type === 4) this.out.counters.push({ track: track.name, ns, value: e.need(30) });
    else if (type === 3) this.out.instants.push({ track: track.name, name: name ?? "", ns });
    else if (type === 1) {
      track.open.push(e);
      this.#begun.set(e, { ns, name: name ?? "" });
    } else if (type === 2) this.#end(track, ns);
    else throw new Error(`event type ${type}`);
  }

  #end(track: { name: string; parent: string; open: Message[] }, ns: number): void {
    const e = track.open.pop();
    const begun = e === undefined ? undefined : this.#begun.get(e);
    if (e === undefined || begun === undefined) throw new Error("an end without begin");
    this.#begun.delete(e);
    const annotation = e.all(4)[0];
    if (annotation !== undefined && this.#annotations.get(annotation.need(1)) !== "goroutine") {
      throw new Error("another annotation");
    }
    this.out.slices.push({
      track: track.name,
      parent: track.parent,
      name: begun.name,
      fromNs: begun.ns,
      toNs: ns,
      depth: track.open.length,
      goroutine: annotation?.need(3),
    });
  }

  finish(): Decoded {
    if (this.#begun.size > 0) throw new Error(`${this.#begun.size} slices do not end`);
    return this.out;
  }
}

function numbers(e: Message, field: number): number[] {
  const value = e.number(field);
  return value === undefined ? [] : [value];
}

/** Everything in the trace; throws where it is none. */
export function decodePerfetto(bytes: Uint8Array): Decoded {
  const decoder = new Decoder();
  for (const packet of new Message(bytes).all(1)) decoder.packet(packet);
  return decoder.finish();
}
