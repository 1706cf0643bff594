// A check run as data; the platform sends it, annotations in pages of 50.
import type { FindingsDocument } from "../model/findings-document.ts";
import type { Annotation, CheckPublication } from "../model/publication.ts";
import { cutUnits } from "../util/utf8-cut.ts";
import { headline } from "./text/headline.ts";
import { markdownHead, markdownReport } from "./text/markdown-report.ts";

/** REST API: summary and text hold 65,535 characters each; counted in bytes it fits either way of counting. */
const CHECK_TEXT_BYTES_MAX = 65_535;
const TITLE_UNITS_MAX = 255;

interface CheckOptions {
  readonly annotations: readonly Annotation[];
  readonly name?: string | undefined;
  readonly reportLink?: string | undefined;
  /** Tells the jobs of a matrix apart in the external id. */
  readonly jobKey?: string | undefined;
  readonly bytesMax?: number | undefined;
}

/**
 * The check run of a document. A gate that is open with new findings (report only) is `neutral`, which
 * required checks count as passed; anything that is not complete is `failure`, never neutral.
 */
export function renderCheck(document: FindingsDocument, options: CheckOptions): CheckPublication {
  const head = headline(document);
  const bytesMax = options.bytesMax ?? CHECK_TEXT_BYTES_MAX;
  const link = httpLink(options.reportLink);
  const { id, attempt } = document.run;
  return {
    name: options.name ?? "racegate",
    conclusion: conclusionOf(document),
    title: cutUnits(`${head.word}: ${head.text}`, TITLE_UNITS_MAX),
    summary: markdownHead(document),
    text: markdownReport(document, { bytesMax, reportLink: options.reportLink }),
    annotations: options.annotations,
    externalId: ["racegate", id, attempt, options.jobKey]
      .filter((part) => part !== undefined)
      .join(":"),
    ...(link === undefined ? {} : { detailsUrl: link }),
  };
}

function conclusionOf({ verdict, findings }: FindingsDocument): CheckPublication["conclusion"] {
  if (verdict.exitCode !== 0 || verdict.conclusion !== "pass") return "failure";
  const open = findings.some(
    (finding) => finding.state === "new" && finding.severity !== "note" && finding.kind !== "trust",
  );
  return open ? "neutral" : "success";
}

/** details_url takes an address that a browser opens; gs:// and paths stay in the text. */
function httpLink(link: string | undefined): string | undefined {
  return link !== undefined && /^https?:\/\//.test(link) ? link : undefined;
}
