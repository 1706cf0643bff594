/**
 * GitHub's Checks API on loopback. Every request and every answer is validated against GitHub's own OpenAPI
 * description (test/fixtures/github-api.json), so that the server cannot drift from the real one; check runs
 * are kept, annotations append. What the description does not say, it does as GitHub does: 403 for a token
 * without the right, and the faults that a test injects.
 */
import { readFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { OpenAPIBackend, type Context, type Document } from "openapi-backend";
import { pullHandlers, type KeptComment, type PullOptions } from "./github-pulls.ts";

export interface KeptAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: string;
  readonly title?: string;
  readonly message: string;
  readonly raw_details?: string;
}

export interface KeptCheck {
  readonly id: number;
  readonly name: string;
  readonly head_sha: string;
  readonly external_id: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly details_url: string | null;
  readonly title: string;
  readonly summary: string;
  readonly text: string | null;
  readonly annotations: KeptAnnotation[];
}

export type GitHubFault =
  /** Not done: answered with this. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly message?: string;
    }
  /** Not done: the connection breaks. */
  | { readonly kind: "reset" }
  /** Done, and the answer never arrives. */
  | { readonly kind: "lost-reply" }
  /** Done, and the answer is half a document. */
  | { readonly kind: "cut" }
  /** Not done, never answered. */
  | { readonly kind: "stall" };

export interface GitHubServerOptions extends PullOptions {
  readonly token?: string;
  readonly mayWriteChecks?: boolean;
  /** Asked for each request; `index` counts from 0. */
  readonly fault?: (request: {
    method: string;
    path: string;
    index: number;
  }) => GitHubFault | undefined;
}

export interface GitHubServer {
  readonly url: string;
  readonly checks: readonly KeptCheck[];
  /** Comments on the lines of its only pull request. */
  readonly comments: readonly KeptComment[];
  readonly requests: readonly {
    readonly method: string;
    readonly path: string;
    readonly status: number;
  }[];
  /** Requests or answers that the description does not allow. */
  readonly violations: readonly string[];
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

interface CheckInput {
  readonly name?: string;
  readonly head_sha?: string;
  readonly external_id?: string;
  readonly status?: string;
  readonly conclusion?: string;
  readonly details_url?: string;
  readonly output?: {
    readonly title?: string;
    readonly summary: string;
    readonly text?: string;
    readonly annotations?: KeptAnnotation[];
  };
}

const DESCRIPTION = new URL("../fixtures/github-api.json", import.meta.url);
/** The formats that the description uses. */
const FORMATS = {
  "date-time": (value: string) => !Number.isNaN(Date.parse(value)),
  uri: (value: string) => URL.canParse(value),
  int64: true,
} as const;
const LIFE_MS = 10 * 60_000;

export async function startGitHubServer(options: GitHubServerOptions = {}): Promise<GitHubServer> {
  const checks: KeptCheck[] = [];
  const requests: { method: string; path: string; status: number }[] = [];
  const violations: string[] = [];
  const comments: KeptComment[] = [...(options.comments ?? [])];
  const api = await openApi({
    checks,
    violations,
    comments,
    pull: options,
    mayWriteChecks: options.mayWriteChecks ?? true,
  });

  const server = http.createServer((request, response) => {
    void (async () => {
      const method = request.method ?? "GET";
      const path = request.url ?? "/";
      const fault = options.fault?.({ method, path, index: requests.length });
      const body = await readAll(request);
      if (fault?.kind === "reset") {
        requests.push({ method, path, status: 0 });
        request.socket.destroy();
        return;
      }
      if (fault?.kind === "stall") {
        requests.push({ method, path, status: 0 });
        return;
      }
      const reply: Reply =
        fault?.kind === "status"
          ? {
              status: fault.status,
              body: { message: fault.message ?? "injected" },
              headers: fault.headers ?? {},
            }
          : unauthorised(options.token, request.headers.authorization)
            ? { status: 401, body: { message: "Bad credentials" } }
            : await handle(api, { method, path, body, headers: request.headers });
      requests.push({ method, path, status: reply.status });
      if (fault?.kind === "lost-reply") {
        request.socket.destroy();
        return;
      }
      const json = JSON.stringify(reply.body);
      response.writeHead(reply.status, {
        "content-type": "application/json; charset=utf-8",
        ...(fault?.kind === "cut" ? { "content-length": String(json.length) } : {}),
        ...reply.headers,
      });
      if (fault?.kind === "cut") {
        response.write(json.slice(0, json.length / 2), () => request.socket.destroy());
        return;
      }
      response.end(json);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async (): Promise<void> => {
    clearTimeout(life);
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const life = setTimeout(() => void close(), LIFE_MS);
  life.unref();
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, checks, comments, requests, violations, close };
}

function unauthorised(token: string | undefined, header: string | undefined): boolean {
  return token !== undefined && header !== `token ${token}` && header !== `Bearer ${token}`;
}

async function readAll(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function handle(
  api: OpenAPIBackend,
  request: { method: string; path: string; body: string; headers: http.IncomingHttpHeaders },
): Promise<Reply> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return (await api.handleRequest({
    method: request.method,
    path: request.path,
    headers,
    ...(request.body === "" ? {} : { body: JSON.parse(request.body) as unknown }),
  })) as Reply;
}

interface State {
  readonly checks: KeptCheck[];
  readonly violations: string[];
  readonly comments: KeptComment[];
  readonly pull: PullOptions;
  readonly mayWriteChecks: boolean;
}

async function openApi(state: State): Promise<OpenAPIBackend> {
  const definition = JSON.parse(readFileSync(DESCRIPTION, "utf8")) as Document;
  const api = new OpenAPIBackend({
    definition,
    quick: true,
    ajvOpts: { strict: false, allErrors: true, unicodeRegExp: false, formats: FORMATS },
  });
  api.register({
    notFound: () => ({ status: 404, body: { message: "Not Found" } }),
    validationFail: (context: Context) => {
      const errors = (context.validation.errors ?? []).map(
        (error) =>
          `${context.operation.operationId ?? ""} ${error.instancePath} ${error.message ?? ""}`,
      );
      state.violations.push(...errors);
      return { status: 422, body: { message: "Validation Failed", errors } };
    },
    postResponseHandler: (context: Context) => validatedReply(context, state),
    "checks/create": (context: Context) =>
      createCheck(context.request.requestBody as CheckInput, state),
    "checks/update": (context: Context) => updateCheck(context, state),
    "checks/get": (context: Context) => {
      const check = checkOf(context, state);
      return check === undefined ? MISSING : { status: 200, body: checkBody(check) };
    },
    "checks/list-annotations": (context: Context) => {
      const check = checkOf(context, state);
      if (check === undefined) return MISSING;
      const page = Number(queryValue(context, "page") ?? 1);
      const size = Number(queryValue(context, "per_page") ?? 30);
      const slice = check.annotations.slice((page - 1) * size, page * size);
      return { status: 200, body: slice.map(annotationBody) };
    },
    "checks/list-for-ref": (context: Context) => listChecks(context, state),
    ...pullHandlers(state.pull, state.comments),
  });
  await api.init();
  return api;
}

const MISSING: Reply = { status: 404, body: { message: "Not Found" } };
const FORBIDDEN: Reply = {
  status: 403,
  body: {
    message: "Resource not accessible by integration",
    documentation_url: "https://docs.github.com/rest/checks/runs#create-a-check-run",
    status: "403",
  },
};

/** The server must answer as GitHub's description says, or tests would prove the wrong thing. */
function validatedReply(context: Context, state: State): Reply {
  const reply = context.response as Reply;
  if (reply.status >= 400) return reply;
  const result = context.api.validateResponse(reply.body, context.operation, reply.status);
  for (const error of result.errors ?? []) {
    state.violations.push(
      `answer to ${context.operation.operationId ?? ""}: ${error.instancePath} ${error.message ?? ""}`,
    );
  }
  return reply;
}

function createCheck(input: CheckInput, state: State): Reply {
  if (!state.mayWriteChecks) return FORBIDDEN;
  const check: KeptCheck = {
    id: state.checks.length + 1,
    name: input.name ?? "",
    head_sha: input.head_sha ?? "",
    external_id: input.external_id ?? "",
    status: input.status ?? "queued",
    conclusion: input.conclusion ?? null,
    details_url: input.details_url ?? null,
    title: input.output?.title ?? "",
    summary: input.output?.summary ?? "",
    text: input.output?.text ?? null,
    annotations: [...(input.output?.annotations ?? [])],
  };
  state.checks.push(check);
  return { status: 201, body: checkBody(check) };
}

function updateCheck(context: Context, state: State): Reply {
  if (!state.mayWriteChecks) return FORBIDDEN;
  const check = checkOf(context, state);
  if (check === undefined) return MISSING;
  const { output } = context.request.requestBody as CheckInput;
  const changed: KeptCheck = {
    ...check,
    ...(output === undefined
      ? {}
      : {
          title: output.title ?? check.title,
          summary: output.summary,
          text: output.text ?? null,
          annotations: [...check.annotations, ...(output.annotations ?? [])],
        }),
  };
  state.checks[state.checks.indexOf(check)] = changed;
  return { status: 200, body: checkBody(changed) };
}

function listChecks(context: Context, state: State): Reply {
  const name = queryValue(context, "check_name");
  const found = state.checks.filter(
    (check) =>
      check.head_sha === parameter(context, "ref") && (name === undefined || check.name === name),
  );
  return { status: 200, body: { total_count: found.length, check_runs: found.map(checkBody) } };
}

function checkOf(context: Context, state: State): KeptCheck | undefined {
  return state.checks.find((check) => String(check.id) === parameter(context, "check_run_id"));
}

function parameter(context: Context, name: string): string | undefined {
  return (context.request.params as Record<string, string | undefined>)[name];
}

function queryValue(context: Context, name: string): string | undefined {
  const query = context.request.query as Record<string, string | string[] | undefined>;
  const value = query[name];
  return Array.isArray(value) ? value[0] : value;
}

function checkBody(check: KeptCheck): unknown {
  const url = `https://api.github.com/repos/o/r/check-runs/${check.id}`;
  return {
    id: check.id,
    node_id: `CR_${check.id}`,
    name: check.name,
    head_sha: check.head_sha,
    external_id: check.external_id,
    url,
    html_url: `https://github.com/o/r/runs/${check.id}`,
    details_url: check.details_url,
    status: check.status,
    conclusion: check.conclusion,
    started_at: null,
    completed_at: null,
    check_suite: { id: 1 },
    app: null,
    pull_requests: [],
    output: {
      title: check.title,
      summary: check.summary,
      text: check.text,
      annotations_count: check.annotations.length,
      annotations_url: `${url}/annotations`,
    },
  };
}

function annotationBody(annotation: KeptAnnotation): unknown {
  return {
    start_column: null,
    end_column: null,
    blob_href: "https://github.com/o/r/blob/main/a.go",
    ...annotation,
    title: annotation.title ?? null,
    raw_details: annotation.raw_details ?? null,
  };
}
