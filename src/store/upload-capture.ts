import type { Manifest, StoredObject } from "../model/capture.ts";
import { contentTypeOf, runDocumentName } from "./layout.ts";
import { GzipSpool } from "./gzip-spool.ts";
import { sumOfSource } from "./source-sum.ts";
import type { PutOutcome, Store } from "./store.ts";
import { TimeBudget } from "./time-budget.ts";
import { planUpload, type PlanInput, type PlannedObject, type UploadPlan } from "./upload-plan.ts";

/**
 * Stores a run. Every object ends as one line of the report: stored, not stored and why, or unknown. Nothing is
 * thrown, and it ends within the budget (plus at most a second to ask what became of the last ones):
 *
 * 1. Get the store ready (credentials). Without, the report says so for every object.
 * 2. Up to eight lanes take the planned objects in their order; traces are compressed one after the other on
 *    the way, as long as the trace budget lasts.
 * 3. Some time before the budget ends the lanes stop, so that the manifest can still be written: last, and
 *    with the state of all the others, so that a reader can tell a whole run from a part of one.
 */
export interface UploadRequest extends PlanInput {
  readonly manifest: Manifest;
  readonly store: Store;
  /** For all transfers together. Default: 5 min. */
  readonly budgetMs?: number | undefined;
  /** What is left once `signal` aborts. Default: 5 s. */
  readonly cancelledBudgetMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Compressed bytes of all traces of the run. Default: 512 MB. */
  readonly traceBudgetBytes?: number | undefined;
  /** Where compressed traces may lie until they are sent; default the system's temporary directory. */
  readonly spoolDirectory?: string | undefined;
}

export interface UploadReport {
  readonly location: string;
  /** All objects but the manifest, by name. */
  readonly objects: readonly StoredObject[];
  readonly manifest: StoredObject;
  /** Everything that should be stored is; what was left out by choice or for the trace budget does not count. */
  readonly complete: boolean;
  readonly retries: number;
  readonly tookMs: number;
}

export const UPLOAD_LANES = 8;
const BUDGET_MS = 5 * 60_000;
const CANCELLED_BUDGET_MS = 5_000;
const TRACE_BUDGET_BYTES = 512 * 1024 * 1024;

/** The manifest's own part of the budget. */
const MANIFEST_SHARE = 0.2;
const MANIFEST_MS_MIN = 300;
const MANIFEST_MS_MAX = 10_000;

/** Uploads the capture and the run's documents. Never throws. */
export async function uploadCapture(request: UploadRequest): Promise<UploadReport> {
  return await new Upload(request).run();
}

class Upload {
  readonly #request: UploadRequest;
  readonly #whole: TimeBudget;
  readonly #lanes: TimeBudget;
  readonly #spool: GzipSpool;
  readonly #results: StoredObject[] = [];
  readonly #startedAtMs = performance.now();
  #traceBytesLeft: number;
  #compressing: Promise<unknown> = Promise.resolve();
  #retries = 0;

  constructor(request: UploadRequest) {
    this.#request = request;
    const budgetMs = request.budgetMs ?? BUDGET_MS;
    this.#whole = new TimeBudget(budgetMs);
    this.#lanes = new TimeBudget(budgetMs - manifestMs(budgetMs));
    this.#spool = new GzipSpool(request.spoolDirectory);
    this.#traceBytesLeft = request.traceBudgetBytes ?? TRACE_BUDGET_BYTES;
  }

  async run(): Promise<UploadReport> {
    const { signal } = this.#request;
    const onAbort = (): void => this.#hurry();
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      return await this.#storeAll(planUpload(this.#request));
    } finally {
      signal?.removeEventListener("abort", onAbort);
      this.#whole[Symbol.dispose]();
      this.#lanes[Symbol.dispose]();
      await this.#spool.clear().catch(() => undefined);
    }
  }

  #hurry(): void {
    const budgetMs = this.#request.cancelledBudgetMs ?? CANCELLED_BUDGET_MS;
    this.#whole.shorten(budgetMs);
    this.#lanes.shorten(budgetMs - manifestMs(budgetMs));
  }

  async #storeAll(plan: UploadPlan): Promise<UploadReport> {
    const { store, run } = this.#request;
    for (const { name, artifact, why } of plan.leftOut) {
      const path = artifact.path;
      this.#results.push({ name, artifact: path, state: "not-stored", cause: "policy", why });
    }
    const manifestName = runDocumentName(run, "manifest.json");
    const readiness = await store.open(this.#lanes.signal);
    if (!readiness.ready) {
      const why = `${readiness.code}: ${readiness.why}`;
      for (const object of plan.objects) this.#note(object, failed(why));
      return this.#report({ name: manifestName, state: "not-stored", cause: "failed", why });
    }
    const queue = [...plan.objects];
    const lanes = Array.from({ length: UPLOAD_LANES }, () => this.#lane(queue));
    await Promise.all(lanes);
    const outcome = await this.#put(manifestName, this.#manifestBytes(), undefined, this.#whole);
    return this.#report({ name: manifestName, ...this.#lineOf(outcome) });
  }

  async #lane(queue: PlannedObject[]): Promise<void> {
    for (let object = queue.shift(); object !== undefined; object = queue.shift()) {
      if (this.#isTimeUp()) {
        const why = "the time for uploads was used up before its turn";
        this.#note(object, { state: "not-stored", cause: "time", why });
        continue;
      }
      try {
        this.#note(object, await this.#store(object));
      } catch (thrown) {
        const why = thrown instanceof Error ? thrown.message : String(thrown);
        const cause = this.#isTimeUp() ? "time" : "failed";
        this.#note(object, { state: "not-stored", cause, why });
      }
    }
  }

  #isTimeUp(): boolean {
    return this.#lanes.signal.aborted;
  }

  async #store(object: PlannedObject): Promise<Line> {
    if (object.compress) return await this.#storeCompressed(object);
    const outcome = await this.#put(
      object.name,
      object.source,
      object.artifact?.crc32c,
      this.#lanes,
    );
    return this.#lineOf(outcome);
  }

  async #storeCompressed(object: PlannedObject): Promise<Line> {
    const { name, source } = object;
    const compressed = await this.#inTurn(async () => {
      const sizeBytes = source.size ?? (await sumOfSource(source)).sizeBytes;
      const bytesMax = this.#traceBytesLeft;
      const { signal } = this.#lanes;
      const result = await this.#spool.compress(source, sizeBytes, bytesMax, signal);
      this.#traceBytesLeft -= result?.sizeBytes ?? 0;
      return result ?? sizeBytes;
    });
    if (typeof compressed === "number") {
      const budget = this.#request.traceBudgetBytes ?? TRACE_BUDGET_BYTES;
      const why =
        `dropped: with its ${compressed} bytes (before compression) the traces of this run would ` +
        `exceed their budget of ${budget} bytes`;
      return { state: "not-stored", cause: "trace-budget", why };
    }
    try {
      const outcome = await this.#put(name, compressed.source, compressed.crc32c, this.#lanes);
      return this.#lineOf(outcome);
    } finally {
      await compressed.dispose();
    }
  }

  /** One compression at a time: it takes a core, and the budget is spent in the plan's order. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#compressing.then(work);
    this.#compressing = turn.catch(() => undefined);
    return await turn;
  }

  async #put(
    name: string,
    source: PlannedObject["source"] | Uint8Array,
    crc32c: string | undefined,
    budget: TimeBudget,
  ): Promise<PutOutcome> {
    const { signal } = budget;
    const options = { contentType: contentTypeOf(name), crc32c, signal };
    const outcome = await this.#request.store.put(name, source, options);
    this.#retries += outcome.retries;
    return outcome;
  }

  #lineOf(outcome: PutOutcome): Line {
    const { state, why, sizeBytes, crc32c } = outcome;
    const cause = this.#isTimeUp() ? "time" : "failed";
    return {
      state,
      ...(state !== "stored" && { cause }),
      ...(why !== undefined && { why }),
      ...(sizeBytes !== undefined && { sizeBytes }),
      ...(crc32c !== undefined && { crc32c }),
    };
  }

  #note(object: PlannedObject, line: Line): void {
    const artifact = object.artifact === undefined ? {} : { artifact: object.artifact.path };
    this.#results.push({ name: object.name, ...artifact, ...line });
  }

  #sorted(): StoredObject[] {
    return this.#results.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  #manifestBytes(): Uint8Array {
    const storage = { location: this.#request.store.location, objects: this.#sorted() };
    const manifest: Manifest = { ...this.#request.manifest, storage };
    return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  }

  #report(manifest: StoredObject): UploadReport {
    const objects = this.#sorted();
    const isMissing = ({ state, cause }: StoredObject): boolean =>
      state !== "stored" && cause !== "policy" && cause !== "trace-budget";
    return {
      location: this.#request.store.location,
      objects,
      manifest,
      complete: ![...objects, manifest].some(isMissing),
      retries: this.#retries,
      tookMs: performance.now() - this.#startedAtMs,
    };
  }
}

type Line = Omit<StoredObject, "name" | "artifact">;

function failed(why: string): Line {
  return { state: "not-stored", cause: "failed", why };
}

function manifestMs(budgetMs: number): number {
  return Math.min(
    MANIFEST_MS_MAX,
    Math.max(Math.min(MANIFEST_MS_MIN, budgetMs / 2), budgetMs * MANIFEST_SHARE),
  );
}
