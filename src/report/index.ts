// The reports of a run, wired: a FindingsDocument in, texts out. Nothing here reads or writes anything.
import type { FindingsDocument } from "../model/findings-document.ts";
import type { Publications } from "../model/publication.ts";
import { findingAnnotations } from "./annotations.ts";
import { renderBuilderOutput } from "./builder-output.ts";
import { renderCheck } from "./check-run.ts";
import { findingSuggestions } from "./suggestions.ts";
import { renderSummary } from "./summary.ts";
import { headlineCommand, workflowCommands } from "./workflow-commands.ts";

export { chooseColour } from "./colour-choice.ts";
export { type ConsoleOptions, renderConsole } from "./console.ts";
export { explain } from "./explain.ts";
export { serialiseFindings } from "./findings-json.ts";
export {
  renderHeartbeat,
  renderPackageLine,
  renderProgressLine,
  type PackageLine,
} from "./progress.ts";
export { renderDoneLine } from "./text/done-line.ts";

export interface PublicationContext {
  /** Where the whole report is: a URL, a gs:// name or a path. */
  readonly reportLink?: string | undefined;
  /** Name of the check run; default `racegate`. */
  readonly checkName?: string | undefined;
  /** Tells the jobs of a matrix apart. */
  readonly jobKey?: string | undefined;
  /** Of the configuration: `auto` (ten of each level), `none`, or a number of its own below ten. */
  readonly annotations?: "auto" | "none" | number | undefined;
}

/** Renders everything a platform can take; the platform picks what it has a place for. */
export function renderPublications(
  document: FindingsDocument,
  context: PublicationContext = {},
): Publications {
  const { reportLink } = context;
  const wanted = context.annotations ?? "auto";
  const annotations = wanted === "none" ? [] : findingAnnotations(document);
  const headline = wanted === "none" ? undefined : headlineCommand(document);
  return {
    headline,
    commands: workflowCommands(annotations, {
      perLevel: typeof wanted === "number" ? Math.min(wanted, 10) : undefined,
      headline,
    }),
    check: renderCheck(document, {
      annotations,
      name: context.checkName,
      reportLink,
      jobKey: context.jobKey,
    }),
    suggestions: findingSuggestions(document),
    jobSummary: renderSummary(document, { reportLink }),
    builderOutput: renderBuilderOutput(document, { reportLink }),
  };
}
