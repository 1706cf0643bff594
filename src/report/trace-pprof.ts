// A profile of waiting times as gzipped pprof, with the sample types of `go tool trace -pprof`.
import { gzipSync } from "node:zlib";
import {
  Function as PprofFunction,
  Line,
  Location,
  Profile,
  Sample,
  StringTable,
  ValueType,
} from "pprof-format";
import type { Frame } from "../model/trace.ts";

export interface StackTime {
  readonly frames: readonly Frame[];
  readonly count: number;
  readonly ns: number;
}

/** @param samples in the order in which they are to appear */
export function pprofOf(samples: readonly StackTime[], durationNs: number): Uint8Array {
  const strings = new StringTable();
  const type = (name: string, unit: string): ValueType =>
    new ValueType({ type: strings.dedup(name), unit: strings.dedup(unit) });
  const functions = new Map<string, PprofFunction>();
  const locations = new Map<string, Location>();
  const functionOf = (f: Frame): number => {
    const key = `${f.file}\0${f.func}`;
    let fn = functions.get(key);
    if (fn === undefined) {
      const name = strings.dedup(f.func);
      const id = functions.size + 1;
      fn = new PprofFunction({ id, name, systemName: name, filename: strings.dedup(f.file) });
      functions.set(key, fn);
    }
    return Number(fn.id);
  };
  const locationOf = (f: Frame): number => {
    // Inlined calls share nothing but look alike by pc alone.
    const key = `${f.pc}\0${f.func}\0${f.line}`;
    let location = locations.get(key);
    if (location === undefined) {
      const line = [new Line({ functionId: functionOf(f), line: f.line })];
      location = new Location({ id: locations.size + 1, address: f.pc, line });
      locations.set(key, location);
    }
    return Number(location.id);
  };
  const sample = samples.map(
    (s) => new Sample({ locationId: s.frames.map(locationOf), value: [s.count, Math.round(s.ns)] }),
  );
  const profile = new Profile({
    sampleType: [type("contentions", "count"), type("delay", "nanoseconds")],
    periodType: type("trace", "count"),
    period: 1,
    durationNanos: Math.round(durationNs),
    sample,
    location: [...locations.values()],
    function: [...functions.values()],
    stringTable: strings,
  });
  return gzipSync(profile.encode());
}
