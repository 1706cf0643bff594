import type { Manifest } from "../../model/capture.ts";
import type { OverlayFiles } from "./overlay-file.ts";

export type Mode = Manifest["mode"];

/** What a mode changes of a run; see plan-mode.ts. */
export interface ModePlan {
  readonly mode: Mode;
  /** To be written before go starts. */
  readonly files: OverlayFiles["files"];
  /** For -overlay; the user's own where racegate has none. */
  readonly overlay: string | undefined;
  /** Go's own directory for this run: its real one, or the link to it. */
  readonly goroot: string;
  /** To be made before go starts. */
  readonly link: { readonly path: string; readonly target: string } | undefined;
  /** What `go test` needs in its environment beside the user's. */
  readonly goEnvironment: Readonly<Record<string, string>>;
  /** Undefined in light mode. */
  readonly hook: { readonly silentMs: number } | undefined;
  readonly gotraceback: "all" | "system";
  readonly notes: readonly Manifest["notes"][number][];
}
