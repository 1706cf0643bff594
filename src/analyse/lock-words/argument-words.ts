/** A machine word of a call in a dump. */
export interface ArgumentWord {
  readonly value: bigint;
  /** False where the runtime prints a `?`: the register's or stack slot's content may be of something else. */
  readonly exact: boolean;
}

/** Go prints at most ten words of a call; this is beyond what any of its versions did. */
const ITEMS_MAX = 32;

/**
 * The arguments of a call as a dump prints them, one for each parameter, a method's receiver first:
 * `0xc000012345, {0x645e32, 0x1}, 0x7?` (runtime/traceback.go printArgs, Go 1.17 and later). What is not one word (a
 * string, a struct, an interface) is undefined in its place. Undefined as a whole for `...`: the call was inlined, and
 * nothing is known of it.
 */
export function argumentWords(args: string): readonly (ArgumentWord | undefined)[] | undefined {
  if (args === "...") return undefined;
  const words: (ArgumentWord | undefined)[] = [];
  for (const item of itemsOf(args)) {
    if (item === "..." || words.length >= ITEMS_MAX) break;
    const match = /^0x([0-9a-f]{1,16})(\?)?$/.exec(item);
    words.push(
      match === null
        ? undefined
        : { value: BigInt(`0x${match[1] ?? ""}`), exact: match[2] === undefined },
    );
  }
  return words;
}

/** Split at commas that are not within braces. */
function itemsOf(args: string): readonly string[] {
  if (args === "") return [];
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < args.length; at++) {
    if (args[at] === "{") depth++;
    else if (args[at] === "}") depth--;
    else if (args[at] === "," && depth === 0) {
      items.push(args.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...items, args.slice(start).trim()];
}
