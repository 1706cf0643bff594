// Whatever a server does or does not do, the process is over soon after its last line, and at a signal.
import { afterEach, describe, expect, it } from "vitest";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { SilentServer, type Silence } from "../../servers/silent-server.ts";
import { ACTION, CLI, Folder, FrontDoor, RACY } from "./front-door.ts";

/** The promise is one second; the rest is for a machine that has other things to do. */
const AFTER_DONE_MS = 5_000;
const SILENCES: readonly Silence[] = ["accepts", "answers-half"];

const folders: Folder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder[Symbol.dispose]();
});

function module(): Folder {
  const folder = new Folder().write(RACY);
  folders.push(folder);
  return folder;
}

const NO_GOOGLE = { GOOGLE_APPLICATION_CREDENTIALS: "", CLOUDSDK_CONFIG: "/nowhere" };
const BUILD = { BUILD_ID: "b-1", PROJECT_ID: "kettles", LOCATION: "global" };

/** Credentials whose token server answers, so that the next call is the one that finds silence. */
async function credentials(folder: Folder): Promise<{ path: string } & AsyncDisposable> {
  const server = createServer((_request, answer) => {
    answer.setHeader("content-type", "application/json");
    answer.end(JSON.stringify({ access_token: "t", expires_in: 3600, token_type: "Bearer" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  folder.write({
    "key.json": JSON.stringify({
      type: "service_account",
      project_id: "kettles",
      client_email: "kettle@kettles.example",
      private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
      token_uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    }),
  });
  return {
    path: join(folder.path, "key.json"),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function endsAfterDone(door: FrontDoor): Promise<void> {
  await door.says("\nDONE ");
  const ended = await door.ended();
  expect(ended.said).toContain("DONE ");
  expect(ended.afterMs, ended.said).toBeLessThan(AFTER_DONE_MS);
  expect(ended.code).toBe(3);
}

describe.each(SILENCES)("a server that %s", (silence) => {
  it("in place of the metadata server: the Cloud Build step ends", async () => {
    await using silent = await SilentServer.start(silence);
    const env = { ...NO_GOOGLE, ...BUILD, GCE_METADATA_HOST: silent.address };
    await endsAfterDone(new FrontDoor(CLI, ["run"], module().path, env));
    expect(silent.asked).toBeGreaterThan(0);
  });

  it("in front of a bucket: the command ends", async () => {
    await using silent = await SilentServer.start(silence);
    const folder = module();
    await using key = await credentials(folder);
    const env = {
      GOOGLE_APPLICATION_CREDENTIALS: key.path,
      HTTPS_PROXY: `http://${silent.address}`,
    };
    const args = ["run", "--gcs", "gs://kettle-evidence", "--upload-budget", "4s"];
    await endsAfterDone(new FrontDoor(CLI, args, folder.path, env));
    expect(silent.asked).toBeGreaterThan(0);
  });

  it("in front of the Cloud Build API: the step ends, and at a signal too", async () => {
    await using silent = await SilentServer.start(silence);
    const folder = module();
    await using key = await credentials(folder);
    const env = {
      ...BUILD,
      GOOGLE_APPLICATION_CREDENTIALS: key.path,
      grpc_proxy: `http://${silent.address}`,
      https_proxy: `http://${silent.address}`,
    };
    await endsAfterDone(new FrontDoor(CLI, ["run"], folder.path, env));
    const before = silent.asked;
    expect(before).toBeGreaterThan(0);
    const door = new FrontDoor(CLI, ["run"], folder.path, env);
    while (silent.asked === before) await new Promise((resolve) => setTimeout(resolve, 20));
    door.signal("SIGTERM");
    const ended = await door.ended();
    expect(ended.code).toBe(130);
    expect(ended.afterMs, ended.said).toBeLessThan(8_000);
  });
});

// Once only: the Action gives GitHub's API a minute.
describe("a server that accepts", () => {
  it("in place of GitHub's API: the Action ends", async () => {
    await using silent = await SilentServer.start("accepts");
    const folder = module();
    const env = {
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: `http://${silent.address}`,
      GITHUB_REPOSITORY: "kettles/kettle",
      GITHUB_SHA: "0123456789012345678901234567890123456789",
      GITHUB_RUN_ID: "42",
      GITHUB_EVENT_NAME: "push",
      GITHUB_OUTPUT: join(folder.path, "output"),
      "INPUT_GITHUB-TOKEN": "ghs_none",
      INPUT_TOKEN: "ghs_none",
    };
    folder.write({ output: "" });
    await endsAfterDone(new FrontDoor(ACTION, [], folder.path, env));
  });
});
