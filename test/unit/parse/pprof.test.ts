import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it, test } from "vitest";
import type { Profile, ProfileKind } from "../../../src/model/profile.ts";
import { parseProfile } from "../../../src/parse/pprof.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { DiagnosticBag } from "../../../src/util/diagnostic-bag.ts";
import { bytesOf } from "../analyse/captured-run.ts";
import { looseTexts } from "./loose-texts.ts";

const FOLDER = join(import.meta.dirname, "../../golden/profiles");
const golden = (name: string): Uint8Array => new Uint8Array(readFileSync(join(FOLDER, name)));

async function read(
  bytes: Uint8Array,
  kind?: ProfileKind,
): Promise<{ profile: Profile | undefined; codes: string[] }> {
  const diagnostics = new DiagnosticBag();
  const owner = { package: "example.com/m", pid: 7, kind };
  const profile = await parseProfile(bytesOf("x.pprof", bytes), owner, diagnostics);
  return { profile, codes: diagnostics.list().map(({ code }) => code) };
}

describe("profiles", () => {
  it("adds up a mutex profile at the function that released the lock", async () => {
    const { profile, codes } = await read(golden("mutex-convoy.pprof"));
    expect(codes).toEqual([]);
    expect(profile?.kind).toBe("mutex");
    expect(profile?.sites).toHaveLength(1);
    const [site] = profile?.sites ?? [];
    expect(site?.frames.slice(0, 2).map(({ function: name, line }) => `${name}:${line}`)).toEqual([
      "sync.(*Mutex).Unlock:65",
      "example.com/m/contend.(*store).slow:22",
    ]);
    expect(site?.count).toBe(159);
    expect(Math.round((profile?.total.delayNs ?? 0) / 1e9)).toBe(12);
  });

  it("tells a block profile by where goroutines wait, and a goroutine profile by its type", async () => {
    const block = await read(golden("block-convoy.pprof"));
    expect(block.profile?.kind).toBe("block");
    expect(block.profile?.sites[0]?.frames[0]?.function).toBe("sync.(*Mutex).Lock");
    // The name of a loose file says nothing against the content.
    const goroutines = await read(golden("goroutines.pprof"), "mutex");
    expect(goroutines.profile?.kind).toBe("goroutine");
    expect(goroutines.profile?.sites[0]?.count).toBe(12);
    expect(goroutines.profile?.total).toEqual({ count: 14, delayNs: 0 });
  });

  it("believes the artefact's kind where the content fits both", async () => {
    const { profile } = await read(golden("block-convoy.pprof"), "mutex");
    expect(profile?.kind).toBe("mutex");
  });

  it("is found in loose files, compressed or not", async () => {
    const raw = new Uint8Array(gunzipSync(golden("mutex-busy.pprof")));
    const run = await parseRun(
      looseTexts(
        { name: "a.pprof", bytes: golden("mutex-convoy.pprof") },
        { name: "b.pprof", bytes: raw },
      ),
    );
    expect(run.profiles?.map(({ artifact, kind }) => `${artifact} ${kind}`)).toEqual([
      "a.pprof mutex",
      "b.pprof mutex",
    ]);
    expect(run.diagnostics).toEqual([]);
  });
});

describe("damage", () => {
  it("says that an empty profile is empty, and no more", async () => {
    const empty = { profile: undefined, codes: ["profile-empty"] };
    expect(await read(new Uint8Array())).toEqual(empty);
    expect(await read(golden("block-convoy.pprof").subarray(0, 10))).toEqual(empty);
  });

  const whole = golden("block-convoy.pprof");
  test.each([0.1, 0.5, 0.99])("cut at %d of its bytes it is damaged", async (part) => {
    const cut = whole.subarray(0, Math.floor(whole.length * part));
    expect(await read(cut)).toEqual({ profile: undefined, codes: ["profile-damaged"] });
  });

  it("never throws, whatever byte is wrong", async () => {
    const raw = new Uint8Array(gunzipSync(whole));
    let damaged = 0;
    for (let at = 0; at < raw.length; at += 3) {
      const bytes = raw.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      const { profile, codes } = await read(bytes);
      if (profile === undefined) damaged += 1;
      expect(codes.length === 0).toBe(profile !== undefined);
      for (const { frames, count, delayNs } of profile?.sites ?? []) {
        expect(count >= 0 && delayNs >= 0 && frames.every(({ line }) => line >= 0)).toBe(true);
      }
    }
    expect(damaged).toBeGreaterThan(10);
    for (let length = 0; length < raw.length; length += 17) await read(raw.slice(0, length));
  });

  it("does not inflate a bomb", async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(300 * 1024 * 1024)));
    expect(await read(bomb)).toEqual({ profile: undefined, codes: ["profile-damaged"] });
  }, 60_000);
});
