import type { Parser, TreeCursor } from "web-tree-sitter";
import { GoNode } from "./go-node.ts";

/** Longer texts are not read: no hand-written Go file comes near it, and generated ones explain no race. */
const TEXT_MAX = 4 << 20;
/** Deeper nodes are left out, so that code that walks the tree may recurse. */
const DEPTH_MAX = 600;
/** How often the parser may report progress (about every 100 operations) before it is stopped. */
const PROGRESS_MAX = 2_000_000;

/**
 * Parses a Go file. Errors in the text become `ERROR` nodes; undefined means that the text is too long, or
 * that the parser gave up on it.
 */
export function parseGo(parser: Parser, text: string): GoNode | undefined {
  if (text.length > TEXT_MAX) return undefined;
  let steps = 0;
  const tree = parser.parse(text, null, { progressCallback: () => ++steps > PROGRESS_MAX });
  if (tree === null) {
    parser.reset();
    return undefined;
  }
  const cursor = tree.walk();
  try {
    return copyTree(cursor, text);
  } finally {
    cursor.delete();
    tree.delete();
  }
}

interface Building {
  readonly node: GoNode;
  readonly children: GoNode[];
}

/** Copies without recursion: the depth of the input is not ours to trust. */
function copyTree(cursor: TreeCursor, text: string): GoNode {
  const root = copyNode(cursor, undefined, text);
  const path: Building[] = [root];
  let descending = cursor.gotoFirstChild();
  if (!descending) return root.node;
  for (;;) {
    const above = path.at(-1);
    if (above === undefined) return root.node;
    const made = copyNode(cursor, above.node, text);
    above.children.push(made.node);
    descending = path.length < DEPTH_MAX && cursor.gotoFirstChild();
    if (descending) {
      path.push(made);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      path.pop();
      if (path.length === 0 || !cursor.gotoParent()) return root.node;
    }
  }
}

function copyNode(cursor: TreeCursor, parent: GoNode | undefined, text: string): Building {
  const children: GoNode[] = [];
  const node = new GoNode(
    {
      type: cursor.nodeType,
      named: cursor.nodeIsNamed,
      field: cursor.currentFieldName ?? undefined,
      start: cursor.startIndex,
      end: cursor.endIndex,
      line: cursor.startPosition.row + 1,
      endLine: cursor.endPosition.row + 1,
      parent,
      children,
    },
    text,
  );
  return { node, children };
}
