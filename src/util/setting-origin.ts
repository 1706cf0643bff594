import type { Origin } from "../model/setting.ts";

/** Where a value comes from: `flag --gcs`, `input gcs`, `environment RACEGATE_GCS`, `.racegate.yml:3`, `default`. */
export function originWords(origin: Origin): string {
  if (origin.by === "default") return "default";
  if (origin.by !== "file") return `${origin.by} ${origin.name}`;
  return origin.line === undefined ? origin.name : `${origin.name}:${origin.line}`;
}

/** How a message names the place of a mistake, in the words of the door that was used. */
export function placeWords(origin: Origin, key: string): string {
  if (origin.by === "file") return `${originWords(origin)}: ${key}`;
  if (origin.by === "input") return `input ${origin.name}`;
  return origin.by === "default" ? key : origin.name;
}

/** A setting as one would write it at the door that was used. */
export function settingText(origin: Origin, key: string, value: string): string {
  const text = /[\s']/.test(value) ? `"${value}"` : value;
  if (origin.by === "flag" || origin.by === "environment") return `${origin.name}=${text}`;
  return `${key}: ${value}`;
}
