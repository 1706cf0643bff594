// Writes schema/*.schema.json from the zod sources in src/model. With --check it writes nothing and exits 1
// when a file is missing or stale. A folder may be given instead of schema/.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { manifest } from "../src/model/capture.ts";
import { baseline, config } from "../src/model/config.ts";
import { findingsDocument } from "../src/model/findings-document.ts";
import { patternFile } from "../src/model/pattern.ts";
import { traceMatchDocument } from "../src/model/pattern-match.ts";
import {
  traceGoroutinesDocument,
  traceInfoDocument,
  traceLocksDocument,
  traceWakeDocument,
} from "../src/model/trace-documents.ts";
import { traceCancelDocument } from "../src/model/trace-cancel-document.ts";
import { traceHoldsDocument } from "../src/model/trace-holds-document.ts";
import { traceProcsDocument, traceThreadsDocument } from "../src/model/trace-machine-documents.ts";
import { traceTasksDocument } from "../src/model/trace-tasks-document.ts";
import { tracePathDocument } from "../src/model/trace-path-document.ts";

const SCHEMAS = {
  findings: findingsDocument,
  config,
  baseline,
  manifest,
  "trace-info": traceInfoDocument,
  "trace-goroutines": traceGoroutinesDocument,
  "trace-wake": traceWakeDocument,
  "trace-locks": traceLocksDocument,
  "trace-procs": traceProcsDocument,
  "trace-threads": traceThreadsDocument,
  "trace-tasks": traceTasksDocument,
  "trace-path": tracePathDocument,
  "trace-holds": traceHoldsDocument,
  "trace-cancel": traceCancelDocument,
  pattern: patternFile,
  "trace-match": traceMatchDocument,
} as const;

/** The text of each file by its name, as it should be. */
function schemaFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    // `input`: objects stay open, so that a document of a later version is still valid for its readers.
    const { $schema, $ref, $defs, ...rest } = z.toJSONSchema(schema, { io: "input" });
    // A schema with an id becomes a reference to its own definition; editors want it at the root.
    const { [name]: root, ...others } = $defs ?? {};
    const body = $ref === `#/$defs/${name}` ? root : rest;
    const defs = Object.keys(others).length > 0 ? { $defs: others } : {};
    const json = { $schema, ...body, ...defs };
    files.set(`${name}.schema.json`, `${JSON.stringify(json, undefined, 2)}\n`);
  }
  return files;
}

function current(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // not there yet: as stale as any other text
  }
}

const words = process.argv.slice(2);
const folder =
  words.find((word) => !word.startsWith("--")) ??
  fileURLToPath(new URL("../schema/", import.meta.url));
const stale = [...schemaFiles()].filter(([name, text]) => current(join(folder, name)) !== text);
if (words.includes("--check")) {
  for (const [name] of stale) {
    console.error(`schema/${name} is stale: run node scripts/gen-schemas.ts`);
  }
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [name, text] of stale) {
    writeFileSync(join(folder, name), text);
    console.log(`wrote ${join(folder, name)}`);
  }
}
