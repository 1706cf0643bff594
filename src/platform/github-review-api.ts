/**
 * The calls of the pull request API that suggestions need (https://docs.github.com/rest/pulls/reviews,
 * …/pulls/comments, …/pulls/pulls#list-pull-requests-files).
 */
import { openOctokit } from "./github-octokit.ts";
import type { GitHubTarget } from "./github-target.ts";

/** A comment on lines of the new side of a pull request's diff. */
export interface ReviewComment {
  readonly path: string;
  /** The last line, 1-based. */
  readonly line: number;
  /** The first line, where there are several. */
  readonly startLine: number | undefined;
  readonly body: string;
}

export interface ReviewApi {
  /** Changed files with the text of their diff; undefined for files that are too large or not text. */
  files(page: number, signal: AbortSignal): Promise<readonly ChangedFile[]>;
  /** Bodies of the comments on the pull request's lines. */
  comments(page: number, signal: AbortSignal): Promise<readonly string[]>;
  /** One review with all comments; its address. */
  review(
    review: {
      readonly commit: string;
      readonly body: string;
      readonly comments: readonly ReviewComment[];
    },
    signal: AbortSignal,
  ): Promise<string>;
}

export interface ChangedFile {
  readonly path: string;
  readonly patch: string | undefined;
}

/** Entries of one page; a shorter one is the last. */
export const PAGE_SIZE = 100;

/** Binds Octokit to one pull request. */
export async function openReviewApi(target: GitHubTarget, number: number): Promise<ReviewApi> {
  const { pulls } = await openOctokit(target);
  const place = { owner: target.owner, repo: target.repo, pull_number: number };
  return {
    async files(page, signal) {
      const request = { ...place, page, per_page: PAGE_SIZE, request: { signal } };
      const { data } = await pulls.listFiles(request);
      return data.map(({ filename, patch }) => ({ path: filename, patch }));
    },
    async comments(page, signal) {
      const request = { ...place, page, per_page: PAGE_SIZE, request: { signal } };
      const { data } = await pulls.listReviewComments(request);
      return data.map(({ body }) => body);
    },
    async review({ commit, body, comments }, signal) {
      const { data } = await pulls.createReview({
        ...place,
        commit_id: commit,
        event: "COMMENT",
        // GitHub wants words for a review that neither approves nor asks for changes.
        body,
        comments: comments.map(({ path, line, startLine, body: words }) => ({
          path,
          line,
          side: "RIGHT",
          body: words,
          ...(startLine === undefined ? {} : { start_line: startLine, start_side: "RIGHT" }),
        })),
        request: { signal },
      });
      return data.html_url;
    },
  };
}
