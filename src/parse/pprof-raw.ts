import type { Profile as Decoded } from "pprof-format";
import type { StackFrame } from "../model/race-report.ts";

/** The bytes of a profile → its samples with whole stacks. pprof-format is loaded only when a profile is read. */

/** What may come out of a compressed file: more is no profile of a test. */
const INFLATED_MAX = 256 * 1024 * 1024;
const FRAMES_MAX = 256;
const SAMPLES_MAX = 200_000;

export interface RawProfile {
  /** Names of the values of each sample, e.g. `contentions`, `delay`. */
  readonly sampleTypes: readonly string[];
  readonly samples: readonly {
    readonly frames: readonly StackFrame[];
    readonly values: readonly number[];
  }[];
}

/** The samples, or in a few words why there are none. */
export async function readProfile(data: Uint8Array): Promise<RawProfile | string> {
  const plain = data[0] === 0x1f && data[1] === 0x8b ? await inflate(data) : data;
  if (typeof plain === "string") return plain;
  const { Profile } = await import("pprof-format");
  try {
    return rawOf(Profile.decode(plain));
  } catch {
    return "it is cut or damaged";
  }
}

async function inflate(data: Uint8Array): Promise<Uint8Array | string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const source: ReadableStream<Uint8Array<ArrayBuffer>> = new Blob([
      new Uint8Array(data),
    ]).stream();
    const inflated: ReadableStream<Uint8Array> = source.pipeThrough(
      new DecompressionStream("gzip"),
    );
    const reader = inflated.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > INFLATED_MAX) {
        await reader.cancel();
        return "it is too large";
      }
      chunks.push(value);
    }
  } catch {
    return "it is cut or damaged";
  }
  const all = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}

function rawOf(profile: Decoded): RawProfile | string {
  const text = (index: number | bigint): string => profile.stringTable.strings[Number(index)] ?? "";
  const sampleTypes = profile.sampleType.map(({ type }) => text(type));
  // The table of strings comes last: without it the rest is numbers without names.
  if (sampleTypes.every((name) => name === "")) return "it is cut or damaged";
  if (profile.sample.length > SAMPLES_MAX) return "it is too large";
  const names = profile.stringTable.strings.length;
  if (profile.function.some(({ name }) => Number(name) >= names)) return "it is cut or damaged";
  const functions = new Map(profile.function.map((each) => [String(each.id), each]));
  const framesAt = new Map<string, readonly StackFrame[]>();
  for (const { id, line } of profile.location) {
    framesAt.set(
      String(id),
      line.map((each) => {
        const made = functions.get(String(each.functionId));
        return {
          function: made === undefined ? "" : text(made.name),
          file: made === undefined ? "" : text(made.filename),
          line: lineNumber(each.line),
        };
      }),
    );
  }
  const samples = profile.sample.map(({ locationId, value }) => ({
    frames: locationId
      .slice(0, FRAMES_MAX)
      .flatMap((id) => framesAt.get(String(id)) ?? [])
      .slice(0, FRAMES_MAX),
    values: value.map(amount),
  }));
  return { sampleTypes, samples };
}

function lineNumber(value: number | bigint): number {
  const line = amount(value);
  return line <= 0xffff_ffff ? line : 0;
}

/** Values are int64 and never negative in these profiles: what is, is damage. */
function amount(value: number | bigint): number {
  const number = Number(value);
  return number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : 0;
}
