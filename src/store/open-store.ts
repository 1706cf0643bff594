import { createDiskStore } from "./disk.ts";
import { createGcsStore, parseGcsUrl } from "./gcs.ts";
import type { Store } from "./store.ts";

/** What a run was told about where it is stored: `--gcs`, `--out`, or both. */
export interface StoreSelection {
  /** `gs://BUCKET[/PREFIX]` */
  readonly gcs?: string | undefined;
  readonly out?: string | undefined;
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

export type OpenedStores =
  | { readonly stores: readonly Store[]; readonly error?: undefined }
  /** The user's mistake, in words. */
  | { readonly error: string };

/** The stores that were asked for, the bucket first; opens nothing yet. */
export function openStores({ gcs, out, environment }: StoreSelection): OpenedStores {
  const stores: Store[] = [];
  if (gcs !== undefined && gcs !== "") {
    const url = parseGcsUrl(gcs);
    if (url === undefined) {
      return { error: `'${gcs}' is not gs://BUCKET or gs://BUCKET/PREFIX` };
    }
    stores.push(createGcsStore(environment === undefined ? url : { ...url, environment }));
  }
  if (out !== undefined && out !== "") stores.push(createDiskStore({ root: out }));
  return { stores };
}
