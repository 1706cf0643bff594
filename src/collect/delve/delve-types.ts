// The part of Delve's API (service/api/types.go, version 2) that is used here, checked as it comes.
import * as z from "zod";

const functionName = z.object({ name: z.string() }).nullish();

const location = z.object({ function: functionName, file: z.string(), line: z.number() });

export const breakpointAnswer = z.object({
  Breakpoint: z.object({ id: z.number() }),
});

export const commandAnswer = z.object({
  State: z.object({
    exited: z.boolean().optional(),
    exitStatus: z.number().optional(),
    Threads: z
      .array(
        z.object({
          goroutineID: z.number(),
          breakPoint: z.object({ id: z.number() }).nullish(),
        }),
      )
      .nullish(),
  }),
});

export const stackAnswer = z.object({
  Locations: z.array(
    location.extend({
      Defers: z
        .array(
          z.object({
            DeferredLoc: location.nullish(),
            DeferLoc: location.nullish(),
            Unreadable: z.string().optional(),
          }),
        )
        .nullish(),
    }),
  ),
});
export type StackLocation = z.infer<typeof stackAnswer>["Locations"][number];

export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly children: readonly Variable[];
}

export const variable: z.ZodType<Variable> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: z.string(),
    value: z.string(),
    children: z.array(variable),
  }),
);

export const evalAnswer = z.object({ Variable: variable });

export const versionAnswer = z.object({ DelveVersion: z.string() });
