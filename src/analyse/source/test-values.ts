/** Which expressions are a *testing.T or something that can fail a test as one can, and who may be given it. */
import { isStandardPackage } from "../../util/go-symbol.ts";
import type { GoFile } from "./go-file.ts";
import { callParts, childOf, type GoNode } from "./go-node.ts";
import type { GoProgram } from "./go-program.ts";
import { typeName } from "./type-text.ts";
import { typeOf } from "./types.ts";

const TESTING = /\btesting\.(?:T|B|F|TB)\b|\b(?:TestingT|GinkgoTInterface)\b/;
/** Methods of an interface that can fail a test. */
const FAILING_METHOD = /\b(?:Fail|FailNow|Errorf?|Fatalf?)\(/;
const EMBEDDING_MAX = 4;

/** Libraries that never fail a test without a line of their own. Others may: `t.Fail()` says nothing. */
const SPEAKING = [
  "github.com/stretchr/testify",
  "github.com/google/go-cmp",
  "github.com/onsi/gomega",
  "github.com/frankban/quicktest",
  "github.com/golang/mock",
  "go.uber.org/mock",
  "go.uber.org/goleak",
];

/** A package that reports each failure in a line of the test, so that it may be given a *testing.T. */
export function speaksOnFailure(importPath: string): boolean {
  return (
    isStandardPackage(importPath) ||
    SPEAKING.some((known) => importPath === known || importPath.startsWith(`${known}/`))
  );
}

/** A file that uses a library which fails tests with a line, at the place of its caller. */
export function usesSpeaking(file: GoFile): boolean {
  return importedPaths(file).some((path) => !isStandardPackage(path) && speaksOnFailure(path));
}

/** Packages of a file that may fail a test without a line; of a dot import too. */
export function silentImports(file: GoFile): readonly string[] {
  return importedPaths(file).filter((path) => !speaksOnFailure(path));
}

/** Of all import declarations, dot imports too. */
export function importedPaths(file: GoFile): readonly string[] {
  return file.nodes
    .filter(({ type }) => type === "import_spec")
    .map((node) => childOf(node, "path")?.text.slice(1, -1) ?? "");
}

/** The package that a name before a dot stands for; undefined for a value. */
export function importOf(file: GoFile, operand: GoNode | undefined): string | undefined {
  if (operand?.type !== "identifier") return undefined;
  const declared = file.declarations.resolve(operand);
  if (declared !== undefined && declared.kind !== "import") return undefined;
  return file.imports.get(operand.text);
}

/** Can whoever holds this value fail the test with it? */
export function isTestValue(program: GoProgram, file: GoFile, node: GoNode): boolean {
  const parts = callParts(node);
  if (parts !== undefined && parts.args.length === 0 && /^(?:T|TB|GinkgoTB?)$/.test(parts.name)) {
    return true;
  }
  const type = typeOf(program, file, node);
  return type !== undefined && isTestType(program, file, type, 0);
}

function isTestType(program: GoProgram, file: GoFile, type: string, depth: number): boolean {
  if (type.startsWith("func")) return false;
  if (TESTING.test(type)) return true;
  if (depth > EMBEDDING_MAX) return false;
  const struct = program.struct(type, file);
  if (struct !== undefined) {
    // What is not exported, no other package can reach.
    return [...struct.fields.values()].some(
      (field) =>
        (field.embedded || /^\p{Lu}/u.test(field.name)) &&
        isTestType(program, struct.file, field.type, depth + 1),
    );
  }
  const under = program.underlying(typeName(type), file);
  return under.startsWith("interface") && FAILING_METHOD.test(under);
}
