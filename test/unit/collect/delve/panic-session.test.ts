/** A Delve that answers from a script, over a real socket. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { watchPanics } from "../../../../src/collect/delve/panic-session.ts";
import { RpcClient } from "../../../../src/collect/delve/rpc-client.ts";

interface Call {
  readonly method: string;
  readonly params: readonly [Record<string, unknown>];
  readonly id: number;
}

type Answer = (call: Call) => unknown;

const folders: string[] = [];
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function delve(answer: Answer): Promise<RpcClient> {
  const folder = mkdtempSync(join(tmpdir(), "racegate-test-"));
  folders.push(folder);
  const path = join(folder, "s");
  const server = createServer((socket) => {
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("utf8");
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n")) {
        const call = JSON.parse(text.slice(0, at)) as Call;
        text = text.slice(at + 1);
        const result = answer(call);
        if (result === HANG_UP) {
          socket.destroy();
          return;
        }
        const body =
          result instanceof Error
            ? { result: null, error: result.message }
            : { result, error: null };
        // In two pieces: a line may come in any number of them.
        const line = `${JSON.stringify({ id: call.id, ...body })}\n`;
        socket.write(line.slice(0, 7));
        socket.write(line.slice(7));
      }
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return RpcClient.connect(path, new AbortController().signal);
}

const HANG_UP = Symbol("hang up");
const place = (name: string, line = 1, more = {}): unknown => ({
  function: { name },
  file: "/m/p.go",
  line,
  ...more,
});
const leaf = (name: string, type: string, value: string): unknown => ({
  name,
  type,
  value,
  children: [],
});
const text = (value: string): unknown => leaf("data", "string", value);
const iface = (name: string, data: unknown[]): unknown => ({
  name,
  type: "interface {}",
  value: "",
  children: data,
});
const nil = { name: "", type: "*runtime._panic", value: "0", children: [] };
const chain = (value: string, recovered: boolean): unknown => ({
  name: "",
  type: "*runtime._panic",
  value: "824",
  children: [
    {
      name: "",
      type: "runtime._panic",
      value: "",
      children: [
        iface("arg", [text(value)]),
        { ...nil, name: "link" },
        leaf("recovered", "bool", String(recovered)),
        leaf("goexit", "bool", "false"),
      ],
    },
  ],
});

/** What happens at each `continue`: the name of the breakpoint, the stack, the panics. */
interface Scene {
  readonly at: string;
  readonly stack: readonly unknown[];
  readonly panics?: unknown;
  readonly value?: unknown;
}

function script(scenes: readonly Scene[]): { answer: Answer; breakpoints: string[] } {
  const breakpoints: string[] = [];
  let now = -1;
  const answer: Answer = ({ method, params: [params] }) => {
    switch (method) {
      case "RPCServer.GetVersion":
        return { DelveVersion: "Version: 9.9.9\nBuild: x" };
      case "RPCServer.CreateBreakpoint": {
        const { functionName: name } = params["Breakpoint"] as { functionName: string };
        if (name === "runtime.fatalpanic") return new Error("Breakpoint exists");
        if (name.includes("p_test.")) return new Error("could not find function");
        breakpoints.push(name);
        return { Breakpoint: { id: breakpoints.length } };
      }
      case "RPCServer.Command": {
        now += 1;
        const scene = scenes[now];
        if (scene === undefined) return { State: { exited: true, exitStatus: 2 } };
        const id = scene.at === "fatal" ? -1 : breakpoints.indexOf(scene.at) + 1;
        return { State: { Threads: [{ goroutineID: 7, breakPoint: { id } }, { goroutineID: 0 }] } };
      }
      case "RPCServer.Stacktrace":
        return { Locations: scenes[now]?.stack ?? [] };
      case "RPCServer.Eval":
        if (params["Expr"] === "e") return { Variable: scenes[now]?.value };
        return { Variable: scenes[now]?.panics ?? nil };
      default:
        return new Error(`no such method: ${method}`);
    }
  };
  return { answer, breakpoints };
}

const signal = (): AbortSignal => new AbortController().signal;
const FUNCTIONS = ["example.com/p.TestX", "example.com/p_test.TestX"];
const DEFERS = [
  { DeferredLoc: place("example.com/p.mend", 9), DeferLoc: place("example.com/p.TestX", 3) },
];

it("a panic, its deferred function, the recover, and what the values were", async () => {
  const { answer, breakpoints } = script([
    { at: "example.com/p.TestX", stack: [] },
    {
      at: "runtime.gopanic",
      stack: [place("runtime.gopanic"), place("example.com/p.TestX", 4, { Defers: DEFERS })],
      value: iface("e", []),
    },
    {
      at: "example.com/p.mend",
      stack: [
        place("example.com/p.mend", 9),
        place("runtime.gopanic"),
        place("example.com/p.TestX", 4),
      ],
      panics: chain("no room", false),
    },
    {
      at: "runtime.recovery",
      stack: [place("runtime.recovery"), place("runtime.gopanic"), place("example.com/p.TestX", 4)],
      panics: chain("no room", true),
    },
  ]);
  const client = await delve(answer);
  const result = await watchPanics(client, FUNCTIONS, signal());
  client.close();
  expect(result).toMatchObject({ delve: "Version: 9.9.9", end: "exited", dropped: 0 });
  expect(result.stops.map(({ at, panics, defers }) => [at, panics, defers.length])).toEqual([
    ["panic", [{ value: '"no room"', recovered: false, goexit: false }], 1],
    ["deferred", [{ value: '"no room"', recovered: false, goexit: false }], 0],
    ["recovered", [{ value: '"no room"', recovered: true, goexit: false }], 0],
  ]);
  expect(breakpoints).toContain("example.com/p.mend");
  expect(breakpoints).toContain("runtime.deferproc");
});

it("recover calls and deferred functions of normal returns are left out", async () => {
  const calm = [
    place("runtime.gorecover"),
    place("example.com/p.mend"),
    place("runtime.deferreturn"),
  ];
  const { answer } = script([{ at: "runtime.gorecover", stack: calm }]);
  const client = await delve(answer);
  expect((await watchPanics(client, FUNCTIONS, signal())).stops).toEqual([]);
  client.close();
});

it("defer statements are watched up to a limit", async () => {
  const stack = [place("runtime.deferproc"), place("example.com/p.loop")];
  const scenes = [
    { at: "example.com/p.TestX", stack: [] },
    ...Array.from({ length: 62 }, () => ({ at: "runtime.deferproc", stack })),
  ];
  const { answer } = script(scenes);
  const cleared: unknown[] = [];
  const client = await delve((call) => {
    if (call.method !== "RPCServer.ClearBreakpoint") return answer(call);
    cleared.push(call.params[0]["Id"]);
    return {};
  });
  const result = await watchPanics(client, FUNCTIONS, signal());
  client.close();
  expect(result.stops).toHaveLength(60);
  expect(result.dropped).toBe(2);
  expect(cleared).toHaveLength(4);
});

it("what was seen is kept when Delve goes away", async () => {
  const stack = [place("runtime.gopanic"), place("example.com/p.TestX", 4)];
  const { answer } = script([{ at: "runtime.gopanic", stack, value: iface("e", [text("x")]) }]);
  let continued = 0;
  const client = await delve((call) => {
    if (call.method === "RPCServer.Command" && ++continued === 2) return HANG_UP;
    return answer(call);
  });
  const result = await watchPanics(client, FUNCTIONS, signal());
  expect(result).toMatchObject({ end: "failed", why: "Delve closed the connection" });
  expect(result.stops).toHaveLength(1);
});

it("a Delve that answers nonsense is a failure in its own words", async () => {
  const client = await delve(() => ({ Nothing: true }));
  await expect(watchPanics(client, FUNCTIONS, signal())).rejects.toThrow(/DelveVersion/);
  client.close();
  await expect(client.call("GetVersion", {})).rejects.toThrow("Delve is gone");
});
