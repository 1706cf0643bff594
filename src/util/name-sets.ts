// Disjoint sets of names.

export class NameSets {
  readonly #parent = new Map<string, string>();

  /** The name that stands for the set; each is its own until it is joined. */
  find(name: string): string {
    let root = name;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    for (let at = name; at !== root;) {
      const up = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }

  /** Makes one set of those of two names. */
  join(a: string, b: string): void {
    const [x, y] = [this.find(a), this.find(b)];
    if (x !== y) this.#parent.set(y, x);
  }
}
