import * as z from "zod";
import { CLASSES, findingClass } from "./classes.ts";
import { CODES, type FindingCode } from "./codes.ts";
import { codeClass, findingKind, findingState, severity } from "./finding.ts";

/** Whose code it is, as a rule can say it. */
export const owner = codeClass.exclude(["unknown"]);

export const findingCode = z.enum(Object.keys(CODES) as FindingCode[]);

/** Every word that a rule may be. */
export const failOnWord = z.enum([
  ...new Set([
    ...findingState.options,
    ...severity.options,
    ...owner.options,
    ...findingKind.options,
    ...CLASSES,
    ...findingCode.options,
  ]),
]);

/** All its fields must hold. */
export const failOnRecord = z.strictObject({
  kind: findingKind.optional(),
  class: findingClass.optional(),
  severity: severity.optional(),
  state: findingState.optional(),
  owner: owner.optional().meta({ description: "Whose code it is." }),
  code: findingCode.optional(),
});

/** What closes the gate: a word (a kind, a class, a severity, `new`…) or a record of fields that must all hold. */
export const failOnRule = z.union([failOnWord, failOnRecord]);
export type FailOnRule = z.infer<typeof failOnRule>;
