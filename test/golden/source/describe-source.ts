/** What the source reader says of one file, as lines of text for people to compare. */
import { channelOperations } from "../../../src/analyse/source/channels.ts";
import { mixedAtomics } from "../../../src/analyse/source/atomics.ts";
import { contextUse } from "../../../src/analyse/source/contexts.ts";
import { goStatements, onceBodies } from "../../../src/analyse/source/goroutines.ts";
import { openGoSource, type GoSource } from "../../../src/analyse/source/go-source.ts";
import type { GoFile } from "../../../src/analyse/source/go-file.ts";
import { lockCopies } from "../../../src/analyse/source/lock-copies.ts";
import { pollingLoops, sleeps } from "../../../src/analyse/source/waiting-by-time.ts";
import { testBodies } from "../../../src/analyse/source/subtests.ts";
import { waitGroupCalls } from "../../../src/analyse/source/wait-groups.ts";

export async function describeSource(path: string, text: string): Promise<string> {
  const source = await openGoSource([{ path, text }]);
  const file = source.file(path);
  if (file === undefined) return "not read\n";
  const lines = [
    ...functions(file),
    ...accesses(source, file),
    ...captures(source, file),
    ...locks(source, file),
    ...synchronisation(source, file),
  ];
  return lines.join("\n") + "\n";
}

function* functions(file: GoFile): Generator<string> {
  for (const one of file.functions) {
    const results = one.results.map(({ name, type }) => `${name} ${type}`.trim()).join(", ");
    const context = one.contextParameter === undefined ? "" : ` context:${one.contextParameter}`;
    const lines = `${one.line.toString()}-${one.endLine.toString()}`;
    yield `function ${lines} ${one.name} ${one.role}${context} -> (${results})`;
  }
}

function* accesses(source: GoSource, file: GoFile): Generator<string> {
  for (const one of source.accesses(file)) {
    if (one.via === "selector") continue;
    const root = `${one.root?.kind ?? "unknown"} ${one.rootName}`;
    const field = one.field === undefined ? "" : ` ${one.owner ?? "?"}.${one.field}`;
    yield `${one.line.toString()}: ${one.operation} ${one.kind} via ${one.via}: ${one.text} [${root}${field}] ${one.type ?? "?"}`;
  }
}

function* captures(source: GoSource, file: GoFile): Generator<string> {
  for (const one of file.functions) {
    if (one.role === "declared") continue;
    for (const capture of source.captured(file.path, one, "1.21")) {
      const { declaration } = capture;
      const marks = [
        capture.written ? "written" : "",
        capture.errorLike ? "error-like" : "",
        capture.loop ?? "",
        capture.writtenOutsideAfter.length > 0
          ? `also written at ${capture.writtenOutsideAfter.join(",")}`
          : "",
      ].filter((mark) => mark !== "");
      yield `capture by ${one.name}: ${declaration.name} (${declaration.kind}, line ${capture.line.toString()}) ${marks.join(", ")}`.trimEnd();
    }
  }
}

function* locks(source: GoSource, file: GoFile): Generator<string> {
  for (const access of source.accesses(file)) {
    if (access.operation !== "write" || access.via === "method") continue;
    const held = source.locksHeldAt(file.path, access.line) ?? [];
    const entry = source.locksHeldAtAccess(access);
    const said = held.map(
      (one) =>
        `${one.key} ${one.mode}@${one.line.toString()}${one.deferred ? " deferred" : ""}${one.tried ? " tried" : ""}${one.certain ? "" : " maybe"}`,
    );
    const callers = entry.filter((one) => !held.some(({ key }) => key === one.key));
    said.push(...callers.map(({ key }) => `${key} by callers`));
    if (said.length > 0) yield `locks ${access.line.toString()} ${access.text}: ${said.join("; ")}`;
  }
  for (const { key, type, sites } of source.lockSites().values()) {
    const calls = sites.map(
      ({ lock }) => `${lock.action} ${lock.mode} ${lock.call.line.toString()}`,
    );
    yield `lock ${key} (${type ?? "?"}): ${calls.join(", ")}`;
  }
}

function* synchronisation(source: GoSource, file: GoFile): Generator<string> {
  const { program } = source;
  for (const one of goStatements(file)) {
    yield `go ${one.line.toString()} by ${one.by}: ${one.callee} in ${one.starter?.name ?? "?"}${one.inLoop ? " in a loop" : ""}`;
  }
  for (const one of waitGroupCalls(program, file)) {
    yield `waitgroup ${one.line.toString()} ${one.receiver}.${one.method}${one.addInside ? " inside its goroutine" : ""}${one.deferred ? " deferred" : ""}`;
  }
  for (const one of onceBodies(file)) yield `once ${one.line.toString()} ${one.receiver}`;
  for (const one of channelOperations(program, file)) {
    const select = one.select;
    const selected =
      select === undefined
        ? ""
        : ` in select of ${select.cases.toString()}${select.hasDefault ? " with default" : ""}${select.onContextDone ? " with Done" : ""}`;
    yield `channel ${one.line.toString()} ${one.operation} ${one.channel} [${one.key}] ${one.capacity ?? ""}${selected}`.trimEnd();
  }
  for (const one of file.functions) {
    const use = contextUse(file, one);
    if (one.role !== "declared") continue;
    for (const { by, line, cancel, cancelled } of use.made) {
      yield `context ${line.toString()} ${by} ${cancel} ${cancelled}`;
    }
    if (use.doneLines.length + use.errLines.length > 0) {
      yield `context in ${one.name}: done ${use.doneLines.join(",")} err ${use.errLines.join(",")}`;
    }
  }
  for (const one of sleeps(file)) {
    yield `sleep ${one.line.toString()} ${one.duration}${one.inLoop ? " in a loop" : ""}`;
  }
  for (const one of pollingLoops(file)) {
    yield `polling ${one.line.toString()} ${one.conditions.map(({ text }) => text).join("; ")}`;
  }
  for (const one of mixedAtomics(source.accesses(file))) {
    const at = (list: readonly { line: number }[]) => list.map(({ line }) => line).join(",");
    yield `mixed ${one.name}: atomic ${at(one.atomic)} plain ${at(one.plain)}`;
  }
  for (const one of testBodies(file)) {
    yield `test ${one.function.name}${one.subtest ? " subtest" : ""}${one.parallel ? " parallel" : ""}`;
  }
  for (const one of lockCopies(program, file)) {
    yield `lock copy ${one.line.toString()} ${one.how} ${one.text} ${one.type}`;
  }
}
