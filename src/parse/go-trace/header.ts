// The first 16 bytes: "go 1.NN trace" and three zero bytes. Source: Go's internal/trace/version/version.go.

export const HEADER_BYTES = 16;
/** Headers of the per-processor format, read by conversion. */
const V1 = new Set([11, 19, 21]);
/** Headers of the per-thread format. Go 1.24 writes 23; Go 1.27 writes 26. */
const V2 = new Set([22, 23, 25, 26]);

export type Header =
  | { readonly kind: "v1" | "v2"; readonly minor: number; readonly goVersion: string }
  | { readonly kind: "unknown"; readonly goVersion: string }
  | { readonly kind: "none" };

/** What the header says: a format this reader knows, a Go trace of another version, or no Go trace. */
export function readHeader(bytes: Uint8Array): Header {
  if (bytes.length < HEADER_BYTES) return { kind: "none" };
  const text = String.fromCharCode(...bytes.subarray(0, HEADER_BYTES));
  const match = /^go 1\.(\d{1,3}) trace\0{3}/.exec(text);
  if (match?.[1] === undefined) return { kind: "none" };
  const minor = Number(match[1]);
  const goVersion = `1.${minor}`;
  if (V1.has(minor)) return { kind: "v1", minor, goVersion };
  if (V2.has(minor)) return { kind: "v2", minor, goVersion };
  return { kind: "unknown", goVersion };
}
