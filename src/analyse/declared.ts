/** Where the memory of a race is declared, as far as the source at hand shows it. */
import type { Location } from "../model/finding.ts";
import type { RaceFacts } from "./classes/race-facts.ts";
import { locationOf } from "./locations.ts";
import type { Places } from "./places.ts";
import type { GoFile } from "./source/go-file.ts";
import { childOf, unparen, type GoNode } from "./source/go-node.ts";
import type { GoProgram } from "./source/go-program.ts";
import type { MemoryAccess } from "./source/memory-access.ts";
import { typeOf } from "./source/types.ts";

/** The declaration of the raced variable or field; undefined where both sides may mean different things. */
export function declaredAt(facts: RaceFacts, places: Places): Location | undefined {
  const { common, source } = facts;
  if (common === undefined || common.ambiguous || source === undefined) return undefined;
  if (common.by !== "declaration" && common.by !== "field" && common.by !== "global") {
    return undefined;
  }
  const found = placeOf(source.program, common.first) ?? placeOf(source.program, common.second);
  if (found === undefined) return undefined;
  const { file, line } = found;
  const around = source.enclosingFunction(file.path, line);
  const side = facts.sides.find(({ function: owner }) => owner !== undefined && owner === around);
  const symbol = side?.user?.function ?? "";
  return locationOf({ function: symbol, file: file.path, line }, "declared", places);
}

interface DeclaredPlace {
  readonly file: GoFile;
  readonly line: number;
}

function placeOf(program: GoProgram, access: MemoryAccess): DeclaredPlace | undefined {
  const { file, root, field, rootName, node } = access;
  if (field !== undefined) return fieldPlace(program, file, node);
  if (root !== undefined) return { file, line: root.line };
  const name = rootName.slice(rootName.lastIndexOf(".") + 1);
  const found = program.variable(name, file);
  return found === undefined || rootName.includes(".")
    ? undefined
    : { file: found.file, line: found.declaration.line };
}

/** The field in its struct: of `s.items[k]` that of items. */
function fieldPlace(program: GoProgram, file: GoFile, node: GoNode): DeclaredPlace | undefined {
  let at: GoNode | undefined = unparen(node);
  while (at?.type === "index_expression" || at?.type === "unary_expression") {
    const operand = childOf(at, "operand");
    at = operand && unparen(operand);
  }
  const name = childOf(at, "field")?.text;
  const type = typeOf(program, file, childOf(at, "operand"));
  if (at?.type !== "selector_expression" || name === undefined || type === undefined) {
    return undefined;
  }
  const found = program.field(type, name, file);
  return found && { file: found.struct.file, line: found.field.line };
}
