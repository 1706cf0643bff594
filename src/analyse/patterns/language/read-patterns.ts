// The text of a pattern file (YAML or JSON) → patterns ready for matching, or every mistake with its line.
import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document } from "yaml";
import type * as z from "zod";
import { pattern as patternSchema, type PatternSource } from "../../../model/pattern.ts";
import type { CompiledPattern } from "../matching/compiled.ts";
import type { Facts } from "../matching/facts.ts";
import { fromArticleForm, isArticleForm } from "./article-form.ts";
import { compilePattern } from "./compile.ts";
import type { Path } from "./event-tests.ts";

export interface PatternMistake {
  /** `my.yaml:3` */
  readonly at: string;
  readonly message: string;
}

export interface LoadedPattern {
  readonly pattern: CompiledPattern;
  /** The file it came from, as messages name it. */
  readonly source: string;
}

export interface LoadedPatterns {
  readonly patterns: readonly LoadedPattern[];
  readonly mistakes: readonly PatternMistake[];
  /** What was read in another way than written. */
  readonly notes: readonly string[];
}

const MISTAKES_MAX = 20;
const DOCUMENTS_MAX = 200;
/** A pattern file is written by hand. */
const TEXT_MAX = 1 << 20;

/** Reads a pattern file. @param path how messages name it */
export function readPatterns(text: string, path: string, facts: Facts): LoadedPatterns {
  const patterns: LoadedPattern[] = [];
  const mistakes: PatternMistake[] = [];
  const notes: string[] = [];
  if (text.length > TEXT_MAX) {
    const message = "larger than 1 MiB: not a pattern file";
    return { patterns, mistakes: [{ at: path, message }], notes };
  }
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  const documents = (Array.isArray(parsed) ? parsed : []).slice(0, DOCUMENTS_MAX) as Document[];
  const lineAt = (offset: number | undefined): string =>
    offset === undefined ? path : `${path}:${lines.linePos(offset).line}`;
  for (const document of documents) {
    for (const error of document.errors) {
      mistakes.push({ at: lineAt(error.pos[0]), message: `not valid YAML: ${error.message}` });
    }
    if (document.errors.length > 0) continue;
    const add = (where: Path, message: string): void => {
      mistakes.push({ at: lineAt(offsetOf(document, where)), message });
    };
    for (const [value, base] of entries(document, (m) => mistakes.push({ at: path, message: m }))) {
      one(value, base, { facts, path, patterns, notes, add });
    }
  }
  if (patterns.length === 0 && mistakes.length === 0) {
    mistakes.push({ at: path, message: "holds no pattern" });
  }
  return { patterns, mistakes: mistakes.slice(0, MISTAKES_MAX), notes };
}

/** The patterns of a document, each with its path. */
function entries(document: Document, fail: (message: string) => void): [unknown, Path][] {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
    return [];
  }
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map((v: unknown, i) => [v, [i]]);
  if (typeof value === "object" && "patterns" in value && Array.isArray(value.patterns)) {
    return value.patterns.map((v: unknown, i) => [v, ["patterns", i]]);
  }
  return [[value, []]];
}

function one(
  value: unknown,
  base: Path,
  to: {
    readonly facts: Facts;
    readonly path: string;
    readonly patterns: LoadedPattern[];
    readonly notes: string[];
    readonly add: (where: Path, message: string) => void;
  },
): void {
  let source: PatternSource;
  const article = isArticleForm(value);
  if (article) {
    const imported = fromArticleForm(value);
    if (!("pattern" in imported)) {
      issues(imported, base, to.add);
      return;
    }
    to.notes.push(...imported.notes);
    source = imported.pattern;
  } else {
    const checked = patternSchema.safeParse(value);
    if (!checked.success) {
      issues(checked.error, base, to.add);
      return;
    }
    source = checked.data;
  }
  const compiled = compilePattern(source, to.facts);
  if ("pattern" in compiled) to.patterns.push({ pattern: compiled.pattern, source: to.path });
  else for (const m of compiled.mistakes) to.add(article ? base : [...base, ...m.path], m.message);
}

function issues(error: z.ZodError, base: Path, add: (where: Path, message: string) => void): void {
  for (const issue of error.issues) {
    const keys = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
    const path = issue.path.filter((p) => typeof p !== "symbol");
    const where = path.length === 0 ? "" : `${path.join(".")}: `;
    add([...base, ...path, ...keys], `${where}${issue.message}`);
  }
}

/** Where in the text the innermost known part of a path begins. */
function offsetOf(document: Document, path: Path): number | undefined {
  let node: unknown = document.contents;
  let offset = isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
      if (pair === undefined) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof part === "number") {
      node = node.items[part];
      if (isMap(node) || isScalar(node) || isSeq(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
