import { existsSync, readFileSync, statSync } from "node:fs";
import type { Environment } from "../plan-types.ts";
import { isCredentialName } from "../secret-environment.ts";
import { NEEDLE_MIN } from "./encodings.ts";

/** Names that say of themselves that the value is private; those of tests are masked too, though tests see them. */
const SECRET_NAME =
  /(?:^|_|-)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PASS|PAT|CREDENTIALS?|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|SIGNING_?KEY|DSN|DATABASE_URL|CONNECTION_STRING|WEBHOOK(?:_URL)?)(?:_|-|$)/i;
/** Members of a service account's key, or the like, that are private. */
const SECRET_MEMBER =
  /^(?:private_key|private_key_id|client_secret|refresh_token|token|password)$/i;
const VALUES_MAX = 200;
const VALUE_BYTES_MAX = 64 << 10;
/** A key file is a few KiB. */
const FILE_BYTES_MAX = 64 << 10;

/**
 * The values that must not leave the machine: of variables that racegate withholds from the tests as credentials, of all
 * whose name looks secret, passwords in URLs among them, and what a credentials file holds. Sorted, each once.
 *
 * @param kept texts of which no part is masked (names of packages and modules): else no finding could be placed
 */
export function secretValues(env: Environment, kept: readonly string[]): string[] {
  const found = new Set<string>();
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || !(isCredentialName(name) || SECRET_NAME.test(name))) continue;
    for (const part of partsOf(value)) if (part.length >= NEEDLE_MIN) found.add(part);
  }
  return [...found]
    .filter((value) => !kept.some((text) => text.includes(value)))
    .sort()
    .slice(0, VALUES_MAX);
}

function partsOf(value: string): string[] {
  if (value.length > VALUE_BYTES_MAX) return partsOf(value.slice(0, VALUE_BYTES_MAX));
  // The path of a file is no secret; what a credentials file holds is.
  if (value.startsWith("/") && existsSync(value)) return ofFile(value);
  const password = passwordIn(value);
  return [...ofText(value), ...(password === undefined ? [] : [password, decoded(password)])];
}

function ofFile(path: string): string[] {
  try {
    const entry = statSync(path);
    if (!entry.isFile() || entry.size > FILE_BYTES_MAX) return [];
    const text = readFileSync(path, "utf8");
    return text.trimStart().startsWith("{") ? ofText(text) : [];
  } catch {
    return [];
  }
}

/** The value and each of its lines; of a JSON object its private members instead. */
function ofText(text: string): string[] {
  const members = privateMembers(text);
  if (members !== undefined) return members.flatMap(linesOf);
  return linesOf(text);
}

function linesOf(text: string): string[] {
  const trimmed = text.trim();
  const lines = trimmed.split(/[\r\n]+/).filter((line) => !line.startsWith("-----"));
  return lines.length > 1 ? lines.map((line) => line.trim()) : [trimmed];
}

function privateMembers(text: string): string[] | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    const object: unknown = JSON.parse(text);
    if (typeof object !== "object" || object === null) return undefined;
    return Object.entries(object).flatMap(([key, value]: [string, unknown]) =>
      SECRET_MEMBER.test(key) && typeof value === "string" ? [value] : [],
    );
  } catch {
    return undefined;
  }
}

/** `postgres://user:password@host/db`. */
function passwordIn(value: string): string | undefined {
  return /^[a-z][a-z0-9+.-]{0,30}:\/\/[^/@:\s]{0,200}:([^@\s]{1,500})@/i.exec(value)?.[1];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
