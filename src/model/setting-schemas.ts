import * as z from "zod";

const DURATION = /^(?:(?:[0-9]{1,15}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})(?:ns|us|µs|μs|ms|s|m|h)){1,8}$/;
/** Of Go; how long it may be is a bound of its setting. */
export const duration = z.string().regex(DURATION);
/**
 * A path, not an address. `gs:/bucket` and `s3://bucket` would be directories of that name: refused. A drive's
 * letter is one character.
 */
export const path = z
  .string()
  .max(4096)
  .regex(/^(?!\s*$)(?![A-Za-z][A-Za-z0-9+.-]+:\/)(?!gs:)[^\0]+$/);
const BUCKET = "gs:\\/\\/[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]";
const PREFIX = "(?:\\/+(?!\\.+(?:\\/|$))[A-Za-z0-9._~@+=,:%-]+)";
/** A list of words. */
export const words = (text: z.ZodString): z.ZodArray<z.ZodString> => z.array(text).max(10_000);

export const acceptedEntry = z.strictObject({
  fingerprint: z
    .string()
    .regex(/^rg[12]-[0-9a-f]{16}$/, "is not a fingerprint such as rg2-0123456789abcdef")
    .meta({
      description: "A finding's stable fingerprint. One that begins with rg1- matches nothing.",
    }),
  reason: z.string().regex(/\S/, "is blank: say why the finding may stay"),
  owner: z.string().regex(/\S/, "is blank: say who answers for it"),
  expires: z.iso.date("is not a day such as 2027-06-30"),
});

/** What racegate adds to the tests of some packages, where that changes their result. */
export const observeRule = z.strictObject({
  packages: z.array(z.string().min(1)).min(1).meta({
    description: "Package patterns as go takes them: ./x, ./x/..., example.com/m/...",
  }),
  trace: z.enum(["always", "never"]).optional(),
  profiles: z.boolean().optional(),
});
export type ObserveRule = z.infer<typeof observeRule>;

export const bucketAddress = z.string().regex(new RegExp(`^${BUCKET}${PREFIX}*\\/*$`));
/** A path as above, or the address of an object. */
export const pathOrObject = z
  .string()
  .max(4096)
  .regex(
    new RegExp(`^(?:${BUCKET}${PREFIX}+|(?!\\s*$)(?![A-Za-z][A-Za-z0-9+.-]+:\\/)(?!gs:)[^\\0]+)$`),
  );
