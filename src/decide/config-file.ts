// `.racegate.yml` → a Config with the line of each key, or every mistake with its line.
import { LineCounter, parseDocument, isMap, isScalar } from "yaml";
import { config, type Config } from "../model/config.ts";

export interface ConfigMistake {
  /** `.racegate.yml:3` */
  readonly at: string;
  readonly message: string;
}

export interface ParsedConfig {
  readonly config: Config;
  /** 1-based line by top-level key. */
  readonly lines: ReadonlyMap<string, number>;
  readonly mistakes: readonly ConfigMistake[];
}

/** More mistakes than this are not worth reading at once. */
const MISTAKES_MAX = 20;

/**
 * Reads the text of a configuration file.
 * @param path how messages name the file
 */
export function parseConfig(text: string, path: string): ParsedConfig {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const at = (offset: number | undefined): string =>
    offset === undefined ? path : `${path}:${counter.linePos(offset).line}`;
  if (document.errors.length > 0) {
    const mistakes = document.errors
      .slice(0, MISTAKES_MAX)
      .map((error) => ({ at: at(error.pos[0]), message: `not valid YAML: ${error.message}` }));
    return { config: {}, lines: new Map(), mistakes };
  }
  const lines = new Map<string, number>();
  if (isMap(document.contents)) {
    for (const { key } of document.contents.items) {
      if (!isScalar(key)) continue;
      lines.set(String(key.value), counter.linePos(key.range[0]).line);
    }
  }
  // An empty file, or one of comments only, sets nothing.
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    // Aliases that unfold without end, or that name nothing.
    const why = error instanceof Error ? error.message : String(error);
    return { config: {}, lines: new Map(), mistakes: [{ at: path, message: why }] };
  }
  const checked = config.safeParse(value);
  if (checked.success) return { config: checked.data, lines, mistakes: [] };
  const mistakes = checked.error.issues.slice(0, MISTAKES_MAX).map((issue) => {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [];
    const route = [...issue.path, ...keys.slice(0, 1)];
    const node: unknown = document.getIn(route.slice(0, -1), true);
    const last = route.at(-1);
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && key.value === last)
      : undefined;
    const key = isScalar(pair?.key) ? pair.key : undefined;
    const direct: unknown = document.getIn(route, true);
    const offset = key?.range?.[0] ?? (isRanged(direct) ? direct.range[0] : undefined);
    const words =
      issue.code === "unrecognized_keys"
        ? `unknown key ${keys.map((k) => `"${k}"`).join(", ")}${nearest(keys[0] ?? "", issue.path)}`
        : `${route.map(String).join(".")}: ${issue.message}`;
    return { at: at(offset), message: words };
  });
  return { config: {}, lines, mistakes };
}

function isRanged(node: unknown): node is { range: [number, number, number] } {
  return (
    typeof node === "object" && node !== null && Array.isArray((node as { range?: unknown }).range)
  );
}

/** `; did you mean "fail-on"?` for a key that is nearly one. */
function nearest(key: string, path: readonly PropertyKey[]): string {
  if (path.length > 0) return "";
  const known = Object.keys(config.shape);
  const close = known
    .map((name) => ({ name, distance: editDistance(name, key) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return close !== undefined && close.distance <= 3 ? `; did you mean "${close.name}"?` : "";
}

function editDistance(a: string, b: string): number {
  if (b.length > 64) return b.length;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
