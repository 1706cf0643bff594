/**
 * Sixty secrets in the environment; the tests get them another way and print, log, trace, name and panic with them in
 * eight forms. None of it may be found in anything that the run writes.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FindingsDocument } from "../../src/model/findings-document.ts";

const FIXTURE = fileURLToPath(new URL("../fixtures/secrets", import.meta.url));
const CLI = fileURLToPath(new URL("../../src/entry/cli.ts", import.meta.url));
/** Where the fixture's tests look for the values. */
const VALUES_FILE = `/tmp/racegate-secrets-test-${process.getuid?.() ?? 0}.json`;

/** Names that racegate withholds, and names that only look private. */
const NAMES = [
  "GITHUB_TOKEN",
  "AWS_SECRET_ACCESS_KEY",
  "DB_PASSWORD",
  "STRIPE_API_KEY",
  "NPM_TOKEN",
  "SENTRY_DSN",
];
const TAILS = [
  "plain",
  'q"uote',
  "a&b<c>",
  "50%/+=",
  "back\\slash",
  "ünïcode",
  "spa ce x",
  "'tick'",
  "n-first",
  "$dollar",
];

function plantedSecrets(): Map<string, string> {
  const secrets = new Map<string, string>();
  for (const [row, name] of NAMES.entries()) {
    for (const [column, tail] of TAILS.entries()) {
      const id = (row * 10 + column + 11) * 7919;
      secrets.set(column === 0 ? name : `X${column}_${name}`, `n${id}k${id * 3}${tail}`);
    }
  }
  return secrets;
}

const secrets = plantedSecrets();
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "masking-"));
  cpSync(FIXTURE, join(folder, "module"), { recursive: true });
  writeFileSync(VALUES_FILE, JSON.stringify([...secrets.values()]), { mode: 0o600 });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(VALUES_FILE, { force: true });
});

function racegate(args: readonly string[], extra: Record<string, string>) {
  const env = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", ...extra };
  return spawnSync(process.execPath, [CLI, ...args], {
    cwd: join(folder, "module"),
    env,
    maxBuffer: 1 << 28,
  });
}

/** Every file below, unpacked. */
function filesBelow(directory: string): { path: string; bytes: Buffer }[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "binary")
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const bytes = readFileSync(path);
      return { path, bytes: bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes };
    });
}

/** The forms by our own encoders, not by the masker's. */
function formsOf(value: string): string[] {
  const go = (text: string): string =>
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
  const html = value
    .replaceAll("&", "&amp;")
    .replaceAll("'", "&#39;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&#34;");
  const base64 = ["u:", ""].map((before) => {
    const text = Buffer.from(before + value).toString("base64");
    return text.slice(before === "" ? 0 : 3, -6);
  });
  const plain = [
    value,
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll("%20", "+"),
    html,
    ...base64,
  ];
  return [
    ...new Set([
      ...plain,
      ...plain.map(go),
      go(go(value)),
      base64[1]?.replaceAll("+", "-").replaceAll("/", "_") ?? "",
    ]),
  ];
}

function leaksIn(name: string, bytes: Buffer): string[] {
  return [...secrets].flatMap(([variable, value]) =>
    formsOf(value)
      .filter((form) => form.length >= 8 && bytes.includes(form))
      .map((form) => `${name}: ${variable} as ${form}`),
  );
}

const ENVIRONMENT = Object.fromEntries(secrets);

test("nothing that is written, stored or printed holds a secret", () => {
  const out = join(folder, "out");
  const result = racegate(["run", "-v", "--out", out, "./..."], ENVIRONMENT);
  const files = filesBelow(out);
  expect(files.length).toBeGreaterThan(5);
  // The tests did print them: what they printed is there, struck out.
  const streams = files.filter(({ path }) => path.endsWith("stream.jsonl"));
  expect(streams.some(({ bytes }) => bytes.includes("out ********"))).toBe(true);
  const leaks = [
    ...files.flatMap(({ path, bytes }) => leaksIn(path.slice(out.length), bytes)),
    ...leaksIn("stdout", result.stdout),
    ...leaksIn("stderr", result.stderr),
  ];
  expect(leaks.slice(0, 20)).toEqual([]);
});

test("findings keep their ids, and analyze of the capture gives the run's document", () => {
  const masked = JSON.parse(
    racegate(["run", "--json", "--out", join(folder, "a")], ENVIRONMENT).stdout.toString(),
  ) as FindingsDocument;
  const plain = JSON.parse(
    racegate(["run", "--json", "--out", join(folder, "b")], {}).stdout.toString(),
  ) as FindingsDocument;
  const ids = ({ findings }: FindingsDocument): string[] =>
    findings
      .filter(({ kind }) => kind === "data-race" || kind === "panic")
      .map(({ kind, fingerprints }) => `${kind} ${fingerprints.stable}`);
  expect(ids(masked).length).toBeGreaterThan(1);
  expect(ids(masked)).toEqual(ids(plain));
  const [capture] = filesBelow(join(folder, "a")).filter(({ path }) =>
    path.endsWith("stream.jsonl"),
  );
  const again = racegate(["analyze", "--json", join(capture?.path ?? "", "..")], {});
  expect(JSON.parse(again.stdout.toString())).toEqual(masked);
});
