/**
 * Checks a cloudbuild.yaml against google.devtools.cloudbuild.v1.Build, the message that gcloud makes of it, as
 * the protos of @google-cloud/cloudbuild describe it: unknown fields, wrong types, names that no enum has.
 */
import * as protoLoader from "@grpc/proto-loader";
import { packageFolder } from "./cloud-build-server.ts";

interface Field {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly typeName: string;
}

interface Message {
  readonly name: string;
  readonly field: readonly Field[];
  readonly nestedType: readonly Message[];
  readonly enumType: readonly Enum[];
  readonly options: { readonly mapEntry?: boolean } | null;
}

interface Enum {
  readonly name: string;
  readonly value: readonly { readonly name: string }[];
}

const PACKAGE = "google.devtools.cloudbuild.v1.";

/** One line per thing that Cloud Build would refuse; none for a good configuration. */
export function checkBuildConfiguration(document: unknown): string[] {
  const definitions = protoLoader.loadSync("google/devtools/cloudbuild/v1/cloudbuild.proto", {
    includeDirs: [
      packageFolder("@google-cloud/cloudbuild/build/protos"),
      packageFolder("google-gax/build/protos"),
    ],
    keepCase: true,
  });
  const messages = new Map<string, Message>();
  for (const [name, definition] of Object.entries(definitions)) {
    if ("type" in definition && name.startsWith(PACKAGE)) {
      messages.set(name.slice(PACKAGE.length), definition.type as Message);
    }
  }
  const build = messages.get("Build");
  if (build === undefined) throw new Error("the protos have no Build");
  return new Checker(messages).message(document, build, [build], "build");
}

class Checker {
  readonly #messages: ReadonlyMap<string, Message>;
  constructor(messages: ReadonlyMap<string, Message>) {
    this.#messages = messages;
  }

  /** `scope`: the message and those around it, where names are looked up. */
  message(value: unknown, type: Message, scope: readonly Message[], at: string): string[] {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return [`${at}: not a ${type.name}`];
    }
    return Object.entries(value).flatMap(([key, item]) => {
      const field = type.field.find((candidate) => candidate.name === snake(key));
      return field === undefined
        ? [`${at}.${key}: ${type.name} has no such field`]
        : this.#field(item, field, scope, `${at}.${key}`);
    });
  }

  #field(value: unknown, field: Field, scope: readonly Message[], at: string): string[] {
    if (field.label !== "LABEL_REPEATED") return this.#one(value, field, scope, at);
    const entry = this.#find(field, scope)?.message;
    if (entry?.options?.mapEntry === true) {
      const [, valueField] = entry.field;
      if (typeof value !== "object" || value === null || valueField === undefined) {
        return [`${at}: not a map`];
      }
      return Object.entries(value).flatMap(([key, item]) =>
        this.#one(item, valueField, scope, `${at}.${key}`),
      );
    }
    if (!Array.isArray(value)) return [`${at}: not a list`];
    return value.flatMap((item, index) => this.#one(item, field, scope, `${at}[${index}]`));
  }

  #one(value: unknown, field: Field, scope: readonly Message[], at: string): string[] {
    const fits = SCALARS.get(field.type);
    if (fits !== undefined) return fits(value) ? [] : [`${at}: not a ${field.type}`];
    if (field.typeName.endsWith("protobuf.Duration")) {
      const good = typeof value === "string" && /^\d+(?:\.\d{1,9})?s$/.test(value);
      return good ? [] : [`${at}: not a Duration like 600s`];
    }
    const found = this.#find(field, scope);
    if (found?.enumeration !== undefined) {
      const known = found.enumeration.value.some((candidate) => candidate.name === value);
      return known ? [] : [`${at}: ${String(value)} is no ${found.enumeration.name}`];
    }
    if (found?.message === undefined) return [`${at}: ${field.typeName} is not in the protos`];
    return this.message(value, found.message, [found.message, ...scope], at);
  }

  #find(
    field: Field,
    scope: readonly Message[],
  ): { message?: Message; enumeration?: Enum } | undefined {
    const name = field.typeName.split(".").at(-1) ?? "";
    for (const around of scope) {
      const message = around.nestedType.find((candidate) => candidate.name === name);
      if (message !== undefined) return { message };
      const enumeration = around.enumType.find((candidate) => candidate.name === name);
      if (enumeration !== undefined) return { enumeration };
    }
    const message = this.#messages.get(name);
    return message === undefined ? undefined : { message };
  }
}

const SCALARS = new Map<string, (value: unknown) => boolean>([
  ["TYPE_STRING", (value) => typeof value === "string"],
  ["TYPE_BYTES", (value) => typeof value === "string"],
  ["TYPE_BOOL", (value) => typeof value === "boolean"],
  ["TYPE_INT32", Number.isInteger],
  ["TYPE_INT64", (value) => Number.isInteger(value) || /^\d+$/.test(String(value))],
]);

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
