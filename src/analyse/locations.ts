import type { Location } from "../model/finding.ts";
import type { StackFrame } from "../model/race-report.ts";
import type { Places } from "./places.ts";

/** Source lines in findings are for reading: longer ones are cut. */
const CODE_MAX = 200;

/** A frame as a location; undefined for no frame. */
export function locationOf(
  frame: StackFrame | undefined,
  role: Location["role"],
  places: Places,
): Location | undefined {
  if (frame === undefined) return undefined;
  const place = places.of(frame);
  const code = places.sourceLine(frame);
  return {
    file: place.file,
    line: frame.line,
    function: frame.function,
    role,
    own: place.owner === "own",
    ...(place.package === "" ? {} : { package: place.package }),
    ...(place.module === undefined ? {} : { module: place.module }),
    ...(code === undefined || code === "" ? {} : { code: code.slice(0, CODE_MAX) }),
  };
}

const ROLE_ORDER: readonly Location["role"][] = [
  "panic",
  "stuck",
  "access",
  "previous-access",
  "holder",
  "waker",
  "cause",
  "created-at",
  "declared",
];

/** Own code first; inside that by role, in the order given where roles are equal. */
export function orderLocations(locations: readonly Location[]): Location[] {
  return locations.toSorted(
    (a, b) =>
      Number(b.own) - Number(a.own) || ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role),
  );
}

/** A location for people: `dir/file.go:12`, or the function where the file is not known. */
export function wordsOf(location: Location): string {
  if (location.file === "") return location.function;
  return location.line > 0 ? `${location.file}:${location.line}` : location.file;
}
