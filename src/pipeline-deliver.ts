// Behind the verdict: findings.json on disk, the report, the upload, the platform. Nothing in here changes the
// exit code; what goes wrong is said in one line each.
import { mkdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { writeFileAtomically } from "./collect/atomic-file.ts";
import { prepareOwnDirectory } from "./collect/own-directory.ts";
import { refuseOutLinks } from "./pipeline-place.ts";
import type { Manifest } from "./model/capture.ts";
import type { FindingsDocument } from "./model/findings-document.ts";
import type { Outcome, Presentation, Rim } from "./pipeline-rim.ts";
import type { ResolvedSettings } from "./pipeline-settings.ts";
import {
  type ConsoleOptions,
  chooseColour,
  renderConsole,
  renderDoneLine,
  renderPublications,
  serialiseFindings,
} from "./report/index.ts";
import { escapeForTerminal } from "./util/escape-terminal.ts";
import { guardRunnerLines } from "./util/escape-runner.ts";
import type { Capture } from "./model/capture.ts";

/** A cancelled run has seconds left, and the runner that cancelled it is not patient. */
const CANCELLED_UPLOAD_MS = 2_000;

export interface Delivery {
  readonly document: FindingsDocument;
  readonly manifest: Manifest | undefined;
  readonly capture: Capture;
  readonly captureDirectory: string | undefined;
  readonly settings: ResolvedSettings;
  readonly presentation: Presentation;
  readonly startedMs: number;
  readonly cwd: string;
  /** `run` stores and publishes; `analyze` only reports. */
  readonly publish: boolean;
}

/** Writes, prints, stores and publishes; never throws for what the outside world does. */
export async function deliver(delivery: Delivery, rim: Rim): Promise<Outcome> {
  const { document, presentation, settings } = delivery;
  const text = serialiseFindings(document);
  const say = (words: string): unknown => rim.stderr.write(`${guardRunnerLines(words)}\n`);

  // 1. The document, and the report that a person reads: before anything that needs a network.
  const findingsFile = delivery.publish
    ? await writeFindings(settings, delivery.cwd, text, say)
    : undefined;
  const stdoutColour = chooseColour({
    flag: presentation.colour,
    env: rim.env,
    isTTY: rim.stdout.isTTY === true,
  });
  if (presentation.json) rim.stdout.write(text);
  else {
    const report = renderConsole(document, {
      colour: stdoutColour,
      width: rim.stdout.columns,
      directory: directoryInRoot(delivery),
      notesAt: notesPlace(delivery, findingsFile, rim),
      ...detailOf(delivery, findingsFile, rim),
    });
    rim.stdout.write(report);
  }

  // 2. The evidence, and what the platform shows.
  const reportLink = delivery.publish ? await store(delivery, text, rim, say) : undefined;
  if (delivery.publish) {
    const publications = renderPublications(document, {
      reportLink,
      annotations: settings.annotations,
    });
    const { notes } = await rim.deliver(publications, settings.annotations);
    const told = notes.filter(({ level }) => level !== "debug" || presentation.verbose);
    for (const note of told) say(escapeForTerminal(`${note.level}: ${note.message}`));
  }

  // 3. Where the evidence is, and the last line.
  if (delivery.captureDirectory !== undefined && document.verdict.exitCode !== 0) {
    say(escapeForTerminal(`racegate: the capture of this run is ${delivery.captureDirectory}`));
  }
  const done = renderDoneLine(document, {
    durationMs: rim.now() - delivery.startedMs,
    reportLink: reportLink ?? findingsFile,
  });
  (presentation.json ? rim.stderr : rim.stdout).write(`${presentation.json ? "" : "\n"}${done}\n`);
  return {
    exitCode: document.verdict.exitCode,
    document,
    findingsFile: (await keepFindings(delivery, text)) ?? findingsFile,
    captureDirectory: delivery.captureDirectory,
    reportLink,
  };
}

/** How much of a finding is printed, and where the rest can be read. */
function detailOf(
  { presentation }: Delivery,
  findingsFile: string | undefined,
  rim: Rim,
): Pick<ConsoleOptions, "detail" | "detailsAt"> {
  if (presentation.runnerLog) return { detail: "grouped" };
  if (presentation.verbose) return { detail: "full" };
  if (findingsFile === undefined) return { detailsAt: "--verbose" };
  const isLocal = rim.context.platform === "local";
  return { detailsAt: isLocal ? "racegate explain <id>" : "findings.json" };
}

/** Where the notes of this run can be read; undefined where they are to be printed. */
function notesPlace(
  { presentation }: Delivery,
  findingsFile: string | undefined,
  rim: Rim,
): string | undefined {
  // Without the file nobody could read them later.
  if (presentation.verbose || findingsFile === undefined) return undefined;
  // A CI's machine is gone when its log is read.
  return rim.context.platform === "local" ? "racegate explain --last" : "in findings.json";
}

/**
 * The run's own findings.json, in its capture: the next run here replaces the one in the output directory, and
 * what an output of a step names must stay that step's.
 */
async function keepFindings(
  { publish, captureDirectory }: Delivery,
  text: string,
): Promise<string | undefined> {
  if (!publish || captureDirectory === undefined) return undefined;
  const path = join(captureDirectory, "findings.json");
  return await writeFileAtomically(path, text).then(
    () => path,
    // The capture may be gone; the one in the output directory remains.
    () => undefined,
  );
}

/** The latest result under a name that does not change; the run's own copy goes with the evidence. */
async function writeFindings(
  settings: ResolvedSettings,
  cwd: string,
  text: string,
  say: (words: string) => unknown,
): Promise<string | undefined> {
  const { out } = settings;
  const path = join(out, "findings.json");
  try {
    // The tests may have put a link there meanwhile.
    await refuseOutLinks(settings, cwd);
    if (settings.outGiven) await mkdir(out, { recursive: true });
    else await prepareOwnDirectory(out);
    await writeFileAtomically(path, text);
    return path;
  } catch (error) {
    say(`racegate: ${path} could not be written (${wordsOf(error)}); the verdict stands [RG9004]`);
    return undefined;
  }
}

async function store(
  delivery: Delivery,
  text: string,
  rim: Rim,
  say: (words: string) => unknown,
): Promise<string | undefined> {
  const { manifest, capture, document, settings } = delivery;
  if (manifest === undefined) return undefined;
  // Without a place that was named, the capture itself is the evidence.
  const places = [settings.gcs, settings.outGiven ? settings.out : undefined];
  let link: string | undefined;
  for (const place of places) {
    if (place === undefined) continue;
    const target = rim.openStore(place);
    const run = { id: manifest.run.id, attempt: manifest.run.attempt };
    const { report, notes } = await rim.upload({
      manifest,
      store: target,
      run,
      artifacts: capture.artifacts,
      documents: new Map([["findings.json", Buffer.from(text)]]),
      traceMode: settings.trace,
      packagesWithFindings: new Set(
        document.findings.filter(({ state }) => state !== "fixed").map((each) => each.package),
      ),
      signal: rim.signal,
      budgetMs: settings.uploadBudgetMs,
      cancelledBudgetMs: CANCELLED_UPLOAD_MS,
      spoolDirectory: delivery.captureDirectory,
    });
    for (const note of notes) {
      if (note.level === "info" && target.kind === "disk") continue;
      const tail = note.level === "warning" ? "; the verdict stands [RG9004]" : "";
      say(escapeForTerminal(`racegate: ${note.message}${tail}`));
    }
    if (report.manifest.state === "stored") {
      link ??= target.link(`runs/${run.id}/${run.attempt}/findings.json`);
    }
  }
  return link;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Where the reader stands below the repository root, so that file names can be clicked from there. */
function directoryInRoot({ manifest, settings, cwd }: Delivery): string {
  const path = relative(manifest?.root ?? settings.root, cwd).replaceAll("\\", "/");
  return path.startsWith("..") ? "" : path;
}
