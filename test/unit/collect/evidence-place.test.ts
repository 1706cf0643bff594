// Where captures lie for a user whom the system does not know: containers run as any number.
import { tmpdir } from "node:os";
import { expect, it, vi } from "vitest";
import { evidencePlace } from "../../../src/collect/evidence-place.ts";

vi.mock("node:os", async (original) => {
  const unknown = (): never => {
    throw new Error("A system error occurred: uv_os_get_passwd returned ENOENT");
  };
  return { ...(await original<object>()), homedir: unknown, userInfo: unknown };
});

it("is a temporary directory where there is no home", async () => {
  const place = await evidencePlace("/", {});
  expect(place.startsWith(`${tmpdir()}/racegate-${process.getuid?.() ?? -1}/`)).toBe(true);
});
