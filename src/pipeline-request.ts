// Settings → what the collector is asked for.
import type { RunRequest, SettingSource } from "./collect/plan-types.ts";
import type { Origin } from "./model/setting.ts";
import type { Rim, RunInput } from "./pipeline-rim.ts";
import type { ResolvedSettings } from "./pipeline-settings.ts";

/** What storing and reporting need at the end of a build that the platform ends by force. */
const PLATFORM_MARGIN_MS = 90_000;

export function runRequestOf(
  input: RunInput,
  settings: ResolvedSettings,
  rim: Rim,
  nowMs: number,
  captureDirectory: string,
): RunRequest {
  const { config } = settings;
  const { buildDeadlineMs } = rim.context;
  const own = settings.deadlineMs === undefined ? undefined : nowMs + settings.deadlineMs;
  const platform = buildDeadlineMs === undefined ? undefined : buildDeadlineMs - PLATFORM_MARGIN_MS;
  const deadlineAtMs = Math.min(own ?? Infinity, platform ?? Infinity);
  return {
    cwd: input.cwd,
    env: rim.env,
    captureDirectory,
    packages: config.packages.value,
    goTestFlags: input.goTestFlags,
    gomaxprocs: { value: config.gomaxprocs.value, source: sourceOf(config.gomaxprocs.origin) },
    gorace:
      config.gorace === undefined
        ? []
        : [{ value: config.gorace.value, source: sourceOf(config.gorace.origin) }],
    ...(Number.isFinite(deadlineAtMs) ? { deadlineAtMs } : {}),
    trace: settings.trace,
    profiles: config.profiles.value,
    observe: config.observe.value,
    failFast: config["fail-fast"].value,
    noInline: config["no-inline"].value,
    schedtrace: config.schedtrace.value,
    inittrace: config.inittrace.value,
    mode: config.mode.value,
    debugPanics: config["debug-panics"].value,
    ...(settings.silentDumpMs === undefined ? {} : { silentDumpMs: settings.silentDumpMs }),
    modules: config.modules?.value,
    passEnv: config["pass-env"].value,
  };
}

const SOURCES = {
  default: "default",
  flag: "flag",
  input: "flag",
  environment: "environment",
  file: "config",
} as const satisfies Record<Origin["by"], SettingSource>;

function sourceOf({ by }: Origin): SettingSource {
  return SOURCES[by];
}
