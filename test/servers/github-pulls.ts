/**
 * The part of the GitHub server that knows one pull request: its changed files, the comments on their lines, reviews.
 * As GitHub does, it refuses a whole review for one comment on a line that the diff does not show.
 */
import type { Context } from "openapi-backend";

export interface KeptComment {
  readonly path: string;
  readonly line: number;
  readonly startLine: number | undefined;
  readonly body: string;
}

export interface PullOptions {
  readonly mayWriteReviews?: boolean;
  /** Changed files; `patch` as GitHub gives it, hunks alone. */
  readonly files?: readonly { readonly filename: string; readonly patch?: string }[];
  /** What is there already. */
  readonly comments?: readonly KeptComment[];
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

interface ReviewInput {
  readonly commit_id?: string;
  readonly event?: string;
  readonly body?: string;
  readonly comments?: readonly {
    readonly path: string;
    readonly line?: number;
    readonly side?: string;
    readonly start_line?: number;
    readonly start_side?: string;
    readonly body: string;
  }[];
}

const PULL = "https://api.github.com/repos/o/r/pulls/7";
const USER = {
  ...Object.fromEntries(
    "avatar_url events_url followers_url following_url gists_url html_url organizations_url received_events_url repos_url starred_url subscriptions_url url"
      .split(" ")
      .map((name) => [name, "https://api.github.com/users/github-actions"]),
  ),
  login: "github-actions[bot]",
  id: 41898282,
  node_id: "B",
  gravatar_id: "",
  type: "Bot",
  site_admin: false,
};

/** Handlers by operation id. */
export function pullHandlers(
  options: PullOptions,
  comments: KeptComment[],
): Record<string, (context: Context) => Reply> {
  return {
    "pulls/list-files": (context) => page(context, options.files ?? [], fileBody),
    "pulls/list-review-comments": (context) => page(context, comments, commentBody),
    "pulls/create-review": (context) => createReview(context, options, comments),
  };
}

function page<T>(context: Context, all: readonly T[], body: (one: T) => unknown): Reply {
  const query = context.request.query as Record<string, string | undefined>;
  const size = Number(query["per_page"] ?? 30);
  const start = (Number(query["page"] ?? 1) - 1) * size;
  return { status: 200, body: all.slice(start, start + size).map(body) };
}

function createReview(context: Context, options: PullOptions, comments: KeptComment[]): Reply {
  if (options.mayWriteReviews === false) {
    return { status: 403, body: { message: "Resource not accessible by integration" } };
  }
  const input = context.request.requestBody as ReviewInput;
  const invalid = (message: string): Reply => ({ status: 422, body: { message, errors: [] } });
  if (input.event === "COMMENT" && (input.body ?? "") === "") return invalid("body is missing");
  const made: KeptComment[] = [];
  for (const { path, line, side, start_line: startLine, start_side, body } of input.comments ??
    []) {
    const shown = shownLines(options.files?.find(({ filename }) => filename === path)?.patch ?? "");
    const lines = startLine === undefined ? [line ?? 0] : [startLine, line ?? 0];
    const right = side === "RIGHT" && (startLine === undefined || start_side === "RIGHT");
    if (!right || lines.some((one) => !shown.has(one))) {
      return invalid("Pull request review thread line must be part of the diff");
    }
    if (startLine !== undefined && startLine >= (line ?? 0)) {
      return invalid("start_line must precede the end line");
    }
    made.push({ path, line: line ?? 0, startLine, body });
  }
  comments.push(...made);
  return { status: 200, body: reviewBody(input) };
}

function shownLines(patch: string): ReadonlySet<number> {
  const shown = new Set<number>();
  let next = 0;
  for (const line of patch.split("\n")) {
    const hunk = /^@@ -\S+ \+(\d+)/.exec(line);
    if (hunk !== null) next = Number(hunk[1]);
    else if (/^[ +]/.test(line)) shown.add(next++);
  }
  return shown;
}

function fileBody({ filename, patch }: { filename: string; patch?: string }): unknown {
  const url = `https://github.com/o/r/blob/main/${filename}`;
  return {
    sha: "b".repeat(40),
    filename,
    status: "modified",
    additions: 1,
    deletions: 1,
    changes: 2,
    blob_url: url,
    raw_url: url,
    contents_url: url,
    ...(patch === undefined ? {} : { patch }),
  };
}

function commentBody(comment: KeptComment): unknown {
  return {
    url: `${PULL}/comments/1`,
    id: 1,
    node_id: "C",
    pull_request_review_id: 1,
    diff_hunk: "@@ -1 +1 @@",
    path: comment.path,
    commit_id: "a".repeat(40),
    original_commit_id: "a".repeat(40),
    user: USER,
    body: comment.body,
    created_at: "2026-11-24T10:00:00Z",
    updated_at: "2026-11-24T10:00:00Z",
    html_url: "https://github.com/o/r/pull/7#discussion_r1",
    pull_request_url: PULL,
    author_association: "NONE",
    line: comment.line,
    side: "RIGHT",
    _links: { self: { href: PULL }, html: { href: PULL }, pull_request: { href: PULL } },
  };
}

function reviewBody({ body, commit_id: commit }: ReviewInput): unknown {
  return {
    id: 1,
    node_id: "R",
    user: USER,
    body: body ?? "",
    state: "COMMENTED",
    html_url: "https://github.com/o/r/pull/7#pullrequestreview-1",
    pull_request_url: PULL,
    commit_id: commit ?? null,
    author_association: "NONE",
    _links: { html: { href: PULL }, pull_request: { href: PULL } },
  };
}
