// What the GitHub Actions runner does with a step's output, for tests: which lines it reads and which it runs
// as commands. Written after the behaviour of actions/runner (OutputManager, ActionCommand):
//   1. .NET's StreamReader ends a line at CR, LF or CRLF.
//   2. `::name key=value,…::data`: the line, without leading white space as .NET knows it, begins with `::`;
//      the name ends at the first blank and is compared without case.
//   3. else `##[name key=value;…]data`: anywhere in the line.
// `lenient` also drops the characters that a culture-aware comparison may ignore before looking, which is
// more than the runner does: what is safe there is safe here.

export interface RunnerCommand {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

/** Names that runners have registered, those switched off today included. */
const NAMES = new Set(
  (
    "set-env add-path set-output save-state add-mask debug warning error notice group endgroup echo " +
    "stop-commands pause-logging add-matcher remove-matcher internal-set-repo-path command section"
  ).split(" "),
);

/** The commands that the runner would run for this output, in order, ignoring `stop-commands` itself. */
export function commandsIn(output: string, options = { lenient: false }): RunnerCommand[] {
  return output.split(/\r\n|\r|\n/).flatMap((raw) => {
    const line = options.lenient ? raw.replaceAll(/[\p{Cf}\p{Mn}\p{Cc}]/gu, "") : raw;
    const command = colonCommand(line) ?? bracketCommand(line);
    return command === undefined ? [] : [command];
  });
}

// char.IsWhiteSpace: U+0085 is in it and JavaScript's \s does not know it; U+FEFF is not.
const LEADING_WHITE = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*/;

function colonCommand(line: string): RunnerCommand | undefined {
  const message = line.replace(LEADING_WHITE, "");
  if (!message.startsWith("::")) return undefined;
  const end = message.indexOf("::", 2);
  if (end < 0) return undefined;
  const unescape = (text: string) =>
    text
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%25", "%");
  return commandOf(message.slice(2, end), ",", unescape, unescapeData(message.slice(end + 2)));
}

function unescapeData(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

function bracketCommand(line: string): RunnerCommand | undefined {
  const start = line.indexOf("##[");
  if (start < 0) return undefined;
  const end = line.indexOf("]", start);
  if (end < 0) return undefined;
  return commandOf(
    line.slice(start + 3, end),
    ";",
    unescapeData,
    unescapeData(line.slice(end + 1)),
  );
}

function commandOf(
  info: string,
  separator: string,
  unescape: (text: string) => string,
  data: string,
): RunnerCommand | undefined {
  const blank = info.indexOf(" ");
  const name = (blank < 0 ? info : info.slice(0, blank)).toLowerCase();
  if (!NAMES.has(name)) return undefined;
  const properties = new Map<string, string>();
  for (const pair of blank < 0 ? [] : info.slice(blank + 1).split(separator)) {
    const equals = pair.indexOf("=");
    if (equals > 0) properties.set(pair.slice(0, equals).trim(), unescape(pair.slice(equals + 1)));
  }
  return { name, properties, data };
}
