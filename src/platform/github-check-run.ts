import type { Annotation, CheckPublication } from "../model/publication.ts";
import { cutUnits, cutUtf8 } from "../util/utf8-cut.ts";
import type { DeliveryBudget } from "./delivery-budget.ts";
import type { CheckAnnotation, CheckOutput, ChecksApi } from "./github-checks-api.ts";
import type { GitHubFailure } from "./github-failure.ts";
import { writeOnce } from "./github-request.ts";

/** More in one request are answered with 422 "must NOT have more than 50 items". */
const ANNOTATIONS_PER_REQUEST = 50;
/** GitHub's limit for a check run's summary and text, in characters; we count bytes to be sure. */
const LONGEST_TEXT_BYTES = 65_535;
const LONGEST_RAW_DETAILS_BYTES = 64 * 1024 - 1;
const LONGEST_TITLE = 255;

export type CheckOutcome =
  | {
      readonly kind: "written";
      readonly url: string | undefined;
      /** Annotations that GitHub holds, and those that it does not. */
      readonly annotations: number;
      readonly missing: number;
      readonly failure?: GitHubFailure;
    }
  /** No check run was made, as far as GitHub answered. */
  | { readonly kind: "not-written"; readonly failure: GitHubFailure };

/**
 * Writes one check run: the first request makes it, with its conclusion and the first page of annotations, so
 * that the verdict stands whatever becomes of the rest; each further page is one update, which appends.
 * After an answer that was lost, the check run itself says whether the page is in: it counts its annotations.
 */
export async function writeCheckRun(
  api: ChecksApi,
  check: { readonly publication: CheckPublication; readonly headSha: string },
  budget: DeliveryBudget,
): Promise<CheckOutcome> {
  const { publication, headSha } = check;
  const pages = pagesOf(publication.annotations);
  const { name, externalId, conclusion, detailsUrl } = publication;
  const created = await writeOnce(
    {
      write: (signal) =>
        api.create(
          {
            name,
            headSha,
            externalId,
            conclusion,
            detailsUrl,
            output: output(publication, pages[0]),
          },
          signal,
        ),
      find: (signal) => api.find({ name, headSha, externalId }, signal),
    },
    budget,
  );
  if (!created.ok) return { kind: "not-written", failure: created.failure };
  const { id, url } = created.value;
  let written = pages[0]?.length ?? 0;
  for (const page of pages.slice(1)) {
    const expected = written + page.length;
    const appended = await writeOnce(
      {
        write: (signal) => api.append(id, output(publication, page), signal),
        find: async (signal) => {
          const now = await api.get(id, signal);
          return now.annotations >= expected ? now : undefined;
        },
      },
      budget,
    );
    if (!appended.ok) {
      const missing = publication.annotations.length - written;
      return { kind: "written", url, annotations: written, missing, failure: appended.failure };
    }
    written = expected;
  }
  return { kind: "written", url, annotations: written, missing: 0 };
}

function pagesOf(annotations: readonly Annotation[]): CheckAnnotation[][] {
  const pages: CheckAnnotation[][] = [];
  for (let start = 0; start < annotations.length; start += ANNOTATIONS_PER_REQUEST) {
    pages.push(annotations.slice(start, start + ANNOTATIONS_PER_REQUEST).map(checkAnnotation));
  }
  return pages;
}

function output(publication: CheckPublication, page: CheckAnnotation[] | undefined): CheckOutput {
  return {
    title: cutUnits(publication.title, LONGEST_TITLE),
    summary: cutUtf8(publication.summary, LONGEST_TEXT_BYTES),
    ...(publication.text === "" ? {} : { text: cutUtf8(publication.text, LONGEST_TEXT_BYTES) }),
    annotations: page ?? [],
  };
}

const LEVELS = { error: "failure", warning: "warning", notice: "notice" } as const;

function checkAnnotation(annotation: Annotation): CheckAnnotation {
  const line = Math.max(1, annotation.line);
  const { rawDetails } = annotation;
  return {
    path: annotation.file,
    start_line: line,
    end_line: line,
    annotation_level: LEVELS[annotation.level],
    title: cutUnits(annotation.title, LONGEST_TITLE),
    message: cutUtf8(annotation.message, LONGEST_RAW_DETAILS_BYTES),
    ...(rawDetails === undefined
      ? {}
      : { raw_details: cutUtf8(rawDetails, LONGEST_RAW_DETAILS_BYTES) }),
  };
}
