import { expect, test } from "vitest";
import { openGoSource } from "../../../../src/analyse/source/go-source.ts";
import { specOf } from "../../../../src/analyse/source/specs.ts";

const FILE = "/repo/cart_test.go";
const CODE = `package cart_test

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

var _ = Describe("cart", func() {
	BeforeEach(func() { fill() })
	When("full", func() {
		It("says so", func() {
			go func() {
				Expect(1).To(Equal(1))
			}()
		})
	})
})
`;

async function specAt(line: number, code = CODE): Promise<string | undefined> {
  const source = await openGoSource([{ path: FILE, text: code }]);
  const std = { file: "/go/src/sync/mutex.go", line: 4, function: "sync.(*Mutex).Lock" };
  return specOf(source, [std, { file: FILE, line, function: "cart_test.init.func1.2.1" }]);
}

test("a goroutine of a spec has the spec's text, as ginkgo prints it", async () => {
  expect(await specAt(13)).toBe("cart when full says so");
});

test("what is in no spec, or whose text is not known, has none", async () => {
  expect(await specAt(9)).toBeUndefined();
  expect(await specAt(13, CODE.replace('It("says so"', "It(text"))).toBeUndefined();
  expect(await specAt(13, CODE.replace("onsi/ginkgo/v2", "other/words"))).toBeUndefined();
});
