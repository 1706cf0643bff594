import type { Artifact, Capture, Manifest } from "../../../src/model/capture.ts";

export interface LooseText {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  readonly artifact?: Partial<Artifact>;
}

/** Texts in memory as a capture; without a manifest their kinds are found by content. */
export function looseTexts(text: LooseText, ...more: LooseText[]): Capture {
  return captureOf(undefined, [text, ...more]);
}

export function captureOf(manifest: Manifest | undefined, texts: readonly LooseText[]): Capture {
  return {
    manifest,
    artifacts: texts.map(({ name, bytes, artifact }) => {
      const data = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
      return {
        artifact: { path: name, kind: "text", sizeBytes: data.length, ...artifact },
        bytes: {
          name,
          size: data.length,
          read: (offset: number, length: number) =>
            Promise.resolve(data.subarray(offset, offset + length)),
        },
      };
    }),
  };
}
