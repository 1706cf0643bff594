import type { Environment } from "./platform.ts";

/**
 * Values of the environment come from triggers, from branch names and from people. Each reader here answers
 * `undefined` for what is absent, empty, or not of the shape that later code relies on.
 */

const CONTROL_CHARACTER = /\p{Cc}/u;
const LONGEST_VALUE = 1024;

/** The value, unless it is empty, overlong or holds a control character. */
export function text(env: Environment, name: string): string | undefined {
  return plainText(env[name]);
}

/** As `text`, for values that do not come from the environment. */
export function plainText(value: string | null | undefined): string | undefined {
  const unusable =
    value === undefined ||
    value === null ||
    value === "" ||
    value.length > LONGEST_VALUE ||
    CONTROL_CHARACTER.test(value);
  return unusable ? undefined : value;
}

/** `owner/name`. */
export function repositoryName(value: string | undefined): string | undefined {
  return value !== undefined && /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(value) ? value : undefined;
}

/** A full object name of git: SHA-1 or SHA-256, in lower-case hexadecimal. */
export function commitId(value: string | null | undefined): string | undefined {
  return value !== undefined && value !== null && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value)
    ? value
    : undefined;
}

/** A positive integer that a pull request or an attempt can have. */
export function positiveInteger(value: string | undefined): number | undefined {
  return value !== undefined && /^[1-9][0-9]{0,9}$/.test(value) ? Number(value) : undefined;
}

/** An http or https address, as the URL class writes it. */
export function webAddress(value: string | undefined): string | undefined {
  if (value === undefined || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : undefined;
}

/** `refs/heads/main` → `main`; another name stays as it is. */
export function branchOfRef(ref: string | undefined): string | undefined {
  const name = plainText(ref);
  return name?.startsWith("refs/heads/") === true ? name.slice("refs/heads/".length) : name;
}

/** A part of an object name: letters, digits, `.`, `_`, `-`; other runs become one `-`. */
export function namePart(value: string): string {
  return value
    .replace(/[^A-Za-z0-9._-]/g, "-")
    .replace(/^[-._]{1,64}/, "")
    .slice(0, 64);
}
