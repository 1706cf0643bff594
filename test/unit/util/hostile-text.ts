// Hostile strings for the tests of everything that prints foreign text, named and generated.

/** Each of them, printed as it is, makes the runner run a command. */
export const NAMED_ATTACKS: ReadonlyMap<string, string> = new Map([
  ["plain", "::set-env name=PATH::/evil"],
  ["indented", "   \t::add-path::/evil"],
  ["upper case", "::SET-OUTPUT name=x::y"],
  ["behind a carriage return", "progress 10%\r::error file=a.go::pwned"],
  ["behind CRLF", "ok\r\n::warning::pwned"],
  ["behind NEL at the start", "\u0085::add-mask::secret"],
  ["behind an ideographic space", "\u3000::save-state name=x::y"],
  ["bracket form", "##[add-path]/evil"],
  ["bracket form inside a line", "t.go:1: text ##[error]pwned"],
  ["bracket form with properties", "x##[set-env name=PATH;]/evil"],
  ["stop-commands", "fine\n::stop-commands::token-of-mine"],
]);

/** Numbers in 0…1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WHOLE_COMMANDS = [
  "::error::",
  "::Add-Path::",
  "##[warning]",
  "##[set-env name=x;]",
  "::stop-commands::x",
];

// Parts that commands, Markdown and terminals are made of, and what hides them.
const PARTS = (
  "::|::|::|:|##[|##[|##|#|[|]|error|warning|add-path|set-env name=x|stop-commands|debug|,|=|;|%0A|%0D|%25|" +
  "<script>|</details>|<b>|&#64;|@admin|#1|`|```|**|_|[a](b)|![a](b)|\\|-|+|1.|>|~~~|" +
  "https://evil.example|www.evil.example|a|Test|/x.go:12|'|\"|$(id)"
)
  .split("|")
  .concat(
    "\r",
    "\n",
    "\r\n",
    "\u0085",
    "\u2028",
    "\u2029",
    "\v",
    "\f",
    "\t",
    " ",
    " ",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u00ad",
    "\u202e",
    "\u0301",
    "\0",
    "\u001b",
    "\u001b[31m",
    "\u009b2J",
    "\u001b]0;x\u0007",
    "|",
    "\ud800",
    "😀",
  );

function pick(words: readonly string[], random: () => number): string {
  return words[Math.floor(random() * words.length)] ?? "";
}

/** One to twelve parts; one text in four has a whole command somewhere among them. */
export function hostileLine(random: () => number): string {
  const length = 1 + Math.floor(random() * 12);
  let text = "";
  for (let n = 0; n < length; n++) text += pick(PARTS, random);
  if (random() >= 0.25) return text;
  const at = random() < 0.5 ? 0 : Math.floor(random() * text.length);
  return text.slice(0, at) + pick(WHOLE_COMMANDS, random) + text.slice(at);
}

/** Texts that try to become Markdown or HTML of their own. */
export const MARKDOWN_ATTACKS: readonly string[] = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "</details></summary><h1>big</h1>",
  "<!-- comment",
  "<![CDATA[x",
  "<?php x",
  "# heading",
  "- item",
  "+ item",
  "* item",
  "1. item",
  "1) item",
  "123456789. item",
  "> quote",
  "---",
  "===",
  "***",
  "    indented code",
  "\tindented code",
  "```\ncode\n```",
  "```\n\n<b>out of the fence</b>\n\n# heading\n\n```\n",
  "````\n\n<b>out of the fence</b>\n\n````\n",
  "~~~\ncode",
  "`code`",
  "``co`de``",
  "``````",
  "*em* _em_ **strong** __strong__ ~~gone~~",
  "snake_case_name and a*b*c",
  "[link](https://evil.example)",
  "[link]: https://evil.example",
  "[ref][ref]\n\n[ref]: javascript:alert(1)",
  "![image](https://evil.example/x.png)",
  "<https://evil.example>",
  "<mail@evil.example>",
  "https://evil.example www.evil.example mail@evil.example",
  "@admin @org/team #1 GH-1 owner/repo#1",
  "&#64;admin &commat;admin &lt;b&gt; &amp;lt;",
  "a\nb  \nc\\\nd",
  "line\n\n# second block",
  "\\",
  "\\\\",
  "ends with a backslash\\",
  "| a | b |\n| --- | --- |\n| c | d |",
  "a|b\\|c",
  "$x$ $$y$$",
  ":smile: :100:",
  "\u202egnp.exe\u202c",
  "\0\u0001\u001b[31mred",
  "",
  " ",
  "\n",
];
