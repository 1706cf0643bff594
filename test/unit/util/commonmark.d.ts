// The part of the commonmark package that the tests use; it ships no types of its own.
declare module "commonmark" {
  export interface Node {
    readonly type: string;
    readonly literal: string | null;
    readonly destination: string | null;
  }
  export interface Walker {
    next(): { readonly entering: boolean; readonly node: Node } | null;
  }
  export class Parser {
    parse(markdown: string): { walker(): Walker };
  }
}
