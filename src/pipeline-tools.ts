// Small commands that run nothing: explain, config print, config verify, baseline write.
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { baselineWords, mergeBaseline, type MergeOptions } from "./decide/index.ts";
import { UserFailure } from "./model/failure.ts";
import { findingsDocument, type FindingsDocument } from "./model/findings-document.ts";
import { parseBaseline } from "./pipeline-baseline.ts";
import type { Environment } from "./pipeline-rim.ts";
import { resolveSettings, type SettingsInput } from "./pipeline-settings.ts";
import { originWords } from "./util/setting-origin.ts";
import { chooseColour, explain, renderConsole } from "./report/index.ts";
import { lastFindings } from "./collect/last-run.ts";

export interface ExplainSources {
  readonly cwd: string;
  /** A findings.json that the user named; the last run's without. */
  readonly findingsFile?: string | undefined;
  /** The directory that holds docs/. */
  readonly docsRoot: string;
  readonly colour: { readonly env: Environment; readonly isTTY: boolean };
  readonly width?: number | undefined;
}

/**
 * Text about a code or a finding; for a code with a page in docs/findings, the page.
 * @throws UserFailure RG9001 for a word that is neither
 */
export async function explainFinding(what: string, sources: ExplainSources): Promise<string> {
  const code = /^rg[0-9]{4}$/i.test(what) ? what.toUpperCase() : undefined;
  if (code !== undefined) {
    const page = join(sources.docsRoot, "docs", "findings", `${code}.md`);
    const text = await readFile(page, "utf8").catch(() => undefined);
    if (text !== undefined) return text;
  }
  const file = code === undefined ? await findingsOf(sources) : undefined;
  const document = file === undefined ? undefined : await readDocument(file);
  const text = explain(what, {
    colour: chooseColour(sources.colour),
    width: sources.width,
    document,
  });
  if (text !== undefined) return text.endsWith("\n") ? text : `${text}\n`;
  throw new UserFailure(
    "RG9001",
    code === undefined
      ? `"${what}" is neither a code (RG1000) nor a fingerprint in ${file ?? "a findings.json of this directory"}. ` +
          "Name the findings.json of the run with --findings."
      : `there is no code ${code}.`,
  );
}

/**
 * The whole report of the last run here, notes included.
 * @throws UserFailure RG9001 where there is none
 */
export async function explainLast(sources: Omit<ExplainSources, "docsRoot">): Promise<string> {
  const findingsFile = await findingsOf(sources);
  const document = findingsFile === undefined ? undefined : await readDocument(findingsFile);
  if (document !== undefined) {
    return renderConsole(document, {
      colour: chooseColour(sources.colour),
      width: sources.width,
      detail: "full",
    });
  }
  throw new UserFailure(
    "RG9001",
    findingsFile === undefined
      ? "there is no run yet: racegate run makes one here. Elsewhere, name its findings.json with --findings."
      : `${findingsFile} is not a findings.json. Run racegate first, or name another with --findings.`,
  );
}

/** The file that the user named, or the last run's in this directory. */
async function findingsOf(
  sources: Pick<ExplainSources, "cwd" | "colour" | "findingsFile">,
): Promise<string | undefined> {
  const { cwd, colour, findingsFile } = sources;
  if (findingsFile !== undefined) return findingsFile;
  const given = { door: "flag", settings: new Map() } as const;
  const settings = await resolveSettings({ cwd, env: colour.env, given });
  return await lastFindings(settings, colour.env);
}

async function readDocument(path: string): Promise<FindingsDocument | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return findingsDocument.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Every setting, one a line: `key: value  # origin`. */
export async function printConfig(input: SettingsInput): Promise<string> {
  const { config } = await resolveSettings(input);
  const rows = Object.entries(config)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { value, origin }]) => ({
      text: `${key}: ${JSON.stringify(value)}`,
      origin: originWords(origin),
    }));
  const width = Math.min(60, Math.max(...rows.map(({ text }) => text.length)));
  return rows.map(({ text, origin }) => `${text.padEnd(width)}  # ${origin}\n`).join("");
}

/**
 * Checks what `run` would check before it runs anything: options, variables and the file.
 * @throws UserFailure RG9001 with every mistake
 */
export async function verifyConfig(input: SettingsInput): Promise<string> {
  const { configFile } = await resolveSettings(input);
  return configFile === undefined
    ? "no .racegate.yml here: the defaults apply\n"
    : `${configFile}: no mistakes\n`;
}

/** What `baseline write` makes of the text that lies there now. */
export type BaselineChange = (current: string | undefined) => { text: string; told: string };

/**
 * How a run's findings come into a baseline: merged into what it holds.
 * @throws UserFailure RG9001 when there is no such document, or when it cannot say what is gone
 */
export async function baselineChange(
  place: string,
  from: { cwd: string; env: Environment; findingsFile: string | undefined },
  options: MergeOptions,
): Promise<BaselineChange> {
  const { cwd, env } = from;
  const last = await findingsOf({ ...from, colour: { env, isTTY: false } });
  if (last === undefined) {
    throw new UserFailure(
      "RG9001",
      "there is no run yet: racegate run makes one here. Elsewhere, name its findings.json with --findings.",
    );
  }
  const findingsFile = resolve(cwd, last);
  const document = await readDocument(findingsFile);
  if (document === undefined) {
    throw new UserFailure(
      "RG9001",
      `${findingsFile} is not a findings.json. Run racegate first, or name one with --findings.`,
    );
  }
  if (options.prune === true && !document.verdict.complete) {
    throw new UserFailure(
      "RG9001",
      `the run of ${findingsFile} is incomplete: what did not run is not fixed. Prune with a complete run.`,
    );
  }
  return (current) => {
    const previous = current === undefined ? undefined : parseBaseline(current, place);
    const merged = mergeBaseline(document, previous, options);
    const text = `${JSON.stringify(merged.baseline, undefined, 2)}\n`;
    return { text, told: baselineWords(merged, place) };
  };
}
