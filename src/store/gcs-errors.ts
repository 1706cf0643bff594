/**
 * What an error of the storage library means for the next step. The library throws Errors of three families,
 * plain objects from an answer's body, and errors whose cause is the only useful part; here they become facts.
 */
export type ErrorClass =
  /** Nothing was wrong with the request: send it again. */
  | "again"
  /** The token is not accepted (any more). */
  | "credentials"
  /** Not allowed; a role is missing. */
  | "denied"
  | "absent"
  /** The precondition does not hold: the object exists, perhaps by our own lost answer. */
  | "exists"
  /** The server got other bytes than were meant, so it kept nothing. */
  | "damaged"
  /** Sending again would change nothing. */
  | "final";

export interface Failure {
  readonly class: ErrorClass;
  readonly status: number | undefined;
  readonly code: string | undefined;
  /** For people, without line breaks, at most 300 characters. */
  readonly words: string;
  /** What the server asked to wait (Retry-After), in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Answer headers, for the offset of a resumable session. */
  readonly header: (name: string) => string | undefined;
}

const WORDS_MAX = 300;
const SYSTEM_CODES_FINAL: ReadonlySet<string> = new Set([
  "ENOENT",
  "EACCES",
  "EISDIR",
  "EBADF",
  "EIO",
]);

/** Reads the facts out of whatever was thrown. */
export function failureOf(thrown: unknown): Failure {
  const status = statusOf(thrown);
  const code = codeOf(thrown);
  const words = wordsOf(thrown);
  const header = (name: string): string | undefined => headerOf(thrown, name);
  return {
    class: classify(status, code, words),
    status,
    code,
    words,
    header,
    retryAfterMs: retryAfterOf(header("retry-after")),
  };
}

function classify(status: number | undefined, code: string | undefined, words: string): ErrorClass {
  // A good status with an error is an answer that broke off.
  if (status === undefined || status < 300) {
    if (code !== undefined && SYSTEM_CODES_FINAL.has(code)) return "final";
    return "again";
  }
  if (status === 401) return "credentials";
  if (status === 403) return /rateLimitExceeded/i.test(words) ? "again" : "denied";
  if (status === 404 || status === 410) return "absent";
  if (status === 412) return "exists";
  if (status === 400 && /crc32c|md5|checksum|hash/i.test(words)) return "damaged";
  if (status === 308 || status === 408 || status === 429 || status >= 500) return "again";
  return "final";
}

function statusOf(thrown: unknown): number | undefined {
  for (const value of [field(thrown, "status"), field(thrown, "code"), nestedStatus(thrown)]) {
    const status = typeof value === "string" && /^[0-9]{3}$/.test(value) ? Number(value) : value;
    if (typeof status === "number" && status >= 100 && status < 600) return status;
  }
  return undefined;
}

function nestedStatus(thrown: unknown): unknown {
  const response = field(thrown, "response");
  return field(response, "status") ?? field(response, "statusCode");
}

function codeOf(thrown: unknown): string | undefined {
  for (let depth = 0, at = thrown; depth < 4 && at !== undefined; depth += 1) {
    const code = field(at, "code");
    if (typeof code === "string" && !/^[0-9]+$/.test(code)) return code;
    at = field(at, "cause");
  }
  return undefined;
}

function wordsOf(thrown: unknown): string {
  const message = field(thrown, "message");
  const text = typeof message === "string" ? message : String(thrown);
  const status = statusOf(thrown);
  const full = status === undefined || text.includes(String(status)) ? text : `${status} ${text}`;
  return full.replace(/\s/g, " ").slice(0, WORDS_MAX);
}

function headerOf(thrown: unknown, name: string): string | undefined {
  const headers = field(field(thrown, "response"), "headers");
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const get = field(headers, "get");
  if (typeof get === "function") {
    const value: unknown = Reflect.apply(get, headers, [name]);
    return typeof value === "string" ? value : undefined;
  }
  const value = field(headers, name);
  return typeof value === "string" ? value : undefined;
}

function retryAfterOf(value: string | undefined): number | undefined {
  if (value === undefined || !/^[0-9]{1,6}$/.test(value)) return undefined;
  return Number(value) * 1000;
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Reflect.get(value, name);
}
