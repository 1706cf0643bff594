/** What a failed assertion says, in one line, and the places that it names. */
import type { LoggedLine } from "./logged-lines.ts";

export interface FailureMessage {
  /** One line; empty where the assertion said nothing. */
  readonly text: string;
  /** Files as testify's `Error Trace:` names them, the innermost first. */
  readonly trace: readonly { readonly file: string; readonly line: number }[];
}

const LABEL = /^\s*\t?(Error Trace|Error|Test|Messages):\s*(.*)$/;
const TRACE = /^(\S.{0,4095}?):(\d{1,7})$/;
/** Behind these, assertions repeat both values as a diff. */
const DIFF = /^Diff:/;
const LINES_MAX = 8;

/** testify's labels, go-cmp's diffs, gomega's texts of several lines; else the line itself. */
export function messageOf({ text, more }: LoggedLine): FailureMessage {
  const labels = labelled(more);
  const error = labels.get("Error");
  if (text === "" && error !== undefined) {
    const said = joined(until(error, DIFF), ", ").replaceAll(":, ", ": ");
    const own = joined(labels.get("Messages") ?? [], " ");
    const trace = (labels.get("Error Trace") ?? []).flatMap((entry) => {
      const [, file, line] = TRACE.exec(entry) ?? [];
      return file === undefined ? [] : [{ file, line: Number(line) }];
    });
    return { text: own === "" ? said : `${said} (${own})`, trace };
  }
  return { text: plainText(text, more), trace: [] };
}

/** Is this one of testify's, whose line is written only for a failure? */
export function isAssertion({ text, more }: LoggedLine): boolean {
  return text === "" && more.some((line) => /^\s*\t?Error Trace:/.test(line));
}

function plainText(text: string, more: readonly string[]): string {
  const first = text.trim();
  if (first !== "" && !first.endsWith(":")) return first;
  const changed = more.filter((line) => /^[-+]\s*\S/.test(line));
  const rest = changed.length > 0 ? changed : more;
  return `${first} ${joined(rest, " ")}`.trim();
}

function labelled(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const labels = new Map<string, string[]>();
  let open: string[] | undefined;
  for (const line of lines) {
    const [, label, value = ""] = LABEL.exec(line) ?? [];
    if (label !== undefined) {
      open = [value.trim()];
      labels.set(label, open);
    } else open?.push(line.trim());
  }
  return labels;
}

function until(lines: readonly string[], end: RegExp): readonly string[] {
  const at = lines.findIndex((line) => end.test(line));
  return at < 0 ? lines : lines.slice(0, at);
}

function joined(lines: readonly string[], by: string): string {
  return lines
    .map((line) => line.trim().replaceAll(/\s+/g, " "))
    .filter((line) => line !== "")
    .slice(0, LINES_MAX)
    .join(by);
}
