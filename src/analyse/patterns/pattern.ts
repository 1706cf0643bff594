// What a shipped pattern's file says.

/** A shipped pattern: its text in the pattern language, as a user could write it. */
export interface ShippedPattern {
  readonly id: string;
  readonly yaml: string;
}
