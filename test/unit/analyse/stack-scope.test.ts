import { expect, test } from "vitest";
import { scopeOfStack } from "../../../src/analyse/stack-scope.ts";

const OWNER = "example.com/m/shop";

function scope(...functions: string[]): string | undefined {
  const frames = functions.map((name) => ({
    function: name,
    file: name.startsWith("testing.") ? "/go/src/testing/testing.go" : "/repo/shop/shop_test.go",
    line: 1,
  }));
  const found = scopeOfStack(frames, OWNER);
  return found && `${found.scope} ${found.name}`;
}

test.each([
  ["a literal of a package-level variable", `${OWNER}_test.init.func1.1`],
  ["as Go named it before 1.21", `${OWNER}_test.glob..func1.1`],
  ["a literal that an init function made", `${OWNER}.init.0.func1`],
])("%s runs whenever somebody calls it: it says nothing of init", (_what, name) => {
  expect(scope(name)).toBeUndefined();
  expect(scope(name, "example.com/spec.run", `${OWNER}_test.TestShop`, "testing.tRunner")).toBe(
    "test TestShop",
  );
});

test.each([
  [`${OWNER}.init.0`, "init shop.init.0"],
  [`${OWNER}.init`, "init shop.init"],
])("%s itself is package initialisation", (name, found) => {
  expect(scope(`${OWNER}.fill`, name, "runtime.doInit1", "runtime.main")).toBe(found);
  expect(scope(`${OWNER}.init.func1`, name)).toBe(found);
});
