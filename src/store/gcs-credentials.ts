import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Readiness } from "./store.ts";
import { pause } from "./time-budget.ts";

/**
 * Finds where Google credentials would come from before the library looks for itself: without any it would
 * wait for a metadata server that does not exist, and then say something that helps nobody. In order: the file
 * of GOOGLE_APPLICATION_CREDENTIALS, the file that `gcloud auth application-default login` leaves, the
 * metadata server of Google Cloud (in Cloud Build it answers on the network `cloudbuild` alone).
 */
export interface ProbeOptions {
  readonly tries: number;
  readonly tryMs: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const PROBE: ProbeOptions = { tries: 3, tryMs: 3_000 };
const PROBE_PAUSE_MS = 300;
const PROBE_PATH = "/computeMetadata/v1/instance/service-accounts/default/email";

/** Ready when credentials are in sight; else a sentence that says what to do. At most 10 s. */
export async function findCredentials(
  environment: Environment,
  probe: ProbeOptions = PROBE,
  signal?: AbortSignal,
): Promise<Readiness> {
  const named = environment["GOOGLE_APPLICATION_CREDENTIALS"];
  if (named !== undefined && named !== "") {
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

function missing(why: string): Readiness {
  return {
    ready: false,
    code: "RG9004",
    why:
      `no Google credentials: ${why}. On GitHub run google-github-actions/auth before; in Cloud ` +
      "Build run the step with its default network and service account; elsewhere set " +
      "GOOGLE_APPLICATION_CREDENTIALS or run `gcloud auth application-default login`",
  };
}

function wellKnownFile(environment: Environment): string {
  const fileName = "application_default_credentials.json";
  const configured = environment["CLOUDSDK_CONFIG"];
  if (configured !== undefined && configured !== "") return join(configured, fileName);
  const appData = environment["APPDATA"];
  if (process.platform === "win32" && appData !== undefined) {
    return join(appData, "gcloud", fileName);
  }
  return join(environment["HOME"] ?? homedir(), ".config", "gcloud", fileName);
}

/** Empty when a metadata server answered as Google's does; else what happened instead. */
async function askMetadataServer(
  host: string,
  tryMs: number,
  signal: AbortSignal | undefined,
): Promise<string> {
  // Here and not above: loading it costs every start 30 ms.
  const { request } = await import("node:http");
  const url = `http://${host.replace(/^https?:\/\//, "")}${PROBE_PATH}`;
  const headers = { "metadata-flavor": "Google" };
  return await new Promise((resolve) => {
    const asked = request(
      url,
      { headers, ...(signal === undefined ? {} : { signal }) },
      (answer) => {
        answer.resume();
        const flavor = answer.headers["metadata-flavor"];
        if (answer.statusCode === 404) resolve("the machine has no service account");
        else if (answer.statusCode !== 200) resolve(`status ${String(answer.statusCode)}`);
        else resolve(flavor === "Google" ? "" : "something else answers at its address");
        asked.destroy();
      },
    );
    const timer = setTimeout(() => asked.destroy(new Error(`silent for ${tryMs / 1000} s`)), tryMs);
    asked.on("error", (error) => resolve(error.message));
    asked.on("close", () => {
      clearTimeout(timer);
      resolve("closed without an answer");
    });
    asked.end();
  });
}
