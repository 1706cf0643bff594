import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync, mkdirSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openFiles } from "../../../src/collect/open-capture.ts";

const LOG = "--- PASS: TestReef (0.01s)\nPASS\n";
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "racegate-loose-"));
  mkdirSync(join(folder, "tmp"));
  vi.stubEnv("TMPDIR", join(folder, "tmp"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function textOf(path: string): Promise<string> {
  const opened = await openFiles([path]);
  const [first] = opened.artifacts;
  const text = Buffer.from((await first?.bytes.read(0, 1000)) ?? []).toString();
  await opened.close();
  expect(readdirSync(join(folder, "tmp"))).toEqual([]);
  return text;
}

/** The old form, which tar still writes: a header of 512 bytes. */
function tarOf(text: string): Buffer {
  const block = Buffer.alloc(1024);
  block.write("reef.log");
  block.write("ustar", 257);
  block.write(text, 512);
  return block;
}

describe("a file that is read", () => {
  it.each([
    ["gzip", () => file("reef.log.gz", gzipSync(LOG))],
    ["gzip under any name", () => file("reef", gzipSync(LOG))],
    ["zstd", () => file("reef.log.zst", zstdCompressSync(Buffer.from(LOG)))],
  ])("%s", async (_name, make) => {
    expect(await textOf(make())).toBe(LOG);
  });

  it("a text with NULs in it", async () => {
    expect(await textOf(file("reef.log", `\0\0\0${LOG}`))).toContain("TestReef");
  });

  it("a pipe", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const writer = spawn("sh", ["-c", 'printf "%s" "$0" > "$1"', LOG, pipe]);
    expect(await textOf(pipe)).toBe(LOG);
    writer.kill();
  });
});

describe("what is refused by name", () => {
  it.each([
    ["reef.tar", /reef\.tar is an archive \(tar\)/, () => tarOf(LOG)],
    ["reef.tgz", /reef\.tgz is an archive \(tar\)/, () => gzipSync(tarOf(LOG))],
    ["reef.zip", /reef\.zip is an archive \(zip\)/, () => Buffer.from("PK\x03\x04\0\0\0\0reef")],
    ["reef.log", /reef\.log is empty/, () => Buffer.alloc(0)],
    [
      "reef.png",
      /reef\.png is nothing that racegate reads/,
      () => Buffer.from("\x89PNG\0\0\0\x01\x02\x03", "latin1"),
    ],
  ])("%s", async (name, why, content) => {
    await expect(openFiles([file(name, content())])).rejects.toThrow(why);
  });

  it("a directory in which nothing is read", async () => {
    await expect(openFiles([join(folder, "tmp")])).rejects.toThrow(/tmp holds no file/);
  });

  it("one of several is a note", async () => {
    const opened = await openFiles([file("reef.log", LOG), file("reef.tar", tarOf(LOG))]);
    expect(opened.artifacts).toHaveLength(1);
    expect(opened.notes.map(({ message }) => message)).toEqual([
      expect.stringContaining("reef.tar is an archive (tar)"),
    ]);
    await opened.close();
  });
});
