/**
 * Dumps of Go 1.21 to 1.27 (test/fixtures/lock-words/capture.sh), with and without -race: which locks are one, by the
 * words that the dump prints. `expected.txt` has a line for each dump, and all words for those of one Go version.
 * `UPDATE=1` rewrites it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { deadlocksOf, dumpNames, type Edits } from "./dump-findings.ts";

const EXPECTED = new URL("expected.txt", import.meta.url);
const IN_FULL = ".go1.26.8.race.txt";

test("dumps of all Go versions", async () => {
  const lines: string[] = [];
  for (const name of dumpNames()) {
    const found = await deadlocksOf(name);
    for (const { class: of, severity, certainty, explanation, fix } of found) {
      lines.push(`${name}: ${of} ${severity} ${certainty ?? ""}`);
      if (name.endsWith(IN_FULL)) lines.push(`  ${explanation}`, `  ${fix?.words ?? ""}`);
    }
    expect(found.length).toBe(1);
  }
  const text = `${lines.join("\n")}\n`;
  if (process.env["UPDATE"] === "1") writeFileSync(EXPECTED, text);
  expect(text).toBe(readFileSync(EXPECTED, "utf8"));
});

test("with -race the words are exact in every version: each has the certainty of the others", async () => {
  const proved = new Map<string, Set<string>>();
  for (const name of dumpNames().filter((each) => each.endsWith(".race.txt"))) {
    const [of = ""] = name.split(".go", 1);
    const [found] = await deadlocksOf(name);
    const known = proved.get(of) ?? new Set();
    proved.set(of, known.add(`${found?.class ?? ""} ${found?.certainty ?? ""}`));
  }
  expect([...proved].filter(([, all]) => all.size > 1)).toEqual([]);
  expect(proved.get("bank.TestOneBank")).toEqual(new Set(["lock-order proof"]));
  expect(proved.get("bank.TestTwoBanks")).toEqual(new Set(["double-lock heuristic"]));
});

const added = (text: string) => (source: string) => `${source}\n${text}\n`;
const replaced = (from: string, to: string) => (text: string) => text.replaceAll(from, to);

/** Whatever is not sure makes a proof no proof; the dump and the lines stay as they are. */
const DOUBTS: readonly (readonly [string, string, Edits, string])[] = [
  ["a file is missing", "bank.TestOneBank", { partly: true }, "not all files of package bank are at hand"],
  [
    "somebody unlocks what another one locked",
    "bank.TestOneBank",
    { source: added("func (b *Bank) Open() { b.journal.Unlock() }") },
    "b.journal is unlocked at bank.go:43 by who has not locked it there",
  ],
  [
    "an Unlock that only some paths to it have locked",
    "bank.TestOneBank",
    { source: added("func (b *Bank) Odd(l bool) {\nif l {\nb.journal.Lock()\n}\nb.journal.Unlock()\n}") },
    "b.journal is unlocked at bank.go:47 by who has not locked it there",
  ],
  [
    "a pointer to the lock gets out",
    "bank.TestOneBank",
    { source: added("func (b *Bank) Locker() sync.Locker { return &b.journal }") },
    "b.journal is passed on at bank.go:43",
  ],
  [
    "its Unlock gets out",
    "bank.TestOneBank",
    { source: added("func (b *Bank) Opener() func() { return b.journal.Unlock }") },
    "b.journal is passed on at bank.go:43",
  ],
  [
    "the whole object is put anew",
    "bank.TestOneBank",
    { source: added('func (b *Bank) Reset() { *b = Bank{name: "x"} }') },
    "a whole Bank is assigned at bank.go:43",
  ],
  [
    "a variable is put anew",
    "globals.TestGlobals",
    { source: added("func reset() { table = guarded{} }") },
    "a whole guarded is assigned at globals.go:37",
  ],
  [
    "other packages can name the lock",
    "bank.TestOneBank",
    { source: replaced("journal", "Journal") },
    "other packages can unlock b.Journal",
  ],
  [
    "the loop it stands in unlocks",
    "accounts.TestRing",
    { source: replaced("\tbetween()\n\tto.mu.Lock()", "\tfor between(); ; from.mu.Unlock() {\n\tto.mu.Lock()}") },
    "the loop it stands in unlocks",
  ],
  [
    "deferred functions may be running",
    "nested.TestLoop",
    { source: replaced("\tdefer n.mu.Unlock()\n\treturn n.sum", "\tdefer n.mu.Unlock(); defer below(n)\n\treturn n.sum") },
    "its deferred functions may be running",
  ],
  [
    "a goto",
    "accounts.TestRing",
    { source: replaced("\tto.balance += amount", "\tto.balance += amount; if amount < 0 { goto end }; end:") },
    "its function has a goto",
  ],
];

describe("no proof, and why", () => {
  test.each(DOUBTS)("%s", async (_, name, edits, why) => {
    const [found] = await deadlocksOf(`${name}.go1.26.8.race.txt`, edits);
    expect(found?.certainty).toBe("direct");
    expect(found?.explanation).toContain(`a proof it is not, since ${why}.`);
  });

  test.each([
    ["a word that the runtime is not sure of", { dump: replaced("Transfer(0xc00009e1e0,", "Transfer(0xc00009e1e0?,") }],
    ["an inlined function", { dump: replaced("Transfer(0xc00009e1e0, 0xc00009c410)", "Transfer(...)") }],
    [
      "a variable that gets another value",
      { source: replaced("\tbetween()\n\tb.journal", "\tbetween(); b = b.next()\n\tb.journal") },
    ],
  ] satisfies [string, Edits][])("%s: the source alone", async (_, edits) => {
    const [found] = await deadlocksOf("bank.TestOneBank.go1.26.8.race.txt", edits);
    expect([found?.class, found?.certainty]).toEqual(["lock-order", "direct"]);
    expect(found?.explanation).not.toContain("By the addresses");
  });
});

test("an Unlock in a deferred literal is the function's own", async () => {
  const source = replaced("\tdefer b.journal.Unlock()", "\tdefer func() { b.journal.Unlock() }()");
  const [found] = await deadlocksOf("bank.TestOneBank.go1.26.8.race.txt", { source });
  expect(found?.certainty).toBe("proof");
});

test("a field of another object at the same place is no circle", async () => {
  // The second goroutine's object lies elsewhere; its locks, too.
  const dump = (text: string): string => {
    const [first = "", second = ""] = text.split("\ngoroutine 21 ", 2);
    return `${first}\ngoroutine 21 ${second.replaceAll("0xc00009e1", "0xc00009f1")}`;
  };
  const [found] = await deadlocksOf("bank.TestOneBank.go1.26.8.race.txt", { dump });
  expect(found?.class).toBe("double-lock");
});
