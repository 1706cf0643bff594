import type { Artifact, ProcessRecord } from "../model/capture.ts";
import type { TextOrigin } from "../model/parsed-run.ts";

/** Whose text an artefact is, from what the manifest says of it and from its place in the capture. */

/** `run/<import path>/<pid>/race.<pid>`: the second pid is the process that wrote the file. */
const RACE_FILE = /(?:^|\/)([0-9]{1,10})\/race\.([0-9]{1,10})$/;

export function artifactOrigin(artifact: Artifact, way: "text" | "race-file"): TextOrigin {
  const { path, kind } = artifact;
  const match = RACE_FILE.exec(path);
  const pid = artifact.pid ?? (match === null ? undefined : Number(match[1]));
  const writer = match === null ? undefined : Number(match[2]);
  if (way === "race-file" || match !== null) {
    return {
      channel: "race-file",
      package: artifact.package,
      pid,
      childPid: writer === pid ? undefined : writer,
    };
  }
  const channel = kind === "stderr" ? "stderr" : "text";
  return { channel, package: artifact.package, pid };
}

/** Fills in the process of a package that ran in only one. */
export function withProcess(origin: TextOrigin, processes: readonly ProcessRecord[]): TextOrigin {
  if (origin.pid !== undefined || origin.package === undefined) return origin;
  const own = processes.filter((process) => process.package === origin.package);
  const [only] = own;
  return only === undefined || own.length > 1 ? origin : { ...origin, pid: only.pid };
}
