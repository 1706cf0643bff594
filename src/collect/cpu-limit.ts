import { readFile } from "node:fs/promises";

/** `0::/some/group` of /proc/self/cgroup, for version 2. */
const V2_LINE = /^0::(\/\S*)$/m;

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

/**
 * How many CPUs the control group allows, e.g. 1.5; undefined without a limit or off Linux. Reads version 2
 * (`cpu.max`: quota and period in µs) and version 1 (`cpu.cfs_*`).
 */
export async function cgroupCpuLimit(): Promise<number | undefined> {
  const own = V2_LINE.exec((await readText("/proc/self/cgroup")) ?? "")?.[1] ?? "/";
  for (const group of new Set([own === "/" ? "" : own, ""])) {
    const limit = parseCpuMax(await readText(`/sys/fs/cgroup${group}/cpu.max`));
    if (limit !== undefined) return limit;
  }
  const quota = Number((await readText("/sys/fs/cgroup/cpu/cpu.cfs_quota_us")) ?? "-1");
  const period = Number((await readText("/sys/fs/cgroup/cpu/cpu.cfs_period_us")) ?? "0");
  return quota > 0 && period > 0 ? quota / period : undefined;
}

/** `max 100000` → undefined; `150000 100000` → 1.5. */
export function parseCpuMax(text: string | undefined): number | undefined {
  const [quota, period] = (text ?? "").trim().split(" ").map(Number);
  if (quota === undefined || period === undefined) return undefined;
  return quota > 0 && period > 0 ? quota / period : undefined;
}
