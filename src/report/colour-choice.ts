// Whether to write colour: decided once, from three values.

export interface ColourInputs {
  /** `--color=…`; `--no-color` is `never`. */
  readonly flag?: "always" | "never" | "auto" | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The stream that is written to is a terminal. */
  readonly isTTY: boolean;
}

/**
 * In this order: the flag; NO_COLOR when not empty (no-color.org); FORCE_COLOR when not empty, where `0` and
 * `false` say no; GitHub Actions, whose log shows colour without being a terminal; Cloud Build, whose log
 * does not; TERM=dumb; the terminal.
 */
export function chooseColour({ flag, env, isTTY }: ColourInputs): boolean {
  if (flag === "always") return true;
  if (flag === "never") return false;
  if (isSet(env["NO_COLOR"])) return false;
  const force = env["FORCE_COLOR"];
  if (isSet(force)) return force !== "0" && force !== "false";
  if (env["GITHUB_ACTIONS"] === "true") return true;
  if (isSet(env["BUILD_ID"]) && isSet(env["PROJECT_ID"])) return false;
  if (env["TERM"] === "dumb") return false;
  return isTTY;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}
