// What a CommonMark parser makes of a text, for tests: the elements, and the text a reader sees.
import { Parser } from "commonmark";

export interface MarkdownElements {
  /** Types of all nodes but text, e.g. `heading`, `link <https://…>`, `html_block <details>`. */
  readonly elements: readonly string[];
  /** The text of all text nodes and code spans. */
  readonly text: string;
  /** Contents of fenced blocks, in order. */
  readonly fences: readonly string[];
}

/** Parses and lists. Raw HTML and link targets are in the element's name, so that a test sees them. */
export function markdownElements(markdown: string): MarkdownElements {
  const elements: string[] = [];
  const fences: string[] = [];
  let text = "";
  const walker = new Parser().parse(markdown).walker();
  for (let event = walker.next(); event !== null; event = walker.next()) {
    if (!event.entering) continue;
    const { node } = event;
    switch (node.type) {
      case "document":
        break;
      case "text":
        text += node.literal ?? "";
        break;
      case "code":
        text += node.literal ?? "";
        elements.push("code");
        break;
      case "code_block":
        fences.push(node.literal ?? "");
        elements.push("code_block");
        break;
      case "html_block":
      case "html_inline":
        elements.push(`${node.type} ${node.literal ?? ""}`);
        break;
      case "link":
      case "image":
        elements.push(`${node.type} ${node.destination ?? ""}`);
        break;
      default:
        elements.push(node.type);
    }
  }
  return { elements, text, fences };
}
