import { expect, test } from "vitest";
import { BuildText } from "../../../src/parse/build-text.ts";

function read(text: string): BuildText {
  const build = new BuildText();
  for (const line of text.split("\n")) build.line(line);
  return build;
}

/** Go before 1.24, standard error of `go test -json`. */
const COMPILED = `# example.com/app/a [example.com/app/a.test]
a/a.go:2:9: undefined: thing
# example.com/app/b
b/b.c:3:5: warning: unused variable 'x' [-Wunused-variable]

# example.com/app/c.test
/usr/local/go/pkg/tool/linux_amd64/link: running gcc failed: exit status 1
/tmp/go-build/c.cgo2.c:54: undefined reference to \`nope'
`;

test("only sections of packages that failed: a C compiler's warnings are no failure", () => {
  const found = read(COMPILED).ofPackages(new Set(["example.com/app/a", "example.com/app/c"]));
  expect(found.map(({ importPath }) => importPath)).toEqual([
    "example.com/app/a [example.com/app/a.test]",
    "example.com/app/c.test",
  ]);
  expect(read(COMPILED).setupFailure()).toBeUndefined();
});

test.each([
  "a.go:2:8: no required module provides package example.org/x; to add it:\n\tgo get example.org/x\n",
  "package example.com/app\n\timports example.com/app/a\n\timports example.com/app: import cycle not allowed\n",
  "found packages q (a.go) and p (a_test.go) in /src/app\n",
  "a.go:3:12: pattern web/dist: no matching files found\n",
])("what keeps go from loading packages has no section: %j", (text) => {
  const output = read(`go: downloading example.org/y v1.0.0\n${text}other words\n`).setupFailure();
  expect(output).toEqual({ importPath: "", output: text });
});

test("what tests print to standard error is no failure to load", () => {
  expect(
    read("2026/01/02 15:04:05 main.go:3:4: hello\npanic: no\n").setupFailure(),
  ).toBeUndefined();
});
