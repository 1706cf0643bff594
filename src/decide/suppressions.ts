/** `accepted:` entries: a fingerprint with a reason, an owner and a last day. */
import type { AcceptedEntry, Policy } from "../model/config.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { DraftFinding, Finding } from "../model/finding.ts";

/** A test or a build is never excused: only what was found in them is. */
const NEVER: ReadonlySet<DraftFinding["kind"]> = new Set(["test-failure", "build-failure"]);

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
  private readonly policy: Policy;

  constructor(policy: Policy) {
    this.policy = policy;
    for (const entry of policy.accepted) {
      const other = this.byFingerprint.get(entry.fingerprint);
      // Of two entries the one that holds longer counts.
      if (other === undefined || other.expires < entry.expires) {
        this.byFingerprint.set(entry.fingerprint, entry);
      }
    }
  }

  reasonFor(draft: DraftFinding, fingerprints: Finding["fingerprints"]): string | undefined {
    const entry = this.byFingerprint.get(fingerprints.stable);
    if (entry === undefined) return undefined;
    this.matched.add(entry.fingerprint);
    if (NEVER.has(draft.kind)) {
      this.refused.add(entry.fingerprint);
      return undefined;
    }
    if (hasExpired(entry, this.policy.now)) return undefined;
    return `accepted by ${entry.owner} until ${entry.expires}: ${entry.reason}`;
  }

  warnings(complete: boolean): Diagnostic[] {
    const warnings: Diagnostic[] = [];
    for (const entry of this.byFingerprint.values()) {
      const { fingerprint, owner, expires } = entry;
      const seen = this.matched.has(fingerprint);
      if (this.refused.has(fingerprint)) {
        warnings.push({
          code: "accepted-not-allowed",
          severity: "warning",
          message: `${fingerprint} (${owner}) is a failed test or build: these cannot be accepted. Remove the entry.`,
          count: 1,
        });
      } else if (hasExpired(entry, this.policy.now)) {
        warnings.push({
          code: "accepted-expired",
          severity: "warning",
          message:
            `The acceptance of ${fingerprint} (${owner}) ended on ${expires}` +
            `${seen ? ", and the finding is still there" : ""}. Fix it, or renew or remove the entry.`,
          count: 1,
        });
      } else if (!seen) {
        warnings.push({
          code: "accepted-stale",
          severity: complete ? "warning" : "info",
          message:
            `The accepted finding ${fingerprint} (${owner}) was not seen in this run. A race may stay ` +
            "silent in a run; if it is fixed, remove the entry.",
          count: 1,
        });
      }
    }
    return warnings;
  }
}

/** Reads the accepted entries of a policy. */
export function createAcceptance(policy: Policy): Acceptance {
  return new AcceptedEntries(policy);
}
