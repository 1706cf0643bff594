import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  crc32c,
  createCrc32c
} from "./chunk-N6K2DZNL.js";
import {
  SEGMENT_BYTES_MAX,
  encodeImportPath,
  shortenSegment
} from "./chunk-5MQILW2H.js";

// src/store/byte-stream.ts
import { Readable } from "node:stream";
var PIECE_BYTES = 256 * 1024;
function sourceOfBytes(name, bytes) {
  return {
    name,
    size: bytes.byteLength,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length))
  };
}
function isByteSource(source) {
  return !(source instanceof Uint8Array);
}
function streamOf(source, start, end) {
  return Readable.from(pieces(source, start, end), { objectMode: false });
}
async function* pieces(source, start, end) {
  let offset = start;
  while (offset < end) {
    const piece = await source.read(offset, Math.min(PIECE_BYTES, end - offset));
    if (piece.byteLength === 0) throw new SourceShrankError(source.name, offset, end);
    offset += piece.byteLength;
    yield piece;
  }
}
async function bytesOf(source, sizeBytes) {
  const whole = [];
  for await (const piece of pieces(source, 0, sizeBytes)) whole.push(piece);
  return Buffer.concat(whole);
}
var SourceShrankError = class extends Error {
  name = "SourceShrankError";
  code = "EBADF";
  // nothing that sending again would cure
  constructor(source, have, want) {
    super(`${source} became shorter while it was read: ${have} of ${want} bytes`);
  }
};

// src/store/time-budget.ts
var TimeBudget = class {
  #controller = new AbortController();
  #deadlineMs;
  #timer;
  constructor(budgetMs) {
    this.#deadlineMs = performance.now() + budgetMs;
    this.#arm();
  }
  /** Aborts when the time is up. */
  get signal() {
    return this.#controller.signal;
  }
  get remainingMs() {
    return Math.max(0, this.#deadlineMs - performance.now());
  }
  /** Ends at most `budgetMs` from now; never later than before. */
  shorten(budgetMs) {
    this.#deadlineMs = Math.min(this.#deadlineMs, performance.now() + budgetMs);
    this.#arm();
  }
  [Symbol.dispose]() {
    clearTimeout(this.#timer);
  }
  #arm() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#controller.abort(new TimeUpError());
    }, this.remainingMs);
  }
};
var TimeUpError = class extends Error {
  name = "TimeUpError";
  code = "RACEGATE_TIME_UP";
  constructor() {
    super("the time for uploads is used up");
  }
};
async function pause(waitMs, signal) {
  if (signal?.aborted === true) return;
  await new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, waitMs);
    signal?.addEventListener("abort", done, { once: true });
  });
}

// src/store/store.ts
var NO_GENERATION = "0";

// src/store/watched-transfer.ts
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
var StallError = class extends Error {
  name = "StallError";
  code = "RACEGATE_STALL";
  constructor(stallMs) {
    super(`no progress for ${stallMs / 1e3} s`);
  }
};
var LOOKS_PER_STALL = 6;
var transfers = new AsyncLocalStorage();
var listening = false;
async function watchTransfer(work, options) {
  listen();
  const transfer = { requests: /* @__PURE__ */ new Set(), closed: void 0 };
  const { promise, resolve, reject } = Promise.withResolvers();
  const giveUp = (reason) => {
    transfer.closed ??= reason;
    for (const request of transfer.requests) request.destroy(reason);
    reject(reason);
  };
  const onAbort = () => giveUp(reasonOf(options.signal));
  if (options.signal?.aborted === true) throw reasonOf(options.signal);
  options.signal?.addEventListener("abort", onAbort, { once: true });
  const stopLooking = lookForProgress(transfer, options.stallMs, giveUp);
  try {
    transfers.run(transfer, () => {
      work().then(resolve, reject);
    });
    return await promise;
  } finally {
    stopLooking();
    options.signal?.removeEventListener("abort", onAbort);
  }
}
function lookForProgress(transfer, stallMs, giveUp) {
  let seen = "";
  let seenAtMs = performance.now();
  const timer = setInterval(() => {
    const now = countersOf(transfer);
    if (now !== seen) {
      seen = now;
      seenAtMs = performance.now();
    } else if (performance.now() - seenAtMs >= stallMs) {
      giveUp(new StallError(stallMs));
    }
  }, stallMs / LOOKS_PER_STALL);
  return () => clearInterval(timer);
}
function countersOf(transfer) {
  let counters = String(transfer.requests.size);
  for (const { socket } of transfer.requests) {
    counters += socket === null ? ",-" : `,${socket.bytesWritten}/${socket.bytesRead}`;
  }
  return counters;
}
function listen() {
  if (listening) return;
  listening = true;
  subscribe("http.client.request.created", (message) => {
    const transfer = transfers.getStore();
    if (transfer === void 0) return;
    const { request } = message;
    if (transfer.closed !== void 0) request.destroy(transfer.closed);
    transfer.requests.add(request);
  });
}
function reasonOf(signal) {
  const reason = signal?.reason;
  return reason instanceof Error ? reason : new Error("cancelled");
}

// src/store/gcs-send.ts
import { pipeline } from "node:stream/promises";

// src/store/gcs-errors.ts
var WORDS_MAX = 300;
var SYSTEM_CODES_FINAL = /* @__PURE__ */ new Set([
  "ENOENT",
  "EACCES",
  "EISDIR",
  "EBADF",
  "EIO"
]);
function failureOf(thrown) {
  const status = statusOf(thrown);
  const code = codeOf(thrown);
  const words = wordsOf(thrown);
  const header = (name) => headerOf(thrown, name);
  return {
    class: classify(status, code, words),
    status,
    code,
    words,
    header,
    retryAfterMs: retryAfterOf(header("retry-after"))
  };
}
function classify(status, code, words) {
  if (status === void 0 || status < 300) {
    if (code !== void 0 && SYSTEM_CODES_FINAL.has(code)) return "final";
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
function statusOf(thrown) {
  for (const value of [field(thrown, "status"), field(thrown, "code"), nestedStatus(thrown)]) {
    const status = typeof value === "string" && /^[0-9]{3}$/.test(value) ? Number(value) : value;
    if (typeof status === "number" && status >= 100 && status < 600) return status;
  }
  return void 0;
}
function nestedStatus(thrown) {
  const response = field(thrown, "response");
  return field(response, "status") ?? field(response, "statusCode");
}
function codeOf(thrown) {
  for (let depth = 0, at = thrown; depth < 4 && at !== void 0; depth += 1) {
    const code = field(at, "code");
    if (typeof code === "string" && !/^[0-9]+$/.test(code)) return code;
    at = field(at, "cause");
  }
  return void 0;
}
function wordsOf(thrown) {
  const message = field(thrown, "message");
  const text = typeof message === "string" ? message : String(thrown);
  const status = statusOf(thrown);
  const full = status === void 0 || text.includes(String(status)) ? text : `${status} ${text}`;
  return full.replace(/\s/g, " ").slice(0, WORDS_MAX);
}
function headerOf(thrown, name) {
  const headers = field(field(thrown, "response"), "headers");
  if (headers instanceof Headers) return headers.get(name) ?? void 0;
  const get = field(headers, "get");
  if (typeof get === "function") {
    const value2 = Reflect.apply(get, headers, [name]);
    return typeof value2 === "string" ? value2 : void 0;
  }
  const value = field(headers, name);
  return typeof value === "string" ? value : void 0;
}
function retryAfterOf(value) {
  if (value === void 0 || !/^[0-9]{1,6}$/.test(value)) return void 0;
  return Number(value) * 1e3;
}
function field(value, name) {
  if (typeof value !== "object" || value === null) return void 0;
  return Reflect.get(value, name);
}

// src/store/gcs-send.ts
var CHUNK_BYTES = 8 << 20;
async function sendOneShot(storage, sending, watch) {
  const bytes = await bytesOf(sending.source, sending.sizeBytes);
  const file = fileOf(storage, sending);
  await watchTransfer(
    () => file.save(bytes, {
      resumable: false,
      validation: false,
      preconditionOpts: { ifGenerationMatch: sending.generation },
      metadata: { crc32c: sending.crc32c, contentType: sending.contentType }
    }),
    watch
  );
  return storedOf(file.metadata);
}
var ResumableSession = class {
  #sending;
  #chunkBytes;
  #uri;
  #offset = 0;
  #unsure = false;
  constructor(sending, chunkBytes) {
    this.#sending = sending;
    this.#chunkBytes = chunkBytes;
  }
  /** Bytes that the server has confirmed. */
  get offset() {
    return this.#offset;
  }
  async send(storage, watch) {
    if (this.#uri !== void 0 && this.#unsure) {
      const done = await this.#askOffset(storage, this.#uri, watch);
      if (done !== void 0) return done;
    }
    if (this.#uri === void 0) {
      this.#uri = await this.#open(storage, watch);
      this.#offset = 0;
    }
    this.#unsure = true;
    try {
      return await this.#sendRest(storage, this.#uri, watch);
    } catch (thrown) {
      if (failureOf(thrown).class === "damaged") this.#uri = void 0;
      throw thrown;
    }
  }
  async #open(storage, watch) {
    const { contentType, crc32c: crc32c2, generation, sizeBytes } = this.#sending;
    const file = fileOf(storage, this.#sending);
    const [uri] = await watchTransfer(
      () => file.createResumableUpload({
        preconditionOpts: { ifGenerationMatch: generation },
        metadata: { contentType, crc32c: crc32c2, contentLength: sizeBytes }
      }),
      watch
    );
    return uri;
  }
  async #sendRest(storage, uri, watch) {
    const { source, sizeBytes, generation } = this.#sending;
    const file = fileOf(storage, this.#sending);
    const writing = file.createWriteStream({
      uri,
      offset: this.#offset,
      resumable: true,
      chunkSize: this.#chunkBytes,
      validation: false,
      preconditionOpts: { ifGenerationMatch: generation },
      metadata: { contentLength: sizeBytes }
    });
    const reading = streamOf(source, this.#offset, sizeBytes);
    await watchTransfer(() => pipeline(reading, writing), watch);
    return storedOf(file.metadata);
  }
  async #askOffset(storage, uri, watch) {
    try {
      const body = await watchTransfer(() => askStatus(storage, uri), watch);
      return storedOf(body);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.status === 308) {
        this.#offset = offsetOf(failure.header("range"));
        return void 0;
      }
      if (failure.class !== "absent") throw thrown;
      this.#uri = void 0;
      return void 0;
    }
  }
};
function askStatus(storage, uri) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const headers = { "Content-Range": "bytes */*", "Content-Length": "0" };
  storage.request({ method: "PUT", uri, headers }, (error, body) => {
    if (error === null) resolve(body);
    else reject(error);
  });
  return promise;
}
function offsetOf(range) {
  const last = /^bytes=0-([0-9]{1,15})$/.exec(range ?? "")?.[1];
  return last === void 0 ? 0 : Number(last) + 1;
}
async function readStored(storage, bucket, name, watch) {
  const file = storage.bucket(bucket).file(name);
  const [metadata] = await watchTransfer(() => file.getMetadata(), watch);
  return storedOf(metadata);
}
function fileOf(storage, { bucket, name }) {
  return storage.bucket(bucket).file(name);
}
function storedOf(metadata) {
  const value = (name) => {
    const found = Reflect.get(Object(metadata), name);
    return typeof found === "string" || typeof found === "number" ? String(found) : "";
  };
  return {
    sizeBytes: Number(value("size")),
    crc32c: value("crc32c"),
    generation: value("generation")
  };
}

// src/store/source-sum.ts
var READ_BYTES = 1 << 20;
async function sumOfSource(source) {
  const sum = await createCrc32c();
  let sizeBytes = 0;
  for (; ; ) {
    const piece = await source.read(sizeBytes, READ_BYTES);
    if (piece.byteLength === 0) break;
    sum.update(piece);
    sizeBytes += piece.byteLength;
  }
  return { sizeBytes, crc32c: sum.digestBase64() };
}

// src/store/gcs-client.ts
import { EventEmitter } from "node:events";

// src/store/gcs-credentials.ts
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
var PROBE = { tries: 3, tryMs: 3e3 };
var PROBE_PAUSE_MS = 300;
var PROBE_PATH = "/computeMetadata/v1/instance/service-accounts/default/email";
async function findCredentials(environment, probe = PROBE, signal) {
  const named = environment["GOOGLE_APPLICATION_CREDENTIALS"];
  if (named !== void 0 && named !== "") {
    if (existsSync(named)) return { ready: true };
    return missing(`GOOGLE_APPLICATION_CREDENTIALS names ${named}, which does not exist`);
  }
  if (existsSync(wellKnownFile(environment))) return { ready: true };
  const host = environment["GCE_METADATA_HOST"] ?? environment["GCE_METADATA_IP"];
  let last = "";
  for (let turn = 0; turn < probe.tries; turn += 1) {
    if (turn > 0) await pause(PROBE_PAUSE_MS, signal);
    if (signal?.aborted === true) break;
    last = await askMetadataServer(host ?? "169.254.169.254", probe.tryMs, signal);
    if (last === "") return { ready: true };
  }
  return missing(`no credentials file is set and the metadata server does not answer (${last})`);
}
function missing(why) {
  return {
    ready: false,
    code: "RG9004",
    why: `no Google credentials: ${why}. On GitHub run google-github-actions/auth before; in Cloud Build run the step with its default network and service account; elsewhere set GOOGLE_APPLICATION_CREDENTIALS or run \`gcloud auth application-default login\``
  };
}
function wellKnownFile(environment) {
  const fileName = "application_default_credentials.json";
  const configured = environment["CLOUDSDK_CONFIG"];
  if (configured !== void 0 && configured !== "") return join(configured, fileName);
  const appData = environment["APPDATA"];
  if (process.platform === "win32" && appData !== void 0) {
    return join(appData, "gcloud", fileName);
  }
  return join(environment["HOME"] ?? homedir(), ".config", "gcloud", fileName);
}
async function askMetadataServer(host, tryMs, signal) {
  const { request } = await import("node:http");
  const url = `http://${host.replace(/^https?:\/\//, "")}${PROBE_PATH}`;
  const headers = { "metadata-flavor": "Google" };
  return await new Promise((resolve) => {
    const asked = request(
      url,
      { headers, ...signal === void 0 ? {} : { signal } },
      (answer) => {
        answer.resume();
        const flavor = answer.headers["metadata-flavor"];
        if (answer.statusCode === 404) resolve("the machine has no service account");
        else if (answer.statusCode !== 200) resolve(`status ${String(answer.statusCode)}`);
        else resolve(flavor === "Google" ? "" : "something else answers at its address");
        asked.destroy();
      }
    );
    const timer = setTimeout(() => asked.destroy(new Error(`silent for ${tryMs / 1e3} s`)), tryMs);
    asked.on("error", (error) => resolve(error.message));
    asked.on("close", () => {
      clearTimeout(timer);
      resolve("closed without an answer");
    });
    asked.end();
  });
}

// src/store/gcs-client.ts
var GOOGLE = "https://storage.googleapis.com";
var TOKEN_MS = 1e4;
var LISTENERS_MAX = 20;
async function createGcsClient(options, signal) {
  const endpoint = options.endpoint ?? GOOGLE;
  const authenticate = options.authenticate ?? isGoogle(endpoint);
  try {
    if (authenticate) {
      const found = await findCredentials(options.environment, options.probe, signal);
      if (!found.ready) return found;
    }
    const storage = await openStorage(endpoint, authenticate);
    if (authenticate) {
      await watchTransfer(() => storage.authClient.getAccessToken(), { stallMs: TOKEN_MS, signal });
    }
    return { ready: true, client: { storage } };
  } catch (thrown) {
    return {
      ready: false,
      code: "RG9004",
      why: `Google gave no access token: ${failureOf(thrown).words}`
    };
  }
}
async function openStorage(endpoint, authenticate) {
  const { Storage: StorageClass } = await import("./src-FMVXAWE4.js");
  EventEmitter.defaultMaxListeners = Math.max(EventEmitter.defaultMaxListeners, LISTENERS_MAX);
  const options = {
    apiEndpoint: endpoint,
    // The library asks the environment for a project, which may take seconds; uploads need none.
    projectId: "-",
    useAuthWithCustomEndpoint: authenticate,
    retryOptions: { autoRetry: false, retryableErrorFn: () => false }
  };
  const storage = new StorageClass(options);
  storage.baseUrl = `${endpoint.replace(/\/$/, "")}/storage/v1`;
  return storage;
}
function isGoogle(endpoint) {
  const { protocol, hostname } = new URL(endpoint);
  return protocol === "https:" && (hostname === "googleapis.com" || hostname.endsWith(".googleapis.com"));
}

// src/store/retry-policy.ts
var RETRY_POLICY = { retriesMax: 6, firstMs: 500, longestMs: 3e4 };
var Retries = class {
  #policy;
  #inRow = 0;
  total = 0;
  constructor(policy) {
    this.#policy = policy;
  }
  /** Something was achieved, so that the next failure is a first one again. */
  progress() {
    this.#inRow = 0;
  }
  /** Waits for the next try; false when there is none, by number or by the signal. */
  async next(retryAfterMs, signal) {
    if (this.#inRow >= this.#policy.retriesMax || isAborted(signal)) return false;
    const bound = Math.min(this.#policy.longestMs, this.#policy.firstMs * 2 ** this.#inRow);
    const waitMs = bound / 2 + Math.random() * bound / 2;
    this.#inRow += 1;
    this.total += 1;
    await pause(Math.max(waitMs, retryAfterMs ?? 0), signal);
    return !isAborted(signal);
  }
};
function isAborted(signal) {
  return signal?.aborted ?? false;
}

// src/store/gcs-objects.ts
var TEXT_BYTES_MAX = 64 << 20;
var RECONCILE_TRIES = 3;
var DAMAGED_RETRIES = 2;
var GcsObjects = class {
  #options;
  #client;
  constructor(options) {
    this.#options = options;
  }
  /** Takes a new client with a new token. */
  async connect(signal) {
    this.#client = this.#options.connect(signal);
    const result = await this.#client;
    return result.ready ? { ready: true } : result;
  }
  async write(sending, signal) {
    const watch = { stallMs: this.#options.stallMs, signal };
    const retries = new Retries(this.#options.retry);
    const { chunkBytes } = this.#options;
    const session = sending.sizeBytes > chunkBytes ? new ResumableSession(sending, chunkBytes) : void 0;
    let renewed = false;
    let sent = false;
    let damaged = 0;
    for (; ; ) {
      if (signal?.aborted === true && !sent) return failed(wordsOfAbort(signal), retries);
      const client = await this.#ready(signal);
      if (!client.ready) return failed(`${client.code}: ${client.why}`, retries);
      const { storage } = client.client;
      const before = session?.offset ?? 0;
      try {
        const stored = await (session === void 0 ? sendOneShot(storage, sending, watch) : session.send(storage, watch));
        return await this.#judge(storage, sending, stored, retries);
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.class === "credentials" && !renewed) {
          renewed = true;
          await this.#renew(client, signal);
          continue;
        }
        if (failure.class === "damaged") damaged += 1;
        const mayPass = failure.class === "again" || failure.class === "damaged" && damaged <= DAMAGED_RETRIES;
        sent ||= failure.class === "again";
        if ((session?.offset ?? 0) > before) retries.progress();
        if (mayPass && await retries.next(failure.retryAfterMs, signal)) continue;
        const mayExist = failure.class === "exists" || failure.class === "denied";
        if (!sent && !mayExist) return failed(adviceOn(failure), retries);
        const result = await this.#reconcile(storage, sending, failure, retries);
        const nothingAllowed = !sent && failure.class === "denied" && result.state === "unknown";
        return nothingAllowed ? failed(adviceOn(failure), retries) : result;
      }
    }
  }
  /** Reads the object with its generation; retries what may pass, and checks the CRC32C. */
  async readText(name, signal) {
    const asked = await this.ask((storage, watch) => this.#readOnce(storage, name, watch), signal);
    return asked.state === "answered" ? asked.value : asked;
  }
  /** Asks something that changes nothing; retries what may pass, renews a refused token once. */
  async ask(work, signal) {
    const watch = { stallMs: this.#options.stallMs, signal };
    const retries = new Retries(this.#options.retry);
    let renewed = false;
    for (; ; ) {
      const client = await this.#ready(signal);
      if (!client.ready) return { state: "failed", why: `${client.code}: ${client.why}` };
      try {
        return { state: "answered", value: await work(client.client.storage, watch) };
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.class === "absent") return { state: "absent" };
        if (failure.class === "credentials" && !renewed) {
          renewed = true;
          await this.#renew(client, signal);
          continue;
        }
        const mayPass = failure.class === "again" || failure.class === "damaged";
        if (mayPass && await retries.next(failure.retryAfterMs, signal)) continue;
        return { state: "failed", why: adviceOn(failure) };
      }
    }
  }
  async #readOnce(storage, name, watch) {
    const stored = await readStored(storage, this.#options.bucket, name, watch);
    if (stored.sizeBytes > TEXT_BYTES_MAX) {
      return { state: "failed", why: `it has ${stored.sizeBytes} bytes, more than is read` };
    }
    const { generation } = stored;
    const file = storage.bucket(this.#options.bucket).file(name, { generation });
    const [bytes] = await watchTransfer(() => file.download({ validation: false }), watch);
    if (await crc32c(bytes) !== stored.crc32c) {
      throw new Error("the bytes that came do not have the object's CRC32C");
    }
    return { state: "read", text: bytes.toString("utf8"), generation };
  }
  async #ready(signal) {
    this.#client ??= this.#options.connect(signal);
    return await this.#client;
  }
  /** A new client, unless another transfer has already replaced the one whose token was refused. */
  async #renew(refused, signal) {
    if (await this.#client === refused) await this.connect(signal);
  }
  async #judge(storage, sending, stored, retries) {
    if (stored.crc32c === "") {
      const silent = failureOf(new Error("the answer does not say what was stored"));
      return await this.#reconcile(storage, sending, silent, retries);
    }
    if (isSame(sending, stored)) {
      return { state: "stored", generation: stored.generation, retries: retries.total };
    }
    return different(sending, stored, retries);
  }
  async #reconcile(storage, sending, failure, retries) {
    const { reconcileMs, stallMs } = this.#options;
    const watch = {
      stallMs: Math.min(stallMs, reconcileMs),
      signal: AbortSignal.timeout(reconcileMs)
    };
    const again = new Retries({ retriesMax: RECONCILE_TRIES - 1, firstMs: 50, longestMs: 200 });
    for (; ; ) {
      try {
        const stored = await readStored(storage, sending.bucket, sending.name, watch);
        if (!isSame(sending, stored)) return different(sending, stored, retries);
        return { state: "stored", generation: stored.generation, retries: retries.total };
      } catch (thrown) {
        const asked = failureOf(thrown);
        if (asked.class === "absent") return failed(adviceOn(failure), retries);
        if (asked.class === "again" && await again.next(void 0, watch.signal)) continue;
        const why = asked.class === "denied" ? "and reading it back is not allowed (roles/storage.objectViewer)" : `and asking for it failed too: ${asked.words}`;
        return {
          state: "unknown",
          why: `${adviceOn(failure)}; ${why}`,
          otherContent: false,
          retries: retries.total
        };
      }
    }
  }
};
function isSame(sending, stored) {
  return stored.sizeBytes === sending.sizeBytes && stored.crc32c === sending.crc32c;
}
function different(sending, stored, retries) {
  const why = `an object of that name is there with other content: ${stored.sizeBytes} bytes, CRC32C ${stored.crc32c}, instead of ${sending.sizeBytes} bytes, ${sending.crc32c}`;
  return { state: "not-stored", why, otherContent: true, retries: retries.total };
}
function failed(why, retries) {
  return { state: "not-stored", why, otherContent: false, retries: retries.total };
}
function wordsOfAbort({ reason }) {
  return reason instanceof Error ? reason.message : "cancelled";
}
function adviceOn(failure) {
  switch (failure.class) {
    case "denied":
      return `not allowed (${failure.words}); writing needs roles/storage.objectCreator on the bucket, reading roles/storage.objectViewer`;
    case "absent":
      return `the bucket does not exist or may not be seen (${failure.words})`;
    case "credentials":
      return `RG9004: the access token was refused, and a fresh one too (${failure.words})`;
    case "exists":
      return "an object of that name exists";
    case "damaged":
      return `the bytes arrived damaged (${failure.words})`;
    case "again":
    case "final":
      return failure.words;
  }
}

// src/store/object-name.ts
var SEGMENT = /^(?:[A-Za-z0-9\-_.~]|%[0-9A-F]{2})+$/;
var NAME_BYTES_MAX = 1024;
function encodeSegment(text) {
  const parts = text.split("/").map((part) => part === "" ? "" : encodeImportPath(part));
  const encoded = parts.join("%2F");
  return encoded.length <= SEGMENT_BYTES_MAX ? encoded : shortenSegment(encoded, text, "~");
}
function encodePath(path) {
  return path.split("/").filter((segment) => segment !== "").map(encodeSegment).join("/");
}
var PREFIX_SEGMENT = /^[A-Za-z0-9\-_.~@+=,:%]+$/;
function isPrefix(prefix) {
  if (prefix === "") return true;
  return prefix.split("/").every((segment) => PREFIX_SEGMENT.test(segment) && segment !== "." && segment !== "..");
}
function refuseName(name) {
  if (name === "") return "the object name is empty";
  if (Buffer.byteLength(name) > NAME_BYTES_MAX) {
    return `the object name is longer than ${NAME_BYTES_MAX} bytes`;
  }
  for (const segment of name.split("/")) {
    if (segment === "") return "the object name has an empty segment";
    if (segment === "." || segment === "..") return `the object name has a '${segment}' segment`;
    if (segment.length > SEGMENT_BYTES_MAX) return "the object name has a segment that is too long";
    if (!SEGMENT.test(segment)) return "the object name has a character that is not encoded";
  }
  return void 0;
}

// src/store/gcs.ts
var ENDPOINT_VARIABLE = "RACEGATE_GCS_ENDPOINT";
function parseGcsUrl(url) {
  const match = /^gs:\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:\/(.*))?$/.exec(url);
  const bucket = match?.[1];
  if (bucket === void 0) return void 0;
  const prefix = (match?.[2] ?? "").split("/").filter((segment) => segment !== "").join("/");
  return isPrefix(prefix) ? { bucket, prefix } : void 0;
}
function createGcsStore(options) {
  return new GcsStore(options);
}
function gcsObjectsOf(options) {
  const environment = options.environment ?? process.env;
  const endpoint = options.endpoint ?? nonEmpty(environment[ENDPOINT_VARIABLE]);
  return new GcsObjects({
    bucket: options.bucket,
    chunkBytes: options.chunkBytes ?? CHUNK_BYTES,
    stallMs: options.stallMs ?? 6e4,
    reconcileMs: options.reconcileMs ?? 500,
    retry: options.retry ?? RETRY_POLICY,
    connect: (signal) => createGcsClient({ ...options, environment, endpoint }, signal)
  });
}
var GcsStore = class {
  kind = "gcs";
  location;
  #options;
  #prefix;
  #objects;
  constructor(options) {
    this.#options = options;
    this.#prefix = options.prefix === "" ? "" : `${options.prefix}/`;
    this.location = `gs://${options.bucket}${options.prefix === "" ? "" : `/${options.prefix}`}`;
    this.#objects = gcsObjectsOf(options);
  }
  async open(signal) {
    return await this.#objects.connect(signal);
  }
  async put(objectName, source, options) {
    const prepared = await this.#prepare(objectName, source, NO_GENERATION, options);
    if ("why" in prepared) return { state: "not-stored", why: prepared.why, retries: 0 };
    const outcome = await this.#objects.write(prepared, options.signal);
    const { sizeBytes, crc32c: crc32c2 } = prepared;
    return { state: outcome.state, why: outcome.why, sizeBytes, crc32c: crc32c2, retries: outcome.retries };
  }
  async replace(objectName, bytes, generation, options) {
    const prepared = await this.#prepare(objectName, bytes, generation, options);
    if ("why" in prepared) return { state: "not-stored", why: prepared.why };
    const outcome = await this.#objects.write(prepared, options.signal);
    if (outcome.state === "stored") return { state: "stored", generation: outcome.generation };
    if (outcome.otherContent) return { state: "conflict" };
    return { state: outcome.state, why: outcome.why };
  }
  async readText(objectName, options = {}) {
    const refused = this.#refuse(objectName);
    if (refused !== void 0) return { state: "failed", why: refused };
    return await this.#objects.readText(this.#prefix + objectName, options.signal);
  }
  link(objectName) {
    const path = `${this.#options.bucket}/${this.#prefix}${objectName}`;
    const encoded = path.split("/").map(encodeURIComponent).join("/");
    return `https://console.cloud.google.com/storage/browser/_details/${encoded}`;
  }
  #refuse(objectName) {
    const length = this.#prefix.length + objectName.length;
    if (length > NAME_BYTES_MAX) return `with its prefix the object name is too long`;
    return refuseName(objectName);
  }
  async #prepare(objectName, given, generation, options) {
    const name = this.#prefix + objectName;
    const refused = this.#refuse(objectName);
    if (refused !== void 0) return { why: refused };
    const source = isByteSource(given) ? given : sourceOfBytes(objectName, given);
    const { contentType } = options;
    const { bucket } = this.#options;
    try {
      const { size } = source;
      const sum = options.crc32c !== void 0 && size !== void 0 ? { sizeBytes: size, crc32c: options.crc32c } : await sumOfSource(source);
      return { bucket, name, source, ...sum, contentType, generation };
    } catch (thrown) {
      return { why: `${source.name} cannot be read: ${String(thrown)}` };
    }
  }
};
function nonEmpty(value) {
  return value === "" ? void 0 : value;
}

export {
  sourceOfBytes,
  isByteSource,
  streamOf,
  bytesOf,
  TimeBudget,
  pause,
  encodeSegment,
  encodePath,
  refuseName,
  sumOfSource,
  NO_GENERATION,
  watchTransfer,
  readStored,
  parseGcsUrl,
  createGcsStore,
  gcsObjectsOf
};
