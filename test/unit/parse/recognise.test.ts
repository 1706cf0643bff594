import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { recognise, type Content } from "../../../src/parse/recognise.ts";
import { goldenInputs } from "./golden-inputs.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

const SAMPLES: readonly (readonly [Content, Uint8Array])[] = [
  ["empty", text("")],
  ["go-trace", text("go 1.26 trace\0\0\0\x01\x02\x03")],
  ["pprof", gzipSync("anything")],
  ["pprof", Uint8Array.from([0x0a, 4, 8, 1, 0x10, 2, 0x0a, 4, 8, 3, 0x10, 4, 0, 0, 0, 0])],
  ["executable", text("\x7fELF\x02\x01\x01\0\0\0\0")],
  ["binary", Uint8Array.from({ length: 100 }, (_, index) => (index * 7) % 11)],
  ["test2json", text('go: downloading x v1\n{"Action":"start","Package":"p"}\n')],
  ["test2json", text('2026-01-02T03:04:05Z {"Time":"x","Action":"start","Package":"p"}\n')],
  ["json", text('{"manifestVersion":"1"}\n')],
  ["race-log", text("[1] WARNING: DATA RACE\n")],
  ["goroutine-dump", text("goroutine 1 [running]:\nmain.main()\n")],
  ["goroutine-dump", text("goroutine profile: total 8\n")],
  ["text", text("hello\n")],
];

describe("content", () => {
  for (const [content, bytes] of SAMPLES) {
    it(`${content}: ${JSON.stringify(Buffer.from(bytes.subarray(0, 24)).toString("latin1"))}`, () => {
      expect(recognise(bytes)).toBe(content);
    });
  }

  it("knows every golden stream, whatever its name", () => {
    for (const { name, text: stream } of goldenInputs("test2json")) {
      expect(recognise(text(stream)), name).toBe("test2json");
    }
  });
});
