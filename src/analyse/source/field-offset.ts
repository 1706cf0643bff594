import type { GoFile } from "./go-file.ts";
import type { GoProgram, StructType } from "./go-program.ts";
import { dereferenced } from "./type-text.ts";

interface Layout {
  readonly bytes: number;
  readonly align: number;
}

const of = (bytes: number, align = bytes): Layout => ({ bytes, align });
const WORD = of(8);

/**
 * Sizes on 64-bit systems. Of package sync those whose size is the same from Go 1.21 to 1.27; a Mutex is two 32-bit
 * words since Go 1, an RWMutex that and four more, a Once that and one.
 */
const KNOWN: ReadonlyMap<string, Layout> = new Map([
  ...["bool", "int8", "uint8", "byte"].map((name) => [name, of(1)] as const),
  ...["int16", "uint16"].map((name) => [name, of(2)] as const),
  ...["int32", "uint32", "float32", "rune"].map((name) => [name, of(4)] as const),
  ...["int", "uint", "int64", "uint64", "uintptr", "float64"].map((name) => [name, WORD] as const),
  ["complex64", of(8, 4)],
  ["complex128", of(16, 8)],
  ...["string", "error", "any", "interface{}"].map((name) => [name, of(16, 8)] as const),
  ["sync.Mutex", of(8, 4)],
  ["sync.RWMutex", of(24, 4)],
  ["sync.Once", of(12, 4)],
  ["sync/atomic.Bool", of(4)],
  ["sync/atomic.Int32", of(4)],
  ["sync/atomic.Uint32", of(4)],
  ["sync/atomic.Int64", WORD],
  ["sync/atomic.Uint64", WORD],
  ["time.Duration", WORD],
  ["time.Time", of(24, 8)],
  ["context.Context", of(16, 8)],
  ["context.CancelFunc", WORD],
]);

const DEPTH_MAX = 8;

/**
 * Where a field lies in a struct, in bytes from its beginning, on 64-bit systems. `path` leads through structs that
 * are held by value, promoted fields included. Undefined where it leads through a pointer, or where the size of a
 * field before it cannot be told from the files at hand.
 */
export function fieldOffset(
  program: GoProgram,
  file: GoFile,
  type: string,
  path: readonly string[],
): number | undefined {
  let [owner, from] = [type, file];
  let total = 0;
  for (const name of path) {
    const struct = program.struct(owner, from);
    const found = struct && offsetIn(program, struct, name, 0);
    if (found === undefined) return undefined;
    total += found.offset;
    [owner, from] = [found.type, found.file];
  }
  return total;
}

interface Found {
  readonly offset: number;
  readonly type: string;
  readonly file: GoFile;
}

function offsetIn(
  program: GoProgram,
  struct: StructType,
  name: string,
  depth: number,
): Found | undefined {
  // Of several fields without a name only one is kept.
  if (depth > DEPTH_MAX || struct.fields.has("_")) return undefined;
  const { file } = struct;
  const own = struct.fields.has(name);
  let end = 0;
  for (const field of struct.fields.values()) {
    const layout = layoutOf(program, file, field.type, depth + 1);
    if (layout === undefined) return undefined;
    const offset = aligned(end, layout.align);
    if (own && field.name === name) return { offset, type: field.type, file };
    if (!own && field.embedded && !field.type.startsWith("*")) {
      const inner = program.struct(field.type, file);
      const found = inner && offsetIn(program, inner, name, depth + 1);
      if (found !== undefined) return { ...found, offset: offset + found.offset };
    }
    end = offset + layout.bytes;
  }
  return undefined;
}

function layoutOf(
  program: GoProgram,
  file: GoFile,
  type: string,
  depth: number,
): Layout | undefined {
  if (depth > DEPTH_MAX) return undefined;
  if (/^(?:\*|map\[|func\b|chan\b|<-\s*chan\b)/.test(type)) return WORD;
  if (type.startsWith("[]")) return of(24, 8);
  if (/^interface\b/.test(type)) return of(16, 8);
  const array = /^\[(\d{1,6})\](.{1,200})$/.exec(type);
  if (array !== null) {
    const element = layoutOf(program, file, (array[2] ?? "").trim(), depth + 1);
    return element && of(Number(array[1]) * element.bytes, element.align);
  }
  const known = KNOWN.get(imported(type, file));
  if (known !== undefined && !isDeclared(program, file, type)) return known;
  const under = program.underlying(type, file);
  if (under !== type) return layoutOf(program, file, under, depth + 1);
  const struct = type.includes("[") ? undefined : program.struct(type, file);
  return struct && layoutOfStruct(program, struct, depth);
}

function layoutOfStruct(program: GoProgram, struct: StructType, depth: number): Layout | undefined {
  if (struct.fields.has("_")) return undefined;
  let [end, align] = [0, 1];
  let last = 1;
  for (const { type } of struct.fields.values()) {
    const layout = layoutOf(program, struct.file, type, depth + 1);
    if (layout === undefined) return undefined;
    end = aligned(end, layout.align) + layout.bytes;
    align = Math.max(align, layout.align);
    last = layout.bytes;
  }
  // The compiler pads a struct that ends in a field without size.
  return of(aligned(last === 0 && end > 0 ? end + 1 : end, align), align);
}

/** `atomic.Int64` → `sync/atomic.Int64`. */
function imported(type: string, file: GoFile): string {
  const dot = type.indexOf(".");
  if (dot < 0) return type;
  const path = file.importPath(type.slice(0, dot));
  return path === undefined ? type : `${path}${type.slice(dot)}`;
}

/** The package declares a type of that name itself. */
function isDeclared(program: GoProgram, file: GoFile, type: string): boolean {
  return (
    program.struct(dereferenced(type), file) !== undefined ||
    program.underlying(type, file) !== type
  );
}

function aligned(offset: number, align: number): number {
  return Math.ceil(offset / align) * align;
}
