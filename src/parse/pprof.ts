import type { ByteSource } from "../model/byte-source.ts";
import type { Profile, ProfileKind, ProfileSite } from "../model/profile.ts";
import type { DiagnosticBag } from "../util/diagnostic-bag.ts";
import { readProfile, type RawProfile } from "./pprof-raw.ts";

/**
 * Reads a pprof profile (profile.proto, mostly compressed by gzip) into its sites.
 *
 * 1. All bytes up to a limit; a larger file is not read and said so. An empty one is what a process leaves that
 *    died before its profiles were written: worth an `info`, no more.
 * 2. The kind comes from the sample types. Mutex and block profiles have the same ones: these are told apart by the
 *    artefact's kind or name, else by their innermost functions, for one is taken where locks are released and the
 *    other where goroutines wait.
 * 3. Equal stacks are added up, the heaviest sites are kept.
 */

/** Profiles of tests have kilobytes; this is far above what one can hold. */
const FILE_MAX = 64 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;
const SITES_MAX = 1000;
/** A process that dies while it begins to write leaves this much, and nothing in it. */
const GZIP_HEADER_BYTES = 10;

export interface ProfileOwner {
  readonly package: string | undefined;
  readonly pid: number | undefined;
  /** What the manifest or the file's name says it is. */
  readonly kind: ProfileKind | undefined;
}

/** The profile, or undefined with a diagnostic where the bytes are none. */
export async function parseProfile(
  bytes: ByteSource,
  owner: ProfileOwner,
  diagnostics: DiagnosticBag,
): Promise<Profile | undefined> {
  const artifact = bytes.name;
  const data = await readAll(bytes);
  const at = { source: artifact, start: 0, end: data?.length ?? 0 };
  if (data === undefined) {
    const message = "A profile is larger than 64 MiB and was not read.";
    diagnostics.add("profile-too-large", "warning", message, at);
    return undefined;
  }
  if (data.length <= GZIP_HEADER_BYTES) {
    const message = "A profile is empty: its process ended before it was written.";
    diagnostics.add("profile-empty", "info", message, at);
    return undefined;
  }
  const raw = await readProfile(data);
  if (typeof raw === "string") {
    const message = `A profile could not be read (${raw}): what it measured is not in the result.`;
    diagnostics.add("profile-damaged", "warning", message, at);
    return undefined;
  }
  const kind = kindOf(raw, owner.kind);
  const sites = sitesOf(raw);
  return {
    artifact,
    package: owner.package,
    pid: owner.pid,
    kind,
    sites: sites.slice(0, SITES_MAX),
    dropped: Math.max(0, sites.length - SITES_MAX),
    total: {
      count: sites.reduce((sum, site) => sum + site.count, 0),
      delayNs: sites.reduce((sum, site) => sum + site.delayNs, 0),
    },
  };
}

async function readAll(bytes: ByteSource): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = await bytes.read(length, CHUNK_BYTES);
    if (chunk.length === 0) break;
    chunks.push(new Uint8Array(chunk));
    length += chunk.length;
    if (length > FILE_MAX) return undefined;
  }
  const all = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}

const RELEASES =
  /^(?:sync|internal\/sync)\.\(\*(?:RW)?Mutex\)\.R?Unlock$|^runtime\.(?:unlock\w*|_LostContended\w*)$/;

function kindOf({ sampleTypes, samples }: RawProfile, told: ProfileKind | undefined): ProfileKind {
  const [first] = sampleTypes;
  if (first === "goroutine") return "goroutine";
  if (first === "goroutineleak") return "goroutine-leak";
  if (first !== "contentions") return "other";
  if (told === "mutex" || told === "block") return told;
  const releases = samples.filter(({ frames }) => RELEASES.test(frames[0]?.function ?? "")).length;
  return releases * 2 > samples.length ? "mutex" : "block";
}

function sitesOf({ sampleTypes, samples }: RawProfile): ProfileSite[] {
  const delayAt = sampleTypes.indexOf("delay");
  const byStack = new Map<string, { site: ProfileSite; count: number; delayNs: number }>();
  for (const { frames, values } of samples) {
    const key = frames.map((each) => `${each.function}\n${each.file}:${each.line}`).join("\n");
    const count = values[0] ?? 0;
    const delayNs = delayAt < 0 ? 0 : (values[delayAt] ?? 0);
    const known = byStack.get(key);
    if (known === undefined) {
      byStack.set(key, { site: { frames, count, delayNs }, count, delayNs });
    } else {
      known.count += count;
      known.delayNs += delayNs;
    }
  }
  return [...byStack.values()]
    .map(({ site, count, delayNs }) => ({ ...site, count, delayNs }))
    .sort((a, b) => b.delayNs - a.delayNs || b.count - a.count);
}
