/**
 * Reads each `<oddity>.go` beside this file and compares what the source reader says of it with
 * `<oddity>.txt`. `UPDATE=1` rewrites the expected files: read the difference before you commit it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { describeSource } from "./describe-source.ts";

const folder = new URL("./", import.meta.url);
const inputs = readdirSync(folder).filter((name) => name.endsWith(".go"));

describe("golden sources", () => {
  test("there are inputs", () => {
    expect(inputs.length).toBeGreaterThanOrEqual(6);
  });
  test.each(inputs)("%s", async (name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    const said = await describeSource(name, text);
    const expected = new URL(name.replace(/\.go$/, ".txt"), folder);
    if (process.env["UPDATE"] === "1") writeFileSync(expected, said);
    expect(existsSync(expected)).toBe(true);
    expect(said).toBe(readFileSync(expected, "utf8"));
  });
});
