/**
 * Where a frame's file lies and whose code it is. Go prints absolute paths, or, under -trimpath, the import
 * path and the file's name (`module@version/dir/x.go`, `fmt/print.go`). Out comes what findings print:
 * relative to the repository root with `/`, else `$GOROOT/…`, `module@version/…`, or the path as it was.
 */
import type { ParsedRun } from "../model/parsed-run.ts";
import type { StackFrame } from "../model/race-report.ts";
import {
  isGeneratedFile,
  isRuntimePackage,
  isStandardPackage,
  packageUnderTest,
  parseGoSymbol,
} from "../util/go-symbol.ts";

export type Owner = "own" | "dependency" | "standard" | "runtime" | "generated" | "unknown";

export interface Place {
  readonly file: string;
  readonly owner: Owner;
  /** A _test.go file of the main module or workspace. */
  readonly test: boolean;
  /** Path of the module that holds the file, where known. */
  readonly module: string | undefined;
  /** Import path of the file's directory; for foreign code the package of the symbol. */
  readonly package: string;
}

export interface Places {
  of(frame: Pick<StackFrame, "function" | "file">): Place;
  /** The source line of a frame, trimmed; undefined where the text was not kept. */
  sourceLine(frame: Pick<StackFrame, "function" | "file" | "line">): string | undefined;
  /** Lines `line - before` to `line`, not trimmed; empty where the text was not kept. */
  linesBefore(frame: Pick<StackFrame, "function" | "file" | "line">, before: number): string[];
}

interface Module {
  readonly path: string;
  /** Absolute, without a slash at its end. */
  readonly directory: string;
}

const FILES_MAX = 200_000;

/** Resolves `.`, `..` and doubled slashes; `C:\a` becomes `C:/a`. */
export function cleanPath(path: string): string {
  const slashed = /^[A-Za-z]:\\|^\\\\/.test(path) ? path.replaceAll("\\", "/") : path;
  const absolute = slashed.startsWith("/");
  const out: string[] = [];
  for (const part of slashed.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (out.length > 0 && out.at(-1) !== "..") out.pop();
      else if (!absolute) out.push("..");
    } else out.push(part);
  }
  return `${absolute ? "/" : ""}${out.join("/")}`;
}

/** The rest of `path` below `directory`, or undefined where it lies elsewhere. */
function below(path: string, directory: string): string | undefined {
  if (directory === "") return undefined;
  const prefix = directory.endsWith("/") ? directory : `${directory}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:\//.test(path);
}

/** Upper-case letters are escaped in the module cache: `!burnt!sushi` is `BurntSushi`. */
function unescapeModule(path: string): string {
  return path.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `…/pkg/mod/example.com/x@v1.0.0/a.go`, or the same trimmed → `example.com/x@v1.0.0/a.go`. */
function versioned(path: string): { file: string; module: string } | undefined {
  const at = path.indexOf("@v");
  if (at < 1 || !path.includes("/", at)) return undefined;
  const cache = path.lastIndexOf("/pkg/mod/", at);
  const start = cache >= 0 ? cache + "/pkg/mod/".length : path.startsWith("/") ? -1 : 0;
  if (start < 0) return undefined;
  const file = unescapeModule(path.slice(start));
  return { file, module: file.slice(0, file.indexOf("@")) };
}

function dirOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

class RunPlaces implements Places {
  private readonly root: string;
  private readonly goroot: string;
  private readonly modcache: string;
  private readonly modules: readonly Module[];
  private readonly known: boolean;
  private readonly seen = new Map<string, Place>();
  private readonly texts = new Map<string, readonly string[]>();
  private readonly run: ParsedRun;

  constructor(run: ParsedRun) {
    this.run = run;
    const { manifest } = run;
    this.known = manifest !== undefined;
    this.root = cleanPath(manifest?.root ?? "");
    this.goroot = cleanPath(manifest?.go.goroot ?? "");
    this.modcache = cleanPath(manifest?.go.gomodcache ?? "");
    this.modules = (manifest?.modules ?? [])
      .map(({ path, directory }) => {
        const clean = cleanPath(directory);
        return { path, directory: isAbsolute(clean) ? clean : cleanPath(`${this.root}/${clean}`) };
      })
      .sort((a, b) => b.directory.length - a.directory.length || (a.path < b.path ? -1 : 1));
  }

  of(frame: Pick<StackFrame, "function" | "file">): Place {
    const key = `${frame.file}\n${frame.function}`;
    const before = this.seen.get(key);
    if (before !== undefined) return before;
    const place = this.find(frame);
    if (this.seen.size < FILES_MAX) this.seen.set(key, place);
    return place;
  }

  private find(frame: Pick<StackFrame, "function" | "file">): Place {
    const symbolPackage = parseGoSymbol(frame.function).package;
    const pkg = packageUnderTest(symbolPackage);
    const base = { package: pkg, module: undefined, test: false };
    if (isGeneratedFile(frame.file)) return { ...base, file: frame.file, owner: "generated" };
    const path = cleanPath(frame.file);
    if (this.known) {
      const module = this.modules.find((each) => below(path, each.directory) !== undefined);
      if (module !== undefined) return this.inModule(path, module, base);
    }
    const standard = this.standard(path, pkg);
    if (standard !== undefined) {
      const owner = isRuntimePackage(pkg) ? "runtime" : "standard";
      return { ...base, file: standard, owner };
    }
    const cached = below(path, this.modcache);
    const dependency = versioned(cached ?? path);
    if (dependency !== undefined) {
      return { ...base, file: dependency.file, module: dependency.module, owner: "dependency" };
    }
    if (path.includes("/vendor/")) {
      return { ...base, file: this.relative(path), owner: "dependency" };
    }
    return this.elsewhere(path, pkg, base);
  }

  private inModule(path: string, module: Module, base: Omit<Place, "file" | "owner">): Place {
    const rest = below(path, module.directory) ?? "";
    const file = this.relative(path);
    if (rest.startsWith("vendor/")) return { ...base, file, owner: "dependency" };
    const directory = dirOf(rest);
    return {
      file,
      owner: "own",
      test: path.endsWith("_test.go"),
      module: module.path,
      package: directory === "" ? module.path : `${module.path}/${directory}`,
    };
  }

  private relative(path: string): string {
    return below(path, this.root) ?? path;
  }

  /** `$GOROOT/src/fmt/print.go` for a standard package's file in any of its printed forms. */
  private standard(path: string, pkg: string): string | undefined {
    const inside = below(path, this.goroot);
    if (inside !== undefined) return `$GOROOT/${inside}`;
    if (!isStandardPackage(pkg) || this.isOwnPackage(pkg) !== undefined) return undefined;
    if (path === "") return "";
    // -trimpath; linkname puts a function's code into another package: `runtime.mapassign` lies in internal/runtime/maps.
    const trimmed = isStandardPackage(dirOf(path)) && !isAbsolute(path);
    if (trimmed || path.includes("/src/")) {
      const at = path.indexOf("/src/");
      return `$GOROOT/src/${at < 0 ? path : path.slice(at + "/src/".length)}`;
    }
    return undefined;
  }

  private isOwnPackage(pkg: string): Module | undefined {
    return this.modules.find((each) => pkg === each.path || pkg.startsWith(`${each.path}/`));
  }

  /** -trimpath, `//line`, lost names, and runs of which nothing but the text is known. */
  private elsewhere(path: string, pkg: string, base: Omit<Place, "file" | "owner">): Place {
    const test = path.endsWith("_test.go");
    const trimmed = this.isOwnPackage(path);
    if (trimmed !== undefined) {
      const real = cleanPath(`${trimmed.directory}/${path.slice(trimmed.path.length + 1)}`);
      return this.inModule(real, trimmed, base);
    }
    const module = this.isOwnPackage(pkg);
    const file = this.relative(path);
    if (module !== undefined) return { ...base, file, owner: "own", test, module: module.path };
    if (this.known) {
      const owner = path === "" && pkg === "main" ? "unknown" : "dependency";
      const own = this.modules.length === 0 && below(path, this.root) !== undefined;
      return { ...base, file, test: own && test, owner: own ? "own" : owner };
    }
    if (pkg === "" && path === "") return { ...base, file, owner: "unknown" };
    return { ...base, file, owner: "own", test };
  }

  private linesOf(frame: Pick<StackFrame, "function" | "file">): readonly string[] {
    const before = this.texts.get(frame.file);
    if (before !== undefined) return before;
    const { sources } = this.run;
    let source = sources.get(frame.file);
    if (source === undefined) {
      const file = this.of(frame).file;
      for (const each of sources.values()) if (each.file === file) source = each;
    }
    const lines = source === undefined ? [] : source.text.split(/\r?\n/);
    this.texts.set(frame.file, lines);
    return lines;
  }

  sourceLine(frame: Pick<StackFrame, "function" | "file" | "line">): string | undefined {
    return this.linesOf(frame)[frame.line - 1]?.trim();
  }

  linesBefore(frame: Pick<StackFrame, "function" | "file" | "line">, before: number): string[] {
    return this.linesOf(frame).slice(Math.max(0, frame.line - 1 - before), Math.max(0, frame.line));
  }
}

/** Reads the manifest's roots and modules once; a run without a manifest is judged by names alone. */
export function createPlaces(run: ParsedRun): Places {
  return new RunPlaces(run);
}
