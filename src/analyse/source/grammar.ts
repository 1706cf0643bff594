import type { Parser } from "web-tree-sitter";

/**
 * tree-sitter with the Go grammar. The two WebAssembly modules are embedded (grammar.wasm.ts), so that
 * reading source needs no file of its own; nothing is loaded before the first source file is read.
 */
let parser: Promise<Parser> | undefined;

/** The one Go parser of the process. */
export function goParser(): Promise<Parser> {
  parser ??= load();
  return parser;
}

async function load(): Promise<Parser> {
  const [treeSitter, wasm] = await Promise.all([
    import("web-tree-sitter"),
    import("./grammar.wasm.ts"),
  ]);
  const { brotliDecompressSync } = await import("node:zlib");
  const unpack = (base64: string): Uint8Array =>
    new Uint8Array(brotliDecompressSync(Buffer.from(base64, "base64")));
  await treeSitter.Parser.init({ wasmBinary: unpack(wasm.RUNTIME) });
  const language = await treeSitter.Language.load(unpack(wasm.GO_GRAMMAR));
  const made = new treeSitter.Parser();
  made.setLanguage(language);
  return made;
}
