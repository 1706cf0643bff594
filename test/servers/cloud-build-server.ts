/**
 * The Cloud Build API on loopback, as a gRPC server made from the API's own protos (shipped with
 * @google-cloud/cloudbuild). It knows the builds that a test gives it, and the faults of one.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import * as protoLoader from "@grpc/proto-loader";

/** A Build message in the JSON form of proto-loader; names are those of the .proto in camelCase. */
export type BuildMessage = Readonly<Record<string, unknown>>;

export interface GetBuildRequest {
  readonly name: string;
  readonly projectId: string;
  readonly id: string;
}

export type CloudBuildFault =
  | { readonly kind: "code"; readonly code: grpc.status; readonly times: number }
  | { readonly kind: "stall" };

export interface CloudBuildServer {
  /** For CloudBuildClient: where the server is, and that it speaks without TLS. */
  readonly clientOptions: Readonly<Record<string, unknown>>;
  readonly requests: readonly GetBuildRequest[];
  close(): void;
}

const LIFE_MS = 10 * 60_000;

/** `builds`: full resource name (projects/…/locations/…/builds/…) to message. */
export async function startCloudBuildServer(
  builds: ReadonlyMap<string, BuildMessage>,
  fault?: CloudBuildFault,
): Promise<CloudBuildServer> {
  const requests: GetBuildRequest[] = [];
  let faultsLeft = fault?.kind === "code" ? fault.times : 0;
  const server = new grpc.Server();
  server.addService(serviceDefinition(), {
    GetBuild(
      call: grpc.ServerUnaryCall<GetBuildRequest, BuildMessage>,
      callback: grpc.sendUnaryData<BuildMessage>,
    ) {
      requests.push(call.request);
      if (fault?.kind === "stall") return;
      if (fault?.kind === "code" && faultsLeft-- > 0) {
        callback({ code: fault.code, details: "injected" });
        return;
      }
      const build = builds.get(call.request.name);
      if (build === undefined) callback({ code: grpc.status.NOT_FOUND, details: "no such build" });
      else callback(null, build);
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  const life = setTimeout(() => server.forceShutdown(), LIFE_MS);
  life.unref();
  return {
    requests,
    clientOptions: {
      apiEndpoint: "127.0.0.1",
      port,
      sslCreds: grpc.credentials.createInsecure(),
    },
    close() {
      clearTimeout(life);
      server.forceShutdown();
    },
  };
}

function serviceDefinition(): grpc.ServiceDefinition {
  const definition = protoLoader.loadSync("google/devtools/cloudbuild/v1/cloudbuild.proto", {
    includeDirs: [
      packageFolder("@google-cloud/cloudbuild/build/protos"),
      packageFolder("google-gax/build/protos"),
    ],
    longs: String,
    enums: String,
    oneofs: true,
  });
  const service = definition["google.devtools.cloudbuild.v1.CloudBuild"];
  if (service === undefined || "format" in service)
    throw new Error("the protos have no CloudBuild");
  return service;
}

/** A folder of an installed package; require.resolve refuses what `exports` does not name. */
export function packageFolder(inside: string): string {
  const folder = path.join(fileURLToPath(new URL("../../node_modules/", import.meta.url)), inside);
  if (!existsSync(folder)) throw new Error(`${inside} is not installed`);
  return folder;
}
