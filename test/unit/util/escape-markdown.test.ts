import { describe, expect, test } from "vitest";
import {
  codeSpan,
  escapeMarkdown,
  escapeMarkdownHtml,
  escapeMarkdownSentence,
  fencedBlock,
} from "../../../src/util/escape-markdown.ts";
import { inlineForTerminal } from "../../../src/util/escape-terminal.ts";
import { MARKDOWN_ATTACKS, hostileLine, seededRandom } from "./hostile-text.ts";
import { markdownElements } from "./markdown-elements.ts";

const random = seededRandom(5);
const TEXTS = [...MARKDOWN_ATTACKS, ...Array.from({ length: 10_000 }, () => hostileLine(random))];

const seen = (text: string) => inlineForTerminal(text).trim().replaceAll("\u200b", "");

describe("the corpus", () => {
  test("does make elements when it is not escaped, so the next tests can fail", () => {
    const made = MARKDOWN_ATTACKS.filter((text) =>
      markdownElements(text).elements.some((element) => element !== "paragraph"),
    );
    expect(made.length).toBeGreaterThan(30);
  });
});

describe("escapeMarkdown", () => {
  test.each([
    ["alone in a paragraph", (text: string) => text, ["paragraph"]],
    ["in a list item", (text: string) => `- ${text}`, ["list", "item", "paragraph"]],
    ["in a heading", (text: string) => `## a ${text}`, ["heading"]],
    ["between our words", (text: string) => `- **Cure:** ${text}`, undefined],
  ])("makes no element %s", (_name, wrap, allowed) => {
    const made: string[] = [];
    for (const text of TEXTS) {
      const { elements } = markdownElements(wrap(escapeMarkdown(text)));
      const own = new Set(allowed ?? ["list", "item", "paragraph", "strong"]);
      for (const element of elements) if (!own.has(element)) made.push(`${element}: ${text}`);
    }
    expect(made).toEqual([]);
  });

  test("keeps what a reader sees", () => {
    for (const text of TEXTS) {
      const shown = markdownElements(escapeMarkdown(text)).text.replaceAll("\u200b", "");
      expect(shown, JSON.stringify(text)).toBe(seen(text));
    }
  });

  test("no mention, reference, bare address, emoji or table border is left", () => {
    for (const text of TEXTS) {
      const escaped = escapeMarkdown(text).replaceAll("&vert;", "¦");
      expect(escaped).not.toMatch(/[@#]\w/);
      expect(escaped).not.toMatch(/:\/\/|www\.|\bGH-\d/i);
      expect(escaped).not.toMatch(/:[\w+-]{1,50}:/);
      expect(escaped).not.toMatch(/[|\n]/);
    }
  });

  test("leaves plain words readable", () => {
    const text = "data race on Cache.items: write in Put, read at cache.go:41 (3 of 5 runs) - new!";
    expect(escapeMarkdown(text)).toBe(text);
  });
});

describe("escapeMarkdownSentence", () => {
  test("shows marked names as code, and nothing else gains meaning", () => {
    expect(escapeMarkdownSentence("data race on `m.*x_y` (write/read) in `f`")).toBe(
      "data race on `m.*x_y` (write/read) in `f`",
    );
    expect(escapeMarkdownSentence("`a` and *b*")).toBe("`a` and \\*b\\*");
    for (const text of TEXTS) {
      for (const sentence of [text, `on \`${text}\` in \`f\``, `${text} is \`x\``]) {
        const { elements } = markdownElements(`- ${escapeMarkdownSentence(sentence)}`);
        const own = new Set(["list", "item", "paragraph", "code"]);
        expect(
          elements.filter((element) => !own.has(element)),
          JSON.stringify(sentence),
        ).toEqual([]);
        expect(escapeMarkdownSentence(sentence)).not.toMatch(/[|\n]/);
      }
    }
  });
});

describe("codeSpan", () => {
  test("is one code span with the text, or escaped text where a cell could break", () => {
    for (const text of TEXTS) {
      const { elements, text: shown } = markdownElements(`a ${codeSpan(text)} b`);
      const others = elements.filter((element) => element !== "paragraph" && element !== "code");
      expect(others, JSON.stringify(text)).toEqual([]);
      const inner = shown.replace(/^a /, "").replace(/ ?b$/, "").replaceAll("\u200b", "");
      expect(inner.trim(), JSON.stringify(text)).toBe(seen(text));
      expect(codeSpan(text)).not.toMatch(/[|\n]/);
    }
  });
});

describe("escapeMarkdownHtml", () => {
  test("between our tags it adds no element and stays on its line", () => {
    for (const text of TEXTS) {
      const escaped = escapeMarkdownHtml(text);
      const markdown = `<details>\n<summary>${escaped}</summary>\n\n</details>`;
      expect(escaped).not.toMatch(/[<>\n"]|&(?!(?:amp|lt|gt|quot);)|[@#]\w/);
      expect(markdownElements(markdown).elements, JSON.stringify(text)).toEqual([
        `html_block <details>\n<summary>${escaped}</summary>`,
        "html_block </details>",
      ]);
    }
  });
});

describe("fencedBlock", () => {
  test("holds any text as one block", () => {
    for (const text of TEXTS) {
      const { elements, fences } = markdownElements(`before\n\n${fencedBlock(text)}\n\nafter`);
      expect(elements, JSON.stringify(text)).toEqual(["paragraph", "code_block", "paragraph"]);
      expect(fences).toHaveLength(1);
    }
  });

  test("keeps backtick runs and line breaks", () => {
    const text = "a\n````\nb ``` c\n";
    expect(fencedBlock(text)).toBe("`````text\na\n````\nb ``` c\n`````");
    expect(markdownElements(fencedBlock(text)).fences).toEqual([text]);
  });
});
