/** GORACE as the race runtime reads it: `key=value`, separated by spaces or colons, values may be quoted. */
export function goraceSettings(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  const part = /([a-z_]{1,64})=("[^"]{0,4096}"|'[^']{0,4096}'|[^\s:]{0,4096})/g;
  for (const match of text.matchAll(part)) {
    const [, key = "", value = ""] = match;
    settings.set(key, value.replace(/^["']|["']$/g, ""));
  }
  return settings;
}
