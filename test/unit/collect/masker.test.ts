import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { maskFile } from "../../../src/collect/masking/mask-files.ts";
import { EventMasker, Masker } from "../../../src/collect/masking/masker.ts";
import { secretValues } from "../../../src/collect/masking/secret-values.ts";

test("values of withheld and of secret-looking variables, passwords in URLs, a key file's private members", () => {
  const folder = mkdtempSync(join(tmpdir(), "secret-values-"));
  try {
    const key = join(folder, "key.json");
    const member =
      "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----\n";
    writeFileSync(key, JSON.stringify({ type: "service_account", private_key: member }));
    const values = secretValues(
      {
        HOME: "/home/somebody",
        GITHUB_TOKEN: "ghs_0123456789",
        GOOGLE_APPLICATION_CREDENTIALS: key,
        DATABASE_URL: "postgres://app:p%40ssw0rd99@db/x",
        MY_SECRET: "short",
        MODULE_SECRET: "example.com/own",
        LINES_PASSWORD: "first-line\nsecond-line",
      },
      ["example.com/own/pkg", "/work/own"],
    );
    expect(values).toEqual([
      "MIIEvQIBADANBg",
      "first-line",
      "ghs_0123456789",
      "kqhkiG9w0BAQEF",
      "p%40ssw0rd99",
      "p@ssw0rd99",
      "postgres://app:p%40ssw0rd99@db/x",
      "second-line",
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("nothing moves: as many stars as bytes, and JSON stays JSON", () => {
  const masker = new Masker(["nsecret-1234", 'with"quote99']);
  expect(masker.maskText("a nsecret-1234 b")).toBe("a ************ b");
  const json = JSON.stringify({ text: '\nsecret-1234\nnsecret-1234 with"quote99' });
  const masked = JSON.parse(masker.maskText(json, true)) as { text: string };
  // `\n` and `secret-1234` are not the value; the escaped quote took two bytes.
  expect(masked.text).toBe("\nsecret-1234\n************ *************");
});

test("a value across two events of test2json", () => {
  const secret = "abcdefghijklmnop";
  for (let cut = 6; cut <= secret.length - 6; cut++) {
    const events = new EventMasker(new Masker([secret]));
    const lines = [secret.slice(0, cut), `${secret.slice(cut)}\n`].map((Output) =>
      Buffer.from(JSON.stringify({ Action: "output", Package: "p", Output })),
    );
    for (const line of lines) events.line(line);
    const text = lines.map((line) => (JSON.parse(line.toString()) as { Output: string }).Output);
    expect(text.join("")).toBe(`${"*".repeat(secret.length)}\n`);
  }
});

test("a value across two blocks of a file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mask-file-"));
  try {
    const path = join(folder, "trace.out");
    const secret = "0123456789abcdef";
    for (const before of [(4 << 20) - 8, (4 << 20) - 1, 4 << 20, (8 << 20) - 3]) {
      writeFileSync(
        path,
        Buffer.concat([Buffer.alloc(before, "x"), Buffer.from(secret), Buffer.alloc(9, "y")]),
      );
      await maskFile(new Masker([secret]), path);
      const bytes = readFileSync(path);
      expect(bytes.length).toBe(before + secret.length + 9);
      expect(bytes.subarray(before).toString()).toBe(`${"*".repeat(secret.length)}yyyyyyyyy`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("lines without secrets cost no more than a look at their bytes", () => {
  const masker = new Masker(Array.from({ length: 60 }, (_, n) => `secret-number-${n * 7919}`));
  const bytes = Buffer.alloc(
    1 << 20,
    "the quick brown fox jumps over the lazy dog, se se sec secr secret ",
  );
  expect(masker.find(bytes)).toEqual([]);
  expect(masker.longest).toBeGreaterThan(20);
});
