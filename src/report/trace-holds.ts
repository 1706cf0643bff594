// The `trace holds` document as text: a paragraph for each lock.
import type {
  TraceHold,
  TraceHolderState,
  TraceHoldsDocument,
  TraceLock,
  TraceUsedLock,
} from "../model/trace-holds-document.ts";
import type { TraceSite } from "../model/trace-documents.ts";
import { lookedLine } from "./text/trace-head.ts";
import { durationText } from "../util/duration-text.ts";
import { inlineForTerminal } from "../util/escape-terminal.ts";

const SITES_SHOWN = 4;
const HOLDS_SHOWN = 3;
const WAITERS_SHOWN = 6;

/** `limit`: locks, and holders of each. */
export function traceHoldsText(d: TraceHoldsDocument, limit: number): string {
  const byAddress = byAddressText(d.byAddress ?? [], limit);
  if (d.locks.length === 0) return `no goroutine waited for a lock\n${byAddress}`;
  const more = d.locksTotal - Math.min(limit, d.locks.length);
  const locks = d.locks.slice(0, limit).map((lock) => lockText(lock, limit));
  const cut = lookedLine(d) + (d.waitsCut ? "(too many waits: not all are shown)\n" : "");
  return `${locks.join("\n")}${more > 0 ? `(${more} more locks)\n` : ""}${cut}${byAddress}`;
}

/** Of a trace of mode deep: who held each lock longest, where, how long, and who waited. */
function byAddressText(locks: readonly TraceUsedLock[], limit: number): string {
  if (locks.length === 0) return "";
  const lines = ["", "locks by address, with exact times:"];
  for (const lock of locks.slice(0, limit)) {
    const { longest } = lock;
    lines.push(
      `${lock.address} ${lock.kind}: taken ${count(lock.acquisitions, "time")}, held ` +
        `${durationText(lock.heldNs)} in all; ${count(lock.waits, "wait")}, ${durationText(lock.waitedNs)}`,
      `  longest: G${plain(longest.goroutine)} for ${durationText(longest.toNs - longest.fromNs)} from ` +
        `${durationText(longest.fromNs)}${longest.shared ? " (reading)" : ""}`,
      `    taken at ${siteText(longest.at)}, released at ${siteText(longest.releasedAt)}`,
    );
    for (const w of longest.waiters) {
      lines.push(
        `    G${plain(w.goroutine)} waited ${durationText(w.waitNs)} of it at ${siteText(w.at)}`,
      );
    }
  }
  const more = locks.length - limit;
  if (more > 0) lines.push(`(${more} more locks)`);
  return `${lines.join("\n")}\n`;
}

function lockText(lock: TraceLock, limit: number): string {
  const lines = [
    `${lock.id} ${lock.kind}: ${count(lock.waits, "wait")} of ` +
      `${count(lock.goroutines, "goroutine")}, ${durationText(lock.waitNs)} in all, ` +
      `longest ${durationText(lock.waitMaxNs)}` +
      (lock.unfinished > 0 ? `, ${lock.unfinished} not over` : ""),
    `  asked for at  ${siteList(lock.waitsAt)}`,
    `  released at   ${siteList(lock.releasedAt)}`,
  ];
  if (lock.contradictions > 0) {
    lines.push(
      `  these lines serve more than one lock (${count(lock.contradictions, "contradiction")}): ` +
        "holders and times may belong to different ones",
    );
  }
  if (lock.convoy !== undefined) {
    const { handOffs, fromNs, toNs } = lock.convoy;
    lines.push(
      `  convoy: ${handOffs} hand-offs in ${durationText(toNs - fromNs)}, never without a waiter`,
    );
  }
  if (lock.futileWakes > 0) {
    lines.push(`  ${count(lock.futileWakes, "wake")} in vain: another goroutine got in between`);
  }
  if (lock.writers !== undefined && lock.writers.waits > 0) {
    const { waits, waitNs, byReaders } = lock.writers;
    lines.push(
      `  writers waited ${waits === 1 ? "once" : `${waits} times`}, ${durationText(waitNs)}; readers ended ${byReaders} of it`,
    );
  }
  for (const h of lock.holders.slice(0, limit)) {
    lines.push(
      `  held by ${plain(h.name)}, released at ${siteText(h.releasedAt)}: ` +
        `${count(h.holds, "time")}, at least ${durationText(h.heldNs)} ` +
        `(longest ${durationText(h.heldMaxNs)}); others waited ${durationText(h.blockedNs)} meanwhile`,
    );
    for (const state of h.states)
      lines.push(`      ${durationText(state.ns).padStart(8)}  ${did(state)}`);
  }
  lines.push(...lock.longest.slice(0, HOLDS_SHOWN).map(holdLine));
  return `${lines.join("\n")}\n`;
}

function holdLine(hold: TraceHold): string {
  const who = hold.waiters.slice(0, WAITERS_SHOWN).map((w) => `G${w.goroutine}`);
  const more = hold.waiters.length > who.length ? ", …" : "";
  return (
    `  at ${durationText(hold.fromNs)}: G${hold.goroutine} for at least ` +
    `${durationText(hold.toNs - hold.fromNs)}${hold.shared ? " (with other readers)" : ""}, ` +
    `waiting: ${who.join(", ")}${more}`
  );
}

function did(s: TraceHolderState): string {
  const what =
    s.state === "waiting"
      ? plain(s.reason ?? "waiting")
      : s.state === "runnable"
        ? "ready, no processor"
        : s.state === "unknown"
          ? (s.reason ?? "not known")
          : s.state;
  return s.at === undefined ? what : `${what} at ${siteText(s.at)}`;
}

function siteList(sites: readonly TraceSite[]): string {
  if (sites.length === 0) return "-";
  const more = sites.length > SITES_SHOWN ? `, and ${sites.length - SITES_SHOWN} more` : "";
  return `${sites.slice(0, SITES_SHOWN).map(siteText).join(", ")}${more}`;
}

function siteText(site: TraceSite | undefined): string {
  if (site === undefined) return "-";
  return plain(`${site.function} ${site.file.slice(site.file.lastIndexOf("/") + 1)}:${site.line}`);
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

function plain(text: string): string {
  return inlineForTerminal(text);
}
