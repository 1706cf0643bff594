/** `accepted:` entries: a fingerprint with a reason, an owner and a last day. */
import type { Policy } from "../model/config.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { DraftFinding, Finding } from "../model/finding.ts";
import { formerId } from "./fingerprint.ts";
import { isCurrent, matchEntries, type Match } from "./known-ids.ts";

/** A test or a build is never excused: only what was found in them is. */
const NEVER: ReadonlySet<DraftFinding["kind"]> = new Set(["test-failure", "build-failure"]);

type AcceptedEntry = Policy["accepted"][number];

export interface Acceptance {
  /** Why a finding is suppressed, or undefined where it is not. */
  reasonFor(draft: DraftFinding, fingerprints: Finding["fingerprints"]): string | undefined;
  /** Expired, stale and useless entries; call it after all findings were asked. */
  warnings(complete: boolean): Diagnostic[];
}

/** The last day counts in full, in UTC. `nowText` is an RFC 3339 instant. */
export function hasExpired(entry: AcceptedEntry, nowText: string): boolean {
  return nowText.slice(0, 10) > entry.expires;
}

class AcceptedEntries implements Acceptance {
  private readonly byFingerprint = new Map<string, AcceptedEntry>();
  private readonly matched = new Set<string>();
  private readonly refused = new Set<string>();
  /** Entries of an older scheme, and the ids that findings of this run have which they may have meant. */
  private readonly former = new Map<string, Set<string>>();
  private readonly matches: ReadonlyMap<string, Match<AcceptedEntry>>;
  private readonly policy: Policy;

  constructor(policy: Policy, ids: readonly string[]) {
    this.policy = policy;
    for (const entry of policy.accepted) {
      const other = this.byFingerprint.get(entry.fingerprint);
      // Of two entries the one that holds longer counts.
      if (other === undefined || other.expires < entry.expires) {
        this.byFingerprint.set(entry.fingerprint, entry);
      }
      if (!isCurrent(entry.fingerprint)) this.former.set(entry.fingerprint, new Set());
    }
    this.matches = matchEntries(this.byFingerprint, ids);
  }

  reasonFor(draft: DraftFinding, fingerprints: Finding["fingerprints"]): string | undefined {
    if (this.former.size > 0) this.former.get(formerId(draft))?.add(fingerprints.stable);
    const match = this.matches.get(fingerprints.stable);
    if (match === undefined) return undefined;
    const { entry, doubt } = match;
    this.matched.add(entry.fingerprint);
    if (NEVER.has(draft.kind)) {
      this.refused.add(entry.fingerprint);
      return undefined;
    }
    if (hasExpired(entry, this.policy.now)) return undefined;
    const by = entry.origin === undefined ? entry.owner : `${entry.owner} (${entry.origin})`;
    const why = `accepted by ${by} until ${entry.expires}: ${entry.reason}`;
    return doubt === undefined ? why : `${why} (${doubt})`;
  }

  warnings(complete: boolean): Diagnostic[] {
    return [...this.byFingerprint.values()].flatMap((entry) => this.warningOf(entry, complete));
  }

  private warningOf(entry: AcceptedEntry, complete: boolean): Diagnostic[] {
    const { fingerprint, owner, expires } = entry;
    const seen = this.matched.has(fingerprint);
    const say = (code: string, message: string, severity: "warning" | "info" = "warning") => [
      { code, severity, message, count: 1 },
    ];
    if (!isCurrent(fingerprint)) return say("accepted-scheme", this.formerWords(entry));
    if (this.refused.has(fingerprint)) {
      return say(
        "accepted-not-allowed",
        `${fingerprint} (${owner}) is a failed test or build: these cannot be accepted. Remove the entry.`,
      );
    }
    if (hasExpired(entry, this.policy.now)) {
      const still = seen ? ", and the finding is still there" : "";
      return say(
        "accepted-expired",
        `The acceptance of ${fingerprint} (${owner}) ended on ${expires}${still}. ` +
          "Fix it, or renew or remove the entry.",
      );
    }
    if (seen) return [];
    return say(
      "accepted-stale",
      `The accepted finding ${fingerprint} (${owner}) was not seen in this run. A race may stay ` +
        "silent in a run; if it is fixed, remove the entry.",
      complete ? "warning" : "info",
    );
  }

  private formerWords({ fingerprint, owner }: AcceptedEntry): string {
    const ids = [...(this.former.get(fingerprint) ?? [])].slice(0, IDS_MAX);
    const cure =
      ids.length === 0
        ? "Take the id (rg2-…) from the finding in the report once it is seen, or remove the entry."
        : `In this run it may be ${ids.join(", ")}: put the right one in its place.`;
    return `The accepted entry ${fingerprint} (${owner}) is of an older scheme, which did not know the variable: it matches nothing. ${cure}`;
  }
}

const IDS_MAX = 5;

/** Reads the accepted entries of a policy, for the findings of these stable ids. */
export function createAcceptance(policy: Policy, ids: readonly string[]): Acceptance {
  return new AcceptedEntries(policy, ids);
}
