// findings.json: the same document gives the same bytes, whoever built it and in whatever order it set its
// fields. Keys stand in the schema's order, which is the order people read them in.
import * as z from "zod";
import { type FindingsDocument, findingsDocument } from "../model/findings-document.ts";
import { jsonForLogs } from "../util/escape-json.ts";

/** Two-space JSON with a line break at the end. Fields that are undefined are left out. */
export function serialiseFindings(document: FindingsDocument): string {
  return `${jsonForLogs(inSchemaOrder(document, findingsDocument), 2)}\n`;
}

/** A copy with keys in the schema's order; keys that the schema does not know follow, sorted. */
function inSchemaOrder(value: unknown, schema: unknown): unknown {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  if (Array.isArray(value)) {
    const element: unknown = inner instanceof z.ZodArray ? inner.element : undefined;
    return value.map((item: unknown) => inSchemaOrder(item, element));
  }
  if (typeof value !== "object" || value === null) return value;
  const shape: Record<string, unknown> = inner instanceof z.ZodObject ? inner.shape : {};
  const fields = new Map<string, unknown>(Object.entries(value));
  const known = Object.keys(shape).filter((key) => fields.has(key));
  const others = [...fields.keys()].filter((key) => !Object.hasOwn(shape, key)).sort();
  return Object.fromEntries(
    [...known, ...others].map((key) => [key, inSchemaOrder(fields.get(key), shape[key])]),
  );
}
