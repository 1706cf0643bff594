import { ancestors, callParts, type GoNode } from "./go-node.ts";
import type { GoSource } from "./go-source.ts";
import { importedPaths } from "./test-values.ts";

interface SpecFrame {
  readonly file: string;
  readonly line: number;
  readonly function: string;
}

const CONTAINER = /^[FPX]?(?:Describe|Context|When|DescribeTable)$/;
const SPEC = /^[FPX]?(?:It|Specify|Entry)$/;
const SUITE = "github.com/onsi/ginkgo";

/**
 * The text of the ginkgo spec whose body is on a stack, as ginkgo prints it: `cart when full says so`. Undefined where the
 * stack is in none, or its text is no plain string.
 */
export function specOf(source: GoSource, frames: readonly SpecFrame[]): string | undefined {
  for (const { file: path, line, function: symbol } of frames) {
    const file = source.file(path);
    const uses = file && importedPaths(file).some((each) => each.startsWith(SUITE));
    const around = uses === true ? source.enclosingFunction(path, line, symbol) : undefined;
    const text = around && specText(around.node);
    if (text !== undefined) return text;
  }
  return undefined;
}

function specText(literal: GoNode): string | undefined {
  const texts: string[] = [];
  let isSpec = false;
  for (const node of [literal, ...ancestors(literal)]) {
    const parts = callParts(node);
    if (parts === undefined) continue;
    const spec = SPEC.test(parts.name);
    if (!spec && !CONTAINER.test(parts.name)) continue;
    const text = plainString(parts.args[0]);
    if (text === undefined) return undefined;
    isSpec ||= spec;
    texts.unshift(parts.name.endsWith("When") ? `when ${text}` : text);
  }
  return isSpec ? texts.join(" ") : undefined;
}

/** A string literal without escapes. */
function plainString(node: GoNode | undefined): string | undefined {
  const isString =
    node?.type === "interpreted_string_literal" || node?.type === "raw_string_literal";
  if (!isString || node.text.includes("\\")) return undefined;
  return node.text.slice(1, -1);
}
