export function explain(code: string): string | undefined {
  return code;
}
